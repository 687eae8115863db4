"""`ccmdesk server customer open`: a customer, his accounts and his way in, at once."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING, Final

from ccmdesk.core.clock import SystemClock, paris_date
from ccmdesk.core.ids import clean_subscriber_code
from ccmdesk.core.rules.transfers import AccountKind
from ccmdesk.server.console import opened, say
from ccmdesk.server.keys import ServerKeys
from ccmdesk.server.repositories import caisses
from ccmdesk.server.services import customers
from ccmdesk.server.services.credentials import MIN_PASSWORD, enrol, new_password
from ccmdesk.server.services.customers import NewAccount, NewCustomer
from ccmdesk.server.services.totp import new_totp_secret, totp_text, totp_uri
from ccmdesk.server.settings import OperatorError
from ccmdesk.wire.base import MAX_PASSWORD

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import Connection, RowMapping

    from ccmdesk.server.settings import Settings

SIGHT_SUFFIX: Final = "0100"
SIGHT_LABEL: Final = "Compte technique"
_KINDS: Final = {
    "livret": (AccountKind.PASSBOOK, "Livret"),
    "solidaire": (AccountKind.SOLIDARITY, "Compte épargne solidaire"),
    "terme": (AccountKind.TERM, "Compte à terme"),
}


def open_customer(settings: Settings, given: argparse.Namespace) -> None:
    """Open a customer; print his password (if it was drawn) and the secret of his authenticator.

    Raises OperatorError when something given is malformed, or there already.
    """
    clock = SystemClock()
    keys = ServerKeys.of(settings)
    new = _customer(given)
    accounts = _accounts(given.savings, paris_date(clock.now()))
    password = new_password() if given.draw_password else _ask()
    secret = new_totp_secret()
    with opened(settings) as database, database.unit_of_work() as connection:
        caisse = _caisse(connection, new.caisse_id)
        try:
            customers.open_customer(connection, new, accounts, clock)
        except ValueError as error:
            raise OperatorError("Compte ou adresse mal formés : quatre chiffres par compte, quatre lignes.") from error
        enrol(connection, keys, new.number, password, secret, clock.now())
    say(f"Client {new.number} ouvert, {len(accounts)} compte(s).")
    if given.draw_password:
        say(f"mot de passe          {password}")
    say(f"secret authentificateur {totp_text(secret)}")
    say(f"adresse otpauth       {totp_uri(secret, new.subscriber_code, str(caisse['name']))}")
    say("Ces secrets ne seront plus jamais montrés.")


def _customer(given: argparse.Namespace) -> NewCustomer:
    code = clean_subscriber_code(given.code)
    if code is None:
        raise OperatorError("Le code abonné a 12 chiffres.")
    if not 1_000_000 <= given.number <= 9_999_999:  # noqa: PLR2004 -- seven digits
        raise OperatorError("Le numéro de client a 7 chiffres.")
    return NewCustomer(
        number=given.number,
        caisse_id=given.caisse,
        subscriber_code=code,
        civility=given.civility,
        name=given.name,
        birth_date=given.birth_date,
        email=given.email,
        phone=given.phone,
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


def _caisse(connection: Connection, caisse_id: str) -> RowMapping:
    try:
        return caisses.get_caisse(connection, caisse_id)
    except LookupError as error:
        raise OperatorError(f"Aucune caisse ne s’appelle {caisse_id} : « ccmdesk server caisse list ».") from error


def _ask() -> str:
    password = getpass.getpass("Mot de passe du client : ")
    if not MIN_PASSWORD <= len(password) <= MAX_PASSWORD:
        raise OperatorError(f"Le mot de passe compte {MIN_PASSWORD} caractères au moins, {MAX_PASSWORD} au plus.")
    if getpass.getpass("Encore une fois : ") != password:
        raise OperatorError("Les deux saisies diffèrent.")
    return password
