"""The same, between two server processes on PostgreSQL: nothing that limits tries is in a process's memory."""

from __future__ import annotations

import os
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from subprocess import DEVNULL, Popen

import httpx2
import pyotp
import pytest
from server.access_fixtures import PASSWORD, SECRET, code_of, device_card, password_hash, totp_secret
from server.bank import ALICE, BOB, RealBank, open_bank
from server.test_cli_run import ROOT, ready
from sqlalchemy import select

from ccmdesk.core.clock import SystemClock
from ccmdesk.server.database import Database
from ccmdesk.server.keys import ServerKeys
from ccmdesk.server.models.access import session
from ccmdesk.server.services.credentials import enrol
from ccmdesk.server.services.totp import totp_text

pytestmark = pytest.mark.postgresql
CROWD = 100


@pytest.fixture
def bank(cluster, postgresql_template, clock):
    database = Database(cluster.database(postgresql_template))
    open_bank(database, clock)
    with database.unit_of_work() as connection:
        for customer in (ALICE, BOB):
            enrol(
                connection, ServerKeys.from_text(SECRET), customer, password_hash(), totp_secret(customer), clock.now()
            )
    yield RealBank(database, clock)
    database.dispose()


@pytest.fixture
def urls(bank, tmp_path):
    """Addresses of two processes that serve the bank."""
    settings = {
        "CCMDESK_SERVER_DATABASE_URL": bank.database.engine.url.render_as_string(hide_password=False),
        "CCMDESK_SERVER_SECRET": SECRET,
        "CCMDESK_SERVER_REFUSAL_MS": "0",
    }
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CCMDESK_")} | settings
    command = [sys.executable, "-m", "ccmdesk", "server", "run", "--insecure-loopback", "--port", "0", "--ready-file"]
    files = [tmp_path / "one", tmp_path / "other"]
    processes = [
        Popen([*command, str(file)], cwd=ROOT, env=environment, stdout=DEVNULL, stderr=DEVNULL)  # noqa: S603 -- our own command
        for file in files
    ]
    try:
        yield [ready(process, file)["url"] for process, file in zip(processes, files, strict=True)]
    finally:
        for process in processes:
            process.terminate()
            process.wait(30)


def second_steps(urls, customer, password, right):
    """A hundred second steps at the same time, each at the process that did not take its first step."""
    with httpx2.Client(timeout=60) as client, ThreadPoolExecutor(16) as threads:

        def begin(url):
            body = {"subscriber_code": code_of(customer), "password": password}
            return client.post(f"{url}/v1/sign-in/password", json=body).json()["attempt"]

        def end(pair):
            url, attempt = pair
            body = {"attempt": attempt, "code": code, "device": device_card(attempt)}
            return client.post(f"{url}/v1/sign-in/code", json=body).json().get("code", "opened")

        attempts = list(threads.map(begin, islice(cycle(urls), CROWD)))
        generator = pyotp.TOTP(totp_text(totp_secret(customer)))
        code = generator.at(SystemClock().now()) if right else "000000"
        return Counter(threads.map(end, zip(islice(cycle(reversed(urls)), CROWD), attempts, strict=True)))


def sessions(bank, customer):
    with bank.database.snapshot() as connection:
        return connection.execute(select(session.c.id).where(session.c.customer_id == customer)).all()


def test_five_tries_and_one_session_between_two_processes(bank, urls):
    assert second_steps(urls, ALICE, "wrong wrong", right=False) == {"sign_in_failed": 4, "access_locked": CROWD - 4}

    told = second_steps(urls, BOB, PASSWORD, right=True)

    assert told["opened"] == 1
    assert sum(told.values()) == CROWD
    assert sessions(bank, ALICE) == []
    assert len(sessions(bank, BOB)) == 1
