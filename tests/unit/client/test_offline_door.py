"""The offline door: five wrong passwords close it, whatever happens in between; only a sign-in opens it again."""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from clientside.deaths import Fate
from clientside.keyrings import DictKeyStore

from ccmdesk.client.cache import keys
from ccmdesk.client.cache.vault import Vault
from ccmdesk.core.errors import ErrorCode, KnownError

CODE, PASSWORD, SHARE = "501000000008", "Nîmes-été-2026", "ab" * 32
QUICK = keys.Stretch(memory_kib=8, passes=1)


class Disk:
    """A customer's files, and as many runs of the client over them as one likes."""

    def __init__(self, folder) -> None:
        self.folder = folder
        self.store = DictKeyStore()
        self.vault().open_online(CODE, PASSWORD, SHARE).cache.close()

    def vault(self):
        return Vault(self.folder, self.store, QUICK)

    def keys_file(self):
        (found,) = self.folder.glob("profiles/*/keys.json")
        return found

    def attempt(self, password, vault=None):
        """The code of the refusal, its tries, or None when it opened."""
        try:
            (vault or self.vault()).open_offline(CODE, password).cache.close()
        except KnownError as error:
            return error.code, error.details.get("tries_left")
        return None


@pytest.fixture
def disk(tmp_path):
    return Disk(tmp_path / "data")


CLOSED = (ErrorCode.OFFLINE_CLOSED, None)


def test_five_wrong_passwords_close_it_for_the_right_one_too(disk):
    told = [disk.attempt("wrong") for _ in range(5)]
    assert told == [*((ErrorCode.OFFLINE_REFUSED, left) for left in (4, 3, 2, 1)), CLOSED]
    assert disk.attempt(PASSWORD) == CLOSED
    assert json.loads(disk.keys_file().read_bytes())["offline"] is None, "what the password opened is gone"
    disk.vault().open_online(CODE, PASSWORD, SHARE).cache.close()
    assert disk.attempt(PASSWORD) is None


def test_the_right_password_starts_the_count_again(disk):
    for _ in range(3):
        for _ in range(4):
            assert disk.attempt("wrong")[0] is ErrorCode.OFFLINE_REFUSED
        assert disk.attempt(PASSWORD) is None


def test_a_hundred_at_once_are_five(disk):
    vault = disk.vault()
    with ThreadPoolExecutor(16) as pool:
        told = list(pool.map(lambda _: disk.attempt("wrong", vault), range(100)))
    assert sorted(left for code, left in told if code is ErrorCode.OFFLINE_REFUSED) == [1, 2, 3, 4]
    assert told.count(CLOSED) == 96


def test_a_try_is_on_the_disk_before_the_password_is_tried(disk):
    counted = []

    def watch(frame, event, _argument):
        if event == "call" and frame.f_code is keys.unwrap_offline.__code__:
            counted.append(json.loads(disk.keys_file().read_bytes())["offline_tries"])

    before = sys.getprofile()
    sys.setprofile(watch)
    try:
        for _ in range(7):
            disk.attempt("wrong")
    finally:
        sys.setprofile(before)
    assert counted == [1, 2, 3, 4, 5]


def test_killing_the_client_gives_nobody_more_tries(tmp_path):
    """However soon it is killed: what was evaluated had been counted on the disk before."""
    most = 0
    for steps in range(8):
        disk = Disk(tmp_path / f"data {steps}")
        told = []
        for _ in range(20):
            fate = Fate(disk.folder)
            with fate.life(steps):
                told.append(disk.attempt("wrong"))
        evaluated = sum(code is ErrorCode.OFFLINE_REFUSED for code, _ in told)
        assert evaluated <= 4
        if evaluated:
            assert disk.attempt(PASSWORD) == CLOSED
        most = max(most, evaluated)
    assert most == 4


def test_the_count_is_the_customer_s_own(disk):
    other = "501000000016"
    disk.vault().open_online(other, PASSWORD, SHARE).cache.close()
    for _ in range(5):
        disk.attempt("wrong")
    assert disk.attempt(PASSWORD) == CLOSED
    disk.vault().open_offline(other, PASSWORD).cache.close()


def test_a_closed_door_costs_neither_cache_nor_outbox(disk):
    before = disk.vault().open_online(CODE, PASSWORD, SHARE)
    before.cache.close()
    for _ in range(5):
        disk.attempt("wrong")
    after = disk.vault().open_online(CODE, "a new password", SHARE)
    after.cache.close()
    assert (after.held, after.notices) == (before.held, ())
    assert disk.attempt("a new password") is None
    assert disk.attempt(PASSWORD)[0] is ErrorCode.OFFLINE_REFUSED


def test_what_a_killed_client_left_beside_the_keys_does_not_stay(disk):
    left = disk.keys_file().with_name(".keys.json.abcdef")
    left.write_bytes(disk.keys_file().read_bytes())
    disk.vault().close_offline(CODE)
    assert not left.exists()


def test_a_later_client_s_keys_are_refused_and_not_touched(disk):
    content = disk.keys_file().read_bytes().replace(b'"version":1', b'"version":2,"more":[]')
    disk.keys_file().write_bytes(content)
    before = {path: path.read_bytes() for path in disk.folder.rglob("*") if path.is_file()}
    for use in (
        lambda: disk.vault().open_online(CODE, PASSWORD, SHARE),
        lambda: disk.vault().open_offline(CODE, PASSWORD),
    ):
        with pytest.raises(KnownError) as caught:
            use()
        assert caught.value.code is ErrorCode.CACHE_TOO_NEW
    assert {path: path.read_bytes() for path in disk.folder.rglob("*") if path.is_file()} == before


def test_what_opens_the_rest_is_forgotten_first(disk):
    folder = disk.keys_file().parent
    for name in ("aaa", "outbox.db", "zzz"):
        (folder / name).write_bytes(b"x")
    fate = Fate(disk.folder)
    with fate.life(1000):
        assert disk.vault().forget(CODE)
    assert fate.deleted[0] == "keys.json"
    assert {"aaa", "zzz", "outbox.db", "cache.db"} <= set(fate.deleted)
    assert disk.store.secrets == {}


# -- older key files ------------------------------------------------------------------------------------------


def change_password(disk, share=SHARE):
    vault = disk.vault()
    opened = vault.open_online(CODE, PASSWORD, share)
    opened.cache.close()
    opened.profile.change_password(opened.held, "Sète-hiver-2027", share.encode())


def close(disk):
    disk.vault().close_offline(CODE)


def try_five_times(disk):
    for _ in range(5):
        disk.attempt("wrong")


@pytest.mark.parametrize("shut", [change_password, close, try_five_times])
def test_a_key_file_of_before_opens_no_more(disk, shut):
    """A backup, or a file that someone kept: the password that it is wrapped under counts no more here either."""
    kept = disk.keys_file().read_bytes()
    shut(disk)
    disk.keys_file().write_bytes(kept)
    assert disk.attempt(PASSWORD) == CLOSED
    assert json.loads(disk.keys_file().read_bytes())["offline"] is None
    opened = disk.vault().open_online(CODE, PASSWORD, SHARE)
    opened.cache.close()
    assert opened.notices == (), "nothing was lost by it"
    assert disk.attempt(PASSWORD) is None


def test_a_sign_in_makes_a_door_again_where_the_mark_and_the_file_differ(disk):
    """As a client leaves them that is killed between the two."""
    kept = disk.keys_file().read_bytes()
    change_password(disk)
    disk.keys_file().write_bytes(kept)
    disk.vault().open_online(CODE, PASSWORD, SHARE).cache.close()  # its wrapping opens, and is not the one that counts
    assert disk.attempt(PASSWORD) is None


def test_a_disk_that_refuses_the_new_password_keeps_no_door_for_the_old_one(disk):
    opened = disk.vault().open_online(CODE, PASSWORD, SHARE)
    opened.cache.close()
    kept = disk.keys_file().read_bytes()
    folder = disk.keys_file().parent
    folder.rename(folder.with_name("away"))
    with pytest.raises(KnownError) as caught:
        opened.profile.change_password(opened.held, "Sète-hiver-2027", SHARE.encode())
    assert caught.value.code is ErrorCode.DISK_UNAVAILABLE
    folder.with_name("away").rename(folder)
    assert disk.keys_file().read_bytes() == kept
    assert disk.attempt(PASSWORD) == CLOSED


def test_a_keyring_of_before_there_were_marks_lets_the_door_open(disk):
    (name,) = (name for name in disk.store.secrets if name.endswith("/door"))
    del disk.store.secrets[name]
    assert disk.attempt(PASSWORD) is None
    disk.vault().open_online(CODE, PASSWORD, SHARE).cache.close()
    assert name in disk.store.secrets
    assert disk.attempt(PASSWORD) is None
