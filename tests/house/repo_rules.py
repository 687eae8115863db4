"""Rules for what a repository may carry: nothing of the machine it was written on, nothing that moves under us."""

from __future__ import annotations

import re

# A path that only exists on one person's machine. System paths (/usr, /etc, /var) are the same on all.
MACHINE_PATH = re.compile(r"(?<![\w.:/~*-])/(?:home|root|Users|work|mnt|tmp|opt)/[\w.-]|\b[A-Z]:\\+Users\\", re.ASCII)
INDEX = re.compile(
    r"pypi\.org/simple|files\.pythonhosted|--(?:extra-)?index-url|--find-links|--trusted-host|\bPIP_INDEX_URL\b",
    re.IGNORECASE,
)
PIN = re.compile(r"[a-z0-9-]+==[0-9][0-9a-z.]*(?: ; [a-z_]+ (?:==|<|>=) '[\w.]+')?")


def machine_traces(text: str) -> list[str]:
    """Lines that name a path of one machine, or where packages are fetched from."""
    return [line.strip() for line in text.splitlines() if MACHINE_PATH.search(line) or INDEX.search(line)]


def loose_pins(text: str) -> list[str]:
    """Lines of a requirements file that are not exactly name==version, with at most a marker."""
    lines = [line.strip() for line in text.splitlines()]
    return [line for line in lines if line and not line.startswith(("#", "-r ")) and not PIN.fullmatch(line)]
