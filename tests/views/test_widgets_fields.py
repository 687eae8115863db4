from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton, QVBoxLayout, QWidget
from robots.showing import shown

from ccmdesk.client.widgets.date_edit import DateEdit
from ccmdesk.client.widgets.edits import CodeEdit, MoneyEdit, PasswordEdit
from ccmdesk.client.widgets.form_field import FormField
from ccmdesk.client.widgets.labels import PlainLabel
from ccmdesk.core.errors import ErrorCode, KnownError

pytestmark = pytest.mark.usefixtures("theme")

# -- the field


def test_label_is_the_name_of_the_editor(qtbot):
    field = shown(qtbot, FormField(label="Montant", editor=MoneyEdit()))
    assert field.editor().accessibleName() == "Montant"
    field.setProperty("label", "Nouveau montant")
    assert field.editor().accessibleName() == field.label_text() == "Nouveau montant"


def test_click_on_the_label_goes_to_the_editor(qtbot):
    field = shown(qtbot, FormField(label="Montant", editor=MoneyEdit()))
    label = next(child for child in field.findChildren(PlainLabel) if child.text() == "Montant")
    assert label.buddy() is field.editor()


def test_error_takes_the_place_of_help_and_gives_it_back(qtbot):
    field = shown(qtbot, FormField(label="Montant", editor=MoneyEdit()))
    field.setProperty("help", "Disponible : 20,00 €")
    field.set_error("Ce montant n’est pas lisible.")
    assert _line(field) == field.editor().accessibleDescription() == "Ce montant n’est pas lisible."
    assert field.editor().property("invalid") is True
    field.set_error("")
    assert _line(field) == field.editor().accessibleDescription() == "Disponible : 20,00 €"
    assert not field.editor().property("invalid")


def _line(field: FormField) -> str:
    role = "error" if field.error() else "help"
    return next(label for label in field.findChildren(PlainLabel) if label.property("role") == role).text()


def test_nothing_to_say_takes_no_room(qtbot):
    field = shown(qtbot, FormField(label="Montant", editor=MoneyEdit()))
    bare = field.sizeHint().height()
    field.set_error("Ce montant n’est pas lisible.")
    assert field.sizeHint().height() > bare
    field.set_error("")
    assert field.sizeHint().height() == bare


def test_spare_height_does_not_part_label_and_editor(qtbot):
    page = QWidget()
    column = QVBoxLayout(page)
    field = FormField(label="Montant", editor=MoneyEdit())
    column.addWidget(field)
    page.resize(400, 800)
    shown(qtbot, page)
    label = next(child for child in field.findChildren(PlainLabel) if child.text() == "Montant")
    assert field.editor().y() - label.geometry().bottom() < 12


def test_an_editor_in_a_layout_of_the_form_is_adopted_too(qtbot):
    field = FormField(label="Libellé")
    column = QVBoxLayout(field)
    editor = QLineEdit(field)
    column.addWidget(editor)
    field.adopt()
    shown(qtbot, field)
    assert field.editor() is editor
    assert [column.itemAt(i).widget() for i in range(column.count())][1] is editor


# -- money


@pytest.mark.parametrize(("typed", "cents"), [("10", 1_000), ("1 234,56", 123_456), (" 1,00 € ", 100)])
def test_money_is_read_and_stays_as_typed(qtbot, typed, cents):
    edit = shown(qtbot, MoneyEdit())
    with qtbot.waitSignal(edit.parsed) as heard:
        edit.insert(typed)
        qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert heard.args == [cents]
    assert edit.text() == typed
    assert edit.cents() == cents


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("1e400", ErrorCode.AMOUNT_INVALID),
        ("12,345", ErrorCode.AMOUNT_TOO_PRECISE),
        ("0", ErrorCode.AMOUNT_NOT_POSITIVE),
        ("99999999999999999999", ErrorCode.AMOUNT_TOO_LARGE),
    ],
)
def test_money_that_cannot_be_read_stays_and_is_refused(qtbot, typed, code):
    edit = shown(qtbot, MoneyEdit())
    with qtbot.waitSignal(edit.refused) as heard:
        edit.insert(typed)
        qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert heard.args[0].code is code
    assert edit.text() == typed


def test_money_over_the_largest_32_bit_number_survives_the_signal(qtbot):
    edit = shown(qtbot, MoneyEdit())
    with qtbot.waitSignal(edit.parsed) as heard:
        qtbot.keyClicks(edit, "999999999,99")
        qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert heard.args == [99_999_999_999]


def test_an_empty_amount_is_not_scolded_while_one_passes_by(qtbot):
    edit = shown(qtbot, MoneyEdit())
    with qtbot.assertNotEmitted(edit.refused), qtbot.assertNotEmitted(edit.parsed):
        qtbot.keyClick(edit, Qt.Key.Key_Return)
    with pytest.raises(KnownError):
        edit.cents()


def test_euro_sign_does_not_cover_the_amount(qtbot):
    edit = shown(qtbot, MoneyEdit())
    euro = edit.findChild(PlainLabel)
    edit.setText("999 999 999,99")
    assert edit.cursorRect().right() <= euro.geometry().left()


# -- password


def test_password_is_hidden_until_asked(qtbot):
    edit = shown(qtbot, PasswordEdit())
    button = edit.findChild(QToolButton, "showPassword")
    qtbot.keyClicks(edit, "secret")
    assert edit.echoMode() is QLineEdit.EchoMode.Password
    assert button.accessibleName() == "Afficher le mot de passe"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert edit.echoMode() is QLineEdit.EchoMode.Normal
    assert button.accessibleName() == "Masquer le mot de passe"
    edit.clear()
    assert edit.echoMode() is QLineEdit.EchoMode.Password


@pytest.mark.parametrize("shown_while_typed", [False, True])
def test_a_password_that_was_cleared_does_not_come_back(qtbot, shown_while_typed):
    """Qt's undo brings back what its `clear` took: the next person at this computer has only to ask."""
    edit = shown(qtbot, PasswordEdit())
    button = edit.findChild(QToolButton, "showPassword")
    button.setChecked(shown_while_typed)
    qtbot.keyClicks(edit, "secret")
    edit.clear()
    button.setChecked(True)
    edit.undo()
    assert edit.text() == ""
    edit.redo()
    assert edit.text() == ""


def test_password_button_is_reached_by_keyboard(qtbot):
    window = QWidget()
    column = QVBoxLayout(window)
    edit = PasswordEdit(window)
    column.addWidget(edit)
    shown(qtbot, window)
    qtbot.waitActive(window) if QApplication.platformName() != "offscreen" else None
    edit.setFocus()
    qtbot.keyClick(edit, Qt.Key.Key_Tab)
    button = edit.findChild(QToolButton, "showPassword")
    assert window.focusWidget() is button
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert edit.echoMode() is QLineEdit.EchoMode.Normal


# -- one-time code


def test_code_takes_what_an_authenticator_shows(qtbot):
    edit = shown(qtbot, CodeEdit())
    QApplication.clipboard().setText(" 123 456\n")
    with qtbot.waitSignal(edit.completed) as heard:
        edit.paste()
    assert heard.args == ["123456"]
    assert edit.code() == "123456"
    QApplication.clipboard().clear()


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "12a456", "١٢٣٤٥٦"])
def test_code_that_is_none_stays_to_be_corrected(qtbot, typed):
    edit = shown(qtbot, CodeEdit())
    with qtbot.assertNotEmitted(edit.completed):
        edit.setText(typed)
    assert edit.text() == typed
    with pytest.raises(KnownError) as caught:
        edit.code()
    assert caught.value.code is ErrorCode.CODE_MALFORMED


def test_a_code_that_was_cleared_does_not_come_back(qtbot):
    edit = shown(qtbot, CodeEdit())
    qtbot.keyClicks(edit, "123456")
    edit.clear()
    edit.undo()
    assert edit.text() == ""


def test_code_fits_its_box(qtbot):
    edit = shown(qtbot, CodeEdit())
    edit.setText("888888")
    assert edit.cursorRect().right() < edit.width()


# -- date


def test_date_is_said_in_full_below(qtbot, french):
    edit = DateEdit()
    field = shown(qtbot, FormField(label="À la date du", editor=edit))
    with qtbot.waitSignal(edit.dayChanged) as heard:
        edit.set_day(date(2022, 10, 21))
    assert heard.args == [date(2022, 10, 21)]
    assert edit.day() == date(2022, 10, 21)
    assert edit.text() == "21/10/2022"
    assert field.help_text() == "vendredi 21 octobre 2022"


@pytest.mark.parametrize("typed", ["24112026", "24/11/2026", "24.11.2026"])
@pytest.mark.parametrize("all_selected", [True, False])
def test_date_can_be_typed(qtbot, french, typed, all_selected):
    edit = shown(qtbot, DateEdit())
    edit.set_day(date(2022, 10, 21))
    edit.setFocus()
    if all_selected:
        edit.selectAll()
    else:
        edit.setSelectedSection(DateEdit.Section.DaySection)
    qtbot.keyClicks(edit, typed)
    assert edit.day() == date(2026, 11, 24)


def test_short_date_can_be_typed(qtbot, french):
    edit = shown(qtbot, DateEdit())
    edit.set_day(date(2022, 10, 21))
    edit.setSelectedSection(DateEdit.Section.DaySection)
    qtbot.keyClicks(edit, "1/2/2027")
    assert edit.day() == date(2027, 2, 1)


def test_calendar_offers_only_the_range(qtbot, french):
    edit = shown(qtbot, DateEdit())
    edit.set_range(date(2026, 11, 24), date(2027, 11, 24))
    edit.set_day(date(2020, 1, 1))
    assert edit.day() == date(2026, 11, 24)


def test_calendar_pops_up_dressed(qtbot, french):
    edit = shown(qtbot, DateEdit())
    edit.set_day(date(2026, 11, 24))
    edit.setFocus()
    qtbot.keyClick(edit, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = edit.calendarWidget()
    qtbot.waitUntil(calendar.isVisible)
    assert calendar.firstDayOfWeek() is Qt.DayOfWeek.Monday
    assert calendar.locale().language() is QLocale.Language.French
    qtbot.keyClick(calendar, Qt.Key.Key_Escape)
