"""What a person does on the page « Opérations », and a cache full of operations to do it with."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from robots.bank_desk import click, type_into

from ccmdesk.client.cache.writes import POSTING_SQL, index_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QLineEdit
    from pytestqt.qtbot import QtBot

    from ccmdesk.client.cache.store import Cache
    from ccmdesk.client.views.operations import OperationsScreen
    from ccmdesk.client.work import Work

DAV = "60000220100"
LIVRET = "60000223600"
_WORDS = ("VIREMENT", "PRÉLÈVEMENT", "CARTE", "LOYER", "Électricité", "SALAIRE", "MUTUELLE", "épargne", "achat")


class PostingStore:
    """Fills a customer's cache with operations of two accounts, as the feed would leave it."""

    def __init__(self, cache: Cache) -> None:
        self.cache = cache
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


class OperationsRobot:
    """« Opérations » on the real form."""

    def __init__(self, screen: OperationsScreen, work: Work, qtbot: QtBot) -> None:
        self.screen, self.work, self.qtbot = screen, work, qtbot
        self.ui = screen.ui

    def wait(self) -> None:
        """Wait until the typing has paused and everything is read."""
        self.qtbot.waitUntil(lambda: not self.screen._model._typing.isActive() and self.work.pending == 0)

    def search(self, text: str) -> None:
        type_into(self.ui.search, text)
        self.wait()

    def narrow(self, edit: QLineEdit, text: str) -> None:
        if not self.ui.filters.isVisible():
            click(self.ui.filterButton)
        type_into(edit, text)
        QTest.keyClick(edit, Qt.Key.Key_Return)
        self.wait()

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.ui.table, key)

    def labels(self) -> list[str]:
        """First lines of the rows in sight."""
        first, last = self.ui.table.rows_in_sight()
        model = self.ui.table.model()
        return [str(model.index(row, 1).data()).split("\n")[0] for row in range(first - 1, last)]

    def count(self) -> int:
        return self.ui.table.model().rowCount()
