"""For the operator's monitoring. Served to loopback and to whatever network the operator lets in."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.responses import PlainTextResponse, Response

from ccmdesk.server.deps import BankDep
from ccmdesk.server.errors import declared
from ccmdesk.server.services.readiness import check_ready

router = APIRouter(tags=["operations"])


class Health(BaseModel):
    """All is well."""

    status: str = "ok"


@router.get("/healthz", responses=declared())
def healthz() -> Health:
    """Say that the process answers."""
    return Health()


@router.get("/readyz", responses=declared())
def readyz(bank: BankDep) -> Health:
    """Say whether the database answers and has the tables that this version needs."""
    check_ready(bank.database)
    return Health()


@router.get("/metrics", response_class=PlainTextResponse, responses=declared())
def metrics(bank: BankDep) -> Response:
    """Give the figures of this process, in the Prometheus text format."""
    return PlainTextResponse(bank.metrics.text(), media_type="text/plain; version=0.0.4; charset=utf-8")
