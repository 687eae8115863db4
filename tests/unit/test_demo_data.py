from __future__ import annotations

from collections import defaultdict
from datetime import date

import pytest
from schwifty import IBAN

from ccmdesk.core.rules.calendar import is_business_day
from ccmdesk.core.rules.transfers import AccountKind
from ccmdesk.demo.data import CAISSES, ETIENNE, NADIA, PERSONAE, SIGN_ABOVE, STAFF, VALERIE, staff_of
from ccmdesk.demo.history import OPERATIONS, first_day, history

LAST = date(2026, 11, 23)


@pytest.fixture(scope="module")
def movements():
    return history(LAST)


def test_every_account_has_a_valid_iban():
    caisses = {caisse.id: caisse for caisse in CAISSES}
    for person in PERSONAE:
        caisse = caisses[person.who.caisse_id]
        for account in person.accounts:
            assert account.number.startswith(person.number)
            made = IBAN.generate("FR", caisse.bank_code, account.number, caisse.branch_code)
            assert IBAN(str(made), validate_bban=True).is_valid


def test_valerie_is_the_one_of_the_guide():
    assert (VALERIE.number, VALERIE.code) == ("6000022", "501000000008")
    openings = {account.number: account.opening for account in VALERIE.accounts}
    assert openings == {"60000220100": 2_000, "60000223600": 1_500, "60000221000": 0}


def test_everyone_is_invented_and_nobody_is_two_people():
    assert all(person.who.email.endswith("@example.org") for person in PERSONAE)
    assert all(person.who.phone.startswith("063998") and len(person.who.phone) == 10 for person in PERSONAE)
    for field in ("number", "code", "title"):
        assert len({getattr(person, field) for person in PERSONAE}) == len(PERSONAE)


def test_only_the_one_who_never_signed_in_has_nothing_to_sign_in_with():
    assert [person for person in PERSONAE if not person.secret] == [NADIA]
    assert (NADIA.password, sum(account.opening for account in NADIA.accounts)) == ("", 50_000)


def test_every_caisse_has_two_employees_and_one_of_them_supervises():
    for caisse in CAISSES:
        assert caisse.sign_above == SIGN_ABOVE
        asks, decides = staff_of(caisse.id)
        assert (asks.role, decides.role) == ("teller", "supervisor")
    assert len({employee.code for employee in STAFF}) == 2 * len(CAISSES) == len(STAFF)


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
    assert balance[ETIENNE.account(AccountKind.PASSBOOK).number] > 2 * SIGN_ABOVE


def test_the_past_looks_like_a_life(movements):
    kinds = {movement.kind for movement in movements}
    assert {"credit_transfer", "transfer", "interest", "cash", "card", "direct_debit", "term_opening"} <= kinds
    assert all(len(movement.label) <= 140 for movement in movements)
    assert sum(movement.kind == "credit_transfer" for movement in movements) == 60
