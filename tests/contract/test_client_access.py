"""First connection, forgotten password, devices: the real client's back rooms against the real server in process."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pyotp
import pytest
from clientside.computers import OWN_PASSWORD, Computer, code_by_sms, give_access
from clientside.signers import DAV, LIVRET, reference, refused
from clientside.world import KilledError
from server import bank as banks
from server.access_fixtures import PASSWORD, code_of
from server.bank import MONDAY

from ccmdesk.client.cache.keystore import NoKeyStore
from ccmdesk.client.sync.views import Intent, OrderState, Storage
from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.wire.access import AccessEvent, AuthenticatorKind

BORN = date(1980, 5, 17)
TEMPORARY = "abcd-efgh-jkmn-pqrs"
KIND = AuthenticatorKind.SMARTPHONE


@pytest.fixture
def other(front, tmp_path):
    other = Computer(front, tmp_path / "other")
    yield other
    other.close()


def draft_on(desk):
    return desk.keep_draft(desk.prepare(reference()))


def newcomer(front, computer):
    """Someone whose access was just given by the agency."""
    give_access(front, computer.customer, TEMPORARY)
    return computer.door.welcome


def enrolled(computer, welcome, password=OWN_PASSWORD):
    enrolment = welcome.begin_enrolment(computer.code, TEMPORARY)
    computer.secret = enrolment.secret
    welcome.prove_enrolment(enrolment, computer.totp(), KIND)
    desk = welcome.finish_enrolment(enrolment, password)
    computer.desks.append(desk)
    return desk


# -- first connection ----------------------------------------------------------------------------------------


def test_from_the_agency_s_letters_to_the_accounts(front, computer):
    welcome = newcomer(front, computer)
    enrolment = welcome.begin_enrolment("5000 0600 0022", TEMPORARY)
    assert enrolment.groups.replace(" ", "") == enrolment.secret
    assert pyotp.parse_uri(enrolment.uri).secret == enrolment.secret
    computer.secret = enrolment.secret
    code = computer.totp()
    welcome.prove_enrolment(enrolment, f"{code[:3]} {code[3:]}", KIND)
    desk = welcome.finish_enrolment(enrolment, OWN_PASSWORD)
    computer.desks.append(desk)
    desk.refresh()
    assert [account.number for account in desk.accounts()][:2] == [DAV, LIVRET]
    assert desk.freshness().storage is Storage.DISK
    desk.close()
    assert computer.offline(OWN_PASSWORD).accounts()
    assert computer.synced(OWN_PASSWORD).trust.overview().authenticator is KIND


def test_an_enrolment_shows_no_secret(front, computer):
    enrolment = newcomer(front, computer).begin_enrolment(computer.code, TEMPORARY)
    shown = repr(enrolment)
    for secret in (enrolment.secret, enrolment.token, computer.code, enrolment.device.private.hex(), "otpauth"):
        assert secret not in shown


def test_the_device_that_enrols_is_the_one_that_signs_in_later(front, computer):
    desk = enrolled(computer, newcomer(front, computer))
    desk.sign_out()
    computer.close()
    computer.start()
    (device,) = computer.sign_in(OWN_PASSWORD).trust.overview().devices
    assert (device.is_current, device.lasting) == (True, True)


def test_a_first_connection_refuses_like_a_sign_in(front, computer):
    error = refused(lambda: computer.door.welcome.begin_enrolment(computer.code, PASSWORD))
    assert (error.code, error.details["tries_left"]) == (ErrorCode.SIGN_IN_FAILED, 4)
    assert refused(lambda: computer.door.welcome.begin_enrolment("123", PASSWORD)).code is ErrorCode.CODE_MALFORMED


def test_wrong_codes_and_bad_passwords_are_told(front, computer):
    welcome = newcomer(front, computer)
    enrolment = welcome.begin_enrolment(computer.code, TEMPORARY)
    computer.secret = enrolment.secret
    assert refused(lambda: welcome.prove_enrolment(enrolment, "12345", KIND)).code is ErrorCode.CODE_MALFORMED
    wrong = f"{(int(computer.totp()) + 1) % 10**6:06d}"
    assert refused(lambda: welcome.prove_enrolment(enrolment, wrong, KIND)).code is ErrorCode.CODE_WRONG
    welcome.prove_enrolment(enrolment, computer.totp(), KIND)
    for password, code in {
        "court": ErrorCode.PASSWORD_TOO_SHORT,
        "x" * 129: ErrorCode.PASSWORD_TOO_LONG,
        "avec\x00un nul": ErrorCode.PASSWORD_INVALID,
        "motdepasse": ErrorCode.PASSWORD_COMMON,
        f"client{banks.ALICE}": ErrorCode.PASSWORD_PERSONAL,
    }.items():
        assert refused(lambda password=password: welcome.finish_enrolment(enrolment, password)).code is code
    computer.desks.append(welcome.finish_enrolment(enrolment, OWN_PASSWORD))


def test_the_last_answer_of_a_first_connection_lost_means_sign_in(front, computer):
    welcome = newcomer(front, computer)
    enrolment = welcome.begin_enrolment(computer.code, TEMPORARY)
    computer.secret = enrolment.secret
    computer.transport.fates = ["lost answer"]
    code = computer.totp()
    assert refused(lambda: welcome.prove_enrolment(enrolment, code, KIND)).code is ErrorCode.SERVER_UNREACHABLE
    welcome.prove_enrolment(enrolment, code, KIND)
    computer.transport.fates = ["lost answer"]
    assert refused(lambda: welcome.finish_enrolment(enrolment, OWN_PASSWORD)).code is ErrorCode.SERVER_UNREACHABLE
    assert refused(lambda: welcome.finish_enrolment(enrolment, OWN_PASSWORD)).code is ErrorCode.SESSION_ENDED
    assert computer.synced(OWN_PASSWORD).accounts()


# -- forgotten password --------------------------------------------------------------------------------------


def recover(front, computer, password=OWN_PASSWORD):
    welcome = computer.door.welcome
    recovery = welcome.begin_recovery(computer.code, BORN, computer.totp())
    welcome.confirm_recovery(recovery, code_by_sms(front))
    welcome.finish_recovery(recovery, password)


def test_a_forgotten_password_costs_no_draft(front, computer):
    key = draft_on(computer.synced())
    computer.close()
    recover(front, computer)
    desk = computer.synced(OWN_PASSWORD)
    assert desk.draft_intent(key) == reference()
    assert desk.notices == ()
    desk.close()
    assert computer.offline(OWN_PASSWORD).draft_intent(key) == reference()


def test_a_forgotten_password_opens_nothing_here_any_more(front, computer):
    computer.synced().close()
    recover(front, computer)
    for password in (PASSWORD, OWN_PASSWORD):
        assert refused(lambda password=password: computer.offline(password)).code is ErrorCode.OFFLINE_CLOSED
    computer.synced(OWN_PASSWORD).close()
    assert refused(computer.offline).code is ErrorCode.OFFLINE_REFUSED
    assert computer.offline(OWN_PASSWORD).accounts()


@pytest.mark.parametrize("fate", ["lost answer", "cut answer", "html", "bug", "killed after"])
def test_a_lost_answer_leaves_no_door_to_the_forgotten_password(front, computer, fate):
    computer.synced().close()
    welcome = computer.door.welcome
    recovery = welcome.begin_recovery(computer.code, BORN, computer.totp())
    welcome.confirm_recovery(recovery, code_by_sms(front))
    computer.transport.fates = [fate]
    with suppress(KnownError, KilledError):
        welcome.finish_recovery(recovery, OWN_PASSWORD)
    computer.start()
    assert refused(computer.offline).code is ErrorCode.OFFLINE_CLOSED
    assert computer.synced(OWN_PASSWORD).accounts()


def test_a_recovery_says_nothing_of_what_was_wrong(front, computer):
    welcome = computer.door.welcome
    for code, born in ((computer.code, BORN + timedelta(days=1)), ("999999999999", BORN)):
        recovery = welcome.begin_recovery(code, born, computer.totp())
        assert refused(lambda recovery=recovery: welcome.confirm_recovery(recovery, "1234 5678")).code is (
            ErrorCode.SIGN_IN_FAILED
        )
        assert recovery.token not in repr(recovery)
        assert code not in repr(recovery)


def test_what_cannot_be_right_is_not_sent_to_recover(front, computer):
    welcome = computer.door.welcome
    for call in (
        lambda: welcome.begin_recovery("123", BORN, "123456"),
        lambda: welcome.begin_recovery(computer.code, BORN, "12345"),
        lambda: welcome.confirm_recovery(welcome.begin_recovery(computer.code, BORN, "123456"), "123456"),
    ):
        assert refused(call).code is ErrorCode.CODE_MALFORMED


# -- devices and sessions ------------------------------------------------------------------------------------


def test_what_the_customer_sees_of_his_access(front, computer, other):
    other.sign_in()
    desk = computer.sign_in()
    access = desk.trust.overview()
    assert [device.is_current for device in access.devices].count(True) == 1
    assert len(access.devices) == len(access.sessions) == 2
    assert access.history[0].event is AccessEvent.SIGNED_IN_NEW_DEVICE
    assert access.receipts == ()


def test_ending_the_other_sessions_leaves_this_one(front, computer, other):
    there, here = other.synced(), computer.synced()
    here.trust.end_other_sessions()
    here.trust.end_other_sessions()
    error = refused(there.refresh)
    assert (error.code, error.details["reason"]) == (ErrorCode.SESSION_ENDED, "disconnected")
    assert there.accounts(), "what is kept on that computer stays: only its session was ended"
    assert len(here.trust.overview().sessions) == 1


def test_ending_one_session_and_foreign_names(front, computer, other):
    other.sign_in()
    trust = computer.sign_in().trust
    (session,) = [session.id for session in trust.overview().sessions if not session.is_current]
    trust.end_session(session)
    for nobody_s in (session, "ab" * 16):
        assert refused(lambda nobody_s=nobody_s: trust.end_session(nobody_s)).code is ErrorCode.NOT_FOUND
        assert refused(lambda nobody_s=nobody_s: trust.forget_device(nobody_s)).code is ErrorCode.NOT_FOUND


def test_a_device_forgotten_from_another_keeps_nothing_readable(front, computer, other):
    there = other.synced()
    draft_on(there)
    trust = computer.sign_in().trust
    (device,) = [device.id for device in trust.overview().devices if not device.is_current]
    trust.forget_device(device)
    error = refused(there.ping)
    assert (error.code, error.details["reason"]) == (ErrorCode.SESSION_ENDED, "device_forgotten")
    assert there.notices == (ErrorCode.DATA_FORGOTTEN,)
    assert not there.freshness().signed_in
    assert refused(there.accounts).code is ErrorCode.SESSION_ENDED
    there.close()
    assert other.kept() == set()
    assert other.store.secrets == {}
    assert refused(other.offline).code is ErrorCode.OFFLINE_NOTHING_HERE
    desk = other.synced()
    assert desk.orders(ongoing=True) == []
    assert desk.trust.overview().history[0].event is AccessEvent.SIGNED_IN_NEW_DEVICE


def test_forgetting_this_device_deletes_this_customer_and_no_other(front, computer, tmp_path):
    bob = Computer(front, computer.folder, computer.store, banks.BOB)
    bob.vault, bob.door = computer.vault, computer.door
    his = bob.synced()
    key = his.keep_draft(
        his.prepare(Intent(*(banks.account(banks.BOB, end) for end in (banks.DAV, banks.LIVRET)), 1, "b", MONDAY))
    )
    bob.close()
    before = dict(computer.store.secrets)
    desk = computer.synced()
    draft_on(desk)
    assert desk.trust.forget_here()
    assert refused(desk.refresh).code is ErrorCode.SESSION_ENDED
    computer.close()
    assert computer.store.secrets == before
    assert refused(computer.offline).code is ErrorCode.OFFLINE_NOTHING_HERE
    assert bob.synced().draft_intent(key).label == "b"
    bob.close()


def test_forgetting_this_device_needs_no_bank(front, computer):
    desk = computer.synced()
    computer.transport.fates = ["lost request"]
    assert not desk.trust.forget_here()
    assert computer.store.secrets == {}
    assert computer.kept() == set()
    computer.synced()
    assert {name.rpartition("/")[2] for name in computer.store.secrets} >= {"device", "mark"}


def test_without_a_keyring_each_run_is_a_new_device(front, tmp_path):
    computer = Computer(front, tmp_path / "client", NoKeyStore())
    for _ in range(2):
        desk = computer.sign_in()
        assert desk.freshness().storage is Storage.MEMORY
        computer.close()
        computer.start()
    desk = computer.sign_in()
    devices = desk.trust.overview().devices
    assert len(devices) == 3
    assert not any(device.lasting for device in devices)
    computer.close()


def test_offline_nothing_of_the_access_is_known(front, computer):
    computer.synced().close()
    trust = computer.offline().trust
    assert refused(trust.overview).code is ErrorCode.SESSION_ENDED
    assert refused(lambda: trust.ask_password("fr")).code is ErrorCode.SESSION_ENDED


def test_a_customer_of_another_bank_gets_his_own_answer(front, tmp_path):
    bob = Computer(front, tmp_path / "bob", customer=banks.BOB)
    assert bob.synced().profile().subscriber_code == code_of(banks.BOB)
    bob.close()


def test_unsent_orders_outlive_a_sign_out(front, computer):
    desk = computer.synced()
    computer.transport.fates = ["lost request"]
    desk.confirm(desk.prepare(reference(500)))
    desk.deliver()
    desk.sign_out()
    desk.close()
    desk = computer.synced()
    assert [order.state for order in desk.orders(ongoing=True)] == [OrderState.VALIDATED]
