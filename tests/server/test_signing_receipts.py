"""The bank's word: signed, kept, checked by anyone who knows its public keys, and by nobody who changes a byte."""

from __future__ import annotations

import io
import json
from contextlib import contextmanager
from datetime import datetime

import pytest
from server.access_fixtures import OTHER_DEVICE_KEY, SECRET, Front, open_front, settings_of
from server.bank import BOB
from server.signing_fixtures import Customer, audited, sign_above
from starlette.testclient import TestClient

from ccmdesk.core import signatures
from ccmdesk.server.app import create_app

NEWER = "6f" * 32


@pytest.fixture
def front(sqlite_bank, tmp_path):
    with open_front(sqlite_bank, tmp_path) as front:
        sign_above(front, 0)
        yield front


@pytest.fixture
def alice(front):
    return Customer(front).sign_in()


def directory_keys(front):
    keys = front.client.get("/v1/directory").json()["signing_keys"]
    assert all(key["id"] == signatures.key_id(key["public_key"]) for key in keys)
    return {key["id"]: key["public_key"] for key in keys}


def is_genuine(receipt, keys):
    public = keys.get(receipt["key_id"], "")
    return signatures.is_signed(public, signatures.RECEIPT, receipt["document"], receipt["signature"])


def signed_transfer(customer):
    challenge = customer.ask()
    approval = customer.sign(challenge)
    answer = customer.submit(approval)
    assert answer.status_code == 201, answer.text
    customer.front.clock.advance(seconds=30)
    return challenge, approval, answer.json()


def test_it_says_what_was_shown_who_signed_and_what_came_of_it(alice):
    challenge, approval, answer = signed_transfer(alice)
    said = json.loads(answer["receipt"]["document"])

    assert said["challenge"] == challenge["document"]
    assert (said["id"], said["reference"]) == (challenge["id"], answer["id"])
    assert said["bank"] == "Caisse de Crédit Municipal de Nîmes"
    assert datetime.fromisoformat(said["signed_at"]) == datetime.fromisoformat(answer["created_at"])
    assert said["device_key"] == signatures.public_key(alice.device_key)
    assert said["device_signature"] == approval["signature"]
    text = signatures.digest(said["challenge"])
    assert signatures.is_signed(said["device_key"], signatures.CHALLENGE, text, said["device_signature"])
    assert approval["code"] not in json.dumps({**said, "challenge": "", "device_signature": "", "device_key": ""})


def test_it_is_checked_offline_with_the_keys_of_the_directory(alice):
    keys = directory_keys(alice.front)
    receipt = signed_transfer(alice)[2]["receipt"]

    assert is_genuine(receipt, keys)
    document = receipt["document"]
    for position in range(len(document)):
        other = "1" if document[position] != "1" else "2"
        changed = document[:position] + other + document[position + 1 :]
        assert not is_genuine(receipt | {"document": changed}, keys), position
    assert not is_genuine(receipt | {"signature": "0" * 128}, keys)
    assert not is_genuine(receipt | {"key_id": "0" * 32}, keys)


def test_it_is_kept_word_for_word_and_shown_to_its_customer_only(alice):
    receipts = [signed_transfer(alice)[2]["receipt"] for _ in range(2)]
    bob = Customer(alice.front, BOB, OTHER_DEVICE_KEY).sign_in()

    assert alice.get("/v1/access").json()["receipts"] == receipts[::-1]
    assert bob.get("/v1/access").json()["receipts"] == []


def test_the_last_twenty_are_shown(alice):
    receipts = []
    for _ in range(22):
        challenge = alice.ask(amount=1)
        receipts.append(alice.submit(alice.sign(challenge), amount=1).json()["receipt"])
        alice.front.clock.advance(seconds=30)
    assert alice.get("/v1/access").json()["receipts"] == receipts[:1:-1]


def test_a_rotated_key_signs_and_the_old_one_still_verifies(sqlite_bank, tmp_path):
    with open_front(sqlite_bank, tmp_path) as front:
        old = signed_transfer(Customer(front).sign_in())[2]["receipt"]
    with reopened(sqlite_bank, tmp_path, f"{NEWER}\n{SECRET}") as front:
        new = signed_transfer(Customer(front).sign_in())[2]["receipt"]
        keys = directory_keys(front)

    assert list(keys) == [new["key_id"], old["key_id"]]
    assert is_genuine(old, keys)
    assert is_genuine(new, keys)
    assert not is_genuine(new | {"key_id": old["key_id"]}, keys)


@contextmanager
def reopened(bank, folder, secrets):
    """The same bank, its server started again with other secrets."""
    settings = settings_of(bank, folder)
    settings.secret_file.write_text(secrets)
    logs = io.StringIO()
    with TestClient(create_app(settings, clock=bank.clock, log_to=logs)) as client:
        yield Front(bank, client, logs, folder / "mailbox")


def test_each_one_is_in_the_audit_trail_without_its_text(alice):
    challenge, approval, answer = signed_transfer(alice)
    device = signatures.key_id(signatures.public_key(alice.device_key))
    expected = {"receipt": challenge["id"], "device": device, "key": answer["receipt"]["key_id"]}
    assert audited(alice.front, "receipt.issue") == [expected]
    assert approval["signature"] not in json.dumps(audited(alice.front, "transfer.submit"))
