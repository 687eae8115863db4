"""Processes that are killed: the bank as operators start it, and a customer at his computer.

They are forked from one process that has imported everything, so that dozens of lives fit into seconds; each is a
process of its own, with its own files and sockets, and dies by SIGKILL.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import time
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pyotp

from ccmdesk.cli import main
from ccmdesk.client.api.bank import BankApi
from ccmdesk.client.api.transport import http_client
from ccmdesk.client.cache.keys import Stretch
from ccmdesk.client.cache.vault import Vault
from ccmdesk.client.sync.door import Door
from ccmdesk.client.sync.views import Intent
from ccmdesk.core.clock import SystemClock, paris_date
from ccmdesk.core.rules.calendar import business_day_from

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from multiprocessing.process import BaseProcess
    from pathlib import Path

    from ccmdesk.client.sync.desk import Desk

SECONDS = 30
QUICK = Stretch(memory_kib=8, passes=1)
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["ccmdesk.client.sync.door", "ccmdesk.client.api.transport", "ccmdesk.server.serve"])


class FileKeyStore:
    """A keyring that outlives its process: one file a secret."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(exist_ok=True)

    def get(self, name: str) -> str | None:
        path = self._path(name)
        return path.read_text() if path.exists() else None

    def set(self, name: str, secret: str) -> None:
        self._path(name).write_text(secret)

    def delete(self, name: str) -> None:
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._folder / name.replace("/", "-")


class Wallet:
    """A customer's papers: code, password, and an authenticator whose codes serve once."""

    def __init__(self, code: str, password: str, secret: str, folder: Path) -> None:
        self.code = code
        self.password = password
        self.folder = folder
        self._totp = pyotp.TOTP(secret)
        self._used = 0

    def next_code(self) -> str:
        """A code that was not used yet: of the present step, then of the next. Each is good for 30 seconds at least."""
        now = int(time.time()) // 30
        step = max(self._used + 1, now)
        assert step <= now + 1, "two sign-ins a customer: make more customers"
        self._used = step
        return self._totp.generate_otp(step)

    @contextmanager
    def desk(self, url: str, totp: str | None) -> Iterator[Desk]:
        """Sign in with a code, or open offline without one."""
        api = BankApi(http_client(url, None))
        vault = Vault(self.folder, FileKeyStore(self.folder.with_name(f"{self.folder.name}-keyring")), QUICK)
        door = Door(api, vault, SystemClock())
        with closing(api), closing(self._opened(door, totp)) as desk:
            yield desk

    def _opened(self, door: Door, totp: str | None) -> Desk:
        if totp is None:
            return door.open_offline(self.code, self.password)
        return door.finish(door.begin(self.code, self.password), totp)


def today() -> date:
    return business_day_from(paris_date(SystemClock().now()))


def intent_of(customer: int, label: str) -> Intent:
    return Intent(f"{customer}0100", f"{customer}2236", 1, label, today())


def start(target: Callable[..., None], *arguments: object) -> BaseProcess:
    process = FORKS.Process(target=target, args=arguments, daemon=True)
    process.start()
    return process


def end(process: BaseProcess) -> None:
    """Kill -9, and wait for it."""
    process.kill()
    process.join(SECONDS)
    process.close()


def run_bank(config: str, port: int, ready: str, log: str) -> None:
    """Be `ccmdesk server run`."""
    _write_to(log)
    main(["server", "run", "--config", config, "--port", str(port), "--insecure-loopback", "--ready-file", ready])


def run_customer(wallet: Wallet, url: str, totp: str | None, name: str, log: str) -> None:
    """Sign in and order transfers without end; or, without a code, keep drafts offline and confirm every third.

    What was confirmed stands on a line of `log`.
    """
    _write_to(log)
    with wallet.desk(url, totp) as desk:
        if totp is not None:
            desk.refresh()
        customer = int(desk.profile().number)
        _tell("ready")
        for number in range(10_000):
            label = f"{name} {number}"
            prepared = desk.prepare(intent_of(customer, label))
            if totp is not None:
                desk.confirm(prepared)
                _tell(label)
                desk.deliver()
                if number % 3 == 0:
                    desk.refresh()
                continue
            key = desk.keep_draft(prepared)
            if number % 3 == 0:
                desk.confirm(prepared, key)
                _tell(label)


def ready(path: Path, process: BaseProcess) -> dict[str, str | int]:
    """Wait until a bank listens, and say where."""
    deadline = time.monotonic() + SECONDS
    while not path.exists():
        assert process.is_alive()
        assert time.monotonic() < deadline
        time.sleep(0.01)
    told: dict[str, str | int] = json.loads(path.read_text())
    path.unlink()
    return told


def told(log: Path) -> list[str]:
    """Whole lines that a customer wrote."""
    text = log.read_text() if log.exists() else ""
    return text[: text.rfind("\n") + 1].splitlines()


def _tell(line: str) -> None:
    os.write(1, f"{line}\n".encode())


def _write_to(log: str) -> None:
    handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for standard in (1, 2):
        os.dup2(handle, standard)
