from __future__ import annotations

import re
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from robots.bank_desk import DeskRobot, SignInRobot, type_into
from robots.entrance import BIRTH, OWN, RecoveryRobot, key, sms
from robots.rig import Wire

from ccmdesk.client.viewmodels.recovery import read_birth_date


def begun(rig) -> RecoveryRobot:
    rig.start()
    robot = RecoveryRobot(rig)
    robot.open()
    return robot


def code_in(text: str) -> str:
    """The eight digits of an SMS, as they are written there."""
    found = re.search(r"\b[0-9]{4} ?[0-9]{4}\b", text.replace("\u202f", " ").replace("\u00a0", " "))
    assert found, text
    return found[0]


def to_password(rig) -> RecoveryRobot:
    robot = begun(rig)
    robot.identity()
    robot.sms_code(code_in(sms(rig)))
    return robot


def test_what_one_still_has_leads_to_a_new_password_and_back_to_the_sign_in(rig):
    robot = to_password(rig)
    assert robot.step == 3
    robot.password()
    assert not robot.is_open
    sign_in = SignInRobot(rig)
    assert "Votre nouveau mot de passe est enregistré" in sign_in.banner
    assert sign_in.ui.banner.property("kind") == "success"
    assert sign_in.ui.code.text() == rig.code()
    assert rig.client.shell is None
    sign_in.password_step(password=OWN)
    sign_in.code_step()
    assert DeskRobot(rig).figures()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("17/05/1980", date(1980, 5, 17)),
        (" 17.5.1980 ", date(1980, 5, 17)),
        ("17 05 1980", date(1980, 5, 17)),
        ("17-05-1980", date(1980, 5, 17)),
        ("17051980", date(1980, 5, 17)),
        ("29/02/1980", date(1980, 2, 29)),
        ("29/02/1981", None),
        ("31/04/1980", None),
        ("17/05/80", None),
        ("05/17/1980", None),
        ("1980-05-17", None),
        ("17/05/1880", None),
        ("١٧/٠٥/١٩٨٠", None),
        ("", None),
    ],
)
def test_a_birth_date_is_read_as_people_write_it(text, day):
    assert read_birth_date(text) == day


def test_everything_that_is_not_filled_in_is_said_at_once(rig):
    robot = begun(rig)
    robot.identity(code="12", birth="17/13/1980", totp="12")
    ui = robot.page.ui
    assert "12 chiffres" in ui.codeField.error()
    assert "JJ/MM/AAAA" in ui.birthField.error()
    assert "6 chiffres" in ui.totpField.error()
    assert robot.step == 1


def test_a_lost_phone_is_a_matter_for_the_agency(rig):
    robot = begun(rig)
    assert robot.page.ui.lostText.text() == (
        "Appelez votre agence\u202f: elle vérifie votre identité et vous rend votre accès.\n"
        "Caisse de Crédit Municipal de Nîmes : 04\u00a066\u00a000\u00a000\u00a000"
    )


def test_right_and_wrong_look_the_same_until_the_code_of_the_sms(rig):
    seen = []
    robot = begun(rig)
    for birth, code in ((BIRTH, None), ("18/05/1980", None), (BIRTH, "999999999999")):
        robot.identity(code=code, birth=birth)
        assert robot.step == 2
        seen.append((robot.page.ui.intro.text(), robot.banner))
        robot.back()
    assert len(set(seen)) == 1
    assert seen[0][0].startswith("Si ce que vous avez indiqué est exact, un code de 8 chiffres vient d’être envoyé")


def test_a_wrong_code_of_the_sms_counts_and_the_last_try_is_announced(rig):
    robot = begun(rig)
    robot.identity()
    right = code_in(sms(rig)).replace(" ", "")
    wrong = "00000000" if right != "00000000" else "00000001"
    robot.sms_code("12 34")
    assert "8 chiffres" in robot.page.ui.smsField.error()
    left = []
    for _ in range(3):
        robot.sms_code(wrong)
        left.append(robot.banner)
    assert all("n’est pas accepté" in text for text in left)
    assert left[0] != left[1] != left[2]
    robot.sms_code(right)
    assert robot.step == 3


def test_too_many_wrong_codes_lock_and_show_whom_to_call(rig):
    robot = begun(rig)
    robot.identity()
    for _ in range(5):
        if robot.step == 2:
            robot.sms_code("00000000")
    assert robot.step == 1
    assert "bloqué" in robot.banner
    assert "04\u00a066\u00a000\u00a000\u00a000" in robot.banner


def test_a_delay_that_has_passed_begins_anew(rig):
    robot = begun(rig)
    robot.identity()
    code = code_in(sms(rig))
    rig.front.clock.advance(minutes=11)
    robot.sms_code(code)
    assert robot.step == 1
    assert "Le délai est passé" in robot.banner


def test_an_easy_or_personal_password_is_refused_here(rig):
    robot = to_password(rig)
    robot.password("17051980")
    assert "ce que d’autres savent de vous" in robot.page.ui.passwordField.error()
    robot.password(again="autre")
    assert "ne sont pas les mêmes" in robot.page.ui.againField.error()
    robot.password()
    assert not robot.is_open


def test_no_network_is_said_and_what_was_typed_stays(rig):
    robot = begun(rig)
    rig.line.state = Wire.DOWN
    robot.identity()
    assert "injoignable" in robot.banner
    assert robot.page.ui.birth.text() == BIRTH
    rig.line.state = Wire.UP
    robot.go_on()
    assert robot.step == 2


def test_a_lost_answer_to_the_code_is_asked_again(rig):
    robot = begun(rig)
    robot.identity()
    code = code_in(sms(rig))
    rig.line.state = Wire.ANSWERS_LOST
    robot.sms_code(code)
    assert "injoignable" in robot.banner
    rig.line.state = Wire.UP
    robot.go_on()
    assert robot.step == 3


def test_a_lost_answer_to_the_password_leads_to_the_sign_in(rig):
    robot = to_password(rig)
    rig.line.state = Wire.ANSWERS_LOST
    robot.password()
    rig.line.state = Wire.UP
    robot.go_on()
    sign_in = SignInRobot(rig)
    assert not robot.is_open
    assert "s’est perdue en route" in sign_in.banner
    sign_in.password_step(password=OWN)
    sign_in.code_step()
    assert rig.client.shell is not None


def test_giving_up_changes_nothing_and_leaves_nothing_behind(rig):
    robot = begun(rig)
    type_into(robot.page.ui.birth, BIRTH)
    page = robot.page
    robot.cancel()
    assert not robot.is_open
    page.ui.birth.undo()
    assert page.ui.birth.text() == "", "not even when it is undone"
    assert not [edit for edit in rig.client.window.findChildren(QLineEdit) if edit.text() == BIRTH]
    SignInRobot(rig).sign_in()
    assert rig.client.shell is not None


def test_the_keyboard_alone_goes_all_the_way(rig):
    robot = begun(rig)
    window = rig.client.window
    rig.qtbot.waitUntil(robot.page.ui.code.hasFocus)
    for text in (rig.code(), BIRTH, rig.totp()):
        type_into(QApplication.focusWidget(), text)
        key(window, Qt.Key.Key_Return)
    rig.wait()
    rig.qtbot.waitUntil(lambda: robot.step == 2 and robot.page.ui.sms.hasFocus())
    type_into(QApplication.focusWidget(), code_in(sms(rig)))
    key(window, Qt.Key.Key_Return)
    rig.wait()
    rig.qtbot.waitUntil(lambda: robot.step == 3 and robot.page.ui.password.hasFocus())
    for _ in range(2):
        type_into(QApplication.focusWidget(), OWN)
        key(window, Qt.Key.Key_Return)
    rig.wait()
    assert "Votre nouveau mot de passe" in SignInRobot(rig).banner
