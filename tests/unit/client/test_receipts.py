"""Receipts: genuine only if the bank signed them, about a document that the device named in it signed too."""

from __future__ import annotations

import pytest

from ccmdesk.client.sync import receipts
from ccmdesk.core import signatures
from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.wire.signing import Approval, ChallengeDocument, DocumentLine, Receipt, ReceiptDocument

BANK, DEVICE, OTHER = (bytes([number]) * 32 for number in (1, 2, 3))
BANK_KEY = signatures.public_key(BANK)


def challenge(device: bytes = DEVICE) -> str:
    return ChallengeDocument(
        id="ab" * 16,
        nonce="cd" * 16,
        caisse="nimes",
        customer="6000022",
        device=signatures.key_id(signatures.public_key(device)),
        operation="transfer",
        title="Virement interne",
        lines=[DocumentLine(label="Montant", value="10,00 €")],
        amount=1000,
        issued_at="2026-11-23T09:00:00Z",
        expires_at="2026-11-23T09:05:00Z",
    ).model_dump_json()


def receipt(
    shown: str | None = None,
    signer: bytes = DEVICE,
    device_key: str | None = None,
    bank: bytes = BANK,
    signed: str | None = None,
    purpose: str = signatures.RECEIPT,
) -> Receipt:
    shown = challenge() if shown is None else shown
    document = ReceiptDocument(
        id="ab" * 16,
        bank="Caisse de Nîmes",
        challenge=shown,
        device_signature=signatures.sign(signer, signatures.CHALLENGE, signatures.digest(signed or shown)),
        device_key=signatures.public_key(signer) if device_key is None else device_key,
        signed_at="2026-11-23T09:01:00Z",
    ).model_dump_json()
    key_id = signatures.key_id(signatures.public_key(bank))
    return Receipt(document=document, key_id=key_id, signature=signatures.sign(bank, purpose, document))


def bank_key(_key_id):
    return BANK_KEY


def test_a_whole_receipt_is_genuine_and_says_what_was_shown():
    view = receipts.view(receipt(), bank_key)
    assert view.is_genuine
    assert (view.title, view.lines) == ("Virement interne", (("Montant", "10,00 €"),))
    assert receipts.view(receipts.read_file(view.file), bank_key) == view


FORGED = {
    "another bank's": receipt(bank=OTHER),
    "signed for another purpose": receipt(purpose=signatures.CHALLENGE),
    "another text was signed": receipt(signed=challenge(OTHER)),
    "another device has signed": receipt(signer=OTHER),
    "another device's key is named": receipt(device_key=signatures.public_key(OTHER)),
    "the key is none": receipt(device_key="zz"),
    "no key at all": receipt(device_key=""),
    "a weak key": receipt(device_key="00" * 32),
}


@pytest.mark.parametrize("name", FORGED)
def test_a_receipt_that_lacks_one_of_the_signatures_is_not(name):
    assert not receipts.view(FORGED[name], bank_key).is_genuine


def test_a_key_that_nobody_knows_makes_nothing_genuine():
    assert not receipts.view(receipt(), lambda _: None).is_genuine


@pytest.mark.parametrize(
    ("challenge_id", "signature", "genuine"),
    [("ab" * 16, None, True), ("ba" * 16, None, False), ("ab" * 16, "00" * 64, False)],
)
def test_it_is_the_receipt_of_what_was_signed(challenge_id, signature, genuine):
    own = ReceiptDocument.model_validate_json(receipt().document).device_signature
    approval = Approval(challenge=challenge_id, code="123456", signature=signature or own)
    assert receipts.view(receipt(), bank_key, approval).is_genuine is genuine


@pytest.mark.parametrize("document", ["{}", "no json", challenge()])
def test_what_cannot_be_read_is_no_receipt(document):
    broken = Receipt(document=document, key_id=signatures.key_id(BANK_KEY), signature="00" * 64)
    for unreadable in (broken, receipt(shown="{}")):
        with pytest.raises(KnownError) as caught:
            receipts.view(unreadable, bank_key)
        assert caught.value.code is ErrorCode.RECEIPT_INVALID


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59Z", "2026-11-23T09:01:00", "17"])
def test_a_moment_that_no_calendar_can_write_is_no_moment(moment):
    whole = receipt()
    changed = whole.document.replace("2026-11-23T09:01:00Z", moment)
    with pytest.raises(KnownError) as caught:
        receipts.view(whole.model_copy(update={"document": changed}), bank_key)
    assert caught.value.code is ErrorCode.RECEIPT_INVALID
