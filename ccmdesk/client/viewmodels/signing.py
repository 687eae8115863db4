"""Signing what you see: the bank's text, one code of the authenticator, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal

from ccmdesk.client.sync.views import Changes
from ccmdesk.client.viewmodels.language import language
from ccmdesk.client.viewmodels.showing import SessionStateModel
from ccmdesk.client.work import Failure
from ccmdesk.core.errors import ErrorCode
from ccmdesk.wire.signing import ChallengeDocument

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from ccmdesk.client.sync.trust_views import ChallengeView
    from ccmdesk.client.work import Work
    from ccmdesk.core.clock import Clock
    from ccmdesk.wire.signing import Operation

ANSWER_LOST: Final = frozenset(
    {ErrorCode.SERVER_UNREACHABLE, ErrorCode.ANSWER_UNREADABLE, ErrorCode.SERVER_BUG, ErrorCode.CLIENT_BUG}
)
"""Failures after which nobody here knows whether the bank did it."""

_STALE: Final = frozenset({ErrorCode.CHALLENGE_EXPIRED, ErrorCode.NOT_FOUND})


@dataclass(frozen=True, slots=True)
class ToSign:
    """Something that is done only once it is signed.

    `ask` fetches the bank's text in a language (« fr », « en »). `act` does it, given that text and the six digits: it
    returns what came of it, or the Failure for which nothing was done, and what changed. `handed_back`: refusals that
    are not about the signature but about what was typed before it.
    """

    operation: Operation
    ask: Callable[[str], ChallengeView]
    act: Callable[[ChallengeView, str], tuple[object, Changes]]
    handed_back: frozenset[ErrorCode] = frozenset()


@dataclass(frozen=True, slots=True)
class SigningState:
    """What the dialog shows.

    `challenge` is the bank's text, None until it is there; `stale` when it can be signed no more. `doubtful`: the
    answer was lost, what was signed may have been done; the same code then asks again, and does it once.
    """

    challenge: ChallengeView | None = None
    failure: Failure | None = None
    busy: bool = False
    stale: bool = False
    doubtful: bool = False

    @property
    def may_sign(self) -> bool:
        return self.challenge is not None and not self.stale and not self.busy

    @property
    def may_ask(self) -> bool:
        return not self.busy and (self.stale or (self.challenge is None and self.failure is not None))


class SigningModel(SessionStateModel[SigningState]):
    """One signature. `done` carries what came of it; `ended` the Failure that ended the session meanwhile.

    `handed_back` carries a refusal that the form before this dialog must show.
    """

    done = Signal(object)
    handed_back = Signal(object)

    def __init__(self, work: Work, clock: Clock, task: ToSign) -> None:
        super().__init__()
        self._work, self._clock, self.task = work, clock, task
        self._ends_at: datetime | None = None
        self.state = SigningState()

    def ask(self) -> None:
        """Have the bank write down what will be done; an earlier text of this dialog is dropped."""
        if self.state.busy:
            return
        self._set(challenge=None, failure=None, busy=True, stale=False, doubtful=False)
        spoken = language()
        self._work.op(self, lambda: (self.task.ask(spoken), Changes.NOTHING), self._show, self._fail)

    def sign(self, code: str) -> None:
        """Sign the text that is shown with a code of six digits."""
        challenge = self.state.challenge
        if challenge is None or not self.state.may_sign:
            return
        self._set(failure=None, busy=True)
        self._work.op(self, lambda: self.task.act(challenge, code), self._finish, self._fail_to_sign)

    def left(self) -> timedelta:
        """Time left to sign, counted from the arrival of the text: this computer's clock need not be right."""
        if self._ends_at is None:
            return timedelta()
        return max(self._ends_at - self._clock.now(), timedelta())

    def notice_time(self) -> None:
        """Note that the text has expired, once it has."""
        if self.state.may_sign and not self.state.doubtful and not self.left():
            self._set(stale=True, failure=Failure(ErrorCode.CHALLENGE_EXPIRED))

    def _show(self, challenge: ChallengeView) -> None:
        document = ChallengeDocument.model_validate_json(challenge.document)
        self._ends_at = self._clock.now() + (document.expires_at - document.issued_at)
        self._set(challenge=challenge, busy=False)

    def _finish(self, result: object) -> None:
        if isinstance(result, Failure):
            self._fail_to_sign(result)
            return
        self._set(busy=False)
        self.done.emit(result)

    def _fail_to_sign(self, failure: Failure) -> None:
        if failure.code in self.task.handed_back:
            self._set(busy=False, stale=True)
            self.handed_back.emit(failure)
            return
        lost, stale = failure.code in ANSWER_LOST, failure.code in _STALE
        self._set(busy=False, failure=failure, doubtful=lost, stale=stale)
        self._leave_if_over(failure)

    def _fail(self, failure: Failure) -> None:
        self._set(busy=False, failure=failure)
        self._leave_if_over(failure)
