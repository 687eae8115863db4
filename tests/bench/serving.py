"""A bank on this machine for measurements: installed, filled, served by a process of its own, in plain HTTP."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import testpath  # noqa: F401 -- what is imported below is found through it
from server import bank as banks
from server.access_fixtures import password_hash, totp_secret

from ccmdesk.core.clock import SystemClock, paris_date
from ccmdesk.core.rules.calendar import business_day_from
from ccmdesk.server.app import close_bank, open_bank
from ccmdesk.server.install import Layout, install
from ccmdesk.server.services.credentials import enrol
from ccmdesk.server.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

START_SECONDS = 30


def install_bank(folder: Path) -> Layout:
    """Make a server, and open a caisse and the two customers of the tests in it; Alice is rich."""
    layout, clock = install(folder, SystemClock()), SystemClock()
    bank = open_bank(load_settings(layout.config), clock, sys.stderr)
    banks.open_caisse(bank.database, clock, open_day=business_day_from(paris_date(clock.now())))
    banks.open_customer(bank.database, clock, banks.ALICE, sight=10**10)
    banks.open_customer(bank.database, clock, banks.BOB)
    with bank.database.unit_of_work() as connection:
        for customer in (banks.ALICE, banks.BOB):
            enrol(connection, bank.keys, customer, password_hash(), totp_secret(customer), clock.now())
    close_bank(bank)
    return layout


@contextmanager
def serving(layout: Layout) -> Iterator[str]:
    """Run the server; give its address."""
    folder = layout.config.parent
    ready = folder / "ready.json"
    command = [sys.executable, "-m", "ccmdesk", "server", "run", "--config", str(layout.config), "--insecure-loopback"]
    with (folder / "server.log").open("wb") as log:
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
