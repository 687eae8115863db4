"""A hundred at once: one yes does one thing, wrong ones lock after five. On both databases."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from server.access_fixtures import open_front
from server.bank import DAV
from server.signing_fixtures import Customer, audited, failures, sign_above
from sqlalchemy import select

from ccmdesk.core.ids import new_key
from ccmdesk.server.models.trust import challenge as challenge_table

CROWD = 100


@pytest.fixture
def alice(bank, tmp_path):
    with open_front(bank, tmp_path) as front:
        sign_above(front, 0)
        yield Customer(front).sign_in()


def all_at_once(work):
    with ThreadPoolExecutor(24) as threads:
        answers = list(threads.map(work, range(CROWD)))
    return answers, Counter(answer.json().get("code", "done") for answer in answers)


def test_one_yes_sent_a_hundred_times_with_as_many_keys_moves_money_once(alice):
    approval = alice.sign(alice.ask(amount=10))
    _, told = all_at_once(lambda _: alice.submit(approval, amount=10))

    assert told["done"] == 1
    assert sum(told.values()) == CROWD
    assert alice.front.bank.balances()[DAV] == (2000, 1990)
    assert len(audited(alice.front, "receipt.issue")) == 1
    alice.front.bank.assert_closes()


def test_a_noted_yes_is_used_once_however_many_come(alice):
    """Phase (a) is over for all of them: only the conditional UPDATE of phase (b) decides."""
    approval = alice.sign(alice.ask(amount=10))
    assert alice.submit(approval, amount=11).status_code == 422

    _, told = all_at_once(lambda _: alice.submit(approval, amount=10))

    assert told == {"done": 1, "challenge_expired": CROWD - 1}
    assert alice.front.bank.balances()[DAV] == (2000, 1990)


def test_the_same_command_a_hundred_times_has_one_answer(alice):
    approval, key = alice.sign(alice.ask(amount=10)), new_key()
    assert alice.submit(approval, amount=11).status_code == 422

    answers, told = all_at_once(lambda _: alice.submit(approval, key, amount=10))

    assert told == {"done": CROWD}  # told anything else, a client would make a draft of an order that was done
    assert len({answer.content for answer in answers}) == 1
    assert alice.front.bank.balances()[DAV] == (2000, 1990)


def test_a_request_repeated_while_the_first_is_under_way_has_its_answer(alice):
    for _ in range(8):
        approval, key = alice.sign(alice.ask(amount=10)), new_key()
        with ThreadPoolExecutor(4) as threads:
            answers = list(threads.map(partial(alice.submit, approval, amount=10), [key] * 4))
        assert {answer.status_code for answer in answers} == {201}
        alice.front.clock.advance(seconds=30)


def test_a_hundred_wrong_codes_are_five_then_locked(alice):
    approval = alice.sign(alice.ask(), alice.front.wrong_totp())

    _, told = all_at_once(lambda _: alice.submit(approval))

    assert told["signature_refused"] == 4
    assert set(told) == {"signature_refused", "access_locked", "session_ended"}
    assert len(audited(alice.front, "sign_in.refused")) == failures(alice.front) == 5
    assert len(audited(alice.front, "access.locked")) == 1
    assert not alice.is_in()
    assert alice.front.bank.balances()[DAV] == (2000, 2000)


def test_one_code_signs_one_of_a_hundred_challenges(alice):
    """The others are wrong codes, five of which lock: then the one that is signed may come too late to be done."""
    challenges = [alice.ask(amount=10) for _ in range(5)]
    code = alice.code
    approvals = [alice.sign(challenge, code) for challenge in challenges]

    _, told = all_at_once(lambda number: alice.submit(approvals[number % 5], amount=10))

    with alice.front.bank.database.snapshot() as connection:
        approved = connection.execute(select(challenge_table.c.approved_at)).scalars().all()
    assert sum(moment is not None for moment in approved) == 1
    assert told["done"] == 1 or (told["done"] == 0 and not alice.is_in())
    assert alice.front.bank.balances()[DAV] == (2000, 2000 - 10 * told["done"])
