"""Small files of ours: written whole or not at all, readable by their owner alone."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ccmdesk.core.errors import ErrorCode, KnownError

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_FILE: Final = 1024 * 1024
DIRECTORY_FILE: Final = "directory.json"
"""Copy of what the bank tells everyone, in the data folder, in clear."""


@contextmanager
def disk_errors() -> Iterator[None]:
    """Turn a disk that is full, read-only or gone into KnownError DISK_UNAVAILABLE."""
    try:
        yield
    except OSError as error:
        raise KnownError(ErrorCode.DISK_UNAVAILABLE) from error


def private_folder(path: Path) -> Path:
    """Make `path` (and its parents), open to its owner alone. Raises KnownError: DISK_UNAVAILABLE."""
    with disk_errors():
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.name == "posix":
            path.chmod(0o700)
    return path


def private_file(path: Path) -> None:
    """Make sure that `path` exists, open to its owner alone. Raises KnownError: DISK_UNAVAILABLE."""
    with disk_errors():
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
        if os.name == "posix":
            path.chmod(0o600)


def write_atomically(path: Path, content: bytes) -> None:
    """Replace `path` by `content`, durable when this returns. Raises KnownError: DISK_UNAVAILABLE."""
    with disk_errors():
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # 0600 by contract
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)


def read_small(path: Path) -> bytes | None:
    """Read a file of ours; None when there is none. Raises KnownError: DISK_UNAVAILABLE (also when absurdly large)."""
    with disk_errors():
        try:
            with path.open("rb") as file:
                content = file.read(MAX_FILE + 1)
        except FileNotFoundError:
            return None
        if len(content) > MAX_FILE:
            raise OSError(path.name)
        return content


def set_aside(path: Path) -> bool:
    """Rename a file that cannot be read, so that nothing is lost. Tells whether there was one.

    Raises KnownError: DISK_UNAVAILABLE.
    """
    with disk_errors():
        if not path.exists():
            return False
        number = 1
        while (aside := path.with_name(f"{path.name}.unreadable-{number}")).exists():
            number += 1
        path.rename(aside)
        return True


def sweep(folder: Path, name: str) -> None:
    """Delete what a killed `write_atomically` of the file `name` left. Raises KnownError: DISK_UNAVAILABLE."""
    with disk_errors():
        for left in folder.glob(f".{name}.*"):
            left.unlink(missing_ok=True)


def erase_folder(folder: Path, first: str) -> bool:
    """Delete a folder of ours and its files, `first` (and what was left of it) before all others, durably.

    Tells whether all is gone: some systems keep files that are open. A link in its place goes, and nothing of where it
    leads to. Raises KnownError: DISK_UNAVAILABLE (`first`).
    """
    if folder.is_symlink():
        with disk_errors():
            folder.unlink()
        return True
    if not folder.is_dir():
        return True
    sweep(folder, first)
    with disk_errors():
        (folder / first).unlink(missing_ok=True)
        _sync_folder(folder)
    for path in folder.iterdir():
        with suppress(OSError):  # one that stays keeps no other
            path.unlink(missing_ok=True)
    try:
        folder.rmdir()
    except OSError:
        return False
    return True


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return  # Windows journals the rename; folders cannot be opened there
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
