"""« Tableau de bord »: what one has, what happened last, what is under way, and the ways on from there."""

from __future__ import annotations

import pytest
from robots.bank_desk import DeskRobot, OrdersRobot, SignInRobot, TransferRobot, click
from robots.rig import Wire
from robots.screen_reader import texts, visible
from server.bank import BOB

from ccmdesk.client.widgets.banner import Chip
from ccmdesk.server.dayend import run as dayend

NBSP = "\u00a0"


@pytest.fixture
def ui(signed_in):
    return signed_in.shell.dashboard.ui


def test_money_adds_up(ui):
    assert ui.sightAvailable.text() == f"20,00{NBSP}€"
    assert (ui.sightTotal.text(), ui.savings.text(), ui.total.text()) == (
        f"20,00{NBSP}€",
        f"15,00{NBSP}€",
        f"35,00{NBSP}€",
    )
    assert ui.header.subtitle_text() == "Bonjour Madame CLIENT 6000022"


def test_a_validated_transfer_lowers_what_is_available_and_is_listed(signed_in, ui):
    TransferRobot(signed_in).transfer("7,50")
    signed_in.menu("dashboard")
    assert ui.sightAvailable.text() == f"12,50{NBSP}€"
    assert f"Solde comptable : 20,00{NBSP}€" in ui.sightBooked.text()
    assert [chip.text() for chip in visible(ui.ongoingCard, Chip)] == ["Validé"]
    assert ui.ongoingEmpty.isHidden()


def test_an_executed_transfer_moves_to_the_latest_operations(signed_in, ui):
    TransferRobot(signed_in).transfer("7,50")
    dayend.close_next(signed_in.rig.front.bank.database, signed_in.rig.front.clock)
    signed_in.refresh()
    signed_in.menu("dashboard")
    signed_in.rig.wait()
    assert ui.ongoingEmpty.isVisible()
    assert {f"-7,50{NBSP}€", f"+7,50{NBSP}€"} <= {text.replace("−", "-") for text in texts(ui.latestCard)}
    assert ui.savings.text() == f"22,50{NBSP}€"
    assert ui.total.text() == f"35,00{NBSP}€"


def test_an_order_not_yet_sent_shows_what_will_be_left(signed_in, ui):
    signed_in.rig.line.state = Wire.ANSWERS_LOST
    TransferRobot(signed_in).transfer("5")
    signed_in.menu("dashboard")
    assert f"après vos virements en attente d’envoi : 15,00{NBSP}€" in ui.sightBooked.text()
    assert [chip.text() for chip in visible(ui.ongoingCard, Chip)] == ["Envoi en cours"]


def test_the_ways_on(signed_in, ui):
    shell = signed_in.shell
    click(ui.transferButton)
    assert shell.ui.pages.currentWidget() is shell.transfers
    assert shell.transfers.new.isVisible()
    signed_in.menu("dashboard")
    click(ui.allOngoing)
    assert shell.transfers.ongoing.isVisible()
    signed_in.menu("dashboard")
    click(ui.sightOperations)
    signed_in.rig.wait()
    assert shell.operations.ui.header.title_text() == "Compte technique"
    signed_in.menu("dashboard")
    click(ui.allOperations)
    signed_in.rig.wait()
    assert shell.operations.ui.header.title_text() == "Opérations"


def test_a_draft_is_recalled_once_online_and_leads_to_its_confirmation(signed_in, ui):
    rig = signed_in.rig
    rig.line.state = Wire.DOWN
    signed_in.refresh()
    wizard = TransferRobot(signed_in)
    wizard.fill()
    wizard.review()
    wizard.keep_draft()
    signed_in.menu("dashboard")
    assert ui.draftsBanner.isHidden()
    rig.line.state = Wire.UP
    signed_in.refresh()
    assert "attend votre confirmation. Rien n’a été envoyé." in ui.draftsBanner.message_text()
    click(ui.draftsBanner._action)
    assert OrdersRobot(signed_in, "ongoing").states() == ["Brouillon"]


def test_another_customer_sees_his_own_money_only(signed_in):
    rig = signed_in.rig
    signed_in.sign_out()
    robot = SignInRobot(rig)
    robot.password_step(code=rig.code(BOB))
    robot.code_step(rig.totp(BOB))
    bob = DeskRobot(rig)
    assert bob.figures()["Compte technique"] == f"100,00{NBSP}€"
    assert not [text for text in texts(rig.client.window) if "6000022" in text]
