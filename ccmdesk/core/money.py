"""Money: integer euro cents, read and written as people do.

Amounts are `int` everywhere; text becomes cents here and nowhere else. No float ever touches money.
"""

from __future__ import annotations

import re
from typing import Final

from ccmdesk.core.errors import ErrorCode, KnownError

MAX_AMOUNT_CENTS: Final = 99_999_999_999
"""Largest amount of one order: 999 999 999,99 €, the bound of EPC130-08 (AT-04, 999999999.99)."""

MAX_AMOUNT_TEXT: Final = 40
NARROW_SPACE: Final = "\u202f"
"""U+202F, the thousands separator of French typography (CLDR 34 and later)."""

_SPACES: Final = re.compile("[ \u00a0\u202f\u2009]")
_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:[ \u00a0\u202f\u2009][0-9]{3})+(?:[,.][0-9]*)?|[0-9]+(?:[,.][0-9]*)?")
_ENGLISH: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?")


def parse_amount(text: object) -> int:
    """Read a positive amount as typed (« 10 », « 1,00 », « 1 234,56 », « 1,234.56 », « 10 € ») into cents.

    Only ASCII digits count: look-alike digits of other scripts are refused. A lone comma or point is the
    decimal separator, as in French.

    Raises KnownError: AMOUNT_INVALID, AMOUNT_TOO_PRECISE (more than two decimals), AMOUNT_NOT_POSITIVE,
    AMOUNT_TOO_LARGE.
    """
    if not isinstance(text, str) or len(text) > MAX_AMOUNT_TEXT:
        raise KnownError(ErrorCode.AMOUNT_INVALID)
    bare = text.strip().removesuffix("€").strip()
    if bare.startswith(("-", "\u2212")):
        raise KnownError(ErrorCode.AMOUNT_NOT_POSITIVE if _is_number(bare[1:]) else ErrorCode.AMOUNT_INVALID)
    if not _is_number(bare):
        raise KnownError(ErrorCode.AMOUNT_INVALID)
    if _ENGLISH.fullmatch(bare) and ("." in bare or bare.count(",") > 1):
        bare = bare.replace(",", "")
    euros, _, decimals = _SPACES.sub("", bare).replace(",", ".").partition(".")
    if len(decimals) > 2:  # noqa: PLR2004 -- cents are the smallest unit there is
        raise KnownError(ErrorCode.AMOUNT_TOO_PRECISE)
    return check_amount(int(euros) * 100 + int(decimals.ljust(2, "0")))


def check_amount(cents: object) -> int:
    """Check an amount that is already in cents (from the wire, a file). Booleans are not integers here."""
    if type(cents) is not int:
        raise KnownError(ErrorCode.AMOUNT_INVALID)
    if cents <= 0:
        raise KnownError(ErrorCode.AMOUNT_NOT_POSITIVE)
    if cents > MAX_AMOUNT_CENTS:
        raise KnownError(ErrorCode.AMOUNT_TOO_LARGE, limit=MAX_AMOUNT_CENTS)
    return cents


def format_amount(cents: int, language: str = "fr", *, signed: bool = False) -> str:
    """Write cents for people: « 1 234,56 € » (narrow no-break spaces), or « €1,234.56 » in English.

    Negative amounts carry U+2212; `signed` writes + before positive ones, so that colour is never the only sign.
    """
    sign = "\u2212" if cents < 0 else "+" if signed and cents > 0 else ""
    euros, rest = divmod(abs(cents), 100)
    if language == "fr":
        grouped = f"{euros:,}".replace(",", NARROW_SPACE)
        return f"{sign}{grouped},{rest:02d}\u00a0€"
    return f"{sign}€{euros:,}.{rest:02d}"


def _is_number(text: str) -> bool:
    return bool(_GROUPED.fullmatch(text) or _ENGLISH.fullmatch(text))
