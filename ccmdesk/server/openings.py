"""`ccmdesk server customer open`: a customer, his accounts and his way in, at once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from ccmdesk.core.clock import SystemClock, paris_date
from ccmdesk.core.ids import clean_subscriber_code
from ccmdesk.core.rules.transfers import AccountKind
from ccmdesk.server.console import known_customer, opened, say
from ccmdesk.server.delivery.addresses import email_address, mobile
from ccmdesk.server.delivery.words import when
from ccmdesk.server.keys import ServerKeys
from ccmdesk.server.models.access import MAX_FAILURES
from ccmdesk.server.repositories import access, caisses
from ccmdesk.server.services import access_requests, customers
from ccmdesk.server.services.access_requests import Temporary
from ccmdesk.server.services.credentials import new_password
from ccmdesk.server.services.customers import NewAccount, NewCustomer
from ccmdesk.server.services.passwords import hash_password
from ccmdesk.server.settings import OperatorError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from datetime import date, datetime

    from sqlalchemy import Connection

    from ccmdesk.server.settings import Settings

SIGHT_SUFFIX: Final = "0100"
SIGHT_LABEL: Final = "Compte technique"
_KINDS: Final = {
    "livret": (AccountKind.PASSBOOK, "Livret"),
    "solidaire": (AccountKind.SOLIDARITY, "Compte épargne solidaire"),
    "terme": (AccountKind.TERM, "Compte à terme"),
}


def open_customer(settings: Settings, given: argparse.Namespace) -> None:
    """Open a customer, and write to him: his code by e-mail, a temporary password by SMS. Nobody else learns it.

    Raises OperatorError when something given is malformed, or there already.
    """
    clock = SystemClock()
    keys = ServerKeys.of(settings)
    new = _customer(given)
    accounts = _accounts(given.savings, paris_date(clock.now()))
    temporary = draw_temporary(settings, clock.now())
    with opened(settings) as database, database.unit_of_work() as connection:
        check_caisse(connection, new.caisse_id)
        try:
            customers.open_customer(connection, new, accounts, clock)
        except ValueError as error:
            raise OperatorError("Compte ou adresse mal formés : quatre chiffres par compte, quatre lignes.") from error
        access_requests.open_access(connection, keys, new.number, temporary, clock.now())
    say(f"Client {new.number} ouvert, {len(accounts)} compte(s).")
    _say_sent(temporary)


def send_access(settings: Settings, number: int) -> None:
    """Send a customer who has no authenticator his code and a new temporary password; the one before is over.

    Raises OperatorError for an unknown customer, or one who has an authenticator.
    """
    clock = SystemClock()
    keys = ServerKeys.of(settings)
    temporary = draw_temporary(settings, clock.now())
    with opened(settings) as database, database.unit_of_work() as connection:
        row = known_customer(connection, number)
        if not access_requests.open_access(connection, keys, number, temporary, clock.now()):
            raise OperatorError(
                "Ce client a un authentificateur. S’il l’a perdu : « customer lost-phone », à deux agents."
            )
        is_locked = access.failures_of(connection, row["subscriber_code"]) >= MAX_FAILURES
    _say_sent(temporary)
    if is_locked:
        say("Son accès est bloqué : « customer unlock » avant qu’il ne s’en serve.")


def draw_temporary(settings: Settings, now: datetime) -> Temporary:
    """Draw a temporary password, and hash it: before a transaction, as that takes its time."""
    password = new_password()
    return Temporary(password, hash_password(password), now + timedelta(hours=settings.temporary_hours))


def _say_sent(temporary: Temporary) -> None:
    say(f"Code abonné envoyé par e-mail, mot de passe temporaire par SMS : il vaut jusqu’au {when(temporary.until)}.")


def _customer(given: argparse.Namespace) -> NewCustomer:
    code = clean_subscriber_code(given.code)
    if code is None:
        raise OperatorError("Le code abonné a 12 chiffres.")
    email, phone = email_address(given.email), mobile(given.phone)
    if email is None:
        raise OperatorError(f"Adresse électronique mal formée : {given.email}")
    if phone is None:
        raise OperatorError(f"Ce numéro ne reçoit pas de SMS : {given.phone}")
    if not 1_000_000 <= given.number <= 9_999_999:  # noqa: PLR2004 -- seven digits
        raise OperatorError("Le numéro de client a 7 chiffres.")
    return NewCustomer(
        number=given.number,
        caisse_id=given.caisse,
        subscriber_code=code,
        civility=given.civility,
        name=given.name,
        birth_date=given.birth_date,
        email=email,
        phone=phone,
        address=tuple(given.address),
        postcode=given.postcode,
        town=given.town,
        country=given.country,
    )


def _accounts(savings: Sequence[str], today: date) -> list[NewAccount]:
    accounts = [NewAccount(SIGHT_SUFFIX, AccountKind.SIGHT, SIGHT_LABEL, today)]
    for text in savings:
        name, _, rest = text.partition(":")
        suffix, _, label = rest.partition(":")
        if name not in _KINDS:
            raise OperatorError(f"Genre d’épargne inconnu (livret, solidaire ou terme) : {name}")
        kind, usual = _KINDS[name]
        accounts.append(NewAccount(suffix, kind, label or usual, today))
    return accounts


def check_caisse(connection: Connection, caisse_id: str) -> None:
    """Raise OperatorError for an unknown caisse."""
    try:
        caisses.get_caisse(connection, caisse_id)
    except LookupError as error:
        raise OperatorError(f"Aucune caisse ne s’appelle {caisse_id} : « ccmdesk server caisse list ».") from error
