"""French and English: everything on every screen follows the choice, at once and there and back."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtWidgets import QApplication
from robots.bank_desk import DeskRobot, OrdersRobot, SignInRobot, TransferRobot, click, type_into
from robots.entrance import FirstConnectionRobot, RecoveryRobot, send_access
from robots.information import InformationRobot
from robots.rig import Wire
from robots.screen_reader import texts

from ccmdesk.client.views.information import SECTIONS

CATALOGUE = Path(__file__).resolve().parents[2] / "resources" / "i18n" / "ccmdesk_en.ts"
FRENCH_DATES = re.compile(r"\b(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|novembre|décembre)\b")
FRENCH_AMOUNTS = re.compile(r"\d,\d\d\b")
ENGLISH_AMOUNTS = re.compile(r"€\d|\d\.\d\d\b")
ENGLISH_DATES = re.compile(r"\b(Monday|Tuesday|Wednesday|Thursday|Friday|November|December)\b")


def messages():
    """(French, English) of every message."""
    root = ET.parse(CATALOGUE).getroot()  # noqa: S314 -- our own file
    return [(m.findtext("source", ""), m.findtext("translation", "")) for m in root.iter("message")]


def _pattern(sources):
    shapes = [re.sub(r"\\\{\d?\\\}", ".+", re.escape(source)) for source in sources]
    return re.compile("|".join(f"(?:{shape})" for shape in shapes), re.DOTALL)


FRENCH = _pattern({french for french, english in messages() if french != english})


def french_of(shown):
    return {t for t in shown if FRENCH.fullmatch(t) or FRENCH_DATES.search(t) or FRENCH_AMOUNTS.search(t)}


def choose(rig, language):
    rig.client.preferences.set(language=language)
    settle(rig)


def settle(rig):
    for _ in range(3):  # rows made anew appear one turn of the loop later, choices are fitted to their field
        rig.wait()
        QApplication.processEvents()


@pytest.fixture
def speak(rig):
    """Check that the window in sight, opened in French, is all English once asked to, and French again after."""

    def check(*expected: str):
        window = rig.client.window
        settle(rig)
        before = texts(window)
        assert not {text for text in before if ENGLISH_AMOUNTS.search(text) or ENGLISH_DATES.search(text)}
        choose(rig, "en")
        english = texts(window)
        assert french_of(english) == set()
        assert set(expected) <= english
        choose(rig, "fr")
        assert texts(window) == before

    return check


def test_translations_keep_every_placeholder():
    holes = re.compile(r"\{\d?\}")
    assert not [pair for pair in messages() if sorted(holes.findall(pair[0])) != sorted(holes.findall(pair[1]))]


def test_translations_keep_the_shape_of_a_sentence():
    """A label stays a label, a sentence a sentence: same beginning and same end."""
    ends = ("…", ".", "?")
    odd = [(f, e) for f, e in messages() if any(f.endswith(end) != e.endswith(end) for end in ends)]
    assert not odd
    assert not [(f, e) for f, e in messages() if f[:1].islower() != e[:1].islower() and f[:1].isalpha()]


def test_the_way_in(rig, speak):
    rig.start()
    robot = SignInRobot(rig)
    speak("Sign in (step 1 of 2)", "Continue", "Display")
    type_into(robot.ui.code, "123")
    click(robot.ui.continueButton)
    speak("Enter the 12 digits of your identifier and your password.")
    robot.password_step()
    speak("Sign in (step 2 of 2)", "OK", "Back")
    robot.code_step("000000")
    speak("Sign-in failed: incorrect identifier, password or code. You have 4 attempts left.")
    rig.line.state = Wire.DOWN
    robot.password_step()
    speak("The bank cannot be reached. Check your Internet connection, then try again.", "View offline")


def test_first_connection(rig, speak):
    send_access(rig)
    rig.start()
    robot = FirstConnectionRobot(rig)
    robot.open()
    speak("Continue")
    robot.letter(code="123", password="")
    speak()
    robot.letter(password="faux faux")
    speak()
    robot.letter()
    robot.page.ui.pc.setChecked(True)
    speak("Continue", "Back", "Cancel")
    robot.choose("edge")
    click(robot.page.ui.secret.copy_button)
    speak()
    robot.prove("12")
    speak()
    robot.prove()
    type_into(robot.page.ui.password, "Trois grues")
    robot.password("court", again="autre")
    rig.qtbot.waitUntil(lambda: robot.page.ui.strength.word().startswith("Solidité"))  # judged a moment later
    speak()


def test_recovery(rig, speak):
    rig.start()
    robot = RecoveryRobot(rig)
    robot.open()
    speak("Cancel")
    robot.identity(code="1", birth="x", totp="1")
    speak()
    robot.identity()
    speak("Back")
    robot.sms_code("00000000")
    speak()


def test_the_idle_warning(signed_in, speak):
    leaving = signed_in.shell.leaving
    leaving._warn(60_000)
    leaving.warning._seconds.setInterval(10**6)
    speak()
    leaving.warning.resume()
    leaving.warning._going.stop()
    speak()


def test_inside(signed_in, speak):
    speak("Dashboard", "Transfers", "€20.00", "Latest operations", "No transfers in progress.")
    wizard = TransferRobot(signed_in)
    speak("Make a transfer", "Amount", "Once only", "Monday 23 November 2026", "0.00")
    wizard.fill("0", "x")
    wizard.review()
    speak("The amount must be greater than zero.")
    wizard.fill("5", "x")
    wizard.ui.date.set_day(date(2026, 11, 29))
    wizard.review()
    speak("Banks are closed on this date.", "Choose the next working day")
    wizard.ui.date.set_day(date(2026, 11, 24))
    wizard.fill("50", "Œuvre")
    wizard.review()
    speak("Check your transfer", "Tuesday 24 November 2026", "€50.00")
    wizard.confirm()
    speak("Your transfer is recorded", "Make another transfer")
    OrdersRobot(signed_in, "ongoing").select()
    speak("Recorded", "From", "To be executed on Tuesday 24 November 2026.", "Showing 1 to 1 of 1 records")
    signed_in.shell.show_page("transfers", "history")
    speak("No past transfers")


def test_operations(signed_in, speak):
    for account, expected in (("60000220100", "Balance after"), ("", "All your accounts")):
        signed_in.shell.show_operations(account)
        signed_in.rig.wait()
        speak(expected, "Filters", "Showing 1 to 1 of 1 records" if account else "Showing 1 to 2 of 2 records")
    click(signed_in.shell.operations.ui.filterButton)
    speak("From", "Minimum amount", "dd/mm/yyyy")


def test_without_a_connection(signed_in, speak):
    rig = signed_in.rig
    rig.line.state = Wire.DOWN
    signed_in.refresh()
    wizard = TransferRobot(signed_in)
    wizard.fill()
    wizard.review()
    speak("Try again", "Save the draft")
    wizard.keep_draft()
    speak("Draft saved")
    OrdersRobot(signed_in, "ongoing").select()
    speak("Delete the draft", "Draft")
    rig.line.state = Wire.UP
    signed_in.refresh()
    signed_in.menu("dashboard")
    speak("A transfer prepared on this computer is waiting for your confirmation. Nothing has been sent.")


def test_dialogs_speak_the_language_in_force(signed_in):
    signed_in.rig.client.preferences.set(language="en")
    wizard = TransferRobot(signed_in)
    wizard.fill("1,234.5", "x")
    wizard.review()
    assert wizard.ui.amountField.error() == "This amount is more than the available balance of the account: €20.00."
    wizard.fill("5", "x")
    wizard.review()
    dialog = wizard.ask()
    shown = texts(dialog)
    dialog.reject()
    assert french_of(shown) == set()
    assert {"Confirmation required", "Do you confirm this internal transfer?", "Confirm", "Cancel", "€5.00"} <= shown


def test_the_language_stays_for_the_next_start(rig):
    rig.start().preferences.set(language="en")
    rig.stop()
    rig.start()
    assert french_of(texts(rig.client.window)) == set()
    SignInRobot(rig).sign_in()
    assert DeskRobot(rig).freshness.startswith("Up to date, last synchronised on 23/11/2026")
    assert french_of(texts(rig.client.window)) == set()


@pytest.mark.parametrize("section", SECTIONS)
def test_information(signed_in, speak, section):
    page = InformationRobot(signed_in, section)
    page.rig.wait()
    speak()


def test_a_page_that_only_the_bank_can_fill(signed_in, speak):
    signed_in.rig.line.state = Wire.DOWN
    InformationRobot(signed_in, "devices")
    speak("Try again")
