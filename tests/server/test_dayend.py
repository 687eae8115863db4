"""The day-end: what is due is executed once, whatever happens to the run."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import date, timedelta

import pytest
from server import bank as banks
from server.bank import ALICE, BOB, CAISSE, DAV, LIVRET, MONDAY, SOLIDARITY, account, principal
from sqlalchemy import text, update

from ccmdesk.core.ids import new_key
from ccmdesk.server.database import Database
from ccmdesk.server.dayend.run import Step, close_days, close_next
from ccmdesk.server.models.bank import account as account_table
from ccmdesk.server.repositories import caisses
from ccmdesk.server.services import audit, customers, transfers

TUESDAY = MONDAY + timedelta(days=1)
WEDNESDAY = MONDAY + timedelta(days=2)


def figures(reports):
    return [(r.day, r.executed, r.rejected, r.total) for r in reports if r.differences == ()]


def open_day(bank):
    with bank.database.snapshot() as connection:
        return caisses.open_day(connection, CAISSE)


def deposit(bank, amount, customer=ALICE):
    with bank.database.unit_of_work() as connection:
        customers.deposit_cash(connection, customer, amount, "Versement", bank.clock)


def test_reference_case(bank):
    bank.submit(bank.order())
    reports = close_days(bank.database, bank.clock)

    assert figures(reports) == [(MONDAY, 1, 0, 1000)]
    assert bank.balances()[DAV] == (1000, 1000)
    assert bank.balances()[LIVRET] == (2500, 2500)
    state = bank.state()
    (order,) = state.transfers
    assert (order.state, order.executed_on, state.caisse.open_on) == ("executed", "2026-11-23", "2026-11-24")
    out, into = state.postings[-2:]
    assert out[1:9] == (
        account(ALICE, DAV),
        "2026-11-23",
        "2026-11-23",
        -1000,
        1000,
        "transfer",
        "test virement interne",
        account(ALICE, LIVRET),
    )
    assert (into[1], into[4], into[5], into[8]) == (account(ALICE, LIVRET), 1000, 2500, account(ALICE, DAV))
    assert out[9] == into[9]
    bank.assert_closes()


def test_twice_is_once(bank):
    bank.submit(bank.order())
    close_days(bank.database, bank.clock)
    state = bank.state()
    assert close_days(bank.database, bank.clock) == []
    assert bank.state() == state


def test_recorded_orders_are_validated_when_their_day_opens(bank):
    bank.submit(bank.order(requested_on=TUESDAY))
    assert bank.states() == [("recorded", None)]
    close_days(bank.database, bank.clock)
    assert bank.states() == [("validated", None)]
    assert bank.balances()[DAV] == (2000, 1000)


def test_without_funds_they_wait_and_are_rejected_at_the_end(bank):
    bank.submit(bank.order(requested_on=TUESDAY, amount=2001))
    close_days(bank.database, bank.clock)
    assert bank.states() == [("recorded", None)]

    bank.clock.set(TUESDAY)
    reports = close_days(bank.database, bank.clock)
    assert figures(reports) == [(TUESDAY, 0, 1, 0)]
    assert bank.states() == [("rejected", "insufficient_funds")]
    assert bank.balances()[DAV] == (2000, 2000)


def test_funds_that_come_before_the_day_end_are_in_time(bank):
    bank.submit(bank.order(requested_on=TUESDAY, amount=2001))
    close_days(bank.database, bank.clock)
    deposit(bank, 1)
    bank.clock.set(TUESDAY)
    assert figures(close_days(bank.database, bank.clock)) == [(TUESDAY, 1, 0, 2001)]
    assert bank.balances()[DAV] == (0, 0)


@pytest.mark.parametrize(("requested_on", "state"), [(MONDAY, "validated"), (TUESDAY, "recorded")])
def test_an_account_closed_meanwhile(bank, requested_on, state):
    bank.submit(bank.order(target=account(ALICE, SOLIDARITY), requested_on=requested_on))
    assert bank.states() == [(state, None)]
    closed = update(account_table).where(account_table.c.number == account(ALICE, SOLIDARITY))
    with bank.database.unit_of_work() as connection:
        connection.execute(closed.values(closed_on=MONDAY))
    bank.clock.set(TUESDAY)
    close_days(bank.database, bank.clock)
    assert bank.states() == [("rejected", "account_closed")]
    assert bank.balances()[DAV] == (2000, 2000)
    bank.assert_closes()


def test_missed_days_are_caught_up_one_by_one(bank):
    bank.submit(bank.order(requested_on=MONDAY, amount=100))
    bank.submit(bank.order(requested_on=WEDNESDAY, amount=200))
    bank.clock.set(date(2026, 11, 30))
    reports = close_days(bank.database, bank.clock)
    assert figures(reports) == [
        (date(2026, 11, 23), 1, 0, 100),
        (date(2026, 11, 24), 0, 0, 0),
        (date(2026, 11, 25), 1, 0, 200),
        (date(2026, 11, 26), 0, 0, 0),
        (date(2026, 11, 27), 0, 0, 0),
        (date(2026, 11, 30), 0, 0, 0),
    ]
    executed = {row.amount: row.executed_on for row in bank.state().transfers}
    assert executed == {100: "2026-11-23", 200: "2026-11-25"}
    assert open_day(bank) == date(2026, 12, 1)


def test_nothing_is_closed_before_its_time(bank):
    bank.clock.set(date(2026, 11, 22))
    assert close_days(bank.database, bank.clock) == []
    assert open_day(bank) == MONDAY


def test_until_a_given_day(bank):
    assert figures(close_days(bank.database, bank.clock, until=TUESDAY)) == [(MONDAY, 0, 0, 0), (TUESDAY, 0, 0, 0)]
    assert open_day(bank) == WEDNESDAY


def test_next_closes_exactly_the_open_day(bank):
    bank.clock.set(date(2026, 11, 22))
    bank.submit(bank.order())
    assert figures(close_next(bank.database, bank.clock)) == [(MONDAY, 1, 0, 1000)]
    assert figures(close_next(bank.database, bank.clock)) == [(TUESDAY, 0, 0, 0)]
    assert open_day(bank) == WEDNESDAY


def test_every_caisse_has_its_own_day(bank):
    banks.open_caisse(bank.database, bank.clock, "toulon", open_day=TUESDAY)
    banks.open_customer(bank.database, bank.clock, 7000000, "toulon", sight=500)
    bank.submit(bank.order())
    reports = close_days(bank.database, bank.clock)
    assert [(r.caisse_id, r.day, r.executed) for r in reports] == [(CAISSE, MONDAY, 1)]


def test_an_order_that_comes_during_the_day_end_is_not_left_behind(bank):
    late = []

    def order_late(progress):
        if progress.step is Step.TURN and not late:
            late.append(bank.submit(bank.order(amount=1)))

    reports = close_days(bank.database, bank.clock, progress=order_late)
    assert late[0].status == 201
    assert figures(reports) == [(MONDAY, 1, 0, 1)]
    assert bank.states() == [("executed", None)]


def test_the_day_turns_while_orders_come_without_end(bank):
    """Each time that the day-end looks, another order has come: the day turns all the same, and leaves none behind."""
    deposit(bank, 1000)
    accepted = [bank.submit(bank.order(amount=1))]

    def order_again(progress):
        if progress.step in {Step.SETTLE, Step.TURN} and len(accepted) < 200:
            accepted.append(bank.submit(bank.order(amount=1)))

    (report,) = close_days(bank.database, bank.clock, progress=order_again)
    taken = sum(answer.status == 201 for answer in accepted)
    assert taken < len(accepted)  # those after the turn were refused: their day is the next one
    assert (report.executed, report.differences) == (taken, ())
    ((_, *recorded),) = outcome(bank)[0]
    assert recorded == [taken, 0, taken]
    assert {state for state, _ in bank.states()} == {"executed"}


def test_books_that_do_not_close_are_reported(bank):
    own = update(account_table).where(account_table.c.number == account(ALICE, LIVRET))
    with bank.database.unit_of_work() as connection:
        connection.execute(own.values(booked=1501))
    (report,) = close_days(bank.database, bank.clock)
    assert {d.subject for d in report.differences} == {account(ALICE, LIVRET)}


# -- killed, and at once -----------------------------------------------------------------------------------


class KilledError(Exception):
    pass


def busy_day(bank):
    """Orders of every sort: due, not covered, for tomorrow with and without funds, from two customers."""
    bank.submit(bank.order(amount=300))
    bank.submit(bank.order(amount=400))
    bank.submit(bank.order(requested_on=TUESDAY, amount=500))
    bank.submit(bank.order(requested_on=TUESDAY, amount=1900))
    bank.submit(bank.order(BOB, amount=2500), customer=BOB)
    bank.clock.set(TUESDAY)


def outcome(bank):
    """All that must be the same, however it came about (names and feed numbers may differ)."""
    with bank.database.snapshot() as connection:
        days = connection.execute(text("SELECT day, executed, rejected, total FROM day_end ORDER BY day")).all()
        assert audit.broken_at(connection, ALICE) is None
    orders = sorted(
        (row.amount, row.state, row.reason, row.executed_on)
        for customer in (ALICE, BOB)
        for row in bank.state(customer).transfers
    )
    postings = sorted(row[1:5] for customer in (ALICE, BOB) for row in bank.state(customer).postings)
    bank.assert_closes()
    return [tuple(day) for day in days], orders, postings, bank.balances(), bank.balances(BOB), open_day(bank)


def test_killed_anywhere_and_started_again(tmp_path):
    def fresh():
        database, clock = banks.migrated_sqlite(tmp_path), banks.HandClock()
        banks.open_bank(database, clock)
        bank = banks.RealBank(database, clock)
        busy_day(bank)
        return bank

    steps = []
    smooth = fresh()
    close_days(smooth.database, smooth.clock, progress=steps.append)
    expected = outcome(smooth)
    assert {step.step for step in steps} == set(Step)
    assert expected[5] == WEDNESDAY

    for kill_at in range(len(steps)):
        bank, told = fresh(), []

        def die(progress, told=told, kill_at=kill_at):
            told.append(progress)
            if len(told) > kill_at:
                raise KilledError

        with pytest.raises(KilledError):
            close_days(bank.database, bank.clock, progress=die)
        close_days(bank.database, bank.clock)
        assert outcome(bank) == expected, f"killed before {steps[kill_at]}"
        bank.database.dispose()
    smooth.database.dispose()


def test_two_at_once_do_it_once(bank):
    for n in range(20):
        bank.submit(bank.order(amount=n + 1))
    busy_day(bank)
    others = [Database(bank.database.engine.url) for _ in range(3)]
    with ThreadPoolExecutor(3) as pool:
        runs = [pool.submit(close_days, other, bank.clock) for other in others]
        reports = [report for run in runs for report in run.result()]
    for other in others:
        other.dispose()

    assert sorted(report.day for report in reports) == [MONDAY, TUESDAY]
    assert outcome(bank)[0][0][1:] == (23, 0, 210 + 300 + 400 + 2500)
    with bank.database.snapshot() as connection:
        entries = connection.execute(text("SELECT count(*) FROM entry WHERE kind = 'transfer'")).scalar_one()
    assert entries == sum(report.executed for report in reports)


def test_orders_keep_coming_while_days_are_closed(bank):
    """Two customers order for whatever day is open; three day-ends pass meanwhile; each order is executed once."""
    deposit(bank, 1_000_000)
    days = [MONDAY, TUESDAY, WEDNESDAY]

    def order(customer):
        accepted = 0
        for n in range(30):
            wanted = bank.order(customer, amount=1, label=f"no {n}")
            today = open_day(bank)
            answer = bank.submit(wanted.model_copy(update={"execution_on": today}), customer=customer)
            assert answer.status in {201, 409}
            accepted += answer.status == 201
        return accepted

    with ThreadPoolExecutor(3) as pool:
        orders = [pool.submit(order, customer) for customer in (ALICE, BOB)]
        closing = pool.submit(lambda: [close_next(bank.database, bank.clock) for _ in days])
        accepted = sum(future.result() for future in orders)
        reports = [report for run in closing.result() for report in run]
    reports += close_next(bank.database, bank.clock)

    assert sum(report.executed for report in reports) == accepted
    assert all(report.differences == () for report in reports)
    late = [
        row
        for customer in (ALICE, BOB)
        for row in bank.state(customer).transfers
        if row.executed_on != row.execution_on
    ]
    assert late == []


def test_the_day_does_not_turn_under_an_order_that_is_being_taken(bank):
    """The order has read the open day and is not committed: the day-end waits for it, and executes it."""
    turning = threading.Event()

    def tell(progress):
        if progress.step is Step.TURN:
            turning.set()

    with ThreadPoolExecutor(1) as pool:
        with bank.database.unit_of_work() as connection:
            answer = transfers.submit(connection, principal(), new_key(), bank.order(), bank.clock)
            closing = pool.submit(close_next, bank.database, bank.clock, tell)
            assert turning.wait(10)
            wait([closing], timeout=0.3)
            assert not closing.done()
        reports = closing.result()

    assert answer.status == 201
    assert figures(reports) == [(MONDAY, 1, 0, 1000)]
