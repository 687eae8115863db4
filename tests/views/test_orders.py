"""« En cours » and « Voir historique »: order, states, pages, search, and what may be done with an order."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from robots.bank_desk import OrdersRobot, TransferRobot, click, type_into
from robots.rig import Wire
from server.bank import LIVRET, SOLIDARITY, account

from ccmdesk.core.ids import new_key
from ccmdesk.server.dayend import run as dayend

ALICE = 6000022


def put_orders(desk, count, **changes: object):
    """Have the bank take `count` orders of one cent each, « virement 01 » and on, from another computer."""
    bank = desk.rig.front.bank
    for number in range(1, count + 1):
        bank.submit(bank.order(amount=1, label=f"virement {number:02d}", **changes), new_key())
    desk.refresh()


def close_the_day(desk):
    dayend.close_next(desk.rig.front.bank.database, desk.rig.front.clock)
    desk.refresh()


def search(orders, text):
    type_into(orders.ui.search, text)
    orders.rig.qtbot.waitUntil(lambda: not orders.page._typing.isActive())
    orders.rig.wait()


def test_an_empty_list_says_so_and_leads_to_a_transfer(signed_in):
    orders = OrdersRobot(signed_in, "ongoing")
    assert orders.ui.empty.title_text() == "Aucun virement en cours"
    assert orders.ui.list.isHidden()
    assert orders.ui.search.isHidden()
    click(orders.ui.empty._action)
    assert signed_in.shell.transfers.new.isVisible()


def test_ten_orders_a_page(signed_in):
    put_orders(signed_in, 12)
    orders = OrdersRobot(signed_in, "ongoing")
    assert orders.count == "Affiche 1 à 10 de 12 enregistrements"
    assert len(orders.rows()) == 10
    assert not orders.ui.previousButton.isEnabled()
    click(orders.ui.nextButton)
    assert orders.count == "Affiche 11 à 12 de 12 enregistrements"
    assert len(orders.rows()) == 2
    assert not orders.ui.nextButton.isEnabled()
    click(orders.ui.previousButton)
    assert orders.count == "Affiche 1 à 10 de 12 enregistrements"


def test_a_search_narrows_ignores_accents_and_is_undone(signed_in):
    put_orders(signed_in, 11)
    put_orders(signed_in, 1, target=account(ALICE, SOLIDARITY))
    orders = OrdersRobot(signed_in, "ongoing")
    click(orders.ui.nextButton)
    search(orders, "VIREMENT 11")
    assert orders.count == "Affiche 1 à 1 de 1 enregistrements"
    search(orders, "epargne")
    assert orders.count == "Affiche 1 à 1 de 1 enregistrements"
    search(orders, "rien de tel")
    assert orders.ui.empty.title_text() == "Aucun virement ne correspond à votre recherche"
    assert orders.ui.search.isVisible()
    search(orders, "")
    assert orders.count == "Affiche 1 à 10 de 12 enregistrements"


@pytest.mark.parametrize(
    ("day", "closed", "tab", "word", "about"),
    [
        (23, 0, "ongoing", "Validé", "Exécution prévue le lundi 23 novembre 2026."),
        (25, 0, "ongoing", "Enregistré", "Exécution prévue le mercredi 25 novembre 2026."),
        (23, 1, "history", "Exécuté", "Exécuté le lundi 23 novembre 2026."),
    ],
)
def test_an_order_says_where_it_stands(signed_in, day, closed, tab, word, about):
    put_orders(signed_in, 1, requested_on=signed_in.rig.front.clock.now().date().replace(day=day))
    for _ in range(closed):
        close_the_day(signed_in)
    orders = OrdersRobot(signed_in, tab)
    orders.select()
    assert orders.states() == [word]
    assert orders.ui.detailState.text() == word
    assert orders.ui.detailText.text() == about
    assert not orders.ui.detailActions.isVisible()


def test_a_rejected_order_says_why_and_that_nothing_moved(signed_in):
    rig = signed_in.rig
    tomorrow = rig.front.clock.now().date().replace(day=24)
    bank = rig.front.bank
    bank.submit(bank.order(amount=2_000, label="trop", requested_on=tomorrow), new_key())
    bank.submit(bank.order(amount=1_500), new_key())
    signed_in.refresh()
    for _ in range(2):
        close_the_day(signed_in)
    orders = OrdersRobot(signed_in, "history")
    assert sorted(orders.states()) == ["Exécuté", "Rejeté"]
    orders.select(orders.states().index("Rejeté"))
    assert orders.ui.detailText.text() == "Rien n’a été transféré : le solde disponible n’a pas suffi."


def test_newest_day_first_and_the_arrows_go_from_order_to_order(signed_in):
    put_orders(signed_in, 1)
    put_orders(signed_in, 1, requested_on=signed_in.rig.front.clock.now().date().replace(day=25))
    orders = OrdersRobot(signed_in, "ongoing")
    assert [row[0] for row in orders.rows()] == ["mercredi 25 novembre 2026", "lundi 23 novembre 2026"]
    orders.select(0)
    assert orders.ui.detailState.text() == "Enregistré"
    QTest.keyClick(orders.ui.list, Qt.Key.Key_Down)
    assert orders.ui.detailState.text() == "Validé"
    QTest.keyClick(orders.ui.list, Qt.Key.Key_Up)
    assert orders.ui.detailState.text() == "Enregistré"


def test_the_selected_order_stays_selected_through_news_and_another_look(signed_in):
    put_orders(signed_in, 1)
    orders = OrdersRobot(signed_in, "ongoing")
    orders.select()
    put_orders(signed_in, 1, requested_on=signed_in.rig.front.clock.now().date().replace(day=25))
    assert len(orders.rows()) == 2
    assert orders.ui.detailState.text() == "Validé"
    signed_in.rig.client.preferences.set(theme="dark", text_scale=200)
    signed_in.rig.wait()
    assert orders.ui.detailState.text() == "Validé"
    selected = orders.ui.list.selectionModel().selectedRows()
    assert [str(index.data()).split("\n")[0] for index in selected] == ["Compte technique"]


def test_a_draft_may_be_thrown_away_and_nothing_else(signed_in):
    put_orders(signed_in, 1)
    signed_in.rig.line.state = Wire.DOWN
    signed_in.refresh()
    wizard = TransferRobot(signed_in)
    wizard.fill("1", "brouillon")
    wizard.review()
    wizard.keep_draft()
    orders = OrdersRobot(signed_in, "ongoing")
    assert sorted(orders.states()) == ["Brouillon", "Validé"]
    orders.select(orders.states().index("Validé"))
    assert orders.ui.discardButton.isHidden() or not orders.ui.detailActions.isVisible()
    orders.select(orders.states().index("Brouillon"))
    orders.discard()
    assert orders.states() == ["Validé"]
    assert not orders.ui.detailCard.isVisible()


def test_accounts_are_named_as_they_are_numbered(signed_in):
    put_orders(signed_in, 1)
    assert OrdersRobot(signed_in, "ongoing").rows()[0][2] == f"Livret\n{account(ALICE, LIVRET)}"
