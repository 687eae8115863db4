"""What a person does on the page « Opérations », and a cache full of operations to do it with."""

from __future__ import annotations

import random
from contextlib import closing
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAV = "60000220100"
LIVRET = "60000223600"
_KEY = "PRAGMA key = \"x'" + "0f" * 32 + "'\""
_WORDS = ("VIREMENT", "PRÉLÈVEMENT", "CARTE", "LOYER", "Électricité", "SALAIRE", "MUTUELLE", "épargne", "achat")


class _Connection(dbapi2.Connection):
    open = 0

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        type(self).open += 1

    def close(self) -> None:
        type(self).open -= 1
        super().close()


class PostingStore:
    """An encrypted cache with operations of two accounts, as the feed would leave it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._next = 1
        _Connection.open = 0
        with closing(self.connect()) as connection:
            connection.execute("PRAGMA journal_mode = wal")
            connection.execute(
                "CREATE TABLE posting (seq INTEGER PRIMARY KEY, account TEXT, booked_on TEXT, value_on TEXT,"
                " amount INTEGER, balance INTEGER, kind TEXT, label TEXT, counterparty TEXT, entry TEXT)"
            )
            connection.execute("CREATE INDEX posting_account ON posting (account, seq)")
            connection.execute(
                "CREATE VIRTUAL TABLE posting_fts USING fts5(label, counterparty, content = 'posting',"
                " content_rowid = 'seq', tokenize = 'unicode61 remove_diacritics 2')"
            )

    def connect(self) -> dbapi2.Connection:
        connection = dbapi2.connect(str(self.path), factory=_Connection)
        connection.execute(_KEY)
        return connection

    def open_connections(self) -> int:
        return _Connection.open

    def add(self, size: int, only: str | None = None) -> None:
        """Add operations after those there are, one every six hours from 2021 on."""
        with closing(self.connect()) as connection, connection:
            connection.executemany("INSERT INTO posting VALUES (?,?,?,?,?,?,?,?,?,?)", self._rows(size, only))
            connection.execute("INSERT INTO posting_fts (posting_fts) VALUES ('rebuild')")
        self._next += size

    def add_line(
        self,
        seq: int,
        *,
        account: str = DAV,
        booked_on: str = "2022-10-21",
        amount: int = 1_000,
        balance: int = 2_000,
        label: str = "test virement interne",
        counterparty: str = "",
    ) -> None:
        row = (seq, account, booked_on, booked_on, amount, balance, "transfer", label, counterparty, str(seq))
        with closing(self.connect()) as connection, connection:
            connection.execute("INSERT INTO posting VALUES (?,?,?,?,?,?,?,?,?,?)", row)
            connection.execute("INSERT INTO posting_fts (posting_fts) VALUES ('rebuild')")
        self._next = max(self._next, seq + 1)

    def _rows(self, size: int, only: str | None) -> Iterator[tuple[object, ...]]:
        chance = random.Random(size)  # noqa: S311 -- repeatable, guards nothing
        for seq in range(self._next, self._next + size):
            day = (date(2021, 1, 1) + timedelta(hours=6 * seq)).isoformat()
            amount, balance = chance.randrange(-100_000, 100_000), chance.randrange(10_000_000)
            label = f"{chance.choice(_WORDS)} {chance.choice(_WORDS)} {seq}"
            account = only or chance.choice([DAV, DAV, DAV, LIVRET])
            yield seq, account, day, day, amount, balance, "transfer", label, f"SOCIÉTÉ {seq % 500}", f"{seq:032x}"
