"""The pull: whatever is cut, repeated or restored, the cache ends as the bank is, and never shows a mixture."""

from __future__ import annotations

import itertools
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import httpx2
import msgspec
import pytest
import zstandard
from clientside.feeds import (
    CAISSE,
    DAV,
    LIVRET,
    FeedBank,
    FeedServer,
    account_row,
    posting_row,
    profile_row,
    transfer_row,
)
from hypothesis import example, given
from hypothesis import strategies as st

from ccmdesk.client.api.bank import BankApi
from ccmdesk.client.cache import reads, writes
from ccmdesk.client.cache.store import Cache
from ccmdesk.client.cache.writes import Cursor
from ccmdesk.client.sync.pull import Puller, _Stream, check_values, synced_at
from ccmdesk.client.sync.session import Session
from ccmdesk.client.sync.views import Changes
from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.wire.feed import MEDIA_TYPE, write_frame

if TYPE_CHECKING:
    from ccmdesk.wire.feed import FeedPage

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TOKEN = "t" * 43


class FixedClock:
    def now(self) -> datetime:
        return NOW


def puller(server, cache, session=None):
    return Puller(server.api(), session or Session(TOKEN), cache, FixedClock())


def contents(cache):
    with cache.read() as connection:
        rows = {f"account {row.number}": row for row in reads.accounts(connection)}
        rows |= {f"transfer {int(row.id, 16)}": row for row in transfers(connection)}
        numbers = reads.seqs(connection, None, "", offset=0, limit=10_000)
        rows |= {f"posting {row[0]}": row for row in reads.postings(connection, numbers)}
        found = reads.profile(connection)
        return rows if found is None else rows | {"profile": found}


def transfers(connection):
    return reads.transfers(connection, ongoing=True) + reads.transfers(connection, ongoing=False)


def searchable(cache):
    with cache.read() as connection:
        return set(reads.seqs(connection, None, "test", offset=0, limit=10_000))


change = st.one_of(
    st.tuples(st.just("account"), st.sampled_from([DAV, LIVRET]), st.integers(0, 10**9)),
    st.tuples(st.just("posting"), st.sampled_from(["test virement", "test épargne"])),
    st.tuples(st.just("transfer"), st.integers(1, 6), st.sampled_from(["recorded", "validated", "executed"])),
    st.tuples(st.just("profile"), st.sampled_from(["a@example.org", "b@example.org"])),
)
action = st.one_of(
    st.lists(change, min_size=1, max_size=12).map(lambda changes: ("changes", changes)),
    st.tuples(st.just("pull"), st.none() | st.floats(0, 1, exclude_max=True), st.booleans()),
    st.tuples(st.just("restore"), st.none()),
    st.tuples(st.just("kill"), st.none()),
)


GROWN = ("changes", [("account", DAV, 1), ("transfer", 1, "recorded"), ("posting", "test a"), ("posting", "test b")])


@given(st.lists(action, max_size=12), st.integers(1, 6), st.booleans())
@example([GROWN, ("pull", None, False), ("restore", None), ("pull", 0.5, False)], 1, False)
@example([GROWN, ("pull", None, False), ("restore", None), ("kill", None)], 2, True)
def test_the_cache_ends_as_the_bank_is(tmp_path_factory, actions, page_rows, in_memory):
    path = None if in_memory else tmp_path_factory.mktemp("pull") / "cache.db"
    key = None if in_memory else bytes(32)
    server = FeedServer(FeedBank(page_rows=page_rows))
    cache = Cache(path, key)
    for epoch, step in enumerate(actions):
        if step[0] == "changes":
            for name, *values in step[1]:
                getattr(server.bank, name)(*values)
        elif step[0] == "pull":
            pull_through(server, cache, *step[1:])
        elif step[0] == "restore":
            server.bank = server.bank.restored(f"{epoch:032x}")
        else:
            cache.close()
            cache = Cache(path, key)
    pull_through(server, cache, None, False)
    with closing(cache):
        assert contents(cache) == server.bank.rows
        assert searchable(cache) == {row[0] for row in server.bank.rows.values() if type(row) is tuple}
        with cache.read() as connection:
            assert writes.read_cursor(connection) == (server.bank.epoch, server.bank.seq)
            assert synced_at(connection) == NOW


def pull_through(server, cache, cut, repeat):
    """Pull once; if it fails, the cache is what it was or a true beginning of what the bank is."""
    server.cut, server.repeat = cut, repeat
    before = contents(cache)
    with cache.read() as connection:
        epoch = writes.read_cursor(connection).epoch
    try:
        puller(server, cache).pull()
    except KnownError:
        if epoch not in {"", server.bank.epoch}:
            assert contents(cache) == before
        with cache.read() as connection:
            cursor = writes.read_cursor(connection)
        if cursor.epoch == server.bank.epoch:
            told = {name for name, row in server.bank.rows.items() if row[0] <= cursor.seq}
            assert told <= contents(cache).keys()
    finally:
        server.cut, server.repeat = None, False


def test_a_repeated_page_in_the_middle_is_refused_or_harmless():
    server = FeedServer(FeedBank(page_rows=2))
    for _ in range(6):
        server.bank.posting()
    server.repeat = True
    with closing(Cache()) as cache:
        pull_through(server, cache, None, True)
        pull_through(server, cache, None, False)
        assert contents(cache) == server.bank.rows


def test_only_what_is_new_is_asked_for():
    server = FeedServer(FeedBank())
    server.bank.account()
    with closing(Cache()) as cache:
        assert puller(server, cache).pull() == Changes.ACCOUNTS | Changes.PROFILE | Changes.FRESHNESS
        assert puller(server, cache).pull(background=True) == Changes.FRESHNESS
        server.bank.posting()
        server.bank.transfer(1)
        assert puller(server, cache).pull() == Changes.POSTINGS | Changes.TRANSFERS | Changes.FRESHNESS
    first, second, third = server.requests
    assert (first.url.params["epoch"], first.url.params["after"]) == ("", "0")
    assert (second.url.params["epoch"], second.url.params["after"]) == (server.bank.epoch, "1")
    assert third.url.params["after"] == "1"
    assert [request.headers.get("x-activity") for request in server.requests] == [None, "background", None]


def test_a_first_sync_of_many_groups_goes_on_after_a_cut(tmp_path):
    server = FeedServer(FeedBank(page_rows=4_000))
    for _ in range(30_000):
        server.bank.posting()
    with closing(Cache(tmp_path / "cache.db", bytes(32))) as cache:
        server.cut = 0.95
        with pytest.raises(KnownError):
            puller(server, cache).pull()
        with cache.read() as connection:
            assert writes.read_cursor(connection).seq == 28_000
            assert synced_at(connection) is None
        assert len(searchable(cache)) == 10_000
        server.cut = None
        puller(server, cache).pull()
        assert int(server.requests[-1].url.params["after"]) == 28_000
        with cache.read() as connection:
            assert reads.count_postings(connection, None, "test") == 30_000


def test_a_bank_restored_without_a_new_epoch_is_rebuilt_too():
    server = FeedServer(FeedBank())
    for _ in range(8):
        server.bank.posting()
    with closing(Cache()) as cache:
        puller(server, cache).pull()
        server.bank = server.bank.restored(server.bank.epoch)
        puller(server, cache).pull()
        assert contents(cache) == server.bank.rows


def broken(**changes: object):
    (page,) = FeedBank().pages("", 0)
    return msgspec.structs.replace(page, **changes)


BROKEN = {
    "no epoch": broken(epoch=""),
    "an endless epoch": broken(epoch="e" * 65),
    "cursor beyond the head": broken(cursor=2, head=1),
    "negative": broken(cursor=-1, head=0),
    "no day": broken(postings=[(1, DAV, "today", "2026-11-23", 1, 1, "", "", "", "")]),
    "no open day": broken(caisse=CAISSE._replace(open_on="")),
    "no kind": broken(accounts=[account_row(1, kind="gold")]),
    "no state": broken(transfers=[transfer_row(1, 1, state="lost")]),
    "no moment": broken(transfers=[transfer_row(1, 1, created_at="2026-11-23T09:00:00")]),
    "no execution day": broken(transfers=[transfer_row(1, 1, executed_on="soon")]),
}
POSTING = posting_row(1)
UNSOUND = {
    "a number beyond the cursor": {"postings": [posting_row(10)]},
    "the number zero": {"postings": [posting_row(0)]},
    "a negative number": {"transfers": [transfer_row(-1, 1)]},
    "a week for a day": {"postings": [(*POSTING[:2], "2026-W48-1", *POSTING[3:])]},
    "a day without dashes": {"caisse": CAISSE._replace(open_on="20261123")},
    "an account opened never": {"accounts": [account_row(1, opened_on="never")]},
    "an account closed some day": {"accounts": [account_row(1, closed_on="some day")]},
    "less than nothing": {"accounts": [account_row(1, booked=-1)]},
    "more available than there is": {"accounts": [account_row(1, available=2001)]},
    "less than nothing available": {"accounts": [account_row(1, available=-1)]},
    "a balance below zero": {"postings": [(*POSTING[:5], -1, *POSTING[6:])]},
    "an order of nothing": {"transfers": [transfer_row(1, 1, amount=0)]},
    "an endless label": {"postings": [posting_row(1, label="x" * 1_001)]},
    "an endless name": {"profile": [profile_row(1)._replace(name="x" * 1_001)]},
    "an endless holder": {"accounts": [account_row(1, holder="x" * 1_001)]},
    "an endless key": {"transfers": [transfer_row(1, 1, key="x" * 1_001)]},
    "an endless caisse": {"caisse": CAISSE._replace(name="x" * 1_001)},
}
BROKEN |= {name: broken(cursor=9, head=9, **changes) for name, changes in UNSOUND.items()}


class PageBank:
    """A bank that says one page, whatever it is asked."""

    def __init__(self, *pages: FeedPage) -> None:
        self.said = pages

    def pages(self, _epoch, _after):
        return iter(self.said)


@pytest.mark.parametrize("name", BROKEN)
def test_pages_that_contradict_themselves_are_unreadable_and_leave_no_trace(name):
    with closing(Cache()) as cache:
        with pytest.raises(KnownError) as caught:
            puller(FeedServer(PageBank(BROKEN[name])), cache).pull()
        assert caught.value.code is ErrorCode.ANSWER_UNREADABLE
        assert contents(cache) == {}


def test_an_epoch_may_not_change_within_an_answer():
    pages = broken(epoch="a" * 32, cursor=1, head=2), broken(epoch="b" * 32, cursor=2, head=2)
    with closing(Cache()) as cache:
        with pytest.raises(KnownError) as caught:
            puller(FeedServer(PageBank(*pages)), cache).pull()
        assert caught.value.code is ErrorCode.ANSWER_UNREADABLE
        with cache.read() as connection:
            assert writes.read_cursor(connection) == ("a" * 32, 1)


def test_a_stream_that_ends_early_is_an_unreachable_bank():
    with closing(Cache()) as cache:
        for pages in ([broken(cursor=1, head=2)], []):
            with pytest.raises(KnownError) as caught:
                puller(FeedServer(PageBank(*pages)), cache).pull()
            assert caught.value.code is ErrorCode.SERVER_UNREACHABLE


def test_a_good_page_passes_the_check():
    transfers = [transfer_row(1, 1, executed_on="2026-11-23")]
    accounts = [account_row(2, closed_on="2026-11-23", booked=0)]
    rows = {"postings": [posting_row(9, label="x" * 1_000)], "transfers": transfers, "accounts": accounts}
    check_values(broken(cursor=9, head=9, profile=[profile_row(3)], **rows))


class Drip:
    """A feed that comes page by page, without end if told to. `sent` counts the pages that were asked for."""

    def __init__(self, cache, pages) -> None:
        self.sent = 0
        self.session = Session(TOKEN)
        self._pages = pages
        api = BankApi(httpx2.Client(transport=httpx2.MockTransport(self._answer), base_url="https://bank.test"))
        self.pull = Puller(api, self.session, cache, FixedClock()).pull

    def _answer(self, _request):
        return httpx2.Response(200, headers={"content-type": MEDIA_TYPE}, content=self._frames())

    def _frames(self):
        compressor = zstandard.ZstdCompressor(level=1)
        for page in self._pages:
            self.sent += 1
            yield write_frame(page, compressor)


@pytest.mark.parametrize(
    "pages",
    [
        [broken(cursor=0, head=9)],
        [broken(cursor=1, head=9), broken(cursor=1, head=9)],
        [broken(cursor=5, head=9), broken(cursor=4, head=9)],
        [broken(cursor=9, head=9), broken(cursor=9, head=9)],
        [broken(cursor=9, head=9), broken(cursor=10, head=10)],
    ],
    ids=["nowhere", "standing still", "backwards", "after the end", "further than the end"],
)
def test_a_feed_that_leads_nowhere_is_left_at_once(pages):
    with closing(Cache()) as cache:
        drip = Drip(cache, itertools.chain(pages, itertools.repeat(pages[-1])))
        with pytest.raises(KnownError) as caught:
            drip.pull()
        assert caught.value.code is ErrorCode.ANSWER_UNREADABLE
        assert drip.sent == len(pages)


def test_a_feed_without_end_is_left_when_the_customer_leaves(tmp_path):
    def endless():
        for number in itertools.count(1):
            if number == 30:
                drip.session.leave()
            yield broken(cursor=number, head=10**6)

    with closing(Cache(tmp_path / "cache.db", bytes(32))) as cache:
        drip = Drip(cache, endless())
        with pytest.raises(KnownError) as caught:
            drip.pull()
        assert (caught.value.code, drip.sent) == (ErrorCode.SESSION_ENDED, 30)
        with cache.read() as connection:
            assert writes.read_cursor(connection).seq == 29
        assert drip.session.end() == TOKEN  # kept for the goodbye


def test_a_feed_of_more_rows_than_there_can_be_is_left():
    pages = (broken(cursor=number, head=10**9, postings=[posting_row(number)]) for number in itertools.count(1))
    stream = _Stream(pages, Cursor("", 0), None, max_rows=100)
    assert sum(1 for _ in iter(stream.next, None)) == 100
    assert stream.failure is not None
    assert stream.failure.code is ErrorCode.ANSWER_UNREADABLE
