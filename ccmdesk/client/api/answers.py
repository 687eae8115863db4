"""Reading the bank's answers without believing them: bounded in size and time, and only what the contract says."""

from __future__ import annotations

import ssl
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TypeVar

import httpx2
from pydantic import ValidationError

from ccmdesk.client.api.patience import UnpinnedError
from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.core.money import MAX_AMOUNT_CENTS
from ccmdesk.wire.base import Message
from ccmdesk.wire.messages import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MAX_ANSWER: Final = 256 * 1024
MAX_DETAIL: Final = 200
"""Characters of one detail of a refusal."""

ANSWER_SECONDS: Final = 30.0
"""Longest time for a whole JSON answer: the transport's own limit is between two bytes only."""

LOCAL_CODES: Final = frozenset(
    {
        ErrorCode.SERVER_NOT_SET,
        ErrorCode.SERVER_UNREACHABLE,
        ErrorCode.SERVER_UNTRUSTED,
        ErrorCode.ANSWER_UNREADABLE,
        ErrorCode.OFFLINE_NOTHING_HERE,
        ErrorCode.OFFLINE_REFUSED,
        ErrorCode.OFFLINE_CLOSED,
        ErrorCode.CACHE_TOO_NEW,
        ErrorCode.CACHE_REWOUND,
        ErrorCode.KEYRING_LOCKED,
        ErrorCode.KEYRING_MISSING,
        ErrorCode.KEYRING_UNTRUSTED,
        ErrorCode.KEYRING_CHANGED,
        ErrorCode.DATA_FORGOTTEN,
        ErrorCode.RECEIPT_INVALID,
        ErrorCode.OUTBOX_UNREADABLE,
        ErrorCode.DISK_UNAVAILABLE,
        ErrorCode.CLIENT_BUG,
    }
)
"""What only this side can know: a server that says so is not speaking the contract."""

_DISTRUST: Final = {9: "not_yet_valid", 10: "expired", 18: "self_signed", 62: "wrong_host", 64: "wrong_host"}
"""Reasons by OpenSSL's X509_V_ERR_*; whatever else is wrong with a certificate, its authority is none that we know."""

M = TypeVar("M", bound=Message)


@contextmanager
def network_errors() -> Iterator[None]:
    """Turn what the network does into known errors.

    Raises KnownError: SERVER_UNTRUSTED (certificate, pin, TLS; `reason` says which), ANSWER_UNREADABLE (not HTTP, cut,
    badly encoded), SERVER_UNREACHABLE (everything else that keeps the bank away).
    """
    try:
        yield
    except (httpx2.RemoteProtocolError, httpx2.DecodingError, httpx2.TooManyRedirects) as error:
        raise KnownError(ErrorCode.ANSWER_UNREADABLE) from error
    except (httpx2.HTTPError, httpx2.StreamError, OSError) as error:
        reason = _distrust(error)
        if reason is not None:
            raise KnownError(ErrorCode.SERVER_UNTRUSTED, reason=reason) from error
        raise KnownError(ErrorCode.SERVER_UNREACHABLE) from error


def read_body(response: httpx2.Response, monotonic: Callable[[], float] = time.monotonic) -> bytes:
    """Read a whole answer. Raises KnownError: ANSWER_UNREADABLE (too large, too slow)."""
    deadline = monotonic() + ANSWER_SECONDS
    body = bytearray()
    for chunk in response.iter_bytes():  # as they come: pieces of a fixed size would wait for the drops of a drip
        body += chunk
        if len(body) > MAX_ANSWER or monotonic() > deadline:
            raise KnownError(ErrorCode.ANSWER_UNREADABLE)
    return bytes(body)


def parse(kind: type[M], response: httpx2.Response, body: bytes, expected: int) -> M:
    """Read the message promised for status `expected`.

    Raises KnownError: the code of the bank's `Problem`, or ANSWER_UNREADABLE.
    """
    if response.status_code != expected:
        raise problem(response, body)
    if not is_json(response):
        raise KnownError(ErrorCode.ANSWER_UNREADABLE)
    try:
        return kind.model_validate_json(body)
    except ValidationError as error:
        raise KnownError(ErrorCode.ANSWER_UNREADABLE) from error


def problem(response: httpx2.Response, body: bytes) -> KnownError:
    """Tell which known error an answer that is no success means."""
    if response.status_code < 400 or not is_json(response):  # noqa: PLR2004 -- RFC 9110: errors start at 400
        return KnownError(ErrorCode.ANSWER_UNREADABLE)
    try:
        said = Problem.model_validate_json(body)
    except ValidationError:
        return KnownError(ErrorCode.ANSWER_UNREADABLE)
    if said.code in LOCAL_CODES:
        return KnownError(ErrorCode.ANSWER_UNREADABLE)
    details: dict[str, str | int] = {
        name: value for name, value in said.details.items() if name not in {"self", "code"} and _is_plain(value)
    }
    if said.incident is not None and _is_plain(said.incident):
        details["incident"] = said.incident
    return KnownError(said.code, **details)


def _is_plain(value: object) -> bool:
    """Whether a detail can stand in a sentence: a short text, or a number that an amount could be."""
    if isinstance(value, str):
        return len(value) <= MAX_DETAIL
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= MAX_AMOUNT_CENTS


def is_json(response: httpx2.Response) -> bool:
    """Whether the answer says it is JSON (application/json, application/problem+json)."""
    media = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    return media in {"application/json", "application/problem+json"}


def _distrust(error: BaseException | None) -> str | None:
    """Why the one who answered is not to be trusted; None when nobody answered, or he hung up."""
    while error is not None:
        if isinstance(error, UnpinnedError):
            return "pin"
        if isinstance(error, ssl.SSLCertVerificationError):
            return _DISTRUST.get(getattr(error, "verify_code", 0), "unknown_authority")
        if isinstance(error, ssl.SSLError) and not isinstance(error, (ssl.SSLEOFError, ssl.SSLZeroReturnError)):
            return "protocol"
        error = error.__cause__ or error.__context__
    return None
