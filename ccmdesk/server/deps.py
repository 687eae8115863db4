"""What routes are given: the bank (everything a process holds) and the signed-in customer.

There is no dependency that hands out an open transaction, on purpose: it would hold the write lock while waiting
for a thread that those who wait for the lock are holding. Routes are plain functions and open it themselves:

    with bank.database.unit_of_work() as connection:
        return service.do(connection, principal, …)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

from fastapi import Depends, Header, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.server.services.principal import Principal
from ccmdesk.wire.base import ACTIVITY_HEADER, BACKGROUND

if TYPE_CHECKING:
    from structlog.typing import FilteringBoundLogger

    from ccmdesk.core.clock import Clock
    from ccmdesk.server.database import Database
    from ccmdesk.server.keys import ServerKeys
    from ccmdesk.server.metrics import Metrics
    from ccmdesk.server.services.authenticator import AuthenticatorDesk
    from ccmdesk.server.services.enrolment import Enrolment
    from ccmdesk.server.services.entrance import Entrance
    from ccmdesk.server.services.password_change import PasswordDesk
    from ccmdesk.server.services.passwords import PasswordPool
    from ccmdesk.server.services.recovery import Recovery
    from ccmdesk.server.services.sessions import Sessions
    from ccmdesk.server.services.sign_in import SignIn
    from ccmdesk.server.services.transfers import TransferDesk
    from ccmdesk.server.services.tries import Tries
    from ccmdesk.server.settings import Settings

MAX_TOKEN: Final = 200

_bearer = HTTPBearer(auto_error=False, scheme_name="session", description="Token of an open session.")


@dataclass(frozen=True, slots=True)
class Bank:
    """What one server process holds. Nothing here is state: any number of processes may serve one database."""

    settings: Settings
    clock: Clock
    database: Database
    keys: ServerKeys
    passwords: PasswordPool
    sessions: Sessions
    tries: Tries
    entrance: Entrance
    sign_in: SignIn
    enrolment: Enrolment
    recovery: Recovery
    transfer_desk: TransferDesk
    password_desk: PasswordDesk
    authenticator_desk: AuthenticatorDesk
    metrics: Metrics
    logger: FilteringBoundLogger


def _bank(request: Request) -> Bank:
    bank: Bank = request.app.state.bank
    return bank


BankDep = Annotated[Bank, Depends(_bank)]


def _principal(
    bank: BankDep,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
    activity: Annotated[str | None, Header(alias=ACTIVITY_HEADER, max_length=20)] = None,
) -> Principal:
    """Recognise the customer by his token. Raises KnownError SESSION_ENDED."""
    if credentials is None or not 0 < len(credentials.credentials) <= MAX_TOKEN:
        raise KnownError(ErrorCode.SESSION_ENDED)
    return bank.sessions.recognise(credentials.credentials, background=activity == BACKGROUND)


PrincipalDep = Annotated[Principal, Depends(_principal)]
