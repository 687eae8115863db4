"""Rows of label and value: a summary before a confirmation, the particulars of an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ccmdesk.client.widgets.labels import Divider, PlainLabel

if TYPE_CHECKING:
    from collections.abc import Sequence


class DetailList(QWidget):
    """Rows, a hairline between two. Values can be selected with the mouse, to copy an IBAN."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._rows: list[tuple[str, str]] = []
        self._parts: list[QWidget] = []

    def rows(self) -> list[tuple[str, str]]:
        """Return the rows shown."""
        return list(self._rows)

    def set_rows(self, rows: Sequence[tuple[str, str]]) -> None:
        """Show these rows (label, value) instead."""
        if list(rows) == self._rows:
            return
        self._rows = list(rows)
        for part in self._parts:
            self._grid.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = []
        for index, (name, value) in enumerate(self._rows):
            parts: list[QWidget] = [self._name(name), self._value(name, value)]
            self._grid.addWidget(parts[0], 2 * index, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(parts[1], 2 * index, 1)
            if index:
                parts.append(Divider(self))
                self._grid.addWidget(parts[2], 2 * index - 1, 0, 1, 2)
            self._parts += parts
            for part in parts:
                part.show()  # Qt would do so a turn of events later, and leave it out of every size until then

    def _name(self, text: str) -> PlainLabel:
        label = PlainLabel(self, text=text, role="muted")
        label.setWordWrap(True)  # an IBAN cannot: with large text its name makes room for it
        return label

    def _value(self, name: str, text: str) -> PlainLabel:
        label = PlainLabel(self, text=text, role="strong")
        label.setWordWrap(True)
        label.setAlignment(Qt.AlignmentFlag.AlignRight)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setAccessibleName(self.tr("{0} : {1}").format(name, text))
        return label
