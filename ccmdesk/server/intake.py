"""What every request passes before and after its route: a name, a size limit, strict JSON, headers, the log.

Pure ASGI. Bodies are read whole here (they are small), so that a chunked flood, a document that is not strict JSON
or one that would break a parser is refused once and for all, in front of every route there will ever be.
"""

from __future__ import annotations

import asyncio
import json
import time
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers, MutableHeaders
from structlog.contextvars import bound_contextvars

from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.core.ids import new_key
from ccmdesk.server.errors import problem_response, refusal
from ccmdesk.server.metrics import UNROUTED
from ccmdesk.server.outages import is_outage
from ccmdesk.wire.base import ACTIVITY_HEADER, KEY_HEADER, MAX_BODY_BYTES
from ccmdesk.wire.messages import Problem

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send
    from structlog.typing import FilteringBoundLogger

    from ccmdesk.server.metrics import Metrics

MAX_DEPTH: Final = 16
"""Deepest JSON that a route could mean."""

BODY_SECONDS: Final = 20.0
"""Longest time for a whole body: who drips one byte a minute holds nothing for long."""

_ONCE: Final = ("authorization", "content-length", "content-type", KEY_HEADER.lower(), ACTIVITY_HEADER.lower())
"""Headers that mean nothing clear when they come twice: a proxy may read the first and we the last."""

_HEADERS: Final = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
}
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class GoneError(Exception):
    """The client hung up while it was sending."""


class Intake:
    """Outermost layer of the application: whatever happens inside, an answer with the right form leaves."""

    def __init__(
        self, app: ASGIApp, logger: FilteringBoundLogger, metrics: Metrics, body_seconds: float = BODY_SECONDS
    ) -> None:
        self._app = app
        self._logger = logger
        self._metrics = metrics
        self._body_seconds = body_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id, started = new_key(), time.perf_counter()
        answer = _Answer(send, request_id)
        with bound_contextvars(request=request_id):
            try:
                await self._pass(scope, receive, answer, request_id)
            except GoneError:
                answer.status = 499
            route = getattr(scope.get("route"), "path", UNROUTED)
            method = scope["method"] if scope["method"] in _METHODS else "OTHER"
            seconds = time.perf_counter() - started
            self._metrics.observe(method, route, answer.status, seconds)
            self._logger.info("request", method=method, route=route, status=answer.status, ms=round(seconds * 1000, 1))

    async def _pass(self, scope: Scope, receive: Receive, answer: _Answer, request_id: str) -> None:
        try:
            body = await self._read(scope, receive)
            await self._app(scope, _replay(body, receive), answer)
        except KnownError as error:
            await _respond(refusal(error), scope, receive, answer)
        except _WrongTypeError:
            problem = Problem(code=ErrorCode.REQUEST_INVALID)
            await _respond(problem_response(problem, HTTPStatus.UNSUPPORTED_MEDIA_TYPE), scope, receive, answer)
        except _TooSlowError:  # nothing was done: whoever means it may send it again
            problem = Problem(code=ErrorCode.SERVER_BUSY)
            closing = {"Connection": "close"}
            await _respond(problem_response(problem, HTTPStatus.REQUEST_TIMEOUT, closing), scope, receive, answer)
        except GoneError:
            raise
        except Exception as error:  # noqa: BLE001 -- the boundary: a bug becomes an answer that names the incident
            await _respond(self._failure(error, request_id), scope, receive, answer)

    async def _read(self, scope: Scope, receive: Receive) -> bytes:
        try:
            async with asyncio.timeout(self._body_seconds):
                return await _read(scope, receive)
        except TimeoutError as error:
            raise _TooSlowError from error

    def _failure(self, error: Exception, request_id: str) -> Response:
        if is_outage(error):
            self._logger.error("outage", error=error)
            return refusal(KnownError(ErrorCode.SERVER_BUSY))
        self._logger.critical("bug", incident=request_id, error=error)
        problem = Problem(code=ErrorCode.SERVER_BUG, incident=request_id)
        return problem_response(problem, HTTPStatus.INTERNAL_SERVER_ERROR)


class _Answer:
    """The way out: adds our headers, remembers the status."""

    def __init__(self, send: Send, request_id: str) -> None:
        self._send = send
        self._request_id = request_id
        self.status = 0
        """0 until the answer has begun."""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            headers["X-Request-Id"] = self._request_id
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await self._send(message)


class _WrongTypeError(Exception):
    """A body that is not declared as JSON."""


class _TooSlowError(Exception):
    """A body that does not come to its end."""


async def _respond(response: Response, scope: Scope, receive: Receive, answer: _Answer) -> None:
    """Send, unless an answer has begun: then it stays incomplete, which the client notices."""
    if answer.status == 0:
        await response(scope, receive, answer)


async def _read(scope: Scope, receive: Receive) -> bytes:
    """Read the body within MAX_BODY_BYTES and check it. Raises KnownError, _WrongTypeError, GoneError."""
    headers = Headers(scope=scope)
    _check_headers(headers)
    announced = headers.get("content-length", "0")
    if announced.isdecimal() and int(announced[:20]) > MAX_BODY_BYTES:
        raise KnownError(ErrorCode.REQUEST_TOO_LARGE, limit=MAX_BODY_BYTES)
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise GoneError
        body += message.get("body", b"")
        if len(body) > MAX_BODY_BYTES:
            raise KnownError(ErrorCode.REQUEST_TOO_LARGE, limit=MAX_BODY_BYTES)
        if not message.get("more_body", False):
            break
    if body:
        if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            raise _WrongTypeError
        check_json(bytes(body))
    return bytes(body)


def _check_headers(headers: Headers) -> None:
    """Refuse what two readers could read in two ways (RFC 9112, 6.3). Raises KnownError REQUEST_INVALID."""
    two_lengths = "content-length" in headers and "transfer-encoding" in headers
    if two_lengths or any(len(headers.getlist(name)) > 1 for name in _ONCE):
        raise KnownError(ErrorCode.REQUEST_INVALID)


def _replay(body: bytes, receive: Receive) -> Receive:
    """Give the body once; afterwards whatever the connection says (a disconnect)."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


def check_json(body: bytes) -> None:
    """Refuse what is not strict JSON in UTF-8.

    Nor duplicate names, NUL or half a surrogate pair in a text, more than MAX_DEPTH levels.
    Raises KnownError REQUEST_INVALID.
    """
    try:
        document = json.loads(body.decode("utf-8"), object_pairs_hook=_unique, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise KnownError(ErrorCode.REQUEST_INVALID) from error
    level: list[object] = [document]
    for _ in range(MAX_DEPTH):
        texts = [item for item in level if isinstance(item, str)]
        if any("\0" in text or (not text.isascii() and _has_surrogate(text)) for text in texts):
            raise KnownError(ErrorCode.REQUEST_INVALID)
        level = [part for item in level for part in _parts(item)]
        if not level:
            return
    raise KnownError(ErrorCode.REQUEST_INVALID)


def _parts(item: object) -> list[object]:
    if isinstance(item, dict):
        return [*item.keys(), *item.values()]
    return list(item) if isinstance(item, list) else []


def _has_surrogate(text: str) -> bool:
    return any("\ud800" <= letter <= "\udfff" for letter in text)


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ValueError("duplicate name")
    return result


def _no_constant(_: str) -> object:
    raise ValueError("NaN and Infinity are not JSON")
