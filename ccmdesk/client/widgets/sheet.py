"""Filling the style sheet's holes. Imports nothing of ours: the build uses it too, and makes the usual sheets ready."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_HOLE: Final = re.compile(r"\$(\w+)")
_SIZE: Final = re.compile(r"([fs])(\d+)")
_EXCESS: Final = re.compile(r"/\*.*?\*/|\n+", re.DOTALL)


def fill_sheet(template: str, theme: str, colours: Mapping[str, str], text_scale: int) -> str:
    """Return the sheet of a theme and a text size in percent.

    `$name` is a colour, `$theme` the theme's name, `$f15` 15 px of text, `$s8` 8 px of space: space grows half as
    fast as text. Raises KeyError for a hole that is none of these.
    """

    def fill(match: re.Match[str]) -> str:
        name = match[1]
        if name in colours:
            return colours[name]
        if name == "theme":
            return theme
        size = _SIZE.fullmatch(name)
        if size is None:
            raise KeyError(name)
        scale = text_scale if size[1] == "f" else 50 + text_scale // 2
        return f"{(int(size[2]) * scale + 50) // 100}px"

    return _HOLE.sub(fill, _EXCESS.sub("", template))
