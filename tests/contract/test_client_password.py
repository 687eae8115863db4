"""The password and the authenticator changed in a session: signed, and no draft is lost."""

from __future__ import annotations

from clientside.computers import OWN_PASSWORD, Computer
from clientside.signers import reference, refused
from server.access_fixtures import PASSWORD

from ccmdesk.core.errors import ErrorCode
from ccmdesk.wire.access import AuthenticatorKind


def change_password(computer, desk, current=PASSWORD, new=OWN_PASSWORD):
    challenge = desk.trust.ask_password("en")
    return desk.trust.change_password(current, new, challenge, computer.totp())


def test_a_password_change_keeps_session_drafts_and_the_offline_door(front, computer, tmp_path):
    other = Computer(front, tmp_path / "other")
    there, desk = other.synced(), computer.synced()
    key = desk.keep_draft(desk.prepare(reference()))
    assert change_password(computer, desk).is_genuine
    desk.refresh()
    assert desk.draft_intent(key) == reference()
    error = refused(there.refresh)
    assert (error.code, error.details["reason"]) == (ErrorCode.SESSION_ENDED, "password_changed")
    assert refused(other.offline).code is ErrorCode.OFFLINE_CLOSED, "the former password opens nothing there either"
    computer.close()
    computer.start()
    assert refused(computer.offline).code is ErrorCode.OFFLINE_REFUSED
    assert computer.offline(OWN_PASSWORD).draft_intent(key) == reference()
    assert computer.synced(OWN_PASSWORD).draft_intent(key) == reference()
    other.close()


def test_the_answer_to_a_password_change_lost(front, computer):
    desk = computer.synced()
    key = desk.keep_draft(desk.prepare(reference()))
    challenge = desk.trust.ask_password("fr")
    code = computer.totp()
    computer.transport.fates = ["lost answer"]
    change = lambda: desk.trust.change_password(PASSWORD, OWN_PASSWORD, challenge, code)  # noqa: E731 -- said twice
    assert refused(change).code is ErrorCode.SERVER_UNREACHABLE
    error = refused(change)
    assert (error.code, error.details["reason"]) == (ErrorCode.SESSION_ENDED, "password_changed")
    computer.close()
    assert refused(computer.offline).code is ErrorCode.OFFLINE_CLOSED
    desk = computer.synced(OWN_PASSWORD)
    assert desk.draft_intent(key) == reference()
    assert desk.notices == ()


def test_refusals_of_a_password_change_change_nothing(front, computer):
    desk = computer.synced()
    for current, new, code in (
        ("pas celui-ci", OWN_PASSWORD, ErrorCode.SIGN_IN_FAILED),
        (PASSWORD, PASSWORD, ErrorCode.PASSWORD_UNCHANGED),
        (PASSWORD, "motdepasse", ErrorCode.PASSWORD_COMMON),
        (PASSWORD, "court", ErrorCode.PASSWORD_TOO_SHORT),
        ("", OWN_PASSWORD, ErrorCode.REQUEST_INVALID),
    ):
        assert refused(lambda new=new, current=current: change_password(computer, desk, current, new)).code is code
    desk.refresh()
    computer.close()
    computer.offline().close()
    assert computer.synced().accounts()


def test_an_authenticator_is_replaced_and_only_the_new_one_counts(front, computer):
    desk = computer.synced()
    challenge = desk.trust.ask_authenticator("fr")
    enrolment = desk.trust.begin_replacement(challenge, computer.totp())
    former, computer.secret = computer.totp(), enrolment.secret
    wrong = f"{(int(computer.totp()) + 1) % 10**6:06d}"
    error = refused(lambda: desk.trust.finish_replacement(enrolment, wrong, AuthenticatorKind.PC))
    assert error.code is ErrorCode.CODE_WRONG
    code = computer.totp()
    computer.transport.fates = ["lost answer"]
    finish = lambda: desk.trust.finish_replacement(enrolment, code, AuthenticatorKind.PC)  # noqa: E731 -- said twice
    assert refused(finish).code is ErrorCode.SERVER_UNREACHABLE
    assert finish().is_genuine
    assert desk.trust.overview().authenticator is AuthenticatorKind.PC
    computer.close()
    assert refused(lambda: computer.door.finish(computer.door.begin(computer.code, PASSWORD), former)).code is (
        ErrorCode.SIGN_IN_FAILED
    )
    assert computer.synced().accounts()


def test_a_password_challenge_approves_nothing_else(front, computer):
    desk = computer.synced()
    challenge = desk.trust.ask_password("fr")
    assert refused(lambda: desk.trust.begin_replacement(challenge, computer.totp())).code in {
        ErrorCode.CHALLENGE_EXPIRED,
        ErrorCode.SIGNATURE_REFUSED,
    }
