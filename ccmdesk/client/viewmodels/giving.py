"""Giving an order to the bank: the one way, for the wizard and for a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccmdesk.client.sync.views import Changes
from ccmdesk.core.errors import KnownError

if TYPE_CHECKING:
    from ccmdesk.client.sync.desk import Desk
    from ccmdesk.client.sync.views import Prepared


def give(desk: Desk, prepared: Prepared, key: str | None = None) -> tuple[str, Changes]:
    """Confirm an order, durably, then send it; returns its key and what changed. `key`: the draft it was.

    Once it is confirmed nothing is raised: an order that could not be sent is safe in the outbox and stays « envoi en
    cours »; the session model says what is wrong with the bank.

    Raises KnownError as `Desk.confirm`.
    """
    given = desk.confirm(prepared, key)
    changes = Changes.TRANSFERS | Changes.ACCOUNTS | Changes.FRESHNESS
    try:
        changes |= desk.refresh()
    except KnownError:
        changes |= Changes.SESSION
    return given, changes
