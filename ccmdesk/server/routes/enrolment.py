"""First connection: after étape 1 with the temporary password."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter

from ccmdesk.core.errors import ErrorCode
from ccmdesk.server.deps import BankDep
from ccmdesk.server.errors import PASSWORD_CODES, declared
from ccmdesk.wire.access import EnrolmentBegin, EnrolmentOpened, EnrolmentPassword, EnrolmentProof, SessionOpened

router = APIRouter(prefix="/v1/enrolment", tags=["enrolment"])


@router.post("", responses=declared(ErrorCode.SIGN_IN_FAILED, ErrorCode.ACCESS_LOCKED, ErrorCode.SESSION_ENDED))
async def begin(bank: BankDep, step: EnrolmentBegin) -> EnrolmentOpened:
    """Give the secret of a new authenticator, or refuse without saying what was wrong."""
    return await bank.enrolment.start(step)


@router.post(
    "/proof",
    status_code=HTTPStatus.NO_CONTENT,
    responses=declared(ErrorCode.CODE_WRONG, ErrorCode.SESSION_ENDED),
)
def prove(bank: BankDep, proof: EnrolmentProof) -> None:
    """Check one code of the new authenticator."""
    bank.enrolment.prove(proof)


@router.post("/password", responses=declared(*PASSWORD_CODES, ErrorCode.SESSION_ENDED, ErrorCode.ACCESS_LOCKED))
async def finish(bank: BankDep, step: EnrolmentPassword) -> SessionOpened:
    """Set the own password: the first connection is done, and the customer signed in."""
    return await bank.enrolment.finish(step)
