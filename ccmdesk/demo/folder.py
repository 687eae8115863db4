"""Where a demo lives: one folder with the bank's files, the computer's, and a mark that it was made whole."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from datetime import date

LAYOUT_VERSION: Final = 2
"""Raised whenever the demo's content changes: an older folder is made anew."""

MARK: Final = "demo.json"


class DemoError(Exception):
    """The demo cannot go on; the text is for whoever started it."""


class DemoFolder(NamedTuple):
    """The folder's own places."""

    root: Path

    @property
    def bank(self) -> Path:
        """What the operator of the bank has: `ccmdesk server init` made it."""
        return self.root / "banque"

    @property
    def config(self) -> Path:
        return self.bank / "server.toml"

    @property
    def authority(self) -> Path:
        return self.bank / "ca.pem"

    @property
    def mailbox(self) -> Path:
        return self.bank / "mailbox"

    @property
    def computer(self) -> Path:
        """What the customers' computer keeps."""
        return self.root / "ordinateur"

    @property
    def keys(self) -> Path:
        return self.root / "trousseau.json"

    @property
    def authenticator(self) -> Path:
        """Secrets that were added to the demo's authenticator."""
        return self.root / "authentificateur.json"

    @property
    def lock(self) -> Path:
        return self.root / "running.lock"

    def is_whole(self) -> bool:
        """Whether the folder holds a demo of this version, made to its end."""
        try:
            mark = json.loads((self.root / MARK).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return False
        known = isinstance(mark, dict) and mark.get("version") == LAYOUT_VERSION
        return known and self.config.is_file() and self.authority.is_file()

    def was_made(self) -> bool:
        """Whether a demo of any version was made here."""
        return (self.root / MARK).is_file()

    def mark_whole(self, made_on: date) -> None:
        """Say that everything is in place."""
        text = json.dumps({"version": LAYOUT_VERSION, "made_on": made_on.isoformat()})
        (self.root / MARK).write_text(text, encoding="utf-8")

    def clear(self) -> None:
        """Make the folder empty, for its owner alone. Raises DemoError when it holds what no demo made."""
        there = self.root.iterdir() if self.root.is_dir() else ()
        strangers = sorted(path.name for path in there if path not in self._ours())
        if strangers:
            raise DemoError(
                f"{self.root} contient autre chose qu’une démonstration ({', '.join(strangers[:3])}) : "
                "rien n’a été touché."
            )
        try:
            for path in (self.bank, self.computer):
                shutil.rmtree(path, ignore_errors=not path.exists())
            for path in (self.keys, self.authenticator, self.root / MARK, *self._half_written()):
                path.unlink(missing_ok=True)
            self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.computer.mkdir(mode=0o700)
        except OSError as error:
            raise DemoError(f"Impossible d’écrire dans {self.root} : {error.strerror}.") from error

    def _ours(self) -> set[Path]:
        ours = {self.bank, self.computer, self.keys, self.authenticator, self.lock, self.root / MARK}
        return ours.union(self._half_written())

    def _half_written(self) -> list[Path]:
        """Find what a demo left that was killed while it wrote a small file (see `files.write_atomically`)."""
        return [path for file in (self.keys, self.authenticator) for path in self.root.glob(f".{file.name}.*")]


def usual_folder() -> Path:
    """Folder of the demo when none is named: in the user's cache, which anyone may empty."""
    if sys.platform == "win32":
        cache = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        cache = Path.home() / "Library" / "Caches"
    else:
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "ccmdesk-demo"
