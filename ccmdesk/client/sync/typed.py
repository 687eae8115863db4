"""What people type into the doors: written in one way before it goes to the bank, refused when it cannot be right."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.core.ids import clean_subscriber_code
from ccmdesk.core.rules.passwords import MIN_LENGTH, normal
from ccmdesk.wire.base import MAX_PASSWORD

_SPACES: Final = re.compile(r"\s")
_CONTROLS: Final = frozenset({"Cc", "Cs"})


def subscriber_code(text: str) -> str:
    """Read a code abonné. Raises KnownError: CODE_MALFORMED (no 12 digits)."""
    digits = clean_subscriber_code(text)
    if digits is None:
        raise KnownError(ErrorCode.CODE_MALFORMED)
    return digits


def one_time_code(text: str, digits: int = 6) -> str:
    """Read a code of an authenticator or an SMS, in groups or not. Raises KnownError: CODE_MALFORMED."""
    written = _SPACES.sub("", text)
    if not re.fullmatch(f"[0-9]{{{digits}}}", written):
        raise KnownError(ErrorCode.CODE_MALFORMED)
    return written


def password(text: str) -> str:
    """Read a password that should be known to the bank, in NFC. Raises KnownError: REQUEST_INVALID (it cannot be)."""
    written = normal(text)
    if not 0 < len(written) <= MAX_PASSWORD or _has_controls(written):
        raise KnownError(ErrorCode.REQUEST_INVALID)
    return written


def new_password(text: str) -> str:
    """Read a password that shall be, in NFC. Only what the bank could not even read is refused: the bank judges.

    Raises KnownError: PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG, PASSWORD_INVALID (control characters).
    """
    written = normal(text)
    if len(written) < MIN_LENGTH:
        raise KnownError(ErrorCode.PASSWORD_TOO_SHORT)
    if len(written) > MAX_PASSWORD:
        raise KnownError(ErrorCode.PASSWORD_TOO_LONG)
    if _has_controls(written):
        raise KnownError(ErrorCode.PASSWORD_INVALID)
    return written


def _has_controls(text: str) -> bool:
    return any(unicodedata.category(letter) in _CONTROLS for letter in text)
