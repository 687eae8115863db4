"""What is over is forgotten, and forgetting tells nothing."""

from __future__ import annotations

import pytest
from server.access_fixtures import UNKNOWN, code_of, open_front
from server.bank import ALICE
from server.welcome_fixtures import Forgetful, Newcomer, open_access
from sqlalchemy import func, select

from ccmdesk.server.models.access import sign_in_attempt, sign_in_counter
from ccmdesk.server.models.trust import enrolment, recovery
from ccmdesk.server.services.purge import purge

TABLES = (sign_in_attempt, sign_in_counter, enrolment, recovery)


@pytest.fixture
def front(bank, tmp_path):
    with open_front(bank, tmp_path) as front:
        yield front


def counts(front):
    with front.bank.database.snapshot() as connection:
        return [connection.execute(select(func.count()).select_from(table)).scalar_one() for table in TABLES]


def fail(front, code, times):
    for _ in range(times):
        front.try_in(code, "wrong wrong", "123456")


def test_what_is_over_is_forgotten(front):
    Newcomer(front, open_access(front)).start()
    Forgetful(front).start()
    front.password()
    assert counts(front) == [1, 2, 1, 1]
    purge(front.bank.database, front.clock)
    assert counts(front) == [1, 2, 1, 1]

    front.clock.advance(minutes=30)
    purge(front.bank.database, front.clock)

    assert counts(front) == [0, 2, 0, 0]


@pytest.mark.parametrize(("times", "after"), [(3, 5), (5, 0)])
def test_known_and_unknown_codes_are_forgotten_alike(front, times, after):
    """Failures that did not lock after a year without a try; a lock never."""
    for code in (code_of(ALICE), UNKNOWN):
        fail(front, code, times)
    front.clock.advance(days=365)
    purge(front.bank.database, front.clock)
    assert [front.password(code)["tries_left"] for code in (code_of(ALICE), UNKNOWN)] == [5 - times] * 2

    front.clock.advance(seconds=1)
    purge(front.bank.database, front.clock)

    assert [front.password(code)["tries_left"] for code in (code_of(ALICE), UNKNOWN)] == [after] * 2
