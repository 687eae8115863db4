"""« Confirmation demandée »: shows exactly what is about to be done, and asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from ccmdesk.client.widgets.dialog_fit import AROUND
from ccmdesk.client.widgets.screen import compose
from ccmdesk.client.widgets.theme import scaled

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH: Final = 520


class ConfirmDialog(QDialog):
    """A question with the particulars it is about. `accepted` comes at most once, however often one clicks.

    Neither button is the default of the dialog: only the one that has the focus answers to Enter, and a key held down
    since the page before answers to nothing. The focus starts on « Confirmer », Escape is « Annuler ».
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        question: str,
        rows: Sequence[tuple[str, str]] = (),
        note: str = "",
        confirm: str = "",
    ) -> None:
        from ccmdesk.client.forms.confirm_dialog import Ui_ConfirmDialog

        super().__init__(parent)
        self.ui = Ui_ConfirmDialog()
        compose(self, self.ui)
        room = scaled(WIDTH) if parent is None else parent.window().width() - AROUND
        self.setMinimumWidth(min(scaled(WIDTH), room))
        self.ui.questionLabel.setText(question)
        self.ui.rowsList.set_rows(rows)
        self.ui.rowsPanel.setVisible(bool(rows))
        self.ui.noteLabel.setText(note)
        self.ui.noteLabel.setVisible(bool(note))
        if confirm:
            self.ui.confirmButton.setText(confirm)
        self.setAccessibleDescription(question)
        self.ui.confirmButton.activated.connect(self.accept)
        self.ui.cancelButton.clicked.connect(self.reject)
        self.ui.confirmButton.setFocus(Qt.FocusReason.OtherFocusReason)
