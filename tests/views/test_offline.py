from __future__ import annotations

import pytest
from robots.bank_desk import DeskRobot, OrdersRobot, SignInRobot, TransferRobot
from robots.rig import Wire

from ccmdesk.client.cache.keystore import NoKeyStore
from ccmdesk.server.dayend import run as dayend

NBSP = "\u00a0"


@pytest.fixture
def offline(signed_in):
    """The same computer, started again while the bank is out of reach."""
    rig = signed_in.rig
    rig.stop()
    rig.line.state = Wire.DOWN
    rig.start()
    robot = SignInRobot(rig)
    robot.password_step()
    robot.offline()
    return DeskRobot(rig)


def test_what_was_synced_is_shown_and_dated(offline):
    assert offline.figures()["Compte technique"] == f"20,00{NBSP}€"
    assert offline.freshness.startswith("Données du 23/11/2026")
    assert offline.banner.startswith("Données du 23/11/2026")


def test_a_wrong_password_opens_nothing(signed_in):
    rig = signed_in.rig
    rig.stop()
    rig.line.state = Wire.DOWN
    rig.start(offline=True)
    robot = SignInRobot(rig)
    robot.password_step(password="faux")
    assert rig.client.shell is None
    assert "ne permet pas d’ouvrir" in robot.banner


def test_the_offline_option_asks_the_bank_nothing(signed_in):
    rig = signed_in.rig
    rig.stop()
    rig.start(offline=True)
    SignInRobot(rig).password_step()
    assert DeskRobot(rig).figures()["Livret"] == f"15,00{NBSP}€"


def test_a_draft_is_sent_once_after_a_confirmation_when_the_bank_is_back(offline):
    rig = offline.rig
    wizard = TransferRobot(offline)
    wizard.fill()
    wizard.review()
    assert wizard.ui.confirmButton.text() == "Enregistrer le brouillon"
    wizard.keep_draft()
    assert wizard.outcome == "Brouillon enregistré"
    assert OrdersRobot(offline, "ongoing").states() == ["Brouillon"]
    offline.sign_out()
    rig.line.state = Wire.UP
    SignInRobot(rig).sign_in()
    desk = DeskRobot(rig)
    assert rig.front.bank.states() == []
    assert "attend votre confirmation" in desk.shell.dashboard.ui.draftsBanner.message_text()
    orders = OrdersRobot(desk, "ongoing")
    orders.select()
    orders.send()
    assert orders.states() == ["Validé"]
    assert rig.front.bank.states() == [("validated", None)]


def test_a_draft_of_a_day_gone_by_is_dated_anew_in_the_confirmation(offline):
    rig = offline.rig
    wizard = TransferRobot(offline)
    wizard.fill()
    wizard.review()
    wizard.keep_draft()
    offline.sign_out()
    rig.line.state = Wire.UP
    rig.front.clock.advance(days=1)
    dayend.close_next(rig.front.bank.database, rig.front.clock)
    SignInRobot(rig).sign_in()
    orders = OrdersRobot(DeskRobot(rig), "ongoing")
    orders.select()
    orders.send()
    assert orders.rows()[0][0] == "mardi 24 novembre 2026"
    assert orders.states() == ["Validé"]


def test_a_draft_may_be_thrown_away(offline):
    wizard = TransferRobot(offline)
    wizard.fill()
    wizard.review()
    wizard.keep_draft()
    orders = OrdersRobot(offline, "ongoing")
    orders.select()
    orders.discard()
    assert orders.rows() == []


def test_a_bank_that_goes_away_while_signed_in_is_said_and_comes_back(signed_in):
    signed_in.rig.line.state = Wire.DOWN
    signed_in.refresh()
    assert signed_in.banner.startswith("Données du 23/11/2026")
    assert "injoignable" in signed_in.banner
    wizard = TransferRobot(signed_in)
    wizard.fill()
    wizard.review()
    assert wizard.ui.confirmButton.text() == "Enregistrer le brouillon"
    signed_in.rig.line.state = Wire.UP
    signed_in.refresh()
    assert signed_in.banner == ""
    assert wizard.ui.confirmButton.text() == "Confirmer…"


def test_without_a_keyring_the_page_says_that_nothing_is_kept_and_nothing_is(rig):
    rig.key_store = NoKeyStore()
    rig.start()
    SignInRobot(rig).sign_in()
    desk = DeskRobot(rig)
    assert "pas de trousseau de clés sûr" in desk.banner
    assert desk.figures()["Livret"] == f"15,00{NBSP}€"
    assert not list(rig.folder.rglob("cache.db*"))
    rig.stop()
    rig.line.state = Wire.DOWN
    rig.start()
    robot = SignInRobot(rig)
    robot.password_step()
    robot.offline()
    assert "ne garde pas encore vos comptes" in robot.banner
