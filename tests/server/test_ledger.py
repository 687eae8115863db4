"""The books: entries that balance, balances that follow, and a check that notices when they do not."""

from __future__ import annotations

from datetime import date

import pytest
from server.bank import ALICE, BOB, CAISSE, DAV, LIVRET, MONDAY, SOLIDARITY, account
from sqlalchemy import insert, text, update
from sqlalchemy.exc import IntegrityError

from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.core.rules.transfers import AccountKind
from ccmdesk.server.ledger.book import CASH, Entry, Leg, UnbalancedError, book
from ccmdesk.server.ledger.check import differences
from ccmdesk.server.models.bank import account as account_table
from ccmdesk.server.models.ledger import posting
from ccmdesk.server.repositories import feed as feed_rows
from ccmdesk.server.services import customers

SIGHT = account(ALICE, DAV)


def entry(*legs: tuple[str, int]):
    return Entry("test", MONDAY, tuple(Leg(name, amount, "essai") for name, amount in legs))


def book_all(bank, *entries: Entry):
    with bank.database.unit_of_work() as connection:
        book(connection, ALICE, entries, bank.clock.now())


@pytest.mark.parametrize("legs", [[], [(SIGHT, 100)], [(SIGHT, 100), (CASH, -99)]])
def test_an_entry_sums_to_zero(legs):
    with pytest.raises(UnbalancedError):
        entry(*legs)


def test_a_deposit_moves_both_balances(bank):
    book_all(bank, entry((SIGHT, 500), (CASH, -500)))
    assert bank.balances()[DAV] == (2500, 2500)
    (*_, last) = bank.state().postings
    assert last[1:6] == (SIGHT, "2026-11-23", "2026-11-23", 500, 2500)
    bank.assert_closes()


def test_house_legs_stay_in_the_house(bank):
    assert {row[1] for row in bank.state().postings} == {SIGHT, account(ALICE, LIVRET)}


def test_balances_run_within_one_booking(bank):
    book_all(
        bank,
        entry((SIGHT, 300), (CASH, -300)),
        entry((SIGHT, -2300), (account(ALICE, SOLIDARITY), 2300)),
        entry((SIGHT, 1), (CASH, -1)),
    )
    assert [row[5] for row in bank.state().postings][-4:] == [2300, 0, 2300, 1]
    bank.assert_closes()


def test_no_balance_goes_below_zero_even_on_the_way(bank):
    with pytest.raises(KnownError) as caught:
        book_all(bank, entry((SIGHT, -2001), (CASH, 2001)), entry((SIGHT, 2001), (CASH, -2001)))
    assert (caught.value.code, caught.value.details) == (ErrorCode.INSUFFICIENT_FUNDS, {"available": 2000})
    assert bank.balances()[DAV] == (2000, 2000)
    bank.assert_closes()


def test_what_is_reserved_is_not_spent_by_others(bank):
    bank.submit(bank.order(amount=1500))
    with pytest.raises(KnownError) as caught:
        book_all(bank, entry((SIGHT, -501), (CASH, 501)))
    assert caught.value.code is ErrorCode.INSUFFICIENT_FUNDS
    book_all(bank, entry((SIGHT, -500), (CASH, 500)))
    assert bank.balances()[DAV] == (1500, 0)


@pytest.mark.parametrize("number", [account(BOB, DAV), "60000229999"])
def test_only_the_customers_own_accounts(bank, number):
    with pytest.raises(KnownError) as caught:
        book_all(bank, entry((SIGHT, -1), (number, 1)))
    assert caught.value.code is ErrorCode.ACCOUNT_UNKNOWN
    assert bank.balances()[DAV] == (2000, 2000)


def test_a_closed_account_takes_nothing(bank):
    closed = update(account_table).where(account_table.c.number == account(ALICE, SOLIDARITY))
    with bank.database.unit_of_work() as connection:
        connection.execute(closed.values(closed_on=MONDAY))
    with pytest.raises(KnownError) as caught:
        book_all(bank, entry((SIGHT, -1), (account(ALICE, SOLIDARITY), 1)))
    assert caught.value.code is ErrorCode.ACCOUNT_CLOSED


def test_the_database_itself_refuses_negative_balances(bank):
    for change in ({"booked": -1, "available": -1}, {"available": -1}, {"available": 2001}):
        own = update(account_table).where(account_table.c.number == SIGHT)
        with pytest.raises(IntegrityError), bank.database.unit_of_work() as connection:
            connection.execute(own.values(**change))


def test_the_check_notices_a_balance_that_was_touched(bank):
    own = update(account_table).where(account_table.c.number == SIGHT)
    with bank.database.unit_of_work() as connection:
        connection.execute(own.values(booked=2001))
    with bank.database.snapshot() as connection:
        found = {(d.rule, d.subject, d.expected, d.found) for d in differences(connection, CAISSE)}
        assert differences(connection, "toulon") == []
    assert found == {
        ("a booked balance is the sum of the postings", SIGHT, 2000, 2001),
        ("an available balance is the booked one less what validated orders hold", SIGHT, 2001, 2000),
    }


def test_the_check_notices_a_leg_that_was_added(bank):
    with bank.database.unit_of_work() as connection:
        seq = feed_rows.take_numbers(connection, ALICE, 1)
        one = connection.execute(text("SELECT * FROM posting WHERE account IS NOT NULL")).mappings().first()
        row = {**one, "seq": seq, "booked_on": MONDAY, "value_on": MONDAY, "amount": 7, "balance": 7}
        connection.execute(insert(posting), row)
    with bank.database.snapshot() as connection:
        rules = {d.rule for d in differences(connection, CAISSE)}
    assert {"an entry sums to zero", "a booked balance is the sum of the postings"} <= rules
    assert "the balance after a posting is the one before plus its amount" in rules


def test_the_check_notices_an_order_that_never_moved(bank):
    bank.submit(bank.order())
    with bank.database.unit_of_work() as connection:
        connection.execute(text("UPDATE transfer SET state = 'executed', executed_on = '2026-11-23'"))
    with bank.database.snapshot() as connection:
        rules = {d.rule for d in differences(connection, CAISSE)}
    assert "an order has moved its amount if it is executed, else nothing" in rules


# -- openings ----------------------------------------------------------------------------------------------


def test_accounts_have_valid_ibans_and_the_dav_comes_first(sqlite_bank):
    from schwifty import IBAN

    accounts = sorted(sqlite_bank.state().accounts, key=lambda row: row.rank)
    assert [(row.number, row.rank) for row in accounts][:2] == [(SIGHT, 0), (account(ALICE, LIVRET), 1)]
    for row in accounts:
        iban = IBAN(row.iban, validate_bban=True)
        assert (iban.bank_code, iban.branch_code, iban.account_code) == ("17090", "00001", row.number)


def new_customer(**changes: object):
    values = {
        "number": 6000048,
        "caisse_id": CAISSE,
        "subscriber_code": "501000000008",
        "civility": "Monsieur",
        "name": "X",
        "birth_date": date(1990, 1, 1),
        "email": "x@example.org",
        "phone": "06 39 98 00 00",
        "address": ("1 RUE X",),
        "postcode": "30000",
        "town": "NIMES",
    }
    return customers.NewCustomer(**(values | changes))


SIGHT_ACCOUNT = customers.NewAccount("0100", AccountKind.SIGHT, "Compte technique", MONDAY)


@pytest.mark.parametrize(
    ("new", "accounts"),
    [
        (new_customer(subscriber_code="50100000000"), [SIGHT_ACCOUNT]),
        (new_customer(address=()), [SIGHT_ACCOUNT]),
        (new_customer(address=("x",) * 5), [SIGHT_ACCOUNT]),
        (new_customer(), []),
        (new_customer(), [SIGHT_ACCOUNT, customers.NewAccount("0200", AccountKind.SIGHT, "Autre", MONDAY)]),
        (new_customer(), [customers.NewAccount("100", AccountKind.SIGHT, "Court", MONDAY)]),
        (new_customer(), [customers.NewAccount("٠١٠٠", AccountKind.SIGHT, "Ailleurs", MONDAY)]),
    ],
)
def test_malformed_openings(sqlite_bank, new, accounts):
    with pytest.raises(ValueError), sqlite_bank.database.unit_of_work() as connection:
        customers.open_customer(connection, new, accounts, sqlite_bank.clock)
    with sqlite_bank.database.snapshot() as connection:
        assert connection.execute(text("SELECT count(*) FROM customer WHERE id = 6000048")).scalar_one() == 0


@pytest.mark.parametrize("new", [new_customer(number=ALICE), new_customer(subscriber_code=f"50{ALICE:010d}")])
def test_numbers_and_codes_are_given_once(sqlite_bank, new):
    with pytest.raises(IntegrityError), sqlite_bank.database.unit_of_work() as connection:
        customers.open_customer(connection, new, [SIGHT_ACCOUNT], sqlite_bank.clock)


def test_a_caisse_opens_on_a_business_day(sqlite_database, clock):
    from server.bank import open_caisse

    with pytest.raises(ValueError):
        open_caisse(sqlite_database, clock, open_day=date(2026, 11, 22))


def test_cash_is_booked_on_the_open_day(bank):
    with bank.database.unit_of_work() as connection:
        customers.deposit_cash(connection, ALICE, 12_345, "Versement", bank.clock)
    assert bank.balances()[DAV] == (14_345, 14_345)
    assert bank.state().postings[-1][2] == "2026-11-23"
    bank.assert_closes()


@pytest.mark.parametrize(
    ("days", "code"),
    [
        ([date(2026, 11, 2), date(2026, 11, 1)], ErrorCode.DATE_INVALID),
        ([date(2026, 11, 24)], ErrorCode.DATE_TOO_FAR),
    ],
)
def test_a_past_is_in_order_and_past(sqlite_bank, days, code):
    moves = [customers.Movement(day, SIGHT, CASH, 100, "deposit", "Versement") for day in days]
    with pytest.raises(KnownError) as caught, sqlite_bank.database.unit_of_work() as connection:
        customers.take_over(connection, ALICE, moves, sqlite_bank.clock)
    assert caught.value.code is code


def test_unknown_customers_are_a_lookup_error(sqlite_bank):
    with sqlite_bank.database.snapshot() as connection:
        with pytest.raises(LookupError):
            feed_rows.head(connection, 1234567)
        with pytest.raises(LookupError):
            feed_rows.caisse_row(connection, 1234567)
    with pytest.raises(LookupError), sqlite_bank.database.unit_of_work() as connection:
        customers.deposit_cash(connection, 1234567, 100, "x", sqlite_bank.clock)


def test_checking_the_books_takes_time_in_proportion(sqlite_bank):
    """Counted in steps of the database's own machine: four times the entries must not cost sixteen times as many."""

    def steps():
        counted = [0]

        def count():
            counted[0] += 1
            return 0

        with sqlite_bank.database.snapshot() as connection:
            driver = connection.connection.driver_connection
            driver.set_progress_handler(count, 100)
            assert differences(connection, CAISSE) == []
            driver.set_progress_handler(None, 100)
        return counted[0]

    book_all(sqlite_bank, *[entry((SIGHT, 1), (CASH, -1)) for _ in range(500)])
    few = steps()
    book_all(sqlite_bank, *[entry((SIGHT, 1), (CASH, -1)) for _ in range(1500)])
    assert steps() < 6 * few
