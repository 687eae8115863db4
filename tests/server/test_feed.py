"""The feed: whoever pulls ends up with exactly the bank's rows, however many write meanwhile."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from server import bank as banks
from server.bank import ALICE, BOB, CAISSE, DAV, LIVRET, MONDAY, account, principal
from sqlalchemy import text

from ccmdesk.core.errors import KnownError
from ccmdesk.core.rules.transfers import AccountKind
from ccmdesk.server.dayend.run import close_days
from ccmdesk.server.ledger.book import CASH
from ccmdesk.server.services import customers, feed
from ccmdesk.wire.feed import read_frames

if TYPE_CHECKING:
    from collections.abc import Callable


class Client:
    """What a client keeps: the rows by name, and its cursor."""

    def __init__(self, bank, customer=ALICE, page_rows=4) -> None:
        self.bank, self.customer, self.page_rows = bank, customer, page_rows
        self.epoch, self.cursor = None, 0
        self.rows = {}
        self.pages = 0

    def pull(self):
        stream = feed.pages(self.bank.database, principal(self.customer), self.epoch, self.cursor, self.page_rows)
        for page in stream:
            self.pages += 1
            if page.epoch != self.epoch:
                self.rows.clear()
            self.epoch, self.cursor = page.epoch, page.cursor
            self.rows.update({("account", row.number): row for row in page.accounts})
            self.rows.update({("transfer", row.id): row for row in page.transfers})
            self.rows.update({("posting", row[0]): row for row in page.postings})
            self.rows.update({("profile", row.number): row for row in page.profile})
        return page

    def assert_holds_what_the_bank_holds(self):
        whole = Client(self.bank, self.customer, page_rows=1_000_000)
        whole.pull()
        assert whole.pages == 1
        assert self.rows == whole.rows
        with self.bank.database.snapshot() as connection:
            counts = [
                connection.execute(
                    text(f"SELECT count(*) FROM {table} WHERE customer_id = :c{extra}"),  # noqa: S608 -- ours
                    {"c": self.customer},
                ).scalar_one()
                for table, extra in (("account", ""), ("transfer", ""), ("posting", " AND account IS NOT NULL"))
            ]
        assert len(self.rows) == sum(counts) + 1


def test_one_page_says_it_all(bank):
    page = bank.state()
    assert page.cursor == page.head
    assert page.caisse.open_on == "2026-11-23"
    assert page.caisse.id == CAISSE
    (profile,) = page.profile
    assert (profile.number, profile.subscriber_code, profile.address) == (
        "6000022",
        f"50{ALICE:010d}",
        "1 RUE DE L'EGLISE",
    )
    assert [row.closed_on for row in page.accounts] == [None] * 4
    assert [type(value) for value in page.postings[0]] == [int, str, str, str, int, int, str, str, str, str]


def test_nothing_new_is_one_empty_page(bank):
    client = Client(bank)
    client.pull()
    pages = client.pages
    page = client.pull()
    assert (client.pages, page.cursor, page.accounts, page.postings) == (pages + 1, page.head, [], [])


def test_head_moves_with_every_change(bank):
    with bank.database.snapshot() as connection:
        before = feed.head(connection, principal())
    bank.submit(bank.order())
    with bank.database.snapshot() as connection:
        after = feed.head(connection, principal())
    assert (after.epoch, after.head) == (before.epoch, before.head + 2)


def test_an_order_is_a_small_page(bank):
    client = Client(bank)
    client.pull()
    bank.submit(bank.order())
    page = client.pull()
    assert [row.number for row in page.accounts] == [account(ALICE, DAV)]
    assert len(page.transfers) == 1
    assert page.profile == []


def test_a_new_epoch_starts_over(bank):
    client = Client(bank)
    client.pull()
    client.rows["phantom"] = "a row that the restored bank never had"
    with bank.database.unit_of_work() as connection:
        connection.execute(text("UPDATE feed_epoch SET epoch = 'restored'"))
    client.pull()
    assert client.epoch == "restored"
    client.assert_holds_what_the_bank_holds()


def test_a_cursor_from_the_future_starts_over(bank):
    client = Client(bank)
    client.pull()
    client.cursor = 2**62
    client.rows.clear()
    client.pull()
    client.assert_holds_what_the_bank_holds()


def test_customers_see_their_own_only(bank):
    bank.submit(bank.order(BOB), customer=BOB)
    page = bank.state(ALICE)
    assert page.transfers == []
    assert {row.number[:7] for row in page.accounts} == {str(ALICE)}
    assert {row[1][:7] for row in page.postings} == {str(ALICE)}


def test_frames_carry_the_pages(bank):
    frames = list(feed.stream(bank.database, principal(), None, 0))
    (page,) = read_frames(frames)
    assert msgspec.to_builtins(page) == msgspec.to_builtins(bank.state())
    assert {row.number for row in page.accounts} >= {account(ALICE, DAV), account(ALICE, LIVRET)}


def test_a_broken_stream_is_noticed(bank):
    (frame,) = feed.stream(bank.database, principal(), None, 0)
    with pytest.raises(KnownError):
        list(read_frames([frame[:-1]]))


def test_the_first_page_is_read_before_the_stream_is_handed_out(bank):
    with pytest.raises(LookupError):
        feed.stream(bank.database, principal(1234567), None, 0)


@pytest.mark.parametrize("page_rows", [1, 2, 3, 7, 4000])
def test_any_page_size_gives_the_same(sqlite_bank, page_rows):
    moves = [
        customers.Movement(MONDAY, account(ALICE, DAV), CASH, 100 + n, "deposit", f"Versement {n}") for n in range(20)
    ]
    for n in range(10):
        sqlite_bank.submit(sqlite_bank.order(amount=n + 1))
    with sqlite_bank.database.unit_of_work() as connection:
        customers.take_over(connection, ALICE, moves, sqlite_bank.clock)
    for n in range(10):
        sqlite_bank.submit(sqlite_bank.order(amount=n + 1))

    client = Client(sqlite_bank, page_rows=page_rows)
    client.pull()
    client.assert_holds_what_the_bank_holds()


@given(st.lists(st.sampled_from(["order", "later", "deposit", "day", "pull", "account"]), max_size=25))
def test_whatever_happens_between_pulls_nothing_is_lost(tmp_path_factory, events):
    clock = banks.HandClock()
    database = banks.migrated_sqlite(tmp_path_factory.mktemp("feed"))
    banks.open_bank(database, clock)
    bank, day, opened = banks.RealBank(database, clock), MONDAY, 0
    client = Client(bank)
    for event in events:
        if event == "order":
            bank.submit(bank.order(amount=150, requested_on=day))
        elif event == "later":
            bank.submit(bank.order(amount=90, requested_on=next_day(day)))
        elif event == "deposit":
            with database.unit_of_work() as connection:
                customers.deposit_cash(connection, ALICE, 77, "Versement", clock)
        elif event == "account":
            opened += 1
            new = customers.NewAccount(f"{5000 + opened}", AccountKind.PASSBOOK, "Livret", day)
            with database.unit_of_work() as connection:
                customers.open_account(connection, ALICE, new, clock)
        elif event == "day":
            close_days(database, clock)
            day = next_day(day)
            clock.set(day)
        else:
            client.pull()
    client.pull()
    client.assert_holds_what_the_bank_holds()
    bank.assert_closes()
    database.dispose()


def next_day(day):
    step = 3 if day.weekday() == 4 else 1
    following = day + timedelta(days=step)
    return following + timedelta(days=3) if (following.month, following.day) == (12, 25) else following


def together(*works: Callable[[], None]):
    """Run all at once, each in a thread; raise what one of them raised."""
    with ThreadPoolExecutor(len(works)) as pool:
        for future in [pool.submit(work) for work in works]:
            future.result()


def test_concurrent_writers_lose_no_row(bank):
    """Six writers on one customer, one client pulling all the while in small pages."""
    with bank.database.unit_of_work() as connection:
        customers.deposit_cash(connection, ALICE, 1_000_000, "Versement", bank.clock)
    client, done = Client(bank, page_rows=5), threading.Event()

    def orders():
        assert [bank.submit(bank.order(amount=n + 1)).status for n in range(15)] == [201] * 15

    def deposits():
        for _ in range(15):
            with bank.database.unit_of_work() as connection:
                customers.deposit_cash(connection, ALICE, 5, "Versement", bank.clock)

    def pulls():
        while not done.is_set():
            client.pull()

    def writers():
        try:
            together(*[orders, deposits] * 3)
        finally:
            done.set()

    together(writers, pulls)

    client.pull()
    client.assert_holds_what_the_bank_holds()
    assert sum(name[0] == "transfer" for name in client.rows) == 45
    bank.assert_closes()
