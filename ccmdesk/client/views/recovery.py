"""« Vous avez oublié votre mot de passe ? »."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccmdesk.client.viewmodels.recovery import RecoveryStep
from ccmdesk.client.views.entrance_wizard import EntranceWizard, WizardPage
from ccmdesk.client.views.recovery_pages import RecoveryIdentityPage, RecoverySmsPage

if TYPE_CHECKING:
    from enum import Enum

    from PySide6.QtWidgets import QWidget

    from ccmdesk.client.viewmodels.recovery import RecoveryModel


class RecoveryScreen(EntranceWizard):
    """What the customer still has, the code of the SMS, the new password."""

    def __init__(self, model: RecoveryModel, parent: QWidget | None = None) -> None:
        self._recovery = model
        super().__init__(model, RecoveryStep, parent)

    def names(self) -> list[str]:
        """Name the steps."""
        return [self.tr("Vos informations"), self.tr("Code reçu par SMS"), self.tr("Nouveau mot de passe")]

    def heading(self) -> str:
        """Name the wizard."""
        return self.tr("Vous avez oublié votre mot de passe ?")

    def next_text(self, step: Enum) -> str:
        """Name what the main button does."""
        if step is RecoveryStep.IDENTITY:
            return self.tr("Recevoir un code par SMS")
        return self.tr("Enregistrer") if step is RecoveryStep.PASSWORD else self.tr("Continuer")

    def may_go_back(self, step: Enum) -> bool:
        """Refuse to go back once the code of the SMS is used: it serves once."""
        return step is RecoveryStep.SMS

    def make_page(self, step: Enum) -> WizardPage:
        """Make the page of a step."""
        model = self._recovery
        if step is RecoveryStep.SMS:
            return RecoverySmsPage(model)
        if step is RecoveryStep.PASSWORD:
            from ccmdesk.client.views.new_password import NewPasswordPage

            return NewPasswordPage(model.finish, model.strength, model.personal)
        return RecoveryIdentityPage(model)
