"""Bad tests, run by an inner pytest under the same harness: every one must fail, the good ones must pass."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]

GOOD = """
import logging, socket, threading
from PySide6.QtWidgets import QWidget

def test_good_loopback():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        pass

def test_good_announced_log(expected_logs):
    expected_logs("lost the server")
    logging.getLogger("x").warning("lost the server again")

def test_good_window(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()

def test_good_thread():
    thread = threading.Thread(target=int)
    thread.start()
    thread.join()
"""

BAD = """
import logging, socket, threading, warnings
from PySide6.QtCore import QTimer, qWarning
from PySide6.QtWidgets import QWidget
kept = []

def test_bad_warning():
    warnings.warn("old habits", DeprecationWarning)

def test_bad_log():
    logging.getLogger("x").warning("surprise")

def test_bad_log_that_never_came(expected_logs):
    expected_logs("never")

def test_bad_qt_message(qtbot):
    qWarning("QLayout: surprise")

def test_bad_slot(qtbot):
    QTimer.singleShot(0, lambda: 1 / 0)
    qtbot.wait(20)

def test_bad_window(qtbot):
    kept.append(QWidget())

def test_bad_thread_exception():
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()

def test_bad_connection_even_if_swallowed():
    try:
        socket.create_connection(("192.0.2.1", 443), 1)
    except Exception:
        pass

def test_bad_name_lookup_even_if_swallowed():
    try:
        socket.getaddrinfo("bank.example.org", 443)
    except Exception:
        pass

def test_bad_listener():
    with socket.socket() as sock:
        sock.bind(("0.0.0.0", 0))

def test_bad_thread_left():
    kept.append(threading.Event())
    threading.Thread(target=kept[-1].wait, args=(4,)).start()
"""

HANG = """
import ctypes
import signal

def test_hang():
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
    ctypes.PyDLL(None).sleep(60)  # holds the interpreter: pytest-timeout has no turn
"""

CRASH = """
import ctypes

def test_crash():
    ctypes.string_at(0)
"""


@pytest.fixture
def run(pytester: pytest.Pytester) -> Callable[..., pytest.RunResult]:
    """Run a test module under a copy of the harness, in a process of its own."""
    folder = pytester.mkdir("tests")
    for name in ("conftest.py", "crash_reports.py"):
        shutil.copy(ROOT / "tests" / name, folder)
    shutil.copy(ROOT / "pyproject.toml", pytester.path)

    def _run(source: str, *arguments: str) -> pytest.RunResult:
        (folder / "test_inner.py").write_text(source, encoding="utf-8")
        return pytester.runpytest_subprocess("--no-header", "-p", "no:cacheprovider", *arguments)

    return _run


def _failed(result: pytest.RunResult) -> set[str]:
    lines = [line for line in result.outlines if line.startswith(("FAILED ", "ERROR "))]
    return {line.split("::", 1)[1].split(" ", 1)[0] for line in lines}


def test_good_manners_pass(run):
    run(GOOD).assert_outcomes(passed=4)


def test_every_bad_manner_fails(run):
    names = {line.split()[1].split("(")[0] for line in BAD.splitlines() if line.startswith("def test_bad")}
    assert _failed(run(BAD)) == names


def test_a_worker_that_dies_tells_where_at_the_end(run):
    result = run(CRASH, "-n", "1")
    result.assert_outcomes(failed=1)
    end = result.outlines[-20:]
    assert any("crash of worker gw0" in line for line in end)
    assert any("in test_crash" in line for line in end)


@pytest.mark.skipif(os.name != "posix", reason="pytest-timeout ends what it can by a signal of POSIX")
def test_a_worker_that_hangs_is_ended_and_tells_where(run):
    result = run(HANG, "-n", "1", "--timeout", "1")
    result.assert_outcomes(failed=1)
    assert any("in test_hang" in line for line in result.outlines[-20:])
