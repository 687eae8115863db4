"""First connection, step 1: what the agency's two messages say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccmdesk.client.forms.first_letter import Ui_FirstLetter
from ccmdesk.client.views.entrance_wizard import WizardPage
from ccmdesk.core.errors import ErrorCode

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ccmdesk.client.viewmodels.first_connection import FirstConnectionModel
    from ccmdesk.client.views.entrance_wizard import WizardState
    from ccmdesk.client.work import Failure


class FirstLetterPage(WizardPage):
    """Code and temporary password."""

    def __init__(self, model: FirstConnectionModel) -> None:
        super().__init__()
        self._model = model
        self.ui = Ui_FirstLetter()
        self.compose(self.ui)
        self.ui.code.setText(model.code)
        self.ui.code.returnPressed.connect(self.ui.password.setFocus)
        self.ui.password.returnPressed.connect(self.submitted)

    def submit(self) -> None:
        """Give both to the bank."""
        self._model.submit_letter(self.ui.code.text(), self.ui.password.text())

    def show_state(self, state: WizardState) -> None:
        """Show what is wrong, and whether anything may be changed."""
        self.ui.code.setReadOnly(state.busy)
        self.ui.password.setReadOnly(state.busy)
        self.ui.codeField.set_error(
            self.tr("L’identifiant a 12 chiffres. Il figure dans le mail de votre agence.")
            if "code" in state.wrong
            else ""
        )
        self.ui.passwordField.set_error(
            self.tr("Renseignez le mot de passe temporaire. Il figure dans le SMS de votre agence.")
            if "password" in state.wrong
            else ""
        )

    def point_out(self, failure: Failure | None) -> None:
        """Have the password typed anew: it may be the one that was wrong."""
        super().point_out(failure)
        if failure is not None and failure.code is ErrorCode.SIGN_IN_FAILED:
            self.ui.password.clear()
            self.ui.password.setFocus()

    def sentence(self, failure: Failure) -> str:
        """Say what else may be wrong with a temporary password, and that a delay has passed."""
        if failure.code is ErrorCode.SESSION_ENDED:
            return self.tr(
                "Le délai est passé, ou trop de codes étaient faux. Rien n’est perdu : recommencez ici avec le même "
                "mot de passe temporaire."
            )
        text = super().sentence(failure)
        if failure.code is ErrorCode.SIGN_IN_FAILED:
            why = self.tr(
                "Un mot de passe temporaire ne sert qu’à la première connexion, sur un seul ordinateur, et il expire. "
                "Si vous avez déjà choisi votre mot de passe, connectez-vous avec celui-ci."
            )
            text = f"{text}\n{why}"
        return text

    def first(self) -> QWidget:
        """Where the customer goes on."""
        return self.ui.password if self.ui.code.text() else self.ui.code

    def forget(self) -> None:
        """Leave no password behind."""
        self.ui.password.clear()
