"""Every error answer is a `Problem`: the code, values for the sentence, and the HTTP status that fits."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.wire.messages import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fastapi import FastAPI
    from starlette.requests import Request

STATUS: Final[Mapping[ErrorCode, HTTPStatus]] = {
    ErrorCode.SIGN_IN_FAILED: HTTPStatus.UNAUTHORIZED,
    ErrorCode.SESSION_ENDED: HTTPStatus.UNAUTHORIZED,
    ErrorCode.ACCESS_LOCKED: HTTPStatus.LOCKED,
    ErrorCode.IDEMPOTENCY_KEY_MISSING: HTTPStatus.BAD_REQUEST,
    ErrorCode.REQUEST_TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    ErrorCode.NOT_FOUND: HTTPStatus.NOT_FOUND,
    ErrorCode.METHOD_NOT_ALLOWED: HTTPStatus.METHOD_NOT_ALLOWED,
    ErrorCode.SERVER_BUSY: HTTPStatus.SERVICE_UNAVAILABLE,
    ErrorCode.SERVER_BUG: HTTPStatus.INTERNAL_SERVER_ERROR,
    ErrorCode.EXECUTION_DATE_CHANGED: HTTPStatus.CONFLICT,
    ErrorCode.INSUFFICIENT_FUNDS: HTTPStatus.CONFLICT,
    ErrorCode.ACCOUNT_CLOSED: HTTPStatus.CONFLICT,
    ErrorCode.ACCOUNT_UNKNOWN: HTTPStatus.NOT_FOUND,
    ErrorCode.TRANSFER_FORBIDDEN: HTTPStatus.FORBIDDEN,
}
"""Status of each code; 422 for the codes that are not here (what was sent breaks a rule)."""

PASSWORD_CODES: Final = (
    ErrorCode.PASSWORD_TOO_SHORT,
    ErrorCode.PASSWORD_TOO_LONG,
    ErrorCode.PASSWORD_INVALID,
    ErrorCode.PASSWORD_COMMON,
    ErrorCode.PASSWORD_PERSONAL,
    ErrorCode.PASSWORD_UNCHANGED,
)
"""What a route that takes a new password may answer."""

RETRY_SECONDS: Final = 2
"""When to come back, unless the error knows better."""

_AMOUNT: Final[Mapping[str, ErrorCode]] = {
    "greater_than": ErrorCode.AMOUNT_NOT_POSITIVE,
    "less_than_equal": ErrorCode.AMOUNT_TOO_LARGE,
}
_LABEL: Final[Mapping[str, ErrorCode]] = {
    "string_too_long": ErrorCode.LABEL_TOO_LONG,
    "string_too_short": ErrorCode.LABEL_EMPTY,
}
_DATE_FIELDS: Final = frozenset({"requested_on", "execution_on"})
_REQUIRED: Final = "missing"
_UNKNOWN_FIELD: Final = "extra_forbidden"


def status_of(code: ErrorCode) -> int:
    """HTTP status of a known error."""
    return int(STATUS.get(code, HTTPStatus.UNPROCESSABLE_ENTITY))


def problem_response(problem: Problem, status: int, headers: Mapping[str, str] | None = None) -> Response:
    """Write a problem as an HTTP answer."""
    extra = dict(headers or {})
    if status == HTTPStatus.UNAUTHORIZED:
        extra["WWW-Authenticate"] = "Bearer"
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        extra["Retry-After"] = str(problem.details.get("retry_after", RETRY_SECONDS))
    return Response(problem.model_dump_json(), status, extra, media_type="application/json")


def refusal(error: KnownError) -> Response:
    """Answer a known error."""
    return problem_response(Problem(code=error.code, details=dict(error.details)), status_of(error.code))


def declared(*codes: ErrorCode) -> dict[int | str, dict[str, Any]]:
    """Declare these error answers in the OpenAPI document, besides those that any route may give."""
    always = (ErrorCode.REQUEST_INVALID, ErrorCode.REQUEST_TOO_LARGE, ErrorCode.SERVER_BUSY, ErrorCode.SERVER_BUG)
    by_status: dict[int, list[str]] = {
        int(HTTPStatus.BAD_REQUEST): [ErrorCode.REQUEST_INVALID],
        int(HTTPStatus.REQUEST_TIMEOUT): [ErrorCode.SERVER_BUSY],
        int(HTTPStatus.UNSUPPORTED_MEDIA_TYPE): [ErrorCode.REQUEST_INVALID],
    }
    for code in (*codes, *always):
        by_status.setdefault(status_of(code), []).append(code)
    return {
        status: {"model": Problem, "description": ", ".join(sorted(set(names)))}
        for status, names in sorted(by_status.items())
    }


def install(app: FastAPI) -> None:
    """Make the application answer its known errors, its validation errors and 404, 405 as problems."""

    def known(_: Request, error: Exception) -> Response:
        assert isinstance(error, KnownError)  # noqa: S101 -- registered for this type
        return refusal(error)

    def invalid(_: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)  # noqa: S101 -- registered for this type
        return refusal(_invalid(error.errors()))

    def http(_: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)  # noqa: S101 -- registered for this type
        code = {
            HTTPStatus.NOT_FOUND: ErrorCode.NOT_FOUND,
            HTTPStatus.METHOD_NOT_ALLOWED: ErrorCode.METHOD_NOT_ALLOWED,
        }.get(HTTPStatus(error.status_code), ErrorCode.REQUEST_INVALID)
        return problem_response(Problem(code=code), error.status_code, error.headers)

    app.add_exception_handler(KnownError, known)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, http)


def _invalid(faults: Sequence[Mapping[str, Any]]) -> KnownError:
    """Choose the code for what pydantic refused.

    Names of declared fields only: values, and names made up by the caller, are never echoed.
    """
    named = [(str(fault["loc"][1]), str(fault["type"])) for fault in faults if _is_named(fault)]
    if len(faults) == len(named) == 1:
        name, kind = named[0]
        code = _code(name, kind)
        if code is not None:
            return KnownError(code)
    fields = ", ".join(sorted({name for name, _ in named}))
    return KnownError(ErrorCode.REQUEST_INVALID, **({"fields": fields} if fields else {}))


def _is_named(fault: Mapping[str, Any]) -> bool:
    loc = fault["loc"]
    return len(loc) > 1 and isinstance(loc[1], str) and fault["type"] != _UNKNOWN_FIELD


def _code(name: str, kind: str) -> ErrorCode | None:
    if kind == _REQUIRED:
        return None
    if name == "amount":
        return _AMOUNT.get(kind, ErrorCode.AMOUNT_INVALID)
    if name == "label":
        return _LABEL.get(kind)
    if name in _DATE_FIELDS:
        return ErrorCode.DATE_INVALID
    return None
