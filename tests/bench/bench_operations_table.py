"""The table of operations against Qt's own: a step of the scroll bar, a jump into the distance, memory.

`python tests/bench/bench_operations_table.py` prints ratios and the figures they are made of. Promises: scroll step ≤
1.10 × the same QTableView on a QStandardItemModel with the default delegate; a jump at a million rows ≤ 2 × at
100,000; resident memory at a million ≤ 1.2 × at 100,000. Real encrypted cache, real theme, offscreen.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

import testpath  # noqa: F401 -- what is imported below is found through it
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView
from robots.operations import DAV, PostingStore

from ccmdesk.client.cache.posting_window import PostingWindow
from ccmdesk.client.cache.store import Cache
from ccmdesk.client.widgets.operations_model import Column
from ccmdesk.client.widgets.operations_table import OperationsTable, prepare_view
from ccmdesk.client.widgets.theme import apply_theme

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SMALL, LARGE = 100_000, 1_000_000
SCROLL_ROWS = 5_000
STEPS, ROUNDS, JUMPS = 100, 12, 300
SIZE = (1000, 640)


def application() -> QApplication:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    apply_theme(app)
    return app


def table(path: Path) -> tuple[OperationsTable, Cache, float]:
    cache = Cache(path, bytes(32))
    window = PostingWindow(cache, DAV)
    view = OperationsTable()
    view.resize(*SIZE)
    start = perf_counter()
    window.open()
    view.show_window(window)
    view.show()
    QApplication.processEvents()
    first = perf_counter() - start
    window.lay_anchors()
    return view, cache, first


def baseline(ours: OperationsTable) -> QTableView:
    source = ours.model()
    model = QStandardItemModel(source.rowCount(), len(Column))
    for column in Column:
        title = source.headerData(column, Qt.Orientation.Horizontal)
        model.setHorizontalHeaderItem(column, QStandardItem(title))
    for row in range(source.rowCount()):
        for column in Column:
            index = source.index(row, column)
            item = QStandardItem(source.data(index))
            alignment = source.data(index, Qt.ItemDataRole.TextAlignmentRole)
            if alignment is not None:
                item.setTextAlignment(alignment)
            model.setItem(row, column, item)
    view = QTableView()
    view.setModel(model)
    prepare_view(view)
    view.verticalHeader().setDefaultSectionSize(ours.rowHeight(0))
    view.verticalScrollBar().setSingleStep(ours.rowHeight(0))
    view.resize(*SIZE)
    for column in Column:
        view.setColumnWidth(column, ours.columnWidth(column))
        view.setColumnHidden(column, ours.isColumnHidden(column))
    view.show()
    QApplication.processEvents()
    return view


def steps(view: QTableView, pixels: int) -> list[float]:
    """Seconds of each step of `pixels`, painted."""
    bar = view.verticalScrollBar()
    bar.setValue(0)
    QApplication.processEvents()
    found = []
    for _ in range(STEPS):
        start = perf_counter()
        bar.setValue(bar.value() + pixels)
        QApplication.processEvents()
        found.append(perf_counter() - start)
    return found


def scroll(path: Path) -> None:
    app = application()
    ours, cache, _ = table(path)
    theirs = baseline(ours)
    for name, rows in (("scroll step, one row", 1), ("scroll step, a page", 10)):
        mine: list[float] = []
        base: list[float] = []
        for _ in range(ROUNDS):
            base += steps(theirs, rows * ours.rowHeight(0))
            mine += steps(ours, rows * ours.rowHeight(0))
        ratio = median(mine) / median(base)
        promise = " (promise ≤ 1.10)" if rows == 1 else ""
        figures = f"{median(mine) * 1e6:.0f} µs, QStandardItemModel {median(base) * 1e6:.0f} µs"
        print(f"{name}: {ratio:.3f} × {promise}   {figures}")
    cache.close()
    app.closeAllWindows()


def jump(small: Path, large: Path) -> None:
    app = application()
    views = {size: table(path) for size, path in ((SMALL, small), (LARGE, large))}
    chance = random.Random(7)  # noqa: S311 -- repeatable, guards nothing
    found: dict[int, list[float]] = {SMALL: [], LARGE: []}
    for _ in range(JUMPS):
        for size, (view, _cache, _first) in views.items():
            bar = view.verticalScrollBar()
            target = chance.randrange(bar.maximum())
            start = perf_counter()
            bar.setValue(target)
            QApplication.processEvents()
            found[size].append(perf_counter() - start)
    near, far = median(found[SMALL]), median(found[LARGE])
    figures = f"{LARGE:,} rows {far * 1e6:.0f} µs, {SMALL:,} rows {near * 1e6:.0f} µs"
    print(f"jump: {far / near:.3f} × (promise ≤ 2)   {figures}")
    for size, (_view, cache, first) in views.items():
        print(f"  first page at {size:,} rows after {first * 1e3:.1f} ms")
        cache.close()
    app.closeAllWindows()


def memory(path: Path) -> None:
    """Print the resident memory, in KiB, after reading here and there."""
    app = application()
    view, cache, _ = table(path)
    bar = view.verticalScrollBar()
    for place in range(200):
        bar.setValue(bar.maximum() * place // 200)
        QApplication.processEvents()
    status = Path("/proc/self/status").read_text("ascii")
    print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))
    cache.close()
    app.closeAllWindows()


def child(*arguments: object) -> str:
    command = [sys.executable, __file__, *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = {size: Path(folder) / f"{size}.db" for size in (SCROLL_ROWS, SMALL, LARGE)}
        for size, path in files.items():
            cache = Cache(path, bytes(32))
            PostingStore(cache).add(size, only=DAV)
            cache.close()
        print(child("scroll", files[SCROLL_ROWS]), end="")
        print(child("jump", files[SMALL], files[LARGE]), end="")
        small: list[int] = []
        large: list[int] = []
        for _ in range(3):
            small.append(int(child("memory", files[SMALL])))
            large.append(int(child("memory", files[LARGE])))
        near, far = median(small) / 1024, median(large) / 1024
        figures = f"{LARGE:,} rows {far:.1f} MiB, {SMALL:,} rows {near:.1f} MiB"
        print(f"memory: {far / near:.3f} × (promise ≤ 1.2)   {figures}")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["scroll", path]:
            scroll(Path(path))
        case ["jump", small, large]:
            jump(Path(small), Path(large))
        case ["memory", path]:
            memory(Path(path))
        case _:
            main()
