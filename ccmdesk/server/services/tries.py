"""The one counter of tries: five failures in a row, at whatever door, lock a subscriber code.

A try is counted in a transaction of its own before it is looked at, so that a hundred at once are still only five.
Known and unknown codes take the same steps through the same statements. Only the agency unlocks: a success that was
on its way when the fifth failure locked comes too late. A proof of everything starts the count again; a proof of less
gives back its own try at most, or it would pay for guesses at the rest.

Rows are always taken in this order, so that two doors never wait for each other: what the proof uses up, the counter,
what comes of it, the customer.
"""

from __future__ import annotations

from datetime import timedelta
from enum import Enum, auto
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.server.delivery import words
from ccmdesk.server.models.access import MAX_FAILURES
from ccmdesk.server.repositories import access, recoveries, sessions
from ccmdesk.server.services import audit
from ccmdesk.server.services.notices import tell

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from ccmdesk.core.clock import Clock
    from ccmdesk.server.database import Database


ABANDONED: Final = timedelta(hours=3)
"""After that nothing that the fifth try began can still succeed: the slowest door, a recovery, takes two hours."""


class Pardon(Enum):
    """What a right try is worth."""

    ALL = auto()
    """Everything was proved: the count starts again."""

    OWN = auto()
    """Only this try was not a failure."""

    NONE = auto()
    """Not even that, yet."""


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
        pardon: Pardon = Pardon.ALL,
    ) -> T:
        """Let someone try once; the caller holds no transaction.

        `find` says whose try it is, in the transaction that counts it: what it raises costs no try. `prove` looks at
        what was given and uses it up (a TOTP step, a row): its proof, or None when anything is wrong. `effect` does
        what is proved, in the same transaction. `door` names the place in the audit trail. `claim` counts
        otherwise than `Tries.claim`. `pardon`: what this proof is worth.

        Raises KnownError `refusal` (details: `tries_left`) or ACCESS_LOCKED. What `prove` and `effect` raise undoes
        what they did and leaves the try counted.
        """
        with self._database.unit_of_work() as connection:
            who = find(connection)
            failures = (claim or self.claim)(connection, who)
            if failures is None:
                self._note_failure(connection, who, None, self._clock.now() - ABANDONED)
        if failures is None:
            raise KnownError(ErrorCode.ACCESS_LOCKED)
        with self._database.unit_of_work() as connection:
            proof = prove(connection, who)
            if proof is not None:
                release(connection, who.subject, pardon)
                return effect(connection, who, proof)
            self._note_failure(connection, who, {"failures": failures, "door": door}, None)
        if failures >= MAX_FAILURES:
            raise KnownError(ErrorCode.ACCESS_LOCKED)
        raise KnownError(refusal, tries_left=MAX_FAILURES - failures)

    def _note_failure(
        self,
        connection: Connection,
        who: Subject,
        failed: Mapping[str, str | int] | None,
        tried_before: datetime | None,
    ) -> None:
        """Note a failure, if there is one, and lock after the fifth, or when it was forgotten to (a process died)."""
        now, customer_id = self._clock.now(), who.customer_id
        newly_locked = access.lock(connection, who.subject, now, tried_before)
        if customer_id is None:
            return
        if newly_locked:
            sessions.end_sessions(connection, customer_id, "locked", now)
            tell(connection, customer_id, words.access_locked, now)
        if failed is not None:
            audit.record(connection, customer_id, "sign_in.refused", failed, now)
        if newly_locked:
            audit.record(connection, customer_id, "access.locked", {}, now)


def release(connection: Connection, subject: str, pardon: Pardon = Pardon.ALL) -> None:
    """Go on after a proof, unless the code was locked meanwhile. Raises KnownError ACCESS_LOCKED."""
    is_open = {Pardon.ALL: access.forgive_open, Pardon.OWN: access.give_back, Pardon.NONE: access.is_open}[pardon]
    if not is_open(connection, subject):
        raise KnownError(ErrorCode.ACCESS_LOCKED)


def unlock(connection: Connection, customer_id: int, clock: Clock) -> bool:
    """Let a customer try again (agency, operator). False if nothing was locked. In the caller's transaction.

    What was half done before the lock, by whomever, is to be begun again.
    """
    code = access.subscriber_code(connection, customer_id)
    if code is None or access.failures_of(connection, code) < MAX_FAILURES:
        return False
    now = clock.now()
    access.drop_attempts(connection, customer_id)
    recoveries.drop_recoveries(connection, customer_id)
    access.forgive(connection, code)
    tell(connection, customer_id, words.access_unlocked, now)
    audit.record(connection, customer_id, "access.unlocked", {}, now)
    return True
