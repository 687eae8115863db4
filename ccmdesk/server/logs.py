"""Structured logs: one JSON object a line, and never a secret, a name, an IBAN or an amount.

What is logged is written by us, word by word; of an exception, only types and places are kept, as messages
may quote what a customer typed.
"""

from __future__ import annotations

import logging
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TextIO

import structlog

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from structlog.typing import FilteringBoundLogger, WrappedLogger

ROOT: Final = Path(__file__).parents[2]
_MAX_FRAMES: Final = 40


def make_logger(stream: TextIO | None = None) -> FilteringBoundLogger:
    """Make a logger that writes JSON lines to `stream` (standard error if none)."""
    logger: FilteringBoundLogger = structlog.wrap_logger(
        structlog.WriteLogger(stream or sys.stderr),
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _where,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=False,
    )
    return logger


def describe(error: BaseException) -> list[str]:
    """Say what an exception and its causes are and where they came from, without their messages."""
    lines: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        lines.append(f"{type(current).__module__}.{type(current).__qualname__}")
        frames = traceback.extract_tb(current.__traceback__)[-_MAX_FRAMES:]
        lines += [f"  {_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
        current = current.__cause__ or current.__context__
    return lines


class Bridge(logging.Handler):
    """Sends the standard library's records (uvicorn, alembic) to the structured log, without their arguments."""

    def __init__(self, logger: FilteringBoundLogger) -> None:
        super().__init__(logging.INFO)
        self._logger = logger

    def emit(self, record: logging.LogRecord) -> None:
        facts: dict[str, Any] = {"logger": record.name, "template": str(record.msg).partition("\n")[0]}
        if record.exc_info and record.exc_info[1]:
            facts["trace"] = describe(record.exc_info[1])
        self._logger.log(record.levelno, "library", **facts)


def _where(_: WrappedLogger, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    error = event.pop("error", None)
    if isinstance(error, BaseException):
        event["trace"] = describe(error)
    return event


def _short(filename: str) -> str:
    path = Path(filename)
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else "/".join(path.parts[-3:])
