"""Statements on the queue of e-mails and SMS, and on those they are for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import delete, insert, select, update

from ccmdesk.server.models.access import notice
from ccmdesk.server.models.bank import caisse, customer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Select


class Contact(NamedTuple):
    """Where a customer is reached, and who writes."""

    civility: str
    name: str
    email: str
    phone: str
    caisse_name: str
    caisse_phone: str


class Waiting(NamedTuple):
    """A notice to deliver. `tries`: earlier ones."""

    id: str
    channel: str
    recipient: str
    subject: str
    body: str
    created_at: datetime
    tries: int


def contact_of(connection: Connection, customer_id: int) -> Contact:
    """Contact of record of a customer."""
    query = (
        select(
            customer.c.civility,
            customer.c.name,
            customer.c.email,
            customer.c.phone,
            caisse.c.name.label("caisse_name"),
            caisse.c.phone.label("caisse_phone"),
        )
        .join(caisse, caisse.c.id == customer.c.caisse_id)
        .where(customer.c.id == customer_id)
    )
    return Contact(*connection.execute(query).one())


def add_notices(connection: Connection, rows: Sequence[Mapping[str, object]]) -> None:
    """Queue notices."""
    connection.execute(insert(notice), [dict(row) for row in rows])


def any_due(connection: Connection, now: datetime, channel: str | None = None) -> bool:
    """Whether a notice (of this channel, if one is named) is due."""
    query = _due(select(notice.c.id), now, channel).limit(1)
    return connection.execute(query).first() is not None


def claim_due(connection: Connection, now: datetime, until: datetime, channel: str | None = None) -> Waiting | None:
    """Take the notice that has waited longest; nobody else gets it before `until`.

    None if none is due, or if another process was faster.
    """
    due = _due(select(notice.c.id), now, channel).order_by(notice.c.next_try_at).limit(1)
    found = connection.execute(due).scalar_one_or_none()
    if found is None:
        return None
    claim = (
        update(notice)
        .where(notice.c.id == found, notice.c.next_try_at <= now)
        .values(next_try_at=until, tries=notice.c.tries + 1)
        .returning(
            notice.c.id,
            notice.c.channel,
            notice.c.recipient,
            notice.c.subject,
            notice.c.body,
            notice.c.created_at,
            notice.c.tries - 1,
        )
    )
    row = connection.execute(claim).one_or_none()
    return Waiting(*row) if row else None


def _due(query: Select[tuple[str]], now: datetime, channel: str | None) -> Select[tuple[str]]:
    query = query.where(notice.c.next_try_at <= now)
    return query if channel is None else query.where(notice.c.channel == channel)


def mark_delivered(connection: Connection, notice_id: str, now: datetime) -> None:
    """Note that a notice is delivered, and forget its text."""
    statement = update(notice).where(notice.c.id == notice_id)
    connection.execute(statement.values(delivered_at=now, next_try_at=None, body=""))


def postpone(connection: Connection, notice_id: str, until: datetime) -> None:
    """Try a notice again at `until`."""
    statement = update(notice).where(notice.c.id == notice_id, notice.c.delivered_at.is_(None))
    connection.execute(statement.values(next_try_at=until))


def give_up(connection: Connection, notice_id: str) -> int | None:
    """Remove a notice that never arrived. Returns whose it was, or None if it was delivered meanwhile."""
    statement = delete(notice).where(notice.c.id == notice_id, notice.c.delivered_at.is_(None))
    found: int | None = connection.execute(statement.returning(notice.c.customer_id)).scalar_one_or_none()
    return found
