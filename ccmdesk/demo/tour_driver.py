"""Hands and eyes of the tour: finds what is on the screen by its name, types, clicks, waits, looks and photographs."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QComboBox, QLineEdit, QScrollArea, QTableView, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ccmdesk.client.app import Client

W = TypeVar("W", bound=QWidget)
SECONDS: Final = 20
PAUSE_MS: Final = 10
SHADE: Final = QColor(0, 0, 0, 90)


class TourError(Exception):
    """The screen is not what it should be; the text says what was expected and what was seen."""


class Driver:
    """Acts on one client's window as a person does.

    Widgets are named by path, « SignIn/code »: a `code` inside a `SignIn`, visible, and the only one.
    """

    def __init__(self, client: Client, folder: Path) -> None:
        self.client = client
        self._folder = folder

    # -- eyes ----------------------------------------------------------------------------------------------

    def find(self, path: str, kind: type[W]) -> W:
        """Return the visible widget of a path. Raises TourError when there is none, or several."""
        *outer, name = path.split("/")
        found = [widget for widget in self._visible() if widget.objectName() == name and self._is_inside(widget, outer)]
        if len(found) != 1:
            raise TourError(f"attendu à l’écran : un seul « {path} », vu : {len(found)}")
        if not isinstance(found[0], kind):
            raise TourError(f"attendu : « {path} » de genre {kind.__name__}, vu : {type(found[0]).__name__}")
        return found[0]

    def sees(self, path: str) -> bool:
        """Whether something of that path is visible."""
        *outer, name = path.split("/")
        return any(widget.objectName() == name and self._is_inside(widget, outer) for widget in self._visible())

    def in_sight(self, path: str) -> bool:
        """Whether the whole of a widget is on the screen, and nothing need be scrolled."""
        widget = self.find(path, QWidget)
        return widget.visibleRegion().boundingRect() == widget.rect()

    def text(self, path: str) -> str:
        """Return what a widget says: its text, for a banner its message, for a header its title."""
        widget = self.find(path, QWidget)
        names = ("message_text", "title_text", "text")
        says = next((getattr(widget, name) for name in names if hasattr(widget, name)), None)
        if says is None:
            raise TourError(f"attendu : un texte dans « {path} », vu : {type(widget).__name__}")
        return str(says())

    def expect(self, what: str, expected: object, seen: object) -> None:
        """Raise TourError unless both are equal."""
        if expected != seen:
            raise TourError(f"{what}\n    attendu : {expected!r}\n    vu      : {seen!r}")

    def wait(self, what: str, expected: object, look: Callable[[], object], seconds: int = SECONDS) -> None:
        """Wait until `look()` gives `expected`. Raises TourError with what it gave last."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                seen: object = look()
            except TourError as error:
                seen = f"({error})"
            if seen == expected and self.is_idle():
                return
            if time.monotonic() > deadline:
                self.expect(f"{what} (après {seconds} s)", expected, seen)
                raise TourError(f"{what} : le client travaille encore après {seconds} s")
            QTest.qWait(PAUSE_MS)

    def wait_for(self, path: str, seconds: int = SECONDS) -> None:
        """Wait until something of that path is visible and nothing is under way."""
        self.wait(f"« {path} » à l’écran", expected=True, look=lambda: self.sees(path), seconds=seconds)

    def is_idle(self) -> bool:
        """Whether nothing is under way."""
        return self.client.work.pending == 0

    def settle(self) -> None:
        """Wait until nothing is under way. Raises TourError."""
        self.wait("repos du client", expected=True, look=self.is_idle)

    # -- hands ---------------------------------------------------------------------------------------------

    def click(self, path: str) -> None:
        """Click in the middle of a widget, scrolled into view."""
        widget = self.find(path, QWidget)
        if not widget.isEnabled():
            raise TourError(f"attendu : « {path} » actif, vu : inactif")
        self._reveal(widget)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def type(self, path: str, text: str) -> None:
        """Replace what a field holds, key by key, and leave it."""
        edit = self.find(path, QLineEdit)
        self._reveal(edit)
        edit.setFocus()
        edit.selectAll()
        QTest.keyClick(edit, Qt.Key.Key_Delete)
        for character in text:  # QTest.keyClicks stops at characters outside ASCII
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(edit, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, character))

    def choose(self, path: str, data: str) -> None:
        """Choose the entry of a list that stands for `data`, with the arrow keys."""
        box = self.find(path, QComboBox)
        wanted = box.findData(data)
        if wanted < 0:
            offered = [str(box.itemData(row)) for row in range(box.count())]
            raise TourError(f"attendu dans « {path} » : {data}, vu : {', '.join(offered)}")
        self.move_to(path, wanted)

    def move_to(self, path: str, row: int) -> None:
        """Choose an entry of a list by its place, with the arrow keys."""
        box = self.find(path, QComboBox)
        box.setFocus()
        for _ in range(box.count()):
            if box.currentIndex() == row:
                break
            QTest.keyClick(box, Qt.Key.Key_Down if box.currentIndex() < row else Qt.Key.Key_Up)
        self.expect(f"choix dans « {path} »", row, box.currentIndex())

    def select_row(self, path: str, row: int) -> None:
        """Click on a row of a table."""
        view = self.find(path, QTableView)
        self._reveal(view)
        index = view.model().index(row, 0)
        view.scrollTo(index)
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())
        self.settle()

    # -- photographs ---------------------------------------------------------------------------------------

    def photograph(self, name: str) -> Path:
        """Save what the window and its dialogs show as a PNG. Raises TourError when it cannot be written."""
        window = self.client.window
        QApplication.processEvents()
        picture = window.grab()
        dialogs = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible() and widget is not window]
        painter = QPainter(picture)
        for dialog in dialogs:
            if dialog.isModal() and dialog.parentWidget() is not None:
                self._paint_dialog(painter, window, dialog)
        painter.end()
        path = self._folder / f"{name}.png"
        if not picture.save(str(path)):
            raise TourError(f"Impossible d’écrire {path}")
        return path

    def _paint_dialog(self, painter: QPainter, window: QWidget, dialog: QWidget) -> None:
        """Paint a dialog where it stands: each window is grabbed by itself."""
        picture: QPixmap = dialog.grab()
        place = QRect(QPoint(0, 0), dialog.size())
        place.moveCenter(window.rect().center())
        painter.fillRect(window.rect(), SHADE)
        painter.drawPixmap(place.topLeft(), picture)

    # -- insides -------------------------------------------------------------------------------------------

    def _visible(self) -> list[QWidget]:
        return [widget for widget in QApplication.allWidgets() if widget.isVisible()]

    def _is_inside(self, widget: QWidget, outer: list[str]) -> bool:
        parent = widget.parentWidget()
        for name in reversed(outer):
            while parent is not None and parent.objectName() != name:
                parent = parent.parentWidget()
            if parent is None:
                return False
        return True

    def _reveal(self, widget: QWidget) -> None:
        parent = widget.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea | QAbstractScrollArea):
                ensure = getattr(parent, "ensureWidgetVisible", None)
                if ensure is not None:
                    ensure(widget)
            parent = parent.parentWidget()
