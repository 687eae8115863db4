"""The tables. Importing this package fills `metadata` with all of them."""

from __future__ import annotations

from ccmdesk.server.models import access, bank, commands, ledger, orders, staff, trust
from ccmdesk.server.models.base import metadata

__all__ = ["access", "bank", "commands", "ledger", "metadata", "orders", "staff", "trust"]
