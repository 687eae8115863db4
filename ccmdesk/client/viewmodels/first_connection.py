"""« C'est votre première connexion ? »: from the agency's letter to an authenticator, a password, and the accounts."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from ccmdesk.client.viewmodels.password_strength import PasswordStrength, check
from ccmdesk.client.work import Failure
from ccmdesk.core.errors import ErrorCode
from ccmdesk.core.ids import clean_subscriber_code

if TYPE_CHECKING:
    from collections.abc import Callable

    from ccmdesk.client.sync.desk import Desk
    from ccmdesk.client.sync.door import Door
    from ccmdesk.client.sync.trust_views import Enrolment
    from ccmdesk.client.sync.views import Changes
    from ccmdesk.client.work import Work
    from ccmdesk.wire.access import AuthenticatorKind
    from ccmdesk.wire.messages import Caisse


class FirstStep(Enum):
    """The pages, in their order."""

    LETTER = auto()
    CHOICE = auto()
    PROOF = auto()
    PASSWORD = auto()


class FirstState(NamedTuple):
    """What the pages show. `wrong` names the fields that are not filled in as they must be (code, password, again)."""

    step: FirstStep = FirstStep.LETTER
    busy: bool = False
    failure: Failure | None = None
    wrong: frozenset[str] = frozenset()


UNHEARD: Final = frozenset(
    {ErrorCode.SERVER_UNREACHABLE, ErrorCode.ANSWER_UNREADABLE, ErrorCode.SERVER_BUG, ErrorCode.SERVER_BUSY}
)
"""The bank may have done what it was asked, and its answer been lost."""
_DONE_THERE: Final = frozenset({ErrorCode.DISK_UNAVAILABLE, ErrorCode.CACHE_TOO_NEW})
"""The bank has done it; it is this computer that cannot open the accounts."""
PASSWORD_REFUSALS: Final = frozenset(
    {
        ErrorCode.PASSWORD_TOO_SHORT,
        ErrorCode.PASSWORD_TOO_LONG,
        ErrorCode.PASSWORD_INVALID,
        ErrorCode.PASSWORD_COMMON,
        ErrorCode.PASSWORD_PERSONAL,
        ErrorCode.PASSWORD_UNCHANGED,
    }
)


SECRET_MS: Final = 30 * 60_000
"""How long a secret stays on the screen: the bank forgets it then."""


class FirstConnectionModel(QObject):
    """Leads from the letter to an open `Desk`.

    Signals: `changed`; `opened` with the desk; `left` with the code typed and whether the customer must see by signing
    in if the new password counts already (its answer was lost), when the wizard is over otherwise.
    """

    changed = Signal()
    opened = Signal(object)
    left = Signal(str, bool)

    def __init__(self, work: Work, door: Callable[[], Door], caisses: tuple[Caisse, ...] = (), code: str = "") -> None:
        super().__init__()
        self._work, self._door = work, door
        self._unsure = False
        self.caisses, self.code = caisses, code
        self.enrolment: Enrolment | None = None
        self.matrix: list[list[bool]] = []
        self.kind: AuthenticatorKind | None = None
        self.strength = PasswordStrength(work, self)
        self.state = FirstState()
        self._delay = QTimer(self, singleShot=True, interval=SECRET_MS)
        self._delay.timeout.connect(self._run_out)

    @property
    def personal(self) -> tuple[str, ...]:
        """What a password must not be made of, as far as this computer knows."""
        return (self.code,)

    def submit_letter(self, code: str, password: str) -> None:
        """Step 1: the code of the e-mail and the temporary password of the SMS."""
        digits = clean_subscriber_code(code)
        wrong = {name for name, is_wrong in (("code", digits is None), ("password", not password)) if is_wrong}
        if digits is None or wrong:
            self._show(self.state._replace(failure=None, wrong=frozenset(wrong)))
            return
        self.code = digits
        self._busy()
        self._work.op(self, lambda: (self._begin(digits, password), _nothing()), self._begun, self._failed)

    def choose(self, kind: AuthenticatorKind) -> None:
        """Step 2: which authenticator."""
        self.kind = kind
        self._show(FirstState(FirstStep.PROOF))

    def prove(self, code: str) -> None:
        """Step 3: one code that the authenticator shows."""
        enrolment, kind = self.enrolment, self.kind
        digits = re.sub(r"\s", "", code)
        if enrolment is None or kind is None:
            self._start_over(None)
        elif not re.fullmatch("[0-9]{6}", digits):
            self._show(self.state._replace(failure=None, wrong=frozenset({"code"})))
        else:
            self._busy()

            def act() -> tuple[None, Changes]:
                self._door().welcome.prove_enrolment(enrolment, digits, kind)
                return None, _nothing()

            self._work.op(self, act, self._proved, self._failed)

    def finish(self, password: str, again: str) -> None:
        """Step 4: the customer's own password, typed twice."""
        enrolment, personal = self.enrolment, self.personal
        if enrolment is None:
            self._start_over(None)
        elif password != again:
            self._show(self.state._replace(failure=None, wrong=frozenset({"again"})))
        else:
            self._busy()

            def act() -> tuple[Desk, Changes]:
                check(password, personal)
                return self._door().welcome.finish_enrolment(enrolment, password), _nothing()

            self._work.op(self, act, self._open, self._failed)

    def back(self) -> None:
        """Go back one page; from the first one, and once the authenticator is proved, out."""
        if self.state.step is FirstStep.CHOICE:
            self._forget()
            self._show(FirstState())
        elif self.state.step is FirstStep.PROOF:
            self._show(FirstState(FirstStep.CHOICE))
        else:
            self.cancel()

    def cancel(self) -> None:
        """Leave. On this computer the same temporary password opens the wizard again, as long as it counts."""
        self._forget()
        self.left.emit(self.code, False)

    def _begin(self, code: str, password: str) -> tuple[Enrolment, list[list[bool]]]:
        enrolment = self._door().welcome.begin_enrolment(code, password)
        return enrolment, qr_matrix(enrolment.uri)

    def _begun(self, begun: tuple[Enrolment, list[list[bool]]]) -> None:
        self.enrolment, self.matrix = begun
        self._delay.start()
        self._show(FirstState(FirstStep.CHOICE))

    def _proved(self, _none: None) -> None:
        self.matrix = []  # seen, and of no more use
        self._show(FirstState(FirstStep.PASSWORD))

    def _open(self, desk: Desk) -> None:
        self._forget()
        self.opened.emit(desk)

    def _failed(self, failure: Failure) -> None:
        step = self.state.step
        if failure.code is ErrorCode.CODE_WRONG and failure.details.get("tries_left") == 0:
            failure = Failure(ErrorCode.SESSION_ENDED)  # another code would only be told so
        if failure.code is ErrorCode.SESSION_ENDED and step is not FirstStep.LETTER:
            if self._unsure:
                self._forget()
                self.left.emit(self.code, True)
            else:
                self._start_over(failure)
            return
        self._unsure = step is FirstStep.PASSWORD and (self._unsure or failure.code in UNHEARD | _DONE_THERE)
        self._show(FirstState(step, failure=failure))

    def _run_out(self) -> None:
        """Take a secret off the screen that nobody used; what is being asked of the bank will be answered."""
        if self.enrolment is not None and not self.state.busy:
            self._start_over(Failure(ErrorCode.SESSION_ENDED))

    def _start_over(self, failure: Failure | None) -> None:
        self._forget()
        self._show(FirstState(failure=failure))

    def _forget(self) -> None:
        self.enrolment, self.matrix, self.kind, self._unsure = None, [], None, False

    def _busy(self) -> None:
        self._show(FirstState(self.state.step, busy=True))

    def _show(self, state: FirstState) -> None:
        self.state = state
        self.changed.emit()


def qr_matrix(text: str) -> list[list[bool]]:
    """Make the QR code of a text (ISO/IEC 18004, 15 % of it may be dirty), without its quiet zone."""
    from qrcode import QRCode
    from qrcode.constants import ERROR_CORRECT_M

    code = QRCode(border=0, error_correction=ERROR_CORRECT_M)
    code.add_data(text)
    code.make(fit=True)
    return [[bool(module) for module in row] for row in code.get_matrix()]


def _nothing() -> Changes:
    from ccmdesk.client.sync.views import Changes

    return Changes.NOTHING
