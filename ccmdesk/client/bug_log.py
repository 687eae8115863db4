"""Where the client writes its bugs down: a small file of the customer's, for whoever helps him.

A window started from a menu has no standard error that anyone reads, and an incident number that is written nowhere
helps nobody. What is the customer's stays out of it: statements are logged without their values, refusals not at all.
"""

from __future__ import annotations

import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ccmdesk.client.cache.files import private_file
from ccmdesk.core.ids import new_incident

if TYPE_CHECKING:
    from io import TextIOWrapper
    from types import TracebackType

FILE: Final = "client.log"
MAX_BYTES: Final = 256 * 1024
"""Size at which the file is put aside (as client.log.1) and begun anew."""

log = logging.getLogger(__name__)


class BugLog:
    """Writes warnings and bugs of this program to a file in `folder`, from now until `close`.

    What no one caught (an exception in a slot) gets an incident number as well. Nothing is opened before there is
    something to write; a disk that refuses costs the line, never the program.
    """

    def __init__(self, folder: Path) -> None:
        self._handler = _PrivateFile(folder / FILE, maxBytes=MAX_BYTES, backupCount=1, encoding="utf-8", delay=True)
        self._handler.setLevel(logging.WARNING)
        self._handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        logging.getLogger("ccmdesk").addHandler(self._handler)
        self._before, sys.excepthook = sys.excepthook, self._note

    def close(self) -> None:
        """Write no more."""
        if sys.excepthook == self._note:
            sys.excepthook = self._before
        logging.getLogger("ccmdesk").removeHandler(self._handler)
        self._handler.close()

    def _note(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, Exception):
            log.error("bug that nobody caught, incident %s", new_incident(), exc_info=(kind, error, trace))
        self._before(kind, error, trace)


class _PrivateFile(RotatingFileHandler):
    """Readable by its owner alone."""

    def _open(self) -> TextIOWrapper:
        private_file(Path(self.baseFilename))
        return super()._open()
