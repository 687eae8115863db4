"""The numbers printed on a customer's papers, and the random names machines use."""

from __future__ import annotations

import os
from typing import Final

_SUBSCRIBER_DIGITS: Final = 12
_ACCOUNT_DIGITS: Final = 11
_SPACES: Final = str.maketrans("", "", " \u00a0\u202f")


def clean_subscriber_code(text: str) -> str | None:
    """Return the 12 digits of a « code abonné » as typed (spaces allowed), or None."""
    digits = text.translate(_SPACES)
    return digits if _is_digits(digits, _SUBSCRIBER_DIGITS) else None


def is_account_number(text: str) -> bool:
    """Whether `text` has the form of an account number: customer number (7 digits) + 4 digits."""
    return _is_digits(text, _ACCOUNT_DIGITS)


def new_key() -> str:
    """Make a fresh random name (32 hex digits) for an order, an idempotency key, an installation."""
    return os.urandom(16).hex()


def new_incident() -> str:
    """Make a fresh short name (8 hex digits) for a bug: someone may have to read it out on the phone."""
    return new_key()[:8]


def _is_digits(text: str, count: int) -> bool:
    """Whether `text` is that many ASCII digits (no pattern: compiling them costs the client's start 1 ms)."""
    return len(text) == count and text.isascii() and text.isdigit()
