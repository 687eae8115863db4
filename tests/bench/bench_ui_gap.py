"""Longest gap of the UI thread during a first sync, in the real client's window.

`python tests/bench/bench_ui_gap.py [operations]` (100,000 by default). Promise: ≤ 25 ms. The server is a process of
its own, over TLS on loopback, that reads its SQLite database; the cache is encrypted. The gap is the longest time
between two turns of the event loop, from the start of the sync until the pages show what came. Also printed, without
a promise: how long the UI thread makes the pages of a customer who has just signed in.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import bench_first_sync
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication

from ccmdesk.client.api.bank import BankApi
from ccmdesk.client.api.transport import http_client
from ccmdesk.client.app import Client
from ccmdesk.client.cache.store import Cache
from ccmdesk.client.options import Options
from ccmdesk.client.shells.customer import CustomerShell
from ccmdesk.client.sync.desk import Desk
from ccmdesk.client.sync.outbox import Outbox
from ccmdesk.client.sync.session import Session
from ccmdesk.core.clock import SystemClock
from ccmdesk.server.install import install

ROUNDS = 5
CEILING_MS = 25.0
OUTBOX_KEY = bytes(range(32, 64))


class Gaps:
    """Watches the event loop: a timer that is always due, and the longest time between two of its turns."""

    def __init__(self) -> None:
        self.worst = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer(interval=1)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.worst = max(self.worst, now - self._last)
        self._last = now

    def stop(self) -> float:
        """Return the longest gap, in ms."""
        self._tick()
        self._timer.stop()
        return self.worst * 1000


def run_until_idle(client: Client) -> None:
    """Run the event loop until no work is left and what it changed is painted."""
    quiet = 0  # an answer may ask for more work: some turns without any
    while quiet < 5:
        QApplication.processEvents()
        quiet = 0 if client.work.pending else quiet + 1
        time.sleep(0)


def sync(client: Client, url: str, authority: Path, token: str, folder: Path) -> tuple[float, float, float]:
    """First sync of a customer who has just signed in: ms to make the pages, longest gap in ms, seconds in all."""
    api = BankApi(http_client(url, authority))
    clock = SystemClock()
    cache = Cache(folder / "cache.db", bench_first_sync.KEY)
    desk = Desk(api, Session(token), cache, Outbox(folder / "outbox.db", OUTBOX_KEY), clock)
    begun = time.perf_counter()
    shell = CustomerShell(client.work, desk, clock, Options(url, authority, folder, poll_ms=10**8))
    client.window.enter(shell)
    QApplication.processEvents()
    made = (time.perf_counter() - begun) * 1000
    run_until_idle(client)
    gaps, begun = Gaps(), time.perf_counter()
    shell.start()
    run_until_idle(client)
    seconds = time.perf_counter() - begun
    gap = gaps.stop()
    assert desk.count_postings(None) == bench_first_sync.ROWS
    client.window.leave()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # or it would follow the next customer's sync
    desk.close()
    api.close()
    return made, gap, seconds


def main(rows: int) -> int:
    """Print the figures; 0 when the promise holds."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    bench_first_sync.ROWS = rows
    app = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as root:
        layout = install(Path(root, "server"), SystemClock(), port=0)
        token, _pages = bench_first_sync.fill(layout)
        with bench_first_sync.serving(layout) as url:
            client = Client(app, Options(url, layout.authority, Path(root)))
            client.start()
            run_until_idle(client)
            seen = []
            for number in range(ROUNDS):
                folder = Path(root, f"client-{number}")
                folder.mkdir()
                seen.append(sync(client, url, layout.authority, token, folder))
            client.close()
    made, gaps, seconds = zip(*seen, strict=True)
    print(f"{rows} operations, {ROUNDS} first syncs, {median(seconds):.2f} s each")
    print(f"longest gap of the UI thread: median {median(gaps):.1f} ms, worst {max(gaps):.1f} ms (promise <= 25)")
    print(f"pages of a customer made in {median(made):.0f} ms (worst {max(made):.0f})")
    return 0 if median(gaps) <= CEILING_MS else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
