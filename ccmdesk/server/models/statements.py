"""Statements of the busiest paths: SQL text, compiled once by SQLAlchemy, run on the driver's own cursor.

`Connection.execute` costs 20 µs of Python a statement; a command runs ten of them inside one transaction that the
disk finishes in 200 µs. Transactions, pooling, parameters and types remain SQLAlchemy's.
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

from sqlalchemy import Date, bindparam, text

from ccmdesk.server.models.base import Moment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date, datetime

    from sqlalchemy import Connection, Table
    from sqlalchemy.engine import Dialect
    from sqlalchemy.engine.interfaces import DBAPICursor
    from sqlalchemy.types import TypeEngine

Row = tuple[Any, ...]
"""A row as the driver gives it: typed by its SQL only."""


class Statement:
    """One SQL statement for every database, with « :name » parameters.

    `types` names the parameters that the driver does not take as they are (days, moments). Results are the driver's
    own: what must be text everywhere (days) is cast in SQL.
    """

    def __init__(self, sql: str, **types: TypeEngine[Any] | type[TypeEngine[Any]]) -> None:
        self._text = text(sql).bindparams(*(bindparam(name, type_=kind) for name, kind in types.items()))
        self._compiled: dict[str, _Compiled] = {}

    @classmethod
    def insert(cls, table: Table, suffix: str = "") -> Statement:
        """Insert one row, given all columns of the table by name."""
        names = [column.name for column in table.columns]
        sql = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES (:{', :'.join(names)}) {suffix}"  # noqa: S608 -- names of our own metadata
        return cls(sql, **{column.name: column.type for column in table.columns})

    def run(self, connection: Connection, **values: object) -> int:
        """Run it and return how many rows it touched."""
        return int(self._execute(connection, values).rowcount)

    def rows(self, connection: Connection, **values: object) -> list[Row]:
        """Run it and return all rows."""
        return list(self._execute(connection, values).fetchall())

    def one(self, connection: Connection, **values: object) -> Row:
        """Run it and return its only row. Raises LookupError when there is none or there are more."""
        rows = self.rows(connection, **values)
        if len(rows) != 1:
            raise LookupError(f"{len(rows)} rows where one must be: {self._text}")
        return rows[0]

    def run_many(self, connection: Connection, rows: Iterable[dict[str, object]]) -> None:
        """Run it once for each row, in one call of the driver."""
        compiled = self._for(connection)
        cursor = connection.connection.cursor()
        cursor.executemany(compiled.sql, [compiled.parameters(row) for row in rows])

    def _execute(self, connection: Connection, values: dict[str, object]) -> DBAPICursor:
        compiled = self._for(connection)
        cursor = connection.connection.cursor()
        cursor.execute(compiled.sql, compiled.parameters(values))
        return cursor

    def _for(self, connection: Connection) -> _Compiled:
        name = connection.dialect.name
        if name not in self._compiled:
            self._compiled[name] = _Compiled(self._text, connection.dialect)
        return self._compiled[name]


class _Compiled:
    """SQL text of one dialect, and how to hand it its parameters."""

    def __init__(self, construct: Any, dialect: Dialect) -> None:  # noqa: ANN401 -- a TextClause, whose compiler is typed too loosely
        compiled = construct.compile(dialect=dialect)
        self.sql = str(compiled)
        self._names: list[str] | None = compiled.positiontup if compiled.positional else None
        self._processors: list[tuple[str, Callable[[Any], Any]]] = []
        for name, bind in compiled.binds.items():
            processor = _processor(bind.type, dialect)
            if processor is not None:
                self._processors.append((name, processor))

    def parameters(self, values: dict[str, object]) -> Any:  # noqa: ANN401 -- a tuple or a dict, as the driver wants
        for name, processor in self._processors:
            values[name] = processor(values[name])
        return values if self._names is None else tuple([values[name] for name in self._names])


def _processor(kind: TypeEngine[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    """How a parameter of this type reaches the driver. SQLite's days and moments have a short way to the same text."""
    if dialect.name == "sqlite" and isinstance(kind, Date):
        return _day_text
    if dialect.name == "sqlite" and isinstance(kind, Moment):
        return _moment_text
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _day_text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _moment_text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
