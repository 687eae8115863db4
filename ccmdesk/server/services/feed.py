"""The change feed as the client pulls it: pages of rows, each read in one short transaction of its own.

No connection is held while a slow client reads. Rows that change between two pages come again in a later one:
nothing is lost, and with the last page the client holds the bank's state of that instant.
"""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import chain
from typing import TYPE_CHECKING, Final, cast

import zstandard

from ccmdesk.server.repositories import feed
from ccmdesk.wire.feed import (
    PAGE_ROWS,
    AccountRow,
    CaisseRow,
    FeedPage,
    PostingRow,
    ProfileRow,
    TransferRow,
    write_frame,
)
from ccmdesk.wire.messages import FeedHead

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from ccmdesk.server.database import Database
    from ccmdesk.server.models.statements import Row
    from ccmdesk.server.services.principal import Principal

_LEVEL: Final = 1
"""The fastest zstd level: pages are read once, and shrink to a fifth all the same."""

_CREATED_AT: Final = 11


def head(connection: Connection, principal: Principal) -> FeedHead:
    """Return where the customer's feed ends now."""
    epoch, seq = feed.head(connection, principal.customer_id)
    return FeedHead(epoch=epoch, head=seq)


def stream(database: Database, principal: Principal, epoch: str | None, after: int) -> Iterator[bytes]:
    """Return the frames of all that changed after a cursor; from the start when the cursor is of another epoch.

    There is always one page at least; the last one's cursor is its head. The first is read before this returns:
    what is wrong with the database is an error answer, not a stream that breaks.
    """
    compressor = zstandard.ZstdCompressor(level=_LEVEL)
    frames = (write_frame(page, compressor) for page in pages(database, principal, epoch, after))
    return chain([next(frames)], frames)


def pages(
    database: Database, principal: Principal, epoch: str | None, after: int, page_rows: int = PAGE_ROWS
) -> Iterator[FeedPage]:
    """Yield the pages of all that changed after a cursor (see `stream`)."""
    while True:
        with database.snapshot() as connection:
            page = _page(connection, principal.customer_id, epoch, after, page_rows)
        yield page
        if page.cursor >= page.head:
            return
        epoch, after = page.epoch, page.cursor


def _page(connection: Connection, customer_id: int, epoch: str | None, after: int, page_rows: int) -> FeedPage:
    """Read one page: complete up to its cursor, the lowest number at which one kind's rows had to be cut."""
    current, last = feed.head(connection, customer_id)
    if epoch != current or after > last:
        after = 0
    postings = feed.posting_rows(connection, customer_id, after, last, page_rows + 1)
    transfers = feed.transfer_rows(connection, customer_id, after, last, page_rows + 1)
    cursor = min(_bound(postings, page_rows, last), _bound(transfers, page_rows, last))
    return FeedPage(
        epoch=current,
        cursor=cursor,
        head=last,
        caisse=CaisseRow(*feed.caisse_row(connection, customer_id)),
        profile=[ProfileRow(*row) for row in feed.profile_rows(connection, customer_id, after, cursor)],
        accounts=[AccountRow(*row) for row in feed.account_rows(connection, customer_id, after, cursor)],
        transfers=[_transfer(row) for row in _until(transfers, cursor)],
        postings=cast("list[PostingRow]", _until(postings, cursor)),
    )


def _bound(rows: list[Row], page_rows: int, last: int) -> int:
    return int(rows[page_rows - 1][0]) if len(rows) > page_rows else last


def _until(rows: list[Row], cursor: int) -> list[Row]:
    while rows and rows[-1][0] > cursor:
        rows.pop()
    return rows


def _transfer(row: Row) -> TransferRow:
    created: datetime | str = row[_CREATED_AT]
    if isinstance(created, str):
        created = datetime.fromisoformat(created).replace(tzinfo=UTC)
    moment = created.astimezone(UTC).isoformat()
    return TransferRow._make((*row[:_CREATED_AT], moment, *row[_CREATED_AT + 1 :]))
