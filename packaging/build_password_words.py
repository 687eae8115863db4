"""Make ccmdesk/core/rules/data/french_words.txt from the npm package @zxcvbn-ts/language-fr, unpacked in a folder.

    python packaging/build_password_words.py FOLDER

Words as people type them without accents, in small letters, the most frequent first; names after them. The package's
list from Wikipedia stays out: nothing says under which licence its words come.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from anyascii import anyascii

LISTS = ("commonWords", "firstnames", "lastnames")
LEAST = 3
"""Shorter words are guessed as fast letter by letter."""

TARGET = Path(__file__).parents[1] / "ccmdesk" / "core" / "rules" / "data" / "french_words.txt"


def words(folder: Path) -> list[str]:
    """Read the lists, in order, each word once."""
    found: dict[str, None] = {}
    for name in LISTS:
        for word in json.loads((folder / "src" / f"{name}.json").read_text("utf-8")):
            plain = anyascii(word).lower()
            if len(plain) >= LEAST and plain.isalpha() and plain.isascii():
                found.setdefault(plain)
    return list(found)


def main() -> None:
    """Write the file."""
    found = words(Path(sys.argv[1]))
    TARGET.write_text("\n".join(found) + "\n", "utf-8")
    print(f"{len(found)} words, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
