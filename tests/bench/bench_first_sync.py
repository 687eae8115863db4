"""A first sync of 100,000 operations: server database to encrypted, searchable cache.

Promise: ≥ 0.70 × the local limit, which is what the client needs for the same rows when they are ready in memory
(upserts in one transaction, one bulk fill of the full-text index). The server is a process of its own, over TLS
on loopback, that reads its SQLite database. Also printed: the longest wait of another Python thread.
"""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from ccmdesk.client.api.bank import BankApi
from ccmdesk.client.api.transport import http_client
from ccmdesk.client.cache import reads, writes
from ccmdesk.client.cache.store import Cache
from ccmdesk.client.sync.pull import Puller
from ccmdesk.client.sync.session import Session
from ccmdesk.core.clock import SystemClock
from ccmdesk.core.ids import new_key
from ccmdesk.core.rules.transfers import AccountKind
from ccmdesk.server.app import close_bank, open_bank
from ccmdesk.server.install import Layout, install
from ccmdesk.server.services import customers, feed
from ccmdesk.server.services.principal import Principal
from ccmdesk.server.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ccmdesk.wire.feed import FeedPage

ROWS = 100_000
ROUNDS = 5
FLOOR = 0.70
CUSTOMER, CAISSE = 6000022, "nantes"
KEY = bytes(range(32))
TICK = 0.001
START_SECONDS = 30
WORDS = ("VIREMENT", "LOYER", "SALAIRE", "ASSURANCE", "ELECTRICITE", "EPARGNE", "MARCHE", "PHARMACIE")


def fill(layout: Layout) -> tuple[str, list[FeedPage]]:
    """Open a customer with the operations; return a session's token, and the feed's pages."""
    bank = open_bank(load_settings(layout.config), SystemClock(), sys.stderr)
    first = date(2021, 1, 4)
    new = customers.NewCustomer(
        CUSTOMER, CAISSE, "501000000008", "Madame", "VALERIE", date(1980, 5, 17), "v@example.org", "06 39 98 00 22",
        ("1 RUE DE L'EGLISE",), "44000", "NANTES",
    )  # fmt: skip
    sight = customers.NewAccount("0100", AccountKind.SIGHT, "Compte technique", first)
    words = itertools.cycle(WORDS)
    movements = [
        customers.Movement(
            first + timedelta(days=number * 1_800 // ROWS),
            f"{CUSTOMER}0100",
            "HOUSE:OPENING",
            2_000 if number % 2 == 0 else -1_500,
            "opening",
            f"{next(words)} {next(words)} {next(words)} {number}",
            "EDF SA",
        )
        for number in range(ROWS)
    ]
    with bank.database.unit_of_work() as connection:
        customers.open_caisse(
            connection,
            customers.NewCaisse(CAISSE, "Nantes", "CMUNFR21XXX", "17090", "00001", "02", "9-17", date(2026, 11, 23)),
        )
        customers.open_customer(connection, new, [sight], SystemClock())
        customers.take_over(connection, CUSTOMER, movements, SystemClock())
        token, _ = bank.sessions.open(connection, CUSTOMER, CAISSE, new_key())
    pages = list(feed.pages(bank.database, Principal(CUSTOMER, CAISSE, "bench"), None, 0))
    close_bank(bank)
    return token, pages


@contextmanager
def serving(layout: Layout) -> Iterator[str]:
    """Run the server in its own process; give its address."""
    ready = layout.config.parent / "ready.json"
    command = [sys.executable, "-m", "ccmdesk", "server", "run", "--config", str(layout.config)]
    with (layout.config.parent / "server.log").open("wb") as log:
        server = subprocess.Popen([*command, "--port", "0", "--ready-file", str(ready)], stdout=log, stderr=log)
    try:
        deadline = time.monotonic() + START_SECONDS
        while not ready.exists():
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("the server did not start")
            time.sleep(0.05)
        yield json.loads(ready.read_text())["url"]
    finally:
        server.terminate()
        server.wait(START_SECONDS)


def limit(folder: Path, pages: list[FeedPage]) -> float:
    """Seconds from ready tuples to a searchable cache."""
    cache = Cache(folder / "limit.db", KEY)
    start = time.perf_counter()
    with cache.write() as transaction:
        for page in pages:
            writes.write_page(transaction, page)
        writes.index_text(transaction)
    seconds = time.perf_counter() - start
    check(cache)
    return seconds


def sync(folder: Path, api: BankApi, token: str) -> float:
    """Seconds from the server's database to a searchable cache."""
    cache = Cache(folder / "cache.db", KEY)
    start = time.perf_counter()
    Puller(api, Session(token), cache, SystemClock()).pull()
    seconds = time.perf_counter() - start
    check(cache)
    return seconds


def check(cache: Cache) -> None:
    """Make sure that everything came and can be found."""
    with cache.read() as connection:
        assert reads.count_postings(connection, None, "") == ROWS
        assert reads.count_postings(connection, None, "salaire 10") > 0
    cache.close()


def longest_gap(work: Callable[[], float]) -> tuple[float, float]:
    """Run `work`; return its result, and the longest gap between two turns of a thread that wakes every millisecond."""
    gaps: list[float] = []
    done = threading.Event()

    def tick() -> None:
        before = time.perf_counter()
        while not done.wait(TICK):
            now = time.perf_counter()
            gaps.append(now - before)
            before = now

    thread = threading.Thread(target=tick)
    thread.start()
    try:
        seconds = work()
    finally:
        done.set()
        thread.join()
    return seconds, max(gaps)


def main() -> int:
    """Print the figures; 0 when the promise holds."""
    limits: list[float] = []
    syncs: list[float] = []
    gaps: list[float] = []
    with tempfile.TemporaryDirectory() as root:
        layout = install(Path(root, "server"), SystemClock(), port=0)
        token, pages = fill(layout)
        with serving(layout) as url:
            api = BankApi(http_client(url, layout.authority))
            for number in range(ROUNDS + 1):
                folder = Path(root, f"client-{number}")
                folder.mkdir()
                limits.append(limit(folder, pages))
                seconds, gap = longest_gap(lambda folder=folder: sync(folder, api, token))
                syncs.append(seconds)
                gaps.append(gap)
            api.close()
    local, synced = median(limits[1:]), median(syncs[1:])  # the first round warms the server's cache
    ratio = local / synced
    print(f"{datetime.now(UTC):%Y-%m-%d} {ROWS} operations, medians of {ROUNDS}")
    print(f"local limit {local:.3f} s, first sync {synced:.3f} s, ratio {ratio:.2f} (floor {FLOOR})")
    print(f"longest gap of another thread: median {median(gaps[1:]) * 1000:.1f} ms, worst {max(gaps) * 1000:.1f} ms")
    return 0 if ratio >= FLOOR else 1


if __name__ == "__main__":
    sys.exit(main())
