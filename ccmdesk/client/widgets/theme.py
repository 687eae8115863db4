"""The look of the application: palette, fonts and the one style sheet, made from the tokens.

`apply_theme` is called once at start and again when the customer chooses another theme or text size.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QResource
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from ccmdesk.client.widgets.tokens import DEFAULT_THEME, TEXT_SCALES, THEMES, TYPE

SANS: Final = "Desk Sans"
SERIF: Final = "Desk Serif"
FONTS: Final = ("desk-sans-regular", "desk-sans-semibold", "desk-serif-semibold")
_OWN_STYLES: Final = ("win32", "darwin")
"""Where Qt's own style is not Fusion. Elsewhere it is, and asking for it makes QStyle's classes: 5 ms."""
_RESOURCE: Final = Path(__file__).resolve().parent.parent / "forms" / "ccmdesk.rcc"
_ROLES: Final = {
    QPalette.ColorRole.Window: "paper",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "field",
    QPalette.ColorRole.AlternateBase: "surface",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "on_primary",
    QPalette.ColorRole.Highlight: "primary",
    QPalette.ColorRole.HighlightedText: "on_primary",
    QPalette.ColorRole.Accent: "primary",
    QPalette.ColorRole.Link: "link",
    QPalette.ColorRole.LinkVisited: "link",
    QPalette.ColorRole.ToolTipBase: "tip",
    QPalette.ColorRole.ToolTipText: "on_tip",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "border",
    QPalette.ColorRole.Shadow: "border",
}
_INACTIVE: Final = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


class ResourceMissingError(RuntimeError):
    """The compiled resource is absent (run packaging/build_forms.py), or has no such file."""


def load_resources() -> None:
    """Register the compiled resource and its fonts; a second call does nothing. Needs a QApplication.

    Raises ResourceMissingError.
    """
    if QResource(":/themes/desk.qss").isValid():
        return
    if not QResource.registerResource(str(_RESOURCE)):
        raise ResourceMissingError(str(_RESOURCE))
    for name in FONTS:
        QFontDatabase.addApplicationFont(f":/fonts/{name}.ttf")


def apply_theme(app: QApplication, theme: str = DEFAULT_THEME, text_scale: int = 100) -> None:
    """Give `app` a theme (light, dark, contrast) and a text size in percent (100 to 200), unless it has them.

    The sheet in force is taken away first: Qt, told to replace one, would dress every widget once for each of its
    ancestors, about ten times.
    """
    load_resources()
    dressed = bool(app.styleSheet())
    if dressed and (app.property("theme"), app.property("textScale")) == (theme, text_scale):
        return
    app.setProperty("theme", theme)
    app.setProperty("textScale", text_scale)
    if dressed:
        app.setStyleSheet("")
    elif sys.platform in _OWN_STYLES:
        app.setStyle("fusion")
    app.setPalette(_palette(THEMES[theme]))
    app.setFont(ui_font(text_scale=text_scale))
    app.setStyleSheet(style_sheet(theme, text_scale))
    if app.topLevelWidgets():
        from ccmdesk.client.widgets.icons import refresh_icons

        refresh_icons(app.allWidgets())


def style_sheet(theme: str, text_scale: int) -> str:
    """Return the style sheet of a theme and a text size in percent; the build made those of 100 % ready."""
    if text_scale == TEXT_SCALES[0]:
        return read_resource(f":/themes/{theme}/ready.qss").decode("utf-8")
    from ccmdesk.client.widgets.sheet import fill_sheet

    return fill_sheet(read_resource(":/themes/desk.qss").decode("utf-8"), theme, THEMES[theme], text_scale)


def current_theme() -> str:
    """Name of the theme in force."""
    app = QApplication.instance()
    return str((app and app.property("theme")) or DEFAULT_THEME)


def text_scale() -> int:
    """Text size in force, in percent."""
    app = QApplication.instance()
    return int((app and app.property("textScale")) or 100)


def scaled(pixels: int) -> int:
    """Pixels at 100 % of text size, as pixels at the text size in force."""
    return (pixels * text_scale() + 50) // 100


def colour(name: str) -> QColor:
    """Colour of a token in the theme in force. Raises KeyError for a name that is no token."""
    return QColor(THEMES[current_theme()][name])


def ui_font(size: str = "body", *, strong: bool = False, text_scale: int | None = None) -> QFont:
    """Font of a step of the type scale, for what a delegate or a widget paints itself."""
    font = QFont(SERIF if size in {"display", "title", "heading"} else SANS)
    scale = _current_scale() if text_scale is None else text_scale
    font.setPixelSize((TYPE[size] * scale + 50) // 100)
    if strong or font.family() == SERIF:
        font.setWeight(QFont.Weight.DemiBold)
    return font


def repolish(widget: QWidget) -> None:
    """Make the style sheet look again at a widget whose properties changed, and at its children."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    for child in widget.findChildren(QWidget):
        style.unpolish(child)
        style.polish(child)
    widget.update()


def set_look(widget: QWidget, **properties: str | bool) -> None:
    """Set style properties (role, kind, invalid …) and repolish, only if something changes."""
    changed = [name for name, value in properties.items() if (widget.property(name) or "") != (value or "")]
    for name in changed:
        widget.setProperty(name, properties[name])
    if changed:
        repolish(widget)


_current_scale = text_scale


def _palette(colours: dict[str, str]) -> QPalette:
    palette = QPalette()
    for role, name in _ROLES.items():
        palette.setColor(role, QColor(colours[name]))
    for role in _INACTIVE:
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours["disabled"]))
    return palette


def read_resource(path: str) -> bytes:
    """Return a file of the compiled resource (« :/themes/desk.qss »). Raises ResourceMissingError.

    By QResource, as QFile would have the classes of three base classes made.
    """
    content = QResource(path).data()
    if not isinstance(content, memoryview):
        raise ResourceMissingError(path)
    return bytes(content)
