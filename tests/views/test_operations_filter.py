"""What people type for days and amounts, and what the list is narrowed by."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccmdesk.client.cache.posting_window import EVERYTHING, PostingFilter
from ccmdesk.client.viewmodels.operations import FilterTexts, parse_day, read_filter
from ccmdesk.core.errors import ErrorCode, KnownError


@pytest.mark.parametrize("text", ["21/10/2022", "21.10.2022", "21-10-2022", "21 10 2022", "21102022", " 21/10/22 "])
def test_a_day_is_read_as_people_write_it(text):
    assert parse_day(text) == date(2022, 10, 21)


def test_a_day_may_have_one_digit():
    assert parse_day("1/2/2022") == date(2022, 2, 1)


@pytest.mark.parametrize(
    "text", ["31/02/2022", "00/01/2022", "1/13/2022", "hier", "2022", "21/10", "٢١/١٠/٢٠٢٢", "1/1/0000", "21/10/2022x"]
)
def test_what_is_no_day_is_refused(text):
    with pytest.raises(KnownError) as caught:
        parse_day(text)
    assert caught.value.code is ErrorCode.DATE_INVALID


@given(st.dates(min_value=date(1000, 1, 1)))
def test_any_day_written_in_french_is_read_back(day):
    assert parse_day(f"{day:%d}/{day:%m}/{day.year:04d}") == day


@given(st.text(max_size=20))
def test_no_text_breaks_the_filter(text):
    narrowed, problems = read_filter(FilterTexts(text, text, text, text))
    assert bool(narrowed) or bool(problems) or not text.strip()


def test_an_empty_filter_narrows_nothing():
    assert read_filter(FilterTexts("", " ", "", "")) == (EVERYTHING, ())
    assert not EVERYTHING


def test_a_filter_is_read_whole():
    narrowed, problems = read_filter(FilterTexts("1/1/2022", "31/12/2022", "1 234,56", "2 000"))
    assert problems == ()
    wanted = PostingFilter(
        booked_from=date(2022, 1, 1), booked_to=date(2022, 12, 31), at_least=123_456, at_most=200_000
    )
    assert narrowed == wanted


def test_bounds_the_wrong_way_round_are_the_later_ones_problem():
    _, problems = read_filter(FilterTexts("2/1/2022", "1/1/2022", "10", "5"))
    assert problems == (("booked_to", ErrorCode.DATE_PAST), ("at_most", ErrorCode.AMOUNT_INVALID))
