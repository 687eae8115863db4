"""A transfer that the bank takes only signed: from the wizard or the list, offline first, with answers lost."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QFileDialog
from robots.bank_desk import OrdersRobot, SignInRobot, TransferRobot, click
from robots.information import InformationRobot, SignRobot, is_shown, shown_dialog, sign_above
from robots.rig import Wire

from ccmdesk.client.sync import receipts
from ccmdesk.client.views.sign_dialog import SignDialog

NBSP = "\u00a0"


@pytest.fixture
def wizard(signed_in) -> TransferRobot:
    """The wizard of a bank that wants a signature above 5,00 €."""
    sign_above(signed_in.rig, 500)
    return TransferRobot(signed_in)


def ask_for(wizard, amount="10") -> SignRobot:
    wizard.transfer(amount)
    return SignRobot(wizard.rig)


def at_bank(wizard):
    return wizard.rig.front.bank.states()


def test_up_to_the_limit_nothing_is_signed(wizard):
    wizard.transfer("5")
    assert not is_shown(SignDialog)
    assert wizard.outcome == "Votre virement est enregistré"
    assert not wizard.ui.receiptButton.isVisible()


def test_above_it_the_banks_text_is_signed_and_the_receipt_can_be_saved(wizard, signed_in, tmp_path):
    signing = ask_for(wizard)
    assert signing.ui.titleLabel.text() == "Virement interne"
    assert signing.lines["Montant"] == f"10,00{NBSP}€"
    assert "60000222236" in signing.lines["Vers le compte"].replace(NBSP, "")
    assert signing.lines["Bénéficiaire"] == "Madame CLIENT 6000022"
    assert signing.lines["Date d’exécution"] == "lundi 23 novembre 2026"
    assert signing.ui.checkLabel.text().startswith("Vérifiez le montant et le compte.")
    assert signing.ui.checkLabel.isVisible()
    assert at_bank(wizard) == []
    signing.sign()
    assert wizard.outcome == "Votre virement est enregistré"
    assert at_bank(wizard) == [("validated", None)]
    click(wizard.ui.receiptButton)
    dialog = shown_dialog(QFileDialog)
    path = tmp_path / "recu.json"
    dialog.selectFile(str(path))
    dialog.accept()
    keys = {key["id"]: key["public_key"] for key in wizard.rig.front.client.get("/v1/directory").json()["signing_keys"]}
    saved = receipts.view(receipts.read_file(path.read_bytes()), keys.get)
    assert saved.is_genuine
    assert dict(saved.lines)["Montant"] == f"10,00{NBSP}€"
    listed = InformationRobot(signed_in, "receipts").receipts()
    assert listed == [("23/11/2026 à 10:01", f"Virement interne\n10,00{NBSP}€", "Authentique")]


def test_wrong_codes_then_the_right_one_are_one_transfer(wizard):
    signing = ask_for(wizard)
    signing.sign_wrongly()
    assert "Il vous reste 4 essais" in signing.banner
    signing.sign_wrongly()
    signing.sign()
    assert wizard.outcome == "Votre virement est enregistré"
    assert at_bank(wizard) == [("validated", None)]


def test_given_up_it_waits_in_the_list_to_be_signed_there(wizard, signed_in):
    ask_for(wizard).cancel()
    assert wizard.outcome == "Virement à signer"
    assert "votre signature est nécessaire" in wizard.ui.doneText.text()
    assert at_bank(wizard) == []
    orders = OrdersRobot(signed_in, "ongoing")
    assert orders.states() == ["À signer"]
    orders.select()
    assert "À signer, rien n’a été transféré : votre signature est nécessaire." in orders.ui.detailText.text()
    assert orders.ui.sendButton.text() == "Signer et envoyer…"
    click(orders.ui.sendButton)
    orders.rig.wait()
    SignRobot(orders.rig).sign()
    assert orders.states() == ["Validé"]
    assert orders.ui.banner.message_text() == "Votre virement est signé et enregistré."
    click(orders.ui.banner.findChild(object, "bannerAction"))
    shown_dialog(QFileDialog).reject()
    assert at_bank(wizard) == [("validated", None)]


def test_given_up_after_a_wrong_code_it_is_still_one_draft(wizard, signed_in):
    signing = ask_for(wizard)
    signing.sign_wrongly()
    signing.cancel()
    assert wizard.outcome == "Virement à signer"
    orders = OrdersRobot(signed_in, "ongoing")
    assert orders.states() == ["À signer"]
    orders.select()
    click(orders.ui.sendButton)
    orders.rig.wait()
    SignRobot(orders.rig).cancel()
    assert orders.ui.sendButton.isEnabled()
    orders.discard()
    assert orders.rows() == []
    assert at_bank(wizard) == []


def test_a_draft_made_offline_is_signed_once_online(wizard, signed_in):
    rig = signed_in.rig
    rig.line.state = Wire.DOWN
    signed_in.refresh()
    wizard.fill("10")
    wizard.review()
    wizard.keep_draft()
    rig.line.state = Wire.UP
    signed_in.refresh()
    orders = OrdersRobot(signed_in, "ongoing")
    assert orders.states() == ["Brouillon"]
    orders.select()
    orders.send()
    SignRobot(rig).sign()
    assert orders.states() == ["Validé"]
    assert at_bank(wizard) == [("validated", None)]


def test_a_lost_answer_to_a_signed_order_is_one_transfer(wizard, signed_in):
    rig = signed_in.rig
    signing = ask_for(wizard)
    rig.line.state = Wire.ANSWERS_LOST
    signing.sign()
    assert wizard.outcome == "Envoi en cours"
    assert "ne le saisissez pas de nouveau" in wizard.ui.doneText.text()
    rig.line.state = Wire.UP
    signed_in.refresh()
    assert OrdersRobot(signed_in, "ongoing").states() == ["Validé"]
    assert at_bank(wizard) == [("validated", None)]


def test_a_signed_order_that_never_arrived_is_sent_with_its_signature(wizard, signed_in):
    rig = signed_in.rig
    signing = ask_for(wizard)
    rig.line.state = Wire.DOWN
    signing.sign()
    assert wizard.outcome == "Envoi en cours"
    rig.line.state = Wire.UP
    signed_in.refresh()
    assert OrdersRobot(signed_in, "ongoing").states() == ["Validé"]


def test_what_the_bank_would_refuse_is_said_before_a_code_is_asked(wizard, signed_in):
    """The money went elsewhere meanwhile: nobody signs in vain."""
    bank = wizard.rig.front.bank
    signing = ask_for(wizard)
    signing.cancel()
    sign_above(wizard.rig, None)
    bank.submit(bank.order(amount=1500))
    sign_above(wizard.rig, 500)
    signed_in.shell.session.refresh()
    wizard.rig.wait()
    orders = OrdersRobot(signed_in, "ongoing")
    row = orders.states().index("À signer")
    orders.select(row)
    click(orders.ui.sendButton)
    orders.rig.wait()
    assert not is_shown(SignDialog)
    assert "dépasse le solde disponible" in orders.ui.banner.message_text()


def test_a_locked_access_leads_to_the_entrance_and_moves_nothing(wizard):
    rig = wizard.rig
    signing = ask_for(wizard)
    for _ in range(5):
        signing.sign_wrongly()
    assert rig.client.shell is None
    assert "bloqué" in SignInRobot(rig).banner
    assert at_bank(wizard) == []
