"""« C'est votre première connexion ? »."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccmdesk.client.viewmodels.first_connection import FirstStep
from ccmdesk.client.views.entrance_wizard import EntranceWizard, WizardPage

if TYPE_CHECKING:
    from enum import Enum

    from PySide6.QtWidgets import QWidget

    from ccmdesk.client.viewmodels.first_connection import FirstConnectionModel


class FirstConnectionScreen(EntranceWizard):
    """The agency's letter, the authenticator, its proof, one's own password."""

    def __init__(self, model: FirstConnectionModel, parent: QWidget | None = None) -> None:
        self._first = model
        super().__init__(model, FirstStep, parent)

    def names(self) -> list[str]:
        """Name the steps."""
        return [
            self.tr("Vos identifiants"),
            self.tr("Votre application"),
            self.tr("Votre code"),
            self.tr("Votre mot de passe"),
        ]

    def heading(self) -> str:
        """Name the wizard."""
        return self.tr("C'est votre première connexion")

    def next_text(self, step: Enum) -> str:
        """Name what the main button does."""
        if step is FirstStep.PASSWORD:
            return self.tr("Enregistrer et ouvrir mes comptes")
        return self.tr("Continuer")

    def may_go_back(self, step: Enum) -> bool:
        """Refuse to go back once the authenticator is proved: there is nothing to change there any more."""
        return step is not FirstStep.PASSWORD

    def make_page(self, step: Enum) -> WizardPage:
        """Make the page of a step."""
        model = self._first
        if step is FirstStep.CHOICE:
            from ccmdesk.client.views.authenticator_choice import AuthenticatorChoicePage

            return AuthenticatorChoicePage(model.choose, model.kind)
        if step is FirstStep.PROOF:
            from ccmdesk.client.views.authenticator_proof import AuthenticatorProofPage

            secret = model.enrolment.secret if model.enrolment is not None else ""
            return AuthenticatorProofPage(model.prove, secret, model.matrix, model.kind)
        if step is FirstStep.PASSWORD:
            from ccmdesk.client.views.new_password import NewPasswordPage

            return NewPasswordPage(model.finish, model.strength, model.personal)
        from ccmdesk.client.views.first_letter import FirstLetterPage

        return FirstLetterPage(model)
