"""The application: everything built and wired in one place, nothing global."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Final

from anyio import to_thread
from fastapi import FastAPI

from ccmdesk import __version__
from ccmdesk.core.clock import SystemClock
from ccmdesk.server import errors
from ccmdesk.server.database import Database
from ccmdesk.server.delivery.message import Channel
from ccmdesk.server.delivery.post import carriers_of
from ccmdesk.server.delivery.worker import make_workers, stop_all
from ccmdesk.server.deps import Bank
from ccmdesk.server.intake import Intake
from ccmdesk.server.keys import ServerKeys
from ccmdesk.server.logs import make_logger
from ccmdesk.server.metrics import Metrics
from ccmdesk.server.routes import (
    access,
    challenges,
    directory,
    enrolment,
    feed,
    operations,
    recovery,
    session,
    sign_in,
    transfers,
)
from ccmdesk.server.services.authenticator import AuthenticatorDesk
from ccmdesk.server.services.enrolment import Enrolment
from ccmdesk.server.services.entrance import Entrance
from ccmdesk.server.services.notices import NoticeQueue
from ccmdesk.server.services.password_change import PasswordDesk
from ccmdesk.server.services.passwords import PasswordPool
from ccmdesk.server.services.recovery import Recovery
from ccmdesk.server.services.sessions import Sessions
from ccmdesk.server.services.sign_in import SignIn
from ccmdesk.server.services.signing import Signing
from ccmdesk.server.services.transfers import TransferDesk
from ccmdesk.server.services.tries import Tries

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from typing import TextIO

    from ccmdesk.core.clock import Clock
    from ccmdesk.server.delivery.message import Carrier
    from ccmdesk.server.settings import Settings

_PROBLEM: Final = "#/components/schemas/Problem"
BUSY_FACTOR: Final = 8
"""How much longer than any other refusal it takes to be told that too many passwords wait: there are many of those."""

THREADS: Final = 16
"""Requests worked on at once: fewer than the database's connections (10, and 10 more when busy), so that none
waits for a connection."""


class Api(FastAPI):
    """FastAPI, with a document that says of errors what is true: they are JSON, whatever the route answers."""

    def openapi(self) -> dict[str, Any]:
        if self.openapi_schema is None:
            for path in super().openapi()["paths"].values():
                for operation in path.values():
                    for status, answer in operation["responses"].items():
                        if status >= "400":
                            answer["content"] = {"application/json": {"schema": {"$ref": _PROBLEM}}}
        return super().openapi()


def create_app(
    settings: Settings,
    *,
    clock: Clock | None = None,
    log_to: TextIO | None = None,
    carrier: Carrier | None = None,
) -> FastAPI:
    """Build the server. Use it as a context (`with TestClient(create_app(…))`): it ends its threads on the way out.

    `clock` is the machine's if none; logs go to `log_to`, standard error if none; letters leave by `carrier`,
    by those of the settings if none. Raises OperatorError when a secret is unusable.
    """
    bank = open_bank(settings, clock or SystemClock(), log_to)
    carriers = carriers_of(settings) if carrier is None else dict.fromkeys(Channel, carrier)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        to_thread.current_default_thread_limiter().total_tokens = THREADS
        queue = NoticeQueue(bank.database, bank.clock, bank.keys)
        workers = make_workers(queue, carriers, bank.logger, bank.metrics)
        for worker in workers:
            worker.start()
        yield
        await to_thread.run_sync(stop_all, workers)
        close_bank(bank)

    app = Api(
        title="CCM Desk",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
    )
    app.state.bank = bank
    entries = (sign_in, enrolment, recovery)
    for module in (*entries, session, access, challenges, directory, transfers, feed, operations):
        # As they were built with their module: `include_router` would build them again, in the first request that
        # passes by, under warning filters that belong to the whole process.
        app.router.routes.extend(module.router.routes)
    errors.install(app)
    app.add_middleware(Intake, logger=bank.logger, metrics=bank.metrics)
    return app


def open_bank(settings: Settings, clock: Clock, log_to: TextIO | None = None) -> Bank:
    """Open what a process needs, without serving: for `create_app` and for commands. Raises OperatorError."""
    keys = ServerKeys.of(settings)
    metrics = Metrics()
    database = Database(settings.database_url)
    passwords = PasswordPool(
        settings.password_workers,
        settings.password_queue,
        metrics.password_queue.set,
        refuse_after=settings.refusal_ms / 1000 * BUSY_FACTOR,
    )
    sessions = Sessions(database, clock, settings)
    tries, entrance = Tries(database, clock), Entrance(settings, keys, sessions)
    signing = Signing(database, clock, keys, tries)
    return Bank(
        settings=settings,
        clock=clock,
        database=database,
        keys=keys,
        passwords=passwords,
        sessions=sessions,
        tries=tries,
        entrance=entrance,
        sign_in=SignIn(database, clock, settings, keys, passwords, tries, entrance, metrics.count_sign_in),
        enrolment=Enrolment(database, clock, settings, keys, passwords, tries, entrance),
        recovery=Recovery(database, clock, settings, keys, passwords, tries),
        transfer_desk=TransferDesk(database, clock, settings, signing),
        password_desk=PasswordDesk(database, clock, settings, passwords, signing, entrance),
        authenticator_desk=AuthenticatorDesk(database, clock, settings, keys, signing),
        metrics=metrics,
        logger=make_logger(log_to),
    )


def close_bank(bank: Bank) -> None:
    """End the threads and connections of a bank."""
    bank.passwords.close()
    bank.database.dispose()
