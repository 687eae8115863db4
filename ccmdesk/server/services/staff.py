"""The employees of a caisse: their codes, and proving that one is there (five wrong passwords lock his code)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from ccmdesk.server.models.access import MAX_FAILURES
from ccmdesk.server.repositories import customers, staff
from ccmdesk.server.repositories.staff import StaffRow
from ccmdesk.server.services.passwords import hash_password, verify_password

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, RowMapping

    from ccmdesk.server.database import Database

_CODE: Final = re.compile(r"[a-z0-9][a-z0-9._-]{1,31}")


class Role(StrEnum):
    """What an employee may do: an auditor looks, and neither asks nor decides."""

    TELLER = "teller"
    SUPERVISOR = "supervisor"
    AUDITOR = "auditor"


class Refusal(StrEnum):
    """Why an employee was not served."""

    WRONG = "wrong"
    """The code or the password."""

    LOCKED = "locked"
    ROLE = "role"
    CUSTOMER_UNKNOWN = "customer_unknown"
    """Or of another caisse."""

    REQUEST_UNKNOWN = "request_unknown"
    """Or of another caisse."""

    EXPIRED = "expired"
    DECIDED = "decided"
    SAME_PERSON = "same_person"
    NOTHING_NEW = "nothing_new"
    NO_AUTHENTICATOR = "no_authenticator"
    STAFF_UNKNOWN = "staff_unknown"
    STAFF_MALFORMED = "staff_malformed"


class DeskError(Exception):
    """An employee was not served, for a reason that he is told."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class Employee:
    """Someone of a caisse who has proved that he is there."""

    code: str
    caisse_id: str
    role: Role


def add(
    connection: Connection, code: str, caisse_id: str, name: str, role: Role, password_hash: str, now: datetime
) -> None:
    """Give someone a staff code. Raises DeskError STAFF_MALFORMED; the database refuses one that is taken."""
    if not _CODE.fullmatch(code):
        raise DeskError(Refusal.STAFF_MALFORMED)
    staff.add_staff(connection, StaffRow(code, caisse_id, name, role.value, password_hash, 0, now, None))


def recognise(database: Database, code: str, password: str) -> Employee:
    """Recognise an employee by his code and password; the caller holds no transaction.

    The try is counted, and committed, before it is looked at. Raises DeskError WRONG (or there is no such code, or it
    is closed), LOCKED (five failures in a row).
    """
    with database.unit_of_work() as connection:
        failures = staff.claim_try(connection, code)
        row = staff.find_staff(connection, code)
    if row is None:
        hash_password(password)  # as long as verifying one
        raise DeskError(Refusal.WRONG)
    right = verify_password(row.password_hash, password)
    if row.closed_at is not None:
        raise DeskError(Refusal.WRONG)
    if failures is None:
        raise DeskError(Refusal.LOCKED)
    if right:
        with database.unit_of_work() as connection:
            if staff.forgive_open(connection, code, failures):
                return Employee(row.id, row.caisse_id, Role(row.role))
    raise DeskError(Refusal.LOCKED if right or failures >= MAX_FAILURES else Refusal.WRONG)


def set_password(connection: Connection, code: str, password_hash: str) -> None:
    """Give an employee a new password; a locked one may try again. Raises DeskError STAFF_UNKNOWN."""
    if not staff.set_password(connection, code, password_hash):
        raise DeskError(Refusal.STAFF_UNKNOWN)


def close(connection: Connection, code: str, now: datetime) -> None:
    """Close a code for good: what its owner asked can still be decided, by others. Raises DeskError STAFF_UNKNOWN."""
    if not staff.close_staff(connection, code, now):
        raise DeskError(Refusal.STAFF_UNKNOWN)


def unlock(connection: Connection, code: str, by: Employee | None = None) -> bool:
    """Unlock a code: the operator, or a supervisor of the same caisse (`by`). False if it was not locked.

    Raises DeskError ROLE, STAFF_UNKNOWN.
    """
    row = staff.find_staff(connection, code)
    if row is None or row.closed_at is not None or (by is not None and row.caisse_id != by.caisse_id):
        raise DeskError(Refusal.STAFF_UNKNOWN)
    if by is not None and by.role is not Role.SUPERVISOR:
        raise DeskError(Refusal.ROLE)
    return staff.unlock(connection, code)


def customer_of(connection: Connection, employee: Employee, number: int) -> RowMapping:
    """Return a customer of the employee's caisse. Another caisse's is as unknown as one who does not exist.

    Raises DeskError ROLE (an auditor), CUSTOMER_UNKNOWN.
    """
    if employee.role is Role.AUDITOR:
        raise DeskError(Refusal.ROLE)
    try:
        found = customers.get_customer(connection, number)
    except LookupError:
        raise DeskError(Refusal.CUSTOMER_UNKNOWN) from None
    if found["caisse_id"] != employee.caisse_id:
        raise DeskError(Refusal.CUSTOMER_UNKNOWN)
    return found
