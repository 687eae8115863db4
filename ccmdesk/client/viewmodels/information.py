"""« Mes informations »: what the bank has of the customer's access, and what can be ended or forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal

from ccmdesk.client.sync.views import Changes, OrderState
from ccmdesk.client.viewmodels.information_authenticator import ReplacementModel, replacement
from ccmdesk.client.viewmodels.showing import SessionStateModel
from ccmdesk.client.viewmodels.signing import SigningModel
from ccmdesk.client.work import Failure
from ccmdesk.core.errors import ErrorCode, KnownError

if TYPE_CHECKING:
    from collections.abc import Callable

    from ccmdesk.client.sync.desk import Desk
    from ccmdesk.client.sync.trust_views import AccessView, DeviceView, Enrolment
    from ccmdesk.client.sync.views import CaisseView, ProfileView
    from ccmdesk.client.work import Work
    from ccmdesk.core.clock import Clock


_AWAY: Final = frozenset({ErrorCode.SERVER_UNREACHABLE, ErrorCode.SERVER_UNTRUSTED, ErrorCode.ANSWER_UNREADABLE})


class Done(Enum):
    """What was just done, to be said."""

    SESSION_ENDED = auto()
    OTHERS_ENDED = auto()
    DEVICE_FORGOTTEN = auto()


@dataclass(frozen=True, slots=True)
class InformationState:
    """What the page shows.

    `profile` and `caisse` come from this computer, also offline. `access` is the bank's, and stays when a later
    reading fails: `failure` says why. `refusal`: why the last action was not done.
    """

    profile: ProfileView | None = None
    caisse: CaisseView | None = None
    access: AccessView | None = None
    failure: Failure | None = None
    refusal: Failure | None = None
    signed_in: bool = True
    loading: bool = False
    busy: bool = False

    @property
    def away(self) -> bool:
        """Whether the last reading failed because the bank is out of reach: the whole shell knows."""
        return self.failure is not None and self.failure.code in _AWAY


@dataclass(frozen=True, slots=True)
class Forgetting:
    """A device about to be forgotten, and how many orders of this computer the bank has not answered (this device)."""

    device: DeviceView
    unsent: int


class InformationModel(SessionStateModel[InformationState]):
    """The page. `done` says what was done; `ask_forget` that a device is about to be forgotten (`Forgetting`).

    `sign` carries the `SigningModel` that begins a new authenticator. `ended` carries the Failure with which the
    session is over: locked, or this computer's data are gone.
    """

    done = Signal(object)
    ask_forget = Signal(object)
    sign = Signal(object)

    def __init__(self, work: Work, desk: Desk, clock: Clock) -> None:
        super().__init__()
        self._work, self._desk, self._clock = work, desk, clock
        self.state = InformationState(signed_in=self._is_signed_in())
        work.changed.connect(self._on_changes)

    def reload(self) -> None:
        """Read the customer's own data from this computer."""
        self._work.query(self, lambda: (self._desk.profile(), self._desk.caisse()), self._show_profile, self._fail)

    def refresh(self) -> None:
        """Ask the bank for everything about the access."""
        signed_in = self._is_signed_in()
        if self.state.loading or not signed_in:
            self._set(signed_in=signed_in)
            return
        self._set(loading=True, signed_in=True, failure=None)
        trust = self._desk.trust
        self._work.op(self, lambda: (trust.overview(), Changes.NOTHING), self._show_access, self._fail)

    def end_session(self, session: str) -> None:
        """Disconnect one session."""
        self._act(lambda: self._desk.trust.end_session(session), Done.SESSION_ENDED)

    def end_other_sessions(self) -> None:
        """Disconnect every session but this one."""
        self._act(self._desk.trust.end_other_sessions, Done.OTHERS_ENDED)

    def request_forgetting(self, device: DeviceView) -> None:
        """Find out what forgetting a device would lose, then ask."""
        if not self.state.busy:
            self._set(busy=True, refusal=None)  # a second click, meanwhile, asks nothing twice
            self._work.query(self, lambda: Forgetting(device, self._count_unsent(device)), self._ask, self._refuse)

    def forget(self, device: DeviceView) -> None:
        """Forget a device; for this one its local data go too, and the session with them."""
        if not device.is_current:
            self._act(lambda: self._desk.trust.forget_device(device.id), Done.DEVICE_FORGOTTEN)
        elif not self.state.busy:
            self._set(busy=True, refusal=None)
            self._work.op(self, self._forget_here, self._gone, self._refuse)

    def change_authenticator(self) -> None:
        """Ask for the signature that begins a new authenticator; `introduce` goes on from what comes of it."""
        self.sign.emit(SigningModel(self._work, self._clock, replacement(self._desk)))

    def introduce(self, enrolment: Enrolment) -> ReplacementModel:
        """Make the model that proves the new authenticator."""
        return ReplacementModel(self._work, self._desk, enrolment, self.state.access)

    def end(self, failure: Failure) -> None:
        """Pass on that the session is over: a signature found it out."""
        self.ended.emit(failure)

    def _is_signed_in(self) -> bool:
        try:
            return self._desk.freshness().signed_in
        except KnownError:  # the desk is closed: the end is on its way
            return False

    def _count_unsent(self, device: DeviceView) -> int:
        if not device.is_current:
            return 0
        own = {OrderState.DRAFT, OrderState.SENDING}
        return sum(order.state in own for order in self._desk.orders(ongoing=True))

    def _forget_here(self) -> tuple[bool, Changes]:
        return self._desk.trust.forget_here(), Changes.NOTHING

    def _act(self, act: Callable[[], None], what: Done) -> None:
        if self.state.busy:
            return
        self._set(busy=True, refusal=None)

        def work() -> tuple[AccessView | Failure, Changes]:
            try:
                act()
            except KnownError as error:
                if error.code is not ErrorCode.NOT_FOUND:  # it is gone already: what was wanted
                    raise
            try:
                return self._desk.trust.overview(), Changes.NOTHING
            except KnownError as error:  # it is done; only the new list is missing
                return Failure(error.code, error.details), Changes.NOTHING

        def finish(answer: AccessView | Failure) -> None:
            self._set(busy=False)
            if isinstance(answer, Failure):
                self._fail(answer)
            else:
                self._show_access(answer)
            self.done.emit(what)

        self._work.op(self, work, finish, self._refuse)

    def _show_profile(self, found: tuple[ProfileView, CaisseView]) -> None:
        profile, caisse = found
        self._set(profile=profile, caisse=caisse)

    def _show_access(self, access: AccessView) -> None:
        self._set(access=access, loading=False, failure=None)

    def _ask(self, forgetting: Forgetting) -> None:
        self._set(busy=False)
        self.ask_forget.emit(forgetting)

    def _gone(self, told: bool) -> None:  # noqa: FBT001 -- a callback
        self.ended.emit(Failure(ErrorCode.DATA_FORGOTTEN, {} if told else {"bank": "untold"}))

    def _fail(self, failure: Failure) -> None:
        self._set(loading=False, failure=failure)
        self._leave_if_over(failure)
        if self.state.away:
            self._work.changed.emit(Changes.FRESHNESS)  # the line above every page need not wait for the next poll

    def _refuse(self, failure: Failure) -> None:
        self._set(busy=False, refusal=failure)
        self._leave_if_over(failure)

    def _on_changes(self, changes: Changes) -> None:
        if changes & (Changes.PROFILE | Changes.FRESHNESS):
            self.reload()
