from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.core.money import MAX_AMOUNT_CENTS, check_amount, format_amount, parse_amount

CENTS = st.integers(min_value=1, max_value=MAX_AMOUNT_CENTS)


def refusal(read, value) -> ErrorCode:
    with pytest.raises(KnownError) as caught:
        read(value)
    return caught.value.code


@given(CENTS, st.sampled_from(["fr", "en"]))
def test_what_is_written_is_read_back(cents, language):
    assert parse_amount(format_amount(cents, language).replace("€", "").strip()) == cents


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("10", 1000),
        ("1,00", 100),
        ("1 234,56", 123_456),
        ("1\u202f234,56", 123_456),
        ("1\u00a0234,56 €", 123_456),
        ("1,234.56", 123_456),
        ("1234567,8", 123_456_780),
        ("0,01", 1),
        (" 12, ", 1200),
        ("999 999 999,99", MAX_AMOUNT_CENTS),
    ],
)
def test_amounts_as_people_type_them(text, cents):
    assert parse_amount(text) == cents


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", ErrorCode.AMOUNT_INVALID),
        ("dix", ErrorCode.AMOUNT_INVALID),
        ("1e400", ErrorCode.AMOUNT_INVALID),
        ("NaN", ErrorCode.AMOUNT_INVALID),
        ("inf", ErrorCode.AMOUNT_INVALID),
        ("0x10", ErrorCode.AMOUNT_INVALID),
        ("1 23,45", ErrorCode.AMOUNT_INVALID),
        ("١٢", ErrorCode.AMOUNT_INVALID),
        ("1\x00", ErrorCode.AMOUNT_INVALID),
        ("9" * 41, ErrorCode.AMOUNT_INVALID),
        (None, ErrorCode.AMOUNT_INVALID),
        (True, ErrorCode.AMOUNT_INVALID),
        (10, ErrorCode.AMOUNT_INVALID),
        ("1,234", ErrorCode.AMOUNT_TOO_PRECISE),
        ("1.001", ErrorCode.AMOUNT_TOO_PRECISE),
        ("0", ErrorCode.AMOUNT_NOT_POSITIVE),
        ("0,00", ErrorCode.AMOUNT_NOT_POSITIVE),
        ("-1", ErrorCode.AMOUNT_NOT_POSITIVE),
        ("\u22121,00", ErrorCode.AMOUNT_NOT_POSITIVE),
        ("1000000000", ErrorCode.AMOUNT_TOO_LARGE),
        (str(2**63), ErrorCode.AMOUNT_TOO_LARGE),
    ],
)
def test_what_is_no_amount_is_refused_with_its_reason(text, code):
    assert refusal(parse_amount, text) is code


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_and_nothing_else(text):
    try:
        cents = parse_amount(text)
    except KnownError:
        return
    assert 0 < cents <= MAX_AMOUNT_CENTS


@pytest.mark.parametrize("value", [True, False, 1.0, float("nan"), "1", None, [1]])
def test_cents_are_integers_and_booleans_are_not(value):
    assert refusal(check_amount, value) is ErrorCode.AMOUNT_INVALID


def test_amounts_are_written_with_narrow_spaces_and_a_real_minus():
    assert format_amount(-123_456_789) == "\u22121\u202f234\u202f567,89\u00a0€"
    assert format_amount(500, signed=True) == "+5,00\u00a0€"
    assert format_amount(0, signed=True) == "0,00\u00a0€"
    assert format_amount(123_456, "en") == "€1,234.56"
