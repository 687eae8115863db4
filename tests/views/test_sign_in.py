from __future__ import annotations

import pytest
from robots.bank_desk import DeskRobot, SignInRobot, click, type_into
from robots.rig import Wire

from ccmdesk.client.work import Failure
from ccmdesk.core.errors import ErrorCode, KnownError


def test_the_page_says_where_one_is_and_what_five_failures_do(rig):
    client = rig.start()
    ui = client.window.entrance.password_page.ui
    assert ui.title.text() == "Je me connecte (Etape 1 / 2)"
    assert ui.warning.text() == (
        "Au bout de 5 essais infructueux votre compte sera bloqué et nécessitera un appel à votre agence."
    )
    assert [label.text() for label in client.window.entrance._caisses] == ["Caisse de Crédit Municipal de Nîmes"]


def test_both_steps_lead_to_the_accounts(signed_in):
    assert signed_in.figures()["Compte technique"] == "20,00\u00a0€"
    assert signed_in.figures()["Livret"] == "15,00\u00a0€"
    assert signed_in.freshness.startswith("À jour")


def test_a_code_may_be_typed_with_spaces(rig):
    rig.start()
    robot = SignInRobot(rig)
    robot.password_step(code="5000 0600 0022")
    totp = rig.totp()
    robot.code_step(f"{totp[:3]} {totp[3:]}")
    assert DeskRobot(rig).figures()


def test_nothing_typed_is_refused_here_and_nothing_is_sent(rig):
    rig.start()
    robot = SignInRobot(rig)
    robot.password_step(code="123", password="x")
    assert "12 chiffres" in robot.entrance.password_page.ui.codeField.error()
    assert not robot.at_code
    robot.password_step(password="")
    assert not robot.at_code


def test_a_failure_never_says_which_part_was_wrong_and_five_lock(rig):
    rig.start()
    robot = SignInRobot(rig)
    seen = []
    for password, totp in ((None, "000000"), ("faux", None), ("faux", "000000"), ("faux", None)):
        robot.password_step(password=password)
        assert robot.at_code
        robot.code_step(rig.front.wrong_totp() if totp else rig.totp())
        seen.append(robot.banner)
    assert "Il vous reste 4 essais." in seen[0]
    assert "mot de passe temporaire" in seen[0]
    assert len({text.split(".")[0] for text in seen}) == 1
    assert "dernier essai avant le blocage" in seen[3]
    assert robot.ui.code.text() == rig.code()
    assert robot.ui.password.text() == ""
    robot.password_step(password="faux")
    assert "dernier essai" in robot.entrance.code_page.ui.banner.message_text()
    robot.code_step()
    assert "bloqué" in robot.banner
    assert "04\u00a066\u00a000\u00a000\u00a000" in robot.banner
    robot.password_step()
    robot.code_step()
    assert "bloqué" in robot.banner


def test_an_unknown_code_is_told_the_same(rig):
    rig.start()
    robot = SignInRobot(rig)
    robot.password_step(code="999999999999", password="faux")
    robot.code_step("123456")
    assert "Il vous reste 4 essais." in robot.banner


def test_back_from_the_code_keeps_the_customer_code(rig):
    rig.start()
    robot = SignInRobot(rig)
    robot.password_step()
    robot.entrance.code_page.ui.backButton.click()
    assert robot.entrance.password_page.isVisible()
    assert robot.ui.code.text() == rig.code()


def test_a_bank_out_of_reach_on_a_new_computer_says_so(rig):
    rig.line.state = Wire.DOWN
    rig.start()
    robot = SignInRobot(rig)
    robot.password_step()
    assert "injoignable" in robot.banner
    robot.offline()
    assert "ne garde pas encore vos comptes" in robot.banner


def test_a_captive_portal_is_not_the_bank(rig):
    rig.line.state = Wire.GARBAGE
    rig.start()
    robot = SignInRobot(rig)
    robot.password_step()
    assert "n’est pas celle de la banque" in robot.banner
    assert robot.ui.password.text() == rig.password


def test_signing_out_takes_every_figure_off_the_screen(signed_in):
    signed_in.sign_out()
    client = signed_in.rig.client
    assert client.shell is None
    assert client.window.entrance.password_page.isVisible()
    assert client.window.pages.count() == 1


def test_a_session_that_the_bank_ended_leads_back_with_a_reason(signed_in):
    signed_in.rig.front.clock.advance(minutes=6)
    signed_in.refresh()
    robot = SignInRobot(signed_in.rig)
    assert "5 minutes sans activité" in robot.banner
    assert robot.ui.code.text() == ""


def test_the_cursor_goes_to_the_field_that_is_wrong_and_each_says_why(rig):
    rig.start()
    robot = SignInRobot(rig)
    robot.password_step(code="123")
    assert "12 chiffres" in robot.ui.codeField.error()
    assert robot.ui.passwordField.error() == ""
    rig.qtbot.waitUntil(robot.ui.code.hasFocus)
    robot.password_step(password="")
    assert robot.ui.codeField.error() == ""
    assert robot.ui.passwordField.error() == "Renseignez votre mot de passe."
    rig.qtbot.waitUntil(robot.ui.password.hasFocus)
    robot.password_step()
    page = robot.entrance.code_page
    robot.code_step("12")
    assert page.ui.totpField.error() == "Le code a 6 chiffres."
    assert page.ui.totp.hasFocus()


def test_a_wrong_offline_password_can_be_typed_again_at_once(signed_in):
    rig = signed_in.rig
    signed_in.sign_out()
    rig.line.state = Wire.DOWN
    robot = SignInRobot(rig)
    robot.password_step(password="faux")
    robot.offline()
    assert "ne permet pas d’ouvrir" in robot.banner
    assert robot.ui.password.text() == ""
    assert robot.ui.password.hasFocus()
    robot.offline()
    assert robot.ui.passwordField.error() == "Renseignez votre mot de passe."
    type_into(robot.ui.password, rig.password)  # what is typed now counts, not what was typed before
    robot.offline()
    assert rig.client.shell is not None


def test_a_lock_found_out_inside_names_the_agency_like_one_at_the_entrance(signed_in):
    rig = signed_in.rig
    signed_in.shell.session.give_up(Failure(ErrorCode.SESSION_ENDED, {"reason": "locked"}))
    rig.wait()
    robot = SignInRobot(rig)
    assert "bloqué" in robot.banner
    assert "04\u00a066\u00a000\u00a000\u00a000" in robot.banner
    assert robot.ui.banner.property("kind") == "error"


def test_figures_leave_the_screen_at_once_even_when_the_bank_is_silent(signed_in):
    rig = signed_in.rig
    rig.line.silence.clear()
    try:
        click(signed_in.shell.ui.signOutButton)
        assert rig.client.shell is None
        assert rig.client.window.entrance.password_page.isVisible()
    finally:
        rig.line.silence.set()
    rig.wait()


def is_closed(read) -> bool:
    try:
        read()
    except KnownError as error:
        return error.code is ErrorCode.SESSION_ENDED
    return False


@pytest.mark.parametrize("fetching", [False, True], ids=["at rest", "in the middle of an exchange"])
def test_figures_are_closed_while_the_bank_is_silent(signed_in, fetching):
    """Whoever takes the computer over during the goodbye's timeout finds nothing readable in it."""
    rig, desk = signed_in.rig, signed_in.shell.session.desk
    assert not is_closed(desk.accounts)
    rig.line.silence.clear()
    try:
        if fetching:
            click(signed_in.shell.ui.refreshButton)
        click(signed_in.shell.ui.signOutButton)
        rig.qtbot.waitUntil(lambda: is_closed(desk.dashboard))
        if not fetching:  # else an order under way keeps its place to write down the answer
            rig.qtbot.waitUntil(lambda: is_closed(desk.has_unsent))
        assert rig.client.work.pending
    finally:
        rig.line.silence.set()
    rig.wait()
    assert is_closed(desk.has_unsent)
