"""How many guesses a password takes: zxcvbn (Wheeler, USENIX Security 2016), with French words and keyboards.

What is needed for it (1 MB of words) is read at the first password, not before.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ANALYSED: Final = 32
"""Characters analysed at once: the time grows faster than the square of the length."""

_LISTS: Final = ("french_passwords", "french_words")
_KEYBOARD: Final = (
    ("²", "&1", "é2", '"3', "'4", "(5", "-6", "è7", "_8", "ç9", "à0", ")°", "=+"),
    ("", "aA", "zZ", "eE", "rR", "tT", "yY", "uU", "iI", "oO", "pP", "^¨", "$£"),
    ("", "qQ", "sS", "dD", "fF", "gG", "hH", "jJ", "kK", "lL", "mM", "ù%", "*µ"),
    ("<>", "wW", "xX", "cC", "vV", "bB", "nN", ",?", ";.", ":/", "!§"),
)
"""The AZERTY keyboard: each row starts half a key further to the right."""

_SUBSTITUTES: Final = {
    "a": ["4", "@"],
    "b": ["8"],
    "e": ["3"],
    "g": ["9"],
    "i": ["1", "!"],
    "l": ["1"],
    "o": ["0"],
    "s": ["$", "5"],
    "t": ["7"],
    "z": ["2"],
}
"""Signs that stand for letters. All combinations are tried: with zxcvbn's own table some texts take half a second."""


def score(text: str, personal: Sequence[str]) -> int:
    """Score a text from 0 (guessed at once) to 4. `personal`: words that are tried first, in small letters.

    Of a long text the beginning and the end are analysed, and the better one counts: the whole is no easier to guess.
    """
    best = _score(text[:ANALYSED], personal)
    return best if len(text) <= ANALYSED or best == _BEST else max(best, _score(text[-ANALYSED:], personal))


_BEST: Final = 4


def _score(text: str, personal: Sequence[str]) -> int:
    from zxcvbn import scoring, time_estimates  # noqa: PLC0415 -- 60 ms that only passwords need
    from zxcvbn.matching import omnimatch  # noqa: PLC0415 -- idem

    ranked = {**_dictionaries(), "user_inputs": {word: rank for rank, word in enumerate(personal, 1)}}
    found = scoring.most_guessable_match_sequence(text, omnimatch(text, ranked))
    return int(time_estimates.guesses_to_score(found["guesses"]))


@cache
def _dictionaries() -> Mapping[str, Mapping[str, int]]:
    """Teach zxcvbn French; return all its dictionaries."""
    from zxcvbn import matching  # noqa: PLC0415 -- see above

    folder = resources.files(__package__) / "data"
    matching.add_frequency_lists({name: (folder / f"{name}.txt").read_text("utf-8").split() for name in _LISTS})
    matching.GRAPHS["azerty"] = _adjacency(_KEYBOARD)
    matching.L33T_TABLE.clear()
    matching.L33T_TABLE.update(_SUBSTITUTES)
    ranked: dict[str, Any] = matching.RANKED_DICTIONARIES
    return ranked


def _adjacency(rows: Sequence[Sequence[str]]) -> dict[str, list[str | None]]:
    """For each character of a keyboard, the keys around its own: left, above (two), right, below (two)."""
    keys = {(row, place): key for row, line in enumerate(rows) for place, key in enumerate(line) if key}
    around = ((0, -1), (-1, 0), (-1, 1), (0, 1), (1, 0), (1, -1))
    return {
        letter: [keys.get((row + down, place + right)) for down, right in around]
        for (row, place), key in keys.items()
        for letter in key
    }
