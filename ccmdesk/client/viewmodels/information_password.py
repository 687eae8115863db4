"""« Je change mon mot de passe »: checked here first, then signed, then the bank's."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal

from ccmdesk.client.sync.views import Changes
from ccmdesk.client.viewmodels.first_connection import PASSWORD_REFUSALS
from ccmdesk.client.viewmodels.password_strength import PasswordStrength, check
from ccmdesk.client.viewmodels.showing import StateModel
from ccmdesk.client.viewmodels.signing import SigningModel, ToSign
from ccmdesk.client.work import Failure
from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.core.rules.passwords import normal
from ccmdesk.wire.signing import Operation

if TYPE_CHECKING:
    from ccmdesk.client.sync.desk import Desk
    from ccmdesk.client.sync.trust_views import ChallengeView, ReceiptView
    from ccmdesk.client.sync.views import ProfileView
    from ccmdesk.client.work import Work
    from ccmdesk.core.clock import Clock


class Field(Enum):
    """Which of the three passwords a refusal is about."""

    CURRENT = auto()
    NEW = auto()
    COPY = auto()


class Mistake(Enum):
    """What only this form can be told: there is no such code at the bank."""

    EMPTY = auto()
    COPY_DIFFERS = auto()


@dataclass(frozen=True, slots=True)
class PasswordChanged:
    """The new password counts. `note`: what did not go well afterwards (no readable receipt, this computer's disk)."""

    receipt: ReceiptView | None = None
    note: Failure | None = None


_AFTER_THE_FACT: Final = frozenset({ErrorCode.RECEIPT_INVALID, ErrorCode.DISK_UNAVAILABLE})


@dataclass(frozen=True, slots=True)
class PasswordState:
    """What the form shows: one refusal a field, and what came of it once the new password counts."""

    problems: dict[Field, Failure | Mistake] = field(default_factory=dict)
    outcome: PasswordChanged | None = None
    busy: bool = False


class PasswordModel(StateModel[PasswordState]):
    """The form. `sign` carries the `SigningModel` of the change; `changed_password` comes once the new one counts."""

    sign = Signal(object)
    changed_password = Signal()

    def __init__(self, work: Work, desk: Desk, clock: Clock) -> None:
        super().__init__()
        self._work, self._desk, self._clock = work, desk, clock
        self._personal: tuple[str, ...] = ()
        self.strength = PasswordStrength(work, self)
        self.state = PasswordState()

    def know(self, profile: ProfileView) -> None:
        """Learn what is known of the customer: a password must not be made of it."""
        self._personal = (
            profile.number, profile.subscriber_code, profile.name, profile.email, profile.phone, *profile.address,
            profile.postcode, profile.town,
        )  # fmt: skip

    def watch(self, password: str) -> None:
        """Judge a new password while it is typed: `strength` says what it is worth."""
        self.strength.watch(password, self._personal)

    def send(self, current: str, new: str, copy: str) -> None:
        """Check the three passwords; when nothing is wrong with them, ask for the signature."""
        if self.state.busy:
            return
        self._set(busy=True, problems={}, outcome=None)
        self._work.query(
            self,
            lambda: self._problems(current, new, copy),
            lambda found: self._judged(found, current, new),
            self._fail,
        )

    def cancel(self) -> None:
        """Nothing was signed: the form is as it was."""
        self._set(busy=False)

    def take(self, outcome: PasswordChanged) -> None:
        """Take what came of it: the new password counts."""
        self._set(busy=False, outcome=outcome)
        self.changed_password.emit()

    def refuse(self, failure: Failure) -> None:
        """Take the bank's refusal of one of the passwords."""
        about = Field.NEW if failure.code in PASSWORD_REFUSALS else Field.CURRENT
        self._set(busy=False, problems={about: failure})

    def _problems(self, current: str, new: str, copy: str) -> dict[Field, Failure | Mistake]:
        """Judge on a working thread: the lists of common passwords take a moment to read."""
        problems: dict[Field, Failure | Mistake] = {}
        if not current:
            problems[Field.CURRENT] = Mistake.EMPTY
        refusal = self._refusal(current, new)
        if refusal is not None:
            problems[Field.NEW] = refusal
        elif normal(copy) != normal(new):
            problems[Field.COPY] = Mistake.COPY_DIFFERS
        return problems

    def _refusal(self, current: str, new: str) -> Failure | None:
        try:
            check(new, self._personal)
        except KnownError as error:
            return Failure(error.code, error.details)
        return Failure(ErrorCode.PASSWORD_UNCHANGED) if normal(new) == normal(current) else None

    def _judged(self, problems: dict[Field, Failure | Mistake], current: str, new: str) -> None:
        if problems:
            self._set(busy=False, problems=problems)
            return
        trust = self._desk.trust

        def act(challenge: ChallengeView, code: str) -> tuple[object, Changes]:
            try:
                return PasswordChanged(trust.change_password(current, new, challenge, code)), Changes.SESSION
            except KnownError as error:
                if error.code in _AFTER_THE_FACT:
                    return PasswordChanged(note=Failure(error.code, error.details)), Changes.SESSION
                raise

        refusals = PASSWORD_REFUSALS | {ErrorCode.SIGN_IN_FAILED}
        task = ToSign(Operation.PASSWORD, trust.ask_password, act, refusals)
        self.sign.emit(SigningModel(self._work, self._clock, task))

    def _fail(self, failure: Failure) -> None:
        self._set(busy=False, problems={Field.NEW: failure})
