"""What a person does on the page « Opérations », and a cache full of operations to do it with."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ccmdesk.client.cache.store import Cache
from ccmdesk.client.cache.writes import POSTING_SQL, index_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAV = "60000220100"
LIVRET = "60000223600"
_WORDS = ("VIREMENT", "PRÉLÈVEMENT", "CARTE", "LOYER", "Électricité", "SALAIRE", "MUTUELLE", "épargne", "achat")


class PostingStore:
    """A customer's cache with operations of two accounts, as the feed would leave it: encrypted file, or memory."""

    def __init__(self, path: Path | None = None) -> None:
        self.cache = Cache(path, bytes(32) if path else None)
        self._next = 1

    def add(self, size: int, only: str | None = None) -> None:
        """Add operations after those there are, one every six hours from 2021 on."""
        with self.cache.write() as connection:
            if size:
                connection.exec_driver_sql(POSTING_SQL, list(self._rows(size, only)))
            index_text(connection)
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
        with self.cache.write() as connection:
            connection.exec_driver_sql(POSTING_SQL, row)
            index_text(connection)
        self._next = max(self._next, seq + 1)

    def _rows(self, size: int, only: str | None) -> Iterator[tuple[object, ...]]:
        chance = random.Random(size)  # noqa: S311 -- repeatable, guards nothing
        for seq in range(self._next, self._next + size):
            day = (date(2021, 1, 1) + timedelta(hours=6 * seq)).isoformat()
            amount, balance = chance.randrange(-100_000, 100_000), chance.randrange(10_000_000)
            label = f"{chance.choice(_WORDS)} {chance.choice(_WORDS)} {seq}"
            account = only or chance.choice([DAV, DAV, DAV, LIVRET])
            yield seq, account, day, day, amount, balance, "transfer", label, f"SOCIÉTÉ {seq % 500}", f"{seq:032x}"
