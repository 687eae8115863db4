"""`ccmdesk server init`: everything a new server needs, in one folder that only its owner reads."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy.exc import SQLAlchemyError

from ccmdesk.server.database import Database
from ccmdesk.server.keys import new_secret
from ccmdesk.server.migrations import upgrade
from ccmdesk.server.services.customers import start_epoch
from ccmdesk.server.settings import DEFAULT_PORT, OperatorError, load_settings
from ccmdesk.server.tls import Pem, hosts_of, make_authority, make_server_certificate, new_key, pin_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ccmdesk.core.clock import Clock

LOOPBACK_NAMES: Final = ("localhost", "127.0.0.1", "::1")


class Layout(NamedTuple):
    """Where everything is."""

    config: Path
    secret: Path
    authority: Path
    authority_key: Path
    certificate: Path
    key: Path
    next_key: Path
    database: Path
    mailbox: Path

    @classmethod
    def of(cls, folder: Path) -> Layout:
        """Layout of a server's folder."""
        return cls(
            folder / "server.toml",
            folder / "secret",
            folder / "ca.pem",
            folder / "ca.key",
            folder / "server.pem",
            folder / "server.key",
            folder / "server.next.key",
            folder / "bank.db",
            folder / "mailbox",
        )


def install(
    folder: Path,
    clock: Clock,
    *,
    names: Sequence[str] = (),
    host: str = "127.0.0.1",
    port: int = DEFAULT_PORT,
    database_url: str | None = None,
) -> Layout:
    """Make a server: secret, authority, certificate, backup key, migrated database, configuration.

    `names`: the host names and addresses by which clients call it, besides loopback's. All or nothing.
    Raises OperatorError: a server is there already, the folder cannot be written, the database does not answer, a
    name is malformed.
    """
    folder = folder.resolve()
    layout = Layout.of(folder)
    there = [path.name for path in layout if path.exists()]
    if there:
        raise OperatorError(f"Un serveur est déjà installé dans {folder} ({', '.join(there)}) : rien n’a été touché.")
    hosts = (*LOOPBACK_NAMES, *names)
    authority = make_authority(hosts, clock.now())
    server = make_server_certificate(authority, hosts, clock.now())
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        layout.mailbox.mkdir(mode=0o700)
        write_private(layout.secret, new_secret().encode())
        write_pair(layout.authority, layout.authority_key, authority)
        write_pair(layout.certificate, layout.key, server)
        write_private(layout.next_key, new_key())
        if database_url is None:
            write_private(layout.database, b"")
        write_private(layout.config, _config(layout, host, port, database_url).encode())
    except OSError as error:
        raise OperatorError(f"Impossible d’écrire dans {folder} : {error.strerror}.") from error
    try:
        create_database(layout.config, clock)
    except OperatorError:
        _remove(layout)
        raise
    return layout


def _remove(layout: Layout) -> None:
    """Take back a half-made server: nothing in it is of any use yet."""
    layout.mailbox.rmdir()
    for path in (*layout, *(layout.database.with_name(f"{layout.database.name}-{end}") for end in ("wal", "shm"))):
        path.unlink(missing_ok=True)


def create_database(config: Path, clock: Clock) -> None:
    """Create the tables of the configured database and name its first life. Raises OperatorError."""
    database = Database(load_settings(config).database_url)
    try:
        upgrade(database)
        with database.unit_of_work() as connection:
            start_epoch(connection, clock)
    except SQLAlchemyError as error:
        raise OperatorError("La base de données ne répond pas, ou sert déjà à un autre serveur.") from error
    finally:
        database.dispose()


def renew_certificate(folder: Path, clock: Clock, names: Sequence[str] = (), *, rotate: bool = False) -> Layout:
    """Sign a new server certificate with the folder's authority. Raises OperatorError.

    The key stays, and so does its pin; `rotate` puts the backup key in its place, whose pin the clients know, and makes
    a new backup. Cut short, it is simply run again: the backup is replaced last. `names`: those of the present
    certificate if none are given.
    """
    layout = Layout.of(folder.resolve())
    try:
        authority = Pem(layout.authority.read_bytes(), layout.authority_key.read_bytes())
    except OSError as error:
        raise OperatorError(f"L’autorité (ca.pem, ca.key) n’est pas dans {folder}.") from error
    if rotate and not layout.next_key.exists():
        raise OperatorError("Aucune clé de secours (server.next.key) : renouvelez d’abord sans --rotate.")
    key = _read(layout.next_key if rotate else layout.key)
    hosts = (*LOOPBACK_NAMES, *names) if names else hosts_of(_read(layout.certificate))
    write_pair(layout.certificate, layout.key, make_server_certificate(authority, hosts, clock.now(), key))
    if rotate or not layout.next_key.exists():
        write_private(layout.next_key, new_key())
    return layout


def pins(folder: Path) -> tuple[str, str]:
    """Pins of the key in use and of the backup key. Raises OperatorError when one is not there."""
    layout = Layout.of(folder.resolve())
    return pin_of(_read(layout.key)), pin_of(_read(layout.next_key))


def client_command(folder: Path) -> str:
    """Command line of a client that trusts this server alone. Raises OperatorError."""
    layout = Layout.of(folder.resolve())
    given = [host for host in hosts_of(_read(layout.certificate)) if host not in LOOPBACK_NAMES]
    host = given[0] if given else LOOPBACK_NAMES[0]
    port = load_settings(layout.config).port
    server = f"https://{f'[{host}]' if ':' in host else host}:{port}"
    words = ["ccmdesk", "--server", server, "--ca", layout.authority.name]
    return " ".join([*words, *(f"--pin {pin}" for pin in pins(folder))])


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise OperatorError(f"Fichier introuvable ou illisible : {path}") from error


def write_pair(certificate: Path, key: Path, pem: Pem) -> None:
    """Write a certificate, and its key for its owner's eyes only."""
    write_private(key, pem.key)
    write_private(certificate, pem.certificate, mode=0o644)


def write_private(path: Path, content: bytes, mode: int = 0o600) -> None:
    """Write a file whole (beside, then renamed), readable by its owner only unless `mode` says more."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(descriptor)
    draft.replace(path)


def _config(layout: Layout, host: str, port: int, database_url: str | None) -> str:
    """Write the configuration; paths count from its own folder, so that the folder may move."""
    url = database_url or f"sqlite:///{layout.database.name}"
    lines = {
        "database_url": url,
        "secret_file": layout.secret.name,
        "host": host,
        "port": port,
        "tls_cert": layout.certificate.name,
        "tls_key": layout.key.name,
        "mailbox": layout.mailbox.name,
    }
    text = "".join(f"{key} = {json.dumps(value)}\n" for key, value in lines.items())
    return (
        "# CCM Desk : réglages du serveur. Une variable CCMDESK_SERVER_… l’emporte sur la ligne du même nom.\n" + text
    )
