"""« Changer d’authentificateur »: signed with the present one, then proved with the new one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal

from ccmdesk.client.sync.views import Changes
from ccmdesk.client.viewmodels.showing import SessionStateModel
from ccmdesk.client.viewmodels.signing import ANSWER_LOST, ToSign
from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.wire.signing import Operation

if TYPE_CHECKING:
    from ccmdesk.client.sync.desk import Desk
    from ccmdesk.client.sync.trust_views import AccessView, ChallengeView, Enrolment, ReceiptView
    from ccmdesk.client.work import Failure, Work
    from ccmdesk.wire.access import AuthenticatorKind

_SPENT: Final = frozenset({ErrorCode.NOT_FOUND, ErrorCode.CHALLENGE_EXPIRED})
"""Refusals of a proof that no other code can mend."""


def replacement(desk: Desk) -> ToSign:
    """Say what is to be signed to begin; what comes of it is the `Enrolment` of the new authenticator."""
    trust = desk.trust

    def act(challenge: ChallengeView, code: str) -> tuple[object, Changes]:
        return trust.begin_replacement(challenge, code), Changes.NOTHING

    return ToSign(Operation.AUTHENTICATOR, trust.ask_authenticator, act)


@dataclass(frozen=True, slots=True)
class ReplacementState:
    """What the dialog shows.

    `spent`: the secret can be proved no more, it must all be begun again. `doubtful`: the answer was lost, the new
    authenticator may count already.
    """

    failure: Failure | None = None
    busy: bool = False
    spent: bool = False
    doubtful: bool = False


class ReplacementModel(SessionStateModel[ReplacementState]):
    """The proof of a new authenticator. `done`: it counts; `ended` carries the Failure that ended the session.

    `before` is what the bank said of the access before. `matrix_drawn` carries the modules of the QR code, row by row,
    without its quiet zone.
    """

    matrix_drawn = Signal(object)
    done = Signal()

    def __init__(self, work: Work, desk: Desk, enrolment: Enrolment, before: AccessView | None) -> None:
        super().__init__()
        self._work, self._desk, self.enrolment, self.before = work, desk, enrolment, before
        self.state = ReplacementState()

    def draw(self) -> None:
        """Compute the QR code, on a working thread: its library takes a moment to load."""
        from ccmdesk.client.viewmodels.first_connection import qr_matrix

        self._work.query(self, lambda: qr_matrix(self.enrolment.uri), self.matrix_drawn.emit, self._fail)

    def prove(self, code: str, kind: AuthenticatorKind) -> None:
        """Send one code of the new authenticator: if it is right, only the new one counts from now on."""
        if self.state.busy or self.state.spent:
            return
        self._set(busy=True, failure=None)
        again = self.state.doubtful
        self._work.op(self, lambda: self._prove(code, kind, again=again), self._finish, self._fail)

    def _prove(self, code: str, kind: AuthenticatorKind, *, again: bool) -> tuple[ReceiptView | None, Changes]:
        """Send the code; `again` after a lost answer: the bank's own list first tells whether it is done."""
        trust = self._desk.trust
        if again and self.before is not None:
            now = trust.overview()
            if now.authenticator_since != self.before.authenticator_since:
                return None, Changes.SESSION
        try:
            return trust.finish_replacement(self.enrolment, code, kind), Changes.SESSION
        except KnownError as error:
            if error.code is ErrorCode.RECEIPT_INVALID:  # it is done all the same
                return None, Changes.SESSION
            raise

    def _finish(self, _receipt: ReceiptView | None) -> None:
        self._set(busy=False, doubtful=False)
        self.done.emit()

    def _fail(self, failure: Failure) -> None:
        doubtful = failure.code in ANSWER_LOST
        self._set(busy=False, failure=failure, spent=failure.code in _SPENT, doubtful=doubtful)
        self._leave_if_over(failure)
