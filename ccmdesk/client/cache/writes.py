"""Writing the feed's rows: tuples go to the driver's `executemany` as they came, in the caller's transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import sqlalchemy as sa

from ccmdesk.core.errors import ErrorCode, KnownError

if TYPE_CHECKING:
    from ccmdesk.wire.feed import FeedPage

_META: Final = "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"

_CAISSE: Final = """INSERT INTO caisse (id, name, bic, phone, opening_hours, open_on) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, bic = excluded.bic, phone = excluded.phone,
    opening_hours = excluded.opening_hours, open_on = excluded.open_on"""

_PROFILE: Final = """INSERT INTO profile (seq, number, subscriber_code, civility, name, email, phone, address,
    postcode, town, country) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (number) DO UPDATE SET seq = excluded.seq, subscriber_code = excluded.subscriber_code,
    civility = excluded.civility, name = excluded.name, email = excluded.email, phone = excluded.phone,
    address = excluded.address, postcode = excluded.postcode, town = excluded.town, country = excluded.country
    WHERE excluded.seq >= profile.seq"""

_ACCOUNT: Final = """INSERT INTO account (seq, number, kind, label, holder, iban, "rank", booked, available, rate,
    opened_on, closed_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (number) DO UPDATE SET seq = excluded.seq, kind = excluded.kind, label = excluded.label,
    holder = excluded.holder, iban = excluded.iban, "rank" = excluded."rank", booked = excluded.booked,
    available = excluded.available, rate = excluded.rate, opened_on = excluded.opened_on,
    closed_on = excluded.closed_on WHERE excluded.seq >= account.seq"""

_TRANSFER: Final = """INSERT INTO transfer (seq, id, "key", source, target, amount, label, requested_on, execution_on,
    state, reason, created_at, executed_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, execution_on = excluded.execution_on,
    state = excluded.state, reason = excluded.reason, executed_on = excluded.executed_on
    WHERE excluded.seq >= transfer.seq"""

# Postings never change (see wire.feed): one that is already here is left alone.
POSTING_SQL: Final = """INSERT INTO posting (seq, account, booked_on, value_on, amount, balance, kind, label,
    counterparty, entry) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (seq) DO NOTHING"""

_FILL: Final = """INSERT INTO posting_text (rowid, label, counterparty)
    SELECT seq, label, counterparty FROM posting WHERE seq > ?"""

INDEXED: Final = "indexed_upto"


class Cursor(NamedTuple):
    """Where the cache stands in the customer's feed. `epoch` is empty before the first page."""

    epoch: str
    seq: int


def read_meta(connection: sa.Connection, key: str, default: str = "") -> str:
    """Read one of the cache's own notes."""
    found = connection.exec_driver_sql("SELECT value FROM meta WHERE key = ?", (key,)).scalar()
    return default if found is None else str(found)


def write_meta(connection: sa.Connection, key: str, value: str) -> None:
    """Keep one of the cache's own notes."""
    connection.exec_driver_sql(_META, (key, value))


def read_cursor(connection: sa.Connection) -> Cursor:
    """Where the cache stands."""
    return Cursor(read_meta(connection, "epoch"), int(read_meta(connection, "cursor", "0")))


def write_page(connection: sa.Connection, page: FeedPage) -> None:
    """Store a page and its cursor. Any page may come twice.

    Raises KnownError: ANSWER_UNREADABLE when the rows contradict each other or do not fit a database.
    """
    try:
        connection.exec_driver_sql("DELETE FROM caisse WHERE id <> ?", (page.caisse.id,))
        connection.exec_driver_sql(_CAISSE, page.caisse)
        for sql, rows in (
            (_PROFILE, page.profile),
            (_ACCOUNT, page.accounts),
            (_TRANSFER, page.transfers),
            (POSTING_SQL, page.postings),
        ):
            if rows:
                connection.exec_driver_sql(sql, rows)
    except (sa.exc.IntegrityError, OverflowError) as error:
        raise KnownError(ErrorCode.ANSWER_UNREADABLE) from error
    write_meta(connection, "epoch", page.epoch)
    write_meta(connection, "cursor", str(page.cursor))


def index_text(connection: sa.Connection) -> bool:
    """Make the postings that came since the last time searchable, in bulk. Tells whether there were any."""
    newest = int(connection.exec_driver_sql("SELECT coalesce(max(seq), 0) FROM posting").scalar_one())
    upto = int(read_meta(connection, INDEXED, "0"))
    if newest <= upto:
        return False
    connection.exec_driver_sql(_FILL, (upto,))
    write_meta(connection, INDEXED, str(newest))
    return True


def clear(connection: sa.Connection) -> None:
    """Empty the cache, cursor included."""
    connection.exec_driver_sql("INSERT INTO posting_text (posting_text) VALUES ('delete-all')")
    for table in ("posting", "transfer", "account", "profile", "caisse", "meta"):
        connection.execute(sa.delete(sa.table(table)))
