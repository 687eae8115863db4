"""Changing a password that is known: who may, what ends, what is told, and what is not."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from server.access_fixtures import OTHER_DEVICE_KEY, PASSWORD, open_front
from server.bank import ALICE, BOB
from server.signing_fixtures import Customer, audited, failures, told
from sqlalchemy import select

from ccmdesk.core import signatures
from ccmdesk.server.models.access import notice
from ccmdesk.server.repositories import credentials

NEW = "Rhinocéros 27 violet"
BOBS_KEY = bytes.fromhex("b0" * 32)


@pytest.fixture
def front(bank, tmp_path):
    with open_front(bank, tmp_path) as front:
        yield front


@pytest.fixture
def small(sqlite_bank, tmp_path):
    with open_front(sqlite_bank, tmp_path) as front:
        yield front


def change(customer, approval=None, current=PASSWORD, new=NEW):
    approval = approval or customer.sign(customer.ask("password"))
    return customer.post("/v1/password", {"current": current, "new": new, "approval": approval})


def test_the_new_one_counts_the_old_one_does_not_and_every_session_ends(front):
    alice, laptop = Customer(front).sign_in(), Customer(front, ALICE, OTHER_DEVICE_KEY).sign_in()
    bob = Customer(front, BOB, BOBS_KEY).sign_in()

    answer = change(alice)

    assert answer.status_code == 200, answer.text
    for old in (alice, laptop):
        refused = old.get("/v1/feed/head")
        assert (told(refused), refused.json()["details"]) == ((401, "session_ended"), {"reason": "password_changed"})
    assert bob.is_in()
    opened = answer.json()["session"]
    here = Customer(front, headers={"Authorization": f"Bearer {opened['token']}"})
    assert here.is_in()
    assert [row["is_current"] for row in here.get("/v1/access").json()["sessions"]] == [True]
    front.clock.advance(seconds=30)
    assert told(front.try_in()) == (401, "sign_in_failed")
    assert front.try_in(password=NEW).status_code == 200


def test_the_new_session_is_the_same_devices_with_the_same_share_and_lives_as_long(front):
    front.clock.advance(seconds=30)
    first = front.try_in().json()
    front.clock.advance(seconds=30)
    alice = Customer(front, headers={"Authorization": f"Bearer {first['token']}"})
    opened = change(alice).json()["session"]
    same = ("device", "unlock_share", "customer_number", "idle_seconds")
    assert {name: opened[name] for name in same} == {name: first[name] for name in same}
    assert opened["token"] != first["token"]


def test_a_receipt_an_audit_and_a_letter_on_both_channels(small):
    alice = Customer(small).sign_in()
    receipt = change(alice).json()["receipt"]

    public = small.client.get("/v1/directory").json()["signing_keys"][0]["public_key"]
    assert signatures.is_signed(public, signatures.RECEIPT, receipt["document"], receipt["signature"])
    assert len(audited(small, "password.change")) == 1
    with small.bank.database.snapshot() as connection:
        rows = connection.execute(select(notice.c.channel, notice.c.subject).order_by(notice.c.channel)).all()
    assert [channel for channel, subject in rows if "mot de passe a changé" in subject] == ["email", "sms"]


def test_accents_may_be_composed_either_way(small):
    alice = Customer(small).sign_in()
    assert change(alice, current="E\u0301le\u0301phant bleu 12").status_code == 200


@pytest.mark.parametrize(
    ("new", "code"),
    [
        ("court", "password_too_short"),
        (PASSWORD, "password_unchanged"),
        ("E\u0301le\u0301phant bleu 12", "password_unchanged"),
        ("motdepasse", "password_common"),
        ("client6000022", "password_personal"),
        ("x" * 129, "request_invalid"),
        ("a\u0000bcdefghij", "request_invalid"),
    ],
)
def test_bad_new_passwords_cost_neither_try_nor_signature(small, new, code):
    alice = Customer(small).sign_in()
    approval = alice.sign(alice.ask("password"))

    assert change(alice, approval, new=new).json()["code"] == code
    assert failures(small) == 0
    assert change(alice, approval).status_code == 200


def test_a_wrong_current_password_counts_and_uses_nothing_up(small):
    alice = Customer(small).sign_in()
    approval = alice.sign(alice.ask("password"))

    refused = change(alice, approval, current="wrong wrong")

    assert (told(refused), refused.json()["details"]) == ((401, "sign_in_failed"), {"tries_left": 4})
    assert alice.is_in()
    assert change(alice, approval).status_code == 200
    assert failures(small) == 0


def test_five_wrong_ones_lock(small):
    alice = Customer(small).sign_in()
    approval = alice.sign(alice.ask("password"))
    answers = [told(change(alice, approval, current="wrong wrong")) for _ in range(5)]
    assert answers == [(401, "sign_in_failed")] * 4 + [(423, "access_locked")]
    assert told(change(alice, approval)) == (401, "session_ended")
    assert small.try_in().status_code == 423


def test_a_noted_yes_does_not_let_the_password_be_tried_for_ever(small):
    """The yes was noted and the server died; whoever has the session still pays for every password."""
    alice = Customer(small).sign_in()
    approval = alice.sign(alice.ask("password"))
    note(alice, approval)
    answers = [told(change(alice, approval, current="wrong wrong")) for _ in range(5)]
    assert answers == [(401, "sign_in_failed")] * 4 + [(423, "access_locked")]


def test_after_a_crash_between_the_phases_the_same_request_is_done(small):
    alice = Customer(small).sign_in()
    approval = alice.sign(alice.ask("password"))
    note(alice, approval)
    assert change(alice, approval).status_code == 200
    assert failures(small) == 0


def note(customer, approval):
    """Phase (a) alone."""
    from ccmdesk.wire.signing import Approval, Operation

    bank = customer.front.client.app.state.bank
    token = (customer.headers or {})["Authorization"].removeprefix("Bearer ")
    principal = bank.sessions.recognise(token, background=True)
    bank.transfer_desk._signing.approve(principal, Operation.PASSWORD, Approval.model_validate(approval))


def test_without_a_right_signature_nothing_changes(small):
    alice = Customer(small).sign_in()
    challenge = alice.ask("password")
    wrong = (
        alice.sign(challenge, small.wrong_totp()),
        alice.sign(challenge) | {"signature": "0" * 128},
        alice.sign(challenge, document=challenge["document"] + " "),
    )
    for approval in wrong:
        assert told(change(alice, approval)) == (422, "signature_refused")
    assert told(change(alice, alice.sign(alice.ask("authenticator")))) == (422, "challenge_expired")
    small.clock.advance(seconds=30)
    assert small.try_in().status_code == 200


def test_when_the_answer_is_lost_the_session_says_what_happened(small):
    alice = Customer(small).sign_in()
    approval = alice.sign(alice.ask("password"))
    assert change(alice, approval).status_code == 200

    again = change(alice, approval)

    assert (told(again), again.json()["details"]) == ((401, "session_ended"), {"reason": "password_changed"})


def test_many_at_once_change_it_once(front):
    alice = Customer(front).sign_in()
    approval = alice.sign(alice.ask("password"))
    with ThreadPoolExecutor(12) as threads:
        answers = list(threads.map(lambda _: change(alice, approval), range(12)))
    told_all = Counter(answer.json().get("code", "done") for answer in answers)

    assert told_all["done"] == 1
    assert len(audited(front, "password.change")) == len(audited(front, "receipt.issue")) == 1
    front.clock.advance(seconds=60)
    assert front.try_in(password=NEW).status_code == 200


def test_a_password_that_was_verified_and_counts_no_more_changes_nothing(front):
    """Replaced meanwhile in another way (forgotten, by the agency): the verified hash is not the one that is there."""
    now = front.clock.now()
    with front.bank.database.unit_of_work() as connection:
        before = credentials.password_hash(connection, ALICE) or ""
        assert not credentials.change_password(connection, ALICE, before + "x", "$argon2id$other", now)
        assert credentials.password_hash(connection, ALICE) == before
        assert credentials.change_password(connection, ALICE, before, "$argon2id$other", now)
        assert not credentials.change_password(connection, ALICE, before, "$argon2id$third", now)


def test_no_secret_is_written_anywhere(small):
    alice = Customer(small).sign_in()
    change(alice)
    alice.front.try_in(password=NEW)
    content = b"".join(path.read_bytes() for path in small.mailbox.parent.glob("*.db*")).decode("utf-8", "replace")
    for secret in (NEW, PASSWORD):
        assert secret not in content
        assert secret not in small.logs.getvalue()
