"""How long a session lives, and what ends it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from server.access_fixtures import open_front
from server.bank import BOB
from sqlalchemy import select

from ccmdesk.server.models.access import session, sign_in_attempt

BACKGROUND = {"X-Activity": "background"}


@pytest.fixture
def front(bank, tmp_path):
    with open_front(bank, tmp_path) as front:
        yield front


@pytest.fixture
def small(sqlite_bank, tmp_path):
    with open_front(sqlite_bank, tmp_path) as front:
        yield front


def status(front, headers):
    return front.client.get("/v1/feed/head", headers=headers).status_code


def test_signing_out_ends_the_token(front):
    headers, other = front.sign_in(), front.sign_in(BOB)

    answer = front.client.delete("/v1/session", headers=headers)

    assert (answer.status_code, answer.content) == (204, b"")
    assert status(front, headers) == 401
    assert front.client.delete("/v1/session", headers=headers).status_code == 401
    assert status(front, other) == 200


def test_idle_session_ends(front):
    headers = front.sign_in()
    front.clock.advance(seconds=299)
    assert status(front, headers) == 200
    front.clock.advance(seconds=299)
    assert status(front, headers) == 200
    front.clock.advance(seconds=300)
    assert status(front, headers) == 401
    front.clock.advance(seconds=-10)  # a clock that is set back does not revive what was noted before
    front.clock.advance(seconds=10)
    assert status(front, headers) == 401


def test_background_polling_is_no_activity(front):
    headers = front.sign_in()
    for _ in range(4):
        front.clock.advance(seconds=70)
        assert status(front, headers | BACKGROUND) == 200
    front.clock.advance(seconds=20)
    assert status(front, headers | BACKGROUND) == 401
    assert status(front, headers) == 401


def test_session_ends_for_good_however_active(small):
    headers = small.sign_in()
    end = small.clock.now() + timedelta(hours=8)
    while small.clock.now() < end - timedelta(minutes=4):
        small.clock.advance(minutes=4)
        assert status(small, headers) == 200
    small.clock.moment = end
    assert status(small, headers) == 401


def test_announced_end_is_the_real_one(small):
    answer = small.try_in()
    assert datetime.fromisoformat(answer.json()["expires_at"]) == small.clock.now() + timedelta(hours=8)


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "Bearer",
        "Bearer ",
        "Bearer x",
        "Bearer " + "x" * 100_000,
        "Basic dXNlcjpwYXNz",
        "Bearer é",
        "Bearer ' OR 1=1 --",
        "Bearer " + "%00" * 10,
    ],
)
def test_what_is_no_token_of_ours_opens_nothing(small, header):
    headers = {} if header is None else {"Authorization": header.encode("latin-1")}
    answer = small.client.get("/v1/feed/head", headers=headers)

    assert (answer.status_code, answer.json()["code"]) == (401, "session_ended")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_copy_of_the_database_opens_nothing(small):
    """Neither tokens nor attempts are stored, only their hashes; the TOTP secret is sealed."""
    headers = small.sign_in()
    attempt = small.password()["attempt"]
    token = headers["Authorization"].removeprefix("Bearer ")
    with small.bank.database.snapshot() as connection:
        assert len(connection.execute(select(session)).all()) == 1
        assert len(connection.execute(select(sign_in_attempt)).all()) == 1
    content = b"".join(path.read_bytes() for path in small.mailbox.parent.glob("*.db*"))
    for secret in (token, attempt, "totp of ", "Éléphant bleu"):
        assert secret.encode() not in content


def test_expired_attempts_are_forgotten(small):
    for _ in range(3):
        small.password()
    small.clock.advance(seconds=301)
    small.password()
    with small.bank.database.snapshot() as connection:
        assert len(connection.execute(select(sign_in_attempt)).all()) == 1
