"""`ccmdesk verify`: what a saved receipt says, and whether the bank has really signed it. Asks nobody."""

from __future__ import annotations

import argparse
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

from pydantic import ValidationError

from ccmdesk.client.cache.files import DIRECTORY_FILE, MAX_FILE
from ccmdesk.client.sync import receipts
from ccmdesk.client.sync.directory import kept_directory, key_of
from ccmdesk.core import signatures
from ccmdesk.core.clock import PARIS
from ccmdesk.core.errors import KnownError
from ccmdesk.wire.messages import SigningKey

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ccmdesk.client.sync.trust_views import ReceiptView

GENUINE, FALSE, UNREADABLE = 0, 1, 2
_ORDERS: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def main(argv: Sequence[str], folder: Path) -> int:
    """Run the command. `folder`: where the client keeps the bank's keys. Returns 0 genuine, 1 not, 2 unreadable."""
    parser = argparse.ArgumentParser(
        prog="ccmdesk verify",
        description="Lit un reçu enregistré et vérifie, sans rien demander à personne, que la banque l’a signé.",
        epilog="Sans --key, ce sont les clés que cet ordinateur a reçues de la banque. "
        "Résultat : 0 authentique, 1 non, 2 illisible.",
        allow_abbrev=False,
    )
    parser.add_argument("file", metavar="FICHIER", type=Path, help="le reçu, tel que CCM Desk l’a enregistré")
    parser.add_argument(
        "--key",
        metavar="CLÉ",
        action="append",
        default=[],
        help="clé publique de la banque (64 caractères) ; à répéter",
    )
    given = parser.parse_args(argv)
    try:
        keys = _given(given.key) if given.key else _kept(folder)
    except ValidationError:
        parser.error("une clé publique a 64 caractères, de 0 à 9 et de a à f")
    try:
        receipt = receipts.read_file(_content(given.file))
        view = receipts.view(receipt, keys)
    except (OSError, KnownError):
        _write(sys.stderr, "Ce fichier n’est pas un reçu lisible.\n")
        return UNREADABLE
    is_known = keys(receipt.key_id) is not None
    _write(sys.stdout, _text(view, receipt.key_id, is_known=is_known))
    return GENUINE if view.is_genuine else FALSE


def _given(keys: Sequence[str]) -> Callable[[str], str | None]:
    named = [SigningKey(id=_name(key), public_key=key) for key in keys]
    return {key.id: key.public_key for key in named}.get


def _name(key: str) -> str:
    try:
        return signatures.key_id(key)
    except ValueError:
        return ""


def _kept(folder: Path) -> Callable[[str], str | None]:
    try:
        directory = kept_directory(folder / DIRECTORY_FILE)
    except KnownError:
        directory = None
    return lambda key_id: None if directory is None else key_of(directory, key_id)


def _content(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(MAX_FILE)


def _text(view: ReceiptView, key_id: str, *, is_known: bool) -> str:
    lines = [view.title, *(f"  {label} : {value}" for label, value in view.lines)]
    moment = view.signed_at.astimezone(PARIS)
    lines.append(f"Signé le {moment:%d/%m/%Y à %H:%M:%S} (heure de Paris), reçu {view.id}, clé {key_id}.")
    if view.is_genuine:
        lines.append("AUTHENTIQUE : la banque a signé ce reçu, et l’appareil du client ce qui a été fait.")
    elif is_known:
        lines.append("NON AUTHENTIQUE : ce fichier n’est pas ce que la banque et l’appareil du client ont signé.")
    else:
        lines.append("NON VÉRIFIÉ : la clé de ce reçu n’est pas une clé de la banque connue ici (voir --key).")
    return "".join(f"{_printable(line)}\n" for line in lines)


def _printable(text: str) -> str:
    """Write a stranger's text on one line: nothing in it gives orders to a terminal, or looks like another line."""
    return "".join(" " if unicodedata.category(letter) in _ORDERS else letter for letter in text)


def _write(stream: TextIO, text: str) -> None:
    """Write whatever the stream can: a file or a pipe of Windows has no narrow spaces, and the result must stand."""
    encoding = stream.encoding or "ascii"
    stream.write(text.encode(encoding, "replace").decode(encoding))
