"""Whatever customers, tellers and day-ends do, in whatever order: the books close and the feed tells the truth."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule
from server import bank as banks
from server.bank import ALICE, DAV, LIVRET, MONDAY, SOLIDARITY, TERM, account, principal

from ccmdesk.core.errors import KnownError
from ccmdesk.core.ids import new_key
from ccmdesk.core.rules.calendar import business_day_from, next_business_day
from ccmdesk.server.dayend.run import close_days
from ccmdesk.server.services import audit, customers, feed

SUFFIXES = st.sampled_from([DAV, LIVRET, SOLIDARITY, TERM])
AMOUNTS = st.one_of(st.integers(1, 2500), st.sampled_from([1000, 1500, 2000, 99_999_999_999]))


class Life(RuleBasedStateMachine):
    """A customer's life, and beside it the plainest possible account of what it should come to."""

    sent = Bundle("sent")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(prefix="ccmdesk-life-")
        clock = banks.HandClock()
        database = banks.migrated_sqlite(Path(self.folder.name))
        banks.open_bank(database, clock)
        self.bank = banks.RealBank(database, clock)
        self.today: date = MONDAY
        self.total = 3500
        self.client: dict[str, object] = {}
        self.cursor, self.epoch = 0, ""

    @rule(target=sent, source=SUFFIXES, to=SUFFIXES, amount=AMOUNTS, ahead=st.integers(0, 3))
    def order(self, source, to, amount, ahead):
        day = business_day_from(self.today + timedelta(days=ahead))
        order = self.bank.order(
            source=account(ALICE, source), target=account(ALICE, to), amount=amount, requested_on=day
        )
        key = new_key()
        return key, order, self.bank.submit(order, key)

    @rule(again=sent)
    def resend(self, again):
        key, order, answer = again
        assert self.bank.submit(order, key) == answer

    @rule(again=sent, amount=st.integers(1, 99))
    def resend_altered(self, again, amount):
        key, order, _ = again
        try:
            self.bank.submit(order.model_copy(update={"amount": order.amount + amount}), key)
        except KnownError as error:
            assert error.code == "idempotency_key_reused"  # noqa: PT017 -- a rule, not a test
        else:
            raise AssertionError

    @rule(amount=st.integers(1, 5000))
    def deposit(self, amount):
        with self.bank.database.unit_of_work() as connection:
            customers.deposit_cash(connection, ALICE, amount, "Versement", self.bank.clock)
        self.total += amount

    @rule()
    def day_end(self):
        reports = close_days(self.bank.database, self.bank.clock)
        assert [report.day for report in reports] == [self.today]
        assert reports[0].differences == ()
        self.today = next_business_day(self.today)
        self.bank.clock.set(self.today)

    @rule()
    def pull(self):
        for page in feed.pages(self.bank.database, principal(), self.epoch, self.cursor, 3):
            self.epoch, self.cursor = page.epoch, page.cursor
            self.client.update({row.number: row for row in page.accounts})
            self.client.update({row.id: row for row in page.transfers})
            self.client.update({str(row[0]): row for row in page.postings})
        whole = self.bank.state()
        rows: list[object] = [*whole.accounts, *whole.transfers, *whole.postings]
        assert sorted(map(repr, self.client.values())) == sorted(map(repr, rows))

    @invariant()
    def books_close(self):
        self.bank.assert_closes()
        balances = self.bank.balances().values()
        assert all(0 <= available <= booked for booked, available in balances)
        assert sum(booked for booked, _ in balances) == self.total
        with self.bank.database.snapshot() as connection:
            assert audit.broken_at(connection, ALICE) is None

    def teardown(self):
        self.bank.database.dispose()
        self.folder.cleanup()


TestLife = Life.TestCase
TestLife.settings = settings(stateful_step_count=25, max_examples=max(10, settings.default.max_examples // 3))
