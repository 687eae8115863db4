"""Carrier that writes each letter as a JSON file: the demo mailbox reads them, tests too."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from ccmdesk.server.delivery.message import DeliveryError

if TYPE_CHECKING:
    from pathlib import Path

    from ccmdesk.server.delivery.message import Letter


class FolderCarrier:
    """Delivers into a folder: `<id>.json` with channel, to, subject, body, at (ISO, UTC).

    A file appears whole (written beside, then renamed), for its owner's eyes only.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def deliver(self, letter: Letter) -> None:
        """Write the file. Raises DeliveryError when the folder cannot be written."""
        document = {
            "id": letter.id,
            "channel": letter.channel.value,
            "to": letter.to,
            "subject": letter.subject,
            "body": letter.body,
            "at": letter.at.isoformat(),
        }
        draft = self._folder / f".{letter.id}.{os.getpid()}.tmp"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with open(draft, "w", encoding="utf-8", opener=_private) as file:
                json.dump(document, file, ensure_ascii=False, indent=1)
            draft.replace(self._folder / f"{letter.id}.json")
        except OSError as error:
            draft.unlink(missing_ok=True)
            raise DeliveryError from error


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
