from __future__ import annotations

import gc
import threading

from PySide6.QtWidgets import QLabel
from shiboken6 import isValid

from ccmdesk.client.garbage import Collector


class Knot(QLabel):
    """A widget in a cycle of its own, which only the collector can end. Remembers on which thread it ended."""

    ends: list[int] = []  # noqa: RUF012 -- shared on purpose

    def __init__(self) -> None:
        super().__init__()
        self.me = self

    def __del__(self) -> None:
        self.ends.append(threading.get_ident())


def test_widgets_in_cycles_end_on_the_ui_thread_only(qtbot):
    Knot.ends.clear()
    gc.enable()
    collector = Collector()
    Knot()

    def allocate():
        hoard = [[object()] for _ in range(200_000)]
        hoard.clear()

    worker = threading.Thread(target=allocate)
    worker.start()
    worker.join()
    assert Knot.ends == []
    qtbot.waitUntil(lambda: Knot.ends == [threading.get_ident()], timeout=10_000)
    collector.close()
    assert gc.isenabled()
    gc.disable()  # as everywhere in this file
    assert isValid(collector)
