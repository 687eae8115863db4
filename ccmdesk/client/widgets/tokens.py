"""Design tokens: the colours, sizes and distances that everything on the screen is made of.

Plain mappings: they load faster than a parsed file and the build reads them too (theme glyphs). Every pair that
meets on a screen is listed in `TEXT_PAIRS` and `PART_PAIRS`; a test computes their contrast in each theme
(WCAG 2.2: 4.5:1 for text, 3:1 for parts of controls and focus rings, as EN 301 549 asks).
"""

from __future__ import annotations

from typing import Final

LIGHT: Final[dict[str, str]] = {
    "paper": "#f5f2ea",  # the window
    "surface": "#fffdf9",  # cards, tables, dialogs
    "sunken": "#ede8dc",  # table headers, quiet panels, read-only fields
    "field": "#ffffff",
    "hover": "#f1ede2",  # a row or quiet button under the pointer
    "selected": "#dcebe7",
    "line": "#dfd9cb",  # decorative hairlines only
    "border": "#7c8580",  # the edge of a control
    "text": "#16292c",
    "muted": "#51625f",
    "disabled": "#8b938f",  # exempt from contrast: inactive
    "primary": "#0e5558",
    "primary_hover": "#0a4548",
    "primary_pressed": "#073538",
    "on_primary": "#ffffff",
    "link": "#0e5558",
    "focus": "#0e5558",
    "focus_on_ink": "#f2bc57",  # rings on primary buttons and in the side menu
    "accent": "#9a540b",  # the house's ochre, as text or mark on paper
    "menu": "#123d41",
    "menu_text": "#dce8e4",
    "menu_hover": "#1a4c50",
    "menu_current": "#215a5e",
    "menu_mark": "#f2bc57",
    "menu_edge": "#123d41",  # where the menu ends
    "info": "#1c4f74",
    "info_soft": "#e4eef5",
    "info_line": "#4a7fa6",
    "success": "#1d5e38",
    "success_soft": "#e3f0e6",
    "success_line": "#438a5e",
    "warning": "#7a4b00",
    "warning_soft": "#fbeed3",
    "warning_line": "#ab7315",
    "error": "#97271f",
    "error_soft": "#fbe7e3",
    "error_line": "#c14d43",
    "on_error": "#ffffff",
    "error_hover": "#7e1d16",
    "tip": "#16292c",
    "on_tip": "#f5f2ea",
    "scroll": "#818a85",
}

DARK: Final[dict[str, str]] = {
    "paper": "#101b1d",
    "surface": "#17272a",
    "sunken": "#0c1517",
    "field": "#122023",
    "hover": "#1e3235",
    "selected": "#22454a",
    "line": "#2b3f42",
    "border": "#768c8a",
    "text": "#eaefeb",
    "muted": "#abbab6",
    "disabled": "#6b7c7a",
    "primary": "#86cdc3",
    "primary_hover": "#a0dbd3",
    "primary_pressed": "#6bb8ad",
    "on_primary": "#06262a",
    "link": "#86cdc3",
    "focus": "#f2bc57",
    "focus_on_ink": "#8a3d00",  # on the light primary buttons of this theme
    "accent": "#f2bc57",
    "menu": "#0b1315",
    "menu_text": "#d5e0dc",
    "menu_hover": "#16262a",
    "menu_current": "#1f383c",
    "menu_mark": "#f2bc57",
    "menu_edge": "#0b1315",  # where the menu ends
    "info": "#a9d3f2",
    "info_soft": "#14293a",
    "info_line": "#5f95bd",
    "success": "#a5dcb6",
    "success_soft": "#14301f",
    "success_line": "#55996c",
    "warning": "#f4cf8a",
    "warning_soft": "#35270d",
    "warning_line": "#b68a3a",
    "error": "#f6b3aa",
    "error_soft": "#3b1a17",
    "error_line": "#cb6d63",
    "on_error": "#2b0906",
    "error_hover": "#fbccc6",
    "tip": "#eaefeb",
    "on_tip": "#101b1d",
    "scroll": "#768c8a",
}

CONTRAST: Final[dict[str, str]] = {
    "paper": "#000000",
    "surface": "#000000",
    "sunken": "#1a1a1a",
    "field": "#000000",
    "hover": "#2b2b2b",
    "selected": "#00404d",
    "line": "#ffffff",
    "border": "#ffffff",
    "text": "#ffffff",
    "muted": "#ffffff",
    "disabled": "#9a9a9a",
    "primary": "#ffe14d",
    "primary_hover": "#fff0a0",
    "primary_pressed": "#ffd000",
    "on_primary": "#000000",
    "link": "#ffe14d",
    "focus": "#4de3ff",
    "focus_on_ink": "#0022b8",
    "accent": "#ffe14d",
    "menu": "#000000",
    "menu_text": "#ffffff",
    "menu_hover": "#2b2b2b",
    "menu_current": "#00404d",
    "menu_mark": "#ffe14d",
    "menu_edge": "#ffffff",
    "info": "#a8e4ff",
    "info_soft": "#000000",
    "info_line": "#a8e4ff",
    "success": "#8dffac",
    "success_soft": "#000000",
    "success_line": "#8dffac",
    "warning": "#ffd97a",
    "warning_soft": "#000000",
    "warning_line": "#ffd97a",
    "error": "#ffb3ab",
    "error_soft": "#000000",
    "error_line": "#ffb3ab",
    "on_error": "#000000",
    "error_hover": "#ffd6d1",
    "tip": "#ffffff",
    "on_tip": "#000000",
    "scroll": "#ffffff",
}

THEMES: Final[dict[str, dict[str, str]]] = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}
DEFAULT_THEME: Final = "light"

_GROUNDS: Final = ("paper", "surface", "sunken", "hover", "selected")
_STATES: Final = ("info", "success", "warning", "error")

TEXT_PAIRS: Final[tuple[tuple[str, str], ...]] = (
    *((text, ground) for text in ("text", "muted") for ground in (*_GROUNDS, "field")),
    *((text, ground) for text in ("link", "accent", *_STATES) for ground in ("paper", "surface", "field")),
    *((state, f"{state}_soft") for state in _STATES),
    *(("text", f"{state}_soft") for state in _STATES),
    *(("on_primary", fill) for fill in ("primary", "primary_hover", "primary_pressed")),
    *(("on_error", fill) for fill in ("error", "error_hover")),
    *(("menu_text", ground) for ground in ("menu", "menu_hover", "menu_current")),
    ("link", "hover"),
    ("link", "selected"),
    ("success", "hover"),
    ("success", "selected"),
    ("on_tip", "tip"),
)
"""(text, background) as used by the style sheet and the widgets: at least 4.5:1."""

PART_PAIRS: Final[tuple[tuple[str, str], ...]] = (
    *((edge, ground) for edge in ("border", "focus", "primary") for ground in ("paper", "surface", "field")),
    *((f"{state}_line", ground) for state in _STATES for ground in ("paper", "surface", f"{state}_soft")),
    ("focus_on_ink", "primary"),
    ("focus_on_ink", "error"),
    ("menu_mark", "menu"),
    ("menu_mark", "menu_current"),
    ("menu_mark", "menu_hover"),
    ("scroll", "surface"),
    ("scroll", "paper"),
    ("focus", "sunken"),
)
"""(edge, background) of controls, marks and focus rings: at least 3:1."""

TYPE: Final[dict[str, int]] = {
    "display": 38,
    "title": 28,
    "heading": 21,
    "subheading": 17,
    "lead": 17,
    "body": 15,
    "caption": 13,
}
"""Type scale in px at 100 %."""

SPACE: Final[tuple[int, ...]] = (4, 8, 12, 16, 24, 32, 48)
"""Distances in px: multiples of 4. Forms use 8 between a label and its field, 16 between fields, 24 in cards."""

TEXT_SCALES: Final[tuple[int, ...]] = (100, 125, 150, 175, 200)
"""Offered text sizes, in percent."""

GLYPHS: Final[dict[str, tuple[str, str]]] = {
    "chevron-down": ("chevron-down", "muted"),
    "chevron-up": ("chevron-up", "muted"),
    "chevron-left": ("chevron-left", "muted"),
    "chevron-right": ("chevron-right", "muted"),
    "calendar": ("calendar", "muted"),
    "check": ("check", "on_primary"),
    "check-disabled": ("check", "disabled"),
    "minus": ("minus", "on_primary"),
    "radio-off": ("radio-off", "border"),
    "radio-on": ("radio-on", "primary"),
    "radio-disabled": ("radio-off", "disabled"),
}
"""Pictures that the style sheet itself names (`:/themes/NAME/GLYPH.svg`), made by the build: icon and colour."""
