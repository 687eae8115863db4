"""Caisses and their open day."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Final

from sqlalchemy import Date, delete, func, insert, select, update

from ccmdesk.server.models.bank import caisse, day_end, feed_epoch
from ccmdesk.server.models.statements import Statement

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, RowMapping

    from ccmdesk.server.repositories.transfers import Figures

_OPEN_DAY: Final = Statement("SELECT CAST(open_day AS VARCHAR(10)) FROM caisse WHERE id = :caisse")
_SIGN_ABOVE: Final = Statement("SELECT sign_above FROM caisse WHERE id = :caisse")
_HOLD: Final = Statement("SELECT pg_advisory_xact_lock_shared(hashtext('open_day'), hashtext(:caisse))")
_SEIZE: Final = Statement("SELECT pg_advisory_xact_lock(hashtext('open_day'), hashtext(:caisse))")
_TURN: Final = Statement(
    "UPDATE caisse SET open_day = :next WHERE id = :caisse AND open_day = :day", next=Date(), day=Date()
)


def add_caisse(connection: Connection, values: Mapping[str, object]) -> None:
    """Insert a caisse (columns by name)."""
    connection.execute(insert(caisse), values)


def list_caisses(connection: Connection) -> Sequence[RowMapping]:
    """Return all caisses by name, as mappings of their columns."""
    return connection.execute(select(caisse).order_by(caisse.c.name)).mappings().all()


def get_caisse(connection: Connection, caisse_id: str) -> RowMapping:
    """Return a caisse. Raises LookupError for an unknown one."""
    row = connection.execute(select(caisse).where(caisse.c.id == caisse_id)).mappings().one_or_none()
    if row is None:
        raise LookupError(f"no caisse {caisse_id}")
    return row


def sign_above(connection: Connection, caisse_id: str) -> int | None:
    """Return the amount (cents) above which an order is signed; None: never. Raises LookupError."""
    amount = _SIGN_ABOVE.one(connection, caisse=caisse_id)[0]
    return None if amount is None else int(amount)


def set_caisse(connection: Connection, caisse_id: str, values: Mapping[str, object]) -> bool:
    """Change columns of a caisse. False for an unknown one."""
    return connection.execute(update(caisse).where(caisse.c.id == caisse_id).values(values)).rowcount == 1


def hold_open_day(connection: Connection, caisse_id: str) -> date:
    """Return the open day, and keep it open until the transaction ends. Raises LookupError for an unknown caisse.

    Without it an order could be accepted for a day that the day-end closes at the same moment. On PostgreSQL the
    lock is in memory and shared by all orders: no row is hot. On SQLite writers follow one another anyway.
    """
    if connection.dialect.name == "postgresql":
        _HOLD.rows(connection, caisse=caisse_id)
    return date.fromisoformat(_OPEN_DAY.one(connection, caisse=caisse_id)[0])


def open_day(connection: Connection, caisse_id: str) -> date:
    """Return the first business day whose day-end has not run. Raises LookupError for an unknown caisse."""
    return date.fromisoformat(_OPEN_DAY.one(connection, caisse=caisse_id)[0])


def seize_open_day(connection: Connection, caisse_id: str) -> None:
    """Wait for the orders that hold the open day, and make the next ones wait until the transaction ends."""
    if connection.dialect.name == "postgresql":
        _SEIZE.rows(connection, caisse=caisse_id)


def turn_day(connection: Connection, caisse_id: str, day: date, following: date) -> bool:
    """Close `day` and open `following`. Return False if another day-end has already done it."""
    return _TURN.run(connection, caisse=caisse_id, day=day, next=following) == 1


def add_day_end(connection: Connection, caisse_id: str, day: date, moment: datetime) -> None:
    """Insert the record of a day that has just turned; its figures come once its orders are settled."""
    values = {"caisse_id": caisse_id, "day": day, "closed_at": moment, "executed": 0, "rejected": 0, "total": 0}
    connection.execute(insert(day_end), values)


def set_day_figures(connection: Connection, caisse_id: str, day: date, figures: Figures) -> None:
    """Note what was executed and rejected on a closed day (`total` in cents)."""
    record = update(day_end).where(day_end.c.caisse_id == caisse_id, day_end.c.day == day)
    connection.execute(record.values(asdict(figures)))


def last_closed_day(connection: Connection, caisse_id: str) -> date | None:
    """Return the last day that turned, or None before the first."""
    newest = select(func.max(day_end.c.day)).where(day_end.c.caisse_id == caisse_id)
    day: date | None = connection.execute(newest).scalar_one()
    return day


def set_epoch(connection: Connection, epoch: str, created_at: object) -> None:
    """Name this life of the database, in the place of the one before."""
    connection.execute(delete(feed_epoch))
    connection.execute(insert(feed_epoch), {"id": 1, "epoch": epoch, "created_at": created_at})
