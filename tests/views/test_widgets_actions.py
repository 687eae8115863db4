from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from robots.showing import shown

from ccmdesk.client.widgets.busy_button import BusyButton
from ccmdesk.client.widgets.confirm_dialog import ConfirmDialog
from ccmdesk.client.widgets.detail_list import DetailList
from ccmdesk.client.widgets.labels import PlainLabel
from ccmdesk.client.widgets.side_menu import SideMenu
from ccmdesk.client.widgets.stepper import Stepper

pytestmark = pytest.mark.usefixtures("theme")


def _heard(signal) -> list[object]:
    calls: list[object] = []
    signal.connect(lambda *args: calls.append(args))
    return calls


def _press(widget: QWidget, key: Qt.Key, *, repeated: bool = False) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, "", repeated))


# -- the button that works


def test_a_busy_button_is_pressed_once(qtbot):
    button = shown(qtbot, BusyButton())
    button.setText("Continuer")
    calls = _heard(button.activated)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.mouseDClick(button, Qt.MouseButton.LeftButton)
    button.click()
    _press(button, Qt.Key.Key_Space)
    assert len(calls) == 1
    assert button.is_busy()
    assert button.text() == "Un instant…"


def test_a_busy_button_comes_back_as_it_was(qtbot):
    button = shown(qtbot, BusyButton())
    button.setText("Continuer")
    button.set_busy(True, "Envoi en cours…")
    assert (button.text(), button.icon().isNull()) == ("Envoi en cours…", False)
    button.set_busy(False)
    assert (button.text(), button.icon().isNull()) == ("Continuer", True)
    calls = _heard(button.activated)
    button.click()
    assert len(calls) == 1


def test_a_button_translated_while_busy_keeps_its_new_text(qtbot):
    button = shown(qtbot, BusyButton())
    button.setText("Continuer")
    button.set_busy(True)
    button.setText("Continue")
    button.set_busy(False)
    assert button.text() == "Continue"


def test_a_button_keeps_the_focus_while_busy(qtbot):
    button = shown(qtbot, BusyButton())
    button.setFocus()
    button.set_busy(True)
    assert button.isEnabled()


def test_a_key_held_down_presses_nothing(qtbot):
    button = shown(qtbot, BusyButton())
    button.setAutoDefault(True)
    calls = _heard(button.activated)
    _press(button, Qt.Key.Key_Return, repeated=True)
    _press(button, Qt.Key.Key_Space, repeated=True)
    assert calls == []
    _press(button, Qt.Key.Key_Return)
    assert len(calls) == 1


# -- the confirmation


@pytest.fixture
def dialog(qtbot):
    rows = [("Depuis", "60000220100"), ("Vers", "60000223600"), ("Montant", "10,00\u00a0€")]
    return shown(qtbot, ConfirmDialog(question="Confirmez-vous ce virement interne ?", rows=rows))


def test_confirmation_shows_what_will_be_done(dialog):
    assert dialog.windowTitle() == "Confirmation demandée"
    assert dialog.ui.questionLabel.text() == "Confirmez-vous ce virement interne ?"
    assert dialog.ui.rowsList.rows()[2] == ("Montant", "10,00\u00a0€")
    assert (dialog.ui.cancelButton.text(), dialog.ui.confirmButton.text()) == ("Annuler", "Confirmer")
    assert dialog.ui.noteLabel.isHidden()


def test_confirmation_is_given_once(qtbot, dialog):
    calls = _heard(dialog.accepted)
    qtbot.mouseClick(dialog.ui.confirmButton, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.ui.confirmButton, Qt.MouseButton.LeftButton)
    dialog.ui.confirmButton.click()
    assert len(calls) == 1
    assert dialog.isHidden()


def test_enter_held_down_since_the_page_before_confirms_nothing(dialog):
    calls = _heard(dialog.finished)
    _press(dialog.ui.confirmButton, Qt.Key.Key_Return, repeated=True)
    assert calls == []


def test_escape_and_annuler_refuse(qtbot, dialog):
    calls = _heard(dialog.rejected)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert len(calls) == 1
    dialog.show()
    qtbot.mouseClick(dialog.ui.cancelButton, Qt.MouseButton.LeftButton)
    assert len(calls) == 2


# -- the menu


@pytest.fixture
def menu(qtbot):
    made = SideMenu()
    made.add_entry("home", "house", "Tableau de bord")
    made.add_entry("savings", "piggy-bank", "Mon épargne")
    made.add_entry("transfers", "arrow-left-right", "Virements")
    made.set_current("home")
    return shown(qtbot, made)


def _entry(menu: SideMenu, key: str) -> QWidget:
    return menu.findChild(QWidget, f"menu_{key}")


def test_choosing_marks_and_tells(qtbot, menu):
    calls = _heard(menu.chosen)
    qtbot.mouseClick(_entry(menu, "transfers"), Qt.MouseButton.LeftButton)
    assert calls == [("transfers",)]
    assert menu.current() == "transfers"
    assert not _entry(menu, "home").isChecked()


def test_a_program_marks_without_telling(menu):
    calls = _heard(menu.chosen)
    menu.set_current("savings")
    assert (menu.current(), calls) == ("savings", [])


def test_arrows_move_the_focus_and_not_the_page(qtbot, menu):
    calls = _heard(menu.chosen)
    _entry(menu, "home").setFocus()
    for key, expected in (
        (Qt.Key.Key_Down, "savings"),
        (Qt.Key.Key_Up, "home"),
        (Qt.Key.Key_Up, "transfers"),
        (Qt.Key.Key_Down, "home"),
        (Qt.Key.Key_End, "transfers"),
        (Qt.Key.Key_Home, "home"),
        (Qt.Key.Key_Down, "savings"),
    ):
        qtbot.keyClick(menu.focusWidget(), key)
        assert menu.focusWidget().objectName() == f"menu_{expected}"
    assert (menu.current(), calls) == ("home", [])
    qtbot.keyClick(menu.focusWidget(), Qt.Key.Key_Space)
    assert (menu.current(), calls) == ("savings", [("savings",)])


def test_entries_are_named_as_they_read(menu):
    menu.set_text("home", "Dashboard")
    assert _entry(menu, "home").accessibleName() == _entry(menu, "home").text() == "Dashboard"
    assert menu.keys() == ["home", "savings", "transfers"]


# -- steps and details


def test_stepper_says_where_one_is(qtbot):
    stepper = shown(qtbot, Stepper())
    stepper.set_steps(["Saisie", "Récapitulatif", "Confirmation"])
    stepper.set_current(1)
    assert stepper.accessibleName() == "Étape 2 sur 3 : Récapitulatif"
    wide, narrow = stepper.sizeHint(), stepper.minimumSizeHint()
    assert narrow.width() < wide.width()
    for size in (wide, narrow):
        stepper.resize(size)
        assert not stepper.grab().isNull()


def test_details_replace_one_another(qtbot):
    details = shown(qtbot, DetailList())
    details.set_rows([("Titulaire", "VALERIE"), ("BIC", "CCMTR21XXX")])
    details.set_rows([("IBAN", "<b>FR76</b>")])
    expected = ["IBAN", "<b>FR76</b>"]
    qtbot.waitUntil(lambda: [x.text() for x in details.findChildren(PlainLabel) if x.isVisible()] == expected)
    assert details.rows() == [("IBAN", "<b>FR76</b>")]


def test_details_count_in_the_size_as_soon_as_they_are_there(qtbot):
    details = shown(qtbot, DetailList())
    details.set_rows([("Montant", "1 200,00 €")])
    one = details.sizeHint().height()
    details.set_rows([("Montant", "1 200,00 €"), ("Libellé", "avance"), ("Date", "jeudi 26 novembre 2026")])
    assert details.sizeHint().height() > 2 * one > 0
