"""Signing what you see: the bank writes down what will be done, the customer's device signs exactly that text.

PSD2 RTS (EU) 2018/389, articles 5 (dynamic linking: amount and payee) and 4 (authentication code, used once).

A document travels as text, byte for byte as it was signed: it is shown from that text, hashed from that text, and
never written anew. Its content is one JSON object: `ChallengeDocument` or `ReceiptDocument`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StrictInt, StringConstraints

from ccmdesk.wire.base import AccountNumber, Day, Key, Message, Moment, OneTimeCode, Signature

Document = Annotated[str, StringConstraints(min_length=2, max_length=8192)]


class Operation(StrEnum):
    """What a challenge can stand for."""

    TRANSFER = "transfer"
    PASSWORD = "password"  # noqa: S105 -- the name of an operation
    AUTHENTICATOR = "authenticator"


class TransferContent(Message):
    """The transfer that is to be signed: the fields of `TransferOrder`."""

    source: AccountNumber
    target: AccountNumber
    amount: Annotated[StrictInt, Field(gt=0)]
    label: Annotated[str, StringConstraints(min_length=1, max_length=140)]
    requested_on: Day
    execution_on: Day


class ChallengeAsked(Message):
    """Ask for a challenge. `transfer` for that operation and no other; `language` of the text that will be shown."""

    operation: Operation
    transfer: TransferContent | None = None
    language: Literal["fr", "en"] = "fr"


class Challenge(Message):
    """What is to be shown and signed. `document` is the JSON text of a `ChallengeDocument`."""

    id: Key
    document: Document


class DocumentLine(Message):
    """One line of what is shown: a label and its value, both as they are to be read."""

    label: str
    value: str


class ChallengeDocument(Message):
    """What will be done, as the bank understood it. Amount in cents; `nonce`: 32 hex digits, random.

    `title` and `lines` are what is shown; `amount`, `payee`, `iban` and `on` say the same to machines.
    """

    kind: Literal["challenge"] = "challenge"
    version: Literal[1] = 1
    id: Key
    nonce: Key
    caisse: str
    customer: str
    device: Key
    operation: Operation
    title: str
    lines: list[DocumentLine]
    amount: StrictInt | None = None
    payee: str | None = None
    iban: str | None = None
    on: Day | None = None
    issued_at: Moment
    expires_at: Moment


class Approval(Message):
    """The customer's yes: a code of his authenticator, and his device's signature over the challenge's document."""

    challenge: Key
    code: OneTimeCode
    signature: Signature = Field(repr=False)


class ReceiptDocument(Message):
    """What was done, when, and what the customer had signed. `challenge`: the very document that was shown.

    `reference`: the bank's name for what came of it (a transfer's id), if it has one.
    """

    kind: Literal["receipt"] = "receipt"
    version: Literal[1] = 1
    id: Key
    bank: str
    challenge: Document
    device_signature: Signature
    device_key: str
    reference: str | None = None
    signed_at: Moment


class Receipt(Message):
    """The bank's signature over what was done. `document` is the JSON text of a `ReceiptDocument`."""

    document: Annotated[str, StringConstraints(min_length=2, max_length=32_768)]
    key_id: Key
    signature: Signature
