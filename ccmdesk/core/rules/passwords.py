"""Which passwords are good: long enough, not common, not made of what is known of the customer.

NIST SP 800-63B-4, 3.1.1.2: a minimum length, a list of refused values, every Unicode character, no rule of composition.
The least length is the guide's (« 8 caractères mini. »). The same function judges on both sides.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccmdesk.core.errors import ErrorCode

MIN_LENGTH: Final = 8
MAX_LENGTH: Final = 128


class Strength(NamedTuple):
    """Judgement of a password: `score` 0 (guessed at once) to 4 (not guessed), and the rule that refuses it, if any."""

    score: int
    refusal: ErrorCode | None


def normal(password: str) -> str:
    """Write a password in NFC: the same whatever keyboard composed its accents."""
    return unicodedata.normalize("NFC", password)


def judge(password: str, personal: Sequence[str] = ()) -> Strength:
    """Judge a password. `personal`: what is known of the customer (names, town, birth date, codes, e-mail, phone).

    Refusals: PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG, PASSWORD_INVALID (control characters), PASSWORD_PERSONAL,
    PASSWORD_COMMON.
    """
    raise NotImplementedError
