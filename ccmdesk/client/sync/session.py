"""A session with the bank, as the client holds it: a token in memory, and whether the last exchange went well."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from ccmdesk.core.errors import ErrorCode, KnownError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_AWAY = frozenset({ErrorCode.SERVER_UNREACHABLE, ErrorCode.SERVER_UNTRUSTED, ErrorCode.ANSWER_UNREADABLE})

T = TypeVar("T")


class Session:
    """One sign-in (or none, after an offline opening). Thread-safe.

    `ended` is called with the bank's reason (see `wire.access.EndReason`) when the bank ends the session.
    """

    def __init__(self, token: str | None) -> None:
        self._token = token
        self.ended: Callable[[str], None] = lambda _: None
        self._online = token is not None
        self._leaving = False
        self._changing = threading.RLock()

    @property
    def is_open(self) -> bool:
        """Whether the bank is believed to know this session still."""
        return self._token is not None

    @property
    def wanted(self) -> bool:
        """Whether news may still be fetched: not once the customer leaves."""
        return self._token is not None and not self._leaving

    @property
    def online(self) -> bool:
        """Whether the last exchange with the bank succeeded in this session."""
        return self._online and self._token is not None

    @contextmanager
    def exchange(self) -> Iterator[str]:
        """Lend the token for one exchange, and learn from how it ends. Waits while the token is being replaced.

        Raises KnownError: SESSION_ENDED (no session, or the bank ended it), SERVER_BUSY (the token was replaced
        meanwhile: ask again), and whatever the exchange raises.
        """
        with self._changing:
            token = self._token
        if token is None:
            raise KnownError(ErrorCode.SESSION_ENDED)
        try:
            yield token
        except KnownError as error:
            if error.code is ErrorCode.SESSION_ENDED:
                self._lose(token, error)
            elif error.code in _AWAY:
                self._online = False
            raise
        self._online = True

    def replace(self, ask: Callable[[str], T], token_of: Callable[[T], str]) -> T:
        """Make an exchange whose answer brings the token that counts from then on.

        Raises KnownError as `exchange`; after a lost answer the old token may be worth nothing, which the next
        exchange tells (SESSION_ENDED).
        """
        with self._changing, self.exchange() as token:
            answer = ask(token)
            self._token = token_of(answer)
        return answer

    def leave(self) -> None:
        """Fetch no news any more; a pull under way ends at the next piece that it receives. Orders still go out."""
        self._leaving = True

    def end(self) -> str | None:
        """Forget the token. Returns it, for the goodbye."""
        with self._changing:
            token, self._token = self._token, None
        self._online = False
        return token

    def _lose(self, token: str, error: KnownError) -> None:
        """Learn that the bank does not know a token any more: the session's end, unless it has another by now."""
        reason = str(error.details.get("reason", ""))
        with self._changing:
            if self._token not in {token, None}:
                raise KnownError(ErrorCode.SERVER_BUSY) from error
            if self._token is None:
                return
            if reason or not self._leaving:  # else it is we who go: the goodbye still needs the token
                self.end()
        if reason:
            self.ended(reason)
