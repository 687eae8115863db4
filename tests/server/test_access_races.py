"""What changes an access, and what is half done or proved just then: the one that comes second finds it changed."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pyotp
import pytest
from server.access_fixtures import PASSWORD, open_front
from server.bank import ALICE
from server.signing_fixtures import Customer, audited, failures, forgive, told
from server.welcome_fixtures import OWN, TEMPORARY, Forgetful, Post
from sqlalchemy import text

from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.server.repositories import access, devices, sessions
from ccmdesk.server.services.credentials import give_temporary
from ccmdesk.server.services.passwords import hash_password
from ccmdesk.server.services.tries import ABANDONED, unlock
from ccmdesk.wire.access import PasswordChange
from ccmdesk.wire.signing import Operation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from server.access_fixtures import Front
    from sqlalchemy import Connection

WAITING = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")


@pytest.fixture
def front(bank, tmp_path) -> Iterator[Front]:
    with open_front(bank, tmp_path) as front:
        yield front


@contextmanager
def meanwhile(front: Front, act: Callable[[], object]) -> Iterator[tuple[Connection, list[object]]]:
    """Let someone act against a transaction that is not committed yet; what came of it is in the list afterwards."""
    came: list[object] = []

    def run() -> None:
        try:
            came.append(act())
        except KnownError as error:
            came.append(error.code)

    thread = threading.Thread(target=run)
    with front.bank.database.unit_of_work() as connection:
        yield connection, came
        thread.start()
        if connection.dialect.name == "postgresql":
            _wait_for_a_lock(front, thread)
    thread.join()


def _wait_for_a_lock(front: Front, thread: threading.Thread) -> None:
    deadline = time.monotonic() + 20
    while thread.is_alive() and time.monotonic() < deadline:
        with front.bank.database.snapshot() as other:
            if other.execute(WAITING).scalar_one():
                return
        time.sleep(0.01)
    raise AssertionError("nobody waited")


def _recover(connection: Connection, front: Front) -> None:
    access.put_password(connection, ALICE, hash_password(OWN), front.clock.now())


def _lose_phone(connection: Connection, front: Front) -> None:
    now = front.clock.now()
    give_temporary(connection, ALICE, hash_password(OWN), now + TEMPORARY, now, replacing=True)


@pytest.mark.parametrize("change", [_recover, _lose_phone])
def test_a_sign_in_under_way_fails_when_password_or_authenticator_changes_just_then(front, change):
    attempt = front.password()["attempt"]
    front.clock.advance(seconds=30)
    with meanwhile(front, lambda: front.code(attempt, front.totp())) as (connection, came):
        change(connection, front)
        sessions.end_sessions(connection, ALICE, "password_changed", front.clock.now())
    assert told(came[0]) == (401, "sign_in_failed")


def test_a_recovery_wants_the_authenticator_that_counts_now(front):
    with meanwhile(front, Forgetful(front).start) as (connection, came):
        _lose_phone(connection, front)
    assert came[0].status_code == 200
    assert Post(front).letters() == []


def _put_password(front: Front) -> Callable[[], object]:
    """The end of a password change, when all is proved."""
    alice = Customer(front).sign_in()
    change = PasswordChange.model_validate(
        {"current": PASSWORD, "new": OWN, "approval": alice.sign(alice.ask("password"))}
    )
    bank = front.client.app.state.bank
    principal = bank.sessions.recognise(alice.headers["Authorization"].removeprefix("Bearer "), background=True)
    bank.password_desk._signing.prove(principal, Operation.PASSWORD, change.approval, password=True)
    with front.bank.database.snapshot() as connection:
        before = access.find_subscriber(connection, f"50{ALICE:010d}").password_hash
    return lambda: bank.password_desk._put(principal, change, before, hash_password(OWN))


def _open_now(front: Front) -> int:
    with front.bank.database.snapshot() as connection:
        return len(sessions.open_sessions(connection, ALICE, front.clock.now(), front.clock.now() - TEMPORARY))


def test_a_password_change_opens_no_session_of_a_code_that_is_locked_just_then(front):
    put, code = _put_password(front), f"50{ALICE:010d}"
    with front.bank.database.unit_of_work() as connection:
        for _ in range(5):
            access.claim_try(connection, code, front.clock.now())
    with meanwhile(front, put) as (connection, came):
        assert access.lock(connection, code, front.clock.now())
        sessions.end_sessions(connection, ALICE, "locked", front.clock.now())
    assert came[0] in {ErrorCode.ACCESS_LOCKED, ErrorCode.CHALLENGE_EXPIRED}
    assert _open_now(front) == 0


def test_a_password_change_opens_no_session_on_a_device_that_is_forgotten_just_then(front):
    put = _put_password(front)
    with front.bank.database.snapshot() as connection:
        device = devices.list_devices(connection, ALICE)[0].id
    with meanwhile(front, put) as (connection, came):
        devices.forget_device(connection, ALICE, device, front.clock.now())
        sessions.end_sessions(connection, ALICE, "device_forgotten", front.clock.now(), device_id=device)
    assert came[0] in {ErrorCode.SESSION_ENDED, ErrorCode.CHALLENGE_EXPIRED}
    assert _open_now(front) == 0


def test_a_fifth_try_that_nobody_ended_locks_at_the_next(front):
    """Its process died, or it began a recovery that was never finished: nobody had been told."""
    alice = Customer(front).sign_in()
    for _ in range(4):
        front.try_in(password="wrong wrong")
    Forgetful(front).start()
    assert failures(front) == 5
    assert front.try_in().status_code == 423
    assert alice.is_in()

    front.clock.moment += ABANDONED
    front.clock.advance(seconds=1)
    assert front.try_in().status_code == 423

    assert len(audited(front, "access.locked")) == 1
    assert "Votre accès CCM Direct est bloqué" in Post(front).subjects()
    assert alice.get("/v1/access").json()["details"] == {"reason": "locked"}
    forgive(front)
    assert front.try_in().status_code == 200


def _changed_password(front):
    alice = Customer(front).sign_in()
    change = {"current": PASSWORD, "new": "Rhinocéros 27 violet", "approval": alice.sign(alice.ask("password"))}
    assert alice.post("/v1/password", change).status_code == 200


def _replaced_authenticator(front):
    alice = Customer(front).sign_in()
    opened = alice.post("/v1/authenticator", {"approval": alice.sign(alice.ask("authenticator"))}).json()
    code = pyotp.TOTP(opened["secret"]).at(front.clock.now())
    proof = {"enrolment": opened["enrolment"], "code": code, "authenticator": "pc"}
    assert alice.post("/v1/authenticator/proof", proof).status_code == 200


def _locked_and_unlocked(front):
    for _ in range(4):
        front.try_in(password="wrong wrong")
    assert front.try_in(password="wrong wrong").status_code == 423
    with front.bank.database.unit_of_work() as connection:
        assert unlock(connection, ALICE, front.clock)


@pytest.mark.parametrize("owner_acts", [_changed_password, _replaced_authenticator, _locked_and_unlocked])
def test_a_proved_recovery_is_over_when_the_owner_acts(front, owner_acts):
    """A thief of the phone was faster with the code, the owner was told by the SMS."""
    thief = Forgetful(front)
    thief.start()
    assert thief.prove(Post(front).last_code()).status_code == 204
    owner_acts(front)
    assert told(thief.finish()) == (401, "session_ended")
