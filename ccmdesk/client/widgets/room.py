"""How much room a page has: the same page must fit a small window, and text at 200 %."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QBoxLayout

from ccmdesk.client.widgets.form_field import FormField
from ccmdesk.client.widgets.theme import text_scale

if TYPE_CHECKING:
    from PySide6.QtWidgets import QGridLayout, QWidget

NARROW: Final = 620
"""Below this width (px at 100 % of text size) what stood side by side stands one above the other."""


def room(widget: QWidget) -> int:
    """Width of a widget, in px at 100 % of text size."""
    return widget.width() * 100 // text_scale()


def is_narrow(widget: QWidget) -> bool:
    """Whether a page must stack what it would put side by side."""
    return room(widget) < NARROW


def stack(row: QBoxLayout, *, narrow: bool) -> None:
    """Lay a row of buttons out below one another when room lacks."""
    direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
    if row.direction() != direction:
        row.setDirection(direction)


def pair(grid: QGridLayout, left: QWidget, right: QWidget, row: int, *, narrow: bool) -> None:
    """Put two widgets of a grid side by side in `row`, or one above the other (rows 2 × `row` and the next).

    Never asks for the grid's items (`itemAt`): adding a widget anew deletes its item behind Python's back, and what
    Python then keeps of it ends in a crash once Qt uses the same address again.
    """
    from PySide6.QtCore import Qt

    places = ((2 * row, 0, 1, 2), (2 * row + 1, 0, 1, 2)) if narrow else ((row, 0, 1, 1), (row, 1, 1, 1))
    for widget, place in zip((left, right), places, strict=True):
        if grid.getItemPosition(grid.indexOf(widget)) != place:
            top = isinstance(widget, FormField)  # a field with an error must not push its neighbour down
            grid.addWidget(widget, *place, Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag(0))
