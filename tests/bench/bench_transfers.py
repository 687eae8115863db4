"""Transfers submitted through the full command path, against the bare sqlite3 driver running the same statements.

Promise: ≥ 0.5 × the baseline, durability FULL on both sides. The baseline replays, on a copy of the same database,
exactly the statements and parameters that the command path had sent to the driver (recorded in a run that is not
timed), with nothing else around them; both databases must end up equal. What HTTP adds is printed for information.
"""

from __future__ import annotations

import shutil
import sqlite3
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import testpath  # noqa: F401 -- what is imported below is found through it
from server import bank as banks
from server.access_fixtures import open_front
from server.bank import ALICE, DAV, LIVRET, account, principal
from sqlalchemy import event

from ccmdesk.core.ids import new_key
from ccmdesk.server.database import Database
from ccmdesk.server.services import customers, transfers

if TYPE_CHECKING:
    from collections.abc import Sequence

TRANSFERS = 500
ROUNDS = 7
FLOOR = 0.5

Script = list[tuple[str, "Sequence[Any]"]]


class RecordingCursor(sqlite3.Cursor):
    """Notes what it runs."""

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> RecordingCursor:
        RecordingConnection.script.append((sql, parameters))
        super().execute(sql, parameters)
        return self


class RecordingConnection(sqlite3.Connection):
    """A connection that notes all statements of the program, in order."""

    script: Script = []  # noqa: RUF012 -- the driver makes the object: this is the only way out

    def cursor(self, factory: type[sqlite3.Cursor] = RecordingCursor) -> sqlite3.Cursor:
        return super().cursor(factory)

    def commit(self) -> None:
        if self.in_transaction:
            RecordingConnection.script.append(("COMMIT", ()))
        super().commit()


def prepare(folder: Path) -> tuple[Path, banks.HandClock]:
    """Make a bank where Alice has enough for all; its file is checkpointed and at rest."""
    clock = banks.HandClock()
    database = banks.migrated_sqlite(folder)
    banks.open_bank(database, clock)
    with database.unit_of_work() as connection:
        customers.deposit_cash(connection, ALICE, 100_000_000, "Versement", clock)
    database.dispose()
    return Path(str(database.engine.url.database)), clock


def copy(template: Path, name: str) -> Path:
    path = template.with_name(name)
    shutil.copyfile(template, path)
    return path


def submit_all(database: Database, clock: banks.HandClock) -> float:
    """Submit TRANSFERS orders, one transaction each; return the seconds."""
    bank = banks.RealBank(database, clock)
    who = principal()
    orders = [(bank.order(amount=n + 1), new_key()) for n in range(TRANSFERS)]
    start = time.perf_counter()
    for order, key in orders:
        with database.unit_of_work() as connection:
            answer = transfers.submit(connection, who, key, order, clock)
        assert answer.status == 201
    return time.perf_counter() - start


def record(template: Path, clock: banks.HandClock) -> tuple[Script, Path]:
    """Run the command path once and return all it sent to the driver, and the database that came out."""
    path = copy(template, "recorded.db")
    database = Database(f"sqlite:///{path}")
    event.listen(database.engine, "do_connect", lambda _d, _r, _a, options: options.update(factory=RecordingConnection))
    with database.snapshot():
        RecordingConnection.script.clear()  # what opening a connection runs is no part of a transfer
    RecordingConnection.script.clear()
    submit_all(database, clock)
    script = list(RecordingConnection.script)
    database.dispose()
    return script, path


def replay(path: Path, script: Script) -> float:
    """Run the same on the bare driver; return the seconds."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")
    cursor = connection.cursor()
    start = time.perf_counter()
    for sql, parameters in script:
        cursor.execute(sql, parameters).fetchall()
    seconds = time.perf_counter() - start
    connection.close()
    return seconds


def dump(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    lines = list(connection.iterdump())
    connection.close()
    return lines


def over_http(template: Path, folder: Path, clock: banks.HandClock) -> float:
    """Submit through the whole application in process (routing, validation, session, logs); return the seconds."""
    bank = banks.RealBank(Database(f"sqlite:///{copy(template, 'http.db')}"), clock)
    with open_front(bank, folder) as front:
        headers = front.sign_in()
        start = time.perf_counter()
        for n in range(TRANSFERS):
            assert front.order(headers, amount=n + 1).status_code == 201
        seconds = time.perf_counter() - start
    bank.database.dispose()
    return seconds


def main() -> int:
    """Print the figures; 0 when the promise holds."""
    with tempfile.TemporaryDirectory(prefix="ccmdesk-bench-") as name:
        folder = Path(name)
        template, clock = prepare(folder)
        script, recorded = record(template, clock)
        ours, bare = [], []
        for turn in range(ROUNDS):
            bare.append(replay(copy(template, f"bare{turn}.db"), script))
            database = Database(f"sqlite:///{copy(template, f'ours{turn}.db')}")
            with database.snapshot():
                pass  # as in production the connection is open
            ours.append(submit_all(database, clock))
            database.dispose()
        assert dump(folder / "bare0.db") == dump(recorded), "the baseline did something else"
        http = over_http(template, folder, clock)
    ratio = median(b / o for b, o in zip(bare, ours, strict=True))
    print(f"{TRANSFERS} transfers {account(ALICE, DAV)} → {account(ALICE, LIVRET)}, synchronous=FULL:")
    print(f"  bare sqlite3, same {len(script) // TRANSFERS} statements each: {TRANSFERS / median(bare):7.0f} a second")
    print(f"  command path:                           {TRANSFERS / median(ours):7.0f} a second")
    print(f"  through HTTP, in process (information): {TRANSFERS / http:7.0f} a second")
    print(f"  ratio {ratio:.2f} (floor {FLOOR})")
    return 0 if ratio >= FLOOR else 1


if __name__ == "__main__":
    sys.exit(main())
