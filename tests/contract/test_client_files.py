"""The customer's files: what opens them, what does not, older copies put back, later clients' files left alone."""

from __future__ import annotations

import shutil
from contextlib import closing

import pytest
from clientside.signers import reference, refused, signed
from server.access_fixtures import PASSWORD

from ccmdesk.client.cache import keys
from ccmdesk.client.cache.engine import file_engine
from ccmdesk.client.sync.outbox import EntryState, Outbox
from ccmdesk.core.errors import ErrorCode


def profile(computer):
    (found,) = (computer.folder / "profiles").iterdir()
    return found


def copy_cache(computer, to):
    to.mkdir()
    for path in profile(computer).glob("cache.db*"):
        shutil.copy(path, to)


def put_back(computer, kept):
    for path in profile(computer).glob("cache.db*"):
        path.unlink()
    for path in kept.iterdir():
        shutil.copy(path, profile(computer))


def labels(desk):
    return [posting.label for posting in desk.postings(None, "", 0, 100)]


# -- older copies --------------------------------------------------------------------------------------------


def test_an_older_cache_put_back_is_noticed_and_fetched_anew(front, computer, tmp_path):
    computer.synced()
    computer.close()
    copy_cache(computer, tmp_path / "kept")
    desk = computer.synced()
    desk.confirm(desk.prepare(reference(500)))
    desk.refresh()
    whole = (labels(desk), desk.accounts(), desk.orders(ongoing=True))
    computer.close()
    put_back(computer, tmp_path / "kept")
    computer.start()
    desk = computer.sign_in()
    assert desk.orders(ongoing=True) == []
    assert desk.notices == ()
    desk.refresh()
    assert desk.notices == (ErrorCode.CACHE_REWOUND,)
    assert (labels(desk), desk.accounts(), desk.orders(ongoing=True)) == whole
    computer.close()
    computer.start()
    assert computer.synced().notices == (), "it is as it should be again"


def test_a_copy_from_before_the_bank_was_restored_is_noticed_too(front, computer, tmp_path):
    computer.synced()
    computer.close()
    copy_cache(computer, tmp_path / "kept")
    with front.bank.database.unit_of_work() as connection:
        connection.exec_driver_sql("UPDATE feed_epoch SET epoch = ?", ("e" * 32,))
    desk = computer.synced()
    assert desk.notices == (), "a bank that was restored is no older copy"
    computer.close()
    put_back(computer, tmp_path / "kept")
    computer.start()
    assert computer.synced().notices == (ErrorCode.CACHE_REWOUND,)


def test_a_cache_that_is_gone_or_damaged_is_no_older_copy(front, computer):
    computer.synced()
    computer.close()
    for path in profile(computer).glob("cache.db*"):
        path.unlink()
    computer.start()
    desk = computer.synced()
    assert (desk.notices, bool(desk.accounts())) == ((), True)


def test_a_keyring_that_fails_costs_the_mark_only(front, computer):
    desk = computer.synced()
    computer.store.locked = True
    desk.confirm(desk.prepare(reference(500)))
    desk.refresh()
    assert desk.notices == ()
    computer.store.locked = False
    computer.close()
    computer.start()
    assert computer.synced().notices == ()


@pytest.mark.parametrize("mark", ["", "x", "x y", " 5", "a" * 32 + " -1", "a" * 32 + " ٥", "a" * 32 + " 999999999"])
def test_a_mark_that_someone_wrote_is_no_crash(front, computer, mark):
    computer.synced()
    computer.close()
    (name,) = (name for name in computer.store.secrets if name.endswith("/mark"))
    computer.store.secrets[name] = mark
    computer.start()
    desk = computer.synced()
    assert desk.notices == ()
    assert desk.accounts()


def test_a_mark_beyond_the_bank_is_fetched_anew_and_right_again(front, computer):
    computer.synced()
    computer.close()
    (name,) = (name for name in computer.store.secrets if name.endswith("/mark"))
    epoch, _, seq = computer.store.secrets[name].rpartition(" ")
    computer.store.secrets[name] = f"{epoch} {int(seq) + 1000}"
    for notices in ((ErrorCode.CACHE_REWOUND,), ()):
        computer.start()
        assert computer.synced().notices == notices
        computer.close()


# -- later clients -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["cache.db", "outbox.db"])
def test_a_later_client_s_files_are_refused_not_touched_and_the_session_ends(front, computer, name):
    desk = computer.synced()
    key = desk.keep_draft(desk.prepare(reference()))
    engine = desk._cache._engine if name == "cache.db" else desk._outbox._engine
    with engine.begin() as connection:
        version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        connection.exec_driver_sql(f"PRAGMA user_version={version + 1}")
    held = desk._holder.held
    desk.sign_out()
    computer.close()
    before = {path.name: path.read_bytes() for path in profile(computer).iterdir()}
    computer.start()
    assert refused(computer.sign_in).code is ErrorCode.CACHE_TOO_NEW
    assert refused(computer.offline).code is ErrorCode.CACHE_TOO_NEW
    after = {path.name: path.read_bytes() for path in profile(computer).iterdir()}
    assert after.pop("keys.json").startswith(b'{"version":1')
    del before["keys.json"]  # tries of the offline door are counted there
    assert after == before
    with front.bank.database.snapshot() as connection:
        rows = connection.exec_driver_sql("SELECT count(*) FROM session WHERE ended_at IS NULL").scalar_one()
    assert rows == 0
    engine = file_engine(
        profile(computer) / name, held.cache_key if name == "cache.db" else held.outbox_key, durable=False
    )
    with engine.begin() as connection:
        connection.exec_driver_sql(f"PRAGMA user_version={version}")
    engine.dispose()
    assert computer.synced().draft_intent(key) == reference()


FIRST_OUTBOX = (
    """CREATE TABLE entry (key TEXT NOT NULL PRIMARY KEY, intent TEXT NOT NULL, state TEXT NOT NULL,
    created_at TEXT NOT NULL, tried INTEGER NOT NULL, reason TEXT, execution_on TEXT NOT NULL, state_at_bank TEXT)""",
    """INSERT INTO entry VALUES ('aa', '{"source":"60000220100","target":"60000222236","amount":1000,
    "typed_label":"été","label":"ete","requested_on":"2026-11-23","execution_on":"2026-11-23"}', 'draft',
    '2026-11-23T09:00:00+00:00', 0, NULL, '2026-11-23', NULL)""",
    "PRAGMA user_version=1",
)
"""An outbox as the client of version 0.1.0 wrote it."""


def test_drafts_of_the_first_client_survive(tmp_path):
    key = bytes(range(32))
    engine = file_engine(tmp_path / "outbox.db", key, durable=True)
    with engine.begin() as connection:
        for statement in FIRST_OUTBOX:
            connection.exec_driver_sql(statement)
    engine.dispose()
    for _ in range(2):
        with closing(Outbox(tmp_path / "outbox.db", key)) as outbox:
            (entry,) = outbox.entries()
            assert (entry.order.typed_label, entry.state, entry.approval) == ("été", EntryState.DRAFT, None)
            assert outbox.notices == ()


def test_an_outbox_made_today_is_the_migrated_one(tmp_path):
    key = bytes(range(32))
    schemas = []
    for name, statements in (("old", FIRST_OUTBOX), ("new", ())):
        engine = file_engine(tmp_path / name, key, durable=True)
        with engine.begin() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
        engine.dispose()
        with closing(Outbox(tmp_path / name, key)) as outbox, outbox._engine.begin() as connection:
            schemas.append(
                [row[1:4] for row in connection.exec_driver_sql("PRAGMA table_info(entry)")]
                + [connection.exec_driver_sql("PRAGMA user_version").scalar_one()]
            )
    assert schemas[0] == schemas[1]


# -- what opens them -----------------------------------------------------------------------------------------


def test_disk_and_keyring_without_the_password_open_nothing(front, computer):
    desk = computer.synced()
    prepared = desk.prepare(reference())
    approval = signed(computer, desk, prepared)
    desk.confirm(prepared, None, approval)
    held, device = desk._holder.held, desk._holder.device
    token = desk._session._token
    computer.close()
    secrets = [bytes.fromhex(secret) for secret in computer.store.secrets.values() if len(secret) == 64]
    assert len(secrets) == 2
    file = keys.decode((profile(computer) / "keys.json").read_bytes())
    for secret in (*secrets, bytes(32)):
        assert keys.unwrap_offline(file.offline, "", secret) is None
        for other in (*secrets, bytes(32), b"", secret.hex().encode()):
            assert keys.unwrap_cache_online(file.cache_online, secret, other) is None
            assert keys.unwrap_outbox_online(file.outbox_online, other) is None
    clear = (held.cache_key, held.outbox_key, device.private, *secrets, token.encode(), PASSWORD.encode())
    clear += tuple(key.hex().encode() for key in (held.cache_key, held.outbox_key, device.private, *secrets))
    clear += (approval.signature.encode(), approval.challenge.encode(), computer.code.encode(), b"virement")
    for path in computer.folder.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert not any(part in content for part in clear), path.name


def test_the_keyring_keeps_neither_password_nor_token_nor_code(front, computer):
    desk = computer.synced()
    kept = str(computer.store.secrets)
    for secret in (PASSWORD, desk._session._token, computer.code, "6000022"):
        assert secret not in kept
