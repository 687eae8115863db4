"""A session with the bank, as the client holds it: a token in memory, and whether the last exchange went well."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from ccmdesk.core.errors import ErrorCode, KnownError

if TYPE_CHECKING:
    from collections.abc import Iterator

_AWAY = frozenset({ErrorCode.SERVER_UNREACHABLE, ErrorCode.SERVER_UNTRUSTED, ErrorCode.ANSWER_UNREADABLE})


class Session:
    """One sign-in (or none, after an offline opening). Threads may share it: every change is one assignment."""

    def __init__(self, token: str | None) -> None:
        self._token = token
        self._online = token is not None
        self._leaving = False

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
        """Lend the token for one exchange, and learn from how it ends.

        Raises KnownError: SESSION_ENDED (no session, or the bank ended it), and whatever the exchange raises.
        """
        token = self._token
        if token is None:
            raise KnownError(ErrorCode.SESSION_ENDED)
        try:
            yield token
        except KnownError as error:
            if error.code is ErrorCode.SESSION_ENDED:
                if not self._leaving:  # else it is we who go: the goodbye still needs the token
                    self.end()
            elif error.code in _AWAY:
                self._online = False
            raise
        self._online = True

    def leave(self) -> None:
        """Fetch no news any more; a pull under way ends at the next piece that it receives. Orders still go out."""
        self._leaving = True

    def end(self) -> str | None:
        """Forget the token. Returns it, for the goodbye."""
        token, self._token = self._token, None
        self._online = False
        return token
