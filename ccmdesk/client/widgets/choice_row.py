"""One choice among several: the whole row is the button, whatever words stand beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QRadioButton

from ccmdesk.client.widgets.theme import set_look

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QWidget


class ChoiceRow(QFrame):
    """A row of a form with one radio button in it, and labels. A click anywhere on it chooses, as one on the button.

    Designer: the button has no text of its own; whoever uses the row names it, for those who hear it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "choice")

    def adopt(self) -> QRadioButton:
        """Take the radio button that the form put into the row; the row shows whether it is chosen."""
        button = self.findChild(QRadioButton)
        if not isinstance(button, QRadioButton):
            raise TypeError("a row of choices has a radio button")
        button.toggled.connect(lambda chosen: set_look(self, chosen=chosen))
        set_look(self, chosen=button.isChecked())
        return button

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose, and put the focus where a click on the button would."""
        from PySide6.QtCore import Qt

        button = self.findChild(QRadioButton)
        inside = self.rect().contains(event.position().toPoint())
        if isinstance(button, QRadioButton) and event.button() == Qt.MouseButton.LeftButton and inside:
            button.setFocus(Qt.FocusReason.MouseFocusReason)
            button.click()
        else:
            super().mouseReleaseEvent(event)
