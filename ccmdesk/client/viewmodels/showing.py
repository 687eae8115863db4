"""What view models with a state share: one frozen dataclass that screens show, replaced and told whole."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from ccmdesk.core.errors import ErrorCode

if TYPE_CHECKING:
    from ccmdesk.client.work import Failure

SESSION_IS_OVER: Final = frozenset({ErrorCode.ACCESS_LOCKED, ErrorCode.SESSION_ENDED})

S = TypeVar("S")


class StateModel(QObject, Generic[S]):
    """Holds `state`, a frozen dataclass; `changed` follows each change of it."""

    changed = Signal()
    state: S

    def _set(self, **changes: object) -> None:
        self.state = replace(self.state, **changes)  # type: ignore[type-var] # replace() cannot be typed by name
        self.changed.emit()


class SessionStateModel(StateModel[S]):
    """A model whose exchanges with the bank may end the session; `ended` carries the Failure that did."""

    ended = Signal(object)

    def _leave_if_over(self, failure: Failure) -> None:
        if failure.code in SESSION_IS_OVER:
            self.ended.emit(failure)
