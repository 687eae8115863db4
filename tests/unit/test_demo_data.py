from __future__ import annotations

from collections import defaultdict
from datetime import date

import pytest
from schwifty import IBAN

from ccmdesk.core.rules.calendar import is_business_day
from ccmdesk.core.rules.transfers import AccountKind
from ccmdesk.demo.data import CAISSES, ETIENNE, PERSONAE, VALERIE
from ccmdesk.demo.history import OPERATIONS, first_day, history

LAST = date(2026, 11, 23)


@pytest.fixture(scope="module")
def movements():
    return history(LAST)


def test_every_account_has_a_valid_iban():
    caisses = {caisse.id: caisse for caisse in CAISSES}
    for person in PERSONAE:
        caisse = caisses[person.caisse]
        for account in person.accounts:
            assert account.number.startswith(person.number)
            made = IBAN.generate("FR", caisse.bank_code, account.number, caisse.branch_code)
            assert IBAN(str(made), validate_bban=True).is_valid


def test_valerie_is_the_one_of_the_guide():
    assert (VALERIE.number, VALERIE.code) == ("6000022", "501000000008")
    openings = {account.number: account.opening for account in VALERIE.accounts}
    assert openings == {"60000220100": 2_000, "60000223600": 1_500, "60000221000": 0}


@pytest.mark.parametrize("last", [LAST, date(2027, 3, 1), date(2028, 2, 29), date(2030, 1, 2)])
def test_there_are_five_thousand_operations_whatever_the_day(last):
    assert sum(movement.operations for movement in history(last)) == OPERATIONS


def test_the_same_day_gives_the_same_past(movements):
    assert history(LAST) == movements


def test_the_past_is_in_order_on_business_days_and_within_its_five_years(movements):
    days = [movement.day for movement in movements]
    assert days == sorted(days)
    assert days[0] == first_day(LAST)
    assert days[-1] <= LAST
    assert all(map(is_business_day, days))


def test_entries_balance_and_no_account_ever_goes_below_zero(movements):
    balance = defaultdict(int)
    for movement in movements:
        assert sum(cents for _, cents in movement.legs) == 0
        for account, cents in movement.legs:
            assert cents != 0
            balance[account] += cents
            assert account.startswith("HOUSE:") or balance[account] >= 0
    assert balance[ETIENNE.account(AccountKind.TERM).number] == 500_000


def test_the_past_looks_like_a_life(movements):
    kinds = {movement.kind for movement in movements}
    assert {"credit_transfer", "transfer", "interest", "cash", "card", "direct_debit", "term_opening"} <= kinds
    assert all(len(movement.label) <= 140 for movement in movements)
    assert sum(movement.kind == "credit_transfer" for movement in movements) == 60
