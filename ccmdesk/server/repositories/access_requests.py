"""Statements on what one employee asks and another decides. Who may decide is in the UPDATE that does it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import and_, delete, exists, insert, or_, select, update

from ccmdesk.server.models.access import credential, session
from ccmdesk.server.models.bank import customer
from ccmdesk.server.models.staff import access_request, staff
from ccmdesk.server.models.trust import device, enrolment, recovery

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from sqlalchemy import Connection


class RequestRow(NamedTuple):
    """A request as stored, with the caisse of its customer."""

    customer_id: int
    id: str
    kind: str
    content: str
    asked_by: str
    asked_at: datetime
    expires_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    decision: str | None
    caisse_id: str


class AccessFacts(NamedTuple):
    """What the agency sees of an access. `authenticator`: its kind, "" if unknown, None if there is none."""

    authenticator: str | None
    authenticator_since: datetime | None
    temporary_until: datetime | None
    temporary_used: bool
    password_since: datetime


_FIELDS = (*(access_request.c[name] for name in RequestRow._fields[:-1]), customer.c.caisse_id)


def add_request(connection: Connection, values: Mapping[str, object]) -> None:
    """Insert a request (columns by name)."""
    connection.execute(insert(access_request), values)


def find_request(connection: Connection, request_id: str) -> RequestRow | None:
    """Look up a request by its id."""
    query = (
        select(*_FIELDS)
        .join(customer, customer.c.id == access_request.c.customer_id)
        .where(access_request.c.id == request_id)
    )
    row = connection.execute(query).one_or_none()
    return RequestRow(*row) if row else None


def pending_requests(connection: Connection, now: datetime, caisse_id: str | None = None) -> list[RequestRow]:
    """Return the requests (of a caisse) that can still be decided, the oldest first."""
    query = (
        select(*_FIELDS)
        .join(customer, customer.c.id == access_request.c.customer_id)
        .where(access_request.c.decision.is_(None), access_request.c.expires_at > now)
        .order_by(access_request.c.asked_at, access_request.c.id)
    )
    if caisse_id is not None:
        query = query.where(customer.c.caisse_id == caisse_id)
    return [RequestRow(*row) for row in connection.execute(query)]


def decide_request(
    connection: Connection, row: RequestRow, staff_id: str, roles: Collection[str], decision: str, now: datetime
) -> bool:
    """Decide a request, once: not too late, by someone else of the same caisse whose code is open and of these roles.

    False if any of it does not hold.
    """
    decider = exists().where(
        staff.c.id == staff_id,
        staff.c.closed_at.is_(None),
        staff.c.role.in_(roles),
        staff.c.caisse_id == row.caisse_id,
    )
    statement = (
        update(access_request)
        .where(
            access_request.c.customer_id == row.customer_id,
            access_request.c.id == row.id,
            access_request.c.decision.is_(None),
            access_request.c.expires_at > now,
            access_request.c.asked_by != staff_id,
            decider,
        )
        .values(decision=decision, decided_by=staff_id, decided_at=now)
    )
    return connection.execute(statement).rowcount == 1


def set_contact(connection: Connection, customer_id: int, email: str, phone: str, seq: int) -> None:
    """Change a customer's contact of record, as change `seq` of his feed."""
    statement = update(customer).where(customer.c.id == customer_id)
    connection.execute(statement.values(email=email, phone=phone, profile_seq=seq))


def drop_unfinished(connection: Connection, customer_id: int) -> None:
    """Forget what a customer has begun: authenticators being introduced, a password being replaced."""
    connection.execute(delete(enrolment).where(enrolment.c.customer_id == customer_id))
    connection.execute(delete(recovery).where(recovery.c.customer_id == customer_id))


def access_facts(connection: Connection, customer_id: int) -> AccessFacts | None:
    """State of a customer's access; None if none was ever opened."""
    query = select(
        credential.c.totp_sealed.is_not(None).label("is_set"),
        credential.c.authenticator,
        credential.c.authenticator_since,
        credential.c.temporary_until,
        credential.c.temporary_device,
        credential.c.changed_at,
    ).where(credential.c.customer_id == customer_id)
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    kind = (row.authenticator or "") if row.is_set else None
    used = row.temporary_device is not None
    return AccessFacts(kind, row.authenticator_since, row.temporary_until, used, row.changed_at)


def devices_in_use(connection: Connection, customer_id: int, now: datetime) -> list[tuple[str, str, datetime]]:
    """Name, system and last use of the devices a customer signs in from, the last used first.

    One whose key lived in memory only counts as long as a session of it is open.
    """
    is_open = exists().where(
        and_(
            session.c.customer_id == device.c.customer_id,
            session.c.device_id == device.c.id,
            session.c.ended_at.is_(None),
            session.c.expires_at > now,
        )
    )
    query = (
        select(device.c.name, device.c.system, device.c.last_seen_at)
        .where(device.c.customer_id == customer_id, device.c.forgotten_at.is_(None), or_(device.c.lasting, is_open))
        .order_by(device.c.last_seen_at.desc(), device.c.id)
    )
    return [(row.name, row.system, row.last_seen_at) for row in connection.execute(query)]
