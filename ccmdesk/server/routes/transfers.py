"""Ordering transfers."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Header, Response

from ccmdesk.core.errors import ErrorCode
from ccmdesk.server.deps import BankDep, PrincipalDep
from ccmdesk.server.errors import declared
from ccmdesk.server.services import transfers
from ccmdesk.wire.messages import KEY_HEADER, TransferAccepted, TransferOrder

router = APIRouter(prefix="/v1/transfers", tags=["transfers"])

_REFUSALS = declared(
    ErrorCode.SESSION_ENDED,
    ErrorCode.IDEMPOTENCY_KEY_MISSING,
    ErrorCode.IDEMPOTENCY_KEY_REUSED,
    ErrorCode.AMOUNT_INVALID,
    ErrorCode.AMOUNT_NOT_POSITIVE,
    ErrorCode.AMOUNT_TOO_LARGE,
    ErrorCode.LABEL_EMPTY,
    ErrorCode.LABEL_TOO_LONG,
    ErrorCode.LABEL_NOT_SEPA,
    ErrorCode.DATE_INVALID,
    ErrorCode.DATE_PAST,
    ErrorCode.DATE_CLOSED,
    ErrorCode.DATE_TOO_FAR,
    ErrorCode.SAME_ACCOUNT,
    ErrorCode.ACCOUNT_UNKNOWN,
    ErrorCode.ACCOUNT_CLOSED,
    ErrorCode.TRANSFER_FORBIDDEN,
    ErrorCode.EXECUTION_DATE_CHANGED,
    ErrorCode.INSUFFICIENT_FUNDS,
)


@router.post("", status_code=HTTPStatus.CREATED, response_model=TransferAccepted, responses=_REFUSALS)
def submit(
    bank: BankDep,
    principal: PrincipalDep,
    order: TransferOrder,
    key: Annotated[str | None, Header(alias=KEY_HEADER)] = None,
) -> Response:
    """Order an internal transfer, once for each key: a repeated request gets the same answer."""
    with bank.database.unit_of_work() as connection:
        answer = transfers.submit(connection, principal, key, order, bank.clock)
    return Response(answer.body, answer.status, media_type="application/json")
