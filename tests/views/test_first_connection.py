from __future__ import annotations

import pyotp
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from robots.bank_desk import DeskRobot, SignInRobot, click, type_into
from robots.entrance import OWN, TEMPORARY, FirstConnectionRobot, key, send_access
from robots.rig import Wire


def begun(rig) -> FirstConnectionRobot:
    send_access(rig)
    rig.start()
    return FirstConnectionRobot(rig)


def clipboard():
    return QApplication.clipboard()


def test_two_letters_lead_to_the_accounts(rig):
    robot = begun(rig)
    robot.to_password()
    assert robot.step == 4
    robot.password()
    assert not robot.is_open
    assert DeskRobot(rig).figures()["Compte technique"] == "20,00\u00a0€"


def test_the_new_password_and_the_new_authenticator_open_the_next_time(rig):
    robot = begun(rig)
    secret = robot.to_password()
    robot.password()
    DeskRobot(rig).sign_out()
    sign_in = SignInRobot(rig)
    sign_in.password_step(password=OWN)
    rig.front.clock.advance(seconds=30)
    sign_in.code_step(pyotp.TOTP(secret).at(rig.front.clock.now()))
    assert DeskRobot(rig).figures()


def test_the_code_already_typed_comes_along(rig):
    send_access(rig)
    rig.start()
    type_into(SignInRobot(rig).ui.code, rig.code())
    robot = FirstConnectionRobot(rig)
    robot.open()
    assert robot.page.ui.code.text() == rig.code()


def test_the_guide_s_list_is_there_word_for_word(rig):
    robot = begun(rig)
    robot.open()
    robot.letter()
    ui = robot.page.ui
    shown = [
        f"{when.text()} {name.text()}".replace("\u202f", " ")
        for when, name in (
            (ui.windowsWhen, ui.windowsName),
            (ui.chromeWhen, ui.chromeName),
            (ui.firefoxWhen, ui.firefoxName),
            (ui.edgeWhen, ui.edgeName),
            (ui.pcWhen, ui.pcName),
        )
    ]
    assert shown == [
        "en priorité, si vous utilisez Windows : L'application PC OTP Manager",
        "si vous avez le navigateur Chrome : Extension Chrome",
        "si vous avez le navigateur Firefox : Extension Firefox",
        "si vous avez le navigateur Microsoft Edge : Extension Microsoft Edge",
        "si vous souhaitez utiliser une application PC : Authy Google Authenticator",
    ]
    assert ui.smartphone.isChecked()
    ui.pc.setChecked(True)
    assert "n’existe plus" in ui.advice.text()
    assert "KeePassXC" in ui.advice.text()


def test_a_choice_is_taken_by_a_click_on_any_of_its_words_and_read_out_with_them(rig):
    robot = begun(rig)
    robot.open()
    robot.letter()
    ui = robot.page.ui
    for words, button in (
        (ui.edgeName, ui.edge),
        (ui.pcWhen, ui.pc),
        (ui.chromeRow, ui.chrome),
        (ui.phoneText, ui.smartphone),
    ):
        click(words)
        assert button.isChecked()
        assert button.hasFocus()
    assert (ui.edge.accessibleName(), ui.edge.accessibleDescription()) == (ui.edgeName.text(), ui.edgeWhen.text())
    QTest.mousePress(ui.pcRow, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(ui.pcRow, Qt.MouseButton.LeftButton, pos=QPoint(-5, -5))
    assert ui.smartphone.isChecked()  # the pointer left the row before the button was let go


def test_the_secret_is_shown_in_groups_and_the_code_can_be_scanned(rig):
    robot = begun(rig)
    robot.open()
    robot.letter()
    robot.choose("windows")
    text = robot.page.ui.secret.text.text()
    assert {len(group) for group in text.split(" ")} == {4}
    assert text.replace(" ", "") == rig.client.sign_in.first_connection.enrolment.secret
    code = robot.page.ui.qrCode
    assert not code.is_empty()
    assert code.accessibleName()
    assert code.accessibleDescription()


def test_what_is_not_filled_in_is_said_beside_the_field_and_nothing_is_sent(rig):
    robot = begun(rig)
    robot.open()
    robot.letter(code="123", password="")
    assert "12 chiffres" in robot.page.ui.codeField.error()
    assert robot.page.ui.passwordField.error()
    assert robot.step == 1
    robot.letter()
    robot.choose()
    robot.prove("12 34")
    assert robot.page.ui.totpField.error() == "Le code a 6 chiffres."
    assert robot.step == 3


def test_a_wrong_temporary_password_is_refused_as_at_the_sign_in(rig):
    robot = begun(rig)
    robot.open()
    robot.letter(password="abcd-efgh-jkmn-xxxx")
    assert "Il vous reste 4 essais." in robot.banner
    assert "mot de passe temporaire" in robot.banner
    assert robot.page.ui.password.text() == ""
    assert robot.page.ui.code.text() == rig.code()


def test_a_customer_with_an_authenticator_is_told_the_same(rig):
    rig.start()
    robot = FirstConnectionRobot(rig)
    robot.open()
    robot.letter(password=rig.password)
    assert "Il vous reste 4 essais." in robot.banner
    assert "connectez-vous avec celui-ci" in robot.banner


def test_five_failures_lock_and_show_whom_to_call(rig):
    robot = begun(rig)
    robot.open()
    for _ in range(5):
        robot.letter(password="faux faux")
    assert "bloqué" in robot.banner
    assert "04\u00a066\u00a000\u00a000\u00a000" in robot.banner


def test_a_wrong_code_is_said_beside_the_field_and_five_begin_anew(rig):
    robot = begun(rig)
    robot.open()
    robot.letter()
    robot.choose()
    right = robot.code_of(robot.secret)
    wrong = "000000" if right != "000000" else "000001"
    robot.prove(wrong)
    assert "l’heure de l’appareil" in robot.page.ui.totpField.error()
    assert "Il vous reste 4 essais." in robot.page.ui.totpField.error()
    assert robot.banner == ""
    for _ in range(4):
        robot.prove(wrong)
    assert robot.step == 1
    assert "recommencez ici" in robot.banner
    robot.letter()
    robot.choose()
    robot.prove()
    assert robot.step == 4


def test_passwords_that_differ_or_are_too_easy_are_said_beside_the_field(rig):
    robot = begun(rig)
    robot.to_password()
    robot.password(again="autre chose 12")
    assert "ne sont pas les mêmes" in robot.page.ui.againField.error()
    for easy, why in (("court", "8 caractères"), ("password1", "trop facile"), (TEMPORARY, "le même")):
        robot.password(easy)
        assert why in robot.page.ui.passwordField.error()
        assert robot.page.ui.againField.error() == ""
    robot.password(f"Nantes {rig.code()}")
    assert "ce que d’autres savent de vous" in robot.page.ui.passwordField.error()
    robot.password()
    assert rig.client.shell is not None


def test_the_strength_follows_what_is_typed_and_always_has_its_word(rig):
    robot = begun(rig)
    robot.to_password()
    page = robot.page
    shown = []
    for text in ("a", "azerty12", OWN):
        type_into(page.ui.password, text)
        rig.qtbot.waitUntil(lambda: rig.client.sign_in.first_connection.strength._pause.isActive() is False)
        rig.wait()
        shown.append(page.ui.strength.word())
    assert shown[0] == "Solidité\u202f: très faible"
    assert shown[2] in {"Solidité\u202f: bonne", "Solidité\u202f: très bonne"}
    type_into(page.ui.password, "")
    assert page.ui.strength.word().startswith("8 caractères")


def test_the_latest_text_is_the_one_judged(rig):
    robot = begun(rig)
    robot.to_password()
    judge = rig.client.sign_in.first_connection.strength
    heard = []
    judge.judged.connect(lambda strength: heard.append(strength and strength.score))
    judge.watch("a")
    judge._pause.stop()
    judge._ask()  # being judged …
    judge.watch(OWN)  # … when more is typed
    rig.qtbot.waitUntil(lambda: bool(heard))
    rig.wait()
    assert len(heard) == 1
    assert heard[0] >= 3


def test_secrets_leave_the_page_with_the_customer(rig):
    robot = begun(rig)
    robot.open()
    robot.letter()
    robot.choose()
    page, secret = robot.page, robot.secret
    click(page.ui.secret.copy_button)
    assert clipboard().text() == secret
    robot.back()
    assert page.ui.secret.text.text() == ""
    assert page.ui.qrCode.is_empty()
    assert clipboard().text() == ""
    robot.choose()
    robot.prove()
    page = robot.page
    type_into(page.ui.password, OWN)
    robot.cancel()
    assert page.ui.password.text() == ""
    assert rig.client.sign_in.first_connection is None
    edits = rig.client.window.findChildren(QLineEdit)
    assert not [edit for edit in edits if edit.text() in {OWN, TEMPORARY}]


def test_closing_the_window_empties_the_clipboard(rig):
    robot = begun(rig)
    robot.open()
    robot.letter()
    robot.choose()
    click(robot.page.ui.secret.copy_button)
    rig.client.window.close()
    assert clipboard().text() == ""


def test_interrupted_and_taken_up_again_on_the_same_computer(rig):
    robot = begun(rig)
    robot.open()
    assert "vous interrompre" in robot.page.ui.resume.text()
    robot.letter()
    robot.choose()
    before = robot.secret
    rig.stop()
    rig.start()
    robot = FirstConnectionRobot(rig)
    assert robot.to_password() != before
    robot.password()
    assert rig.client.shell is not None


def test_a_delay_that_has_passed_begins_anew(rig):
    robot = begun(rig)
    robot.to_password()
    rig.front.clock.advance(minutes=31)
    robot.password()
    assert robot.step == 1
    assert "Le délai est passé" in robot.banner
    robot.letter()
    robot.choose()
    robot.prove()
    robot.password()
    assert rig.client.shell is not None


def test_a_secret_that_nobody_uses_leaves_the_screen(rig):
    robot = begun(rig)
    robot.open()
    robot.letter()
    robot.choose()
    delay = rig.client.sign_in.first_connection._delay
    assert delay.interval() == 30 * 60_000
    delay.setInterval(1)
    rig.qtbot.waitUntil(lambda: robot.step == 1)
    assert "Le délai est passé" in robot.banner
    assert rig.client.sign_in.first_connection.enrolment is None


def test_the_cursor_goes_to_what_is_wrong(rig):
    robot = begun(rig)
    rig.client.window.activateWindow()
    robot.open()
    robot.letter(code="123", password="x")
    assert robot.page.ui.code.hasFocus()
    robot.letter(password="faux faux")
    assert robot.page.ui.password.hasFocus()
    robot.letter()
    robot.choose()
    robot.prove("12")
    assert robot.page.ui.totp.hasFocus()


def test_no_network_is_said_and_what_was_typed_stays(rig):
    robot = begun(rig)
    robot.open()
    rig.line.state = Wire.DOWN
    robot.letter()
    assert "injoignable" in robot.banner
    assert robot.page.ui.password.text() == TEMPORARY
    rig.line.state = Wire.UP
    robot.go_on()
    assert robot.step == 2


def test_a_lost_answer_to_a_code_is_asked_again(rig):
    robot = begun(rig)
    robot.open()
    robot.letter()
    robot.choose()
    rig.line.state = Wire.ANSWERS_LOST
    robot.prove()
    assert "injoignable" in robot.banner
    rig.line.state = Wire.UP
    robot.go_on()
    assert robot.step == 4


def test_a_lost_answer_to_the_password_leads_to_the_sign_in(rig):
    robot = begun(rig)
    secret = robot.to_password()
    rig.line.state = Wire.ANSWERS_LOST
    robot.password()
    assert "injoignable" in robot.banner
    rig.line.state = Wire.UP
    robot.go_on()
    assert not robot.is_open
    sign_in = SignInRobot(rig)
    assert "s’est perdue en route" in sign_in.banner
    assert sign_in.ui.code.text() == rig.code()
    sign_in.password_step(password=OWN)
    rig.front.clock.advance(seconds=30)
    sign_in.code_step(pyotp.TOTP(secret).at(rig.front.clock.now()))
    assert rig.client.shell is not None


def test_the_keyboard_alone_goes_all_the_way(rig):
    robot = begun(rig)
    window = rig.client.window
    window.activateWindow()
    button = robot.entrance._help.ui.firstButton
    for _ in range(20):
        if button.hasFocus():
            break
        key(window, Qt.Key.Key_Tab)
    key(window, Qt.Key.Key_Space)
    rig.qtbot.waitUntil(lambda: robot.is_open and robot.page.ui.code.hasFocus())
    type_into(QApplication.focusWidget(), rig.code())
    key(window, Qt.Key.Key_Return)
    assert robot.page.ui.password.hasFocus()
    type_into(QApplication.focusWidget(), TEMPORARY)
    key(window, Qt.Key.Key_Return)
    rig.wait()
    rig.qtbot.waitUntil(robot.page.ui.smartphone.hasFocus)
    key(window, Qt.Key.Key_Down)
    assert robot.page.ui.windows.isChecked()
    key(window, Qt.Key.Key_Return)
    rig.wait()
    rig.qtbot.waitUntil(lambda: robot.step == 3 and robot.page.ui.totp.hasFocus())
    type_into(QApplication.focusWidget(), robot.code_of(robot.secret))
    key(window, Qt.Key.Key_Return)
    rig.wait()
    rig.qtbot.waitUntil(lambda: robot.step == 4 and robot.page.ui.password.hasFocus())
    type_into(QApplication.focusWidget(), OWN)
    key(window, Qt.Key.Key_Return)
    type_into(QApplication.focusWidget(), OWN)
    key(window, Qt.Key.Key_Return)
    rig.wait()
    assert rig.client.shell is not None
