"""The demo's authenticator: what an app on a telephone would show."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

import pyotp

if TYPE_CHECKING:
    from ccmdesk.core.clock import Clock

STEP_SECONDS: Final = 30
DRIFT: Final = 1
"""Steps that the bank accepts before and after its own time."""

SECONDS_TO_TYPE: Final = 8
"""How long the oldest code that is given must still be good."""

MIN_SECRET: Final = 10
"""Bytes that a secret has at least: 80 bits, as the shortest that authenticators are given."""

_BITS: Final = 8
"""Base 32 is written in groups of eight letters."""


class Code(NamedTuple):
    """Six digits, and for how many more seconds an app would show them."""

    digits: str
    seconds_left: int


class Entry(NamedTuple):
    """What was added to an authenticator: the secret (base 32) and the account it says it is for, if it says so."""

    secret: str
    account: str


class Authenticator:
    """Makes the codes of one secret in base 32 (RFC 6238, 30 s)."""

    def __init__(self, secret: str, clock: Clock) -> None:
        self._totp = pyotp.TOTP(secret)
        self._clock = clock
        self._used = 0

    def current(self) -> Code:
        """Return the code of this moment."""
        moment = int(self._clock.now().timestamp())
        return Code(self._totp.generate_otp(moment // STEP_SECONDS), STEP_SECONDS - moment % STEP_SECONDS)

    def knows(self, digits: str) -> bool:
        """Whether these digits are a code of about now."""
        now = int(self._clock.now().timestamp()) // STEP_SECONDS
        return digits in {self._totp.generate_otp(now + drift) for drift in range(-2 * DRIFT, 2 * DRIFT + 1)}

    def fresh(self) -> str | None:
        """Return a code that was not given before: the bank takes those of the steps before and after its own, too.

        None when all were given: wait for `current().seconds_left`.
        """
        now, gone = divmod(int(self._clock.now().timestamp()), STEP_SECONDS)
        oldest = now - DRIFT if gone < STEP_SECONDS - SECONDS_TO_TYPE else now
        step = max(oldest, self._used + 1)
        if step > now + DRIFT:
            return None
        self._used = step
        return str(self._totp.generate_otp(step))


def read_entry(text: str) -> Entry | None:
    """Read what a person adds: a secret, with or without spaces, or an otpauth address. None when it is neither."""
    text = text.strip()
    if not text.lower().startswith("otpauth:"):
        secret = _secret(text)
        return Entry(secret, "") if secret else None
    try:
        address = urlsplit(text)
        secret = _secret(parse_qs(address.query).get("secret", [""])[0])
    except ValueError:
        return None
    label = unquote(address.path).strip("/")
    is_totp = address.netloc.lower() == "totp"
    return Entry(secret, label.rpartition(":")[2].strip()) if secret and is_totp else None


def _secret(text: str) -> str:
    """Write a secret without its spaces, in capitals; empty when it is none."""
    letters = "".join(text.split()).upper().rstrip("=")
    try:
        content = base64.b32decode(letters + "=" * (-len(letters) % _BITS))
    except ValueError:  # binascii.Error is one
        return ""
    return letters if len(content) >= MIN_SECRET else ""
