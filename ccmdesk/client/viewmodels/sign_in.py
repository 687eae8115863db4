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
    from ccmdesk.client.viewmodels.first_connection import FirstConnectionModel
    from ccmdesk.client.viewmodels.recovery import RecoveryModel
    from ccmdesk.client.work import Work
    from ccmdesk.wire.messages import Caisse


class Step(Enum):
    """What is shown: one of the two pages, or one of the wizards that lead to them."""

    PASSWORD = auto()
    CODE = auto()
    FIRST_CONNECTION = auto()
    RECOVERY = auto()


class Notice(Enum):
    """What étape 1 has to say that is no failure."""

    PASSWORD_CHANGED = auto()
    PASSWORD_UNSURE = auto()  # the bank's answer to the new password was lost
    UNATTENDED = auto()  # nobody was there any more


class SignInState(NamedTuple):
    """What the pages show.

    `caisses` are those of the bank's directory; `tries_left` is known once étape 1 has been sent;
    `offline_offered` when the bank cannot be reached but this computer may hold the customer's accounts.
    """

    step: Step = Step.PASSWORD
    busy: bool = False
    failure: Failure | None = None
    tries_left: int | None = None
    caisses: tuple[Caisse, ...] = ()
    offline_offered: bool = False
    notice: Notice | None = None

    @property
    def locked(self) -> bool:
        """Whether only the agency can help: it is named, with its phone."""
        failure = self.failure
        if failure is None:
            return False
        ended = failure.code is ErrorCode.SESSION_ENDED and failure.details.get("reason") == "locked"
        return ended or failure.code is ErrorCode.ACCESS_LOCKED


_OFFLINE_REASONS = frozenset(
    {ErrorCode.SERVER_UNREACHABLE, ErrorCode.ANSWER_UNREADABLE, ErrorCode.SERVER_BUSY, ErrorCode.SERVER_BUG}
)


class SignInModel(QObject):
    """Leads from nothing to an open `Desk`. `door` is called on a working thread: it may load heavy modules.

    `first_connection` and `recovery` are the wizards' models while they are shown. `filled` brings a code for étape 1:
    the one just used, or an empty one when nothing is to be left of the customer who was here.
    """

    changed = Signal()
    opened = Signal(object)
    filled = Signal(str)

    def __init__(self, work: Work, door: Callable[[], Door], *, offline: bool = False) -> None:
        super().__init__()
        self._work, self._door, self._offline = work, door, offline
        self._attempt: Attempt | None = None
        self._typed = ("", "")
        self.first_connection: FirstConnectionModel | None = None
        self.recovery: RecoveryModel | None = None
        self.state = SignInState()

    def start(self, failure: Failure | None = None) -> None:
        """Show étape 1, with the reason why one is back here; learn which caisses there are."""
        self._attempt = None
        self._close_wizards()
        self._show(SignInState(failure=failure, caisses=self.state.caisses))
        if not self.state.caisses:
            self._work.query(self, lambda: tuple(self._door().directory()), self._learn, self._not_learnt)

    def submit_password(self, code: str, password: str) -> None:
        """Étape 1 / 2. With `--offline`, opens what this computer holds."""
        if not self._take(code, password):
            return
        if self._offline:
            self._open_offline()
            return
        digits, password = self._typed
        self._busy()
        self._work.op(self, lambda: (self._door().begin(digits, password), _nothing()), self._begun, self._failed)

    def submit_offline(self, code: str, password: str) -> None:
        """Open what this computer holds with this code and password."""
        if self._take(code, password):
            self._open_offline()

    def _take(self, code: str, password: str) -> bool:
        """Keep what was typed, if it can be sent."""
        digits = clean_subscriber_code(code)
        if digits is None or not password:
            self._show(self.state._replace(failure=Failure(ErrorCode.CODE_MALFORMED), notice=None))
            return False
        self._typed = (digits, password)
        return True

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
        self._work.op(
            self,
            lambda: (self._door().finish(attempt, digits), _nothing()),
            lambda desk: self._open_for(attempt, desk),
            self._failed,
        )

    def back(self) -> None:
        """Leave étape 2 for étape 1."""
        self.start()

    def leave_unattended(self) -> None:
        """Go back to étape 1 because nobody is there: no code, password or secret stays on the screen."""
        if self.state.step is not Step.PASSWORD:
            self._attempt = None
            self.filled.emit("")
            self._return("", Notice.UNATTENDED)

    def begin_first_connection(self, code: str = "") -> None:
        """Show the wizard « C'est votre première connexion ? », with the code that was typed."""
        from ccmdesk.client.viewmodels.first_connection import FirstConnectionModel

        self._close_wizards()
        model = FirstConnectionModel(self._work, self._door, self.state.caisses, code)
        model.setParent(self)
        model.opened.connect(self._open)
        model.left.connect(lambda code, unsure: self._return(code, Notice.PASSWORD_UNSURE if unsure else None))
        self.first_connection = model
        self._show(SignInState(Step.FIRST_CONNECTION, caisses=self.state.caisses))

    def begin_recovery(self, code: str = "") -> None:
        """Show the wizard « Vous avez oublié votre mot de passe ? », with the code that was typed."""
        from ccmdesk.client.viewmodels.recovery import RecoveryModel

        self._close_wizards()
        model = RecoveryModel(self._work, self._door, self.state.caisses, code)
        model.setParent(self)
        model.done.connect(
            lambda code, heard: self._return(code, Notice.PASSWORD_CHANGED if heard else Notice.PASSWORD_UNSURE)
        )
        model.left.connect(lambda: self._return("", None))
        self.recovery = model
        self._show(SignInState(Step.RECOVERY, caisses=self.state.caisses))

    def _return(self, code: str, notice: Notice | None) -> None:
        """Come back from a wizard to étape 1."""
        self._close_wizards()
        if code:
            self.filled.emit(code)
        self._show(SignInState(caisses=self.state.caisses, notice=notice))

    def _close_wizards(self) -> None:
        """Forget the wizards, and what was typed before one."""
        self._typed = ("", "")
        for model in (self.first_connection, self.recovery):
            if model is not None:
                model.deleteLater()
        self.first_connection = self.recovery = None

    def _learn(self, caisses: tuple[Caisse, ...]) -> None:
        for model in (self.first_connection, self.recovery):
            if model is not None:
                model.caisses = caisses
                model.changed.emit()
        self._show(self.state._replace(caisses=caisses))

    def _not_learnt(self, failure: Failure) -> None:
        """Say so when nothing can work; otherwise signing in will tell what is wrong."""
        if failure.code in {ErrorCode.SERVER_NOT_SET, ErrorCode.CLIENT_BUG} and self.state.failure is None:
            self._show(self.state._replace(failure=failure))

    def _begun(self, attempt: Attempt) -> None:
        self._attempt = attempt
        self._show(self.state._replace(step=Step.CODE, busy=False, tries_left=attempt.tries_left))

    def _open_offline(self) -> None:
        code, password = self._typed
        self._busy()
        self._work.op(
            self, lambda: (self._door().open_offline(code, password), _nothing()), self._open, self._offline_failed
        )

    def _open_for(self, attempt: Attempt, desk: Desk) -> None:
        """Open the desk, unless whoever typed the code has gone meanwhile."""
        if self._attempt is attempt:
            self._open(desk)
        else:
            self._work.op(self._work, lambda: _dismiss(desk), _ignore, _ignore)

    def _open(self, desk: Desk) -> None:
        self._attempt = None
        self._close_wizards()
        self.filled.emit("")
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
        again = failure.code is ErrorCode.OFFLINE_REFUSED and not self._offline
        self._show(self.state._replace(busy=False, failure=failure, offline_offered=again, step=Step.PASSWORD))

    def _busy(self) -> None:
        self._show(self.state._replace(busy=True, failure=None, offline_offered=False, notice=None))

    def _show(self, state: SignInState) -> None:
        self.state = state
        self.changed.emit()


def _dismiss(desk: Desk) -> tuple[None, Changes]:
    desk.sign_out()
    return None, _nothing()


def _ignore(_: object) -> None:
    """There is nobody to tell."""


def _nothing() -> Changes:
    from ccmdesk.client.sync.views import Changes

    return Changes.NOTHING
