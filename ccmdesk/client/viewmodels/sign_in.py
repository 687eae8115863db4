"""The way in: étape 1 / 2 (code and password), étape 2 / 2 (authenticator code), or offline."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from ccmdesk.client.work import Failure
from ccmdesk.core.errors import ErrorCode
from ccmdesk.core.ids import clean_subscriber_code

if TYPE_CHECKING:
    from collections.abc import Callable

    from ccmdesk.client.sync.desk import Desk
    from ccmdesk.client.sync.door import Attempt, Door
    from ccmdesk.client.sync.views import Changes
    from ccmdesk.client.work import Work
    from ccmdesk.wire.messages import Caisse


class Step(Enum):
    """Which of the two pages is shown."""

    PASSWORD = auto()
    CODE = auto()


class SignInState(NamedTuple):
    """What both pages show.

    `caisses` are those of the bank's directory; `tries_left` is known once étape 1 has been sent;
    `offline_offered` when the bank cannot be reached but this computer may hold the customer's accounts.
    """

    step: Step = Step.PASSWORD
    busy: bool = False
    failure: Failure | None = None
    tries_left: int | None = None
    caisses: tuple[Caisse, ...] = ()
    offline_offered: bool = False

    @property
    def locked(self) -> bool:
        return self.failure is not None and self.failure.code is ErrorCode.ACCESS_LOCKED


_OFFLINE_REASONS = frozenset(
    {ErrorCode.SERVER_UNREACHABLE, ErrorCode.ANSWER_UNREADABLE, ErrorCode.SERVER_BUSY, ErrorCode.SERVER_BUG}
)


class SignInModel(QObject):
    """Leads from nothing to an open `Desk`. `door` is called on a working thread: it may load heavy modules."""

    changed = Signal()
    opened = Signal(object)

    def __init__(self, work: Work, door: Callable[[], Door], *, offline: bool = False) -> None:
        super().__init__()
        self._work, self._door, self._offline = work, door, offline
        self._attempt: Attempt | None = None
        self._typed = ("", "")
        self.state = SignInState()

    def start(self, failure: Failure | None = None) -> None:
        """Show étape 1, with the reason why one is back here; learn which caisses there are."""
        self._attempt = None
        self._show(SignInState(failure=failure, caisses=self.state.caisses))
        if not self.state.caisses:
            self._work.query(self, lambda: tuple(self._door().directory()), self._learn, self._not_learnt)

    def submit_password(self, code: str, password: str) -> None:
        """Étape 1 / 2. With `--offline`, opens what this computer holds."""
        digits = clean_subscriber_code(code)
        if digits is None or not password:
            self._show(self.state._replace(failure=Failure(ErrorCode.CODE_MALFORMED), offline_offered=False))
            return
        self._typed = (digits, password)
        if self._offline:
            self.open_offline()
            return
        self._busy()
        self._work.op(self, lambda: (self._door().begin(digits, password), _nothing()), self._begun, self._failed)

    def submit_code(self, code: str) -> None:
        """Étape 2 / 2."""
        digits = re.sub(r"\s", "", code)
        attempt = self._attempt
        if attempt is None:
            self.start()
            return
        if not re.fullmatch("[0-9]{6}", digits):
            self._show(self.state._replace(failure=Failure(ErrorCode.CODE_MALFORMED)))
            return
        self._busy()
        self._work.op(self, lambda: (self._door().finish(attempt, digits), _nothing()), self._open, self._failed)

    def open_offline(self) -> None:
        """Open what this computer holds with the code and password typed last."""
        code, password = self._typed
        self._busy()
        self._work.op(
            self, lambda: (self._door().open_offline(code, password), _nothing()), self._open, self._offline_failed
        )

    def back(self) -> None:
        """Leave étape 2 for étape 1."""
        self.start()

    def _learn(self, caisses: tuple[Caisse, ...]) -> None:
        self._show(self.state._replace(caisses=caisses))

    def _not_learnt(self, failure: Failure) -> None:
        """Say so when nothing can work; otherwise signing in will tell what is wrong."""
        if failure.code in {ErrorCode.SERVER_NOT_SET, ErrorCode.CLIENT_BUG} and self.state.failure is None:
            self._show(self.state._replace(failure=failure))

    def _begun(self, attempt: Attempt) -> None:
        self._attempt = attempt
        self._show(self.state._replace(step=Step.CODE, busy=False, tries_left=attempt.tries_left))

    def _open(self, desk: Desk) -> None:
        self._attempt, self._typed = None, ("", "")
        self._show(SignInState(caisses=self.state.caisses))
        self.opened.emit(desk)

    def _failed(self, failure: Failure) -> None:
        self._show(
            self.state._replace(
                step=Step.CODE if self._may_retry(failure) else Step.PASSWORD,
                busy=False,
                failure=failure,
                offline_offered=failure.code in _OFFLINE_REASONS,
            )
        )

    def _may_retry(self, failure: Failure) -> bool:
        """Whether étape 2 can be sent again as it stands: its attempt was not used up."""
        return self.state.step is Step.CODE and failure.code in _OFFLINE_REASONS

    def _offline_failed(self, failure: Failure) -> None:
        self._show(self.state._replace(busy=False, failure=failure, offline_offered=False, step=Step.PASSWORD))

    def _busy(self) -> None:
        self._show(self.state._replace(busy=True, failure=None, offline_offered=False))

    def _show(self, state: SignInState) -> None:
        self.state = state
        self.changed.emit()


def _nothing() -> Changes:
    from ccmdesk.client.sync.views import Changes

    return Changes.NOTHING
