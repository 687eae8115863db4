"""The harness: whatever the program did not mean to do makes the test fail.

Warnings (pytest's `filterwarnings = error`), Qt messages (`qt_log_level_fail`), log records from WARNING up,
sockets to anything but this machine, exceptions in slots and threads, windows and threads left behind.
"""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.update(
    TZ="UTC",
    LC_ALL="C.UTF-8",
    LANG="C.UTF-8",
    QT_LOGGING_RULES="qt.qpa.fonts=false",  # offscreen grumbles when a machine has no font at all
    QT_SCALE_FACTOR="1",
    QT_STYLE_OVERRIDE="",
)

import gc
import importlib.util
import ipaddress
import logging
import re
import socket
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest
from crash_reports import (
    pytest_configure,
    pytest_runtest_protocol,
    pytest_terminal_summary,
    pytest_unconfigure,
)
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication

__all__ = ["pytest_configure", "pytest_runtest_protocol", "pytest_terminal_summary", "pytest_unconfigure"]

if hasattr(time, "tzset"):
    time.tzset()

settings.register_profile("default", deadline=None, max_examples=60, print_blob=True)
settings.register_profile("ci", deadline=None, max_examples=60, print_blob=True, derandomize=True, database=None)
settings.register_profile("thorough", deadline=None, max_examples=2_000, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "default"))

THREAD_GRACE = 3.0  # seconds a pool's threads may take to end once they were told to


# -- network -----------------------------------------------------------------------------------------------


class NetworkForbiddenError(RuntimeError):
    """A test spoke to something that is not this machine."""


_strangers: list[str] = []


def _is_this_machine(host: object) -> bool:
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if host in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(str(host).partition("%")[0]).is_loopback
    except ValueError:
        return False


def _guard_network(event: str, args: tuple[object, ...]) -> None:
    """Refuse and remember, as the code under test may well swallow the exception (a dead network)."""
    if event in {"socket.connect", "socket.bind", "socket.sendto"}:
        sock, address = args[0], args[1]
        inet = getattr(sock, "family", None) in (socket.AF_INET, socket.AF_INET6)
        host = address[0] if inet and isinstance(address, tuple) and address else None
    elif event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        host = args[0]
    else:
        return
    if not _is_this_machine(host):
        _strangers.append(f"{event} {host!r}")
        raise NetworkForbiddenError(f"{event}: {host!r} is not this machine")


sys.addaudithook(_guard_network)


@pytest.fixture(autouse=True)
def _no_network() -> Iterator[None]:
    _strangers.clear()
    yield
    assert not _strangers, f"the test tried to leave this machine: {_strangers}"


# -- order -------------------------------------------------------------------------------------------------

LONGEST = ("test_tour", "test_fuzz_signed_in", "test_fuzz", "test_layouts", "test_sign_in_parallel", "test_languages")
"""Files that take longest, so that no worker begins one of them when the others have finished."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest files; the others keep their order."""
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.stem, len(LONGEST)))


# -- logs --------------------------------------------------------------------------------------------------


class _Recorder(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []
        self.expected: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    def expect(self, *patterns: str) -> None:
        """Announce records: each regular expression must match at least one, whatever matches none fails."""
        self.expected.extend(patterns)

    def verdict(self) -> str:
        texts = [f"{r.levelname} {r.name}: {r.getMessage()}" for r in self.records]
        surprises = [t for t in texts if not any(re.search(p, t) for p in self.expected)]
        absent = [p for p in self.expected if not any(re.search(p, t) for t in texts)]
        return "".join(
            [f"\nunexpected log record: {t}" for t in surprises]
            + [f"\nexpected log record never came: {p!r}" for p in absent],
        )


@pytest.fixture(autouse=True)
def _log_recorder() -> Iterator[_Recorder]:
    recorder = _Recorder()
    root = logging.getLogger()
    root.addHandler(recorder)
    yield recorder
    root.removeHandler(recorder)
    verdict = recorder.verdict()
    if verdict:
        pytest.fail(verdict, pytrace=False)


@pytest.fixture
def expected_logs(_log_recorder: _Recorder) -> object:
    """Call it with regular expressions: records (WARNING and up) that match are allowed, and demanded."""
    return _log_recorder.expect


# -- leftovers ---------------------------------------------------------------------------------------------


def _foreground_threads() -> set[threading.Thread]:
    return {t for t in threading.enumerate() if not t.daemon and t is not threading.main_thread()}


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    before = _foreground_threads()
    yield
    deadline = time.monotonic() + THREAD_GRACE
    for thread in _foreground_threads() - before:
        thread.join(max(0.0, deadline - time.monotonic()))
    left = _foreground_threads() - before
    assert not left, f"threads left running: {sorted(t.name for t in left)}"


def _windows() -> dict[int, str]:
    """Top-level widgets by their C++ address. Qt's own tool tip is a singleton that Qt keeps."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    app = widgets.QApplication.instance() if widgets else None
    if widgets is None or not isinstance(app, widgets.QApplication):
        return {}
    import shiboken6

    found: dict[int, str] = {}
    for widget in widgets.QApplication.topLevelWidgets():
        name = widget.metaObject().className()
        if widget.parent() is None and name != "QTipLabel":
            found[shiboken6.getCppPointer(widget)[0]] = f"{name} {widget.objectName()!r}"
    return found


@pytest.fixture(autouse=True, scope="module")
def _garbage_of_a_file(request: pytest.FixtureRequest) -> Iterator[None]:
    """Keep what was there before this file out of its collections: they would take half a second each.

    In a file that makes widgets, collect on this thread only, as the client does (`ccmdesk.client.garbage`): the
    bank's threads and the worker's own run in this process, and a window that ends on one of them is a crash.
    """
    gc.collect()
    gc.freeze()
    if not any(item.path == request.path and "qapp" in item.fixturenames for item in _functions(request.session)):
        yield
        return
    gc.disable()
    yield
    gc.collect()
    gc.enable()


def _functions(session: pytest.Session) -> Iterator[pytest.Function]:
    return (item for item in session.items if isinstance(item, pytest.Function))


@pytest.fixture(autouse=True)
def _garbage_of_a_test() -> Iterator[None]:
    """Collect what is due, once everything of the test is closed."""
    yield
    if not gc.isenabled():
        from ccmdesk.client.garbage import collect_due

        collect_due()


@pytest.fixture(autouse=True)
def _no_window_left() -> Iterator[None]:
    before = _windows()
    yield
    if _windows().keys() <= before.keys():
        return
    from PySide6.QtCore import QCoreApplication, QEvent

    for _ in range(2):  # first what Qt was told to delete: see `robots.rig.Rig.stop`
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
    left = [name for address, name in _windows().items() if address not in before]
    assert not left, f"windows left behind (qtbot.addWidget closes them): {left}"


# -- Qt ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """Dress the one application of the session as the client's: our theme, French."""
    if importlib.util.find_spec("ccmdesk") is not None:
        from PySide6.QtCore import QLocale

        from ccmdesk.client.widgets.theme import apply_theme

        QLocale.setDefault(QLocale(QLocale.Language.French, QLocale.Country.France))
        apply_theme(qapp)
    return qapp
