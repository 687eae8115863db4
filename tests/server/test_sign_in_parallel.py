"""A hundred at once are still five tries, and one success: on both databases, through two doors of the same bank."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice

import pytest
from server.access_fixtures import UNKNOWN, code_of, open_front, open_second
from server.bank import ALICE
from server.welcome_fixtures import CAROL, Forgetful, Newcomer, Post, open_access

from ccmdesk.server.repositories import audit

CROWD = 100
SEVERAL = 30
"""More than enough where the way is the same for all doors."""


@pytest.fixture
def front(bank, tmp_path):
    with open_front(bank, tmp_path) as front:
        yield front


@pytest.fixture
def doors(front, tmp_path):
    """The same bank behind two applications: separate engines, pools and threads. The crowd is their first request."""
    with open_second(front, tmp_path) as second:
        yield [front, second]


def at_once(doors, count, work):
    """Do it that many times at the same time, through the doors in turn."""
    with ThreadPoolExecutor(24) as threads:
        return list(threads.map(work, islice(cycle(doors), count)))


def codes(answers):
    return Counter(answer.json().get("code", "opened") if answer.content else "done" for answer in answers)


def second_steps(doors, code, password, totp):
    """A hundred second steps at the same time, each through another door than its first step."""
    attempts = at_once(doors, CROWD, lambda door: door.password(code, password)["attempt"])
    pairs = zip(islice(cycle(reversed(doors)), CROWD), attempts, strict=True)
    return codes(at_once(pairs, CROWD, lambda pair: pair[0].code(pair[1], totp)))


def events(front, name, customer=ALICE):
    with front.bank.database.snapshot() as connection:
        return [row for row in audit.events(connection, customer) if row["event"] == name]


def test_a_hundred_wrong_tries_are_five_then_locked(doors):
    front = doors[0]
    headers = front.sign_in()
    front.clock.advance(seconds=30)

    told = second_steps(doors, code_of(ALICE), "wrong wrong", front.totp())

    assert told == {"sign_in_failed": 4, "access_locked": CROWD - 4}
    assert len(events(front, "sign_in.refused")) == 5
    assert len(events(front, "access.locked")) == 1
    assert front.try_in().status_code == 423
    ended = front.client.get("/v1/feed/head", headers=headers)
    assert (ended.status_code, ended.json()["details"]) == (401, {"reason": "locked"})


def test_a_hundred_tries_of_an_unknown_code_end_alike(doors):
    told = second_steps(doors, UNKNOWN, "wrong wrong", "123456")

    assert told == {"sign_in_failed": 4, "access_locked": CROWD - 4}


def test_a_code_opens_one_session_even_a_hundred_times_at_once(doors):
    told = second_steps(doors, code_of(ALICE), "Éléphant bleu 12", doors[0].totp())

    assert told["opened"] == 1
    assert len(events(doors[0], "session.open")) == 1
    assert sum(told.values()) == CROWD


def test_tries_at_several_doors_are_the_same_tries(doors):
    """Étape 2 and enrolment, mixed: five in all."""
    alice = [Newcomer(door, "wrong wrong", ALICE) for door in doors]
    attempts = at_once(doors, SEVERAL, lambda door: door.password(password="wrong wrong")["attempt"])

    def one(numbered):
        place, attempt = numbered
        return alice[place % 2].start_with(attempt) if place % 3 else doors[place % 2].code(attempt, "123456")

    told = codes(at_once(enumerate(attempts), SEVERAL, one))

    assert told == {"sign_in_failed": 4, "access_locked": SEVERAL - 4}
    assert len(events(doors[0], "sign_in.refused")) == 5


def test_many_forgotten_passwords_at_once_send_one_sms(doors):
    post, totp = Post(doors[0]), doors[0].totp()

    answers = at_once(doors, SEVERAL, lambda door: Forgetful(door).start(totp=totp))

    assert {answer.status_code for answer in answers} == {200}, doors[0].logs.getvalue()[:4000]
    assert len([letter for letter in post.letters() if "votre code" in letter.body]) == 1
    assert len(events(doors[0], "recovery.begin")) == 1


def test_many_wrong_sms_codes_at_once_are_five(doors):
    alice, post = Forgetful(doors[0]), Post(doors[0])
    alice.start()
    code = f"{(int(post.last_code()) + 1) % 10**8:08}"

    told = codes(at_once(doors, SEVERAL, lambda door: Forgetful(door, recovery=alice.recovery).prove(code)))

    assert len(events(doors[0], "sign_in.refused")) == 5
    assert told["sign_in_failed"] == 4
    assert told["access_locked"] + told["session_ended"] == SEVERAL - 4
    assert told["access_locked"] >= 1


def test_a_right_sms_code_proves_once(doors):
    alice, post = Forgetful(doors[0]), Post(doors[0])
    alice.start()
    code = post.last_code()

    told = codes(at_once(doors, SEVERAL, lambda door: Forgetful(door, recovery=alice.recovery).prove(code)))

    assert told["done"] == 1
    assert sum(told.values()) == SEVERAL


def test_many_wrong_proofs_of_an_authenticator_at_once_are_five(doors):
    carol = Newcomer(doors[0], open_access(doors[0]))
    carol.start()
    code = carol.wrong_totp()

    def one(door):
        return Newcomer(door, carol.temporary, enrolment=carol.enrolment).prove(code)

    assert codes(at_once(doors, SEVERAL, one)) == {"code_wrong": 5, "session_ended": SEVERAL - 5}


def test_a_temporary_password_serves_one_of_many_devices_at_once(doors):
    temporary = open_access(doors[0])
    devices = [Newcomer(doors[place % 2], temporary, device_key=bytes([place + 1]) * 32) for place in range(4)]

    answers = at_once(devices, len(devices), lambda device: device.start())

    assert codes(answers) == {"opened": 1, "sign_in_failed": 3}
    assert len(events(doors[0], "enrolment.begin", CAROL)) == 1
