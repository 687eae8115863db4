"""The cache against the bare driver: upserts, and opening with the first page.

Promises: upserts through our API ≥ 0.85 × raw sqlcipher3 `executemany`; open with a raw key and read the first page
≤ 2 × the same on plain sqlite3 (same SQLAlchemy path, no encryption). The bare drivers' figures are printed too.
"""

from __future__ import annotations

import random
import sqlite3
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import sqlalchemy as sa
import sqlcipher3

from ccmdesk.client.cache import reads, writes
from ccmdesk.client.cache.migrations import STEPS
from ccmdesk.client.cache.store import CACHE_MIB, Cache
from ccmdesk.wire.feed import CaisseRow, FeedPage, PostingRow

if TYPE_CHECKING:
    from collections.abc import Callable

ROWS = 100_000
PAGE = 4_000
ROUNDS = 5
OPENINGS = 60
KEY = bytes(range(32))
UPSERT_FLOOR = 0.85
OPEN_CEILING = 2.0
FIRST_PAGE = 50

WORDS = (
    "virement",
    "prélèvement",
    "loyer",
    "salaire",
    "épargne",
    "assurance",
    "électricité",
    "Nîmes",
    "livret",
    "gage",
)


def postings(count: int) -> list[PostingRow]:
    """Make operations like the demo's: two accounts, days in order, labels of three words and a number."""
    chance = random.Random(7)  # noqa: S311 -- made-up data
    rows: list[PostingRow] = []
    for seq in range(1, count + 1):
        day = f"20{20 + seq * 6 // (count + 1)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
        label = " ".join(chance.choices(WORDS, k=3)) + f" {seq}"
        account = "60000220100" if seq % 3 else "60000223600"
        rows.append((seq, account, day, day, seq * 7 % 90_000 - 40_000, seq, "transfer", label, "EDF SA", f"e{seq}"))
    return rows


def pages(rows: list[PostingRow]) -> list[FeedPage]:
    """Cut them as the feed does."""
    caisse = CaisseRow("nimes", "Nîmes", "CMUNFR21", "04", "9-17", "2026-11-24")
    return [
        FeedPage("epoch", rows[start + PAGE - 1][0], rows[-1][0], caisse, [], [], [], rows[start : start + PAGE])
        for start in range(0, len(rows), PAGE)
    ]


def schema(connection: sqlcipher3.Connection) -> None:
    """Make the cache's tables with the bare driver."""
    for statement in STEPS[0]:
        connection.execute(statement)
    connection.commit()


def raw_cipher(path: Path) -> sqlcipher3.Connection:
    """Open as the engine does, without SQLAlchemy."""
    connection = sqlcipher3.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key=\"x'{KEY.hex()}'\"")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute(f"PRAGMA cache_size=-{CACHE_MIB * 1024}")
    return connection


def timed(work: Callable[[], object]) -> float:
    """Seconds that `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def upserts(rows: list[PostingRow], cut: list[FeedPage]) -> tuple[float, float]:
    """Median seconds of the bare driver and of our API, interleaved, each in one transaction on a new file."""
    bare: list[float] = []
    ours: list[float] = []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            connection = raw_cipher(Path(folder, "raw.db"))
            schema(connection)

            def raw(connection: sqlcipher3.Connection = connection) -> None:
                connection.execute("BEGIN")
                connection.executemany(writes.POSTING_SQL, rows)
                connection.execute("COMMIT")

            bare.append(timed(raw))
            connection.close()
            cache = Cache(Path(folder, "cache.db"), KEY)

            def through(cache: Cache = cache) -> None:
                with cache.write() as transaction:
                    for page in cut:
                        writes.write_page(transaction, page)

            ours.append(timed(through))
            cache.close()
    return median(bare), median(ours)


def opening(rows: list[PostingRow], cut: list[FeedPage]) -> dict[str, float]:
    """Median seconds to open a filled file and read its first page: ours, plain through SQLAlchemy, bare drivers."""
    with tempfile.TemporaryDirectory() as folder:
        cipher, plain = Path(folder, "cache.db"), Path(folder, "plain.db")
        cache = Cache(cipher, KEY)
        with cache.write() as transaction:
            for page in cut:
                writes.write_page(transaction, page)
            writes.index_text(transaction)
        cache.close()
        connection = sqlite3.connect(plain)
        connection.execute("PRAGMA journal_mode=WAL")
        schema(connection)
        connection.executemany(writes.POSTING_SQL, rows)
        connection.commit()
        connection.close()
        works = {
            "ours": lambda: open_ours(cipher),
            "sqlalchemy, plain sqlite3": lambda: open_plain(plain),
            "bare sqlcipher3": lambda: open_bare(raw_cipher(cipher)),
            "bare sqlite3": lambda: open_bare(sqlite3.connect(plain)),
        }
        found: dict[str, list[float]] = {name: [] for name in works}
        for _ in range(OPENINGS):
            for name, work in works.items():
                found[name].append(timed(work))
        return {name: median(seconds) for name, seconds in found.items()}


def open_ours(path: Path) -> None:
    """Open through our API, as after a sign-in."""
    cache = Cache(path, KEY)
    with cache.read() as connection:
        first_page(connection)
    cache.close()


def first_page(connection: sa.Connection) -> None:
    """Read the first page as the screens do."""
    numbers = reads.seqs(connection, None, "", offset=0, limit=FIRST_PAGE)
    assert len(reads.postings(connection, numbers)) == FIRST_PAGE


def open_plain(path: Path) -> None:
    """Do what `Cache` does, on the standard library's sqlite3: engine, schema version, index mark, first page."""
    engine = sa.create_engine(sa.URL.create("sqlite", database=str(path)))
    with engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA journal_mode=WAL")
        connection.exec_driver_sql("PRAGMA user_version").scalar()
        connection.exec_driver_sql("SELECT max(seq) FROM posting").scalar()
        writes.read_meta(connection, writes.INDEXED, "0")
    with engine.begin() as connection:
        first_page(connection)
    engine.dispose()


def open_bare(connection: sqlite3.Connection | sqlcipher3.Connection) -> None:
    """Read the first page with a bare driver."""
    found = connection.execute("SELECT * FROM posting ORDER BY seq DESC LIMIT ?", (FIRST_PAGE,)).fetchall()
    assert len(found) == FIRST_PAGE
    connection.close()


def main() -> int:
    """Print the figures; 0 when the promises hold."""
    rows = postings(ROWS)
    cut = pages(rows)
    raw, ours = upserts(rows, cut)
    ratio = raw / ours
    print(f"upserts of {ROWS}: raw sqlcipher3 executemany {raw:.3f} s, through the cache {ours:.3f} s")
    print(f"  ratio {ratio:.2f} (floor {UPSERT_FLOOR})")
    opened = opening(rows, cut)
    for name, seconds in opened.items():
        print(f"open and first page, {name}: {seconds * 1000:.2f} ms")
    slower = opened["ours"] / opened["sqlalchemy, plain sqlite3"]
    print(f"  ratio {slower:.2f} (ceiling {OPEN_CEILING})")
    return 0 if ratio >= UPSERT_FLOOR and slower <= OPEN_CEILING else 1


if __name__ == "__main__":
    sys.exit(main())
