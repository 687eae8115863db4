"""The window against the real engine: every row where a plain ORDER BY puts it, whatever was laid or read before."""

from __future__ import annotations

import random
from contextlib import closing
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from robots.operations import DAV, LIVRET, PostingStore
from sqlcipher3 import dbapi2

from ccmdesk.client.cache.posting_window import (
    EVERYTHING,
    PAGE_ROWS,
    PAGES_KEPT,
    PostingFilter,
    PostingWindow,
    expression,
)
from ccmdesk.client.cache.store import Cache
from ccmdesk.core.errors import KnownError


@pytest.fixture(params=["disk", "memory"])
def store(request, tmp_path):
    cache = Cache(tmp_path / "cache.db", bytes(32)) if request.param == "disk" else Cache()
    yield PostingStore(cache)
    cache.close()


def opened(store, account=None, narrowed=EVERYTHING):
    window = PostingWindow(store.cache, account, narrowed)
    window.open()
    return window


def expected(store, where="1", order="seq DESC"):
    with store.cache.read() as connection:
        return list(connection.exec_driver_sql(f"SELECT seq FROM posting WHERE {where} ORDER BY {order}").scalars())  # noqa: S608 -- a literal of this file


@pytest.mark.parametrize("account", [None, DAV, LIVRET])
@pytest.mark.parametrize("size", [0, 1, PAGE_ROWS - 1, PAGE_ROWS, PAGE_ROWS + 1, 5_000])
def test_every_row_is_where_a_plain_query_puts_it(store, account, size):
    store.add(size)
    window = opened(store, account)
    window.lay_anchors()
    wanted = expected(store, f"account = '{account}'" if account else "1")
    assert window.count() == len(wanted)
    indices = list(range(window.count()))
    random.Random(size).shuffle(indices)  # noqa: S311 -- repeatable, guards nothing
    assert all(window.row(i).seq == wanted[i] for i in indices)
    assert [line.seq for line in window.rows(0, window.count() + 10)] == wanted


def test_there_is_nothing_outside(store):
    store.add(10)
    window = opened(store)
    assert window.row(-1) is None
    assert window.row(10) is None
    assert window.row(10**9) is None
    assert window.rows(8, 5) == window.rows(8, 2)


def test_before_the_anchors_the_new_end_the_old_end_and_the_neighbourhood_are_within_reach(store):
    store.add(20 * PAGE_ROWS)
    window = opened(store)
    wanted = expected(store)
    last = window.count() - 1
    assert window.row(0).seq == wanted[0]
    assert window.row(last).seq == wanted[last]
    assert window.row(10 * PAGE_ROWS) is None  # honest: not known yet, never a wrong row
    for i in range(0, 11 * PAGE_ROWS, 100):  # scrolling discovers its own way
        assert window.row(i).seq == wanted[i]
    assert window.row(10 * PAGE_ROWS).seq == wanted[10 * PAGE_ROWS]


def test_anchors_laid_after_scrolling_agree_with_those_discovered(store):
    store.add(20 * PAGE_ROWS + 7, only=DAV)
    store.add(300, only=LIVRET)
    window = opened(store, DAV)
    wanted = expected(store, f"account = '{DAV}'")
    for i in range(0, 4 * PAGE_ROWS, PAGE_ROWS):
        window.row(i)
    window.lay_anchors()
    assert all(window.row(i).seq == wanted[i] for i in range(0, len(wanted), 61))


def test_a_window_is_frozen_while_the_feed_goes_on(store):
    store.add(3 * PAGE_ROWS)
    window = opened(store)
    before = expected(store)
    store.add(50)
    window.lay_anchors()
    assert [line.seq for line in window.rows(0, window.count())] == before


def test_a_line_carries_the_whole_operation(store):
    store.add_line(7, account=DAV, booked_on="2022-10-24", amount=-1000, balance=1000, label="test virement interne")
    line = opened(store).row(0)
    assert (line.seq, line.account, line.booked_on, line.value_on) == (7, DAV, "2022-10-24", "2022-10-24")
    assert (line.amount, line.balance, line.label) == (-1000, 1000, "test virement interne")


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("electricite", {1}),
        ("ÉLECTRICITÉ", {1}),
        ("électricité", {1}),  # decomposed, as macOS types it
        ("elec prel", {1}),  # every word, in any order, from its beginning
        ("lectricite", set()),
        ("l'achat", {2}),
        ("achat", {2}),
        ("noël", {3}),
        ('"noel', {3}),
        ("noel OR electricite", set()),  # an operator is only a word
        ("label:noel", set()),
        ("noel*", {3}),
        ("(noel", {3}),
        ("- noel", {3}),
        ("noel\0", {3}),
        ("%", {1, 2, 3}),  # nothing to look for: nothing is narrowed
        ("   ", {1, 2, 3}),
        ("x" * 10_000, set()),
        ("'; DROP TABLE posting; --", set()),
    ],
)
def test_search_ignores_accents_and_takes_everything_for_text(store, search, found):
    store.add_line(1, label="PRÉLÈVEMENT Électricité de Nîmes", counterparty="EDF")
    store.add_line(2, label="Remboursement de l’achat", counterparty="L'ACHAT MALIN")
    store.add_line(3, label="Prime", counterparty="NOËL & FILS")
    window = opened(store, None, PostingFilter(search=search))
    assert {line.seq for line in window.rows(0, 10)} == found


def test_filters_narrow_by_day_amount_without_sign_and_account(store):
    store.add(2_000)
    narrowed = PostingFilter(booked_from=date(2021, 1, 10), booked_to=date(2021, 3, 10), at_least=1_000, at_most=60_000)
    window = opened(store, DAV, narrowed)
    wanted = expected(
        store,
        f"account = '{DAV}' AND booked_on >= '2021-01-10' AND booked_on <= '2021-03-10'"
        " AND abs(amount) >= 1000 AND abs(amount) <= 60000",
    )
    assert 0 < len(wanted) < 2_000
    assert [line.seq for line in window.rows(0, 5_000)] == wanted


def test_search_and_filters_combine(store):
    store.add(2_000)
    window = opened(store, None, PostingFilter(search="loyer", at_least=50_000))
    wanted = expected(store, "label LIKE '%loyer%' AND abs(amount) >= 50000")
    assert len(wanted) > 10
    assert [line.seq for line in window.rows(0, 5_000)] == wanted


def test_a_bound_is_included(store):
    store.add_line(1, booked_on="2021-05-05", amount=-500)
    day = date(2021, 5, 5)
    narrowed = PostingFilter(booked_from=day, booked_to=day, at_least=500, at_most=500)
    assert opened(store, None, narrowed).count() == 1


def test_memory_stays_a_few_pages(store):
    store.add((PAGES_KEPT + 10) * PAGE_ROWS)
    window = opened(store)
    window.lay_anchors()
    for i in range(0, window.count(), PAGE_ROWS // 2):
        window.row(i)
    assert len(window._pages) == PAGES_KEPT


def test_a_cancelled_window_stops_at_once(store):
    store.add(10 * PAGE_ROWS)
    window = PostingWindow(store.cache, None, PostingFilter(at_least=1))
    window.cancel()
    window.open()
    assert window.count() == 0
    everything = opened(store)
    everything.cancel()
    everything.lay_anchors()
    assert everything.row(5 * PAGE_ROWS) is None


def test_an_unreadable_cache_is_not_an_empty_list(store):
    with store.cache.write() as connection:
        connection.exec_driver_sql("DROP TABLE posting")
    with pytest.raises(KnownError, match="disk_unavailable"):
        opened(store)


@given(st.text(max_size=40))
def test_any_search_is_a_valid_expression(search):
    with closing(dbapi2.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE t USING fts5(a, tokenize = 'unicode61 remove_diacritics 2')")
        match = expression(search)
        if match:
            assert connection.execute("SELECT count(*) FROM t WHERE t MATCH ?", (match,)).fetchone() == (0,)
