"""Start of the client against a bare PySide6 window: exec to first paint, peak memory then, and gaps of the UI thread.

`python tests/bench/bench_start.py [rounds]`. Promises: first paint ≤ 1.30 × the bare window's, peak RSS ≤ 1.35 ×,
longest gap of the UI thread ≤ 25 ms while the rest is loaded in the background.

Both windows are as large, run in a fresh interpreter, and are asked once what they show is painted and flushed (the
turn of the event loop after their paint event). The client is started as its command does. Pairs are run one after
the other, so that a busy machine slows both; the processor's time, which neighbours disturb less, is printed too.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]

REPORT = """
import os, resource, time
def report():
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(time.monotonic(), used.ru_utime + used.ru_stime, used.ru_maxrss, 0, flush=True)
    os._exit(0)
"""

BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, report)
app = QApplication(sys.argv[:1])
window = Window()
window.resize(1180, 800)
window.show()
app.exec()
"""

CLIENT = """
from pathlib import Path
from ccmdesk.cli import run_client
from ccmdesk.client.options import Options
run_client(Options("https://localhost:1", None, Path({folder!r})), report)
"""

GAPS = """
import gc, os, sys, time
from pathlib import Path
gc.disable()
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ccmdesk.client.app import Client
from ccmdesk.client.options import Options
app = QApplication(sys.argv[:1])
client = Client(app, Options("https://localhost:1", None, Path({folder!r})))
last, worst = 0.0, 0.0
def tick():
    global last, worst
    now = time.perf_counter()
    if last:
        worst = max(worst, now - last)
    last = now
timer = QTimer(interval=1)
timer.timeout.connect(tick)
def done():
    tick()
    print(0, 0, 0, worst, flush=True)
    os._exit(0)
client.window.entrance.painted.connect(timer.start)
client.work.idle.connect(done)
client.start()
app.exec()
"""


class Run(NamedTuple):
    """Seconds from exec to first paint, seconds of the processor, peak RSS in MiB, longest gap in ms."""

    wall: float
    processor: float
    memory: float
    gap: float


def run(code: str) -> Run:
    """Run `code` in a fresh interpreter that may keep its byte code, as an installed program's does."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    begun = time.monotonic()
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    moment, processor, kilobytes, gap = (float(text) for text in done.stdout.split())
    return Run(moment - begun, processor, kilobytes / 1024, gap * 1000)


def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        codes = {
            "bare": REPORT + BARE,
            "client": REPORT + CLIENT.format(folder=folder),
            "gaps": GAPS.format(folder=folder),
        }
        for code in codes.values():
            run(code)  # writes the byte code
        seen: dict[str, list[Run]] = {name: [] for name in codes}
        for _ in range(rounds):
            for name, code in codes.items():
                seen[name].append(run(code))
    pairs = list(zip(seen["bare"], seen["client"], strict=True))
    bare, client = (statistics.median(row.wall for row in seen[name]) * 1000 for name in ("bare", "client"))
    walls = [after.wall / before.wall for before, after in pairs]
    print(f"first paint: bare window {bare:.0f} ms, client {client:.0f} ms")
    span = f"pairs {min(walls):.2f} to {max(walls):.2f}"
    print(f"first paint ratio {statistics.median(walls):.2f} (promise <= 1.30; {span})")
    print(f"processor time ratio {statistics.median(b.processor / a.processor for a, b in pairs):.2f}")
    bare, client = (statistics.median(row.memory for row in seen[name]) for name in ("bare", "client"))
    print(f"peak RSS: bare window {bare:.1f} MiB, client {client:.1f} MiB, ratio {client / bare:.2f} (promise <= 1.35)")
    gaps = [row.gap for row in seen["gaps"]]
    middle = f"median {statistics.median(gaps):.1f} ms, worst {max(gaps):.1f} ms"
    print(f"longest gap of the UI thread while loading in the background: {middle} (promise <= 25)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 11)
