"""The bank's interface as typed calls. Synchronous: view models call it from worker threads."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TypeVar

import httpx2

from ccmdesk.client.api.answers import ANSWER_SECONDS, network_errors, parse, problem, read_body
from ccmdesk.client.api.patience import beginning_within
from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.wire.access import CodeStep, PasswordStep, PasswordStepTaken, SessionOpened
from ccmdesk.wire.base import ACTIVITY_HEADER, BACKGROUND, KEY_HEADER, Message
from ccmdesk.wire.feed import MEDIA_TYPE, FeedPage, read_frames
from ccmdesk.wire.messages import Directory, FeedHead, TransferAccepted, TransferOrder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OK: Final = 200
CREATED: Final = 201
NO_CONTENT: Final = 204
FEED_SECONDS: Final = 15 * 60.0
"""Longest time for one answer of the feed, which may drip for ever. The next pull goes on where it was cut."""

M = TypeVar("M", bound=Message)


class BankApi:
    """Calls of the bank's interface, over an HTTP client that is given (see `transport.http_client`).

    Every method raises KnownError and nothing else for what the surroundings do: SERVER_UNREACHABLE,
    SERVER_UNTRUSTED, ANSWER_UNREADABLE, or the code and details of the bank's `Problem`.
    Thread-safe, as the client is.
    """

    def __init__(
        self,
        client: httpx2.Client,
        monotonic: Callable[[], float] = time.monotonic,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        self._client = client
        self._monotonic = monotonic
        self._answer_seconds = answer_seconds

    def directory(self) -> Directory:
        """Ask which caisses the server works for. Public."""
        return self._ask(Directory, "GET", "/v1/directory")

    def password_step(self, step: PasswordStep) -> PasswordStepTaken:
        """Étape 1 / 2. Says nothing of whether the password was right."""
        return self._ask(PasswordStepTaken, "POST", "/v1/sign-in/password", message=step)

    def code_step(self, step: CodeStep) -> SessionOpened:
        """Étape 2 / 2. Raises KnownError: SIGN_IN_FAILED (tries_left), ACCESS_LOCKED, or see the class."""
        return self._ask(SessionOpened, "POST", "/v1/sign-in/code", message=step)

    def sign_out(self, token: str) -> None:
        """End the session at the bank."""
        with self._answer("DELETE", "/v1/session", _bearer(token)) as response:
            body = read_body(response, self._monotonic)
            if response.status_code not in {OK, NO_CONTENT}:
                raise problem(response, body)

    def head(self, token: str, *, background: bool) -> FeedHead:
        """Ask where the customer's feed ends. `background` calls do not keep the session alive."""
        return self._ask(FeedHead, "GET", "/v1/feed/head", _bearer(token, background=background))

    def transfer(self, token: str, key: str, order: TransferOrder) -> TransferAccepted:
        """Order an internal transfer. The same key and order may be sent any number of times: one transfer."""
        headers = {**_bearer(token), KEY_HEADER: key}
        return self._ask(TransferAccepted, "POST", "/v1/transfers", headers, order, CREATED)

    @contextmanager
    def feed(
        self,
        token: str,
        epoch: str,
        after: int,
        *,
        background: bool = False,
        wanted: Callable[[], bool] = lambda: True,
    ) -> Iterator[Iterator[FeedPage]]:
        """Stream what changed after the cursor (`epoch`, `after`); leave the block to close the stream.

        The iterator raises KnownError too: the stream may break between any two pages. `wanted` is asked at each
        piece that comes: once it says no, the iterator raises SESSION_ENDED.
        """
        path = httpx2.URL("/v1/feed", params={"epoch": epoch, "after": str(after)})
        with self._answer("GET", str(path), _bearer(token, background=background)) as response:
            if response.status_code != OK:
                raise problem(response, read_body(response, self._monotonic))
            if response.headers.get("content-type", "").partition(";")[0].strip() != MEDIA_TYPE:
                raise KnownError(ErrorCode.ANSWER_UNREADABLE)
            yield _known_errors_only(read_frames(self._bounded(response.iter_bytes(), wanted)))

    def _bounded(self, chunks: Iterator[bytes], wanted: Callable[[], bool]) -> Iterator[bytes]:
        deadline = self._monotonic() + FEED_SECONDS
        for chunk in chunks:
            if not wanted():
                raise KnownError(ErrorCode.SESSION_ENDED)
            if self._monotonic() > deadline:
                raise KnownError(ErrorCode.SERVER_UNREACHABLE)
            yield chunk

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _ask(
        self,
        kind: type[M],
        method: str,
        path: str,
        headers: dict[str, str] | None = None,
        message: Message | None = None,
        expected: int = OK,
    ) -> M:
        content = None if message is None else message.model_dump_json().encode()
        with self._answer(method, path, headers or {}, content) as response:
            return parse(kind, response, read_body(response, self._monotonic), expected)

    @contextmanager
    def _answer(
        self, method: str, path: str, headers: dict[str, str], content: bytes | None = None
    ) -> Iterator[httpx2.Response]:
        headers = {**headers, "Accept-Encoding": "identity"}
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


def _bearer(token: str, *, background: bool = False) -> dict[str, str]:
    activity = {ACTIVITY_HEADER: BACKGROUND} if background else {}
    return {"Authorization": f"Bearer {token}"} | activity


def _known_errors_only(pages: Iterator[FeedPage]) -> Iterator[FeedPage]:
    with network_errors():
        yield from pages
