from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.core.ids import clean_subscriber_code, is_account_number, new_key
from ccmdesk.core.rules.calendar import business_day_from, is_business_day, next_business_day
from ccmdesk.core.rules.labels import MAX_LABEL, check_sepa, to_sepa
from ccmdesk.core.rules.transfers import (
    HORIZON,
    AccountFacts,
    AccountKind,
    check_accounts,
    check_date,
    check_funds,
    execution_date,
    may_exchange,
)

DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2040, 12, 31))
SEPA = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-?:().,'+ ")


def account(number: str, kind: AccountKind, customer: int = 1, *, is_open: bool = True) -> AccountFacts:
    return AccountFacts(number, customer, kind, is_open=is_open)


def refusal(call, *arguments: object) -> ErrorCode:
    with pytest.raises(KnownError) as caught:
        call(*arguments)
    return caught.value.code


@pytest.mark.parametrize(
    "day",
    [date(2027, 1, 1), date(2027, 3, 26), date(2027, 3, 29), date(2026, 5, 1), date(2026, 12, 25), date(2026, 11, 28)],
)
def test_target_is_closed(day):
    assert not is_business_day(day)


def test_french_holidays_that_target_ignores_are_business_days():
    assert is_business_day(date(2026, 7, 14))
    assert is_business_day(date(2026, 11, 11))


@given(DAYS)
def test_the_next_business_day_is_open_and_none_lies_between(day):
    found = next_business_day(day)
    assert is_business_day(found)
    assert not any(is_business_day(day + timedelta(days=n)) for n in range(1, (found - day).days))
    assert business_day_from(found) == found


@given(DAYS, DAYS)
def test_an_order_is_executed_neither_before_it_is_asked_nor_on_a_closed_book(requested, open_day):
    executed = execution_date(requested, open_day)
    assert executed >= requested
    assert executed >= open_day
    assert executed in {requested, open_day}


def test_dates_are_refused_with_their_reason():
    today = date(2026, 11, 24)
    assert refusal(check_date, today - timedelta(days=1), today) is ErrorCode.DATE_PAST
    assert refusal(check_date, date(2026, 11, 28), today) is ErrorCode.DATE_CLOSED
    assert refusal(check_date, date(2036, 11, 24), today) is ErrorCode.DATE_TOO_FAR
    assert check_date(today, today) == today
    assert refusal(check_date, date.max, today) is ErrorCode.DATE_TOO_FAR
    with pytest.raises(KnownError) as caught:
        check_date(date(2026, 11, 28), today)
    assert caught.value.details == {"next": "2026-11-30"}
    assert business_day_from(today + HORIZON) >= today


def test_savings_only_exchange_with_the_holders_sight_account():
    sight, passbook = account("1", AccountKind.SIGHT), account("2", AccountKind.PASSBOOK)
    solidarity, term = account("3", AccountKind.SOLIDARITY), account("4", AccountKind.TERM)
    check_accounts(sight, passbook)
    check_accounts(solidarity, sight)
    assert refusal(check_accounts, passbook, solidarity) is ErrorCode.TRANSFER_FORBIDDEN
    assert refusal(check_accounts, sight, term) is ErrorCode.TRANSFER_FORBIDDEN
    assert refusal(check_accounts, term, sight) is ErrorCode.TRANSFER_FORBIDDEN
    assert refusal(check_accounts, sight, sight) is ErrorCode.SAME_ACCOUNT
    assert refusal(check_accounts, sight, account("9", AccountKind.PASSBOOK, 2)) is ErrorCode.ACCOUNT_UNKNOWN
    closed = account("5", AccountKind.PASSBOOK, is_open=False)
    assert refusal(check_accounts, sight, closed) is ErrorCode.ACCOUNT_CLOSED
    assert not may_exchange(sight, closed)


@given(st.integers(min_value=1, max_value=10**9), st.integers(min_value=0, max_value=10**9))
def test_funds_suffice_exactly_up_to_what_is_available(amount, available):
    if amount <= available:
        check_funds(amount, available)
    else:
        assert refusal(check_funds, amount, available) is ErrorCode.INSUFFICIENT_FUNDS


@given(st.text(max_size=200))
def test_a_label_is_written_in_the_sepa_set_or_refused(text):
    try:
        written = to_sepa(text)
    except KnownError:
        return
    assert set(written) <= SEPA
    assert 0 < len(written) <= MAX_LABEL
    assert to_sepa(written) == written
    assert check_sepa(written) == written


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", ErrorCode.LABEL_EMPTY),
        ("   ", ErrorCode.LABEL_EMPTY),
        ("x" * 141, ErrorCode.LABEL_TOO_LONG),
        ("x" * 100_000, ErrorCode.LABEL_TOO_LONG),
        ("a\x00b", ErrorCode.LABEL_NOT_SEPA),
        ("a\nb", ErrorCode.LABEL_NOT_SEPA),
        ("/loyer", ErrorCode.LABEL_NOT_SEPA),
        ("loyer//mai", ErrorCode.LABEL_NOT_SEPA),
    ],
)
def test_labels_are_refused_with_their_reason(text, code):
    assert refusal(to_sepa, text) is code


def test_labels_are_transliterated():
    assert to_sepa("Été à Nîmes — œuf & co €") == "Ete a Nimes - oeuf co EUR"
    assert refusal(check_sepa, "Été") is ErrorCode.LABEL_NOT_SEPA


def test_numbers_on_paper():
    assert clean_subscriber_code("5010 0000 0008") == "501000000008"
    assert clean_subscriber_code("50100000000") is None
    assert clean_subscriber_code("٥٠١٠٠٠٠٠٠٠٠٨") is None
    assert is_account_number("60000220100")
    assert not is_account_number("6000022010")
    assert len({new_key() for _ in range(100)}) == 100
