"""Start of the client against a bare PySide6 window: exec to first paint, peak memory then, and gaps of the UI thread.

`python tests/bench/bench_start.py [rounds]`. Promises: first paint ≤ 1.30 × the bare window's, peak RSS ≤ 1.35 ×,
longest gap of the UI thread ≤ 25 ms while the rest is loaded in the background.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

BARE = """
import sys, time, resource
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print(time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, 0, flush=True)
        QApplication.quit()
app = QApplication(sys.argv[:1])
window = Window()
window.resize(1180, 800)
window.show()
app.exec()
"""

CLIENT = """
import sys, time, resource
from pathlib import Path
from ccmdesk.cli import main
from ccmdesk.client.options import Options
from PySide6.QtWidgets import QApplication
from ccmdesk.client.app import Client
app = QApplication(sys.argv[:1])
client = Client(app, Options("https://localhost:1", None, Path({folder!r})))
def painted():
    print(time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, 0, flush=True)
    QApplication.quit()
client.window.entrance.painted.connect(painted)
client.window.show()
app.exec()
"""

GAPS = """
import sys, time
from pathlib import Path
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
timer = QTimer(interval=0)
timer.timeout.connect(tick)
def done():
    tick()
    print(0, 0, worst, flush=True)
    QApplication.quit()
client.window.entrance.painted.connect(timer.start)
client.work.idle.connect(done)
client.start()
app.exec()
client.close()
"""


def run(code: str) -> tuple[float, float, float]:
    """Seconds from exec to first paint, peak RSS in MiB, longest gap in ms."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        "PYTHONPATH": str(ROOT),
    }
    begun = time.monotonic()
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    moment, rss, gap = (float(text) for text in done.stdout.split())
    return moment - begun, rss / 1024, gap * 1000


def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        codes = {"bare": BARE, "client": CLIENT.format(folder=folder), "gaps": GAPS.format(folder=folder)}
        for code in codes.values():
            run(code)
        seen = {name: [] for name in codes}
        for _ in range(rounds):
            for name, code in codes.items():
                seen[name].append(run(code))
    starts = {name: statistics.median(row[0] for row in rows) for name, rows in seen.items()}
    memory = {name: statistics.median(row[1] for row in rows) for name, rows in seen.items()}
    ratios = [client[0] / bare[0] for client, bare in zip(seen["client"], seen["bare"], strict=True)]
    gap = statistics.median(row[2] for row in seen["gaps"])
    print(f"first paint: bare window {starts['bare'] * 1000:.0f} ms, client {starts['client'] * 1000:.0f} ms")
    span = f"pairs {min(ratios):.2f} to {max(ratios):.2f}"
    print(f"first paint ratio {statistics.median(ratios):.2f} (promise <= 1.30; {span})")
    print(f"peak RSS: bare window {memory['bare']:.1f} MiB, client {memory['client']:.1f} MiB")
    print(f"peak RSS ratio {memory['client'] / memory['bare']:.2f} (promise <= 1.35)")
    print(f"longest gap of the UI thread while loading in the background: {gap:.1f} ms (promise <= 25)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 11)
