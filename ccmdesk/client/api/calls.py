"""How every call is made: one request, one bounded answer, known errors only."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TypeVar

from ccmdesk.client.api.answers import ANSWER_SECONDS, network_errors, parse, problem, read_body
from ccmdesk.client.api.patience import beginning_within
from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.wire.base import ACTIVITY_HEADER, BACKGROUND, Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import httpx2

OK: Final = 200
CREATED: Final = 201
NO_CONTENT: Final = 204

M = TypeVar("M", bound=Message)


class Calls:
    """Requests over an HTTP client that is given (see `transport.http_client`). Thread-safe, as the client is.

    Every method raises KnownError and nothing else for what the surroundings do: SERVER_UNREACHABLE,
    SERVER_UNTRUSTED, ANSWER_UNREADABLE, or the code and details of the bank's `Problem`.
    """

    def __init__(
        self,
        client: httpx2.Client,
        monotonic: Callable[[], float] = time.monotonic,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        self._client = client
        self._answer_seconds = answer_seconds
        self.monotonic = monotonic

    def ask(
        self,
        kind: type[M],
        method: str,
        path: str,
        headers: dict[str, str] | None = None,
        message: Message | None = None,
        expected: int = OK,
    ) -> M:
        """Make a request that promises a message."""
        with self.answer(method, path, headers, message) as response:
            return parse(kind, response, read_body(response, self.monotonic), expected)

    def tell(
        self, method: str, path: str, headers: dict[str, str] | None = None, message: Message | None = None
    ) -> None:
        """Make a request that promises nothing but to be done (204)."""
        with self.answer(method, path, headers, message) as response:
            body = read_body(response, self.monotonic)
            if response.status_code != NO_CONTENT:
                raise problem(response, body)

    @contextmanager
    def answer(
        self, method: str, path: str, headers: dict[str, str] | None = None, message: Message | None = None
    ) -> Iterator[httpx2.Response]:
        """Make a request; leave the block to let go of its answer."""
        headers = {**(headers or {}), "Accept-Encoding": "identity"}
        content = None if message is None else message.model_dump_json(exclude_none=True).encode()
        if content is not None:
            headers["Content-Type"] = "application/json"
        with (
            network_errors(),
            beginning_within(self._answer_seconds) as begun,
            self._client.stream(method, path, headers=headers, content=content, follow_redirects=False) as response,
        ):
            begun()
            if response.headers.get("content-encoding", "identity") != "identity":  # 300 KB may be 300 MB
                raise KnownError(ErrorCode.ANSWER_UNREADABLE)
            yield response

    def close(self) -> None:
        """Close the connections."""
        self._client.close()


def bearer(token: str, *, background: bool = False) -> dict[str, str]:
    """Headers of a session's request. A `background` one does not keep the session alive."""
    activity = {ACTIVITY_HEADER: BACKGROUND} if background else {}
    return {"Authorization": f"Bearer {token}"} | activity
