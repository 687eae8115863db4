"""Forgetting a customer where the disk does not help, and what errors and keyrings may say: nothing, and anything."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from clientside.keyrings import DictKeyStore
from keyring.backend import KeyringBackend

from ccmdesk.client.cache import keys
from ccmdesk.client.cache.engine import memory_engine
from ccmdesk.client.cache.keystore import OsKeyStore
from ccmdesk.client.cache.marks import HighWater
from ccmdesk.client.cache.vault import Vault
from ccmdesk.client.sync.outbox import Outbox
from ccmdesk.core.errors import ErrorCode, KnownError

CODE, PASSWORD, SHARE = "501000000008", "Nîmes-été-2026", "ab" * 32


@pytest.fixture
def store():
    return DictKeyStore()


@pytest.fixture
def vault(tmp_path, store):
    vault = Vault(tmp_path / "data", store, keys.Stretch(memory_kib=8, passes=1))
    vault.open_online(CODE, PASSWORD, SHARE).cache.close()
    vault.device_key(CODE)
    return vault


@pytest.fixture
def folder(vault, tmp_path):
    (found,) = (tmp_path / "data" / "profiles").iterdir()
    return found


def test_keys_that_cannot_be_deleted_are_taken_from_the_keyring_all_the_same(vault, store, folder):
    content = (folder / "keys.json").read_bytes()
    (folder / "keys.json").unlink()
    (folder / "keys.json").mkdir()  # no file can be deleted there, not even by root
    with pytest.raises(KnownError) as caught:
        vault.forget(CODE)
    assert caught.value.code is ErrorCode.DISK_UNAVAILABLE
    assert store.secrets == {}
    (folder / "keys.json").rmdir()
    (folder / "keys.json").write_bytes(content)
    with pytest.raises(KnownError) as caught:
        vault.open_offline(CODE, PASSWORD)
    assert caught.value.code is ErrorCode.OFFLINE_NOTHING_HERE


def test_a_file_that_stays_keeps_no_other(vault, store, folder):
    (folder / "cache.db").unlink()
    (folder / "cache.db").mkdir()
    for name in ("aaa", "outbox.db", "zzz"):
        (folder / name).write_bytes(b"x")
    assert not vault.forget(CODE)
    assert [path.name for path in folder.iterdir()] == ["cache.db"]
    assert store.secrets == {}


def test_a_link_leads_the_deletion_nowhere(vault, folder, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    folder.rename(elsewhere)
    folder.symlink_to(elsewhere, target_is_directory=True)
    (elsewhere / "photo.jpg").write_bytes(b"x")
    assert vault.forget(CODE)
    assert (elsewhere / "photo.jpg").exists()
    assert not folder.is_symlink()


def test_an_error_of_the_database_says_nothing_of_the_customer(tmp_path):
    outbox = Outbox(tmp_path / "outbox.db", bytes(32))
    memory = memory_engine()
    with memory.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE entry (key TEXT, intent TEXT, state TEXT NOT NULL)")
    for engine in (outbox._engine, memory):
        with pytest.raises(sa.exc.IntegrityError) as caught, engine.begin() as connection:
            connection.execute(sa.text("INSERT INTO entry (key, intent) VALUES ('a', :label)"), {"label": "loyer Paul"})
        assert "loyer" not in str(caught.value)
        engine.dispose()


class Odd(KeyringBackend):
    """A backend that gives what no backend should."""

    priority = 0.1
    gift = None

    def get_password(self, _service, _username):
        return self.gift

    def set_password(self, _service, _username, _password):
        """Say yes, and keep nothing."""

    delete_password = get_password


@pytest.mark.parametrize("gift", [None, 5, b"ab" * 32, ["ab" * 32], "", "zz", "ab" * 31, "é" * 64])
def test_a_keyring_that_gives_anything_is_one_that_keeps_nothing(tmp_path, gift):
    backend = Odd()
    backend.gift = gift
    vault = Vault(tmp_path, OsKeyStore(backend), keys.Stretch(memory_kib=8, passes=1))
    opened = vault.open_online(CODE, PASSWORD, SHARE)
    assert opened.cache.in_memory
    assert opened.notices == (ErrorCode.KEYRING_UNTRUSTED,)
    assert not vault.device_key(CODE).lasting
    assert HighWater(OsKeyStore(backend), "mark").read() is None
    opened.cache.close()
