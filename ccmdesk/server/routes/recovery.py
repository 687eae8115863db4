"""Forgotten password."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter

from ccmdesk.core.errors import ErrorCode
from ccmdesk.server.deps import BankDep
from ccmdesk.server.errors import PASSWORD_CODES, declared
from ccmdesk.wire.access import RecoveryBegin, RecoveryBegun, RecoveryCode, RecoveryPassword

router = APIRouter(prefix="/v1/recovery", tags=["recovery"])


@router.post("", responses=declared())
async def begin(bank: BankDep, step: RecoveryBegin) -> RecoveryBegun:
    """Send a code by SMS if everything is right. The same answer whatever is right, wrong, unknown or locked."""
    return await bank.recovery.start(step)


@router.post(
    "/code",
    status_code=HTTPStatus.NO_CONTENT,
    responses=declared(ErrorCode.SIGN_IN_FAILED, ErrorCode.ACCESS_LOCKED, ErrorCode.SESSION_ENDED),
)
async def prove(bank: BankDep, step: RecoveryCode) -> None:
    """Check the code that came by SMS."""
    await bank.recovery.prove(step)


@router.post(
    "/password",
    status_code=HTTPStatus.NO_CONTENT,
    responses=declared(*PASSWORD_CODES, ErrorCode.SESSION_ENDED, ErrorCode.ACCESS_LOCKED),
)
async def finish(bank: BankDep, step: RecoveryPassword) -> None:
    """Set the new password. It opens no session: the customer signs in with it."""
    await bank.recovery.finish(step)
