"""« Signez ce que vous lisez »: the bank's own text, and the code that says yes to it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QDialog, QWidget

from ccmdesk.client.forms.sign_dialog import Ui_SignDialog
from ccmdesk.client.viewmodels import words
from ccmdesk.client.widgets.dialog_fit import fit
from ccmdesk.client.widgets.room import is_narrow
from ccmdesk.client.widgets.screen import compose
from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.wire.signing import Operation

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from ccmdesk.client.viewmodels.orders import OrdersModel
    from ccmdesk.client.viewmodels.signing import SigningModel
    from ccmdesk.client.viewmodels.transfer import TransferModel
    from ccmdesk.client.work import Failure

WIDTH: Final = 560
TICK_MS: Final = 1_000
MINUTE: Final = timedelta(minutes=1)


class SignDialog(QDialog):
    """Asks the bank for the text, shows it as it stands, sends the code. Nothing is done when it is closed before.

    Signals: `signed` (what came of it), `handed_back` (a Failure about what was typed before: the dialog closes),
    `ended` (the Failure with which the session is over). `rejected` when the customer gives up.
    """

    signed = Signal(object)
    handed_back = Signal(object)
    ended = Signal(object)

    def __init__(self, model: SigningModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        model.setParent(self)  # it goes with the dialog
        self.ui = Ui_SignDialog()
        compose(self, self.ui)
        self.ui.signButton.activated.connect(self._sign)
        self.ui.againButton.clicked.connect(self.model.ask)
        self.ui.cancelButton.clicked.connect(self.reject)
        self.ui.code.textChanged.connect(lambda _text: self.ui.codeField.set_error(""))
        self._second = QTimer(self, interval=TICK_MS)
        self._second.timeout.connect(self._tick)
        self.model.changed.connect(self.refresh)
        self.model.done.connect(self._done)
        self.model.handed_back.connect(self._hand_back)
        self.model.ended.connect(self._end)
        self.finished.connect(self.deleteLater)
        self.refresh()

    def begin(self) -> None:
        """Open, and ask the bank for the text."""
        self.open()
        self._second.start()
        self.model.ask()

    def reject(self) -> None:
        """Close without signing; not while a signature is on its way: its answer would be lost."""
        state = self.model.state
        if not (state.busy and state.challenge is not None):
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave a key that is held down since the dialog before without an answer."""
        if not event.isAutoRepeat():
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language; the bank's text stays in the one it was written in, which is the one to be signed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.ui.retranslateUi(self)
            self.refresh()
        elif event.type() == QEvent.Type.StyleChange and self.isVisible():
            QTimer.singleShot(0, self, self._follow)

    def refresh(self) -> None:
        """Show the model's state."""
        state, ui = self.model.state, self.ui
        challenge = state.challenge
        usable = challenge is not None and not state.stale
        ui.waitLabel.setVisible(challenge is None and state.busy)
        for part in (ui.titleLabel, ui.rowsPanel):
            part.setVisible(challenge is not None)
        if challenge is not None:
            ui.titleLabel.setText(challenge.title)
            ui.rowsList.set_rows(challenge.lines)
            ui.rowsPanel.setVisible(bool(challenge.lines))
            self.setAccessibleDescription(challenge.title)
        ui.checkLabel.setText(self._check())
        ui.checkLabel.setVisible(usable and not state.doubtful and self._has_room())
        ui.codeField.setVisible(usable)
        ui.validLabel.setVisible(usable and not state.doubtful)
        ui.signButton.setVisible(not state.may_ask)
        ui.signButton.setEnabled(usable)
        ui.signButton.set_busy(state.busy and challenge is not None)
        if not ui.signButton.is_busy():
            ui.signButton.setText(self.tr("Réessayer") if state.doubtful else self.tr("Signer"))
        ui.code.setReadOnly(state.busy or state.doubtful)
        ui.againButton.setVisible(state.may_ask)
        ui.cancelButton.setEnabled(not ui.signButton.is_busy())
        ui.cancelButton.setText(self.tr("Fermer") if state.doubtful else self.tr("Annuler"))
        self._show_failure(state.failure)
        self._show_time()
        self._settle()

    def _show_failure(self, failure: Failure | None) -> None:
        if failure is None:
            self.ui.banner.clear()
        elif self.model.state.doubtful:
            self.ui.banner.show_message("warning", f"{self._doubt()}\n{words.sentence(failure)}")
        elif self.model.state.challenge is None:
            nothing = self.tr("Rien n’a été fait.")
            self.ui.banner.show_message("error", f"{words.sentence(failure)} {nothing}")
        else:
            kind = "warning" if failure.code is ErrorCode.CHALLENGE_EXPIRED else "error"
            self.ui.banner.show_message(kind, words.sentence(failure))

    def _check(self) -> str:
        """Say what the signature is about to stand for."""
        if self.model.task.operation in {Operation.PASSWORD, Operation.AUTHENTICATOR}:
            return self.tr("Si ce n’est pas ce que vous voulez, annulez.")
        return self.tr("Vérifiez le montant et le compte. Si ce n’est pas ce que vous voulez, annulez.")

    def _has_room(self) -> bool:
        """Whether there is room for more than what is signed and the code."""
        owner = self.parentWidget()
        return owner is None or not is_narrow(owner.window())

    def _doubt(self) -> str:
        """Say what may have been done when the answer was lost."""
        if self.model.task.operation is Operation.PASSWORD:
            return self.tr(
                "La réponse de la banque ne nous est pas parvenue : votre mot de passe a peut-être déjà changé. "
                "Réessayez avec le même code. Si vous êtes déconnecté, essayez d’abord le nouveau mot de passe, puis "
                "l’ancien."
            )
        if self.model.task.operation is Operation.AUTHENTICATOR:
            return self.tr(
                "La réponse de la banque ne nous est pas parvenue. Rien n’a changé : votre authentificateur actuel "
                "reste valable. Réessayez avec le même code."
            )
        return self.tr("On ne sait pas si ce virement est parti. Avant de recommencer, regardez « En cours ».")

    def _show_time(self) -> None:
        minutes = -(-self.model.left() // MINUTE)
        if minutes > 1:
            text = self.tr("Il vous reste environ {} minutes pour signer.").format(minutes)
        else:
            text = self.tr("Il vous reste moins d’une minute pour signer.")
        if text != self.ui.validLabel.text():
            self.ui.validLabel.setText(text)

    def _settle(self) -> None:
        """Put the focus where the customer goes on, and give the dialog its size."""
        state = self.model.state
        if self.isVisible() and not state.busy:
            if state.failure is not None and not state.doubtful:
                self.ui.code.clear()
            goal = self.ui.againButton if state.may_ask else self.ui.signButton if state.doubtful else self.ui.code
            goal.setFocus()
            if state.failure is not None:
                QTimer.singleShot(0, self, self._uncover)
        self._fit()

    def _uncover(self) -> None:
        """Scroll to what went wrong and the code below it, where the dialog is too small for everything."""
        if self.ui.codeField.isVisible():
            self.ui.scroll.ensureWidgetVisible(self.ui.codeField)
        else:
            self.ui.scroll.ensureWidgetVisible(self.ui.banner)

    def _follow(self) -> None:
        """Fit another text size, and keep in sight what is waited for."""
        self.refresh()
        self._uncover()

    def _fit(self) -> None:
        fit(self, self.ui.column, self.ui.buttonsLayout, WIDTH)

    def _tick(self) -> None:
        self.model.notice_time()
        self._show_time()

    def _sign(self) -> None:
        try:
            code = self.ui.code.code()
        except KnownError:
            self.ui.codeField.set_error(self.tr("Le code a 6 chiffres."))
            self.ui.signButton.set_busy(False)
            self.ui.code.setFocus()
            self._fit()
            return
        self.model.sign(code)

    def _done(self, result: object) -> None:
        self.accept()
        self.signed.emit(result)

    def _hand_back(self, failure: Failure) -> None:
        self.done(QDialog.DialogCode.Rejected)
        self.handed_back.emit(failure)

    def _end(self, failure: Failure) -> None:
        self.done(QDialog.DialogCode.Rejected)
        self.ended.emit(failure)


def open_signature(parent: QWidget, signing: SigningModel, model: TransferModel | OrdersModel) -> None:
    """Have an order signed; its model takes what comes of it."""
    dialog = SignDialog(signing, parent)
    dialog.signed.connect(model.take_signed)
    dialog.rejected.connect(model.leave_unsigned)
    dialog.ended.connect(model.ended)
    dialog.begin()
