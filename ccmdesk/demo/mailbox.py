"""The demo's mailbox: the e-mails and SMS that the demo's server put into its folder."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

MAX_LETTER: Final = 256 * 1024

_TO_COPY: Final = re.compile(
    r"""(?<![\w-])(?:
    [0-9]{12}                    # a « code abonné »
    | [0-9]{4}[ \u00a0\u202f]?[0-9]{4}  # a code of one use
    | [a-z0-9]{4}(?:-[a-z0-9]{4}){2,}  # a temporary password
    )(?![\w-])""",
    re.VERBOSE,
)


class Mail(NamedTuple):
    """One e-mail or SMS. `at` is UTC."""

    id: str
    channel: str
    to: str
    subject: str
    body: str
    at: datetime

    @property
    def is_sms(self) -> bool:
        return self.channel == "sms"

    @property
    def to_copy(self) -> str:
        """The code or temporary password that the letter brings; empty when it brings none."""
        found = _TO_COPY.search(self.body)
        return found.group() if found else ""


class Mailbox:
    """Reads the folder; each file once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, Mail | None] = {}

    def mails(self) -> list[Mail]:
        """Return all letters, the newest first, and of one moment those that bring a code. The rest is left out."""
        try:
            names = sorted(path.name for path in self._folder.glob("*.json"))
        except OSError:
            names = []
        self._read = {name: self._read[name] if name in self._read else self._open(name) for name in names}
        found = [mail for mail in self._read.values() if mail is not None]
        return sorted(found, key=lambda mail: (mail.at, bool(mail.to_copy), mail.id), reverse=True)

    def _open(self, name: str) -> Mail | None:
        try:
            with (self._folder / name).open("rb") as file:
                content = json.loads(file.read(MAX_LETTER))
            texts = {field: str(content[field]) for field in ("id", "channel", "to", "subject", "body")}
            return Mail(**texts, at=datetime.fromisoformat(content["at"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None
