"""Rotating the server's secret: while servers run, cut anywhere, and forgetting the old ones."""

from __future__ import annotations

import stat

import pytest
from server.access_fixtures import open_front
from server.bank import ALICE, BOB
from server.operator_fixtures import CAISSE, CUSTOMER
from server.welcome_fixtures import Forgetful, Post

from ccmdesk.core import signatures
from ccmdesk.server.delivery import words_access
from ccmdesk.server.keys import ServerKeys, new_secret
from ccmdesk.server.repositories import seals
from ccmdesk.server.services.notices import NoticeQueue, tell
from ccmdesk.server.services.rotation import count_stale, reseal
from ccmdesk.server.settings import OperatorError


@pytest.fixture
def front(bank, tmp_path):
    with open_front(bank, tmp_path) as front:
        yield front


@pytest.fixture
def small(sqlite_bank, tmp_path):
    with open_front(sqlite_bank, tmp_path) as front:
        yield front


def secret_file(front):
    return front.client.app.state.bank.settings.secret_file


def add_secret(front):
    """Put a new secret at the head of the file, as the operator's command does: whole, by renaming."""
    path = secret_file(front)
    draft = path.with_name("draft")
    draft.write_text(f"{new_secret()}\n{path.read_text()}")
    draft.replace(path)
    return ServerKeys.from_file(path)


def newest_alone(front):
    return ServerKeys.from_text(secret_file(front).read_text().split()[0])


def sealed(front):
    with front.bank.database.snapshot() as connection:
        return dict(seals.credential_page(connection, 0, 10))


def send(front, keys):
    with front.bank.database.unit_of_work() as connection:
        tell(connection, ALICE, words_access.password_changed, front.clock.now(), keys=keys)


def test_everything_is_sealed_again_while_the_server_runs(front):
    send(front, front.client.app.state.bank.keys)
    keys = add_secret(front)
    assert count_stale(front.bank.database, keys) == 4  # two authenticators, an e-mail and an SMS

    assert reseal(front.bank.database, keys) == 4

    assert count_stale(front.bank.database, keys) == 0
    newest = newest_alone(front)
    for customer in (ALICE, BOB):
        newest.open_totp(customer, sealed(front)[customer])
    front.sign_in()  # the server has read the file again
    queue = NoticeQueue(front.bank.database, front.clock, newest)
    assert "mot de passe" in queue.claim().body


def test_a_running_server_seals_under_the_new_secret_at_once(small):
    add_secret(small)
    running = small.client.app.state.bank.keys
    newest_alone(small).open_totp(ALICE, running.seal_totp(ALICE, b"x" * 20))
    assert len(running.signing_keys) == 2


def test_a_code_sent_before_the_rotation_is_good_after_it(small):
    customer = Forgetful(small)
    customer.start()
    code = Post(small).last_code()
    add_secret(small)
    assert customer.prove(f"{(int(code) + 1) % 10**8:08}").status_code == 401
    assert customer.prove(code).status_code == 204


def test_what_was_cut_is_resumed(small):
    keys = add_secret(small)

    class KilledError(Exception):
        pass

    class Fragile(ServerKeys):
        """Keys of a process that dies at its second seal."""

        def __init__(self) -> None:
            super().__init__(*(bytes.fromhex(line) for line in secret_file(small).read_text().split()))
            self.count = 0

        def seal_totp(self, customer_id, secret):
            self.count += 1
            if self.count == 2:
                raise KilledError
            return super().seal_totp(customer_id, secret)

    with pytest.raises(KilledError):
        reseal(small.bank.database, Fragile(), batch=1)
    assert count_stale(small.bank.database, keys) == 1
    small.sign_in(ALICE)
    small.sign_in(BOB)
    assert reseal(small.bank.database, keys, batch=1) == 1
    small.clock.advance(seconds=60)
    small.sign_in(ALICE)
    small.sign_in(BOB)


def test_what_changed_meanwhile_is_not_overwritten(small):
    keys = add_secret(small)
    old = sealed(small)[ALICE]
    new = keys.seal_totp(ALICE, b"another authenticator")
    with small.bank.database.unit_of_work() as connection:
        assert seals.replace_credential(connection, ALICE, old, new)
        assert not seals.replace_credential(connection, ALICE, old, keys.seal_totp(ALICE, keys.open_totp(ALICE, old)))
    assert keys.open_totp(ALICE, sealed(small)[ALICE]) == b"another authenticator"


def test_unlock_shares_stay_and_receipts_of_old_keys_stay_genuine(small):
    running = small.client.app.state.bank.keys
    share, (key_id, signature) = running.unlock_share(ALICE, "ab" * 16), running.sign_receipt("document")
    before = running.signing_keys
    add_secret(small)

    assert running.unlock_share(ALICE, "ab" * 16) == share
    assert running.sign_receipt("document")[0] != key_id
    assert running.signing_keys[1:] == before
    assert signatures.is_signed(running.signing_keys[1], signatures.RECEIPT, "document", signature)


@pytest.mark.parametrize("content", ["", "nonsense", None])
def test_a_file_that_breaks_while_the_server_runs_changes_nothing(small, content):
    path = secret_file(small)
    if content is None:
        path.unlink()
    else:
        path.write_text(content)
    small.sign_in()


# -- commands --------------------------------------------------------------------------------------------------


def secrets_of(operator):
    return (operator.folder / "secret").read_text().split()


def test_rotate_keys_does_it_all(operator):
    (old,) = secrets_of(operator)
    out = operator.done("rotate-keys")
    new, kept = secrets_of(operator)
    assert kept == old != new
    assert new not in out
    assert stat.S_IMODE((operator.folder / "secret").stat().st_mode) == 0o600
    assert [path.name for path in operator.folder.iterdir() if "secret" in path.name] == ["secret"]


def test_rotate_keys_resumes_before_it_begins_again(operator):
    operator.done(*CAISSE)
    operator.done(*CUSTOMER)  # two sealed letters wait
    operator.done("rotate-keys", "--add")
    assert "dépendent encore" in operator.refused("rotate-keys", "--forget")
    assert "2 secret(s)" in operator.done("rotate-keys")
    assert len(secrets_of(operator)) == 2
    assert "0 secret(s)" in operator.done("rotate-keys", "--reseal")
    operator.temporary_password()


def test_forgotten_secrets_leave_their_public_keys_and_the_oldest_stays(operator):
    (first,) = secrets_of(operator)
    operator.done("rotate-keys")
    operator.done("rotate-keys")
    keys = ServerKeys.from_file(operator.folder / "secret")
    told, share = keys.signing_keys, keys.unlock_share(ALICE, "ab" * 16)
    third, second, _ = secrets_of(operator)

    assert "1 ancien(s)" in operator.done("rotate-keys", "--forget")

    after = ServerKeys.from_file(operator.folder / "secret")
    assert secrets_of(operator)[:2] == [third, first]
    assert second not in secrets_of(operator)
    assert set(after.signing_keys) == set(told)
    assert after.signing_keys[0] == told[0]
    assert after.unlock_share(ALICE, "ab" * 16) == share
    assert "0 ancien(s)" in operator.done("rotate-keys", "--forget")
    operator.done("rotate-keys")
    assert set(told) < set(ServerKeys.from_file(operator.folder / "secret").signing_keys)


def test_two_rotations_do_not_meet(operator):
    (operator.folder / ".secret.lock").write_text("")
    before = secrets_of(operator)
    for step in ("--add", "--forget"):
        assert "Une autre rotation" in operator.refused("rotate-keys", step)
    assert secrets_of(operator) == before


def test_a_secret_of_the_environment_is_the_operators_to_change(operator, monkeypatch):
    first, second = new_secret(), new_secret()
    monkeypatch.setenv("CCMDESK_SERVER_SECRET", f"{second},{first}")
    assert "environnement" in operator.refused("rotate-keys", "--add")
    assert "environnement" in operator.refused("rotate-keys", "--forget")
    assert "0 secret(s)" in operator.done("rotate-keys", "--reseal")


def test_a_seal_that_nothing_opens_is_told(operator):
    operator.done(*CAISSE)
    operator.done(*CUSTOMER)
    (operator.folder / "secret").write_text(new_secret())
    assert "n’est pas celui de cette base" in operator.refused("rotate-keys", "--reseal")


def test_retired_keys_are_read_strictly():
    for text in ("public:zz", "public:ab", f"public:{'ab' * 32}"):
        with pytest.raises(ValueError):
            ServerKeys.from_text(text)
    with pytest.raises(OperatorError):
        ServerKeys.from_text("ab" * 32).open_totp(1, b"")
