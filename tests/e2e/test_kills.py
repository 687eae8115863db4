"""Kill -9, at any moment, of the bank or of the client: exactly one transfer results, or a draft that says so.

CCMDESK_KILLS: how many times each (a few by default; the moments come from a fixed seed).
"""

from __future__ import annotations

import itertools
import os
import random
import threading
import time
from typing import TYPE_CHECKING

import pyotp
import pytest
from clientside import mortals
from server import bank as banks
from server.access_fixtures import PASSWORD, code_of, password_hash

from ccmdesk.client.sync.views import OrderState
from ccmdesk.core.clock import SystemClock
from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.server.database import Database
from ccmdesk.server.install import install
from ccmdesk.server.keys import ServerKeys
from ccmdesk.server.ledger.check import differences
from ccmdesk.server.services.audit import broken_at
from ccmdesk.server.services.credentials import enrol
from ccmdesk.server.services.customers import start_epoch
from ccmdesk.server.settings import load_settings

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kill -9 is for POSIX; elsewhere the faults are simulated")

ROUNDS = int(os.environ.get("CCMDESK_KILLS", "6"))
FUNDS = 10**9
NOT_AT_BANK = {OrderState.DRAFT, OrderState.SENDING, OrderState.REFUSED}
AWAY = {ErrorCode.SERVER_UNREACHABLE, ErrorCode.ANSWER_UNREADABLE}


class MortalBank:
    """A bank in a process of its own, on its own port, that comes back after it was killed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._config = install(folder / "bank", SystemClock()).config
        settings = load_settings(self._config)
        self.database = Database(settings.database_url)
        self._keys = ServerKeys.of(settings)
        self._port = 0
        self._process = None
        self.customers: list[int] = []
        with self.database.unit_of_work() as connection:
            if not connection.exec_driver_sql("SELECT 1 FROM feed_epoch").first():
                start_epoch(connection, SystemClock())
        banks.open_caisse(self.database, SystemClock(), open_day=mortals.today())

    def customer(self) -> tuple[int, mortals.Wallet]:
        number, secret = banks.ALICE + len(self.customers), pyotp.random_base32()
        self.customers.append(number)
        banks.open_customer(self.database, SystemClock(), number, sight=FUNDS)
        with self.database.unit_of_work() as connection:
            enrol(
                connection, self._keys, number, password_hash(), pyotp.TOTP(secret).byte_secret(), SystemClock().now()
            )
        return number, mortals.Wallet(code_of(number), PASSWORD, secret, self.folder / f"client-{number}")

    def start(self) -> str:
        ready = self.folder / "ready"
        arguments = (str(self._config), self._port, str(ready), str(self.folder / "bank.log"))
        self._process = mortals.start(mortals.run_bank, *arguments)
        told = mortals.ready(ready, self._process)
        self._port = int(told["port"])
        return str(told["url"])

    def kill(self) -> None:
        if self._process is not None:
            mortals.end(self._process)
        self._process = None

    def labels(self, customer: int) -> dict[str, int]:
        """How many transfers the bank has, by label."""
        with self.database.snapshot() as connection:
            query = f"SELECT label, count(*) FROM transfer WHERE customer_id = {customer:d} GROUP BY label"  # noqa: S608 -- a number
            return {row[0]: row[1] for row in connection.exec_driver_sql(query)}

    def assert_whole(self) -> None:
        with self.database.snapshot() as connection:
            assert differences(connection, banks.CAISSE) == []
            assert [broken_at(connection, customer) for customer in self.customers] == [None] * len(self.customers)
        log = (self.folder / "bank.log").read_text()
        assert "Traceback" not in log
        assert '"critical"' not in log


@pytest.fixture
def bank(tmp_path):
    bank = MortalBank(tmp_path)
    yield bank
    bank.kill()
    bank.database.dispose()


def settle(desk):
    """Do what the client does by itself once the bank answers."""
    desk.refresh()
    desk.refresh()
    return desk.orders(ongoing=True) + desk.orders(ongoing=False)


def assert_exactly_once(bank, customer, desk, confirmed):
    """What was confirmed is at the bank once; what was not is nowhere, or a draft that says so."""
    orders = settle(desk)
    held = bank.labels(customer)
    assert set(held.values()) <= {1}
    assert set(confirmed) <= held.keys()
    shown = [order.label for order in orders if order.state not in NOT_AT_BANK]
    assert sorted(shown) == sorted(held)
    assert {order.state for order in orders} & NOT_AT_BANK <= {OrderState.DRAFT}
    dav, livret = desk.accounts()[:2]
    assert (dav.available, dav.projected, livret.booked) == (FUNDS - len(held), FUNDS - len(held), 0)


def test_the_bank_is_killed_while_orders_come(bank):
    moments = random.Random(20261124)  # noqa: S311 -- moments, not secrets
    url = bank.start()
    customer, wallet = bank.customer()
    confirmed = []
    with wallet.desk(url, wallet.next_code()) as desk:
        desk.refresh()
        for number in range(ROUNDS):
            killer = threading.Timer(moments.uniform(0, 0.12), bank.kill)
            killer.start()
            for place in itertools.count():
                label = f"bank {number} {place}"
                desk.confirm(desk.prepare(mortals.intent_of(customer, label)))
                confirmed.append(label)
                desk.deliver()
                if not desk.freshness().online:
                    break
            killer.join()
            with pytest.raises(KnownError) as caught:
                desk.refresh()
            assert caught.value.code in AWAY
            assert bank.start() == url
            assert_exactly_once(bank, customer, desk, confirmed)
    bank.assert_whole()


def live_and_die(wallet, url, totp, name, moment):
    """Run a customer's process until it is ready and `moment` seconds more. Returns what it confirmed."""
    log = wallet.folder.with_name(f"{name}.log")
    process = mortals.start(mortals.run_customer, wallet, url, totp, name, str(log))
    deadline = time.monotonic() + mortals.SECONDS
    while "ready" not in mortals.told(log):
        assert process.is_alive(), log.read_text()
        assert time.monotonic() < deadline
        time.sleep(0.002)
    time.sleep(moment)
    assert process.is_alive(), log.read_text()
    mortals.end(process)
    lines = mortals.told(log)
    return lines[lines.index("ready") + 1 :]


def test_the_client_is_killed_while_it_orders(bank):
    moments = random.Random(8)  # noqa: S311 -- idem
    url = bank.start()
    for number in range(ROUNDS):
        customer, wallet = bank.customer()
        moment = moments.uniform(0, 0.15)
        confirmed = live_and_die(wallet, url, wallet.next_code(), f"client {number}", moment)
        confirmed += live_and_die(wallet, url, None, f"offline {number}", moment)
        with wallet.desk(url, wallet.next_code()) as desk:
            assert desk.notices == ()
            assert_exactly_once(bank, customer, desk, confirmed)
    bank.assert_whole()
