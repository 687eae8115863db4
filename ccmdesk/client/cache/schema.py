"""The cache's tables as the reads name them. `migrations` makes them; a test keeps both alike."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

METADATA: Final = sa.MetaData()


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def _maybe(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=True)


META: Final = sa.Table("meta", METADATA, _text("key"), _text("value"))

CAISSE: Final = sa.Table("caisse", METADATA, *map(_text, ("id", "name", "bic", "phone", "opening_hours", "open_on")))

PROFILE: Final = sa.Table(
    "profile",
    METADATA,
    _number("seq"),
    *map(_text, ("number", "subscriber_code", "civility", "name", "email", "phone", "address")),
    *map(_text, ("postcode", "town", "country")),
)

ACCOUNT: Final = sa.Table(
    "account",
    METADATA,
    _number("seq"),
    *map(_text, ("number", "kind", "label", "holder", "iban")),
    *map(_number, ("rank", "booked", "available", "rate")),
    _text("opened_on"),
    _maybe("closed_on"),
)

TRANSFER: Final = sa.Table(
    "transfer",
    METADATA,
    _number("seq"),
    *map(_text, ("id", "key", "source", "target")),
    _number("amount"),
    *map(_text, ("label", "requested_on", "execution_on", "state")),
    _maybe("reason"),
    _text("created_at"),
    _maybe("executed_on"),
)

POSTING: Final = sa.Table(
    "posting",
    METADATA,
    _number("seq"),
    *map(_text, ("account", "booked_on", "value_on")),
    *map(_number, ("amount", "balance")),
    *map(_text, ("kind", "label", "counterparty", "entry")),
)

POSTING_TEXT: Final = sa.table("posting_text", sa.column("rowid", sa.Integer), sa.column("posting_text", sa.Text))
"""Full-text index of the postings' label and counterparty; `rowid` is the posting's seq."""
