"""How strong the password being typed is: judged beside the UI thread, a moment after the last key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccmdesk.client.work import Failure, Work
    from ccmdesk.core.rules.passwords import Strength

PAUSE_MS: Final = 150


class PasswordStrength(QObject):
    """Judges what `watch` is given; `judged` brings a `Strength`, or None for an empty field. The latest text wins."""

    judged = Signal(object)

    def __init__(self, work: Work, parent: QObject | None = None, *, pause_ms: int = PAUSE_MS) -> None:
        super().__init__(parent)
        self._work = work
        self._text = ""
        self._personal: tuple[str, ...] = ()
        self._asked = 0
        self._pause = QTimer(self, singleShot=True, interval=pause_ms)
        self._pause.timeout.connect(self._ask)

    def watch(self, password: str, personal: Sequence[str] = ()) -> None:
        """Judge `password` once typing pauses. `personal`: what is known of the customer."""
        self._asked += 1  # whatever is being judged is not what is typed any more
        self._text, self._personal = password, tuple(personal)
        if password:
            self._pause.start()
        else:
            self._pause.stop()
            self.judged.emit(None)

    def _ask(self) -> None:
        asked, password, personal = self._asked, self._text, self._personal
        self._text = ""
        self._work.query(
            self, lambda: _judge(password, personal), lambda strength: self._take(asked, strength), self._unknown
        )

    def _take(self, asked: int, strength: Strength) -> None:
        if asked == self._asked:
            self.judged.emit(strength)

    def _unknown(self, _failure: Failure) -> None:
        self.judged.emit(None)  # the log says why; the password is judged again when it is given


def _judge(password: str, personal: tuple[str, ...]) -> Strength:
    from ccmdesk.core.rules.passwords import judge

    return judge(password, personal)


def check(password: str, personal: Sequence[str]) -> None:
    """Refuse a password that the bank would refuse, on a working thread. Raises KnownError PASSWORD_…."""
    from ccmdesk.core.errors import KnownError

    refusal = _judge(password, tuple(personal)).refusal
    if refusal is not None:
        raise KnownError(refusal)
