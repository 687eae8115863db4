"""Changing the password and the authenticator: checked here, signed, done once, and honest when an answer is lost."""

from __future__ import annotations

import pyotp
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from robots.bank_desk import LEFT, DeskRobot, OrdersRobot, SignInRobot, TransferRobot, click, type_into
from robots.information import InformationRobot, ReplacementRobot, SignRobot, is_shown
from robots.rig import Wire
from server.access_fixtures import OTHER_DEVICE_KEY

from ccmdesk.client.views.information_replacement import ReplacementDialog
from ccmdesk.client.views.sign_dialog import SignDialog

NEW = "Moutarde verte 44 x"


@pytest.fixture
def form(signed_in) -> InformationRobot:
    return InformationRobot(signed_in, "password")


def typed(page) -> tuple[str, str, str]:
    ui = page.page.password.ui
    return ui.current.text(), ui.new.text(), ui.copy.text()


# -- « Je change mon mot de passe »


def test_the_guides_labels(form):
    ui = form.page.password.ui
    labels = [field.label_text() for field in (ui.currentField, ui.newField, ui.copyField)]
    assert labels == ["MON ANCIEN MOT DE PASSE", "MON NOUVEAU MOT DE PASSE", "JE RECOPIE MON MOT DE PASSE"]
    assert ui.new.placeholderText() == "Mon mot de passe (8 caractères mini.)"
    assert ui.sendButton.text() == "Envoyer"


@pytest.mark.parametrize(
    ("current", "new", "copy", "errors"),
    [
        ("", NEW, NEW, ("Écrivez votre mot de passe actuel.", "", "")),
        ("x", "court", "court", ("", "8 caractères au moins", "")),
        ("x", "motdepasse", "motdepasse", ("", "trop facile à deviner", "")),
        ("x", "client 6000022", "client 6000022", ("", "ce que d’autres savent de vous", "")),
        ("x", NEW, NEW + "!", ("", "", "ne sont pas les mêmes")),
        (NEW, NEW, NEW, ("", "le même que l’ancien", "")),
    ],
)
def test_what_is_wrong_is_said_under_its_field_before_anything_is_asked(form, current, new, copy, errors):
    form.send_password(current, new, copy)
    for found, wanted in zip(form.password_errors, errors, strict=True):
        assert (wanted in found) if wanted else not found
    assert typed(form) == (current, new, copy)
    assert not is_shown(SignDialog)


def test_the_strength_follows_what_is_typed(form):
    ui = form.page.password.ui
    before = ui.strength.word()
    type_into(ui.new, NEW)
    form.rig.qtbot.waitUntil(lambda: ui.strength.word() not in {before, ""})
    assert ui.strength.word().startswith("Solidité")


def test_a_signed_change_counts_everywhere_and_drafts_stay(signed_in):
    rig = signed_in.rig
    rig.front.clock.advance(seconds=30)
    elsewhere = rig.front.sign_in(device_key=OTHER_DEVICE_KEY)
    rig.line.state = Wire.DOWN
    signed_in.refresh()
    wizard = TransferRobot(signed_in)
    wizard.fill("5")
    wizard.review()
    wizard.keep_draft()
    rig.line.state = Wire.UP
    signed_in.refresh()
    page = InformationRobot(signed_in, "password")
    page.send_password(rig.password, NEW)
    signing = SignRobot(rig)
    assert signing.ui.titleLabel.text() == "Changement de mot de passe"
    signing.sign()
    assert "Votre mot de passe est changé" in page.page.password.ui.banner.message_text()
    assert typed(page) == ("", "", "")
    assert rig.front.client.get("/v1/access", headers=elsewhere).status_code == 401
    assert len(page.sessions()) == 1
    assert OrdersRobot(signed_in, "ongoing").states() == ["Brouillon"]
    signed_in.sign_out()
    robot = SignInRobot(rig)
    robot.password_step(password=NEW)
    robot.code_step()
    assert OrdersRobot(DeskRobot(rig), "ongoing").states() == ["Brouillon"]


def test_a_wrong_present_password_is_said_at_its_field_and_nothing_typed_is_lost(form):
    form.send_password("pas celui-là", NEW)
    SignRobot(form.rig).sign()
    assert not is_shown(SignDialog)
    assert "Il vous reste 4 essais" in form.password_errors[0]
    assert typed(form) == ("pas celui-là", NEW, NEW)
    form.send_password(form.rig.password, NEW)
    SignRobot(form.rig).sign()
    assert "est changé" in form.page.password.ui.banner.message_text()


def test_giving_up_the_signature_changes_nothing_and_keeps_what_was_typed(form):
    form.send_password(form.rig.password, NEW)
    SignRobot(form.rig).cancel()
    assert typed(form) == (form.rig.password, NEW, NEW)
    assert not form.page.password.ui.sendButton.is_busy()
    form.rig.front.clock.advance(seconds=30)
    form.rig.front.sign_in(device_key=OTHER_DEVICE_KEY)  # with the password that still counts


def test_an_answer_lost_says_what_may_have_happened_and_a_retry_tells_which(form):
    rig = form.rig
    form.send_password(rig.password, NEW)
    signing = SignRobot(rig)
    rig.line.state = Wire.ANSWERS_LOST
    signing.sign()
    assert "a peut-être déjà changé" in signing.banner
    assert signing.ui.signButton.text() == "Réessayer"
    assert signing.ui.cancelButton.text() == "Fermer"
    rig.line.state = Wire.UP
    signing.retry()
    assert rig.client.shell is None
    assert "Votre mot de passe a changé" in SignInRobot(rig).banner
    robot = SignInRobot(rig)
    robot.password_step(password=NEW)
    robot.code_step()
    assert rig.client.shell is not None


def test_a_request_lost_on_its_way_is_done_by_the_retry_with_the_same_code(form):
    rig = form.rig
    form.send_password(rig.password, NEW)
    signing = SignRobot(rig)
    rig.line.state = Wire.DOWN
    signing.sign()
    rig.line.state = Wire.UP
    signing.retry()
    assert "est changé" in form.page.password.ui.banner.message_text()


# -- « Mon authentificateur »


@pytest.fixture
def replacing(signed_in) -> ReplacementRobot:
    """The new authenticator's QR code is on the screen, signed with the present one."""
    InformationRobot(signed_in, "authenticator").change_authenticator().sign()
    return ReplacementRobot(signed_in.rig)


def authenticator_page(signed_in) -> InformationRobot:
    return InformationRobot(signed_in, "authenticator")


def opens(rig, totp: str) -> bool:
    """Whether a code opens a session of another device."""
    return rig.front.try_in(totp=totp, device_key=OTHER_DEVICE_KEY).status_code == 200


def test_the_new_authenticator_counts_and_the_old_one_no_longer(replacing, signed_in):
    rig = replacing.rig
    secret = replacing.secret
    assert not replacing.ui.qr.is_empty()
    replacing.ui.kind.setCurrentIndex(3)
    replacing.prove()
    page = authenticator_page(signed_in)
    assert "nouvel authentificateur est en service" in page.page.authenticator.ui.banner.message_text()
    assert dict(page.page.authenticator.ui.details.rows())["Application"] == "Extension Firefox"
    rig.front.clock.advance(seconds=60)
    assert not opens(rig, rig.front.totp())
    assert opens(rig, pyotp.TOTP(secret).at(rig.front.clock.now()))


def test_a_wrong_code_is_said_and_another_tried(replacing):
    right = replacing.code()
    replacing.prove("000000" if right != "000000" else "000001")
    assert "pas celui que la banque attend" in replacing.banner
    assert replacing.ui.code.text() == ""
    replacing.prove()
    assert not is_shown(ReplacementDialog)


def test_letters_are_no_code(replacing):
    replacing.prove("12a")
    assert replacing.ui.codeField.error() == "Le code a 6 chiffres."
    assert is_shown(ReplacementDialog)


def test_the_secret_goes_with_the_dialog(replacing):
    """Also out of a dialog that is closed and not deleted yet."""
    QTest.mouseClick(replacing.ui.secret.copy_button, LEFT)
    assert QGuiApplication.clipboard().text() == replacing.secret
    replacing.dialog.reject()
    assert replacing.ui.qr.is_empty()
    assert replacing.ui.secret.text.text() == ""
    assert QGuiApplication.clipboard().text() == ""


def test_enter_proves_the_code_and_copies_nothing(replacing):
    QGuiApplication.clipboard().clear()
    type_into(replacing.ui.code, replacing.code())
    QTest.keyClick(replacing.ui.code, Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == ""
    replacing.rig.wait()
    assert not is_shown(ReplacementDialog)


def test_giving_up_keeps_the_present_authenticator(replacing, signed_in):
    replacing.cancel()
    page = authenticator_page(signed_in)
    assert not page.page.authenticator.ui.changeButton.is_busy()
    replacing.rig.front.clock.advance(seconds=60)
    assert opens(replacing.rig, replacing.rig.front.totp())


def test_a_lost_answer_to_the_proof_is_told_and_cleared_up_by_the_retry(replacing, signed_in):
    rig = replacing.rig
    rig.line.state = Wire.ANSWERS_LOST
    replacing.prove()
    assert "peut-être déjà en service" in replacing.banner
    rig.line.state = Wire.UP
    click(replacing.ui.doneButton)
    rig.wait()
    assert not is_shown(ReplacementDialog)
    page = authenticator_page(signed_in)
    assert "est en service" in page.page.authenticator.ui.banner.message_text()


def test_a_lost_answer_to_the_signature_changes_nothing_and_goes_on(signed_in):
    rig = signed_in.rig
    signing = InformationRobot(signed_in, "authenticator").change_authenticator()
    rig.line.state = Wire.ANSWERS_LOST
    signing.sign()
    assert "votre authentificateur actuel reste valable" in signing.banner
    rig.line.state = Wire.UP
    signing.retry()
    if not is_shown(ReplacementDialog):  # the bank may want another text signed
        signing.again()
        signing.sign()
    ReplacementRobot(rig).prove()
    assert not is_shown(ReplacementDialog)
