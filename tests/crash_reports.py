"""A worker that dies or hangs tells where: its stacks go to a file, and the end of the run prints it.

What faulthandler writes to a worker's standard error comes in the middle of a run, a thousand lines before its end.
A test that pytest-timeout cannot end (it waits for Python to have its turn) ends its worker a little later. Not before:
pytest's own `faulthandler_timeout` reads the stacks of running threads without stopping them, and then lets the run go
on; it crashed workers whose test was slow and nothing worse.
"""

from __future__ import annotations

import faulthandler
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER: Final = "CCMDESK_TEST_CRASHES"
_NOT_OURS: Final = ("site-packages", "Extension modules:", f"python{sys.version_info.major}.{sys.version_info.minor}")
"""Frames of the libraries: a machine that shows the last lines of a run only shall show ours."""
_FILE: Final = pytest.StashKey[IO[str]]()


@pytest.hookimpl(trylast=True)  # after pytest's own, which takes the standard error
def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="ccmdesk-crashes-")
        return
    path = Path(os.environ[FOLDER]) / f"{config.workerinput['workerid']}-{os.getpid()}"
    config.stash[_FILE] = path.open("w", encoding="utf-8")
    faulthandler.enable(config.stash[_FILE])


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[object]:
    seconds = _patience(item.config)
    if _FILE not in item.config.stash or not seconds:
        return (yield)
    faulthandler.dump_traceback_later(seconds, exit=True, file=item.config.stash[_FILE])
    try:
        return (yield)
    finally:
        faulthandler.cancel_dump_traceback_later()


def _patience(config: pytest.Config) -> float:
    """Seconds after which a test hangs for good; 0: never."""
    given = config.getoption("timeout", None)
    return 1.25 * float(config.getini("timeout") or 0 if given is None else given)


def pytest_unconfigure(config: pytest.Config) -> None:
    if _FILE in config.stash:
        faulthandler.disable()
        config.stash[_FILE].close()
    elif not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop(FOLDER, ""), ignore_errors=True)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for path in sorted(Path(os.environ[FOLDER]).iterdir()):
        text = path.read_text("utf-8", "replace")
        if text:
            terminalreporter.section(f"crash of worker {path.name}")
            for line in text.splitlines():
                if not any(part in line for part in _NOT_OURS):
                    terminalreporter.write_line(line)
