"""Background work: answers, and on which thread what it held is let go."""

from __future__ import annotations

import sys
import threading

import pytest
from PySide6.QtCore import QObject
from shiboken6 import isValid

from ccmdesk.client.work import Work
from ccmdesk.core.errors import ErrorCode, KnownError

ROUNDS = 60


class Owner(QObject):
    """Who asks: remembers on which thread each of its kind ended."""

    def __init__(self, ends) -> None:
        super().__init__()
        self.ends = ends
        self.answers = []

    def __del__(self) -> None:
        self.ends.append(threading.get_ident())


@pytest.fixture
def work():
    work = Work()
    yield work
    work.close()


@pytest.fixture
def hasty():
    """Switch threads as often as Python can: races that take days to show show at once."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.parametrize("refuse", [False, True])
def test_who_asked_ends_on_the_ui_thread_even_if_the_answer_was_the_last_that_kept_him(qtbot, work, hasty, refuse):
    ends = []

    def read():
        if refuse:
            raise KnownError(ErrorCode.SERVER_BUSY)

    for _ in range(ROUNDS):
        owner = Owner(ends)
        work.query(owner, read, owner.answers.append, owner.answers.append)
        del owner
        qtbot.waitUntil(lambda: work.pending == 0)
    assert len(ends) == ROUNDS
    assert set(ends) == {threading.get_ident()}


def test_nobody_is_called_back_once_he_is_gone(qtbot, work):
    started, go = threading.Event(), threading.Event()

    def read():
        started.set()
        go.wait(10)

    owner = QObject()
    called = []
    work.query(owner, read, called.append, called.append)
    started.wait(10)
    owner.deleteLater()
    qtbot.waitUntil(lambda: not isValid(owner))
    go.set()
    qtbot.waitUntil(lambda: work.pending == 0)
    assert called == []


def test_what_was_asked_and_never_answered_is_let_go_on_the_ui_thread_when_work_ends(qtbot):
    work, ends = Work(), []
    go = threading.Event()
    for _ in range(20):
        owner = Owner(ends)
        work.query(owner, lambda: go.wait(10), owner.answers.append, owner.answers.append)
        del owner
    go.set()
    work.close()
    assert ends == [threading.get_ident()] * 20
    assert work.pending == 0


def test_an_answer_on_its_way_when_work_ends_is_dropped(qtbot):
    work, owner, called = Work(), QObject(), []
    read = threading.Event()
    work.query(owner, read.set, called.append, called.append)
    assert read.wait(10)
    work.close()
    qtbot.wait(20)
    assert called == []
    assert work.pending == 0


def test_nothing_is_begun_once_work_has_ended(qtbot):
    work, owner, called = Work(), QObject(), []
    work.close()
    work.query(owner, lambda: called.append("read"), called.append, called.append)
    work.op(owner, lambda: called.append("done"), called.append, called.append)
    assert work.pending == 0
    qtbot.wait(20)
    assert called == []
