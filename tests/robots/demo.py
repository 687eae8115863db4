"""What tests of the demo need: a clock set by hand, letters in a mailbox."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


@dataclass
class HandClock:
    moment: datetime

    def now(self) -> datetime:
        return self.moment


def write_mail(folder: Path, name: str, channel: str, subject: str, at: str, body: str = "texte") -> None:
    """Write a letter as the server's folder carrier does."""
    letter = {
        "id": name,
        "channel": channel,
        "to": "valerie@example.org",
        "subject": subject,
        "body": body,
        "at": at,
    }
    (folder / f"{name}.json").write_text(json.dumps(letter), encoding="utf-8")
