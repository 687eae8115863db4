"""The scrolling part of a page: up and down only, no frame, nothing to stop at on the way of the Tab key."""

from __future__ import annotations

from PySide6.QtWidgets import QScrollArea, QWidget

from ccmdesk.client.widgets import qt_numbers


class PageScroll(QScrollArea):
    """A scroll area as every page wants it; the form gives it its page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("horizontalScrollBarPolicy", qt_numbers.SCROLL_BAR_OFF)
        self.setProperty("focusPolicy", qt_numbers.NO_FOCUS)
        self.setProperty("frameShape", 0)
