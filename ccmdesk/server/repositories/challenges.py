"""Statements on challenges: what was shown, to be approved and then used, once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import and_, delete, exists, insert, or_, select, update

from ccmdesk.server.models.access import session
from ccmdesk.server.models.trust import challenge

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection


UNSIGNED: Final = 20
"""Challenges that a session may have asked for and not signed: nobody reads more at once."""


class ChallengeRow(NamedTuple):
    """A challenge as stored."""

    id: str
    session_id: str
    device_id: str
    operation: str
    content_hash: str
    document: str
    issued_at: datetime
    expires_at: datetime
    approval_hash: str | None = None
    approved_at: datetime | None = None
    used_at: datetime | None = None


def add_challenge(connection: Connection, customer_id: int, row: ChallengeRow) -> None:
    """Keep what a customer is about to be shown."""
    connection.execute(insert(challenge).values(customer_id=customer_id, **row._asdict()))


def find_challenge(connection: Connection, customer_id: int, challenge_id: str) -> ChallengeRow | None:
    """Look up a challenge of a customer."""
    query = select(*(challenge.c[name] for name in ChallengeRow._fields)).where(
        challenge.c.customer_id == customer_id, challenge.c.id == challenge_id
    )
    row = connection.execute(query).one_or_none()
    return ChallengeRow(*row) if row else None


def approve_challenge(
    connection: Connection, customer_id: int, challenge_id: str, approval_hash: str, now: datetime
) -> bool:
    """Note the approval that was found right, if the challenge is neither used nor expired."""
    statement = (
        update(challenge)
        .where(
            challenge.c.customer_id == customer_id,
            challenge.c.id == challenge_id,
            challenge.c.used_at.is_(None),
            challenge.c.expires_at > now,
        )
        .values(approval_hash=approval_hash, approved_at=now)
    )
    return connection.execute(statement).rowcount == 1


def use_challenge(connection: Connection, customer_id: int, approved: ChallengeRow, now: datetime) -> bool:
    """Use a challenge, once: False unless it is exactly as `approved` says, unused, and its session has not ended."""
    is_open = exists().where(session.c.id == approved.session_id, session.c.ended_at.is_(None))
    statement = (
        update(challenge)
        .where(
            challenge.c.customer_id == customer_id,
            challenge.c.id == approved.id,
            challenge.c.session_id == approved.session_id,
            challenge.c.device_id == approved.device_id,
            challenge.c.operation == approved.operation,
            challenge.c.content_hash == approved.content_hash,
            challenge.c.approval_hash == approved.approval_hash,
            challenge.c.used_at.is_(None),
            is_open,
        )
        .values(used_at=now)
    )
    return connection.execute(statement).rowcount == 1


def drop_old_challenges(
    connection: Connection, customer_id: int, session_id: str, now: datetime, approved_before: datetime
) -> None:
    """Forget challenges that can serve no more: what came of the signed ones is in their receipts.

    Of those that a session has not signed the last stay, UNSIGNED with the one that comes.
    """
    unsigned = (
        challenge.c.customer_id == customer_id,
        challenge.c.session_id == session_id,
        challenge.c.approved_at.is_(None),
    )
    last = select(challenge.c.id).where(*unsigned).order_by(challenge.c.issued_at.desc()).limit(UNSIGNED - 1)
    is_over = or_(
        and_(challenge.c.approved_at.is_(None), challenge.c.expires_at <= now),
        and_(*unsigned, challenge.c.id.not_in(last)),
        challenge.c.expires_at < approved_before,
    )
    connection.execute(delete(challenge).where(challenge.c.customer_id == customer_id, is_over))
