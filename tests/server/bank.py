"""A real bank for tests: one caisse and what is in it, in a real database."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from ccmdesk.core.ids import new_key
from ccmdesk.core.rules.transfers import AccountKind
from ccmdesk.server.database import Database
from ccmdesk.server.ledger.check import differences
from ccmdesk.server.migrations import upgrade
from ccmdesk.server.services import customers, feed, transfers
from ccmdesk.server.services.principal import Principal
from ccmdesk.wire.messages import TransferOrder

if TYPE_CHECKING:
    from ccmdesk.server.services.commands import Answer

MONDAY = date(2026, 11, 23)
"""An ordinary business week starts."""

ALICE = 6000022
BOB = 6000030
CAISSE = "nimes"
DAV, LIVRET, SOLIDARITY, TERM = "0100", "2236", "1000", "9000"


@dataclass
class HandClock:
    """A clock that moves when told."""

    moment: datetime = field(default_factory=lambda: datetime(2026, 11, 23, 9, 0, tzinfo=UTC))

    def now(self) -> datetime:
        return self.moment

    def set(self, day: date, hour: int = 9) -> None:
        self.moment = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)

    def advance(self, **step: int) -> None:
        self.moment += timedelta(**step)


def account(customer: int, suffix: str) -> str:
    return f"{customer}{suffix}"


def principal(customer: int = ALICE, caisse: str = CAISSE) -> Principal:
    return Principal(customer, caisse, "a-session", "a-device")


def migrated_sqlite(folder: Path) -> Database:
    """A new, empty, migrated SQLite database (a copy: migrating takes longer)."""
    template = _template()
    path = folder / f"{new_key()}.db"
    shutil.copyfile(template, path)
    return Database(f"sqlite:///{path}")


_templates: list[Path] = []
_folder = tempfile.TemporaryDirectory(prefix="ccmdesk-bank-")


def _template() -> Path:
    if not _templates:
        path = Path(_folder.name) / "template.db"
        database = Database(f"sqlite:///{path}")
        upgrade(database)
        database.dispose()
        _templates.append(path)
    return _templates[0]


def open_caisse(database: Database, clock: HandClock, caisse: str = CAISSE, open_day: date = MONDAY) -> None:
    with database.unit_of_work() as connection:
        customers.open_caisse(
            connection,
            customers.NewCaisse(
                caisse,
                "Caisse de Crédit Municipal de Nîmes",
                "CMUNFR21XXX",
                "17090",
                "00001",
                "04 66 00 00 00",
                "Lundi à vendredi, 9 h à 17 h",
                open_day,
            ),
        )


def open_customer(
    database: Database, clock: HandClock, number: int = ALICE, caisse: str = CAISSE, sight: int = 0, livret: int = 0
) -> None:
    """Open a customer with a DAV, a livret, a solidarity and a term account, and money (cents) on the first two."""
    kinds = [
        (DAV, AccountKind.SIGHT, "Compte technique"),
        (LIVRET, AccountKind.PASSBOOK, "Livret"),
        (SOLIDARITY, AccountKind.SOLIDARITY, "Compte épargne solidaire"),
        (TERM, AccountKind.TERM, "Compte à terme"),
    ]
    accounts = [customers.NewAccount(suffix, kind, label, date(2020, 1, 2)) for suffix, kind, label in kinds]
    new = customers.NewCustomer(
        number,
        caisse,
        f"50{number:010d}",
        "Madame",
        f"CLIENT {number}",
        date(1980, 5, 17),
        f"client{number}@example.org",
        "06 39 98 00 22",
        ("1 RUE DE L'EGLISE",),
        "44000",
        "NANTES",
    )
    past = date(2026, 1, 5)
    movements = [
        customers.Movement(past, account(number, suffix), "HOUSE:OPENING", amount, "opening", "Reprise de solde")
        for suffix, amount in ((DAV, sight), (LIVRET, livret))
        if amount
    ]
    with database.unit_of_work() as connection:
        customers.open_customer(connection, new, accounts, clock)
        if movements:
            customers.take_over(connection, number, movements, clock)


def open_bank(database: Database, clock: HandClock) -> None:
    """One caisse, two customers: Alice with 20,00 € and 15,00 €, Bob with 100,00 € and nothing."""
    with database.unit_of_work() as connection:
        customers.start_epoch(connection, clock)
    open_caisse(database, clock)
    open_customer(database, clock, ALICE, sight=2000, livret=1500)
    open_customer(database, clock, BOB, sight=10_000)


@dataclass
class RealBank:
    """A bank and its clock, with the few things that tests do again and again."""

    database: Database
    clock: HandClock

    def order(self, customer: int = ALICE, **changes: object) -> TransferOrder:
        """The reference order: 10,00 € from the DAV to the livret, today."""
        values = {
            "source": account(customer, DAV),
            "target": account(customer, LIVRET),
            "amount": 1000,
            "label": "test virement interne",
            "requested_on": MONDAY,
            "execution_on": MONDAY,
        }
        if "requested_on" in changes and "execution_on" not in changes:
            changes["execution_on"] = changes["requested_on"]
        return TransferOrder.model_construct(**(values | changes))

    def submit(self, order: TransferOrder, key: str | None = None, customer: int = ALICE) -> Answer:
        with self.database.unit_of_work() as connection:
            return transfers.submit(connection, principal(customer), key or new_key(), order, self.clock)

    def balances(self, customer: int = ALICE) -> dict[str, tuple[int, int]]:
        """Booked and available, by the last four digits of the number."""
        page = self.state(customer)
        return {row.number[-4:]: (row.booked, row.available) for row in page.accounts}

    def state(self, customer: int = ALICE) -> feed.FeedPage:
        """Everything the feed says of a customer, in one page."""
        pages = list(feed.pages(self.database, principal(customer), None, 0, page_rows=1_000_000))
        assert len(pages) == 1
        return pages[0]

    def states(self, customer: int = ALICE) -> list[tuple[str, str | None]]:
        """State and reason of the orders, oldest change first."""
        return [(row.state, row.reason) for row in self.state(customer).transfers]

    def assert_closes(self) -> None:
        with self.database.snapshot() as connection:
            assert differences(connection, CAISSE) == []
