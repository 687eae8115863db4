"""Asking what is to be signed."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter

from ccmdesk.core.errors import ErrorCode
from ccmdesk.core.rules.transfers import REFUSALS
from ccmdesk.server.deps import BankDep, PrincipalDep
from ccmdesk.server.errors import declared
from ccmdesk.server.services import challenges
from ccmdesk.wire.signing import Challenge, ChallengeAsked

router = APIRouter(prefix="/v1/challenges", tags=["signing"])


@router.post("", status_code=HTTPStatus.CREATED, responses=declared(ErrorCode.SESSION_ENDED, *REFUSALS))
def ask(bank: BankDep, principal: PrincipalDep, asked: ChallengeAsked) -> Challenge:
    """Have the bank write down what will be done, to be shown and signed; or refuse what it would not do."""
    with bank.database.unit_of_work() as connection:
        return challenges.ask(connection, principal, asked, bank.clock, bank.settings)
