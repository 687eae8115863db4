"""Statements on the employees of caisses. Their tries are counted like the customers': before they are looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import insert, select, update

from ccmdesk.server.models.access import MAX_FAILURES
from ccmdesk.server.models.staff import staff

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection


class StaffRow(NamedTuple):
    """An employee as stored."""

    id: str
    caisse_id: str
    name: str
    role: str
    password_hash: str
    failures: int
    created_at: datetime
    closed_at: datetime | None


def add_staff(connection: Connection, row: StaffRow) -> None:
    """Insert an employee."""
    connection.execute(insert(staff).values(**row._asdict()))


def find_staff(connection: Connection, staff_id: str) -> StaffRow | None:
    """Look up an employee, closed ones too."""
    query = select(*(staff.c[name] for name in StaffRow._fields)).where(staff.c.id == staff_id)
    row = connection.execute(query).one_or_none()
    return StaffRow(*row) if row else None


def list_staff(connection: Connection, caisse_id: str | None = None) -> list[StaffRow]:
    """Return the employees (of a caisse) by caisse and code."""
    query = select(*(staff.c[name] for name in StaffRow._fields)).order_by(staff.c.caisse_id, staff.c.id)
    if caisse_id is not None:
        query = query.where(staff.c.caisse_id == caisse_id)
    return [StaffRow(*row) for row in connection.execute(query)]


def claim_try(connection: Connection, staff_id: str) -> int | None:
    """Count a try as failed before it is looked at. Returns the failures so far, or None: locked, closed, unknown."""
    claim = (
        update(staff)
        .where(staff.c.id == staff_id, staff.c.failures < MAX_FAILURES, staff.c.closed_at.is_(None))
        .values(failures=staff.c.failures + 1)
        .returning(staff.c.failures)
    )
    return connection.execute(claim).scalar_one_or_none()


def forgive_open(connection: Connection, staff_id: str, failures: int) -> bool:
    """Start counting from 0 again after a success; False if the code was closed, or locked by others meanwhile.

    `failures`: what `claim_try` returned. The fifth try may itself be the right one.
    """
    statement = update(staff).where(
        staff.c.id == staff_id,
        staff.c.closed_at.is_(None),
        (staff.c.failures < MAX_FAILURES) | (failures == MAX_FAILURES),
    )
    return connection.execute(statement.values(failures=0)).rowcount == 1


def unlock(connection: Connection, staff_id: str) -> bool:
    """Let a locked employee try again. False if he was not locked."""
    statement = update(staff).where(staff.c.id == staff_id, staff.c.failures == MAX_FAILURES)
    return connection.execute(statement.values(failures=0)).rowcount == 1


def set_password(connection: Connection, staff_id: str, password_hash: str) -> bool:
    """Give an employee a new password, and his tries back. False for an unknown or closed code."""
    statement = update(staff).where(staff.c.id == staff_id, staff.c.closed_at.is_(None))
    return connection.execute(statement.values(password_hash=password_hash, failures=0)).rowcount == 1


def close_staff(connection: Connection, staff_id: str, now: datetime) -> bool:
    """Close an employee's code for good. False for an unknown or closed one."""
    statement = update(staff).where(staff.c.id == staff_id, staff.c.closed_at.is_(None))
    return connection.execute(statement.values(closed_at=now)).rowcount == 1
