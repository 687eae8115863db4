"""What all tables share: one metadata, constraint names that migrations can rely on, column types.

Every row of a customer carries `customer_id` first in its key, and no foreign key between such rows leaves it
out, so that the tables can be partitioned or sharded by customer without a transaction across shards.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import BigInteger, DateTime, Integer, MetaData
from sqlalchemy.types import TypeDecorator

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.engine import Dialect

metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    },
)

Id: Final = BigInteger().with_variant(Integer(), "sqlite")
"""A customer number. On SQLite only a column declared INTEGER is the row's own address."""


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, aware in Python; SQLite keeps it as ISO text without a zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None or dialect.name != "sqlite":
            return value
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


def one_of(column: str, values: Iterable[str]) -> str:
    """Write the SQL condition that `column` is one of a closed list of names (letters and underscores only)."""
    return f"{column} IN ({', '.join(repr(str(value)) for value in values)})"
