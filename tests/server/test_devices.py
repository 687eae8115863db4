"""Devices and sessions in the customer's own hands: what he ends is ended, and nobody else's is."""

from __future__ import annotations

import pytest
from server.access_fixtures import DEVICE_KEY, OTHER_DEVICE_KEY, open_front
from server.bank import ALICE, BOB
from server.signing_fixtures import Customer, audited, told
from server.welcome_fixtures import Post

from ccmdesk.core import signatures
from ccmdesk.core.ids import new_key

BOBS_KEY = bytes.fromhex("b0" * 32)


@pytest.fixture
def front(bank, tmp_path):
    with open_front(bank, tmp_path) as front:
        yield front


@pytest.fixture
def alice(front):
    return Customer(front).sign_in()


@pytest.fixture
def laptop(alice):
    """Alice again, on another device."""
    return Customer(alice.front, ALICE, OTHER_DEVICE_KEY).sign_in(name="Portable", system="Ubuntu 24.04")


@pytest.fixture
def bob(front):
    return Customer(front, BOB, BOBS_KEY).sign_in()


def device_id(private_key):
    return signatures.key_id(signatures.public_key(private_key))


def overview(customer):
    answer = customer.get("/v1/access")
    assert answer.status_code == 200, answer.text
    return answer.json()


def session_of(customer):
    return next(row["id"] for row in overview(customer)["sessions"] if row["is_current"])


def ended(customer):
    """Why the customer's token opens nothing any more."""
    answer = customer.get("/v1/feed/head")
    assert told(answer) == (401, "session_ended")
    return answer.json()["details"].get("reason")


def test_another_session_is_ended_and_knows_why(alice, laptop):
    answer = alice.delete(f"/v1/sessions/{session_of(laptop)}")

    assert (answer.status_code, answer.content) == (204, b"")
    assert ended(laptop) == "disconnected"
    assert alice.is_in()
    assert [row["is_current"] for row in overview(alice)["sessions"]] == [True]


def test_all_the_others_are_ended(alice, laptop, bob):
    again = Customer(alice.front).sign_in()
    assert alice.delete("/v1/sessions").status_code == 204
    assert (ended(laptop), ended(again)) == ("disconnected", "disconnected")
    assert alice.is_in()
    assert bob.is_in()
    assert alice.delete("/v1/sessions").status_code == 204
    assert len(audited(alice.front, "session.end")) == 2


def test_his_own_too(alice):
    assert alice.delete(f"/v1/sessions/{session_of(alice)}").status_code == 204
    assert ended(alice) == "disconnected"


def test_signing_out_says_so(alice):
    alice.delete("/v1/session")
    assert ended(alice) == "signed_out"


def test_idle_and_expired_say_so(alice, laptop):
    alice.front.clock.advance(seconds=300)
    assert (ended(alice), ended(laptop)) == ("idle", "idle")
    alice.front.clock.advance(hours=8)
    assert ended(alice) == "expired"


def test_a_lapsed_session_is_not_there_to_be_ended(alice, laptop):
    lapsed = session_of(laptop)
    for _ in range(2):
        alice.front.clock.advance(seconds=200)
        assert alice.is_in()
    assert [row["is_current"] for row in overview(alice)["sessions"]] == [True]
    assert told(alice.delete(f"/v1/sessions/{lapsed}")) == (404, "not_found")


@pytest.mark.parametrize("what", ["sessions", "devices"])
def test_someone_elses_is_like_none(alice, bob, what):
    theirs = session_of(bob) if what == "sessions" else device_id(BOBS_KEY)
    foreign, absent = (alice.delete(f"/v1/{what}/{name}") for name in (theirs, new_key()))

    assert told(foreign) == told(absent) == (404, "not_found")
    assert foreign.content == absent.content
    assert _headers(foreign) == _headers(absent)
    assert bob.is_in()


def _headers(answer):
    return {name: value for name, value in answer.headers.items() if name != "x-request-id"}


@pytest.mark.parametrize("name", ["x", "0" * 31, "A" * 32, "%00", "' OR 1=1 --", "é" * 32])
def test_what_is_no_name_names_nothing(alice, name):
    for what in ("sessions", "devices"):
        assert alice.delete(f"/v1/{what}/{name}").status_code in {404, 422}
    assert alice.is_in()


def test_a_forgotten_device_is_out_at_once_and_new_at_its_next_sign_in(alice, laptop):
    assert alice.delete(f"/v1/devices/{device_id(OTHER_DEVICE_KEY)}").status_code == 204

    assert ended(laptop) == "device_forgotten"
    assert alice.is_in()
    assert [row["id"] for row in overview(alice)["devices"]] == [device_id(DEVICE_KEY)]
    assert told(alice.delete(f"/v1/devices/{device_id(OTHER_DEVICE_KEY)}")) == (404, "not_found")

    before = len(audited(alice.front, "session.open"))
    laptop.sign_in()
    assert audited(alice.front, "session.open")[before:] == [
        {"device": device_id(OTHER_DEVICE_KEY), "new_device": True}
    ]
    assert len(overview(alice)["devices"]) == 2


def test_a_forgotten_device_signs_nothing(alice, laptop):
    """Its session is taken back to life by hand: the key alone must be worth nothing."""
    from sqlalchemy import update

    from ccmdesk.server.models.access import session

    challenge = laptop.ask()
    alice.delete(f"/v1/devices/{device_id(OTHER_DEVICE_KEY)}")
    with alice.front.bank.database.unit_of_work() as connection:
        connection.execute(update(session).values(ended_at=None, end_reason=None))

    assert told(laptop.submit(laptop.sign(challenge))) == (422, "signature_refused")


def test_ones_own_device_may_be_forgotten(alice):
    assert alice.delete(f"/v1/devices/{device_id(DEVICE_KEY)}").status_code == 204
    assert ended(alice) == "device_forgotten"


def test_what_a_yes_was_noted_for_is_not_done_once_the_session_has_ended(alice):
    """Phase (a) passed while the session lived; the command's own transaction finds it ended."""
    from ccmdesk.core.errors import ErrorCode, KnownError
    from ccmdesk.server.services import transfers
    from ccmdesk.wire.messages import TransferOrder

    approval = alice.sign(alice.ask())
    desk = alice.front.client.app.state.bank.transfer_desk
    bank = alice.front.client.app.state.bank
    token = (alice.headers or {})["Authorization"].removeprefix("Bearer ")
    principal = bank.sessions.recognise(token, background=True)
    assert told(alice.submit(approval, amount=999)) == (422, "signature_refused")
    alice.delete("/v1/session")

    order = TransferOrder.model_validate(alice.order(approval=approval))
    with pytest.raises(KnownError) as caught, bank.database.unit_of_work() as connection:
        transfers.submit(connection, principal, new_key(), order, bank.clock, desk._signing)
    assert caught.value.code is ErrorCode.CHALLENGE_EXPIRED
    assert alice.front.bank.states() == []


@pytest.mark.parametrize("name", ["PC\u2028Montant 1 000 000,00", "PC\u202e00,1 tnatnoM", "PC\u2029", "PC\u200b"])
def test_a_device_writes_one_line_in_what_the_bank_signs(front, name):
    attempt = front.password()["attempt"]
    assert told(front.code(attempt, front.totp(), name=name)) == (422, "request_invalid")


def test_a_device_writes_no_link_and_no_sentence_in_our_letters(front):
    name = "PC » (Mac). Voyez https://evil.example/x, 200 caractères de plus : appelez le 06"
    assert front.code(front.password()["attempt"], front.totp(), name=name, system="Linux 6.1.0-13").status_code == 200
    body = next(letter.body for letter in Post(front).letters() if letter.subject.startswith("Connexion depuis"))
    assert "utilisé : « PC (Mac) Voyez https evil example x » (Linux 6.1.0-13)." in body
