"""Replacing an authenticator that still works: signed with it, proved by the new one, and only then does it count."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pyotp
import pytest
from server.access_fixtures import OTHER_DEVICE_KEY, open_front
from server.bank import ALICE, BOB
from server.signing_fixtures import Customer, audited, failures, told
from sqlalchemy import select

from ccmdesk.core import signatures
from ccmdesk.server.models.access import notice
from ccmdesk.server.models.trust import enrolment
from ccmdesk.server.services.totp import STEP_SECONDS

BOBS_KEY = bytes.fromhex("b0" * 32)


@pytest.fixture
def front(bank, tmp_path):
    with open_front(bank, tmp_path) as front:
        yield front


@pytest.fixture
def small(sqlite_bank, tmp_path):
    with open_front(sqlite_bank, tmp_path) as front:
        yield front


def begin(customer):
    answer = customer.post("/v1/authenticator", {"approval": customer.sign(customer.ask("authenticator"))})
    assert answer.status_code == 200, answer.text
    customer.front.clock.advance(seconds=30)
    return answer.json()


def new_code(customer, opened, shift=0):
    step = int(customer.front.clock.now().timestamp()) // STEP_SECONDS + shift
    return str(pyotp.TOTP(opened["secret"]).generate_otp(step))


def wrong_code(customer, opened):
    right = {new_code(customer, opened, shift) for shift in (-1, 0, 1)}
    return next(code for code in ("000000", "000001", "000002", "000003") if code not in right)


def prove(customer, opened, code=None, kind="windows"):
    body = {
        "enrolment": opened["enrolment"],
        "code": code or new_code(customer, opened),
        "authenticator": kind,
    }
    return customer.post("/v1/authenticator/proof", body)


def test_the_new_one_counts_and_the_old_one_does_not(front):
    alice = Customer(front).sign_in()
    opened = begin(alice)
    assert pyotp.parse_uri(opened["uri"]).secret == opened["secret"]

    answer = prove(alice, opened)

    assert answer.status_code == 200, answer.text
    told_now = alice.get("/v1/access").json()
    assert told_now["authenticator"] == "windows"
    assert told_now["history"][0]["event"] == "authenticator_changed"
    front.clock.advance(seconds=30)
    assert told(front.try_in()) == (401, "sign_in_failed")
    assert front.try_in(totp=new_code(alice, opened)).status_code == 200


def test_the_other_sessions_end_and_this_one_goes_on(front):
    alice, laptop = Customer(front).sign_in(), Customer(front, ALICE, OTHER_DEVICE_KEY).sign_in()
    bob = Customer(front, BOB, BOBS_KEY).sign_in()
    prove(alice, begin(alice))

    ended = laptop.get("/v1/feed/head")
    assert (told(ended), ended.json()["details"]) == ((401, "session_ended"), {"reason": "authenticator"})
    assert alice.is_in()
    assert bob.is_in()


def test_the_code_that_proved_it_is_used_up(front):
    alice = Customer(front).sign_in()
    opened = begin(alice)
    code = new_code(alice, opened)
    assert prove(alice, opened, code).status_code == 200
    assert told(front.try_in(totp=code)) == (401, "sign_in_failed")


def test_until_the_proof_nothing_has_changed(small):
    alice, laptop = Customer(small).sign_in(), Customer(small, ALICE, OTHER_DEVICE_KEY).sign_in()
    begin(alice)
    assert laptop.is_in()
    small.clock.advance(seconds=30)
    assert small.try_in().status_code == 200


def test_it_is_signed_with_the_present_one(small):
    alice = Customer(small).sign_in()
    challenge = alice.ask("authenticator")
    for approval in (
        alice.sign(challenge, small.wrong_totp()),
        alice.sign(challenge) | {"signature": "0" * 128},
        alice.sign(challenge, document=challenge["document"].replace("6000022", "6000023")),
    ):
        assert told(alice.post("/v1/authenticator", {"approval": approval})) == (422, "signature_refused")
    assert failures(small) == 3
    with small.bank.database.snapshot() as connection:
        assert connection.execute(select(enrolment)).all() == []


def test_one_signature_begins_once(front):
    alice = Customer(front).sign_in()
    approval = alice.sign(alice.ask("authenticator"))
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: alice.post("/v1/authenticator", {"approval": approval}), range(8)))
    assert sorted(answer.status_code for answer in answers).count(200) == 1
    assert len(audited(front, "authenticator.begin")) == 1


def test_five_wrong_codes_of_the_new_one_end_it_and_lock_nothing(small):
    alice = Customer(small).sign_in()
    opened = begin(alice)
    for left in (4, 3, 2, 1):
        answer = prove(alice, opened, wrong_code(alice, opened))
        assert (told(answer), answer.json()["details"]) == ((422, "code_wrong"), {"tries_left": left})
    assert told(prove(alice, opened, wrong_code(alice, opened))) == (422, "challenge_expired")
    assert told(prove(alice, opened)) == (422, "challenge_expired")
    assert failures(small) == 0
    assert small.try_in().status_code == 200


def test_at_once_no_more_than_five_codes_are_looked_at(front):
    alice = Customer(front).sign_in()
    opened = begin(alice)
    wrong = wrong_code(alice, opened)
    with ThreadPoolExecutor(16) as threads:
        answers = [told(answer)[1] for answer in threads.map(lambda _: prove(alice, opened, wrong), range(60))]
    assert answers.count("code_wrong") == 4
    assert answers.count("challenge_expired") == 56


def test_a_lost_answer_is_given_again_to_the_code_that_got_it(front):
    alice = Customer(front).sign_in()
    opened = begin(alice)
    code = new_code(alice, opened)
    first = prove(alice, opened, code)
    front.clock.advance(seconds=30)

    assert prove(alice, opened, code).content == first.content
    assert told(prove(alice, opened, new_code(alice, opened))) == (422, "code_wrong")
    assert len(audited(front, "authenticator.change")) == len(audited(front, "receipt.issue")) == 1


def test_many_proofs_at_once_change_it_once(front):
    alice = Customer(front).sign_in()
    opened = begin(alice)
    code = new_code(alice, opened)
    with ThreadPoolExecutor(5) as threads:
        answers = list(threads.map(lambda _: prove(alice, opened, code), range(5)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    assert len(audited(front, "authenticator.change")) == 1


def test_it_is_too_late_after_half_an_hour(small):
    alice = Customer(small).sign_in()
    opened = begin(alice)
    for _ in range(8):
        small.clock.advance(minutes=4)
        assert alice.is_in()
    assert told(prove(alice, opened)) == (422, "challenge_expired")


def test_beginning_again_ends_what_was_begun(small):
    alice = Customer(small).sign_in()
    first, second = begin(alice), begin(alice)
    assert told(prove(alice, first)) == (422, "challenge_expired")
    assert prove(alice, second).status_code == 200


def test_the_token_opens_nothing_elsewhere(front):
    """Not in another session, not for another customer, not as a session, not as a first connection."""
    alice, laptop = Customer(front).sign_in(), Customer(front, ALICE, OTHER_DEVICE_KEY).sign_in()
    bob = Customer(front, BOB, BOBS_KEY).sign_in()
    opened = begin(alice)
    absent = prove(bob, opened | {"enrolment": "x" * 43}, "123456")
    for other in (laptop, bob):
        assert prove(other, opened).content == absent.content
    assert told(absent) == (422, "challenge_expired")
    bearer = Customer(front, headers={"Authorization": f"Bearer {opened['enrolment']}"})
    assert not bearer.is_in()
    body = {"enrolment": opened["enrolment"], "code": new_code(alice, opened), "authenticator": "pc"}
    assert told(front.client.post("/v1/enrolment/proof", json=body))[1] == "session_ended"
    password = {"enrolment": opened["enrolment"], "password": "Rhinocéros 27 violet"}
    assert told(front.client.post("/v1/enrolment/password", json=password))[1] == "session_ended"
    assert prove(alice, opened).status_code == 200  # and nobody has spent a try of it


def test_a_receipt_an_audit_and_a_letter_on_both_channels(small):
    alice = Customer(small).sign_in()
    challenge = alice.ask("authenticator", language="en")
    approval = alice.sign(challenge)
    opened = alice.post("/v1/authenticator", {"approval": approval}).json()
    receipt = prove(alice, opened).json()["receipt"]

    public = small.client.get("/v1/directory").json()["signing_keys"][0]["public_key"]
    assert signatures.is_signed(public, signatures.RECEIPT, receipt["document"], receipt["signature"])
    said = json.loads(receipt["document"])
    assert (said["challenge"], said["device_signature"]) == (challenge["document"], approval["signature"])
    assert json.loads(said["challenge"])["title"] == "Replacement of your authenticator application"
    with small.bank.database.snapshot() as connection:
        rows = connection.execute(select(notice.c.channel, notice.c.subject).order_by(notice.c.channel)).all()
    assert [channel for channel, subject in rows if "authentificateur a changé" in subject] == ["email", "sms"]


def test_the_secret_is_written_nowhere(small):
    alice = Customer(small).sign_in()
    opened = begin(alice)
    prove(alice, opened)
    content = b"".join(path.read_bytes() for path in small.mailbox.parent.glob("*.db*"))
    for secret in (opened["secret"], opened["enrolment"]):
        assert secret.encode() not in content
        assert secret not in small.logs.getvalue()
