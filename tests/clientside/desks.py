"""A desk over a small feed, for tests of what the screens read and of the orders."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import httpx2
from clientside.feeds import DAV, LIVRET, FeedBank, FeedServer

from ccmdesk.client.cache.store import Cache
from ccmdesk.client.sync.desk import Desk
from ccmdesk.client.sync.outbox import Outbox
from ccmdesk.client.sync.session import Session
from ccmdesk.client.sync.views import Intent

if TYPE_CHECKING:
    from pathlib import Path

MONDAY = date(2026, 11, 23)
KEY = bytes(range(32))


@dataclass
class HandClock:
    """A clock that moves when told, by a second at each look."""

    moment: datetime = field(default_factory=lambda: datetime(2026, 11, 23, 9, tzinfo=UTC))

    def now(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment


class ScriptedServer(FeedServer):
    """A feed, and answers to orders as told: a Problem's code, or an exception of the network, or yes."""

    def __init__(self, bank: FeedBank) -> None:
        super().__init__(bank)
        self.orders: list[tuple[str, dict[str, object]]] = []
        self.answers: list[str | Exception] = []
        self.shows_orders = True

    def _answer(self, request: httpx2.Request) -> httpx2.Response:
        if request.url.path == "/v1/transfers":
            return self._transfer(request)
        if request.url.path == "/v1/feed/head":
            return httpx2.Response(200, json={"epoch": self.bank.epoch, "head": self.bank.seq})
        if request.url.path == "/v1/session":
            return httpx2.Response(204)
        return super()._answer(request)

    def _transfer(self, request: httpx2.Request) -> httpx2.Response:
        order = json.loads(request.content)
        key = request.headers["idempotency-key"]
        self.orders.append((key, order))
        answer = self.answers.pop(0) if self.answers else "yes"
        if isinstance(answer, Exception):
            raise answer
        if answer != "yes":
            return httpx2.Response(400, json={"code": answer, "details": {}})
        if self.shows_orders:
            self.bank.transfer(int(key, 16))
        body = {"id": key, "state": "validated", "execution_on": order["execution_on"]}
        return httpx2.Response(201, json=body | {"created_at": "2026-11-23T09:00:00Z"})


class Office:
    """A customer's files and server; desks are opened on them, one after the other."""

    def __init__(self, folder: Path, clock: HandClock | None = None) -> None:
        self.folder = folder
        self.clock = clock or HandClock()
        bank = FeedBank(page_rows=100)
        bank.profile("v@example.org")
        bank.account(DAV, 2000)
        bank.account(LIVRET, 1500)
        self.server = ScriptedServer(bank)
        self.desks: list[Desk] = []

    def desk(self, token: str | None = "t" * 43) -> Desk:
        cache = Cache(self.folder / "cache.db", KEY)
        outbox = Outbox(self.folder / "outbox.db", KEY)
        desk = Desk(self.server.api(), Session(token), cache, outbox, self.clock)
        self.desks.append(desk)
        return desk

    def synced(self) -> Desk:
        desk = self.desk()
        desk.refresh()
        return desk

    def close(self) -> None:
        for desk in self.desks:
            desk.close()


def intent(amount: int = 1000, *, target: str = LIVRET, label: str = "test", day: date = MONDAY) -> Intent:
    return Intent(DAV, target, amount, label, day)
