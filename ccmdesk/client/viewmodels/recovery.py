"""« Vous avez oublié votre mot de passe ? »: what the customer still has, a code by SMS, a new password."""

from __future__ import annotations

import re
from datetime import date
from enum import Enum, auto
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject, Signal

from ccmdesk.client.viewmodels.first_connection import UNHEARD
from ccmdesk.client.viewmodels.password_strength import PasswordStrength, check
from ccmdesk.core.errors import ErrorCode
from ccmdesk.core.ids import clean_subscriber_code

if TYPE_CHECKING:
    from collections.abc import Callable

    from ccmdesk.client.sync.door import Door
    from ccmdesk.client.sync.trust_views import Recovery
    from ccmdesk.client.sync.views import Changes
    from ccmdesk.client.work import Failure, Work
    from ccmdesk.wire.messages import Caisse

_BIRTH: Final = re.compile(r"\s*([0-9]{1,2})[/. -]([0-9]{1,2})[/. -]([0-9]{4})\s*|\s*([0-9]{2})([0-9]{2})([0-9]{4})\s*")
_FIRST_YEAR: Final = 1900


class RecoveryStep(Enum):
    """The pages, in their order."""

    IDENTITY = auto()
    SMS = auto()
    PASSWORD = auto()


class RecoveryState(NamedTuple):
    """What the pages show. `wrong` names the fields that are not filled in as they must be."""

    step: RecoveryStep = RecoveryStep.IDENTITY
    busy: bool = False
    failure: Failure | None = None
    wrong: frozenset[str] = frozenset()


def read_birth_date(text: str) -> date | None:
    """Read a birth date as people write it: 24/11/1970, 24.11.1970, 24 11 1970, 24111970. None: it is no day."""
    match = _BIRTH.fullmatch(text)
    if match is None:
        return None
    day, month, year = (int(part) for part in match.groups() if part is not None)
    try:
        return date(year, month, day) if year >= _FIRST_YEAR else None
    except ValueError:
        return None


class RecoveryModel(QObject):
    """Leads from a forgotten password to a new one; it opens no session.

    Signals: `changed`; `done` with the code, and whether the bank's last answer came: without it the customer sees by
    signing in if the new password counts; `left` when the customer gave up.
    """

    changed = Signal()
    done = Signal(str, bool)
    left = Signal()

    def __init__(self, work: Work, door: Callable[[], Door], caisses: tuple[Caisse, ...] = (), code: str = "") -> None:
        super().__init__()
        self._work, self._door = work, door
        self._recovery: Recovery | None = None
        self._birth: date | None = None
        self._unsure = False
        self.caisses, self.code = caisses, code
        self.strength = PasswordStrength(work, self)
        self.state = RecoveryState()

    @property
    def personal(self) -> tuple[str, ...]:
        """What a password must not be made of, as far as this computer knows."""
        birth = self._birth
        return (self.code,) if birth is None else (self.code, birth.isoformat())

    def submit_identity(self, code: str, birth: str, totp: str) -> None:
        """Step 1: code, birth date, and a code of the authenticator."""
        digits, day, one_time = clean_subscriber_code(code), read_birth_date(birth), re.sub(r"\s", "", totp)
        checks = (
            ("code", digits is None),
            ("birth", day is None),
            ("totp", not re.fullmatch("[0-9]{6}", one_time)),
        )
        wrong = frozenset(name for name, is_wrong in checks if is_wrong)
        if digits is None or day is None or wrong:
            self._show(self.state._replace(failure=None, wrong=wrong))
            return
        self.code, self._birth = digits, day
        self._busy()
        self._work.op(
            self,
            lambda: (self._door().welcome.begin_recovery(digits, day, one_time), _nothing()),
            self._begun,
            self._failed,
        )

    def submit_sms(self, code: str) -> None:
        """Step 2: the code that came by SMS."""
        recovery, digits = self._recovery, re.sub(r"\s", "", code)
        if recovery is None:
            self._start_over(None)
        elif not re.fullmatch("[0-9]{8}", digits):
            self._show(self.state._replace(failure=None, wrong=frozenset({"sms"})))
        else:
            self._busy()

            def act() -> tuple[None, Changes]:
                self._door().welcome.confirm_recovery(recovery, digits)
                return None, _nothing()

            self._work.op(self, act, self._proved, self._failed)

    def finish(self, password: str, again: str) -> None:
        """Step 3: the new password, typed twice."""
        recovery, personal = self._recovery, self.personal
        if recovery is None:
            self._start_over(None)
        elif password != again:
            self._show(self.state._replace(failure=None, wrong=frozenset({"again"})))
        else:
            self._busy()

            def act() -> tuple[None, Changes]:
                check(password, personal)
                self._door().welcome.finish_recovery(recovery, password)
                return None, _nothing()

            self._work.op(self, act, self._finished, self._failed)

    def back(self) -> None:
        """Go back to the first page, from where another code may be sent; from the others, out."""
        if self.state.step is RecoveryStep.SMS:
            self._start_over(None)
        else:
            self.cancel()

    def cancel(self) -> None:
        """Leave: nothing has changed."""
        self._forget()
        self.left.emit()

    def _begun(self, recovery: Recovery) -> None:
        self._recovery = recovery
        self._show(RecoveryState(RecoveryStep.SMS))

    def _proved(self, _none: None) -> None:
        self._unsure = False
        self._show(RecoveryState(RecoveryStep.PASSWORD))

    def _finished(self, _none: None) -> None:
        self._forget()
        self.done.emit(self.code, True)

    def _failed(self, failure: Failure) -> None:
        step = self.state.step
        ended = failure.code is ErrorCode.SESSION_ENDED
        if ended and self._unsure and step is RecoveryStep.SMS:
            self._proved(None)  # the code serves once: it was taken then, or the last page will tell
        elif ended and self._unsure:
            self._forget()
            self.done.emit(self.code, False)
        elif (ended or failure.code is ErrorCode.ACCESS_LOCKED) and step is not RecoveryStep.IDENTITY:
            self._start_over(failure)
        else:
            self._unsure = step is not RecoveryStep.IDENTITY and (self._unsure or failure.code in UNHEARD)
            self._show(RecoveryState(step, failure=failure))

    def _start_over(self, failure: Failure | None) -> None:
        self._forget()
        self._show(RecoveryState(failure=failure))

    def _forget(self) -> None:
        self._recovery, self._birth, self._unsure = None, None, False

    def _busy(self) -> None:
        self._show(RecoveryState(self.state.step, busy=True))

    def _show(self, state: RecoveryState) -> None:
        self.state = state
        self.changed.emit()


def _nothing() -> Changes:
    from ccmdesk.client.sync.views import Changes

    return Changes.NOTHING
