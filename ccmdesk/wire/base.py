"""What every message of the HTTP interface is made of: names of headers, limits, types of fields."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

KEY_HEADER: Final = "Idempotency-Key"
"""Header that names a command once and for all (32 hex digits, see `core.ids.new_key`)."""

ACTIVITY_HEADER: Final = "X-Activity"
BACKGROUND: Final = "background"
"""Value of ACTIVITY_HEADER for polling: it does not keep a session alive."""

MAX_BODY_BYTES: Final = 64 * 1024
MAX_PASSWORD: Final = 128

_YEARS: Final = range(1900, 9000)
"""Years that every zone and calendar can write."""

_ISO_DAY: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SPACES: Final = re.compile("[ \u00a0\u202f]")


def _day(value: object) -> object:
    """Let nothing pass for a day but a day: pydantic also reads moments at midnight and counts of seconds."""
    if type(value) is date or (isinstance(value, str) and _ISO_DAY.fullmatch(value)):
        return value
    raise ValueError("YYYY-MM-DD")


def _without_spaces(value: object) -> object:
    """Forgive the spaces of a code typed in groups, as authenticators show it."""
    return _SPACES.sub("", value) if isinstance(value, str) and len(value) <= MAX_PASSWORD else value


def _spaced_digits(count: int) -> object:
    """Say in the published document what `_without_spaces` lets pass."""
    space = "[ \u00a0\u202f]*"
    pattern = f"^{space}[0-9]({space}[0-9]){{{count - 1}}}{space}$"
    return Annotated[str, StringConstraints(pattern=pattern, max_length=MAX_PASSWORD)]


def _printable(value: str) -> str:
    """Refuse control characters (NUL, line feeds …), which no keyboard types and some databases cannot keep."""
    if any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in value):
        raise ValueError("control characters")
    return value


def one_line(value: str) -> str:
    """Refuse what looks like more than one line, or reads in another order than it was written (Unicode UAX 9).

    Raises ValueError.
    """
    if any(unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for letter in value):
        raise ValueError("not one line")
    return value


def _written_moment(value: object) -> object:
    """Let nothing pass for a moment but a moment: pydantic also reads counts of seconds."""
    if isinstance(value, datetime) or (isinstance(value, str) and _ISO_DAY.match(value)):
        return value
    raise ValueError("YYYY-MM-DDThh:mm:ssZ")


def _moment(value: datetime) -> datetime:
    """Refuse moments without a zone, and those so far away that no calendar can write them in another zone."""
    if value.tzinfo is None or value.year not in _YEARS:
        raise ValueError("no moment of a bank")
    return value


Day = Annotated[date, BeforeValidator(_day)]
Moment = Annotated[datetime, BeforeValidator(_written_moment), AfterValidator(_moment)]
AccountNumber = Annotated[str, StringConstraints(pattern=r"^[0-9]{11}$")]
SubscriberCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{12}$")]
Key = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
Token = Annotated[str, StringConstraints(min_length=20, max_length=200), Field(repr=False)]
OneTimeCode = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{6}$"),
    BeforeValidator(_without_spaces, json_schema_input_type=_spaced_digits(6)),
    Field(repr=False),
]
"""Six digits of an authenticator; spaces between them are forgiven, digits of other alphabets are not."""

MailedCode = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{8}$"),
    BeforeValidator(_without_spaces, json_schema_input_type=_spaced_digits(8)),
    Field(repr=False),
]
"""Eight digits sent to the customer's phone."""

Password = Annotated[
    str, StringConstraints(min_length=1, max_length=MAX_PASSWORD), AfterValidator(_printable), Field(repr=False)
]
Line = Annotated[str, StringConstraints(min_length=1, max_length=80), AfterValidator(one_line)]
"""A short text of one line."""

PublicKey = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""An Ed25519 public key (RFC 8032), 32 bytes in hex."""

Signature = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{128}$")]
"""An Ed25519 signature, 64 bytes in hex (see `core.signatures` for what is signed)."""


class Message(BaseModel):
    """What every message is: strict about unknown fields, immutable; its errors repeat nothing of what was wrong."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)
