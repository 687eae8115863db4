"""How long to leave the bank in peace after failures."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Backoff:
    """Waits that double from `first` to `most` seconds, each shortened at random by up to a half.

    The chance keeps a thousand clients from coming back at the same second when a server does.
    """

    def __init__(
        self,
        first: float = 2.0,
        most: float = 120.0,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._first = first
        self._most = most
        self._chance = chance
        self._next = first

    def failed(self) -> float:
        """Seconds to wait before the next try."""
        wait = self._next
        self._next = min(2 * wait, self._most)
        return wait * (0.5 + self._chance() / 2)

    def succeeded(self) -> None:
        """Start again from the shortest wait."""
        self._next = self._first
