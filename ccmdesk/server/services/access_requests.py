"""What takes two employees: an authenticator removed (lost phone), the contact of record changed.

One asks, another of the same caisse decides within a day (PRODUCT: « two employees, old channels notified »). Each step
is in the customer's audit trail with the staff code. Rows are taken in one order everywhere (see `tries`): the request,
what was begun, the credential, the counter of tries, the sessions, the customer.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Final

from ccmdesk.core.ids import new_key
from ccmdesk.server.delivery import words_access
from ccmdesk.server.repositories import access, access_requests, feed, notices, sessions
from ccmdesk.server.services import audit
from ccmdesk.server.services.credentials import give_temporary
from ccmdesk.server.services.notices import tell
from ccmdesk.server.services.staff import DeskError, Employee, Refusal, Role, customer_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from ccmdesk.server.keys import ServerKeys
    from ccmdesk.server.repositories.access_requests import RequestRow

LIFE: Final = timedelta(hours=24)
DECIDERS: Final = (Role.TELLER, Role.SUPERVISOR)


class Kind(StrEnum):
    """What is asked."""

    LOST_PHONE = "lost_phone"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class Temporary:
    """A temporary password that was drawn for a customer: `password` goes into one SMS, its hash into the database."""

    password: str
    password_hash: str
    until: datetime

    def __repr__(self) -> str:
        return "Temporary(…)"


def ask_lost_phone(connection: Connection, employee: Employee, number: int, now: datetime) -> str:
    """Ask to remove a customer's authenticator. Returns the request's id.

    Raises DeskError ROLE, CUSTOMER_UNKNOWN, NO_AUTHENTICATOR (there is nothing to remove).
    """
    found = customer_of(connection, employee, number)
    facts = access_requests.access_facts(connection, found["id"])
    if facts is None or facts.authenticator is None:
        raise DeskError(Refusal.NO_AUTHENTICATOR)
    return _ask(connection, employee, number, Kind.LOST_PHONE, {}, now)


def ask_contact(
    connection: Connection, employee: Employee, number: int, email: str | None, phone: str | None, now: datetime
) -> str:
    """Ask to change a customer's e-mail address, phone number or both. Returns the request's id.

    Raises DeskError ROLE, CUSTOMER_UNKNOWN, NOTHING_NEW.
    """
    found = customer_of(connection, employee, number)
    asked = {"email": email, "phone": phone}
    content = {name: value for name, value in asked.items() if value is not None and value != found[name]}
    if not content:
        raise DeskError(Refusal.NOTHING_NEW)
    return _ask(connection, employee, number, Kind.CONTACT, content, now)


def _ask(
    connection: Connection, employee: Employee, number: int, kind: Kind, content: dict[str, str], now: datetime
) -> str:
    request_id = new_key()
    access_requests.add_request(
        connection,
        {
            "customer_id": number,
            "id": request_id,
            "kind": kind.value,
            "content": json.dumps(content, ensure_ascii=False),
            "asked_by": employee.code,
            "asked_at": now,
            "expires_at": now + LIFE,
        },
    )
    details = {"request": request_id, "kind": kind.value, "staff": employee.code}
    audit.record(connection, number, "request.asked", details, now)
    return request_id


def find(connection: Connection, employee: Employee, request_id: str) -> RequestRow:
    """Return a request of the employee's caisse. Raises DeskError REQUEST_UNKNOWN, ROLE (an auditor)."""
    if employee.role not in DECIDERS:
        raise DeskError(Refusal.ROLE)
    row = access_requests.find_request(connection, request_id)
    if row is None or row.caisse_id != employee.caisse_id:
        raise DeskError(Refusal.REQUEST_UNKNOWN)
    return row


def refuse(connection: Connection, employee: Employee, request_id: str, now: datetime) -> None:
    """Refuse a request: nothing changes. Raises DeskError, as `accept`."""
    row = _decide(connection, employee, request_id, "refused", now)
    _note_decision(connection, employee, row, "refused", now)


def accept(
    connection: Connection,
    keys: ServerKeys,
    employee: Employee,
    request_id: str,
    temporary: Temporary,
    now: datetime,
) -> Kind:
    """Accept a request and do what it asks; `temporary` serves for a lost phone only. Returns what was asked.

    Raises DeskError REQUEST_UNKNOWN, ROLE, SAME_PERSON, DECIDED, EXPIRED.
    """
    row = _decide(connection, employee, request_id, "accepted", now)
    kind = Kind(row.kind)
    if kind is Kind.LOST_PHONE:
        _remove_authenticator(connection, keys, row.customer_id, temporary, now)
    else:
        _change_contact(connection, keys, row.customer_id, json.loads(row.content), now)
    _note_decision(connection, employee, row, "accepted", now)
    return kind


def _decide(connection: Connection, employee: Employee, request_id: str, decision: str, now: datetime) -> RequestRow:
    row = find(connection, employee, request_id)
    if not access_requests.decide_request(connection, row, employee.code, DECIDERS, decision, now):
        raise DeskError(_why_not(row, employee, now))
    return row


def _note_decision(connection: Connection, employee: Employee, row: RequestRow, decision: str, now: datetime) -> None:
    details = {"request": row.id, "kind": row.kind, "staff": employee.code, "asked_by": row.asked_by}
    audit.record(connection, row.customer_id, f"request.{decision}", details, now)


def _why_not(row: RequestRow, employee: Employee, now: datetime) -> Refusal:
    """Find the word for what the UPDATE has already refused. What changed a moment ago was decided by another."""
    if row.asked_by == employee.code:
        return Refusal.SAME_PERSON
    return Refusal.EXPIRED if row.decision is None and row.expires_at <= now else Refusal.DECIDED


def _remove_authenticator(
    connection: Connection, keys: ServerKeys, customer_id: int, temporary: Temporary, now: datetime
) -> None:
    """Back to the first connection, by two employees: a locked code is unlocked with it."""
    access_requests.drop_unfinished(connection, customer_id)
    access.hold_secrets(connection, customer_id)
    access.forgive(connection, access.subscriber_code(connection, customer_id) or "")
    sessions.end_sessions(connection, customer_id, "authenticator", now)
    give_temporary(connection, customer_id, temporary.password_hash, temporary.until, now, replacing=True)
    tell(connection, customer_id, partial(words_access.access_restored, until=temporary.until), now, keys=keys)
    _send_password(connection, keys, customer_id, temporary, now)


def open_access(
    connection: Connection, keys: ServerKeys, customer_id: int, temporary: Temporary, now: datetime
) -> bool:
    """Open a customer's access, or send it again: code by e-mail, temporary password by SMS.

    False, and nothing happens, when he has an authenticator.
    """
    if not give_temporary(connection, customer_id, temporary.password_hash, temporary.until, now):
        return False
    code = access.subscriber_code(connection, customer_id) or ""
    opened = partial(words_access.access_opened, code=code, until=temporary.until)
    tell(connection, customer_id, opened, now, keys=keys)
    _send_password(connection, keys, customer_id, temporary, now)
    return True


def _send_password(
    connection: Connection, keys: ServerKeys, customer_id: int, temporary: Temporary, now: datetime
) -> None:
    """Send a temporary password by SMS."""
    writer = partial(words_access.temporary_password, password=temporary.password, until=temporary.until)
    tell(connection, customer_id, writer, now, keys=keys)


def _change_contact(
    connection: Connection, keys: ServerKeys, customer_id: int, content: dict[str, str], now: datetime
) -> None:
    """Write the new contact, and to the old and the new one, each once."""
    seq = feed.take_numbers(connection, customer_id, 1)
    old = notices.contact_of(connection, customer_id)
    new = old._replace(**content)
    access_requests.set_contact(connection, customer_id, new.email, new.phone, seq)
    added = new._replace(
        email="" if new.email == old.email else new.email, phone="" if new.phone == old.phone else new.phone
    )
    for contact in (old, added):
        tell(connection, customer_id, words_access.contact_changed, now, keys=keys, to=contact)
    audit.record(connection, customer_id, "contact.change", {"fields": ",".join(sorted(content))}, now)
