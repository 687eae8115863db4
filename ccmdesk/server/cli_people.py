"""`ccmdesk server customer …` and `ccmdesk server staff …`: no secret is ever an argument."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from ccmdesk.server.cli_parts import add_configured, add_group, day, line, settings_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from ccmdesk.server.cli_parts import Command, Commands

ROLES: Final = ("teller", "supervisor", "auditor")
_NUMBER: Final = "numéro de client (7 chiffres)"


def add_people(commands: Commands) -> None:
    """Add the commands."""
    customer = add_group(commands, "customer", "les clients")
    _add_customer(customer)
    _add_opening(customer)
    _add_requests(customer)
    _add_staff(add_group(commands, "staff", "le personnel des caisses"))


def _add_customer(customer: Commands) -> None:
    add_configured(customer, "list", _late("console", "list_customers"), "lister les clients")
    for name, command, text in (
        ("show", _late("console", "show_customer", "number"), "montrer un client : comptes et état de son accès"),
        ("unlock", _late("console", "unlock_customer", "number"), "débloquer son accès ; il en est averti"),
        ("send-access", _late("openings", "send_access", "number"), "renvoyer code et mot de passe temporaire"),
    ):
        add_configured(customer, name, command, text).add_argument("number", type=int, help=_NUMBER)


def _add_opening(customer: Commands) -> None:
    opening = add_configured(
        customer, "open", _late("openings", "open_customer"), "ouvrir un client, ses comptes et son accès"
    )
    opening.add_argument("number", type=int, help=_NUMBER)
    for option, text in (
        ("--caisse", "nom court de sa caisse"),
        ("--code", "code abonné, 12 chiffres"),
        ("--name", "nom"),
        ("--email", "adresse électronique : son code y part"),
        ("--phone", "téléphone mobile : son mot de passe temporaire y part"),
        ("--postcode", "code postal"),
        ("--town", "ville"),
    ):
        opening.add_argument(option, type=line, required=True, help=text)
    opening.add_argument("--civility", type=line, default="", help="Madame, Monsieur")
    opening.add_argument("--birth-date", type=day, required=True, metavar="AAAA-MM-JJ", help="date de naissance")
    opening.add_argument(
        "--address", type=line, action="append", required=True, help="une ligne d’adresse (quatre au plus)"
    )
    opening.add_argument("--country", type=line, default="FR", help="pays, deux lettres (FR)")
    opening.add_argument(
        "--savings",
        type=line,
        action="append",
        default=[],
        metavar="GENRE:4CHIFFRES[:LIBELLÉ]",
        help="compte d’épargne : livret, solidaire ou terme (plusieurs possibles)",
    )


def _add_requests(customer: Commands) -> None:
    lost = add_configured(
        customer, "lost-phone", _late("staff_desk", "ask_lost_phone"), "demander le retrait d’un authentificateur"
    )
    contact = add_configured(
        customer, "contact", _late("staff_desk", "ask_contact"), "demander le changement d’e-mail ou de mobile"
    )
    for parser in (lost, contact):
        parser.add_argument("number", type=int, help=_NUMBER)
        _add_employee(parser)
    contact.add_argument("--email", help="nouvelle adresse électronique")
    contact.add_argument("--phone", help="nouveau téléphone mobile")
    requests = add_configured(
        customer, "requests", _late("staff_desk", "list_requests"), "lister ce qui attend un second agent"
    )
    requests.add_argument("--caisse", help="nom court d’une caisse (toutes, sinon)")
    decide = add_configured(
        customer, "decide", _late("staff_desk", "decide"), "accepter ou refuser la demande d’un autre agent"
    )
    decide.add_argument("request", help="numéro de la demande")
    decision = decide.add_mutually_exclusive_group(required=True)
    decision.add_argument("--accept", action="store_true", dest="accept", help="accepter : c’est fait aussitôt")
    decision.add_argument("--refuse", action="store_false", dest="accept", help="refuser : rien ne change")
    _add_employee(decide)


def _add_employee(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--staff",
        required=True,
        metavar="CODE",
        help="code de l’agent ; son mot de passe est demandé (ou lu, une ligne)",
    )


def _add_staff(staff: Commands) -> None:
    add_configured(staff, "list", _late("staff_desk", "list_staff"), "lister le personnel")
    add = add_configured(staff, "add", _late("staff_desk", "add_staff"), "donner un code à un agent")
    add.add_argument("code", help="code de l’agent (minuscules, chiffres, . _ -)")
    add.add_argument("--caisse", required=True, help="nom court de sa caisse")
    add.add_argument("--name", type=line, required=True, help="nom")
    add.add_argument("--role", required=True, choices=ROLES, help="conseiller, responsable, auditeur")
    password = add_configured(
        staff, "password", _late("staff_desk", "staff_password"), "donner un nouveau mot de passe à un agent"
    )
    for parser in (add, password):
        parser.add_argument(
            "--ask-password",
            action="store_true",
            help="demander le mot de passe (sinon tiré au sort, et montré une fois)",
        )
    unlock = add_configured(
        staff, "unlock", _late("staff_desk", "unlock_staff"), "débloquer un agent après cinq essais"
    )
    unlock.add_argument("--staff", metavar="CODE", help="responsable de la même caisse (l’exploitant, sinon)")
    close = add_configured(staff, "close", _late("staff_desk", "close_staff"), "fermer le code d’un agent, pour de bon")
    for parser in (password, unlock, close):
        parser.add_argument("code", help="code de l’agent")


def _late(module: str, name: str, *fields: str) -> Command:
    """Make a command of a function that is loaded when it is called: each command loads only what it needs.

    It is given the settings and these fields of the command line, or all of it when none is named.
    """

    def run(given: argparse.Namespace) -> int:
        command: Callable[..., None] = getattr(import_module(f"ccmdesk.server.{module}"), name)
        command(settings_of(given), *([getattr(given, field) for field in fields] or [given]))
        return 0

    return run
