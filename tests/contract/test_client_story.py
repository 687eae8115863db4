"""The guide's own example, by the real client against the real server in process."""

from __future__ import annotations

import io
import sqlite3
from contextlib import closing
from datetime import timedelta

import httpx2
import pytest
from clientside.keyrings import DictKeyStore
from server import bank as banks
from server.access_fixtures import PASSWORD, code_of, open_front, settings_of
from server.bank import MONDAY
from starlette.testclient import TestClient

from ccmdesk.client.api.bank import BankApi
from ccmdesk.client.cache.keys import Stretch
from ccmdesk.client.cache.keystore import NoKeyStore
from ccmdesk.client.cache.vault import Vault
from ccmdesk.client.sync.door import Door
from ccmdesk.client.sync.views import Intent, OrderState, Storage
from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.server.app import create_app
from ccmdesk.server.database import Database
from ccmdesk.server.dayend.run import close_next

CODE = code_of(banks.ALICE)
DAV, LIVRET = banks.account(banks.ALICE, banks.DAV), banks.account(banks.ALICE, banks.LIVRET)
QUICK = Stretch(memory_kib=8, passes=1)


@pytest.fixture
def bank(tmp_path):
    database, clock = banks.migrated_sqlite(tmp_path), banks.HandClock()
    banks.open_bank(database, clock)
    yield banks.RealBank(database, clock)
    database.dispose()


@pytest.fixture
def front(bank, tmp_path):
    with open_front(bank, tmp_path) as front:
        yield front


class Computer:
    """The customer's: its folder, its keyring, and the desks open on it."""

    def __init__(self, front, folder, store) -> None:
        self.front = front
        self.vault = Vault(folder, store, QUICK)
        self.door = Door(BankApi(front.client), self.vault, front.clock)
        self.desks = []

    def sign_in(self, password=PASSWORD):
        self.front.clock.advance(seconds=30)  # a TOTP code works once
        attempt = self.door.begin("5000 0600 0022", password)
        self.desks.append(self.door.finish(attempt, self.front.totp()))
        return self.desks[-1]

    def synced(self):
        desk = self.sign_in()
        desk.refresh()
        return desk

    def offline(self, password=PASSWORD):
        self.desks.append(self.door.open_offline(CODE, password))
        return self.desks[-1]


@pytest.fixture
def computer(front, tmp_path):
    computer = Computer(front, tmp_path / "client", DictKeyStore())
    yield computer
    for desk in computer.desks:
        desk.close()


def reference():
    return Intent(DAV, LIVRET, 1000, "test virement interne", MONDAY)


def states(desk):
    return [order.state for order in desk.orders(ongoing=True) + desk.orders(ongoing=False)]


def balances(desk):
    return {account.number: (account.booked, account.available, account.projected) for account in desk.accounts()}


def refused(call):
    with pytest.raises(KnownError) as caught:
        call()
    return caught.value


def test_the_reference_case_from_sign_in_to_execution(computer, bank):
    desk = computer.synced()
    dashboard = desk.dashboard()
    assert [account.number for account in dashboard.accounts][:2] == [DAV, LIVRET]
    assert (dashboard.total, dashboard.savings) == (3500, 1500)
    assert dashboard.profile.subscriber_code == CODE
    assert dashboard.caisse.open_on == MONDAY
    assert dashboard.freshness.storage is Storage.DISK

    prepared = desk.prepare(reference())
    assert (prepared.execution_on, prepared.source_after, prepared.target_after) == (MONDAY, 1000, 2500)
    desk.confirm(prepared)
    desk.deliver()
    assert states(desk) == [OrderState.VALIDATED]
    assert balances(desk)[DAV] == (2000, 2000, 1000)
    desk.refresh()
    assert states(desk) == [OrderState.VALIDATED]
    assert balances(desk)[DAV] == (2000, 1000, 1000)

    close_next(bank.database, bank.clock)
    assert desk.ping()
    desk.refresh()
    assert states(desk) == [OrderState.EXECUTED]
    assert balances(desk)[DAV] == (1000, 1000, 1000)
    assert balances(desk)[LIVRET] == (2500, 2500, 2500)
    assert [posting.amount for posting in desk.postings(None, "virement interne", 0, 10)] in (
        [1000, -1000],
        [-1000, 1000],
    )
    assert desk.caisse().open_on == MONDAY + timedelta(days=1)
    bank.assert_closes()


def test_a_wrong_password_and_a_wrong_code_fail_alike(computer, front):
    for password, totp in (("wrong", front.totp()), (PASSWORD, front.wrong_totp())):
        attempt = computer.door.begin(CODE, password)
        error = refused(lambda attempt=attempt, totp=totp: computer.door.finish(attempt, totp))
        assert error.code is ErrorCode.SIGN_IN_FAILED
        assert error.details["tries_left"] == attempt.tries_left - 1
    assert PASSWORD not in repr(attempt)
    assert attempt.token not in repr(attempt)


def test_five_failures_lock(computer, front):
    codes = []
    for _ in range(6):
        attempt = computer.door.begin(CODE, "wrong")
        codes.append(refused(lambda attempt=attempt: computer.door.finish(attempt, "000000")).code)
    assert codes[0] is ErrorCode.SIGN_IN_FAILED
    assert codes[-1] is ErrorCode.ACCESS_LOCKED


@pytest.mark.parametrize(("code", "password"), [("123", "x"), (CODE, ""), (CODE, "x" * 129), ("٥" * 12, "x")])
def test_what_cannot_be_right_is_not_sent(computer, code, password):
    assert refused(lambda: computer.door.begin(code, password)).code in {
        ErrorCode.CODE_MALFORMED,
        ErrorCode.REQUEST_INVALID,
    }


def test_a_code_that_is_no_code_is_not_sent(computer):
    attempt = computer.door.begin(CODE, PASSWORD)
    for totp in ("", "12345", "abcdef", "１２３４５６"):
        assert refused(lambda totp=totp: computer.door.finish(attempt, totp)).code is ErrorCode.CODE_MALFORMED


def test_offline_one_sees_what_there_was_and_a_draft_goes_out_later(computer):
    computer.synced().close()
    assert refused(lambda: computer.offline("wrong")).code is ErrorCode.OFFLINE_REFUSED
    desk = computer.offline()
    assert balances(desk)[DAV] == (2000, 2000, 2000)
    assert not desk.freshness().online
    key = desk.keep_draft(desk.prepare(reference()))
    assert refused(desk.refresh).code is ErrorCode.SESSION_ENDED
    desk.close()
    desk = computer.synced()
    assert states(desk) == [OrderState.DRAFT]
    desk.confirm(desk.prepare(desk.draft_intent(key), replacing=key), key)
    desk.refresh()
    assert states(desk) == [OrderState.VALIDATED]


def test_nothing_is_here_before_the_first_sign_in(computer):
    assert refused(computer.offline).code is ErrorCode.OFFLINE_NOTHING_HERE


def test_the_day_closed_meanwhile_makes_a_draft_to_confirm_anew(computer, bank):
    desk = computer.synced()
    prepared = desk.prepare(reference())
    close_next(bank.database, bank.clock)
    key = desk.confirm(prepared)
    desk.refresh()
    (order,) = desk.orders(ongoing=True)
    assert (order.state, order.reason) == (OrderState.DRAFT, ErrorCode.EXECUTION_DATE_CHANGED)
    anew = desk.prepare(desk.draft_intent(key), replacing=key)
    assert anew.execution_on == MONDAY + timedelta(days=1)
    desk.confirm(anew, key)
    desk.refresh()
    assert states(desk) == [OrderState.VALIDATED]


def test_an_order_for_later_is_recorded_without_funds(computer):
    desk = computer.synced()
    desk.confirm(desk.prepare(Intent(DAV, LIVRET, 5000, "plus tard", MONDAY + timedelta(days=2))))
    desk.refresh()
    assert states(desk) == [OrderState.RECORDED]
    assert balances(desk)[DAV] == (2000, 2000, 2000)


def test_after_signing_out_the_bank_knows_the_session_no_more(computer, front):
    desk = computer.synced()
    token = desk._session._token
    desk.sign_out()
    assert refused(desk.refresh).code is ErrorCode.SESSION_ENDED
    answer = front.client.get("/v1/feed/head", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 401


def test_polling_does_not_keep_a_session_alive_and_work_does(computer, front):
    desk = computer.synced()
    for _ in range(3):
        front.clock.advance(minutes=4)
        desk.refresh()
    front.clock.advance(minutes=4)
    desk.ping()
    desk.refresh(background=True)
    front.clock.advance(minutes=2)
    assert refused(desk.ping).code is ErrorCode.SESSION_ENDED
    assert not desk.freshness().signed_in


def test_a_bank_restored_from_its_backup_is_taken_over(computer, bank, tmp_path):
    """As an operator does it: the copy is put to work under a new epoch. What it lost is no more on the screens."""
    desk = computer.synced()
    copy = tmp_path / "backup.db"
    with (
        closing(sqlite3.connect(bank.database.engine.url.database)) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
        target.execute("UPDATE feed_epoch SET epoch = ?", ("e" * 32,))
        target.commit()
    desk.confirm(desk.prepare(reference()))
    desk.refresh()
    assert states(desk) == [OrderState.VALIDATED]
    desk.close()
    restored = banks.RealBank(Database(f"sqlite:///{copy}"), bank.clock)
    app = create_app(settings_of(restored, tmp_path), clock=bank.clock, log_to=io.StringIO())
    with TestClient(app) as client:
        computer.door = Door(BankApi(client), computer.vault, bank.clock)
        desk = computer.sign_in()
        assert states(desk) == [OrderState.VALIDATED]
        desk.refresh()
        assert states(desk) == []
        assert balances(desk)[DAV] == (2000, 2000, 2000)
    restored.database.dispose()


def test_without_a_keyring_all_is_gone_but_the_orders(front, tmp_path):
    computer = Computer(front, tmp_path / "client", NoKeyStore())
    desk = computer.synced()
    assert desk.freshness().storage is Storage.MEMORY
    key = desk.keep_draft(desk.prepare(reference()))
    desk.close()
    assert refused(computer.offline).code is ErrorCode.OFFLINE_NOTHING_HERE
    with closing(computer.sign_in()) as again:
        assert again.accounts() == []
        assert again.draft_intent(key) == reference()


def test_the_directory_is_kept_for_when_the_bank_is_away(computer, front, tmp_path):
    caisses = computer.door.directory()
    assert [caisse.id for caisse in caisses] == [banks.CAISSE]
    away = Door(BankApi(away_client()), computer.vault, front.clock)
    assert away.directory() == caisses
    nowhere = Door(BankApi(away_client()), Vault(tmp_path / "other", NoKeyStore(), QUICK), front.clock)
    assert refused(nowhere.directory).code is ErrorCode.SERVER_UNREACHABLE
    computer.vault.directory_file.write_text("{")
    assert refused(away.directory).code is ErrorCode.SERVER_UNREACHABLE


def away_client():
    def nobody(_):
        raise httpx2.ConnectError("refused")

    return httpx2.Client(transport=httpx2.MockTransport(nobody), base_url="https://bank.test")


def test_nothing_secret_is_on_the_disk_in_clear(computer, tmp_path):
    desk = computer.synced()
    desk.keep_draft(desk.prepare(reference()))
    token = desk._session._token
    desk.close()
    for path in (tmp_path / "client").rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            for secret in (token, PASSWORD, CODE, DAV, "virement interne", "example.org"):
                assert secret.encode() not in content, path
