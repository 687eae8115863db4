from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QFile, Qt
from PySide6.QtGui import QFontDatabase, QFontMetrics, QPalette, QRawFont
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ccmdesk.client.widgets import qt_numbers
from ccmdesk.client.widgets.icons import app_icon, icon, pixmap, set_icon
from ccmdesk.client.widgets.sheet import fill_sheet
from ccmdesk.client.widgets.theme import (
    FONTS,
    ResourceMissingError,
    apply_theme,
    colour,
    current_theme,
    load_resources,
    read_resource,
    scaled,
    style_sheet,
    text_scale,
    ui_font,
)
from ccmdesk.client.widgets.tokens import GLYPHS, LIGHT, PART_PAIRS, TEXT_PAIRS, TEXT_SCALES, THEMES

ROOT = Path(__file__).resolve().parents[2]
TEXT_CONTRAST = 4.5
PART_CONTRAST = 3.0


@pytest.fixture
def app(qapp):
    yield qapp
    apply_theme(qapp)


def _luminance(hexa: str) -> float:
    channels = [int(hexa[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2.2."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


@pytest.mark.parametrize("theme", THEMES)
def test_text_can_be_read(theme):
    colours = THEMES[theme]
    weak = {
        f"{text} on {ground}": round(ratio, 2)
        for text, ground in TEXT_PAIRS
        if (ratio := contrast(colours[text], colours[ground])) < TEXT_CONTRAST
    }
    assert not weak


@pytest.mark.parametrize("theme", THEMES)
def test_parts_and_focus_rings_can_be_seen(theme):
    colours = THEMES[theme]
    weak = {
        f"{part} on {ground}": round(ratio, 2)
        for part, ground in PART_PAIRS
        if (ratio := contrast(colours[part], colours[ground])) < PART_CONTRAST
    }
    assert not weak


@pytest.mark.parametrize("theme", THEMES)
def test_themes_have_the_same_tokens(theme):
    assert THEMES[theme].keys() == LIGHT.keys()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("scale", TEXT_SCALES)
def test_sheet_has_no_hole_left(app, theme, scale):
    load_resources()
    sheet = style_sheet(theme, scale)
    assert "$" not in sheet
    assert "/*" not in sheet


def test_ready_sheet_is_the_filled_one(app):
    load_resources()
    template = read_resource(":/themes/desk.qss").decode("utf-8")
    for theme, colours in THEMES.items():
        assert style_sheet(theme, 100) == fill_sheet(template, theme, colours, 100)


def test_text_grows_in_full_and_space_by_half():
    assert fill_sheet("font-size: $f15; padding: $s8;", "light", LIGHT, 200) == "font-size: 30px; padding: 12px;"


@pytest.mark.parametrize("theme", THEMES)
def test_pictures_named_by_the_sheet_exist(app, theme):
    load_resources()
    for glyph in GLYPHS:
        assert QFile.exists(f":/themes/{theme}/{glyph}.svg")
        assert b"currentColor" not in read_resource(f":/themes/{theme}/{glyph}.svg")


def test_missing_resource_is_said(app):
    load_resources()
    with pytest.raises(ResourceMissingError):
        read_resource(":/themes/nothing.qss")
    with pytest.raises(ResourceMissingError):
        pixmap("nothing")


def test_theme_reaches_palette_font_and_helpers(app):
    apply_theme(app, "dark", 150)
    assert (current_theme(), text_scale(), scaled(20)) == ("dark", 150, 30)
    assert app.palette().color(QPalette.ColorRole.Window) == colour("paper")
    assert colour("paper").name() == THEMES["dark"]["paper"]
    assert app.font().pixelSize() == ui_font("body").pixelSize() == 23
    assert app.font().family() == "Desk Sans"


@pytest.mark.parametrize("scale", [100, 200])
def test_labels_grow_with_the_text_size(app, qtbot, scale):
    apply_theme(app, "light", scale)
    label = QLabel("Tableau de bord")
    qtbot.addWidget(label)
    label.setProperty("role", "title")
    label.ensurePolished()
    assert label.fontInfo().pixelSize() == 28 * scale // 100
    assert label.font().family() == "Desk Serif"


@pytest.mark.parametrize("name", FONTS)
def test_figures_are_tabular_and_french_is_complete(app, name):
    font = QRawFont(f":/fonts/{name}.ttf", 100)
    assert font.isValid()
    widths = {round(font.advancesForGlyphIndexes(font.glyphIndexesForString(digit))[0].x()) for digit in "0123456789"}
    assert len(widths) == 1
    needed = "\u202f\u00a0\u2009€−+,–—’‘“”«»…·•→←ÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸàâæçéèêëîïôœùûüÿ"
    assert [letter for letter in needed if font.glyphIndexesForString(letter) == [0]] == []
    space = font.advancesForGlyphIndexes(font.glyphIndexesForString("\u202f"))[0].x()
    assert 20 < space < 30


def test_columns_of_amounts_line_up(app):
    apply_theme(app)
    metrics = QFontMetrics(ui_font())
    assert metrics.horizontalAdvance("1\u202f111,11\u00a0€") == metrics.horizontalAdvance("8\u202f888,88\u00a0€")


def test_the_fonts_are_ours_and_nothing_else_is_loaded(app):
    load_resources()
    assert {"Desk Sans", "Desk Serif"} <= set(QFontDatabase.families())


class _Counting(QLabel):
    """Counts how often it is told that its look changed."""

    def __init__(self, parent) -> None:
        super().__init__("x", parent)
        self.told = Counter()

    def changeEvent(self, event):  # noqa: N802 -- Qt's name
        super().changeEvent(event)
        self.told[event.type()] += 1


def test_a_widget_is_dressed_once_however_deep_it_is(app, qtbot):
    """Qt would dress it once for each of its ancestors: a change of text size took a second."""
    deepest = window = QWidget()
    qtbot.addWidget(window)
    for _ in range(12):
        inside = QWidget()
        QVBoxLayout(deepest).addWidget(inside)
        deepest = inside
    label = _Counting(deepest)
    with qtbot.waitExposed(window):
        window.show()
    small = label.fontMetrics().height()
    label.told.clear()
    apply_theme(app, "light", 200)
    assert label.fontMetrics().height() == pytest.approx(2 * small, abs=2)
    assert label.told[QEvent.Type.StyleChange] <= 2  # the old look is taken off, the new one put on
    label.told.clear()
    apply_theme(app, "light", 200)
    assert label.told == Counter()


def test_icons_take_the_colour_of_the_theme(app, qtbot):
    button = QPushButton("Quitter")
    qtbot.addWidget(button)
    apply_theme(app, "light")
    set_icon(button, "log-out", "text")
    before = button.icon().pixmap(button.iconSize()).toImage()
    apply_theme(app, "dark")
    after = button.icon().pixmap(button.iconSize()).toImage()
    assert before != after
    places = [(x, y) for x in range(after.width()) for y in range(after.height())]
    inked = {after.pixelColor(x, y).name() for x, y in places if after.pixelColor(x, y).alpha() == 255}
    assert inked == {THEMES["dark"]["text"]}


def test_icons_grow_with_the_text_size(app, qtbot):
    button = QPushButton("Quitter")
    qtbot.addWidget(button)
    apply_theme(app, "light", 100)
    set_icon(button, "log-out")
    assert button.iconSize().height() == 20
    apply_theme(app, "light", 200)
    assert button.iconSize().height() == 40
    assert icon("log-out").availableSizes()


def test_our_mark_keeps_its_own_colours(app):
    apply_theme(app, "light")
    light = pixmap("mark", size=32).toImage()
    apply_theme(app, "dark")
    assert pixmap("mark", size=32).toImage() == light
    assert {size.width() for size in app_icon().availableSizes()} == {16, 32, 48, 64, 128, 256}


_FIRST_PAGE = """
import PySide6.QtCore as core, PySide6.QtWidgets as widgets, PySide6.QtGui as gui
app = widgets.QApplication([])
from ccmdesk.client.widgets import theme, screen, edits, busy_button, banner, form_field, icons
theme.apply_theme(app)
page = screen.Screen()
field = form_field.FormField(page, label="Mot de passe", editor=edits.PasswordEdit())
button = busy_button.BusyButton(page)
icons.set_icon(button, "log-in")
banner.StatusBanner(page)
page.show()
app.processEvents()
made = [name for module, names in ((core, ("Qt", "QFile")), (widgets, ("QStyle",)), (gui, ("QAccessible",)))
        for name in names if name in vars(module) and isinstance(vars(module)[name], type)]
print(made)
"""


def test_the_first_page_does_without_expensive_classes():
    """PySide6 puts a class into its module when it is first looked up."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_LOGGING_RULES": "*=false"}
    command = [sys.executable, "-c", _FIRST_PAGE]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)  # noqa: S603 -- our own
    assert done.stdout.strip() == "[]", done.stderr


def test_numbers_are_those_of_qt():
    align, hint = Qt.AlignmentFlag, Qt.InputMethodHint
    assert Qt.TextFormat.PlainText.value == qt_numbers.PLAIN_TEXT
    assert (align.AlignLeft | align.AlignVCenter).value == qt_numbers.ALIGN_LEFT
    assert (align.AlignRight | align.AlignVCenter).value == qt_numbers.ALIGN_RIGHT
    assert (align.AlignLeft | align.AlignTop).value == qt_numbers.ALIGN_TOP
    secret = hint.ImhHiddenText | hint.ImhNoPredictiveText | hint.ImhNoAutoUppercase
    assert secret.value == qt_numbers.SECRET_HINTS
    assert hint.ImhDigitsOnly.value == qt_numbers.DIGITS_HINT
    assert hint.ImhFormattedNumbersOnly.value == qt_numbers.AMOUNT_HINT
    assert Qt.ScrollBarPolicy.ScrollBarAlwaysOff.value == qt_numbers.SCROLL_BAR_OFF
    assert Qt.FocusPolicy.NoFocus.value == qt_numbers.NO_FOCUS
