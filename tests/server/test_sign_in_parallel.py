"""A hundred at once are still five tries, and one success. On both databases."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from server.access_fixtures import UNKNOWN, code_of, open_front
from server.bank import ALICE

from ccmdesk.server.repositories import audit

CROWD = 100


@pytest.fixture
def front(bank, tmp_path):
    with open_front(bank, tmp_path) as front:
        yield front


def all_at_once(front, code, password, totp):
    """A hundred second steps at the same time."""
    with ThreadPoolExecutor(24) as threads:
        attempts = [taken["attempt"] for taken in threads.map(lambda _: front.password(code, password), range(CROWD))]
        answers = list(threads.map(lambda attempt: front.code(attempt, totp), attempts))
    return Counter(answer.json().get("code", "opened") for answer in answers)


def events(front, name):
    with front.bank.database.snapshot() as connection:
        return [row for row in audit.events(connection, ALICE) if row["event"] == name]


def test_a_hundred_wrong_tries_are_five_then_locked(front):
    told = all_at_once(front, code_of(ALICE), "wrong wrong", front.totp())

    assert told == {"sign_in_failed": 4, "access_locked": CROWD - 4}
    assert len(events(front, "sign_in.refused")) == 5
    assert len(events(front, "access.locked")) == 1
    assert front.try_in().status_code == 423


def test_a_hundred_tries_of_an_unknown_code_end_alike(front):
    assert all_at_once(front, UNKNOWN, "wrong wrong", "123456") == {"sign_in_failed": 4, "access_locked": CROWD - 4}


def test_a_code_opens_one_session_even_a_hundred_times_at_once(front):
    told = all_at_once(front, code_of(ALICE), "Éléphant bleu 12", front.totp())

    assert told["opened"] == 1
    assert len(events(front, "session.open")) == 1
    assert sum(told.values()) == CROWD
