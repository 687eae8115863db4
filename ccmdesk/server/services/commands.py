"""The one path of every command: claim the key, do it, audit it, store the answer, in one transaction.

A repeated command gets the stored answer, byte for byte, whether it was done or refused: the customer who lost the
first answer learns what happened and nothing happens twice.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.server.errors import status_of
from ccmdesk.server.repositories import commands
from ccmdesk.server.services import audit
from ccmdesk.wire.messages import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from ccmdesk.server.services.principal import Principal
    from ccmdesk.wire.base import Message

KEY_LENGTH: Final = 32
_HEX: Final = frozenset("0123456789abcdef")

_UNANSWERED: Final = frozenset({ErrorCode.SIGNATURE_REQUIRED, ErrorCode.SIGNATURE_REFUSED, ErrorCode.CHALLENGE_EXPIRED})
"""Refusals of the signature, not of the command: they are not kept, and the same key may come back signed."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the customer is told: an HTTP status and a JSON body, kept and repeated as they are."""

    status: int
    body: str


@dataclass(frozen=True, slots=True)
class Command:
    """What is asked: its name, the key that names this very occurrence, and its content (plain values)."""

    name: str
    key: str
    payload: Mapping[str, str | int]

    @property
    def payload_hash(self) -> str:
        """SHA-256 of the content, however it was written down."""
        return hashlib.sha256(audit.canonical([self.name, self.payload]).encode()).hexdigest()


def check_key(key: str | None) -> str:
    """Check an idempotency key. Raises KnownError: IDEMPOTENCY_KEY_MISSING, REQUEST_INVALID (malformed)."""
    if key is None:
        raise KnownError(ErrorCode.IDEMPOTENCY_KEY_MISSING)
    if len(key) != KEY_LENGTH or not _HEX.issuperset(key):
        raise KnownError(ErrorCode.REQUEST_INVALID, fields="Idempotency-Key")
    return key


def run(
    connection: Connection,
    principal: Principal,
    command: Command,
    moment: datetime,
    effect: Callable[[], Message],
) -> Answer:
    """Do a command once, or repeat the answer it got.

    `effect` authorises and does it; its message is the answer (201). When it raises a KnownError nothing of it
    remains and the refusal is the answer. The caller's unit of work commits all of it, or nothing.

    Raises KnownError: IDEMPOTENCY_KEY_REUSED when the key already names another content; SIGNATURE_REQUIRED,
    SIGNATURE_REFUSED, CHALLENGE_EXPIRED when the effect does (the unit of work must then be undone).
    """
    customer_id, fingerprint = principal.customer_id, command.payload_hash
    if not commands.claim(connection, customer_id, command.key, command.name, fingerprint, moment):
        return _repeat(connection, customer_id, command.key, fingerprint)
    answer, outcome = _attempt(connection, effect)
    details = {**command.payload, "key": command.key, "session": principal.session_id, "outcome": outcome}
    audit.record(connection, customer_id, command.name, details, moment)
    commands.answer(connection, customer_id, command.key, answer.status, answer.body)
    return answer


def is_answered(connection: Connection, principal: Principal, key: str) -> bool:
    """Whether a key already has its answer: nothing will be done for it any more."""
    return commands.is_claimed(connection, principal.customer_id, key)


def _repeat(connection: Connection, customer_id: int, key: str, fingerprint: str) -> Answer:
    _, known, status, body = commands.find(connection, customer_id, key)
    if known != fingerprint:
        raise KnownError(ErrorCode.IDEMPOTENCY_KEY_REUSED)
    return Answer(int(status), str(body))


def _attempt(connection: Connection, effect: Callable[[], Message]) -> tuple[Answer, str]:
    """Run the effect; return the answer and one word for the audit trail."""
    commands.mark(connection)
    try:
        message = effect()
    except KnownError as refusal:
        status = status_of(refusal.code)
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR or refusal.code in _UNANSWERED:
            raise
        commands.undo(connection)
        problem = Problem(code=refusal.code, details=dict(refusal.details))
        return Answer(status, problem.model_dump_json()), refusal.code.value
    commands.keep(connection)
    return Answer(int(HTTPStatus.CREATED), message.model_dump_json()), "done"
