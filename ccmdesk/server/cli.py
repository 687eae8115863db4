"""`ccmdesk server …`: what the operator of a caisse types. He is spoken to in French, in one line."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from ccmdesk.core.clock import SystemClock
from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.server.cli_parts import add_command, add_configured, add_group, day, line, settings_of
from ccmdesk.server.cli_people import add_people
from ccmdesk.server.settings import DEFAULT_PORT, OperatorError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ccmdesk.server.cli_parts import Commands

EXIT_BOOKS_DIFFER: Final = 1
EXIT_REFUSED: Final = 2

_LONG: Final = "--opening-hours"
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

    if given.database and urlsplit(given.database).password is not None:
        raise OperatorError("Un mot de passe ne se met pas en argument : ~/.pgpass le donne à PostgreSQL.")
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
    print(f"  clé de secours  {layout.next_key}  (à sauvegarder à part, pour « certificate --rotate »)")
    print(f"  base de données {given.database or layout.database}")
    print(f"  courriers       {layout.mailbox}")
    _say_pins(given.folder)
    print(f"Ensuite : ccmdesk server run --config {layout.config}")
    return 0


def _say_pins(folder: Path) -> None:
    from ccmdesk.server.install import client_command, pins

    present, backup = pins(folder)
    print(f"  empreinte de la clé  {present}")
    print(f"  et de la suivante    {backup}")
    print(f"Sur les postes : {client_command(folder)}")


def _pins(given: argparse.Namespace) -> int:
    _say_pins(given.folder)
    return 0


def _certificate(given: argparse.Namespace) -> int:
    from ccmdesk.server.install import renew_certificate

    layout = renew_certificate(given.folder, SystemClock(), given.name, rotate=given.rotate)
    print(f"Nouveau certificat : {layout.certificate}. Redémarrez le serveur.")
    if given.rotate:
        print("La clé de secours sert désormais ; une autre a pris sa place. À dire aux postes :")
    _say_pins(given.folder)
    return 0


def _migrate(given: argparse.Namespace) -> int:
    from ccmdesk.server.console import migrate

    migrate(settings_of(given))
    print("La base de données est à jour.")
    return 0


def _restored(given: argparse.Namespace) -> int:
    from ccmdesk.server.console import note_restored

    note_restored(settings_of(given))
    print("C’est noté : à leur prochaine connexion, les postes des clients reliront tout.")
    return 0


def _run(given: argparse.Namespace) -> int:
    from ccmdesk.server.serve import serve

    return serve(
        settings_of(given, host=given.host, port=given.port),
        insecure_loopback=given.insecure_loopback,
        ready_file=given.ready_file,
        say=lambda line: print(line, flush=True),
    )


# -- day-end, caisses ----------------------------------------------------------------------------------------


def _day_end(given: argparse.Namespace) -> int:
    from ccmdesk.server.console import day_end

    return EXIT_BOOKS_DIFFER if day_end(settings_of(given), until=given.date, next_day=given.next) else 0


def _rotate_keys(given: argparse.Namespace) -> int:
    from ccmdesk.server import secrets_desk

    step = {"add": secrets_desk.add, "reseal": secrets_desk.reseal_all, "forget": secrets_desk.forget}
    step.get(given.step, secrets_desk.rotate)(settings_of(given))
    return 0


def _caisse_set(given: argparse.Namespace) -> int:
    from ccmdesk.server.console import set_caisse

    set_caisse(settings_of(given), given)
    return 0


def _caisse_list(given: argparse.Namespace) -> int:
    from ccmdesk.server.console import list_caisses

    list_caisses(settings_of(given))
    return 0


def _caisse_add(given: argparse.Namespace) -> int:
    from ccmdesk.server.console import add_caisse

    add_caisse(settings_of(given), given)
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
    _add_rotation(commands)
    _add_caisse(commands)
    add_people(commands)
    return parser


def _add_installation(commands: Commands) -> None:
    init = add_command(commands, "init", _init, "créer un serveur : secret, certificat, base de données, configuration")
    init.add_argument("folder", type=Path, metavar="DOSSIER", help="où tout ranger (créé s’il n’existe pas)")
    init.add_argument("--host", default="127.0.0.1", help="adresse d’écoute (127.0.0.1)")
    init.add_argument("--port", type=int, default=DEFAULT_PORT, help=f"port d’écoute ({DEFAULT_PORT})")
    init.add_argument("--database", metavar="URL", help="postgresql://… (sinon SQLite, dans le dossier)")
    _add_names(init)
    renew = add_command(commands, "certificate", _certificate, "renouveler le certificat du serveur")
    renew.add_argument("folder", type=Path, metavar="DOSSIER", help="celui de « init », avec ca.pem et ca.key")
    _add_names(renew)
    renew.add_argument("--rotate", action="store_true", help="servir avec la clé de secours, et en faire une autre")
    pins = add_command(commands, "pins", _pins, "montrer les empreintes des clés et la commande des postes")
    pins.add_argument("folder", type=Path, metavar="DOSSIER", help="celui de « init »")
    add_configured(commands, "migrate", _migrate, "mettre la base de données au niveau de cette version")
    add_configured(commands, "restored", _restored, "noter que la base de données vient d’une sauvegarde")


def _add_names(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--name",
        action="append",
        default=[],
        metavar="NOM",
        help="nom ou adresse par où les clients appellent le serveur (plusieurs possibles ; localhost en est toujours)",
    )


def _add_run(commands: Commands) -> None:
    run = add_configured(commands, "run", _run, "servir, jusqu’à SIGTERM ou Ctrl-C")
    run.add_argument("--host", help="adresse d’écoute, au lieu de celle des réglages")
    run.add_argument("--port", type=int, help="port d’écoute, au lieu de celui des réglages (0 : au choix du système)")
    run.add_argument("--insecure-loopback", action="store_true", help="HTTP sans TLS, sur cette machine seulement")
    run.add_argument(
        "--ready-file", type=Path, metavar="FICHIER", help="y écrire l’adresse (JSON) une fois le serveur à l’écoute"
    )


def _add_day_end(commands: Commands) -> None:
    day_end = add_configured(
        commands, "day-end", _day_end, "clore les jours ouvrés jusqu’à aujourd’hui, et en rendre compte"
    )
    which = day_end.add_mutually_exclusive_group()
    which.add_argument("--date", type=day, metavar="AAAA-MM-JJ", help="clore jusqu’à ce jour compris")
    which.add_argument("--next", action="store_true", help="clore le jour ouvert, même à venir (démonstration)")


def _add_caisse(commands: Commands) -> None:
    caisse = add_group(commands, "caisse", "les caisses de ce serveur")
    add_configured(caisse, "list", _caisse_list, "lister les caisses")
    add = add_configured(caisse, "add", _caisse_add, "ajouter une caisse")
    add.add_argument("id", help="nom court, en minuscules (nimes)")
    for option, text in (
        ("--name", "nom (Crédit Municipal de Nîmes)"),
        ("--bic", "BIC, 8 ou 11 caractères"),
        ("--bank-code", "code banque, 5 chiffres"),
        ("--branch-code", "code guichet, 5 chiffres"),
        ("--phone", "téléphone de l’agence"),
        ("--opening-hours", "horaires, en clair"),
    ):
        add.add_argument(option, type=str if option == _LONG else line, required=True, help=text)
    add.add_argument("--open-day", type=day, metavar="AAAA-MM-JJ", help="premier jour ouvré (le prochain, sinon)")
    change = add_configured(
        caisse, "set", _caisse_set, "changer ce qui est dit d’une caisse, ou son seuil de signature"
    )
    change.add_argument("id", help="nom court")
    for option, text in (("--name", "nom"), ("--phone", "téléphone de l’agence"), ("--opening-hours", "horaires")):
        change.add_argument(option, type=str if option == _LONG else line, help=text)
    for parser in (add, change):
        parser.add_argument(
            "--sign-above",
            metavar="EUROS",
            help="au-dessus de ce montant, un virement interne se signe (« jamais » : aucun ne se signe)",
        )


def _add_rotation(commands: Commands) -> None:
    rotate = add_configured(
        commands, "rotate-keys", _rotate_keys, "changer le secret du serveur, ou reprendre un changement interrompu"
    )
    step = rotate.add_mutually_exclusive_group()
    for name, text in (
        ("add", "seulement mettre un nouveau secret en tête du fichier"),
        ("reseal", "seulement sceller sous le nouveau secret ce que les anciens scellaient"),
        ("forget", "oublier les secrets qui ne scellent plus rien (le plus ancien reste)"),
    ):
        step.add_argument(f"--{name}", dest="step", action="store_const", const=name, help=text)
