"""The real client against the real server in process, with faults in the network and on the disk when told to."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import httpx2
import sqlalchemy as sa

from ccmdesk.client.api.bank import BankApi
from ccmdesk.client.cache.store import Cache
from ccmdesk.client.sync.desk import Desk
from ccmdesk.client.sync.outbox import Outbox
from ccmdesk.client.sync.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from server.access_fixtures import Front

KEY = bytes(range(32))
FATES = (
    *("ok", "lost request", "lost answer", "cut answer", "html"),
    *("busy", "bug", "twice", "killed before", "killed after"),
)
"""What may become of a request. « Lost answer », « html », « bug », « killed after »: the bank has done its part."""


class KilledError(BaseException):
    """The client's process ends here: nothing after this line is run."""


class FaultyTransport(httpx2.BaseTransport):
    """Between client and server: each request meets the next fate, or none."""

    def __init__(self, real: httpx2.BaseTransport) -> None:
        self.real = real
        self.fates: list[str] = []

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        fate = self.fates.pop(0) if self.fates else "ok"
        if fate == "lost request":
            raise httpx2.ConnectError("refused")
        if fate == "killed before":
            raise KilledError
        if fate == "busy":
            return httpx2.Response(503, json={"code": "server_busy"})
        answer = self._send(request)
        if fate == "lost answer":
            raise httpx2.ReadTimeout("late")
        if fate == "killed after":
            raise KilledError
        if fate == "twice":
            answer = self._send(request)
        if fate == "html":
            return httpx2.Response(200, headers={"content-type": "text/html"}, content=b"<h1>Bienvenue</h1>")
        if fate == "bug":
            return httpx2.Response(500, json={"code": "server_bug", "incident": "x"})
        if fate == "cut answer":
            body = answer.read()
            return httpx2.Response(answer.status_code, headers=answer.headers, content=body[: len(body) // 2])
        return answer

    def _send(self, request: httpx2.Request) -> httpx2.Response:
        answer = self.real.handle_request(request)
        answer.read()
        return answer


@dataclass
class World:
    """One customer's computer, and the bank."""

    front: Front
    folder: Path
    token: str
    kills: list[int] = field(default_factory=list)
    """How many disk steps (a transaction begun or about to be kept) the process survives, for each life."""

    def __post_init__(self) -> None:
        self.transport = FaultyTransport(self.front.client._transport)
        self._steps: int | None = None
        self.steps_taken = 0

    @contextmanager
    def life(self) -> Iterator[Desk]:
        """Run a client's process, from the opening of its files to their closing or its violent end."""
        cache, outbox = Cache(self.folder / "cache.db", KEY), Outbox(self.folder / "outbox.db", KEY)
        for engine in (cache._engine, outbox._engine):
            sa.event.listen(engine, "begin", self._step)
            sa.event.listen(engine, "commit", self._step)
        api = BankApi(httpx2.Client(transport=self.transport, base_url="https://testserver"))
        desk = Desk(api, Session(self.token), cache, outbox, self.front.clock)
        self._steps = self.kills.pop(0) if self.kills else None
        try:
            yield desk
        except KilledError:
            pass
        finally:
            self._steps = None
            desk.close()

    @contextmanager
    def calm(self) -> Iterator[None]:
        """Suspend the faults, to look."""
        steps, fates = self._steps, self.transport.fates
        self._steps, self.transport.fates = None, []
        try:
            yield
        finally:
            self._steps, self.transport.fates = steps, fates

    def at_the_bank(self) -> dict[str, int]:
        """How many transfers the bank has, by label."""
        with self.front.bank.database.snapshot() as connection:
            rows = connection.exec_driver_sql("SELECT label, count(*) FROM transfer GROUP BY label")
            return {row[0]: row[1] for row in rows}

    def _step(self, _connection: sa.Connection) -> None:
        if self._steps is None:
            return
        self.steps_taken += 1
        if self._steps == 0:
            raise KilledError
        self._steps -= 1
