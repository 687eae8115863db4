"""The contract of the HTTP interface, version 1. Money is in integer cents, days are ISO dates, moments are UTC."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictInt, StringConstraints

from ccmdesk.core.errors import ErrorCode
from ccmdesk.core.money import MAX_AMOUNT_CENTS
from ccmdesk.core.rules.transfers import TransferState

KEY_HEADER: Final = "Idempotency-Key"
"""Header that names a command once and for all (32 hex digits, see `core.ids.new_key`)."""

ACTIVITY_HEADER: Final = "X-Activity"
BACKGROUND: Final = "background"
"""Value of ACTIVITY_HEADER for polling: it does not keep a session alive."""

MAX_BODY_BYTES: Final = 64 * 1024
MAX_PASSWORD: Final = 128

_ISO_DAY: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _day(value: object) -> object:
    """Let nothing pass for a day but a day: pydantic also reads moments at midnight and counts of seconds."""
    if type(value) is date or (isinstance(value, str) and _ISO_DAY.fullmatch(value)):
        return value
    raise ValueError("YYYY-MM-DD")


Day = Annotated[date, BeforeValidator(_day)]
AccountNumber = Annotated[str, StringConstraints(pattern=r"^[0-9]{11}$")]
Key = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
Token = Annotated[str, StringConstraints(min_length=20, max_length=200)]


class Message(BaseModel):
    """What every message is: strict about unknown fields, immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Problem(Message):
    """Body of every error answer: a code, values for the sentence, and the id to quote to the bank."""

    code: ErrorCode
    details: dict[str, Any] = Field(default_factory=dict)
    incident: str | None = None


class Caisse(Message):
    """What a caisse tells everyone."""

    id: str
    name: str
    bic: str
    phone: str
    opening_hours: str


class Directory(Message):
    """The caisses this server works for."""

    caisses: list[Caisse]


class PasswordStep(Message):
    """Étape 1 / 2."""

    subscriber_code: Annotated[str, StringConstraints(pattern=r"^[0-9]{12}$")]
    password: Annotated[str, StringConstraints(min_length=1, max_length=MAX_PASSWORD)]


class PasswordStepTaken(Message):
    """Always given, right or wrong: only étape 2 answers, and never says which part failed."""

    attempt: Token
    tries_left: StrictInt


class CodeStep(Message):
    """Étape 2 / 2. `installation` names this installation (random, made once by the client)."""

    attempt: Token
    code: Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]
    installation: Key


class SessionOpened(Message):
    """A session. `unlock_share` (64 hex digits) is the bank's half of the key of this installation's cache."""

    token: Token
    customer_number: str
    unlock_share: str
    idle_seconds: StrictInt
    expires_at: datetime


class TransferOrder(Message):
    """An internal transfer. `execution_on` is the day shown to the customer; the server refuses to differ from it."""

    source: AccountNumber
    target: AccountNumber
    amount: Annotated[StrictInt, Field(gt=0, le=MAX_AMOUNT_CENTS)]
    label: Annotated[str, StringConstraints(min_length=1, max_length=140)]
    requested_on: Day
    execution_on: Day


class TransferAccepted(Message):
    """The order as the bank holds it."""

    id: str
    state: TransferState
    execution_on: Day
    created_at: datetime


class FeedHead(Message):
    """Where the customer's change feed ends now."""

    epoch: str
    head: StrictInt
