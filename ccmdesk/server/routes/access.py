"""A customer's own access: what he sees of it, and ends or changes."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from fastapi import APIRouter

from ccmdesk.core.errors import ErrorCode
from ccmdesk.server.deps import BankDep, PrincipalDep
from ccmdesk.server.errors import PASSWORD_CODES, declared
from ccmdesk.server.services import access_overview, devices
from ccmdesk.wire.access import (
    AccessOverview,
    AuthenticatorReplace,
    AuthenticatorReplaced,
    EnrolmentOpened,
    EnrolmentProof,
    PasswordChange,
    PasswordChanged,
)
from ccmdesk.wire.base import Key

router = APIRouter(prefix="/v1", tags=["access"])

_ENDED: Final = ErrorCode.SESSION_ENDED
_SIGNATURE: Final = (
    ErrorCode.SESSION_ENDED,
    ErrorCode.SIGNATURE_REFUSED,
    ErrorCode.CHALLENGE_EXPIRED,
    ErrorCode.ACCESS_LOCKED,
)


@router.get("/access", responses=declared(_ENDED))
def overview(bank: BankDep, principal: PrincipalDep) -> AccessOverview:
    """Tell everything about the access: authenticator, devices, sessions, history, receipts."""
    with bank.database.snapshot() as connection:
        return access_overview.overview(connection, principal, bank.sessions)


@router.delete("/sessions", status_code=HTTPStatus.NO_CONTENT, responses=declared(_ENDED))
def end_other_sessions(bank: BankDep, principal: PrincipalDep) -> None:
    """End every session but this one."""
    with bank.database.unit_of_work() as connection:
        bank.sessions.disconnect_others(connection, principal)


@router.delete(
    "/sessions/{session}", status_code=HTTPStatus.NO_CONTENT, responses=declared(_ENDED, ErrorCode.NOT_FOUND)
)
def end_session(bank: BankDep, principal: PrincipalDep, session: Key) -> None:
    """End an open session. Someone else's, one that has ended and none at all: the same answer."""
    with bank.database.unit_of_work() as connection:
        bank.sessions.disconnect(connection, principal, session)


@router.delete("/devices/{device}", status_code=HTTPStatus.NO_CONTENT, responses=declared(_ENDED, ErrorCode.NOT_FOUND))
def forget_device(bank: BankDep, principal: PrincipalDep, device: Key) -> None:
    """Forget a device and end its sessions. Someone else's, a forgotten one and none at all: the same answer."""
    with bank.database.unit_of_work() as connection:
        devices.forget(connection, principal, device, bank.clock.now())


@router.post("/password", responses=declared(*_SIGNATURE, ErrorCode.SIGN_IN_FAILED, *PASSWORD_CODES))
async def change_password(bank: BankDep, principal: PrincipalDep, change: PasswordChange) -> PasswordChanged:
    """Change the password, signed. Every session ends; the answer brings a new one."""
    return await bank.password_desk.change(principal, change)


@router.post("/authenticator", responses=declared(*_SIGNATURE))
async def replace_authenticator(bank: BankDep, principal: PrincipalDep, asked: AuthenticatorReplace) -> EnrolmentOpened:
    """Begin to replace the authenticator, signed with the present one, which counts until the new one is proved."""
    return await bank.authenticator_desk.start(principal, asked.approval)


@router.post("/authenticator/proof", responses=declared(_ENDED, ErrorCode.CODE_WRONG, ErrorCode.CHALLENGE_EXPIRED))
def prove_authenticator(bank: BankDep, principal: PrincipalDep, proof: EnrolmentProof) -> AuthenticatorReplaced:
    """Prove the new authenticator with one code: from now on it counts, and every other session has ended."""
    return bank.authenticator_desk.prove(principal, proof)
