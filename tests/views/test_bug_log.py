"""The file in which the client writes its bugs down."""

from __future__ import annotations

import logging
import os
import re
import sys

import pytest
from PySide6.QtCore import QObject, QTimer

from ccmdesk.client.bug_log import FILE, MAX_BYTES, BugLog
from ccmdesk.client.work import Work
from ccmdesk.core.errors import ErrorCode, KnownError


@pytest.fixture
def kept(tmp_path):
    bug_log = BugLog(tmp_path)
    yield tmp_path / FILE
    bug_log.close()


def _work(qtbot, read):
    """Run it in the background; return the failure that came of it."""
    work, owner, failures = Work(), QObject(), []
    work.query(owner, read, failures.append, failures.append)
    qtbot.waitUntil(lambda: work.pending == 0)
    work.close()
    return failures[0]


def _bug():
    raise ZeroDivisionError("a bug of ours")


def test_the_number_that_the_customer_reads_to_his_agency_is_found_in_the_file(qtbot, kept, expected_logs):
    expected_logs("bug in background work")
    failure = _work(qtbot, _bug)
    text = kept.read_text("utf-8")
    assert failure.incident
    assert f"incident {failure.incident}" in text
    assert "ZeroDivisionError: a bug of ours" in text
    if os.name == "posix":
        assert kept.stat().st_mode & 0o077 == 0


def test_refusals_are_no_bugs_and_make_no_file(qtbot, kept):
    def refuse():
        raise KnownError(ErrorCode.INSUFFICIENT_FUNDS, available=123_456)

    assert _work(qtbot, refuse).code is ErrorCode.INSUFFICIENT_FUNDS
    assert not kept.exists()


def test_what_nobody_caught_gets_a_number_and_goes_on_to_who_listened_before(qtbot, tmp_path, expected_logs):
    expected_logs("bug that nobody caught")
    with qtbot.capture_exceptions() as told:
        before = sys.excepthook
        bug_log = BugLog(tmp_path)
        QTimer.singleShot(0, _bug)
        qtbot.waitUntil(lambda: bool(told))
        bug_log.close()
        assert sys.excepthook is before
    assert re.search(r"nobody caught, incident [0-9a-f]{8}", (tmp_path / FILE).read_text("utf-8"))
    assert [kind for kind, _, _ in told] == [ZeroDivisionError]


def test_a_long_story_is_put_aside_once_and_the_disk_is_never_filled(kept, expected_logs):
    expected_logs("x{100}")
    for _ in range(4 * MAX_BYTES // 10_000):
        logging.getLogger("ccmdesk.client.work").warning("x" * 10_000)
    files = sorted(path.name for path in kept.parent.iterdir())
    assert files == [FILE, f"{FILE}.1"]
    assert all(path.stat().st_size <= MAX_BYTES for path in kept.parent.iterdir())


def test_a_running_client_keeps_it_in_its_folder_and_closes_it(signed_in, expected_logs):
    expected_logs("bug in background work")
    rig, failures = signed_in.rig, []
    rig.client.work.query(rig.client, _bug, failures.append, failures.append)
    rig.wait()
    assert failures[0].incident in (rig.folder / FILE).read_text("utf-8")
    rig.stop()
    size = (rig.folder / FILE).stat().st_size
    _later_bug()
    assert (rig.folder / FILE).stat().st_size == size


def _later_bug():
    logging.getLogger("ccmdesk.client.work").warning("bug in background work, after the client has ended")
