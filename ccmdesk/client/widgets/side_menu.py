"""The side menu: one entry a page, the current one marked by a bar, its weight and its background."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ccmdesk.client.widgets.icons import set_icon

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent


class MenuButton(QPushButton):
    """An entry; the arrow keys, Home and End move between entries."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrows to the menu: Qt would move the choice with them."""
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End}:
            event.ignore()
        else:
            super().keyPressEvent(event)


class SideMenu(QWidget):
    """Entries by key. Signal: `chosen(key)`, when the customer chooses a page (not when a program marks one)."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "ink")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._group = QButtonGroup(self)
        self._entries: dict[str, MenuButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addStretch(1)

    def add_entry(self, key: str, icon: str, text: str) -> QPushButton:
        """Add an entry at the end."""
        button = MenuButton(text, self)
        button.setObjectName(f"menu_{key}")
        button.setProperty("kind", "menu")
        button.setCheckable(True)
        button.setAccessibleName(text)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        set_icon(button, icon)
        button.clicked.connect(lambda: self.chosen.emit(key))
        self._group.addButton(button)
        self._entries[key] = button
        self._column.insertWidget(self._column.count() - 1, button)
        return button

    def set_text(self, key: str, text: str) -> None:
        """Rename an entry (another language)."""
        self._entries[key].setText(text)
        self._entries[key].setAccessibleName(text)

    def set_compact(self, *, compact: bool) -> None:
        """Show the icons alone (their names stay for screen readers, and as tool tips), or the texts too."""
        for button in self._entries.values():
            button.setText("" if compact else button.accessibleName())
            button.setToolTip(button.accessibleName() if compact else "")

    def keys(self) -> list[str]:
        """Return the keys of the entries, in order."""
        return list(self._entries)

    def current(self) -> str:
        """Return the key of the page marked as current, or an empty text."""
        return next((key for key, button in self._entries.items() if button.isChecked()), "")

    def set_current(self, key: str) -> None:
        """Mark a page as current."""
        self._entries[key].setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the focus with the arrows, around the ends, and to the ends with Home and End."""
        buttons = list(self._entries.values())
        here = next((i for i, button in enumerate(buttons) if button.hasFocus()), None)
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        if here is None or key not in {*steps, Qt.Key.Key_Home, Qt.Key.Key_End}:
            super().keyPressEvent(event)
            return
        target = (here + steps[key]) % len(buttons) if key in steps else -1 if key == Qt.Key.Key_End else 0
        buttons[target].setFocus(Qt.FocusReason.TabFocusReason)
