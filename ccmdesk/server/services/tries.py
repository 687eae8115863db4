"""The one counter of tries: five failures in a row, at whatever door, lock a subscriber code.

A try is counted in a transaction of its own before it is looked at, so that a hundred at once are still only five.
Known and unknown codes take the same steps through the same statements. Only the agency unlocks: a success that was
on its way when the fifth failure locked comes too late.

Rows are always taken in this order, so that two doors never wait for each other: what the proof uses up, the counter,
what comes of it, the customer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.server.delivery import words
from ccmdesk.server.models.access import MAX_FAILURES
from ccmdesk.server.repositories import access, sessions
from ccmdesk.server.services import audit
from ccmdesk.server.services.notices import tell

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from ccmdesk.core.clock import Clock
    from ccmdesk.server.database import Database


class Subject(Protocol):
    """Whose try it is: the code as typed, and the customer, None when nobody has this code."""

    @property
    def subject(self) -> str: ...

    @property
    def customer_id(self) -> int | None: ...


S = TypeVar("S", bound=Subject)
P = TypeVar("P")
T = TypeVar("T")


class Tries:
    """Spends tries. Every door that a code can be guessed at goes through `spend`."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def claim(self, connection: Connection, who: Subject) -> int | None:
        """Count a try as failed. Returns the failures so far, this one included, or None: locked."""
        return access.claim_try(connection, who.subject, self._clock.now())

    def spend(
        self,
        find: Callable[[Connection], S],
        prove: Callable[[Connection, S], P | None],
        effect: Callable[[Connection, S, P], T],
        *,
        door: str,
        refusal: ErrorCode = ErrorCode.SIGN_IN_FAILED,
        claim: Callable[[Connection, S], int | None] | None = None,
        forgives: bool = True,
    ) -> T:
        """Let someone try once; the caller holds no transaction.

        `find` says whose try it is, in the transaction that counts it: what it raises costs no try. `prove` looks at
        what was given and uses it up (a TOTP step, a row): its proof, or None when anything is wrong. `effect` does
        what is proved, in the same transaction. `door` names the place in the audit trail. `claim` counts
        otherwise than `Tries.claim`. `forgives`: whether this proof starts the count again.

        Raises KnownError `refusal` (details: `tries_left`) or ACCESS_LOCKED. What `prove` and `effect` raise undoes
        what they did and leaves the try counted.
        """
        with self._database.unit_of_work() as connection:
            who = find(connection)
            failures = (claim or self.claim)(connection, who)
        if failures is None:
            raise KnownError(ErrorCode.ACCESS_LOCKED)
        with self._database.unit_of_work() as connection:
            proof = prove(connection, who)
            if proof is not None:
                release(connection, who.subject, forgives=forgives)
                return effect(connection, who, proof)
            self._note_failure(connection, who, failures, door)
        if failures >= MAX_FAILURES:
            raise KnownError(ErrorCode.ACCESS_LOCKED)
        raise KnownError(refusal, tries_left=MAX_FAILURES - failures)

    def _note_failure(self, connection: Connection, who: Subject, failures: int, door: str) -> None:
        now, customer_id = self._clock.now(), who.customer_id
        newly_locked = access.lock(connection, who.subject, now)
        if customer_id is None:
            return
        if newly_locked:
            sessions.end_sessions(connection, customer_id, "locked", now)
            tell(connection, customer_id, words.access_locked, now)
        audit.record(connection, customer_id, "sign_in.refused", {"failures": failures, "door": door}, now)
        if newly_locked:
            audit.record(connection, customer_id, "access.locked", {}, now)


def release(connection: Connection, subject: str, *, forgives: bool = True) -> None:
    """Go on after a proof, unless the code was locked meanwhile. Raises KnownError ACCESS_LOCKED."""
    is_open = access.forgive_open(connection, subject) if forgives else access.is_open(connection, subject)
    if not is_open:
        raise KnownError(ErrorCode.ACCESS_LOCKED)


def unlock(connection: Connection, customer_id: int, clock: Clock) -> bool:
    """Let a customer try again (agency, operator). False if nothing was locked. In the caller's transaction."""
    code = access.subscriber_code(connection, customer_id)
    if code is None or access.failures_of(connection, code) < MAX_FAILURES:
        return False
    now = clock.now()
    access.forgive(connection, code)
    tell(connection, customer_id, words.access_unlocked, now)
    audit.record(connection, customer_id, "access.unlocked", {}, now)
    return True
