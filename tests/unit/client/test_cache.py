"""The cache: encrypted, thrown away when it must be, read while it is written."""

from __future__ import annotations

import sqlite3
import threading

import pytest
import sqlcipher3
from clientside.feeds import DAV, LIVRET, FeedBank, account_row, posting_row, transfer_row
from hypothesis import given
from hypothesis import strategies as st

from ccmdesk.client.cache import reads, writes
from ccmdesk.client.cache.migrations import STEPS
from ccmdesk.client.cache.schema import METADATA
from ccmdesk.client.cache.store import Cache
from ccmdesk.core.errors import ErrorCode, KnownError

KEY, OTHER = bytes(range(32)), bytes(32)


@pytest.fixture(params=["disk", "memory"])
def cache(request, tmp_path):
    cache = Cache(tmp_path / "cache.db", KEY) if request.param == "disk" else Cache()
    yield cache
    cache.close()


def fill(cache, bank, *, index=True):
    with cache.write() as connection:
        for page in bank.pages("", 0):
            writes.write_page(connection, page)
        if index:
            writes.index_text(connection)


def labels(cache, search, account=None):
    with cache.read() as connection:
        numbers = reads.seqs(connection, account, search, offset=0, limit=100)
        assert reads.count_postings(connection, account, search) == len(numbers)
        return [row[7] for row in reads.postings(connection, numbers)]


def a_bank(*words: str):
    bank = FeedBank()
    bank.account()
    bank.account(LIVRET, 1500)
    bank.profile("v@example.org")
    for word in words:
        bank.posting(word)
    return bank


def test_nothing_can_be_read_without_the_key(tmp_path):
    cache = Cache(tmp_path / "cache.db", KEY)
    fill(cache, a_bank("loyer secret"))
    cache.close()
    contents = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"SQLite format 3" not in contents
    assert b"loyer" not in contents
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(tmp_path / "cache.db").execute("SELECT * FROM posting")


def test_what_was_kept_is_there_again(tmp_path):
    cache = Cache(tmp_path / "cache.db", KEY)
    fill(cache, a_bank("loyer"))
    cache.close()
    cache = Cache(tmp_path / "cache.db", KEY)
    assert labels(cache, "") == ["loyer"]
    cache.close()


DAMAGE = {
    "another key": lambda path: path.stat(),
    "noise": lambda path: path.write_bytes(b"noise" * 4000),
    "plain text database": lambda path: (path.unlink(), sqlite3.connect(path).execute("CREATE TABLE a (b)")),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:5000]),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_file_that_cannot_be_read_is_made_anew_and_encrypted(tmp_path, name):
    path = tmp_path / "cache.db"
    cache = Cache(path, KEY)
    fill(cache, a_bank("loyer"))
    cache.close()
    DAMAGE[name](path)
    cache = Cache(path, OTHER if name == "another key" else KEY)
    assert labels(cache, "") == []
    fill(cache, a_bank("salaire"))
    assert labels(cache, "salaire") == ["salaire"]
    cache.close()
    assert b"salaire" not in path.read_bytes()
    assert b"SQLite format 3" not in path.read_bytes()


def test_a_later_client_s_file_is_refused_and_not_touched(tmp_path):
    path = tmp_path / "cache.db"
    cache = Cache(path, KEY)
    fill(cache, a_bank("loyer"))
    with cache.write() as connection:
        connection.exec_driver_sql(f"PRAGMA user_version={len(STEPS) + 1}")
    cache.close()
    before = path.read_bytes()
    for _ in range(2):
        with pytest.raises(KnownError) as caught:
            Cache(path, KEY)
        assert caught.value.code is ErrorCode.CACHE_TOO_NEW
        assert path.read_bytes() == before


def test_damage_found_later_is_told_and_repaired(tmp_path):
    path = tmp_path / "cache.db"
    cache = Cache(path, KEY)
    bank = a_bank(*[f"loyer {number}" for number in range(3000)])
    fill(cache, bank)
    cache.close()
    cache = Cache(path, KEY)
    content = bytearray(path.read_bytes())
    for page in range(8, len(content) // 4096):
        content[page * 4096 + 100] ^= 1
    with path.open("r+b") as file:
        file.write(content)
    assert not cache.repair()
    with pytest.raises(KnownError) as caught:
        labels(cache, "loyer")
    assert caught.value.code is ErrorCode.DISK_UNAVAILABLE
    assert cache.repair()
    assert not cache.repair()
    fill(cache, a_bank("loyer"))
    assert labels(cache, "loyer") == ["loyer"]
    cache.close()


def test_a_full_or_missing_disk_is_a_known_error(tmp_path):
    with pytest.raises(KnownError) as caught:
        Cache(tmp_path / "missing" / "cache.db", KEY)
    assert caught.value.code is ErrorCode.DISK_UNAVAILABLE


def test_a_full_disk_leaves_the_cache_as_it_was(tmp_path):
    cache = Cache(tmp_path / "cache.db", KEY)
    fill(cache, a_bank("loyer"))
    rows = [posting_row(seq, label="x" * 900) for seq in range(10, 999)]

    def write_much():
        with cache.write() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count=50")
            connection.exec_driver_sql(writes.POSTING_SQL, rows)

    with pytest.raises(KnownError) as caught:
        write_much()
    assert caught.value.code is ErrorCode.DISK_UNAVAILABLE
    assert labels(cache, "") == ["loyer"]
    cache.close()


def test_a_path_needs_a_key_and_a_key_a_path(tmp_path):
    for arguments in ((tmp_path / "cache.db", None), (None, KEY), (tmp_path / "cache.db", b"short")):
        with pytest.raises(ValueError):
            Cache(*arguments)


def test_the_reads_name_the_tables_that_the_migrations_make(cache):
    with cache.read() as connection:
        for table in METADATA.tables.values():
            found = [row[1] for row in connection.exec_driver_sql(f'PRAGMA table_info("{table.name}")')]
            assert found == [column.name for column in table.columns]


def test_writes_are_kept_whole_or_not_at_all(cache):
    fill(cache, a_bank("loyer"))

    def write_half():
        with cache.write() as connection:
            connection.exec_driver_sql(writes.POSTING_SQL, posting_row(900))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_half()
    assert labels(cache, "") == ["loyer"]


def test_pages_may_come_twice_and_old_rows_never_win(cache):
    bank = a_bank("loyer", "salaire")
    for _ in range(3):
        fill(cache, bank)
    late = account_row(0, DAV, booked=1)
    with cache.write() as connection:
        (page,) = bank.pages(bank.epoch, bank.seq)
        page.accounts.append(late)
        writes.write_page(connection, page)
    with cache.read() as connection:
        assert [row.booked for row in reads.accounts(connection)] == [2000, 1500]
        assert reads.profile(connection).email == "v@example.org"
        assert reads.caisse(connection).id == "nantes"
    assert labels(cache, "") == ["salaire", "loyer"]
    assert labels(cache, "loyer") == ["loyer"]


@pytest.mark.parametrize("broken", ["contradiction", "too large"])
def test_rows_that_fit_no_database_are_the_answer_s_fault(cache, broken):
    (page,) = FeedBank().pages("", 0)
    if broken == "contradiction":
        page.transfers.extend([transfer_row(1, 1), transfer_row(2, 1, id="b" * 32)])
    else:
        page.accounts.append(account_row(1, booked=2**63))
    with pytest.raises(KnownError) as caught, cache.write() as connection:
        writes.write_page(connection, page)
    assert caught.value.code is ErrorCode.ANSWER_UNREADABLE


def test_a_client_killed_before_the_index_finds_all_after_the_next_start(tmp_path):
    cache = Cache(tmp_path / "cache.db", KEY)
    fill(cache, a_bank("loyer"), index=False)
    assert labels(cache, "loyer") == []
    cache.close()
    cache = Cache(tmp_path / "cache.db", KEY)
    assert labels(cache, "loyer") == ["loyer"]
    cache.close()


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("electricite", ["Électricité de France"]),
        ("ÉLECTR", ["Électricité de France"]),
        ("france elec", ["Électricité de France"]),
        ("edf", ["Électricité de France", "loyer mars"]),
        ("loyer avril", []),
        ('"loyer', ["loyer mars"]),
        ("loyer* OR salaire", []),
        ("label:loyer", []),
        ("  ", ["Électricité de France", "loyer mars"]),
        ("-", []),
        ("\x00", []),
        ("loyer-mars", ["loyer mars"]),
    ],
)
def test_search_finds_words_and_takes_no_orders(cache, search, found):
    fill(cache, a_bank("loyer mars", "Électricité de France"))
    assert labels(cache, search) == found


@given(st.text(max_size=60))
def test_no_search_is_a_crash(text):
    cache = Cache()
    fill(cache, a_bank("loyer mars"))
    assert len(labels(cache, text)) <= 1
    cache.close()


def test_accounts_are_told_apart(cache):
    bank = a_bank("loyer")
    bank.posting("loyer", LIVRET)
    fill(cache, bank)
    assert labels(cache, "", DAV) == ["loyer"]
    assert labels(cache, "loyer", LIVRET) == ["loyer"]
    assert labels(cache, "loyer", "60000229999") == []
    assert labels(cache, "") == ["loyer", "loyer"]


def test_a_rebuild_shows_the_old_until_the_new_is_there(cache):
    fill(cache, a_bank("loyer"))
    seen = []

    def rebuild_and_fail():
        with cache.rebuild() as connection:
            writes.write_page(connection, next(FeedBank("b" * 32).pages("", 0)))
            seen.append(read_elsewhere(cache))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        rebuild_and_fail()
    assert labels(cache, "loyer") == ["loyer"]
    new = FeedBank("b" * 32)
    new.posting("salaire")
    with cache.rebuild() as connection:
        for page in new.pages("", 0):
            writes.write_page(connection, page)
        writes.index_text(connection)
        seen.append(read_elsewhere(cache))
    assert seen == [["loyer"], ["loyer"]]
    assert labels(cache, "") == labels(cache, "salaire") == ["salaire"]
    with cache.read() as connection:
        assert writes.read_cursor(connection) == ("b" * 32, 1)
        assert reads.accounts(connection) == []


def read_elsewhere(cache):
    found = []
    thread = threading.Thread(target=lambda: found.extend(labels(cache, "")))
    thread.start()
    thread.join(10)
    assert not thread.is_alive(), "a reader waited for a rebuild"
    return found


def test_readers_see_whole_transactions_while_a_sync_writes(cache):
    stop = threading.Event()
    sums = set()

    def read():
        while not stop.is_set():
            with cache.read() as connection:
                first = {row.booked for row in reads.accounts(connection)}
                second = {row.booked for row in reads.accounts(connection)}
            sums.add((tuple(first), tuple(second)))

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    bank = FeedBank(page_rows=1)
    for number in range(60):
        bank.account(DAV, number)
        bank.account(LIVRET, number)
        with cache.write() as connection:
            for page in bank.pages(bank.epoch, bank.seq - 2):
                writes.write_page(connection, page)
    stop.set()
    for thread in threads:
        thread.join()
    assert all(first == second and len(first) <= 1 for first, second in sums)


def test_transfers_are_listed_by_state_newest_first(cache):
    bank = FeedBank()
    for number, state in enumerate(("executed", "validated", "recorded", "rejected", "cancelled"), 1):
        bank.transfer(number, state)
    fill(cache, bank)
    with cache.read() as connection:
        ongoing, others = (reads.transfers(connection, ongoing=ongoing) for ongoing in (True, False))
        assert [row.state for row in ongoing] == ["recorded", "validated"]
        assert [row.state for row in others] == ["cancelled", "rejected", "executed"]
        assert reads.known_keys(connection, [f"{1:032x}", "other"]) == {f"{1:032x}"}


def test_the_driver_is_the_encrypting_one():
    assert sqlcipher3.connect(":memory:").execute("PRAGMA cipher_version").fetchone()[0].startswith("4.")


def test_a_closed_cache_stays_closed(tmp_path):
    for cache in (Cache(), Cache(tmp_path / "cache.db", bytes(32))):
        cache.close()
        with pytest.raises(KnownError) as caught, cache.read():
            pass
        assert caught.value.code is ErrorCode.SESSION_ENDED
