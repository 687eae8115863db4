"""The change feed."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse

from ccmdesk.core.errors import ErrorCode
from ccmdesk.server.deps import BankDep, PrincipalDep
from ccmdesk.server.errors import declared
from ccmdesk.server.services import feed
from ccmdesk.wire.feed import MEDIA_TYPE
from ccmdesk.wire.messages import FeedHead

router = APIRouter(prefix="/v1/feed", tags=["feed"])

MAX_CURSOR: Final = 2**63 - 1
MAX_EPOCH: Final = 64


@router.get(
    "",
    response_class=StreamingResponse,
    responses={**declared(ErrorCode.SESSION_ENDED), 200: {"content": {MEDIA_TYPE: {}}}},
)
def pull(
    bank: BankDep,
    principal: PrincipalDep,
    after: Annotated[int, Query(ge=0, le=MAX_CURSOR)] = 0,
    epoch: Annotated[str | None, Query(max_length=MAX_EPOCH)] = None,
) -> StreamingResponse:
    """Stream all that changed after a cursor, as frames of pages; from the start for a cursor of another epoch."""
    frames = feed.stream(bank.database, principal, epoch, after)
    return StreamingResponse(frames, media_type=MEDIA_TYPE)


@router.get("/head", responses=declared(ErrorCode.SESSION_ENDED))
def head(bank: BankDep, principal: PrincipalDep) -> FeedHead:
    """Say where the feed ends now: whether there is something to pull."""
    with bank.database.snapshot() as connection:
        return feed.head(connection, principal)
