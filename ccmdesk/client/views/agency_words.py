"""Whom to call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ccmdesk.wire.messages import Caisse

NO_BREAK = "\u00a0"


def agencies(caisses: Iterable[Caisse]) -> list[str]:
    """Write a line for each caisse: its name and its phone."""
    line = QCoreApplication.translate("AgencyWords", "{0} : {1}")
    return [line.format(caisse.name, caisse.phone.replace(" ", NO_BREAK)) for caisse in caisses]
