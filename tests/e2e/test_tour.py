from __future__ import annotations

import os
import subprocess
import sys

from ccmdesk.demo.tour_steps import STEPS


def test_the_tour_finds_every_figure_right_and_photographs_every_step(tmp_path):
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(  # noqa: S603 -- our own command
        [sys.executable, "-X", "utf8", "-m", "ccmdesk", "demo", "--tour", str(tmp_path)],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=200,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    pictures = sorted(path.name for path in tmp_path.glob("*.png"))
    assert pictures == [f"{number:02d}-{name}.png" for number, (name, _) in enumerate(STEPS, 1)]
    assert all((tmp_path / name).stat().st_size > 5_000 for name in pictures)
