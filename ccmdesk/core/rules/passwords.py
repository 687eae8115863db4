"""Which passwords are good: long enough, not common, not made of what is known of the customer.

NIST SP 800-63B-4, 3.1.1.2: a minimum length, a list of refused values, every Unicode character, no rule of composition.
The least length is the guide's (« 8 caractères mini. »). The same function judges on both sides.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

from anyascii import anyascii

from ccmdesk.core.errors import ErrorCode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MIN_LENGTH: Final = 8
MAX_LENGTH: Final = 128
LEAST_SCORE: Final = 2
"""Under it a password is refused: 10^6 guesses are enough (zxcvbn)."""

_LEAST_PART: Final = 4
"""Shorter parts of a name say nothing: they are inside of many words."""

_LEAST_RUN: Final = 6
"""That many digits in a row, taken from a longer number, are that number."""

_PARTS: Final = re.compile("[a-z]+|[0-9]+")
_ISO_DAY: Final = re.compile("([0-9]{2})([0-9]{2})-([0-9]{2})-([0-9]{2})")


class Strength(NamedTuple):
    """Judgement of a password: `score` 0 (guessed at once) to 4 (not guessed), and the rule that refuses it, if any."""

    score: int
    refusal: ErrorCode | None


def normal(password: str) -> str:
    """Write a password in NFC: the same whatever keyboard composed its accents."""
    return unicodedata.normalize("NFC", password)


def judge(password: str, personal: Sequence[str] = ()) -> Strength:
    """Judge a password. `personal`: what is known of the customer (names, town, birth date, codes, e-mail, phone).

    A date is written YYYY-MM-DD. Refusals: PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG, PASSWORD_INVALID (control
    characters), PASSWORD_PERSONAL (more than half of it is personal, or it is easy to guess because of that),
    PASSWORD_COMMON.
    """
    text = normal(password)
    refusal = _form(text)
    if refusal is not None:
        return Strength(0, refusal)
    plain = anyascii(text)
    known = _known(personal)
    covered = _covered(_letters(plain), known)
    score = _score(text, plain, known)
    if 2 * covered > len(plain):
        return Strength(min(score, LEAST_SCORE - 1), ErrorCode.PASSWORD_PERSONAL)
    if score < LEAST_SCORE:
        return Strength(score, ErrorCode.PASSWORD_PERSONAL if covered else ErrorCode.PASSWORD_COMMON)
    return Strength(score, None)


def _form(text: str) -> ErrorCode | None:
    if len(text) < MIN_LENGTH:
        return ErrorCode.PASSWORD_TOO_SHORT
    if len(text) > MAX_LENGTH:
        return ErrorCode.PASSWORD_TOO_LONG
    if any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in text):
        return ErrorCode.PASSWORD_INVALID
    return None


def _score(text: str, plain: str, known: Sequence[str]) -> int:
    """Score as typed and without accents: the easier one counts. One picture is not the ten letters of its name.

    Where characters have no name in ASCII, what is left of the text says nothing of it.
    """
    from ccmdesk.core.rules import password_guesses  # noqa: PLC0415 -- reads its words when the first password comes

    score = password_guesses.score(text, known)
    return score if plain == text or len(plain) < len(text) else min(score, password_guesses.score(plain, known))


def _letters(text: str) -> str:
    """Keep small letters and digits only."""
    return "".join(letter for letter in text.lower() if letter.isalnum())


def _known(personal: Sequence[str]) -> list[str]:
    """List the words and numbers that personal data are made of, longest first."""
    found: dict[str, None] = {}
    for item in personal:
        plain = anyascii(normal(item)).lower()
        for part in (*_dates(plain), *_PARTS.findall(plain), _letters(plain)):
            if len(part) >= _LEAST_PART:
                found.setdefault(part)
    return sorted(found, key=lambda part: (-len(part), part))


def _dates(text: str) -> Iterator[str]:
    """Write a day in all usual orders."""
    for century, year, month, day in _ISO_DAY.findall(text):
        full = century + year
        yield from (day + month + full, month + day + full, full + month + day, full + day + month)
        yield from (day + month + year, month + day + year, year + month + day, full, day + month, month + day)
        yield from (month + full, full + month)


def _covered(letters: str, known: Sequence[str]) -> int:
    """Count the characters that are part of something personal."""
    marks = [False] * len(letters)
    for part in known:
        place = letters.find(part)
        while place >= 0:
            marks[place : place + len(part)] = [True] * len(part)
            place = letters.find(part, place + 1)
    for run in re.finditer("[0-9]+", letters):
        if len(run[0]) >= _LEAST_RUN and any(run[0] in part for part in known):
            marks[run.start() : run.end()] = [True] * len(run[0])
    return sum(marks)
