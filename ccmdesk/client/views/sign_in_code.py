"""« Je me connecte (Etape 2 / 2) »."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from ccmdesk.client.forms.sign_in_code import Ui_SignInCode
from ccmdesk.client.viewmodels import words
from ccmdesk.client.viewmodels.sign_in import Step
from ccmdesk.client.widgets.screen import Screen
from ccmdesk.core.errors import ErrorCode

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent
    from PySide6.QtWidgets import QWidget

    from ccmdesk.client.viewmodels.sign_in import SignInModel


class SignInCodeScreen(Screen):
    """The six digits of the authenticator."""

    def __init__(self, model: SignInModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.ui = Ui_SignInCode()
        self.compose(self.ui)
        self.ui.okButton.activated.connect(self._submit)
        self.ui.backButton.clicked.connect(model.back)
        self.ui.totp.returnPressed.connect(self.ui.okButton.click)
        model.changed.connect(self.refresh)
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Wait for the code."""
        super().showEvent(event)
        self.ui.totp.clear()
        QTimer.singleShot(0, self.ui.totp, self.ui.totp.setFocus)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep no code in a page that nobody sees."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.ui.totp.clear()

    def retranslate(self) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Show the model's state."""
        state = self._model.state
        failure = state.failure if state.step is Step.CODE else None
        self.ui.okButton.set_busy(state.busy)
        self.ui.backButton.setEnabled(not state.busy)
        self.ui.totp.setReadOnly(state.busy)
        malformed = failure is not None and failure.code is ErrorCode.CODE_MALFORMED
        self.ui.totpField.set_error(self.tr("Le code a 6 chiffres.") if malformed else "")
        if failure is not None and not malformed:
            self.ui.banner.show_message("error", words.sentence(failure))
        elif state.tries_left == 1:
            self.ui.banner.show_message(
                "warning",
                self.tr("Attention, c’est votre dernier essai : après un nouvel échec, votre compte sera bloqué."),
            )
        else:
            self.ui.banner.clear()

    def _submit(self) -> None:
        self._model.submit_code(self.ui.totp.text())
        if self.ui.totpField.error():
            self.ui.totp.setFocus()
