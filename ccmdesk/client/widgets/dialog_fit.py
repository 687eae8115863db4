"""The size of a dialog whose text scrolls: as high as its text, never higher than the window that it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ccmdesk.client.widgets.theme import scaled

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QLayout, QWidget

AROUND: Final = 48
"""What stays visible of the window around the dialog (px)."""
SCROLL_BAR: Final = 18


def fit(dialog: QDialog, column: QLayout, foot: QLayout, width: int) -> None:
    """Give a dialog the size of its scrolling `column` above its `foot`; `width` in px at 100 % of text size."""
    owner = dialog.parentWidget()
    window: QWidget = owner.window() if owner is not None else dialog
    column.activate()
    wide = scaled(width)
    if window is not dialog:
        wide = min(wide, window.width() - AROUND)
    inner = wide - SCROLL_BAR
    high = column.totalHeightForWidth(inner) if column.hasHeightForWidth() else column.sizeHint().height()
    high += foot.sizeHint().height() + 2
    if window is not dialog:
        high = min(high, window.height() - AROUND)
    if (dialog.width(), dialog.height()) != (wide, high):
        dialog.setFixedWidth(wide)
        dialog.resize(wide, high)
