"""The contract of the HTTP interface, version 1: errors, directory, orders, feed.

Money is in integer cents, days are ISO dates, moments are UTC. The way in is in `wire.access`, signed commands in
`wire.signing`, the pages of the feed in `wire.feed`.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, StrictInt, StringConstraints

from ccmdesk.core.errors import ErrorCode
from ccmdesk.core.money import MAX_AMOUNT_CENTS
from ccmdesk.core.rules.transfers import TransferState
from ccmdesk.wire.base import AccountNumber, Day, Message, Moment, PublicKey
from ccmdesk.wire.signing import Approval, Receipt


class Problem(Message):
    """Body of every error answer: a code, values for the sentence, and the id to quote to the bank."""

    code: ErrorCode
    details: dict[str, Any] = Field(default_factory=dict)
    incident: str | None = None


class Caisse(Message):
    """What a caisse tells everyone."""

    id: str
    name: str
    bic: str
    phone: str
    opening_hours: str


class SigningKey(Message):
    """A key with which the bank signs receipts. `id`: `core.signatures.key_id` of the public key."""

    id: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
    public_key: PublicKey


class Directory(Message):
    """The caisses this server works for, and the keys of its receipts: the one in use first, then former ones."""

    caisses: list[Caisse]
    signing_keys: list[SigningKey] = Field(default_factory=list)


class TransferOrder(Message):
    """An internal transfer. `execution_on` is the day shown to the customer; the server refuses to differ from it.

    `approval`: the customer's signature, for an order above the caisse's threshold (else SIGNATURE_REQUIRED).
    """

    source: AccountNumber
    target: AccountNumber
    amount: Annotated[StrictInt, Field(gt=0, le=MAX_AMOUNT_CENTS)]
    label: Annotated[str, StringConstraints(min_length=1, max_length=140)]
    requested_on: Day
    execution_on: Day
    approval: Approval | None = None


class TransferAccepted(Message):
    """The order as the bank holds it. `receipt`: for a signed order."""

    id: str
    state: TransferState
    execution_on: Day
    created_at: Moment
    receipt: Receipt | None = None


class FeedHead(Message):
    """Where the customer's change feed ends now."""

    epoch: str
    head: StrictInt
