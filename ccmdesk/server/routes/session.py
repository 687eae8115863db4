"""The session itself."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter

from ccmdesk.core.errors import ErrorCode
from ccmdesk.server.deps import BankDep, PrincipalDep
from ccmdesk.server.errors import declared

router = APIRouter(prefix="/v1/session", tags=["session"])


@router.delete("", status_code=HTTPStatus.NO_CONTENT, responses=declared(ErrorCode.SESSION_ENDED))
def sign_out(bank: BankDep, principal: PrincipalDep) -> None:
    """Sign out: the token opens nothing any more."""
    with bank.database.unit_of_work() as connection:
        bank.sessions.sign_out(connection, principal)
