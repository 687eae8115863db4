"""Fills the demo's bank through the server's own services: caisses, customers, their access and their past."""

from __future__ import annotations

import base64
import uuid
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from ccmdesk.core.clock import PARIS, paris_date
from ccmdesk.core.rules.calendar import business_day_from
from ccmdesk.core.rules.transfers import AccountKind, TransferState
from ccmdesk.demo.data import CAISSES, ETIENNE, NADIA, PERSONAE, STAFF, VALERIE, Persona
from ccmdesk.demo.history import COUNTER, first_day, history
from ccmdesk.server.database import Database
from ccmdesk.server.install import install
from ccmdesk.server.keys import ServerKeys
from ccmdesk.server.ledger.book import Entry, Leg, book
from ccmdesk.server.openings import draw_temporary
from ccmdesk.server.repositories import feed, transfers
from ccmdesk.server.services import audit, customers, staff
from ccmdesk.server.services.access_requests import open_access
from ccmdesk.server.services.credentials import enrol
from ccmdesk.server.services.passwords import hash_password
from ccmdesk.server.settings import OperatorError, load_settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from sqlalchemy import Connection

    from ccmdesk.core.clock import Clock
    from ccmdesk.demo.folder import DemoFolder
    from ccmdesk.demo.history import Movement
    from ccmdesk.server.settings import Settings

from ccmdesk.demo.folder import DemoError

SINCE: Final = timedelta(days=60)
"""How long before today the customers without a past were opened."""

_NAMESPACE = uuid.UUID("6b1f5f1e-5c1f-4a53-9a0c-6000147c0de0")


def make_demo(folder: DemoFolder, clock: Clock, say: Callable[[str], None]) -> None:
    """Make a whole demo in `folder`, anew. `say` is told each step before it begins. Raises DemoError."""
    folder.clear()
    say("Certificats, secret et base de données de la banque")
    try:
        install(folder.bank, clock, port=0)
        settings = load_settings(folder.config)
    except OperatorError as error:
        raise DemoError(str(error)) from error
    today = paris_date(clock.now())
    open_day = business_day_from(today)
    database = Database(settings.database_url)
    try:
        with database.unit_of_work() as connection:
            say("Caisses de Nîmes, Toulon et Nantes, leurs agents ; trois clients et leurs accès")
            _open_caisses(connection, open_day, clock.now())
            for persona in PERSONAE:
                _open_customer(connection, persona, settings, today, clock)
            say("Cinq ans d’opérations de Monsieur Rouvière")
            for persona in (VALERIE, NADIA):
                _write_past(connection, persona, opening_past(persona, today), clock)
            _write_past(connection, ETIENNE, history(_last_day(open_day)), clock)
    finally:
        database.dispose()
    folder.mark_whole(today)


def opening_past(persona: Persona, today: date) -> list[Movement]:
    """Return the movements that bring a customer's accounts to their opening balances."""
    from ccmdesk.demo.history import Movement as Line

    day = business_day_from(today - SINCE)
    return [
        Line(day, "cash", "Versement d’espèces au guichet", "", ((a.number, a.opening), (COUNTER, -a.opening)))
        for a in persona.accounts
        if a.opening
    ]


def _last_day(open_day: date) -> date:
    """Last day of the past: the day before the open one."""
    return open_day - timedelta(days=1)


def _open_caisses(connection: Connection, open_day: date, now: datetime) -> None:
    for caisse in CAISSES:
        customers.open_caisse(connection, replace(caisse, open_day=open_day))
    for who in STAFF:
        hashed = hash_password(who.password)
        staff.add(connection, who.code, who.caisse, who.name, staff.Role(who.role), hashed, now)


def _open_customer(connection: Connection, persona: Persona, settings: Settings, today: date, clock: Clock) -> None:
    keys = ServerKeys.of(settings)
    since = first_day(business_day_from(today) - timedelta(days=1)) if persona is ETIENNE else today - SINCE
    accounts = [
        customers.NewAccount(account.number[7:], account.kind, account.label, since, account.rate)
        for account in persona.accounts
    ]
    customers.open_customer(connection, persona.who, accounts, clock)
    if persona.secret:
        secret = base64.b32decode(persona.secret)
        enrol(connection, keys, persona.who.number, hash_password(persona.password), secret, clock.now())
    else:
        open_access(connection, keys, persona.who.number, draw_temporary(settings, clock.now()), clock.now())


def _write_past(connection: Connection, persona: Persona, movements: list[Movement], clock: Clock) -> None:
    """Book the past in order; what the customer ordered himself is also among his transfers."""
    number = int(persona.number)
    kinds = {account.number: account.kind for account in persona.accounts}
    entries: list[Entry] = []
    for place, movement in enumerate(movements):
        (source, amount), (target, _) = movement.legs
        ordered = movement.kind == "transfer" and AccountKind.SIGHT in {kinds[source], kinds[target]}
        transfer_id = uuid.uuid5(_NAMESPACE, f"{number}/{place}").hex if ordered else None
        if transfer_id is not None:
            _write_order(connection, number, movement, transfer_id, source, target, -amount)
        legs = tuple(Leg(account, cents, movement.label, movement.counterparty) for account, cents in movement.legs)
        entries.append(Entry(movement.kind, movement.day, legs, transfer_id=transfer_id))
    book(connection, number, entries, clock.now())
    audit.record(connection, number, "history.take_over", {"movements": len(entries)}, clock.now())


def _write_order(
    connection: Connection, number: int, movement: Movement, transfer_id: str, source: str, target: str, amount: int
) -> None:
    created = datetime.combine(movement.day, time(9, 30), tzinfo=PARIS).astimezone(UTC)
    transfers.add_transfer(
        connection,
        customer_id=number,
        id=transfer_id,
        seq=feed.take_numbers(connection, number, 1),
        key=uuid.uuid5(_NAMESPACE, transfer_id).hex,
        source=source,
        target=target,
        amount=amount,
        label=movement.label,
        requested_on=movement.day,
        execution_on=movement.day,
        state=TransferState.EXECUTED.value,
        reason=None,
        created_at=created,
        executed_on=movement.day,
        rejected_on=None,
    )
