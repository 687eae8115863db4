"""French and English: everything on every screen follows the choice, at once and there and back."""

from __future__ import annotations

import ast
import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtWidgets import QApplication
from robots.bank_desk import DeskRobot, OrdersRobot, SignInRobot, TransferRobot, click, type_into
from robots.entrance import FirstConnectionRobot, RecoveryRobot, send_access
from robots.information import InformationRobot, ReplacementRobot, SignRobot, confirm, sign_above
from robots.rig import Wire
from robots.screen_reader import texts
from server.access_fixtures import OTHER_DEVICE_KEY

from ccmdesk.client.views.information import SECTIONS

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "resources" / "i18n" / "ccmdesk_en.ts"
CLIENT = ROOT / "ccmdesk" / "client"
FRENCH_DATES = re.compile(r"\b(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|novembre|décembre)\b|\d à \d")
MOMENT = "{0} à {1}"  # too short to tell a French text by; FRENCH_DATES does
HOURS = "Lundi à vendredi, 9 h à 17 h"  # of this test's bank: it types them, in its own language
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


FRENCH = _pattern({french for french, english in messages() if french != english} - {MOMENT})


def french_of(shown):
    shown = {text.replace(HOURS, "9–17") for text in shown}
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


def _literal(node):
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _asked_for(node, owner):
    """(context, text) of every call that translates a text written there, as Qt looks for it at run time."""
    owner = node.name if isinstance(node, ast.ClassDef) else owner
    if isinstance(node, ast.Call):
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        given = [_literal(argument) for argument in node.args]
        if name == "tr" and isinstance(node.func, ast.Attribute) and given[:1] != [None]:
            yield owner, given[0]
        if name in {"translate", "QT_TRANSLATE_NOOP"} and len(given) > 1 and None not in given[:2]:
            yield given[0], given[1]
    for child in ast.iter_child_nodes(node):
        yield from _asked_for(child, owner)


def test_the_extractor_sees_every_text():
    """A text within an f-string, say, would stay French for ever, and count as translated."""
    root = ET.parse(CATALOGUE).getroot()  # noqa: S314 -- our own file
    known = {
        (context.findtext("name"), message.findtext("source"))
        for context in root.iter("context")
        for message in context.iter("message")
    }
    sources = [path for path in CLIENT.rglob("*.py") if CLIENT / "forms" not in path.parents]
    asked = {text for path in sources for text in _asked_for(ast.parse(path.read_text("utf-8")), "")}
    assert len(asked) > 100
    assert asked - known == set()


def test_the_way_in(rig, speak):
    rig.start()
    robot = SignInRobot(rig)
    speak("Sign in (step 1 of 2)", "Continue", "Display")
    type_into(robot.ui.code, "123")
    click(robot.ui.continueButton)
    speak("Enter your password.")
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
    speak("Are you still there?", "Stay signed in", "Sign out")
    leaving.warning._left = 1
    leaving.warning._say()
    speak("Without activity, you will be signed out in one second. A key or a click is enough to stay.")
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


@pytest.mark.parametrize(
    ("current", "new", "copy", "expected"),
    [
        ("", "court", "court", {"Write your current password.", "A password has 8 characters at least."}),
        ("x", "Moutarde verte 44 x", "autre", {"The two passwords are not the same."}),
        ("x", "client 6000022", "client 6000022", set()),
    ],
)
def test_what_is_wrong_with_a_new_password(signed_in, speak, current, new, copy, expected):
    page = InformationRobot(signed_in, "password")
    page.send_password(current, new, copy)
    page.rig.qtbot.waitUntil(lambda: page.page.password.ui.strength.word().startswith("Solidité"))  # a moment later
    speak(*expected)


def test_signing_in_english(signed_in):
    """What the bank writes is asked for in the language of the screen, and stays in it: so English comes first."""
    rig = signed_in.rig
    choose(rig, "en")
    page = InformationRobot(signed_in, "authenticator")
    signing = page.change_authenticator()
    shown = texts(rig.client.window)
    assert french_of(shown) == set()
    assert {"Signature required", "Replacement of your authenticator application", "Effect", "Sign"} <= shown
    signing.sign("12")
    assert "The code has 6 digits." in texts(rig.client.window)
    signing.sign_wrongly()
    assert "You have 4 attempts left." in signing.banner
    signing.sign()
    replacement = ReplacementRobot(rig)
    replacement.prove("12")
    replacement.prove(rig.front.wrong_totp())
    assert french_of(texts(rig.client.window)) == set()
    replacement.prove()
    assert french_of(texts(rig.client.window)) == set()
    page.show("receipts")
    assert "Replacement of your authenticator application" in texts(rig.client.window)
    page.show("history")
    assert "Authenticator changed" in texts(rig.client.window)
    assert french_of(texts(rig.client.window)) == set()


def test_signing_a_transfer_in_english(signed_in):
    rig = signed_in.rig
    sign_above(rig, 500)
    choose(rig, "en")
    wizard = TransferRobot(signed_in)
    wizard.transfer("10")
    signing = SignRobot(rig)
    assert {"Internal transfer", "Amount", "€10.00", "Monday 23 November 2026"} <= texts(rig.client.window)
    assert french_of(texts(rig.client.window)) == set()
    rig.line.state = Wire.ANSWERS_LOST
    signing.sign()
    assert french_of(texts(rig.client.window)) == set()
    rig.line.state = Wire.UP
    signed_in.refresh()
    OrdersRobot(signed_in, "ongoing").select()
    assert french_of(texts(rig.client.window)) == set()


def test_questions_before_something_ends(signed_in):
    rig = signed_in.rig
    rig.front.clock.advance(seconds=30)
    rig.front.sign_in(device_key=OTHER_DEVICE_KEY)
    choose(rig, "en")
    page = InformationRobot(signed_in, "devices")
    others = [row for row, cells in enumerate(page.devices()) if "This device" not in cells[0]]
    dialog = page.forget(others[0])
    assert {"Forget this device?", "Device", "System"} <= texts(dialog)
    assert french_of(texts(dialog)) == set()
    dialog.reject()
    page.show("sessions")
    click(page.page.sessions.ui.othersButton)
    assert french_of(texts(rig.client.window)) == set()
    confirm(rig)
    assert len(page.sessions()) == 1
    assert french_of(texts(rig.client.window)) == set()
    page.show("devices")
    own = next(row for row, cells in enumerate(page.devices()) if "This device" in cells[0])
    dialog = page.forget(own)
    assert french_of(texts(dialog)) == set()
    dialog.reject()


def test_lists_that_lack_room(signed_in, speak):
    """The second column, folded below the first, keeps its name in the language of the screen."""
    page = InformationRobot(signed_in, "devices")
    page.rig.client.preferences.set(text_scale=200)
    for section, name in (("devices", "First used"), ("sessions", "Opened on")):
        page.show(section)
        speak()
        choose(page.rig, "en")
        assert any(text.startswith(f"{name}: ") for text in texts(page.rig.client.window))
        choose(page.rig, "fr")
