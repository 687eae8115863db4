"""The outbox: what the customer intends, in its own encrypted file, on the disk before anything is sent.

Life of an entry: draft → sending → accepted (until the feed shows it, then removed) or refused. A key that the bank
has answered is spent: the next try of the same intent gets a new one. The customer's signature (`approval`) is there
while the entry is « sending », and no longer.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import msgspec
import sqlalchemy as sa

from ccmdesk.client.cache.engine import Damaged, database_errors, file_engine, shut
from ccmdesk.client.cache.files import set_aside
from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.wire.signing import Approval

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

VERSION: Final = 2

_STEPS: Final = {1: "ALTER TABLE entry ADD COLUMN approval TEXT"}
"""What leads from version n to n + 1. Steps that clients in the field have run are never edited."""


class EntryState(StrEnum):
    """State of an entry."""

    DRAFT = "draft"
    SENDING = "sending"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class Order(msgspec.Struct, frozen=True):
    """What is asked: the label as typed and as written, the execution day as shown. Amount in cents."""

    source: str
    target: str
    amount: int
    typed_label: str
    label: str
    requested_on: date
    execution_on: date


@dataclass(frozen=True, slots=True)
class Entry:
    """An order in the outbox. `tried`: the bank may know its key. `state_at_bank`: once accepted."""

    key: str
    order: Order
    state: EntryState
    created_at: datetime
    tried: bool
    reason: ErrorCode | None
    execution_on: date
    state_at_bank: str | None
    approval: Approval | None = field(default=None, repr=False)


_TABLE: Final = sa.Table(
    "entry",
    sa.MetaData(),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("intent", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("created_at", sa.Text, nullable=False),
    sa.Column("tried", sa.Integer, nullable=False),
    sa.Column("reason", sa.Text),
    sa.Column("execution_on", sa.Text, nullable=False),
    sa.Column("state_at_bank", sa.Text),
    sa.Column("approval", sa.Text),
)


class Outbox:
    """The entries of one customer. Every method is durable when it returns (synchronous=FULL). Thread-safe.

    An unreadable file is set aside under another name and told in `notices`, never deleted. One that a later client
    made is left alone: the opening raises KnownError CACHE_TOO_NEW.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        self.notices: tuple[ErrorCode, ...] = ()
        try:
            self._engine = _open(path, key)
        except Damaged:
            set_aside(path)
            set_aside(path.with_name(f"{path.name}-wal"))
            self.notices = (ErrorCode.OUTBOX_UNREADABLE,)
            self._engine = _open(path, key)

    def entries(self, *states: EntryState) -> list[Entry]:
        """Return the entries in these states (all, without any), oldest first."""
        query = sa.select(_TABLE).order_by(_TABLE.c.created_at, _TABLE.c.key)
        if states:
            query = query.where(_TABLE.c.state.in_([state.value for state in states]))
        with _errors(), self._engine.begin() as connection:
            return [_entry(row) for row in connection.execute(query)]

    def entry(self, key: str) -> Entry | None:
        """Return one entry."""
        with _errors(), self._engine.begin() as connection:
            row = connection.execute(sa.select(_TABLE).where(_TABLE.c.key == key)).first()
        return None if row is None else _entry(row)

    def put(
        self,
        key: str,
        order: Order,
        state: EntryState,
        created_at: datetime,
        instead_of: str | None = None,
        approval: Approval | None = None,
    ) -> None:
        """Write an entry, in the place of `instead_of` (which goes in the same transaction) if given."""
        values = {
            "key": key,
            "intent": msgspec.json.encode(order).decode(),
            "state": state.value,
            "created_at": created_at.isoformat(),
            "tried": 0,
            "reason": None,
            "execution_on": order.execution_on.isoformat(),
            "state_at_bank": None,
            "approval": None if approval is None else approval.model_dump_json(),
        }
        with _errors(), self._engine.begin() as connection:
            connection.execute(sa.delete(_TABLE).where(_TABLE.c.key.in_([key, instead_of or key])))
            connection.execute(sa.insert(_TABLE).values(values))

    def accepted(self, key: str, state_at_bank: str, execution_on: date) -> None:
        """Note the bank's yes. The entry stays until the feed shows the order."""
        self._answer(key, EntryState.ACCEPTED, state_at_bank=state_at_bank, execution_on=execution_on.isoformat())

    def refused(self, key: str, reason: ErrorCode, *, back_to_draft: bool) -> None:
        """Note the bank's no, for this key for ever. The signature was for this key too."""
        state = EntryState.DRAFT if back_to_draft else EntryState.REFUSED
        self._answer(key, state, reason=reason.value)

    def send_again(self, keys: list[str]) -> None:
        """Put accepted entries back to sending, with their keys."""
        statement = (
            sa.update(_TABLE)
            .where(_TABLE.c.key.in_(keys), _TABLE.c.state == EntryState.ACCEPTED.value)
            .values(state=EntryState.SENDING.value, state_at_bank=None)
        )
        with _errors(), self._engine.begin() as connection:
            connection.execute(statement)

    def remove(self, keys: list[str], *states: EntryState) -> int:
        """Remove entries, those in `states` only if any is given. Tells how many there were."""
        statement = sa.delete(_TABLE).where(_TABLE.c.key.in_(keys))
        if states:
            statement = statement.where(_TABLE.c.state.in_([state.value for state in states]))
        with _errors(), self._engine.begin() as connection:
            return connection.execute(statement).rowcount

    def close(self) -> None:
        """Close the file for good. Later calls raise KnownError SESSION_ENDED."""
        shut(self._engine)

    def _answer(self, key: str, state: EntryState, **values: str) -> None:
        statement = (
            sa.update(_TABLE)
            .where(_TABLE.c.key == key, _TABLE.c.state == EntryState.SENDING.value)
            .values(state=state.value, tried=1, approval=None, **values)
        )
        with _errors(), self._engine.begin() as connection:
            connection.execute(statement)


def _open(path: Path, key: bytes) -> sa.Engine:
    engine = file_engine(path, key, durable=True, cache_mib=1)
    try:
        with database_errors(), engine.begin() as connection:
            _migrate(connection)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _migrate(connection: sa.Connection) -> None:
    found = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    if found > VERSION:
        raise KnownError(ErrorCode.CACHE_TOO_NEW)
    if found < 0:
        raise Damaged
    if found == VERSION:
        return
    if found == 0:
        _TABLE.metadata.create_all(connection)
    for version in range(found or VERSION, VERSION):
        connection.exec_driver_sql(_STEPS[version])
    connection.exec_driver_sql(f"PRAGMA user_version={VERSION}")


@contextmanager
def _errors() -> Iterator[None]:
    """Damage found after the opening: the next opening sets the file aside."""
    try:
        with database_errors():
            yield
    except Damaged as error:
        raise KnownError(ErrorCode.OUTBOX_UNREADABLE) from error


def _entry(row: sa.Row[tuple[str, str, str, str, int, str | None, str, str | None, str | None]]) -> Entry:
    return Entry(
        key=row.key,
        order=msgspec.json.decode(row.intent, type=Order),
        state=EntryState(row.state),
        created_at=datetime.fromisoformat(row.created_at),
        tried=bool(row.tried),
        reason=None if row.reason is None else ErrorCode(row.reason),
        execution_on=date.fromisoformat(row.execution_on),
        state_at_bank=row.state_at_bank,
        approval=None if row.approval is None else Approval.model_validate_json(row.approval),
    )
