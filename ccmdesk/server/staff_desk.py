"""`ccmdesk server staff …`, and what two employees do for a customer until the back office exists.

An employee proves that he is there with his password, which is asked, or read from standard input (one line).
"""

from __future__ import annotations

import getpass
import json
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from ccmdesk.core.clock import SystemClock
from ccmdesk.core.rules.passwords import judge
from ccmdesk.server.console import opened, say
from ccmdesk.server.delivery.addresses import email_address, mobile
from ccmdesk.server.delivery.words import when
from ccmdesk.server.keys import ServerKeys
from ccmdesk.server.models.access import MAX_FAILURES
from ccmdesk.server.openings import check_caisse, draw_temporary
from ccmdesk.server.repositories import access_requests as requests
from ccmdesk.server.repositories import staff as employees
from ccmdesk.server.services import access_requests, staff
from ccmdesk.server.services.credentials import new_password
from ccmdesk.server.services.passwords import hash_password
from ccmdesk.server.services.staff import DeskError, Refusal, Role
from ccmdesk.server.settings import OperatorError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from ccmdesk.server.database import Database
    from ccmdesk.server.repositories.access_requests import RequestRow
    from ccmdesk.server.services.staff import Employee
    from ccmdesk.server.settings import Settings

_WIDTH: Final = 14
_REFUSALS: Final = {
    Refusal.WRONG: "Code d’agent ou mot de passe incorrect.",
    Refusal.LOCKED: "Ce code d’agent est bloqué après cinq essais : « staff unlock ».",
    Refusal.ROLE: "Votre rôle ne le permet pas.",
    Refusal.CUSTOMER_UNKNOWN: "Aucun client ne porte ce numéro.",
    Refusal.REQUEST_UNKNOWN: "Aucune demande ne porte ce numéro.",
    Refusal.EXPIRED: "Cette demande a plus de 24 heures : refaites-la.",
    Refusal.DECIDED: "Un autre agent a déjà décidé de cette demande.",
    Refusal.SAME_PERSON: "C’est votre demande : un autre agent doit en décider.",
    Refusal.NOTHING_NEW: "Rien ne change : --email ou --phone, différents de ceux du client.",
    Refusal.NO_AUTHENTICATOR: "Ce client n’a pas d’authentificateur : « customer send-access ».",
    Refusal.STAFF_UNKNOWN: "Aucun agent en fonction n’a ce code.",
    Refusal.STAFF_MALFORMED: "Code d’agent : 2 à 32 minuscules, chiffres, points, tirets.",
}
_ROLES: Final = {Role.TELLER: "conseiller", Role.SUPERVISOR: "responsable", Role.AUDITOR: "auditeur"}


@contextmanager
def _desk(settings: Settings) -> Iterator[Database]:
    """Open the database, and say refusals in a sentence."""
    try:
        with opened(settings) as database:
            yield database
    except DeskError as error:
        raise OperatorError(_REFUSALS[error.refusal]) from error


# -- employees -------------------------------------------------------------------------------------------------


def list_staff(settings: Settings, _: argparse.Namespace) -> None:
    """List the employees, closed and locked ones too."""
    with _desk(settings) as database, database.snapshot() as connection:
        for row in employees.list_staff(connection):
            state = "  BLOQUÉ" if row.failures >= MAX_FAILURES else ""
            if row.closed_at is not None:
                state = f"  fermé le {when(row.closed_at)}"
            say(f"{row.id:<{_WIDTH}} {row.caisse_id:<{_WIDTH}} {_ROLES[Role(row.role)]:<11} {row.name}{state}")


def add_staff(settings: Settings, given: argparse.Namespace) -> None:
    """Give someone a staff code. Raises OperatorError."""
    password = _new_password(given)
    hashed = hash_password(password)
    with _desk(settings) as database, database.unit_of_work() as connection:
        check_caisse(connection, given.caisse)
        staff.add(connection, given.code, given.caisse, given.name, Role(given.role), hashed, SystemClock().now())
    say(f"Agent {given.code} ajouté ({_ROLES[Role(given.role)]}, caisse {given.caisse}).")
    _show(given, password)


def staff_password(settings: Settings, given: argparse.Namespace) -> None:
    """Give an employee a new password; a locked one may try again. Raises OperatorError."""
    password = _new_password(given)
    hashed = hash_password(password)
    with _desk(settings) as database, database.unit_of_work() as connection:
        staff.set_password(connection, given.code, hashed)
    say(f"Mot de passe de {given.code} changé.")
    _show(given, password)


def unlock_staff(settings: Settings, given: argparse.Namespace) -> None:
    """Unlock a code: the operator, or a supervisor of the same caisse. Raises OperatorError."""
    with _desk(settings) as database:
        by = _recognise(database, given.staff) if given.staff else None
        with database.unit_of_work() as connection:
            unlocked = staff.unlock(connection, given.code, by)
    say(f"Agent {given.code} débloqué." if unlocked else "Cet agent n’était pas bloqué.")


def close_staff(settings: Settings, given: argparse.Namespace) -> None:
    """Close a code for good. Raises OperatorError."""
    with _desk(settings) as database, database.unit_of_work() as connection:
        staff.close(connection, given.code, SystemClock().now())
    say(f"Code {given.code} fermé.")


# -- what one asks and another decides -------------------------------------------------------------------------


def ask_lost_phone(settings: Settings, given: argparse.Namespace) -> None:
    """Ask to remove a customer's authenticator. Raises OperatorError."""
    with _desk(settings) as database:
        employee = _recognise(database, given.staff)
        with database.unit_of_work() as connection:
            request = access_requests.ask_lost_phone(connection, employee, given.number, SystemClock().now())
    _say_asked(request)


def ask_contact(settings: Settings, given: argparse.Namespace) -> None:
    """Ask to change a customer's contact of record. Raises OperatorError."""
    email = _checked(given.email, email_address(given.email or ""), "Adresse électronique mal formée")
    phone = _checked(given.phone, mobile(given.phone or ""), "Ce numéro ne reçoit pas de SMS")
    with _desk(settings) as database:
        employee = _recognise(database, given.staff)
        with database.unit_of_work() as connection:
            request = access_requests.ask_contact(connection, employee, given.number, email, phone, SystemClock().now())
    _say_asked(request)


def list_requests(settings: Settings, given: argparse.Namespace) -> None:
    """List what waits for a second employee."""
    with _desk(settings) as database, database.snapshot() as connection:
        for row in requests.pending_requests(connection, SystemClock().now(), given.caisse):
            say(_line(row))


def decide(settings: Settings, given: argparse.Namespace) -> None:
    """Accept or refuse what another employee asked. Raises OperatorError."""
    clock = SystemClock()
    keys = ServerKeys.of(settings)
    with _desk(settings) as database:
        employee = _recognise(database, given.staff)
        with database.snapshot() as connection:
            line = _line(access_requests.find(connection, employee, given.request))
        temporary = draw_temporary(settings, clock.now())
        with database.unit_of_work() as connection:
            if given.accept:
                access_requests.accept(connection, keys, employee, given.request, temporary, clock.now())
            else:
                access_requests.refuse(connection, employee, given.request, clock.now())
    say(line)
    say("Accepté, c’est fait : le client en est averti." if given.accept else "Refusé : rien ne change.")


def _say_asked(request: str) -> None:
    say(f"Demande {request} enregistrée. Un autre agent de la caisse en décide dans les 24 heures :")
    say(f"  ccmdesk server customer decide {request} --accept --staff CODE")


def _line(row: RequestRow) -> str:
    what = {"lost_phone": "authentificateur à retirer", "contact": "coordonnées à changer"}[row.kind]
    new = "".join(f", {name} {value}" for name, value in sorted(json.loads(row.content).items()))
    return f"{row.id}  client {row.customer_id}  {what}{new}  demandé par {row.asked_by} le {when(row.asked_at)}"


# -- passwords -------------------------------------------------------------------------------------------------


def _recognise(database: Database, code: str) -> Employee:
    return staff.recognise(database, code, _ask(f"Mot de passe de {code} : "))


def _new_password(given: argparse.Namespace) -> str:
    if not given.ask_password:
        return new_password()
    password = _ask("Nouveau mot de passe : ")
    if judge(password, (given.code,)).refusal is not None:
        raise OperatorError("Mot de passe refusé : 8 caractères au moins, ni courant ni tiré du code.")
    if sys.stdin.isatty() and _ask("Encore une fois : ") != password:
        raise OperatorError("Les deux saisies diffèrent.")
    return password


def _show(given: argparse.Namespace, password: str) -> None:
    if not given.ask_password:
        say(f"mot de passe {password}")
        say("Il ne sera plus jamais montré.")


def _ask(prompt: str) -> str:
    """Ask for a password without showing it; not from a terminal: read a line."""
    typed = getpass.getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
    if not typed:
        raise OperatorError("Aucun mot de passe sur l’entrée standard.")
    try:
        typed.encode()
    except UnicodeEncodeError:
        raise OperatorError("Mot de passe illisible : il n’est pas en UTF-8.") from None
    return typed


def _checked(given: str | None, value: str | None, complaint: str) -> str | None:
    if given is not None and value is None:
        raise OperatorError(f"{complaint} : {given}")
    return value
