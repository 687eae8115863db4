"""The bank's interface as typed calls. Synchronous: view models call it from worker threads."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import httpx2

from ccmdesk.client.api.access import AccessApi
from ccmdesk.client.api.answers import ANSWER_SECONDS, network_errors, problem, read_body
from ccmdesk.client.api.calls import CREATED, OK, Calls, bearer
from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.wire.base import KEY_HEADER
from ccmdesk.wire.feed import MEDIA_TYPE, FeedPage, read_frames
from ccmdesk.wire.messages import Directory, FeedHead, TransferAccepted, TransferOrder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FEED_SECONDS: Final = 15 * 60.0
"""Longest time for one answer of the feed, which may drip for ever. The next pull goes on where it was cut."""


class BankApi:
    """Calls of the bank's interface, over an HTTP client that is given. `access` has those of the way in.

    Every method raises KnownError as `Calls` says. Thread-safe, as the client is.
    """

    def __init__(
        self,
        client: httpx2.Client,
        monotonic: Callable[[], float] = time.monotonic,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        self._calls = Calls(client, monotonic, answer_seconds)
        self.access = AccessApi(self._calls)

    def directory(self) -> Directory:
        """Ask which caisses the server works for, and with which keys it signs receipts. Public."""
        return self._calls.ask(Directory, "GET", "/v1/directory")

    def head(self, token: str, *, background: bool) -> FeedHead:
        """Ask where the customer's feed ends. `background` calls do not keep the session alive."""
        return self._calls.ask(FeedHead, "GET", "/v1/feed/head", bearer(token, background=background))

    def transfer(self, token: str, key: str, order: TransferOrder) -> TransferAccepted:
        """Order an internal transfer. The same key and order may be sent any number of times: one transfer.

        Raises KnownError: SIGNATURE_REQUIRED (above the caisse's threshold), and as every signed command does.
        """
        headers = {**bearer(token), KEY_HEADER: key}
        return self._calls.ask(TransferAccepted, "POST", "/v1/transfers", headers, order, CREATED)

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
        with self._calls.answer("GET", str(path), bearer(token, background=background)) as response:
            if response.status_code != OK:
                raise problem(response, read_body(response, self._calls.monotonic))
            if response.headers.get("content-type", "").partition(";")[0].strip() != MEDIA_TYPE:
                raise KnownError(ErrorCode.ANSWER_UNREADABLE)
            yield _known_errors_only(read_frames(self._bounded(response.iter_bytes(), wanted)))

    def _bounded(self, chunks: Iterator[bytes], wanted: Callable[[], bool]) -> Iterator[bytes]:
        deadline = self._calls.monotonic() + FEED_SECONDS
        for chunk in chunks:
            if not wanted():
                raise KnownError(ErrorCode.SESSION_ENDED)
            if self._calls.monotonic() > deadline:
                raise KnownError(ErrorCode.SERVER_UNREACHABLE)
            yield chunk

    def close(self) -> None:
        """Close the connections."""
        self._calls.close()


def _known_errors_only(pages: Iterator[FeedPage]) -> Iterator[FeedPage]:
    with network_errors():
        yield from pages
