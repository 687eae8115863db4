"""Fills the demo's bank through the server's own services: caisses, customers, their access and their past."""

from __future__ import annotations

import base64
import uuid
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from ccmdesk.core.clock import PARIS, paris_date
from ccmdesk.core.rules.calendar import business_day_from
from ccmdesk.core.rules.transfers import AccountKind, TransferState
from ccmdesk.demo.data import CAISSES, ETIENNE, PERSONAE, VALERIE, Persona
from ccmdesk.demo.history import COUNTER, first_day, history
from ccmdesk.server.database import Database
from ccmdesk.server.install import install
from ccmdesk.server.keys import ServerKeys
from ccmdesk.server.ledger.book import Entry, Leg, book
from ccmdesk.server.repositories import feed, transfers
from ccmdesk.server.services import audit, customers
from ccmdesk.server.services.credentials import enrol
from ccmdesk.server.settings import OperatorError, load_settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from sqlalchemy import Connection

    from ccmdesk.core.clock import Clock
    from ccmdesk.demo.folder import DemoFolder
    from ccmdesk.demo.history import Movement

from ccmdesk.demo.folder import DemoError

VALERIE_SINCE = timedelta(days=60)
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
            say("Caisses de Nîmes, Toulon et Nantes ; deux clients et leurs accès")
            _open_caisses(connection, open_day)
            keys = ServerKeys.of(settings)
            for persona in PERSONAE:
                _open_customer(connection, persona, keys, today, clock)
            say("Cinq ans d’opérations de Monsieur Rouvière")
            _write_past(connection, VALERIE, opening_past(VALERIE, today), clock)
            _write_past(connection, ETIENNE, history(_last_day(open_day)), clock)
    finally:
        database.dispose()
    folder.mark_whole(today)


def opening_past(persona: Persona, today: date) -> list[Movement]:
    """Return the movements that bring a customer's accounts to their opening balances."""
    from ccmdesk.demo.history import Movement as Line

    day = business_day_from(today - VALERIE_SINCE)
    return [
        Line(day, "cash", "Versement d’espèces au guichet", "", ((a.number, a.opening), (COUNTER, -a.opening)))
        for a in persona.accounts
        if a.opening
    ]


def _last_day(open_day: date) -> date:
    """Last day of the past: the day before the open one."""
    return open_day - timedelta(days=1)


def _open_caisses(connection: Connection, open_day: date) -> None:
    for caisse in CAISSES:
        new = customers.NewCaisse(
            id=caisse.id,
            name=caisse.name,
            bic=caisse.bic,
            bank_code=caisse.bank_code,
            branch_code=caisse.branch_code,
            phone=caisse.phone,
            opening_hours=caisse.opening_hours,
            open_day=open_day,
        )
        customers.open_caisse(connection, new)


def _open_customer(connection: Connection, persona: Persona, keys: ServerKeys, today: date, clock: Clock) -> None:
    number = int(persona.number)
    since = first_day(business_day_from(today) - timedelta(days=1)) if persona is ETIENNE else today - VALERIE_SINCE
    new = customers.NewCustomer(
        number=number,
        caisse_id=persona.caisse,
        subscriber_code=persona.code,
        civility=persona.civility,
        name=persona.name,
        birth_date=persona.birth_date,
        email=persona.email,
        phone=persona.phone,
        address=persona.address,
        postcode=persona.postcode,
        town=persona.town,
    )
    accounts = [
        customers.NewAccount(account.number[7:], account.kind, account.label, since, account.rate)
        for account in persona.accounts
    ]
    customers.open_customer(connection, new, accounts, clock)
    enrol(connection, keys, number, persona.password, base64.b32decode(persona.secret), clock.now())


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
