"""The numbers printed on a customer's papers, and the random names machines use."""

from __future__ import annotations

import os
import re
from typing import Final

_SUBSCRIBER: Final = re.compile(r"[0-9]{12}")
_ACCOUNT: Final = re.compile(r"[0-9]{11}")


def clean_subscriber_code(text: str) -> str | None:
    """Return the 12 digits of a « code abonné » as typed (spaces allowed), or None."""
    digits = re.sub("[ \u00a0\u202f]", "", text)
    return digits if _SUBSCRIBER.fullmatch(digits) else None


def is_account_number(text: str) -> bool:
    """Whether `text` has the form of an account number: customer number (7 digits) + 4 digits."""
    return bool(_ACCOUNT.fullmatch(text))


def new_key() -> str:
    """Make a fresh random name (32 hex digits) for an order, an idempotency key, an installation."""
    return os.urandom(16).hex()
