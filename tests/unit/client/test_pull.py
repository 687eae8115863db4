"""The pull: whatever is cut, repeated or restored, the cache ends as the bank is, and never shows a mixture."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec
import pytest
from clientside.feeds import CAISSE, DAV, LIVRET, FeedBank, FeedServer, account_row, posting_row, transfer_row
from hypothesis import example, given
from hypothesis import strategies as st

from ccmdesk.client.cache import reads, writes
from ccmdesk.client.cache.store import Cache
from ccmdesk.client.sync.pull import Puller, check_values, synced_at
from ccmdesk.client.sync.session import Session
from ccmdesk.client.sync.views import Changes
from ccmdesk.core.errors import ErrorCode, KnownError

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
    "cursor beyond the head": broken(cursor=2, head=1),
    "negative": broken(cursor=-1, head=0),
    "no day": broken(postings=[(1, DAV, "today", "2026-11-23", 1, 1, "", "", "", "")]),
    "no open day": broken(caisse=CAISSE._replace(open_on="")),
    "no kind": broken(accounts=[account_row(1, kind="gold")]),
    "no state": broken(transfers=[transfer_row(1, 1, state="lost")]),
    "no moment": broken(transfers=[transfer_row(1, 1, created_at="2026-11-23T09:00:00")]),
    "no execution day": broken(transfers=[transfer_row(1, 1, executed_on="soon")]),
}


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
    check_values(broken(postings=[posting_row(1)], transfers=[transfer_row(1, 1, executed_on="2026-11-23")]))


def test_a_session_learns_from_its_exchanges():
    session = Session(TOKEN)
    assert (session.online, session.is_open) == (True, True)
    for code, online, is_open in (
        (ErrorCode.SERVER_BUSY, True, True),
        (ErrorCode.SERVER_UNREACHABLE, False, True),
        (ErrorCode.SESSION_ENDED, False, False),
    ):
        with pytest.raises(KnownError), session.exchange():
            raise KnownError(code)
        assert (session.online, session.is_open) == (online, is_open)
    with pytest.raises(KnownError) as caught, session.exchange():
        pass
    assert caught.value.code is ErrorCode.SESSION_ENDED


def test_a_damaged_cache_is_made_anew_by_the_next_pull(tmp_path):
    path = tmp_path / "cache.db"
    server = FeedServer(FeedBank(page_rows=4_000))
    for _ in range(4_000):
        server.bank.posting()
    with closing(Cache(path, bytes(32))) as cache:
        puller(server, cache).pull()
    with closing(Cache(path, bytes(32))) as cache:
        content = bytearray(path.read_bytes())
        for page in range(8, len(content) // 4096):
            content[page * 4096 + 100] ^= 1
        with path.open("r+b") as file:
            file.write(content)
        with pytest.raises(KnownError) as caught:
            contents(cache)
        assert caught.value.code is ErrorCode.DISK_UNAVAILABLE
        puller(server, cache).pull()
        assert contents(cache) == server.bank.rows
