"""The one command. Each of its faces loads what it needs and nothing more: the start time is a promise."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ccmdesk.client.options import Options

EXIT_USAGE: Final = 2
URL_VARIABLE: Final = "CCMDESK_URL"
CA_VARIABLE: Final = "CCMDESK_CA"
PINS_VARIABLE: Final = "CCMDESK_PINS"
DATA_VARIABLE: Final = "CCMDESK_DATA"

_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command (`argv` without the program's name; the process's own if None). Returns the exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments[:1] == ["server"]:
        return _server(arguments[1:])
    if arguments[:1] == ["demo"]:
        from ccmdesk.demo.cli import main as demo

        return demo(arguments[1:])
    if arguments[:1] == ["verify"]:
        from ccmdesk.client.verify import main as verify

        return verify(arguments[1:], _data_folder())
    return run_client(_options(arguments))


def run_client(options: Options, painted: Callable[[], None] | None = None) -> int:
    """Run the client; `painted` is called after its first paint (for whoever measures the start)."""
    gc.disable()  # nothing to collect yet in what is being imported; the client collects when it has time
    from ccmdesk.client.app import main as client

    return client(options, painted)


def _server(arguments: list[str]) -> int:
    try:
        from ccmdesk.server.cli import main as server
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("ccmdesk"):
            raise
        sys.stderr.write(
            f"Le serveur a besoin de bibliothèques qui manquent ici ({error.name}) : installez « ccmdesk[server] ».\n"
        )
        return EXIT_USAGE
    return server(arguments)


def _options(arguments: list[str]) -> Options:
    """Read the client's options: the command line above the environment above what every system has by default."""
    from ccmdesk.client.options import Options

    url, ca = os.environ.get(URL_VARIABLE, ""), os.environ.get(CA_VARIABLE)
    if arguments or url:  # argparse costs 8 ms: only those who ask for something pay
        return _parse(arguments, url, ca)
    return Options(url, Path(ca) if ca else None, _data_folder())


def _parse(arguments: list[str], url: str, ca: str | None) -> Options:
    import argparse

    from ccmdesk import __version__
    from ccmdesk.client.options import Options

    parser = argparse.ArgumentParser(
        prog="ccmdesk",
        description="CCM Desk : votre caisse de Crédit Municipal sur votre ordinateur.",
        epilog="Autres commandes : « ccmdesk verify » (vérifier un reçu), « ccmdesk server … » (exploiter un serveur), "
        "« ccmdesk demo » (essayer sans rien installer d’autre). Chacune a son aide : ccmdesk server --help.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"CCM Desk {__version__}")
    parser.add_argument(
        "--server", metavar="URL", default=url, help=f"adresse du serveur de la caisse (ou {URL_VARIABLE})"
    )
    parser.add_argument("--ca", metavar="FICHIER", default=ca, help=f"autorité du serveur, PEM (ou {CA_VARIABLE})")
    parser.add_argument(
        "--pin",
        metavar="EMPREINTE",
        action="append",
        help="n’accepter que cette clé du serveur ; à répéter, deux au moins, données par « ccmdesk server init » "
        f"(ou {PINS_VARIABLE}, séparées par des virgules)",
    )
    parser.add_argument("--data", metavar="DOSSIER", help=f"où garder les données chiffrées (ou {DATA_VARIABLE})")
    parser.add_argument("--offline", action="store_true", help="ne pas appeler le serveur : consulter l’existant")
    given = parser.parse_args(arguments)
    if given.server and not is_safe_url(str(given.server)):
        parser.error("l’adresse du serveur commence par https://")
    if given.ca and not Path(given.ca).is_file():
        parser.error(f"fichier introuvable : {given.ca}")
    variable = os.environ.get(PINS_VARIABLE, "")
    told = given.pin or (variable.split(",") if variable else [])
    pins = tuple(pin.strip() for pin in told if pin.strip())
    if told and not (pins and _are_pins(pins)):  # « --pin "$PIN" » with nothing in it must not mean « no pins »
        parser.error(
            "les empreintes (--pin) sont deux au moins, différentes, de 44 caractères chacune : recopiez celles que "
            "« ccmdesk server init » a données"
        )
    folder = Path(given.data) if given.data else _data_folder()
    return Options(
        str(given.server), Path(given.ca) if given.ca else None, folder, offline=bool(given.offline), pins=pins
    )


def _are_pins(texts: tuple[str, ...]) -> bool:
    from ccmdesk.client.api.pins import read_pins
    from ccmdesk.core.errors import KnownError

    try:
        read_pins(texts)
    except KnownError:
        return False
    return True


def is_safe_url(url: str) -> bool:
    """Whether a server's address is HTTPS, or plain HTTP that never leaves this machine."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    )


def _data_folder() -> Path:
    """Folder that the system keeps for a user's application data."""
    if os.environ.get(DATA_VARIABLE):
        return Path(os.environ[DATA_VARIABLE])
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "CCM Desk"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "CCM Desk"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "ccmdesk"
