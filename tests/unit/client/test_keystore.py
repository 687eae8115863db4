"""Only keyrings that keep secrets for the user's OS session are trusted."""

from __future__ import annotations

import pytest
from keyring import errors
from keyring.backend import KeyringBackend
from keyring.backends import SecretService, chainer, fail, null

from ccmdesk.client.cache.keystore import KeyStoreError, NoKeyStore, OsKeyStore, os_key_store, trusted


class InMemory(KeyringBackend):
    """A working backend; not one that `trusted` lets through."""

    priority = 0.1

    def __init__(self) -> None:
        super().__init__()
        self.kept = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        if (service, username) not in self.kept:
            raise errors.PasswordDeleteError(username)
        del self.kept[service, username]


class Locked(InMemory):
    """A backend whose user said no."""

    def get_password(self, service, username):
        raise errors.KeyringLocked(service, username)

    set_password = delete_password = get_password


class Chain(chainer.ChainerBackend):
    """What `keyring` picks where it finds several backends."""

    backends = ()


Chain.__module__, Chain.__qualname__ = chainer.ChainerBackend.__module__, chainer.ChainerBackend.__qualname__


def test_backends_that_keep_nothing_or_anything_are_refused():
    for backend in (null.Keyring(), fail.Keyring(), InMemory()):
        assert trusted(backend) is None


def test_the_secret_service_is_trusted_also_behind_a_chain():
    secret_service = SecretService.Keyring()
    assert trusted(secret_service) is secret_service
    chain = Chain()
    chain.backends = [InMemory(), secret_service]
    assert trusted(chain) is secret_service
    chain.backends = [InMemory(), null.Keyring()]
    assert trusted(chain) is None


def test_without_a_trusted_keyring_there_is_none(monkeypatch):
    import keyring

    before = keyring.get_keyring()
    keyring.set_keyring(null.Keyring())
    try:
        assert isinstance(os_key_store(), NoKeyStore)
    finally:
        keyring.set_keyring(before)


def test_secrets_come_and_go():
    store = OsKeyStore(InMemory())
    assert store.get("a") is None
    store.set("a", "secret")
    assert store.get("a") == "secret"
    store.delete("a")
    store.delete("a")
    assert store.get("a") is None


@pytest.mark.parametrize("store", [OsKeyStore(Locked()), NoKeyStore()], ids=["locked", "none"])
def test_a_keyring_that_fails_says_so_in_one_way(store):
    for use in (lambda: store.get("a"), lambda: store.set("a", "b"), lambda: store.delete("a")):
        with pytest.raises(KeyStoreError):
            use()
