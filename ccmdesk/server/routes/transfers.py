"""Ordering transfers."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Header, Response

from ccmdesk.core.errors import ErrorCode
from ccmdesk.core.rules.transfers import REFUSALS
from ccmdesk.server.deps import BankDep, PrincipalDep
from ccmdesk.server.errors import declared
from ccmdesk.wire.base import KEY_HEADER
from ccmdesk.wire.messages import TransferAccepted, TransferOrder

router = APIRouter(prefix="/v1/transfers", tags=["transfers"])

_REFUSALS = declared(
    ErrorCode.SESSION_ENDED,
    ErrorCode.IDEMPOTENCY_KEY_MISSING,
    ErrorCode.IDEMPOTENCY_KEY_REUSED,
    ErrorCode.SIGNATURE_REQUIRED,
    ErrorCode.SIGNATURE_REFUSED,
    ErrorCode.CHALLENGE_EXPIRED,
    ErrorCode.ACCESS_LOCKED,
    *REFUSALS,
)


@router.post("", status_code=HTTPStatus.CREATED, response_model=TransferAccepted, responses=_REFUSALS)
async def submit(
    bank: BankDep,
    principal: PrincipalDep,
    order: TransferOrder,
    key: Annotated[str | None, Header(alias=KEY_HEADER)] = None,
) -> Response:
    """Order an internal transfer, once for each key: a repeated request gets the same answer."""
    answer = await bank.transfer_desk.submit(principal, key, order)
    return Response(answer.body, answer.status, media_type="application/json")
