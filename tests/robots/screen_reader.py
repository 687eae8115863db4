"""Everything that a window says and holds, as someone would read it: texts, controls, layouts."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QDateEdit,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QStackedWidget,
    QTabBar,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QDateEdit, QTabBar, QAbstractItemView)


def visible(window: QWidget, kind: type[QWidget] | tuple[type[QWidget], ...] = QWidget) -> list[QWidget]:
    """Widgets of a kind that can be seen (perhaps after scrolling), but for the inner parts of Qt's own."""
    found = [widget for widget in window.findChildren(QWidget) if isinstance(widget, kind)]
    return [widget for widget in found if widget.isVisible() and not _is_inner(widget)]


def texts(window: QWidget) -> set[str]:
    """Every text of a window: shown, read out, or in a tip; and of texts in parts, each part."""
    whole = {text for widget in [window, *visible(window)] for text in _texts_of(widget)}
    parts = {part.strip() for text in whole for line in text.split("\n") for part in line.split(" · ")}
    return (whole | parts) - {""}


def name_of(widget: QWidget) -> str:
    """Class, object name and text, to find a widget again."""
    text = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
    return f"{type(widget).__name__} {widget.objectName()!r} {text!r}"


def cells(view: QAbstractItemView) -> Iterator[str]:
    """The headers and cells of a view, as far as its model has them at hand."""
    model = view.model()
    if model is None:
        return
    columns = 1 if isinstance(view, QListView) else model.columnCount()  # Qt hides the count of a model of a list
    yield from (str(model.headerData(column, Qt.Orientation.Horizontal) or "") for column in range(columns))
    places = [QModelIndex()]
    while places:
        parent = places.pop()
        for row in range(min(20, model.rowCount(parent))):
            for column in range(columns):
                yield str(model.index(row, column, parent).data() or "")
            if model.rowCount(model.index(row, 0, parent)):
                places.append(model.index(row, 0, parent))


def overlaps(window: QWidget) -> list[str]:
    """Pairs of widgets beside one another that cover each other in part."""
    beside: dict[QWidget, list[QWidget]] = {}
    in_sight = visible(window)
    for child in in_sight:
        if not child.isWindow():
            beside.setdefault(child.parentWidget(), []).append(child)
    found = []
    for owner in in_sight:
        if owner.layout() is None or isinstance(owner, QStackedWidget):
            continue
        found += [
            f"{name_of(one)} / {name_of(other)}"
            for one, other in combinations(beside.get(owner, ()), 2)
            if one.geometry().intersects(other.geometry())
        ]
    return found


def _is_inner(widget: QWidget) -> bool:
    """Whether a widget is a part that Qt makes inside one of its own: the clear button of a field, a header."""
    if widget.objectName().startswith("qt_") or isinstance(widget, QHeaderView):
        return True
    inside = widget.parentWidget()
    while inside is not None:
        own = isinstance(inside, QLineEdit | QComboBox | QDateEdit | QTabBar | QAbstractItemView)
        if own and not isinstance(widget, QLabel):
            return True
        inside = inside.parentWidget()
    return False


def _texts_of(widget: QWidget) -> Iterator[str]:
    yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip())
    if widget.isWindow():
        yield widget.windowTitle()
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(index) for index in range(widget.count()))
    elif isinstance(widget, QTabBar):
        yield from (widget.tabText(index) for index in range(widget.count()))
    elif isinstance(widget, QAbstractItemView):
        yield from cells(widget)
