"""A client's process that is killed at a chosen step on the disk: what it writes, renames, deletes, or has kept for it.

Files are watched by an audit hook of the interpreter (PEP 578), so that the client runs as it is. From the step of its
death on nothing more is done: no clean-up either.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from clientside.keyrings import DictKeyStore
from clientside.world import KilledError

if TYPE_CHECKING:
    from collections.abc import Iterator

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Fate:
    """How many steps in `folder` the process survives."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self._left: int | None = None
        self.taken = 0
        self.deleted: list[str] = []
        """Names of the files that were deleted, in order."""

    @contextmanager
    def life(self, steps: int) -> Iterator[None]:
        """Live for so many steps. What ends by death ends quietly here."""
        self._left, self.taken = steps, 0
        _fates.append(self)
        try:
            yield
        except KilledError:
            pass
        finally:
            _fates.remove(self)
            self._left = None

    def step(self) -> None:
        if self._left is None:
            return
        self.taken += 1
        self._left = max(self._left - 1, -1)
        if self._left < 0:
            raise KilledError

    def sees(self, path: object) -> bool:
        return isinstance(path, (str, os.PathLike)) and os.fspath(path).startswith(self._folder)


class MortalKeyStore(DictKeyStore):
    """A keyring in another process: it outlives us, and each change of it is a step."""

    def __init__(self, fate: Fate) -> None:
        super().__init__()
        self._fate = fate

    def set(self, name: str, secret: str) -> None:
        self._fate.step()
        super().set(name, secret)

    def delete(self, name: str) -> None:
        self._fate.step()
        super().delete(name)


_fates: list[Fate] = []


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if not _fates or not arguments:
        return
    if event == "open":
        flags = arguments[2]
        if not isinstance(flags, int) or not flags & _WRITING:
            return
    elif event not in {"os.rename", "os.remove", "os.rmdir", "os.mkdir"}:
        return
    for fate in _fates:
        if fate.sees(arguments[0]):
            fate.step()
            if event == "os.remove":
                fate.deleted.append(Path(str(arguments[0])).name)


sys.addaudithook(_watch)
