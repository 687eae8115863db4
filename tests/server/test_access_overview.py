"""What a customer is told of his own access: everything that concerns him, nothing that opens anything."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from server.access_fixtures import DEVICE_KEY, OTHER_DEVICE_KEY, PASSWORD, code_of, open_front, totp_secret
from server.bank import ALICE, BOB
from server.signing_fixtures import Customer, sign_above
from sqlalchemy import func, select

from ccmdesk.core import signatures
from ccmdesk.server.models.access import session
from ccmdesk.server.repositories import access
from ccmdesk.server.services.totp import totp_text
from ccmdesk.server.services.tries import unlock

KIOSK_KEY = bytes.fromhex("c0" * 32)


@pytest.fixture
def front(bank, tmp_path):
    with open_front(bank, tmp_path) as front:
        yield front


@pytest.fixture
def small(sqlite_bank, tmp_path):
    with open_front(sqlite_bank, tmp_path) as front:
        yield front


def device_id(private_key):
    return signatures.key_id(signatures.public_key(private_key))


def overview(customer):
    answer = customer.get("/v1/access")
    assert answer.status_code == 200, answer.text
    return answer.json()


def moment(text):
    return datetime.fromisoformat(text)


def history(customer):
    return [(row["event"], row["device_name"]) for row in overview(customer)["history"]]


def test_it_tells_since_when_what_and_from_where(front):
    opened = front.clock.now()
    alice = Customer(front).sign_in()
    signed_in = front.clock.now() - timedelta(seconds=30)
    told = overview(alice)

    assert (told["authenticator"], told["receipts"]) == (None, [])
    assert moment(told["authenticator_since"]) == moment(told["password_since"]) == opened
    assert len(told["devices"]) == len(told["sessions"]) == 1
    device, here = told["devices"][0], told["sessions"][0]
    assert (device["id"], device["name"], device["system"]) == (device_id(DEVICE_KEY), "PC du salon", "Windows 11")
    assert (device["lasting"], device["is_current"], here["is_current"]) == (True, True, True)
    assert moment(device["first_seen_at"]) == moment(here["opened_at"]) == signed_in
    assert (here["device"], here["device_name"], here["system"]) == (device["id"], "PC du salon", "Windows 11")


def test_the_last_use_of_a_device_follows_its_activity(front):
    alice = Customer(front).sign_in()
    other = Customer(front, ALICE, OTHER_DEVICE_KEY).sign_in(name="Portable")
    for _ in range(3):
        front.clock.advance(minutes=3)
        assert alice.is_in()
    told = overview(alice)

    assert [row["name"] for row in told["devices"]] == ["PC du salon", "Portable"]  # the last used first
    assert moment(told["devices"][0]["last_seen_at"]) == front.clock.now()
    assert moment(told["devices"][1]["last_seen_at"]) == front.clock.now() - timedelta(minutes=9, seconds=30)
    assert len(told["sessions"]) == 1
    assert not other.is_in()


def test_a_device_whose_key_lived_in_memory_is_gone_with_its_session(front):
    alice = Customer(front).sign_in()
    kiosk = Customer(front, ALICE, KIOSK_KEY).sign_in(name="Borne", lasting=False)
    assert {row["name"] for row in overview(alice)["devices"]} == {"Borne", "PC du salon"}

    kiosk.delete("/v1/session")

    assert [row["name"] for row in overview(alice)["devices"]] == ["PC du salon"]
    assert ("signed_out", "Borne") in history(alice)  # but the history remembers its name


def test_the_history_tells_what_happened_newest_first(front):
    alice = Customer(front).sign_in()
    front.try_in(password="wrong wrong")
    laptop = Customer(front, ALICE, OTHER_DEVICE_KEY).sign_in(name="Portable")
    laptop.delete("/v1/session")
    laptop.sign_in(name="Portable")
    alice.delete("/v1/sessions")
    alice.delete(f"/v1/devices/{device_id(OTHER_DEVICE_KEY)}")

    assert history(alice) == [
        ("device_forgotten", "Portable"),
        ("disconnected", "Portable"),
        ("signed_in", "Portable"),
        ("signed_out", "Portable"),
        ("signed_in_new_device", "Portable"),
        ("refused", ""),
        ("signed_in_new_device", "PC du salon"),
        ("access_opened", ""),
    ]


def test_locks_and_unlocks_are_told_too(small):
    for _ in range(5):
        small.try_in(password="wrong wrong")
    with small.bank.database.unit_of_work() as connection:
        assert unlock(connection, ALICE, small.clock)
    told = [event for event, _ in history(Customer(small).sign_in())]
    assert told == ["signed_in_new_device", "unlocked", "locked", *["refused"] * 5, "access_opened"]


def test_a_wrong_yes_is_told_as_refused(small):
    alice = Customer(small).sign_in()
    alice.submit(alice.sign(alice.ask(), small.wrong_totp()))
    assert history(alice)[0] == ("refused", "")


def test_the_history_holds_the_last_hundred_and_no_orders(small):
    alice = Customer(small).sign_in()
    for _ in range(110):
        small.try_in(password="wrong wrong")
        alice.submit(None, amount=1)
        with small.bank.database.unit_of_work() as connection:
            access.forgive(connection, code_of())
    events = [event for event, _ in history(alice)]
    assert events == ["refused"] * 100


def test_nobody_sees_what_is_anothers(front):
    alice, bob = Customer(front).sign_in(), Customer(front, BOB, OTHER_DEVICE_KEY).sign_in(name="Chez Bob")
    front.try_in(password="wrong wrong")

    told = overview(bob)

    assert [row["name"] for row in told["devices"]] == ["Chez Bob"]
    assert len(told["sessions"]) == 1
    assert history(bob) == [("signed_in_new_device", "Chez Bob"), ("access_opened", "")]
    assert "Chez Bob" not in alice.get("/v1/access").text


def test_nothing_in_it_opens_anything(small):
    sign_above(small, 0)
    alice = Customer(small).sign_in()
    challenge = alice.ask()
    code = alice.code
    assert alice.submit(alice.sign(challenge, code)).status_code == 201
    text = alice.get("/v1/access").text

    token = (alice.headers or {})["Authorization"].removeprefix("Bearer ")
    seed = totp_text(totp_secret(ALICE))
    for secret in (token, PASSWORD, seed, f'"{code}"', code_of(), "1980-05-17", "argon2", "client6000022@"):
        assert secret not in text


def test_sessions_of_long_ago_are_forgotten_and_what_they_said_of_a_device_is_not(front):
    alice = Customer(front).sign_in()
    front.clock.advance(minutes=4)
    assert alice.is_in()
    last = front.clock.now()
    front.clock.advance(days=91)
    laptop = Customer(front, ALICE, OTHER_DEVICE_KEY).sign_in(name="Portable")

    told = {row["name"]: moment(row["last_seen_at"]) for row in overview(laptop)["devices"]}
    assert told["PC du salon"] == last
    with front.bank.database.snapshot() as connection:
        assert connection.execute(select(func.count()).select_from(session)).scalar_one() == 1
    assert alice.get("/v1/access").json()["details"] == {}  # a token of nobody, by now
