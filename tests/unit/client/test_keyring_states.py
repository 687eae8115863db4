"""Keyrings that fail, forget, lie or were changed: nothing is written in clear, and the customer is told."""

from __future__ import annotations

import pytest
from clientside.keyrings import DictKeyStore
from keyring.backends import chainer, fail, null
from keyring.backends.SecretService import Keyring as SecretService

from ccmdesk.client.cache import keys, writes
from ccmdesk.client.cache.keystore import KeyStoreError, NoKeyStore, OsKeyStore, os_key_store
from ccmdesk.client.cache.vault import Vault
from ccmdesk.core.errors import ErrorCode, KnownError

CODE, PASSWORD, SHARE = "501000000008", "Nîmes-été-2026", "ab" * 32
QUICK = keys.Stretch(memory_kib=8, passes=1)


class Forgetful(DictKeyStore):
    """Says yes, and keeps nothing."""

    def get(self, name: str) -> str | None:
        self._check(name)
        return None


class ReadOnly(DictKeyStore):
    """Gives what it has, and takes nothing more."""

    def set(self, name: str, secret: str) -> None:
        raise KeyStoreError(f"{name}: {len(secret)}")


def opened(folder, store, password=PASSWORD):
    found = Vault(folder, store, QUICK).open_online(CODE, password, SHARE)
    with found.cache.write() as connection:
        writes.write_meta(connection, "mark", "of the customer")
    found.cache.close()
    return found


@pytest.mark.parametrize(
    ("store", "notices"),
    [
        (NoKeyStore(), ()),
        (NoKeyStore(ErrorCode.KEYRING_MISSING), (ErrorCode.KEYRING_MISSING,)),
        (NoKeyStore(ErrorCode.KEYRING_UNTRUSTED), (ErrorCode.KEYRING_UNTRUSTED,)),
        (Forgetful(), (ErrorCode.KEYRING_UNTRUSTED,)),
        (ReadOnly(), (ErrorCode.KEYRING_LOCKED,)),
    ],
    ids=["not wanted", "missing", "untrusted", "forgetful", "read-only"],
)
def test_a_keyring_that_keeps_nothing_means_memory_and_is_told(tmp_path, store, notices):
    found = opened(tmp_path, store)
    assert found.cache.in_memory
    assert found.notices == notices
    assert not list(tmp_path.rglob("cache.db*"))
    assert not Vault(tmp_path, store, QUICK).device_key(CODE).lasting
    with pytest.raises(KnownError) as caught:
        Vault(tmp_path, store, QUICK).open_offline(CODE, PASSWORD)
    assert caught.value.code is ErrorCode.OFFLINE_NOTHING_HERE


def test_a_locked_keyring_is_told_also_offline(tmp_path):
    store = DictKeyStore()
    opened(tmp_path, store)
    store.locked = True
    assert opened(tmp_path, store).notices == (ErrorCode.KEYRING_LOCKED,)
    with pytest.raises(KnownError) as caught:
        Vault(tmp_path, store, QUICK).open_offline(CODE, PASSWORD)
    assert caught.value.code is ErrorCode.KEYRING_LOCKED
    store.locked = False
    Vault(tmp_path, store, QUICK).open_offline(CODE, PASSWORD).cache.close()


@pytest.mark.parametrize("secret", [None, "", "zz", "ab", "ab" * 32, "é" * 64])
def test_a_keyring_whose_content_changed_costs_the_cache_and_is_told(tmp_path, secret):
    store = DictKeyStore()
    before = opened(tmp_path, store)
    (name,) = (name for name in store.secrets if not name.endswith("/door"))
    if secret is None:
        del store.secrets[name]
    else:
        store.secrets[name] = secret
    after = Vault(tmp_path, store, QUICK).open_online(CODE, PASSWORD, SHARE)
    assert after.notices == (ErrorCode.KEYRING_CHANGED,)
    assert after.outbox_key == before.outbox_key
    with after.cache.read() as connection:
        assert writes.read_meta(connection, "mark") == ""
    after.cache.close()
    assert opened(tmp_path, store).notices == (), "once"
    Vault(tmp_path, store, QUICK).open_offline(CODE, PASSWORD).cache.close()


def test_a_new_share_of_the_bank_is_not_the_keyring_s_fault(tmp_path):
    store = DictKeyStore()
    opened(tmp_path, store)
    found = Vault(tmp_path, store, QUICK).open_online(CODE, "another password", "cd" * 32)
    found.cache.close()
    assert found.notices == ()


def test_a_password_changed_under_a_locked_keyring_closes_the_offline_door(tmp_path):
    store = DictKeyStore()
    opened(tmp_path, store)
    store.locked = True
    found = opened(tmp_path, store)
    found.profile.change_password(found.held, "another password", SHARE.encode())
    store.locked = False
    with pytest.raises(KnownError) as caught:
        Vault(tmp_path, store, QUICK).open_offline(CODE, PASSWORD)
    assert caught.value.code is ErrorCode.OFFLINE_CLOSED
    assert opened(tmp_path, store, "another password").outbox_key == found.outbox_key


# -- the device's key ----------------------------------------------------------------------------------------


def test_the_device_key_lasts_and_is_each_customer_s_own(tmp_path):
    store = DictKeyStore()
    key = Vault(tmp_path, store, QUICK).device_key(CODE)
    assert key.lasting
    assert Vault(tmp_path, store, QUICK).device_key(CODE) == key
    assert Vault(tmp_path, store, QUICK).device_key("501000000016") != key
    assert key.private.hex() not in repr(key)


def test_the_device_key_stays_while_the_client_runs_whatever_the_keyring_does(tmp_path):
    store = DictKeyStore()
    vault = Vault(tmp_path, store, QUICK)
    key = vault.device_key(CODE)
    store.locked = True
    assert vault.device_key(CODE) == key
    store.locked = False
    store.secrets.clear()
    assert vault.device_key(CODE) == key


def test_a_device_key_in_memory_moves_into_the_keyring_once_that_opens(tmp_path):
    store = DictKeyStore()
    store.locked = True
    vault = Vault(tmp_path, store, QUICK)
    passing = vault.device_key(CODE)
    assert not passing.lasting
    assert vault.device_key(CODE) == passing
    store.locked = False
    moved = vault.device_key(CODE)
    assert (moved.private, moved.lasting) == (passing.private, True)
    assert Vault(tmp_path, store, QUICK).device_key(CODE) == moved


def test_a_known_device_key_counts_once_the_keyring_opens(tmp_path):
    store = DictKeyStore()
    known = Vault(tmp_path, store, QUICK).device_key(CODE)
    store.locked = True
    vault = Vault(tmp_path, store, QUICK)
    assert vault.device_key(CODE).private != known.private
    store.locked = False
    assert vault.device_key(CODE) == known


# -- which keyring -------------------------------------------------------------------------------------------


class Plaintext(null.Keyring):
    """Stands for every backend that no list of ours names."""


class Chain(chainer.ChainerBackend):
    backends = ()


Chain.__module__, Chain.__qualname__ = chainer.ChainerBackend.__module__, chainer.ChainerBackend.__qualname__


def chain(*backends: object):
    made = Chain()
    made.backends = backends
    return made


@pytest.mark.parametrize(
    ("backend", "reason"),
    [
        (null.Keyring(), ErrorCode.KEYRING_MISSING),
        (fail.Keyring(), ErrorCode.KEYRING_MISSING),
        (chain(), ErrorCode.KEYRING_MISSING),
        (Plaintext(), ErrorCode.KEYRING_UNTRUSTED),
        (chain(Plaintext()), ErrorCode.KEYRING_UNTRUSTED),
    ],
    ids=["null", "fail", "empty chain", "plain text", "chain of plain text"],
)
def test_the_reason_is_said_when_there_is_no_keyring_to_trust(backend, reason):
    import keyring

    before = keyring.get_keyring()
    keyring.set_keyring(backend)
    try:
        store = os_key_store()
    finally:
        keyring.set_keyring(before)
    assert isinstance(store, NoKeyStore)
    with pytest.raises(KeyStoreError) as caught:
        store.get("name")
    assert caught.value.code is reason


def test_the_trusted_one_is_taken_out_of_its_chain():
    import keyring

    before = keyring.get_keyring()
    keyring.set_keyring(chain(Plaintext(), SecretService()))
    try:
        assert isinstance(os_key_store(), OsKeyStore)
    finally:
        keyring.set_keyring(before)
