"""`ccmdesk server …`: what the operator of a caisse types. He is spoken to in French, in one line."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ccmdesk.core.clock import SystemClock
from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.server.settings import DEFAULT_PORT, OperatorError, load_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ccmdesk.server.settings import Settings

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 -- argparse gives its type no other name

EXIT_BOOKS_DIFFER: Final = 1
EXIT_REFUSED: Final = 2

_SENTENCES: Final = {
    ErrorCode.SERVER_BUSY: "La base de données est occupée : réessayez dans un instant.",
    ErrorCode.DATE_CLOSED: "Ce jour est fermé.",
}


def main(argv: Sequence[str]) -> int:
    """Run one server command. Returns the exit status: 0, 1 (the books differ), 2 (refused, one line says why)."""
    given = _parser().parse_args(argv)
    command: Callable[[argparse.Namespace], int] = given.command
    try:
        return command(given)
    except OperatorError as error:
        return _refuse(str(error))
    except KnownError as error:
        return _refuse(_SENTENCES.get(error.code, f"Refusé : {error.code.value}."))


def _refuse(sentence: str) -> int:
    sys.stderr.write(f"ccmdesk server : {sentence}\n")
    return EXIT_REFUSED


# -- init, certificate, run ------------------------------------------------------------------------------------


def _init(given: argparse.Namespace) -> int:
    from ccmdesk.server.install import install

    layout = install(
        given.folder,
        SystemClock(),
        names=given.name,
        host=given.host,
        port=given.port,
        database_url=given.database,
    )
    print(f"Serveur prêt dans {layout.config.parent}")
    print(f"  configuration   {layout.config}")
    print(f"  secret          {layout.secret}  (à sauvegarder à part : sans lui les codes ne s’ouvrent plus)")
    print(f"  autorité        {layout.authority}  (à donner aux postes des clients)")
    print(f"  clé d’autorité  {layout.authority_key}  (à retirer de cette machine)")
    print(f"  base de données {given.database or layout.database}")
    print(f"  courriers       {layout.mailbox}")
    print(f"Ensuite : ccmdesk server run --config {layout.config}")
    return 0


def _certificate(given: argparse.Namespace) -> int:
    from ccmdesk.server.install import renew_certificate

    layout = renew_certificate(given.folder, SystemClock(), given.name)
    print(f"Nouveau certificat : {layout.certificate}. Redémarrez le serveur.")
    return 0


def _migrate(given: argparse.Namespace) -> int:
    from ccmdesk.server.console import migrate

    migrate(_settings(given))
    print("La base de données est à jour.")
    return 0


def _restored(given: argparse.Namespace) -> int:
    from ccmdesk.server.console import note_restored

    note_restored(_settings(given))
    print("C’est noté : à leur prochaine connexion, les postes des clients reliront tout.")
    return 0


def _run(given: argparse.Namespace) -> int:
    from ccmdesk.server.serve import serve

    return serve(
        _settings(given, host=given.host, port=given.port),
        insecure_loopback=given.insecure_loopback,
        ready_file=given.ready_file,
        say=lambda line: print(line, flush=True),
    )


def _settings(given: argparse.Namespace, **overrides: str | int | None) -> Settings:
    return load_settings(given.config, **overrides)


# -- day-end, caisses, customers -------------------------------------------------------------------------------


def _day_end(given: argparse.Namespace) -> int:
    from ccmdesk.server.console import day_end

    return EXIT_BOOKS_DIFFER if day_end(_settings(given), until=given.date, next_day=given.next) else 0


def _caisse_list(given: argparse.Namespace) -> int:
    from ccmdesk.server.console import list_caisses

    list_caisses(_settings(given))
    return 0


def _caisse_add(given: argparse.Namespace) -> int:
    from ccmdesk.server.console import add_caisse

    add_caisse(_settings(given), given)
    return 0


def _customer_list(given: argparse.Namespace) -> int:
    from ccmdesk.server.console import list_customers

    list_customers(_settings(given))
    return 0


def _customer_show(given: argparse.Namespace) -> int:
    from ccmdesk.server.console import show_customer

    show_customer(_settings(given), given.number)
    return 0


def _customer_unlock(given: argparse.Namespace) -> int:
    from ccmdesk.server.console import unlock_customer

    unlock_customer(_settings(given), given.number)
    return 0


def _customer_open(given: argparse.Namespace) -> int:
    from ccmdesk.server.openings import open_customer

    open_customer(_settings(given), given)
    return 0


# -- what may be typed -----------------------------------------------------------------------------------------


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="ccmdesk server", description="Exploiter un serveur CCM Desk.", allow_abbrev=False
    )
    commands = parser.add_subparsers(required=True, metavar="COMMANDE")
    _add_installation(commands)
    _add_run(commands)
    _add_day_end(commands)
    _add_caisse(commands)
    _add_customer(commands)
    return parser


def _add_installation(commands: Commands) -> None:
    init = _command(commands, "init", _init, "créer un serveur : secret, certificat, base de données, configuration")
    init.add_argument("folder", type=Path, metavar="DOSSIER", help="où tout ranger (créé s’il n’existe pas)")
    init.add_argument("--host", default="127.0.0.1", help="adresse d’écoute (127.0.0.1)")
    init.add_argument("--port", type=int, default=DEFAULT_PORT, help=f"port d’écoute ({DEFAULT_PORT})")
    init.add_argument("--database", metavar="URL", help="postgresql://… (sinon SQLite, dans le dossier)")
    _add_names(init)
    renew = _command(commands, "certificate", _certificate, "renouveler le certificat du serveur")
    renew.add_argument("folder", type=Path, metavar="DOSSIER", help="celui de « init », avec ca.pem et ca.key")
    _add_names(renew)
    _configured(commands, "migrate", _migrate, "mettre la base de données au niveau de cette version")
    _configured(commands, "restored", _restored, "noter que la base de données vient d’une sauvegarde")


def _add_names(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--name",
        action="append",
        default=[],
        metavar="NOM",
        help="nom ou adresse par où les clients appellent le serveur (plusieurs possibles ; localhost en est toujours)",
    )


def _add_run(commands: Commands) -> None:
    run = _configured(commands, "run", _run, "servir, jusqu’à SIGTERM ou Ctrl-C")
    run.add_argument("--host", help="adresse d’écoute, au lieu de celle des réglages")
    run.add_argument("--port", type=int, help="port d’écoute, au lieu de celui des réglages (0 : au choix du système)")
    run.add_argument("--insecure-loopback", action="store_true", help="HTTP sans TLS, sur cette machine seulement")
    run.add_argument(
        "--ready-file", type=Path, metavar="FICHIER", help="y écrire l’adresse (JSON) une fois le serveur à l’écoute"
    )


def _add_day_end(commands: Commands) -> None:
    day_end = _configured(
        commands, "day-end", _day_end, "clore les jours ouvrés jusqu’à aujourd’hui, et en rendre compte"
    )
    which = day_end.add_mutually_exclusive_group()
    which.add_argument("--date", type=_day, metavar="AAAA-MM-JJ", help="clore jusqu’à ce jour compris")
    which.add_argument("--next", action="store_true", help="clore le jour ouvert, même à venir (démonstration)")


def _add_caisse(commands: Commands) -> None:
    caisse = _group(commands, "caisse", "les caisses de ce serveur")
    _configured(caisse, "list", _caisse_list, "lister les caisses")
    add = _configured(caisse, "add", _caisse_add, "ajouter une caisse")
    add.add_argument("id", help="nom court, en minuscules (nimes)")
    for option, text in (
        ("--name", "nom (Crédit Municipal de Nîmes)"),
        ("--bic", "BIC, 8 ou 11 caractères"),
        ("--bank-code", "code banque, 5 chiffres"),
        ("--branch-code", "code guichet, 5 chiffres"),
        ("--phone", "téléphone de l’agence"),
        ("--opening-hours", "horaires, en clair"),
    ):
        add.add_argument(option, required=True, help=text)
    add.add_argument("--open-day", type=_day, metavar="AAAA-MM-JJ", help="premier jour ouvré (le prochain, sinon)")


def _add_customer(commands: Commands) -> None:
    customer = _group(commands, "customer", "les clients")
    _configured(customer, "list", _customer_list, "lister les clients")
    for name, command, text in (
        ("show", _customer_show, "montrer un client : comptes et état de son accès"),
        ("unlock", _customer_unlock, "débloquer son accès ; il en est averti"),
    ):
        _configured(customer, name, command, text).add_argument(
            "number", type=int, help="numéro de client (7 chiffres)"
        )
    opening = _configured(customer, "open", _customer_open, "ouvrir un client, ses comptes et son accès")
    opening.add_argument("number", type=int, help="numéro de client (7 chiffres)")
    for option, text in (
        ("--caisse", "nom court de sa caisse"),
        ("--code", "code abonné, 12 chiffres"),
        ("--name", "nom"),
        ("--email", "adresse électronique"),
        ("--phone", "téléphone mobile"),
        ("--postcode", "code postal"),
        ("--town", "ville"),
    ):
        opening.add_argument(option, required=True, help=text)
    opening.add_argument("--civility", default="", help="Madame, Monsieur")
    opening.add_argument("--birth-date", type=_day, required=True, metavar="AAAA-MM-JJ", help="date de naissance")
    opening.add_argument("--address", action="append", required=True, help="une ligne d’adresse (quatre au plus)")
    opening.add_argument("--country", default="FR", help="pays, deux lettres (FR)")
    opening.add_argument(
        "--savings",
        action="append",
        default=[],
        metavar="GENRE:4CHIFFRES[:LIBELLÉ]",
        help="compte d’épargne : livret, solidaire ou terme (plusieurs possibles)",
    )
    opening.add_argument(
        "--ask-password",
        action="store_false",
        dest="draw_password",
        help="demander le mot de passe (sinon tiré au sort)",
    )


def _command(
    commands: Commands, name: str, command: Callable[[argparse.Namespace], int], text: str
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.", allow_abbrev=False)
    parser.set_defaults(command=command)
    return parser


def _configured(
    commands: Commands, name: str, command: Callable[[argparse.Namespace], int], text: str
) -> argparse.ArgumentParser:
    parser = _command(commands, name, command, text)
    parser.add_argument(
        "--config", type=Path, metavar="FICHIER", help="server.toml (ou CCMDESK_SERVER_CONFIG, ou CCMDESK_SERVER_*)"
    )
    return parser


def _group(commands: Commands, name: str, text: str) -> Commands:
    parser = commands.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.", allow_abbrev=False)
    return parser.add_subparsers(required=True, metavar="COMMANDE")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"date attendue sous la forme AAAA-MM-JJ : {text!r}") from None
