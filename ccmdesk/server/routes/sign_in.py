"""Signing in, in two steps."""

from __future__ import annotations

from fastapi import APIRouter

from ccmdesk.core.errors import ErrorCode
from ccmdesk.server.deps import BankDep
from ccmdesk.server.errors import declared
from ccmdesk.wire.access import CodeStep, PasswordStep, PasswordStepTaken, SessionOpened

router = APIRouter(prefix="/v1/sign-in", tags=["sign-in"])


@router.post("/password", responses=declared())
async def take_password(bank: BankDep, step: PasswordStep) -> PasswordStepTaken:
    """Étape 1 / 2. The same answer whether code and password are right, wrong, unknown or locked."""
    return await bank.sign_in.take_password(step)


@router.post("/code", responses=declared(ErrorCode.SIGN_IN_FAILED, ErrorCode.ACCESS_LOCKED, ErrorCode.SESSION_ENDED))
async def take_code(bank: BankDep, step: CodeStep) -> SessionOpened:
    """Étape 2 / 2. Opens the session, or refuses without saying which step was wrong."""
    return await bank.sign_in.take_code(step)
