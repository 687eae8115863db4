"""Icons: lucide drawings in the theme's colours.

A widget that shows one carries its name in the dynamic property `iconName` (and the colour token in `iconRole`),
set in Designer or by `set_icon`; `refresh_icons` draws them, at first and again whenever the theme changes. Qt's
classes for pictures are loaded when the first one is drawn: `hold_icons` keeps all that out of a start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QWidget

from ccmdesk.client.widgets.theme import current_theme, read_resource, scaled
from ccmdesk.client.widgets.tokens import THEMES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QIcon, QPixmap

SIZE: Final = 20
"""Side of an icon beside text, in px at 100 % text size."""

_DEFAULT_INK: Final = {"primary": "on_primary", "danger": "on_error", "menu": "menu_text", "segment": "text"}
BRAND: Final = "mark"
"""Name of our own mark, in its own colours, beside the icons' names."""
_GAP: Final = 6
"""Room after an icon in a button, in px at 100 %: the style would put the text against it."""
_APP_SIDES: Final = (16, 32, 48, 64, 128, 256)
_drawn: Final[dict[tuple[str, str, int, int, float], QPixmap]] = {}


def pixmap(name: str, ink: str = "text", size: int = SIZE, gap: int = 0) -> QPixmap:
    """Draw an icon in a colour token, `size` px wide at 100 % text size, with `gap` px of nothing after it.

    Raises ResourceMissingError.
    """
    key = (name, THEMES[current_theme()][ink], scaled(size), scaled(gap), _ratio())
    found = _drawn.get(key)
    if found is None:
        found = _drawn[key] = _draw(*key)
    return found


def icon(name: str, ink: str = "text", size: int = SIZE, gap: int = 0) -> QIcon:
    """Make an icon; the style greys it when it is disabled. Raises ResourceMissingError."""
    from PySide6.QtGui import QIcon

    return QIcon(pixmap(name, ink, size, gap))


def app_icon() -> QIcon:
    """Return the application's icon, for windows."""
    from PySide6.QtGui import QIcon

    made = QIcon()
    for side in _APP_SIDES:
        made.addFile(f":/brand/{BRAND}-{side}.png")
    return made


def set_icon(widget: QAbstractButton | QLabel, name: str, ink: str = "", size: int = SIZE) -> None:
    """Show an icon on a button or label, now and after each change of theme. Without `ink` the button's own."""
    widget.setProperty("iconName", name)
    widget.setProperty("iconRole", ink)
    widget.setProperty("iconSide", size)
    refresh_icons((widget,))


def refresh_icons(widgets: Iterable[QWidget]) -> None:
    """Draw the icons that these widgets name; while they are held, not yet."""
    if _are_held():
        return
    from PySide6.QtCore import QSize

    for widget in widgets:
        name = widget.property("iconName")
        if not name:
            continue
        size = int(widget.property("iconSide") or SIZE)
        ink = str(widget.property("iconRole") or _own_ink(widget))
        if isinstance(widget, QAbstractButton):
            gap = _GAP if isinstance(widget, QPushButton) and widget.text() else 0
            widget.setIcon(icon(str(name), ink, size, gap))
            widget.setIconSize(QSize(scaled(size) + scaled(gap), scaled(size)))
        elif isinstance(widget, QLabel):
            widget.setPixmap(pixmap(str(name), ink, size))


def hold_icons() -> None:
    """Only name icons from now on, until `draw_icons`: the words of a first page need not wait for its pictures."""
    app = QGuiApplication.instance()
    if app is not None:
        app.setProperty("iconsHeld", True)


def draw_icons(window: QWidget) -> None:
    """Draw the icons of a window, and from now on each at once."""
    app = QGuiApplication.instance()
    if app is not None:
        app.setProperty("iconsHeld", False)
    refresh_icons(window.findChildren(QWidget))


def _are_held() -> bool:
    app = QGuiApplication.instance()
    return bool(app and app.property("iconsHeld"))


def _own_ink(widget: QWidget) -> str:
    """Colour token of the text that the style sheet gives this widget."""
    usual = "link" if isinstance(widget, QPushButton) else "text"
    return _DEFAULT_INK.get(str(widget.property("kind")), usual)


def _ratio() -> float:
    app = QGuiApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0


def _draw(name: str, hexa: str, side: int, gap: int, ratio: float) -> QPixmap:
    from PySide6.QtCore import QByteArray, QRectF
    from PySide6.QtGui import QColor, QPainter, QPixmap
    from PySide6.QtSvg import QSvgRenderer

    # Qt paints currentColor black
    drawing = read_resource(f":/{'brand' if name == BRAND else 'icons'}/{name}.svg").replace(
        b"currentColor", hexa.encode("ascii")
    )
    device = round(side * ratio)
    drawn = QPixmap(device + round(gap * ratio), device)
    drawn.fill(QColor(0, 0, 0, 0))
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(drawing)).render(painter, QRectF(0, 0, device, device))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn
