"""« Je me connecte (Etape 1 / 2) »."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from ccmdesk.client.forms.sign_in import Ui_SignIn
from ccmdesk.client.viewmodels.sign_in import Notice, Step
from ccmdesk.client.widgets.room import room, stack
from ccmdesk.client.widgets.screen import Screen
from ccmdesk.core.errors import ErrorCode
from ccmdesk.core.ids import clean_subscriber_code

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent
    from PySide6.QtWidgets import QWidget

    from ccmdesk.client.viewmodels.sign_in import SignInModel


ACTIONS_WIDTH = 400


class SignInScreen(Screen):
    """Code and password. A failure comes back here, with the code still typed and the password gone."""

    def __init__(self, model: SignInModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.ui = Ui_SignIn()
        self.compose(self.ui)
        self.ui.continueButton.activated.connect(self._submit)
        self.ui.offlineButton.clicked.connect(self._open_offline)
        self.ui.code.returnPressed.connect(self.ui.password.setFocus)
        self.ui.password.returnPressed.connect(self.ui.continueButton.click)
        model.changed.connect(self.refresh)
        model.filled.connect(self.ui.code.setText)
        self._was_busy = False
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Put the cursor where the customer goes on."""
        super().showEvent(event)
        first = self.ui.password if self.ui.code.text() else self.ui.code
        QTimer.singleShot(0, first, first.setFocus)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep no password in a page that nobody sees: the next person at this computer would find it here."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.ui.password.clear()

    def arrange(self) -> None:
        """Put the buttons below one another when the text is large."""
        stack(self.ui.actions, narrow=room(self) < ACTIONS_WIDTH)

    def retranslate(self) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Show the model's state."""
        state = self._model.state
        failure = state.failure if state.step is Step.PASSWORD else None
        answered, self._was_busy = self._was_busy and not state.busy, state.busy
        self.ui.continueButton.set_busy(state.busy)
        self.ui.offlineButton.setVisible(state.offline_offered)
        self.ui.code.setReadOnly(state.busy)
        self.ui.password.setReadOnly(state.busy)
        malformed = failure is not None and failure.code is ErrorCode.CODE_MALFORMED
        self._mark(malformed=malformed)
        if failure is None or malformed:
            self._tell(state.notice)
            return
        from ccmdesk.client.viewmodels import words  # the first paint has nothing to say
        from ccmdesk.client.views.agency_words import agencies

        text = words.sentence(failure)
        if failure.code is ErrorCode.SIGN_IN_FAILED:
            hint = self.tr(
                "C’est votre première connexion, ou votre agence vous a envoyé un mot de passe temporaire ? Choisissez "
                "« C'est votre première connexion ? » dans l’aide."
            )
            text = f"{text}\n{hint}"
        if state.locked:
            text = "\n".join([text, *agencies(state.caisses)])
        quiet = failure.code in {ErrorCode.SESSION_ENDED, ErrorCode.SERVER_BUSY}
        self.ui.banner.show_message("info" if quiet and not state.locked else "error", text)
        if not state.offline_offered or failure.code is ErrorCode.OFFLINE_REFUSED:
            self.ui.password.clear()
            if answered and self.isVisible():
                self.ui.password.setFocus()

    def _tell(self, notice: Notice | None) -> None:
        """Say what a wizard has done."""
        if notice is None:
            self.ui.banner.clear()
        elif notice is Notice.PASSWORD_CHANGED:
            self.ui.banner.show_message(
                "success", self.tr("Votre nouveau mot de passe est enregistré. Connectez-vous avec lui.")
            )
        elif notice is Notice.UNATTENDED:
            self.ui.banner.show_message(
                "info",
                self.tr(
                    "Il n’y avait plus personne devant l’écran : la page a été refermée. Rien n’est perdu : "
                    "recommencez quand vous voulez, sur cet ordinateur."
                ),
            )
        else:
            self.ui.banner.show_message(
                "warning",
                self.tr(
                    "La réponse de la banque s’est perdue en route. Essayez de vous connecter avec votre nouveau mot "
                    "de passe ; s’il n’est pas accepté, recommencez depuis l’aide."
                ),
            )

    def _mark(self, *, malformed: bool) -> None:
        """Say which of the two fields cannot be sent as it is."""
        code = malformed and clean_subscriber_code(self.ui.code.text()) is None
        password = malformed and not self.ui.password.text()
        self.ui.codeField.set_error(
            self.tr("L’identifiant a 12 chiffres. Il figure dans le mail de votre agence.") if code else ""
        )
        self.ui.passwordField.set_error(self.tr("Renseignez votre mot de passe.") if password else "")

    def _submit(self) -> None:
        self._model.submit_password(self.ui.code.text(), self.ui.password.text())
        self._lead()

    def _open_offline(self) -> None:
        self._model.submit_offline(self.ui.code.text(), self.ui.password.text())
        self._lead()

    def _lead(self) -> None:
        """Put the cursor into the field that is wrong."""
        for field, edit in ((self.ui.codeField, self.ui.code), (self.ui.passwordField, self.ui.password)):
            if field.error():
                edit.setFocus()
                return
