"""`ccmdesk server rotate-keys`: a new secret, everything sealed under it, and the old ones forgotten.

Running servers read the secret file again when it changes (see `server.keys`), so they open what is sealed under the
new secret from the moment it is there, and seal under it themselves.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ccmdesk.server.console import opened, say
from ccmdesk.server.install import write_private
from ccmdesk.server.keys import RETIRED, ServerKeys, new_secret, parse_secrets, signing_key
from ccmdesk.server.services.rotation import count_stale, reseal
from ccmdesk.server.settings import OperatorError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ccmdesk.server.settings import Settings


def rotate(settings: Settings) -> None:
    """Take a rotation to its end: one that was cut short is resumed, otherwise a new secret begins one.

    Raises OperatorError.
    """
    with opened(settings) as database:
        stale = count_stale(database, ServerKeys.of(settings))
    if not stale:
        add(settings)
    reseal_all(settings)


def add(settings: Settings) -> None:
    """Put a new secret at the head of the file. Raises OperatorError when the environment holds the secret."""
    path = _file(settings)
    ServerKeys.from_file(path)
    with _alone(path):
        text = path.read_text(encoding="ascii").strip()
        write_private(path, f"{new_secret()}\n{text}\n".encode("ascii"))
    say(f"Nouveau secret en tête de {path} : sauvegardez ce fichier à part, et portez-le sur chaque machine qui sert.")


def reseal_all(settings: Settings) -> None:
    """Seal everything under the newest secret. Raises OperatorError."""
    with opened(settings) as database:
        count = reseal(database, ServerKeys.of(settings))
    say(f"{count} secret(s) d’authentificateur et courrier(s) scellés sous le nouveau secret.")


def forget(settings: Settings) -> None:
    """Drop the secrets that seal nothing any more: all but the newest and the oldest.

    The oldest stays for good, as it makes the bank's half of the key of every client's files. A dropped one leaves its
    public key, so that the receipts it signed stay genuine. Raises OperatorError when something is still sealed
    under one.
    """
    path = _file(settings)
    with _alone(path), opened(settings) as database:
        stale = count_stale(database, ServerKeys.from_file(path))
        if stale:
            raise OperatorError(
                f"{stale} scellé(s) dépendent encore d’un ancien secret : rotate-keys --reseal d’abord."
            )
        secrets, retired = parse_secrets(path.read_text(encoding="ascii"))
        dropped = secrets[1:-1]
        if dropped:
            kept = [secret.hex() for secret in (secrets[0], secrets[-1])]
            gone = [f"{RETIRED}{key}" for key in (*(signing_key(secret) for secret in dropped), *retired)]
            write_private(path, "".join(f"{line}\n" for line in (*kept, *gone)).encode("ascii"))
    say(f"{len(dropped)} ancien(s) secret(s) oublié(s). Le plus ancien reste : les fichiers des clients en dépendent.")


def _file(settings: Settings) -> Path:
    if settings.secret_file is None:
        raise OperatorError(
            "Le secret vient de l’environnement : mettez-y le nouveau en tête, suivi d’une virgule et des anciens "
            "(openssl rand -hex 32), redémarrez tous les serveurs, puis « rotate-keys --reseal »."
        )
    return settings.secret_file


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Be the only one who rewrites the file: of two at once, one would lose the other's secret."""
    lock = path.with_name(f".{path.name}.lock")
    try:
        os.close(os.open(lock, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        raise OperatorError(f"Une autre rotation est en cours, ou a été coupée : si non, supprimez {lock}.") from None
    except OSError as error:
        raise OperatorError(f"Impossible d’écrire dans {path.parent} : {error.strerror}.") from error
    try:
        yield
    finally:
        lock.unlink()
