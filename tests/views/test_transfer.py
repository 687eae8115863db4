from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from robots.bank_desk import DeskRobot, OrdersRobot, SignInRobot, TransferRobot, click
from robots.rig import Wire

from ccmdesk.server.dayend import run as dayend

NBSP = "\u00a0"


def close_the_day(rig):
    dayend.close_next(rig.front.bank.database, rig.front.clock)


def test_the_guides_own_example(signed_in):
    wizard = TransferRobot(signed_in)
    wizard.choose(wizard.ui.source, "60000220100")
    wizard.choose(wizard.ui.target, "60000222236")
    wizard.fill()
    wizard.review()
    assert wizard.step == "summary"
    assert wizard.ui.summaryAmount.text() == f"10,00{NBSP}€"
    assert wizard.details["Date d’exécution"] == "lundi 23 novembre 2026"
    assert wizard.details["Libellé"] == "test virement interne"
    dialog = wizard.ask()
    assert dialog.ui.questionLabel.text() == "Confirmez-vous ce virement interne ?"
    assert ("Montant", f"10,00{NBSP}€") in dialog.ui.rowsList.rows()
    click(dialog.ui.confirmButton)
    wizard.rig.wait()
    assert wizard.outcome == "Votre virement est enregistré"
    ongoing = OrdersRobot(signed_in, "ongoing")
    assert ongoing.rows() == [
        (
            "lundi 23 novembre 2026",
            "Compte technique\n60000220100",
            "Livret\n60000222236",
            "23/11/2026",
            f"10,00{NBSP}€",
            "Validé",
        )
    ]
    assert ongoing.count == "Affiche 1 à 1 de 1 enregistrements"
    signed_in.menu("dashboard")
    assert signed_in.figures()["Compte technique"] == f"10,00{NBSP}€"
    close_the_day(wizard.rig)
    signed_in.refresh()
    assert signed_in.figures()["Livret"] == f"25,00{NBSP}€"
    assert OrdersRobot(signed_in, "ongoing").rows() == []
    assert OrdersRobot(signed_in, "history").states() == ["Exécuté"]


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "supérieur à zéro"),
        ("-5", "supérieur à zéro"),
        ("1,234", "deux décimales"),
        ("1e400", "pas lisible"),
        ("NaN", "pas lisible"),
        ("", "pas lisible"),
        ("99999999999999999999", "dépasse ce qu’un virement"),
        ("20,01", "dépasse le solde disponible du compte : 20,00\u00a0€"),
    ],
)
def test_a_bad_amount_is_refused_under_its_field_and_kept(signed_in, amount, words):
    wizard = TransferRobot(signed_in)
    wizard.fill(amount)
    wizard.review()
    assert words in wizard.ui.amountField.error()
    assert wizard.step == "entry"
    assert wizard.ui.amount.text() == amount
    assert wizard.rig.line.orders_sent == 0


@pytest.mark.parametrize(("amount", "cents"), [("1,00", "1,00"), ("1 2,5", None), ("12.5", "12,50"), ("20 €", "20,00")])
def test_french_amounts_are_read(signed_in, amount, cents):
    wizard = TransferRobot(signed_in)
    wizard.fill(amount)
    wizard.review()
    if cents is None:
        assert wizard.step == "entry"
    else:
        assert wizard.ui.summaryAmount.text() == f"{cents}{NBSP}€"


def test_a_label_is_transliterated_and_shown_before_confirming(signed_in):
    wizard = TransferRobot(signed_in)
    wizard.fill(label="Été à Nîmes — œufs")
    wizard.review()
    assert wizard.details["Libellé"] == "Ete a Nimes - oeufs"
    assert "« Ete a Nimes - oeufs »" in wizard.ui.summaryNote.message_text()


@pytest.mark.parametrize(
    ("label", "words"), [("x" * 141, "140 caractères"), ("", "Écrivez un libellé"), ("//", "barre")]
)
def test_a_bad_label_is_refused_under_its_field(signed_in, label, words):
    wizard = TransferRobot(signed_in)
    wizard.fill(label=label)
    wizard.review()
    assert words in wizard.ui.labelField.error()


def test_a_closed_day_is_refused_and_the_next_open_one_offered(signed_in):
    wizard = TransferRobot(signed_in)
    wizard.fill()
    wizard.ui.date.set_day(date(2026, 11, 28))
    wizard.review()
    assert "lundi 30 novembre 2026" in wizard.ui.dateField.error()
    click(wizard.ui.entryBanner.findChild(object, "bannerAction"))
    wizard.rig.wait()
    assert wizard.details["Date d’exécution"] == "lundi 30 novembre 2026"


def test_savings_are_offered_the_sight_account_only(signed_in):
    wizard = TransferRobot(signed_in)
    wizard.choose(wizard.ui.source, "60000222236")
    assert [wizard.ui.target.itemData(i) for i in range(wizard.ui.target.count())] == ["60000220100"]
    assert wizard.ui.source.findData("60000229000") == -1


def test_annuler_sends_nothing_and_keeps_the_summary(signed_in):
    wizard = TransferRobot(signed_in)
    wizard.fill()
    wizard.review()
    click(wizard.ask().ui.cancelButton)
    wizard.rig.wait()
    assert wizard.step == "summary"
    assert wizard.rig.line.orders_sent == 0
    wizard.confirm()
    assert wizard.rig.line.orders_sent == 1


def test_a_double_click_is_one_transfer(signed_in):
    wizard = TransferRobot(signed_in)
    wizard.fill("5")
    wizard.review()
    button = wizard.ask().ui.confirmButton
    QTest.mouseDClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    wizard.page._model.confirm()
    wizard.rig.wait()
    assert len(OrdersRobot(signed_in, "ongoing").rows()) == 1
    assert wizard.rig.front.bank.balances()["0100"] == (2000, 1500)


def test_an_answer_lost_after_the_bank_did_it_is_still_one_transfer(signed_in):
    wizard = TransferRobot(signed_in)
    wizard.fill()
    wizard.review()
    wizard.rig.line.state = Wire.ANSWERS_LOST
    wizard.confirm()
    assert wizard.outcome == "Envoi en cours"
    assert "ne le saisissez pas de nouveau" in wizard.ui.doneText.text()
    assert OrdersRobot(signed_in, "ongoing").states() == ["Envoi en cours"]
    wizard.rig.line.state = Wire.UP
    signed_in.refresh()
    assert OrdersRobot(signed_in, "ongoing").states() == ["Validé"]
    assert wizard.rig.front.bank.states() == [("validated", None)]


def test_a_client_killed_while_sending_makes_one_transfer_at_its_next_start(signed_in):
    rig = signed_in.rig
    wizard = TransferRobot(signed_in)
    wizard.fill()
    wizard.review()
    rig.line.state = Wire.ANSWERS_LOST
    wizard.confirm()
    rig.stop()
    rig.line.state = Wire.UP
    rig.start()
    SignInRobot(rig).sign_in()
    assert OrdersRobot(DeskRobot(rig), "ongoing").states() == ["Validé"]
    assert rig.front.bank.states() == [("validated", None)]


def test_keyboard_alone_makes_a_transfer(signed_in):
    wizard = TransferRobot(signed_in)
    wizard.ui.amount.setFocus()
    QTest.keyClicks(wizard.ui.amount, "3,50")
    QTest.keyClick(wizard.ui.amount, Qt.Key.Key_Tab)
    QTest.keyClicks(wizard.rig.client.window.focusWidget(), "clavier")
    QTest.keyClick(wizard.rig.client.window.focusWidget(), Qt.Key.Key_Return)
    wizard.rig.wait()
    assert wizard.step == "summary"
    dialog = None

    def ask():
        nonlocal dialog
        dialog = wizard.ask()

    ask()
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Space)
    wizard.rig.wait()
    assert wizard.outcome == "Votre virement est enregistré"


def test_who_comes_back_after_a_transfer_finds_an_empty_form(signed_in):
    wizard = TransferRobot(signed_in)
    wizard.transfer()
    click(wizard.ui.seeOngoing)
    signed_in.menu("dashboard")
    wizard = TransferRobot(signed_in)
    assert wizard.step == "entry"
    assert wizard.ui.amount.text() == ""
