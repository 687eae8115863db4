"""One-time codes of authenticator apps: RFC 6238 with SHA-1, 6 digits, steps of 30 seconds."""

from __future__ import annotations

import base64
import hmac
import secrets
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

import pyotp

if TYPE_CHECKING:
    from datetime import datetime

STEP_SECONDS: Final = 30
DRIFT: Final = 1
"""Steps accepted before and after the current one (RFC 6238, 5.2)."""

SECRET_BYTES: Final = 20
DUMMY_SECRET: Final = bytes(SECRET_BYTES)
"""Works as a secret of nobody: codes of unknown customers are computed all the same."""


def new_totp_secret() -> bytes:
    """Make a secret of 160 bits (RFC 4226, section 4, R6)."""
    return secrets.token_bytes(SECRET_BYTES)


def totp_text(secret: bytes) -> str:
    """Secret as people type it into an authenticator (base 32)."""
    return base64.b32encode(secret).decode("ascii")


def totp_uri(secret: bytes, subscriber_code: str, issuer: str) -> str:
    """Secret as an otpauth URI (Google Authenticator key URI format), for QR codes and password managers."""
    label = f"{quote(issuer, safe='')}:{subscriber_code}"
    return f"otpauth://totp/{label}?secret={totp_text(secret)}&issuer={quote(issuer, safe='')}"


def matching_step(secret: bytes, code: str, moment: datetime) -> int | None:
    """Return the step whose code this is, current ± DRIFT, or None. Always does the same work."""
    generator = pyotp.TOTP(totp_text(secret))
    current = int(moment.timestamp()) // STEP_SECONDS
    found: int | None = None
    for step in range(current - DRIFT, current + DRIFT + 1):
        if hmac.compare_digest(generator.generate_otp(step), code):
            found = step
    return found
