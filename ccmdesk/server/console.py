"""Commands that look into the bank or move it on; what they print is for the operator."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from ccmdesk.core.clock import SystemClock, paris_date
from ccmdesk.core.errors import KnownError
from ccmdesk.core.money import format_amount, parse_amount
from ccmdesk.core.rules.calendar import business_day_from, is_business_day
from ccmdesk.server.database import Database
from ccmdesk.server.dayend.run import close_days, close_next
from ccmdesk.server.delivery.words import when
from ccmdesk.server.migrations import is_current, upgrade
from ccmdesk.server.models.access import MAX_FAILURES
from ccmdesk.server.repositories import access, access_requests, caisses, customers
from ccmdesk.server.services.customers import NewCaisse, open_caisse, start_epoch
from ccmdesk.server.services.purge import purge
from ccmdesk.server.services.tries import unlock
from ccmdesk.server.settings import OperatorError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from datetime import date, datetime

    from sqlalchemy import Connection, RowMapping

    from ccmdesk.server.repositories.access_requests import AccessFacts
    from ccmdesk.server.settings import Settings

NEVER: Final = "jamais"
_WIDTH: Final = 14


@contextmanager
def opened(settings: Settings) -> Iterator[Database]:
    """Open the configured database for a command. Raises OperatorError when it does not answer or is of another age."""
    database = Database(settings.database_url)
    try:
        with database.snapshot() as connection:
            current = is_current(connection)
        if not current:
            raise OperatorError("La base de données n’est pas au niveau de cette version : « ccmdesk server migrate ».")
        yield database
    except IntegrityError as error:
        raise OperatorError(
            "Refusé par la base de données : ce numéro existe déjà, ou une valeur est impossible."
        ) from error
    except SQLAlchemyError as error:
        raise OperatorError("La base de données ne répond pas.") from error
    finally:
        database.dispose()


def migrate(settings: Settings) -> None:
    """Bring the tables up to this version. Raises OperatorError."""
    database = Database(settings.database_url)
    try:
        upgrade(database)
    except SQLAlchemyError as error:
        raise OperatorError("La base de données ne répond pas.") from error
    finally:
        database.dispose()


def note_restored(settings: Settings) -> None:
    """Start a new life of a database that was restored from a backup: every client then reads all of it again.

    Without it, a client that was away until the feed had grown past its cursor would keep what the backup lacks.
    Raises OperatorError.
    """
    with opened(settings) as database, database.unit_of_work() as connection:
        start_epoch(connection, SystemClock())


def day_end(settings: Settings, *, until: date | None, next_day: bool) -> bool:
    """Close days and report on them. Returns whether the books differ somewhere. Raises OperatorError."""
    with opened(settings) as database:
        clock = SystemClock()
        reports = close_next(database, clock) if next_day else close_days(database, clock, until)
        purge(database, clock)
    differ = False
    for report in reports:
        say(
            f"{report.day.isoformat()}  {report.caisse_id:<{_WIDTH}} {report.executed} exécuté(s), "
            f"{report.rejected} rejeté(s), total {format_amount(report.total)}"
        )
        for found in report.differences:
            differ = True
            say(
                f"  ÉCART  {found.rule} : {found.subject}, attendu {format_amount(found.expected)}, "
                f"trouvé {format_amount(found.found)}"
            )
    if not reports:
        say("Rien à clore : tous les jours ouvrés échus le sont déjà.")
    return differ


def list_caisses(settings: Settings) -> None:
    """List the caisses and their open day."""
    with opened(settings) as database, database.snapshot() as connection:
        for row in caisses.list_caisses(connection):
            limit = row["sign_above"]
            signed = f", signature au-dessus de {format_amount(limit)}" if limit is not None else ""
            day = row["open_day"].isoformat()
            say(f"{row['id']:<{_WIDTH}} {row['bic']:<11}  jour ouvert {day}  {row['name']}{signed}")


def add_caisse(settings: Settings, given: argparse.Namespace) -> None:
    """Open a caisse. Raises OperatorError."""
    today = paris_date(SystemClock().now())
    open_day: date = given.open_day or business_day_from(today)
    if not is_business_day(open_day):
        raise OperatorError(f"Le {open_day.isoformat()} n’est pas un jour ouvré.")
    new = NewCaisse(
        id=given.id,
        name=given.name,
        bic=given.bic,
        bank_code=given.bank_code,
        branch_code=given.branch_code,
        phone=given.phone,
        opening_hours=given.opening_hours,
        open_day=open_day,
        sign_above=_sign_above(given.sign_above),
    )
    with opened(settings) as database, database.unit_of_work() as connection:
        open_caisse(connection, new)
    say(f"Caisse {new.id} ouverte, premier jour {open_day.isoformat()}.")


def set_caisse(settings: Settings, given: argparse.Namespace) -> None:
    """Change what is told of a caisse, or the amount above which an order is signed. Raises OperatorError."""
    told = {name: getattr(given, name) for name in ("name", "phone", "opening_hours")}
    values = {name: value for name, value in told.items() if value is not None}
    if given.sign_above is not None:
        values["sign_above"] = _sign_above(given.sign_above)
    if not values:
        raise OperatorError("Rien à changer : --name, --phone, --opening-hours ou --sign-above.")
    with opened(settings) as database, database.unit_of_work() as connection:
        if not caisses.set_caisse(connection, given.id, values):
            raise OperatorError(f"Aucune caisse ne s’appelle {given.id} : « ccmdesk server caisse list ».")
    say(f"Caisse {given.id} changée.")


def _sign_above(text: str | None) -> int | None:
    """Read the amount above which an order is signed, in cents. « jamais »: none is. Raises OperatorError."""
    if text is None or text == NEVER:
        return None
    try:
        return 0 if text == "0" else parse_amount(text)
    except KnownError as error:
        raise OperatorError(f"Montant en euros attendu, ou « {NEVER} » : {text}") from error


def list_customers(settings: Settings, _: argparse.Namespace) -> None:
    """List all customers."""
    with opened(settings) as database, database.snapshot() as connection:
        for row in customers.list_customers(connection):
            say(f"{row['id']}  {row['subscriber_code']}  {row['caisse_id']:<{_WIDTH}} {row['name']}")


def show_customer(settings: Settings, number: int) -> None:
    """Show a customer, his accounts and the state of his access. Raises OperatorError for an unknown one."""
    now = SystemClock().now()
    with opened(settings) as database, database.snapshot() as connection:
        row = known_customer(connection, number)
        accounts = customers.list_accounts(connection, number)
        failures = access.failures_of(connection, row["subscriber_code"])
        since = access.locked_since(connection, row["subscriber_code"])
        facts = access_requests.access_facts(connection, number)
        devices = access_requests.devices_in_use(connection, number, now)
    say(f"{row['id']}  {row['civility']} {row['name']}  (caisse {row['caisse_id']})")
    say(f"code abonné {row['subscriber_code']}")
    say(f"{row['email']}, {row['phone']}")
    for account in accounts:
        booked, available = format_amount(account["booked"]), format_amount(account["available"])
        say(f"  {account['number']}  {booked:>16}  disponible {available:>16}  {account['label']}")
    if failures < MAX_FAILURES:
        say(f"accès ouvert, {failures} échec(s) de suite")
    else:
        say(f"accès BLOQUÉ{f' depuis le {when(since)}' if since else ''}")
    say(_authenticator(facts, now))
    for name, system, seen_at in devices:
        say(f"appareil {name} ({system}), vu le {when(seen_at)}")


def _authenticator(facts: AccessFacts | None, now: datetime) -> str:
    if facts is None:
        return "aucun accès : « customer send-access » en ouvre un"
    if facts.authenticator is not None and facts.authenticator_since is not None:
        kind = f" ({facts.authenticator})" if facts.authenticator else ""
        return f"authentificateur{kind} depuis le {when(facts.authenticator_since)}"
    if facts.temporary_until is None or facts.temporary_until <= now:
        return "mot de passe temporaire périmé : « customer send-access » en envoie un autre"
    used = ", première connexion commencée" if facts.temporary_used else ""
    return f"mot de passe temporaire jusqu’au {when(facts.temporary_until)}{used}"


def unlock_customer(settings: Settings, number: int) -> None:
    """Let a customer try again; he is told by e-mail and SMS. Raises OperatorError."""
    with opened(settings) as database, database.unit_of_work() as connection:
        known_customer(connection, number)
        unlocked = unlock(connection, number, SystemClock())
    say("Accès débloqué, le client en est averti." if unlocked else "Cet accès n’était pas bloqué.")


def known_customer(connection: Connection, number: int) -> RowMapping:
    """Return a customer. Raises OperatorError for an unknown one."""
    try:
        return customers.get_customer(connection, number)
    except LookupError as error:
        raise OperatorError(f"Aucun client ne porte le numéro {number}.") from error


def say(line: str) -> None:
    """Print a line for the operator."""
    sys.stdout.write(f"{line}\n")
