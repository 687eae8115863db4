"""Make resources/fonts/*.ttf from the full Inter and Source Serif 4 (static TTF files): needs fonttools.

Run by hand when a font is upgraded: `python packaging/subset_fonts.py SOURCE.ttf FAMILY STYLE WEIGHT TARGET.ttf`.
What it does, and why: a Latin subset loads before the first paint; tabular figures become the figures (columns of
amounts line up in every widget, without a font feature on each); U+202F exists; the family has a name of our
own, as the licence asks of modified versions and so that a font installed on the machine never takes its place.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from fontTools import subset
from fontTools.ttLib import TTFont

LATIN: Final = frozenset([*range(0x20, 0x7F), *range(0xA0, 0x180)])
PUNCTUATION: Final = frozenset(map(ord, "\u2009\u200a\u202f‐‑‒–—‘’‚“”„†•…‰‹›€№™←→↔−≈≠≤≥✓"))
THIN_SPACE: Final = 0x2009
NARROW_SPACE: Final = 0x202F
_NAMES_OF_A_FAMILY: Final = (1, 2, 3, 4, 6, 16, 17, 21, 22, 25)


def make(source: Path, family: str, style: str, weight: int, target: Path) -> None:
    """Write the subset of `source` as one face of `family`."""
    font = TTFont(source)
    tabular = _substitutions(font, "tnum")
    for table in font["cmap"].tables:
        if not table.isUnicode():
            continue
        for digit in "0123456789":
            glyph = table.cmap.get(ord(digit))
            table.cmap[ord(digit)] = tabular.get(glyph, glyph)
        table.cmap.setdefault(NARROW_SPACE, table.cmap.get(THIN_SPACE, table.cmap[0x20]))
    options = subset.Options()
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl"]
    options.hinting = False
    options.notdef_outline = True
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=LATIN | PUNCTUATION)
    subsetter.subset(font)
    _widen_narrow_space(font)
    _rename(font, family, style)
    font["OS/2"].usWeightClass = weight
    font.save(target)


def _widen_narrow_space(font: TTFont) -> None:
    """Give U+202F the width of a French thousands separator: a fine, 0.22 em, that still separates bold figures."""
    glyph = font.getBestCmap()[NARROW_SPACE]
    width, bearing = font["hmtx"][glyph]
    font["hmtx"][glyph] = (max(width, round(0.22 * font["head"].unitsPerEm)), bearing)


def _substitutions(font: TTFont, feature: str) -> dict[str, str]:
    found: dict[str, str] = {}
    rules = font["GSUB"].table
    for record in rules.FeatureList.FeatureRecord:
        if record.FeatureTag != feature:
            continue
        for index in record.Feature.LookupListIndex:
            for subtable in rules.LookupList.Lookup[index].SubTable:
                found.update(getattr(getattr(subtable, "ExtSubTable", subtable), "mapping", {}))
    return found


def _rename(font: TTFont, family: str, style: str) -> None:
    names = font["name"]
    for identifier in _NAMES_OF_A_FAMILY:
        names.removeNames(nameID=identifier)
    full = f"{family} {style}"
    plain = style == "Regular"
    texts = {1: family if plain else full, 2: "Regular", 3: f"{full} ccmdesk", 4: full}
    texts |= {6: full.replace(" ", ""), 16: family, 17: style}
    for identifier, text in texts.items():
        names.setName(text, identifier, 3, 1, 0x409)


if __name__ == "__main__":
    make(Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4]), Path(sys.argv[5]))
