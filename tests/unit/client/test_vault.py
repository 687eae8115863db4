"""The customer's files on this computer: what opens them, what does not, and what is never lost."""

from __future__ import annotations

import stat
import sys

import msgspec
import pytest
from clientside.keyrings import DictKeyStore
from hypothesis import given
from hypothesis import strategies as st

from ccmdesk.client.cache import keys, writes
from ccmdesk.client.cache.files import MAX_FILE, read_small, write_atomically
from ccmdesk.client.cache.keystore import NoKeyStore
from ccmdesk.client.cache.vault import Vault
from ccmdesk.client.sync.outbox import Outbox
from ccmdesk.core.errors import ErrorCode, KnownError

CODE, PASSWORD, SHARE = "501000000008", "Nîmes-été-2026", "ab" * 32
QUICK = keys.Stretch(memory_kib=8, passes=1)


def a_vault(folder, store):
    return Vault(folder, store, QUICK)


@pytest.fixture
def store():
    return DictKeyStore()


@pytest.fixture
def vault(tmp_path, store):
    return a_vault(tmp_path / "data", store)


def mark(opened, text="kept"):
    with opened.cache.write() as connection:
        writes.write_meta(connection, "mark", text)
    opened.outbox.touch()
    opened.cache.close()


def marked(opened):
    with opened.cache.read() as connection:
        text = writes.read_meta(connection, "mark")
    opened.cache.close()
    return text


def profile(folder):
    (found,) = (folder / "data" / "profiles").iterdir()
    return found


def test_a_sign_in_makes_what_the_password_opens_offline(vault, tmp_path, store):
    online = vault.open_online(CODE, PASSWORD, SHARE)
    assert not online.cache.in_memory
    mark(online)
    offline = a_vault(tmp_path / "data", store).open_offline(CODE, PASSWORD)
    assert offline.outbox_key == online.outbox_key
    assert marked(offline) == "kept"


def test_the_password_is_the_same_however_the_keyboard_writes_it(vault):
    import unicodedata

    mark(vault.open_online(CODE, unicodedata.normalize("NFD", PASSWORD), SHARE))
    assert marked(vault.open_offline(CODE, unicodedata.normalize("NFC", PASSWORD))) == "kept"


def test_a_wrong_password_opens_nothing(vault):
    vault.open_online(CODE, PASSWORD, SHARE).cache.close()
    for wrong in ("", "x", PASSWORD + " ", PASSWORD.upper()):
        with pytest.raises(KnownError) as caught:
            vault.open_offline(CODE, wrong)
        assert caught.value.code is ErrorCode.OFFLINE_REFUSED


def test_nothing_is_here_before_a_sign_in_nor_for_another_code(vault):
    for _ in range(2):
        with pytest.raises(KnownError) as caught:
            vault.open_offline("501000000016", PASSWORD)
        assert caught.value.code is ErrorCode.OFFLINE_NOTHING_HERE
        vault.open_online(CODE, PASSWORD, SHARE).cache.close()


def test_the_disk_without_the_keyring_opens_nothing_offline(vault, store):
    vault.open_online(CODE, PASSWORD, SHARE).cache.close()
    store.secrets.clear()
    with pytest.raises(KnownError) as caught:
        vault.open_offline(CODE, PASSWORD)
    assert caught.value.code is ErrorCode.OFFLINE_NOTHING_HERE


def test_the_key_file_alone_opens_nothing(vault, tmp_path, store):
    online = vault.open_online(CODE, PASSWORD, SHARE)
    online.cache.close()
    file = keys.decode((profile(tmp_path) / "keys.json").read_bytes())
    (secret,) = (bytes.fromhex(secret) for name, secret in store.secrets.items() if not name.endswith("/door"))
    wrong = bytes(32)
    assert keys.unwrap_offline(file.offline, PASSWORD, secret) is not None
    assert keys.unwrap_offline(file.offline, PASSWORD, wrong) is None
    assert keys.unwrap_offline(file.offline, "wrong", secret) is None
    assert keys.unwrap_cache_online(file.cache_online, secret, wrong) is None
    assert keys.unwrap_cache_online(file.cache_online, wrong, SHARE.encode()) is None
    assert keys.unwrap_outbox_online(file.outbox_online, wrong) is None
    assert online.outbox_key not in (profile(tmp_path) / "keys.json").read_bytes()


def test_after_a_password_change_a_sign_in_opens_all_and_the_new_password_counts(vault):
    before = vault.open_online(CODE, PASSWORD, SHARE)
    mark(before)
    after = vault.open_online(CODE, "another password", SHARE)
    assert after.outbox_key == before.outbox_key
    assert after.notices == ()
    assert marked(after) == "kept"
    assert marked(vault.open_offline(CODE, "another password")) == "kept"
    with pytest.raises(KnownError) as caught:
        vault.open_offline(CODE, PASSWORD)
    assert caught.value.code is ErrorCode.OFFLINE_REFUSED


def test_another_share_of_the_bank_is_taken_over_by_the_password(vault):
    before = vault.open_online(CODE, PASSWORD, SHARE)
    mark(before)
    after = vault.open_online(CODE, PASSWORD, "cd" * 32)
    assert (after.outbox_key, after.notices, marked(after)) == (before.outbox_key, (), "kept")
    again = vault.open_online(CODE, "another password", "cd" * 32)
    assert (again.outbox_key, marked(again)) == (before.outbox_key, "kept")


def test_a_lost_keyring_costs_the_cache_but_not_the_outbox(vault, store):
    before = vault.open_online(CODE, PASSWORD, SHARE)
    mark(before)
    store.secrets.clear()
    after = vault.open_online(CODE, PASSWORD, SHARE)
    assert (after.outbox_key, after.notices, marked(after)) == (before.outbox_key, (ErrorCode.KEYRING_CHANGED,), "")
    assert marked(vault.open_offline(CODE, PASSWORD)) == ""


def test_a_locked_keyring_means_memory_and_spoils_nothing(vault, store):
    before = vault.open_online(CODE, PASSWORD, SHARE)
    mark(before)
    store.locked = True
    locked = vault.open_online(CODE, PASSWORD, SHARE)
    assert locked.cache.in_memory
    assert locked.outbox_key == before.outbox_key
    locked.cache.close()
    store.locked = False
    assert marked(vault.open_online(CODE, PASSWORD, SHARE)) == "kept"


def test_without_a_keyring_only_the_outbox_is_on_the_disk(tmp_path):
    vault = a_vault(tmp_path / "data", NoKeyStore())
    first = vault.open_online(CODE, PASSWORD, SHARE)
    assert first.cache.in_memory
    first.cache.close()
    first.outbox.touch()
    again = a_vault(tmp_path / "data", NoKeyStore()).open_online(CODE, PASSWORD, SHARE)
    assert (again.outbox_key, again.notices) == (first.outbox_key, ())
    again.cache.close()
    assert {file.name for file in profile(tmp_path).iterdir()} == {"keys.json", "outbox.db"}
    with pytest.raises(KnownError) as caught:
        vault.open_offline(CODE, PASSWORD)
    assert caught.value.code is ErrorCode.OFFLINE_NOTHING_HERE


def test_keys_that_open_nothing_set_the_outbox_aside_and_say_so(vault, store, tmp_path):
    before = vault.open_online(CODE, PASSWORD, SHARE)
    mark(before)
    before.outbox.write_bytes(b"precious")
    store.secrets.clear()
    after = vault.open_online(CODE, PASSWORD, "cd" * 32)
    assert after.notices == (ErrorCode.OUTBOX_UNREADABLE, ErrorCode.KEYRING_CHANGED)
    assert after.outbox_key != before.outbox_key
    assert (profile(tmp_path) / "outbox.db.unreadable-1").read_bytes() == b"precious"
    assert marked(after) == ""


@pytest.mark.parametrize("content", [b"", b"{", b"null", b'{"version": 0, "outbox_online": ""}', b"\xff" * 100])
def test_a_damaged_key_file_is_made_anew(vault, tmp_path, content):
    mark(vault.open_online(CODE, PASSWORD, SHARE))
    (profile(tmp_path) / "keys.json").write_bytes(content)
    with pytest.raises(KnownError) as caught:
        vault.open_offline(CODE, PASSWORD)
    assert caught.value.code is ErrorCode.OFFLINE_NOTHING_HERE
    after = vault.open_online(CODE, PASSWORD, SHARE)
    assert after.notices == (ErrorCode.OUTBOX_UNREADABLE,)
    assert marked(after) == ""
    assert marked(vault.open_offline(CODE, PASSWORD)) == ""


@given(st.binary(max_size=300))
def test_no_key_file_is_a_crash(content):
    file = keys.decode(content)
    assert file is None or file.version == keys.VERSION


def test_a_key_file_cannot_ask_for_the_whole_memory():
    wrap = keys.OfflineWrap(bytes(16), QUICK, b"")
    greedy = msgspec.json.encode(keys.KeyFile(1, b"", None, wrap)).replace(b'"memory_kib":8', b'"memory_kib":99999999')
    assert keys.decode(greedy) is None


def test_boxes_cut_or_changed_do_not_open():
    secret = bytes(32)
    box = keys.wrap_outbox_online(b"share", secret)
    assert keys.unwrap_outbox_online(box, b"share") == secret
    for broken in (b"", box[:5], box[:-1], box[:-1] + bytes([box[-1] ^ 1]), box + b"x"):
        assert keys.unwrap_outbox_online(broken, b"share") is None


def test_the_default_stretch_is_owasp_s_or_more():
    assert keys.Stretch().memory_kib >= 47_104
    assert keys.Stretch().passes >= 1


def test_folders_do_not_tell_who_was_here(vault, tmp_path):
    vault.open_online(CODE, PASSWORD, SHARE).cache.close()
    names = [str(path) for path in tmp_path.rglob("*")]
    assert not any(CODE in name or "6000022" in name for name in names)
    contents = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert CODE.encode() not in contents


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_files_are_their_owner_s_alone(vault, tmp_path):
    opened = vault.open_online(CODE, PASSWORD, SHARE)
    outbox = Outbox(opened.outbox, opened.outbox_key)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "data").rglob("*")}
    opened.cache.close()
    outbox.close()
    assert {"cache.db", "cache.db-wal", "outbox.db", "outbox.db-wal", "keys.json", "profiles"} <= modes.keys()
    assert {name for name, mode in modes.items() if mode & 0o077} == set()
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


def test_the_installation_is_named_once(vault, tmp_path, store):
    name = vault.installation()
    assert len(name) == 32
    assert a_vault(tmp_path / "data", store).installation() == name
    (tmp_path / "data" / "installation.json").write_bytes(b"{")
    assert a_vault(tmp_path / "data", store).installation() != name
    assert (tmp_path / "data" / "installation.json.unreadable-1").exists()


def test_a_folder_that_cannot_be_made_is_a_known_error(tmp_path, store):
    (tmp_path / "data").write_text("a file")
    for use in (
        lambda vault: vault.installation(),
        lambda vault: vault.open_online(CODE, PASSWORD, SHARE),
        lambda vault: vault.open_offline(CODE, PASSWORD),
    ):
        with pytest.raises(KnownError) as caught:
            use(a_vault(tmp_path / "data", store))
        assert caught.value.code is ErrorCode.DISK_UNAVAILABLE


def test_files_are_replaced_whole(tmp_path):
    path = tmp_path / "file"
    assert read_small(path) is None
    write_atomically(path, b"one")
    write_atomically(path, b"two")
    assert read_small(path) == b"two"
    assert [file.name for file in tmp_path.iterdir()] == ["file"]
    path.write_bytes(bytes(MAX_FILE + 1))
    with pytest.raises(KnownError):
        read_small(path)
