"""« Nouvel authentificateur »: its QR code, the same secret as text, and the code that proves it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QDialog, QWidget

from ccmdesk.client.forms.information_replacement import Ui_InformationReplacement
from ccmdesk.client.viewmodels import words
from ccmdesk.client.views.information_words import KINDS, tr
from ccmdesk.client.widgets.dialog_fit import fit
from ccmdesk.client.widgets.room import is_narrow, stack
from ccmdesk.client.widgets.screen import compose
from ccmdesk.core.errors import ErrorCode, KnownError

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ccmdesk.client.viewmodels.information_authenticator import ReplacementModel
    from ccmdesk.client.work import Failure

WIDTH: Final = 680


class ReplacementDialog(QDialog):
    """The present authenticator counts until the new one has given a right code.

    Signals: `replaced`; `ended` (the Failure with which the session is over).
    """

    replaced = Signal()
    ended = Signal(object)

    def __init__(self, model: ReplacementModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.model = model
        model.setParent(self)  # it goes with the dialog
        self.ui = Ui_InformationReplacement()
        compose(self, self.ui)
        self._offer_kinds()
        if model.before is not None and model.before.authenticator is not None:
            self.ui.kind.setCurrentIndex(list(KINDS).index(model.before.authenticator))
        self.ui.secret.set_secret(model.enrolment.secret)
        self.ui.doneButton.activated.connect(self._prove)
        self.ui.cancelButton.clicked.connect(self.reject)
        self.ui.code.textChanged.connect(lambda _text: self.ui.codeField.set_error(""))
        self.model.matrix_drawn.connect(self._draw)
        self.model.changed.connect(self.refresh)
        self.model.done.connect(self._done)
        self.model.ended.connect(self._end)
        self.finished.connect(self._forget)
        self.refresh()

    def begin(self) -> None:
        """Open, and draw the code."""
        self.open()
        self.model.draw()
        self.ui.kind.setFocus()

    def reject(self) -> None:
        """Give up: nothing changes. Not while the proof is on its way: its answer would be lost."""
        if not self.model.state.busy:
            super().reject()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the secret below the picture when room lacks."""
        super().resizeEvent(event)
        stack(self.ui.secretRow, narrow=is_narrow(self))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.ui.retranslateUi(self)
            self._offer_kinds()
            self.refresh()
        elif event.type() == QEvent.Type.StyleChange and self.isVisible():
            QTimer.singleShot(0, self, self._fit)

    def refresh(self) -> None:
        """Show the model's state."""
        state, ui = self.model.state, self.ui
        ui.doneButton.set_busy(state.busy)
        ui.doneButton.setVisible(not state.spent)
        ui.codeField.setVisible(not state.spent)
        ui.code.setReadOnly(state.busy)
        ui.cancelButton.setEnabled(not state.busy)
        ui.cancelButton.setText(self.tr("Fermer") if state.spent else self.tr("Annuler"))
        if state.failure is None:
            ui.banner.clear()
        else:
            ui.banner.show_message("warning" if state.doubtful else "error", self._words(state.failure))
            if self.isVisible() and not state.busy and not state.doubtful:
                ui.code.clear()
                ui.code.setFocus()
        self._fit()

    def _words(self, failure: Failure) -> str:
        text = words.sentence(failure)
        if self.model.state.doubtful:
            doubt = self.tr(
                "La réponse de la banque ne nous est pas parvenue : le nouvel authentificateur est peut-être déjà en "
                "service. Gardez les deux, et réessayez avec le même code."
            )
            return f"{doubt}\n{text}"
        if self.model.state.spent:
            kept = self.tr(
                "Votre authentificateur actuel reste valable. Fermez, puis recommencez avec une nouvelle clé."
            )
            return f"{text}\n{kept}" if failure.code is not ErrorCode.CODE_WRONG else kept
        return text

    def _offer_kinds(self) -> None:
        box, chosen = self.ui.kind, max(self.ui.kind.currentIndex(), 0)
        box.clear()
        box.addItems([tr(text) for text in KINDS.values()])
        box.setCurrentIndex(chosen)

    def _draw(self, matrix: list[list[bool]]) -> None:
        self.ui.qr.set_matrix(matrix)
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        fit(self, self.ui.column, self.ui.actions, WIDTH)

    def _prove(self) -> None:
        try:
            code = self.ui.code.code()
        except KnownError:
            self.ui.codeField.set_error(self.tr("Le code a 6 chiffres."))
            self.ui.doneButton.set_busy(False)
            self.ui.code.setFocus()
            self._fit()
            return
        self.model.prove(code, list(KINDS)[self.ui.kind.currentIndex()])

    def _done(self) -> None:
        self.accept()
        self.replaced.emit()

    def _end(self, failure: Failure) -> None:
        self.done(QDialog.DialogCode.Rejected)
        self.ended.emit(failure)

    def _forget(self) -> None:
        """Leave neither picture nor text of the secret."""
        self.ui.qr.clear()
        self.ui.secret.clear()
        self.deleteLater()
