"""« Signez ce que vous lisez »: the bank's own words, a code, and every way that it can go wrong."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from robots.bank_desk import DeskRobot, SignInRobot, type_into
from robots.information import InformationRobot, ReplacementRobot, SignRobot, is_shown
from robots.rig import Wire

from ccmdesk.client.views.information_replacement import ReplacementDialog
from ccmdesk.client.views.sign_dialog import SignDialog


@pytest.fixture
def signing(signed_in) -> SignRobot:
    """The dialog, open on a change of authenticator."""
    return InformationRobot(signed_in, "authenticator").change_authenticator()


def pass_time(rig, seconds: int) -> None:
    """Let time pass at the bank, the customer being there."""
    for _ in range(seconds // 30):
        rig.front.clock.advance(seconds=30)
        rig.client.shell.session.refresh()
        rig.wait()
    rig.front.clock.advance(seconds=seconds % 30)


def test_it_shows_the_banks_text_word_for_word_and_waits_for_the_code(signing):
    assert signing.ui.titleLabel.text() == "Remplacement de votre application d’authentification"
    assert signing.lines["Client"] == "Madame CLIENT 6000022"
    assert signing.lines["Demandé le"].startswith("lundi 23 novembre 2026")
    assert signing.dialog.focusWidget() is signing.ui.code
    assert signing.ui.validLabel.text() == "Il vous reste environ 5 minutes pour signer."
    assert signing.ui.checkLabel.text() == "Si ce n’est pas ce que vous voulez, annulez."
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in signing.dialog.findChildren(QLabel))


def test_spaces_in_the_code_are_ignored_and_letters_refused(signing):
    signing.sign("12 34 ab")
    assert signing.ui.codeField.error() == "Le code a 6 chiffres."
    assert signing.ui.code.hasFocus()
    code = signing.rig.totp()
    signing.sign(f"{code[:3]} {code[3:]}")
    assert is_shown(ReplacementDialog)


def test_a_wrong_code_costs_a_try_and_another_may_follow(signing):
    signing.sign_wrongly()
    assert "Il vous reste 4 essais" in signing.banner
    assert signing.ui.code.text() == ""
    assert signing.dialog.focusWidget() is signing.ui.code
    signing.sign()
    ReplacementRobot(signing.rig)


def test_five_wrong_codes_lock_the_access_and_end_the_session(signing):
    rig = signing.rig
    for _ in range(3):
        signing.sign_wrongly()
    assert "Il vous reste 2 essais" in signing.banner
    signing.sign_wrongly()
    assert "dernier essai" in signing.banner
    signing.sign_wrongly()
    assert not is_shown(SignDialog)
    assert rig.client.shell is None
    assert "bloqué" in SignInRobot(rig).banner


def test_a_text_that_has_expired_is_asked_for_again(signing):
    rig = signing.rig
    pass_time(rig, 270)
    signing.dialog._tick()
    assert signing.ui.validLabel.text() == "Il vous reste moins d’une minute pour signer."
    pass_time(rig, 60)
    signing.dialog._tick()
    assert "Le délai de signature de 5 minutes est passé" in signing.banner
    assert not signing.ui.code.isVisible()
    signing.again()
    assert signing.banner == ""
    signing.sign()
    ReplacementRobot(rig)


def test_the_banks_clock_has_the_last_word_on_expiry(signing):
    """Signed at the last moment by this computer's timer, too late for the bank: the text can be asked for again."""
    pass_time(signing.rig, 299)
    signing.sign()
    assert "délai de signature" in signing.banner
    assert signing.ui.againButton.isVisible()


def test_without_the_bank_there_is_nothing_to_sign_and_the_dialog_says_so(signed_in):
    rig = signed_in.rig
    page = InformationRobot(signed_in, "authenticator")
    rig.line.state = Wire.DOWN
    signing = page.change_authenticator()
    assert "Rien n’a été fait" in signing.banner
    assert not signing.ui.code.isVisible()
    rig.line.state = Wire.UP
    signing.again()
    assert signing.ui.code.isVisible()
    signing.cancel()
    assert not page.page.authenticator.ui.changeButton.is_busy()


def test_escape_gives_up_but_not_while_the_signature_is_on_its_way(signing):
    rig = signing.rig
    code = rig.totp()
    rig.line.silence.clear()
    type_into(signing.ui.code, code)
    QTest.keyClick(signing.ui.code, Qt.Key.Key_Return)
    QTest.keyClick(signing.dialog, Qt.Key.Key_Escape)
    assert signing.dialog.isVisible()
    assert not signing.ui.cancelButton.isEnabled()
    rig.line.silence.set()
    rig.wait()
    ReplacementRobot(rig).cancel()
    again = InformationRobot(DeskRobot(rig), "authenticator").change_authenticator()
    QTest.keyClick(again.dialog, Qt.Key.Key_Escape)
    assert not is_shown(SignDialog)


def test_the_text_is_asked_for_in_the_language_of_the_screen(signed_in):
    page = InformationRobot(signed_in, "authenticator")
    page.rig.client.preferences.set(language="en")
    signing = page.change_authenticator()
    assert signing.ui.titleLabel.text() == "Replacement of your authenticator application"
    page.rig.client.preferences.set(language="fr")
    assert (
        signing.ui.titleLabel.text() == "Replacement of your authenticator application"
    )  # what is signed is what was shown
    signing.cancel()
