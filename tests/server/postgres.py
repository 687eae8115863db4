"""A private PostgreSQL server for the tests: started once a session, a fresh database for whoever asks."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import URL

START_SECONDS = 30
USER = "postgres"


def binaries() -> Path | None:
    """Folder of initdb and postgres, or None when PostgreSQL is not installed."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "postgres").exists()), None)


def _as_postgres() -> list[str]:
    """PostgreSQL refuses to run as root: become the user that its package made."""
    if os.geteuid() != 0:
        return []
    return ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups", "--"]


class Cluster:
    """One server on a free loopback port, its files in a temporary folder, durable enough for tests only."""

    def __init__(self, folder: Path) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="ccmdesk-pg-"))
        if os.geteuid() == 0:
            account = pwd.getpwnam(USER)
            os.chown(self._folder, account.pw_uid, account.pw_gid)
        data = self._folder / "data"
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
        subprocess.run(  # noqa: S603 -- the binaries that were found
            [*_as_postgres(), folder / "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--no-sync"],
            check=True,
            capture_output=True,
            cwd=self._folder,
            env=environment,
        )
        self.port = _free_port()
        options = ["-c", "fsync=off", "-c", "max_connections=60", "-c", "listen_addresses=127.0.0.1"]
        self._log = (self._folder / "log").open("wb")
        self._process = subprocess.Popen(  # noqa: S603 -- idem
            [*_as_postgres(), folder / "postgres", "-D", data, "-p", str(self.port), "-k", self._folder, *options],
            stdout=self._log,
            stderr=self._log,
            cwd=self._folder,
            env=environment,
        )
        self._databases = 0
        self._wait()

    def database(self, template: str = "template1") -> URL:
        """Create a database, a copy of the one named `template` (empty by default), and return its address."""
        self._databases += 1
        name = f"bank{self._databases}"
        command = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
            connection.execute(command)
        return URL.create("postgresql", USER, host="127.0.0.1", port=self.port, database=name)

    def stop(self) -> None:
        """Stop the server and remove its files."""
        self._process.send_signal(signal.SIGINT)
        self._process.wait(START_SECONDS)
        self._log.close()
        shutil.rmtree(self._folder)

    def _address(self, name: str) -> str:
        return f"host=127.0.0.1 port={self.port} user={USER} dbname={name}"

    def _wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                psycopg.connect(self._address("postgres")).close()
            except psycopg.OperationalError:
                if self._process.poll() is not None or time.monotonic() > deadline:
                    raise
                time.sleep(0.02)
            else:
                return


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
