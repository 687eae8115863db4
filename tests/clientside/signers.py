"""What tests of signed commands do again and again."""

from __future__ import annotations

import pytest
from server import bank as banks
from server.bank import MONDAY

from ccmdesk.client.sync.views import Intent
from ccmdesk.core.errors import KnownError

DAV, LIVRET = banks.account(banks.ALICE, banks.DAV), banks.account(banks.ALICE, banks.LIVRET)


def reference(amount: int = 1000) -> Intent:
    """The guide's own example, or another amount."""
    return Intent(DAV, LIVRET, amount, "test virement interne", MONDAY)


def refused(call) -> KnownError:
    """The known error with which a call ends."""
    with pytest.raises(KnownError) as caught:
        call()
    return caught.value


def order(desk):
    """State and reason of the only order there is."""
    (found,) = desk.orders(ongoing=True) + desk.orders(ongoing=False)
    return found.state, found.reason


def signed(computer, desk, prepared):
    """Read the bank's text of a transfer, and sign it."""
    challenge = desk.trust.ask_transfer(prepared, "fr")
    return desk.trust.approve(challenge, computer.totp())
