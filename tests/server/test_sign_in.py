"""Signing in: what opens, what does not, and that refusals tell nothing."""

from __future__ import annotations

import pytest
from server.access_fixtures import INSTALLATION, PASSWORD, UNKNOWN, code_of, open_front
from server.bank import ALICE, BOB

from ccmdesk.server.repositories import audit as audit_rows
from ccmdesk.server.services import audit
from ccmdesk.server.services.tries import unlock


@pytest.fixture
def front(bank, tmp_path):
    with open_front(bank, tmp_path) as front:
        yield front


@pytest.fixture
def small(sqlite_bank, tmp_path):
    with open_front(sqlite_bank, tmp_path) as front:
        yield front


def lock(front, code=None):
    for _ in range(5):
        answer = front.try_in(code, password="wrong wrong")
    return answer


def test_right_codes_open_a_session(front):
    answer = front.try_in()

    opened = answer.json()
    assert answer.status_code == 200
    assert opened["customer_number"] == str(ALICE)
    assert opened["idle_seconds"] == 300
    assert len(opened["unlock_share"]) == 64
    headers = {"Authorization": f"Bearer {opened['token']}"}
    assert front.client.get("/v1/feed/head", headers=headers).status_code == 200


def test_unlock_share_belongs_to_customer_and_installation(small):
    def share(customer, installation):
        small.clock.advance(seconds=30)
        answer = small.try_in(code_of(customer), totp=small.totp(customer), installation=installation)
        return answer.json()["unlock_share"]

    first = share(ALICE, INSTALLATION)
    assert share(ALICE, INSTALLATION) == first
    assert share(ALICE, "cd" * 16) != first
    assert share(BOB, INSTALLATION) != first


def test_password_is_the_same_however_its_accents_are_composed(small):
    assert small.try_in(password="E\u0301le\u0301phant bleu 12").status_code == 200


@pytest.mark.parametrize(("password", "wrong_code"), [(PASSWORD, True), ("wrong wrong", False), ("wrong wrong", True)])
def test_a_refusal_never_says_which_step_was_wrong(small, password, wrong_code):
    totp = small.wrong_totp() if wrong_code else small.totp()

    answer = small.try_in(password=password, totp=totp)

    assert answer.status_code == 401
    assert answer.json() == {"code": "sign_in_failed", "details": {"tries_left": 4}, "incident": None}


def test_wrong_password_does_not_use_up_the_code(front):
    assert front.try_in(password="wrong wrong").status_code == 401
    assert front.try_in().status_code == 200


def test_known_unknown_and_locked_get_the_same_answers(front):
    """Every body and status, step by step, up to the lock and beyond."""

    def story(code):
        told = []
        for _ in range(7):
            taken = front.password(code, "wrong wrong")
            answer = front.code(taken["attempt"], "123456")
            told.append((taken["tries_left"], len(taken["attempt"]), answer.status_code, answer.json()))
        return told

    known, unknown = story(code_of(ALICE)), story(UNKNOWN)
    assert known == unknown
    assert [status for _, _, status, _ in known] == [401, 401, 401, 401, 423, 423, 423]
    assert [left for left, _, _, _ in known] == [5, 4, 3, 2, 1, 0, 0]


def test_a_locked_code_is_not_opened_by_the_right_codes(small):
    assert lock(small).json()["code"] == "access_locked"
    assert small.try_in().status_code == 423
    assert small.try_in(code_of(BOB), totp=small.totp(BOB)).status_code == 200


def test_success_starts_the_count_again(small):
    for _ in range(4):
        assert small.try_in(password="wrong wrong").status_code == 401
    assert small.try_in().status_code == 200
    assert small.password()["tries_left"] == 5


def test_the_agency_unlocks(front):
    half_signed_in = front.password()["attempt"]
    lock(front)
    with front.bank.database.unit_of_work() as connection:
        assert unlock(connection, ALICE, front.clock)
    with front.bank.database.unit_of_work() as connection:
        assert not unlock(connection, ALICE, front.clock)
    assert front.code(half_signed_in, front.totp()).json()["code"] == "session_ended"
    assert front.try_in().status_code == 200


# -- the one-time code -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("shift", "status"), [(-2, 401), (-1, 200), (0, 200), (1, 200), (2, 401)])
def test_one_step_of_drift_is_accepted(small, shift, status):
    assert small.try_in(totp=small.totp(shift=shift)).status_code == status


def test_a_code_is_used_once(front):
    assert front.try_in().status_code == 200
    assert front.try_in().status_code == 401


def test_an_older_code_is_refused_after_a_newer_one(front):
    assert front.try_in(totp=front.totp(shift=1)).status_code == 200
    assert front.try_in(totp=front.totp()).status_code == 401
    front.clock.advance(seconds=60)
    assert front.try_in().status_code == 200


@pytest.mark.parametrize("code", ["12345", "1234567", "12 456", "abcdef", "", "１２３４５６", "١٢٣٤٥٦", "123456\n"])
def test_only_six_ascii_digits_are_a_code(small, code):
    attempt = small.password()["attempt"]

    answer = small.code(attempt, code)

    assert (answer.status_code, answer.json()["details"]) == (422, {"fields": "code"})
    assert small.code(attempt, small.totp()).status_code == 200  # a malformed code is no try


# -- between the steps ----------------------------------------------------------------------------------------


def test_an_attempt_serves_one_code(front):
    attempt = front.password()["attempt"]
    assert front.code(attempt, front.wrong_totp()).status_code == 401

    answer = front.code(attempt, front.totp())

    assert (answer.status_code, answer.json()["code"]) == (401, "session_ended")
    assert front.password()["tries_left"] == 4


def test_an_attempt_expires(small):
    attempt = small.password()["attempt"]
    small.clock.advance(seconds=300)

    answer = small.code(attempt, small.totp())

    assert (answer.status_code, answer.json()["code"]) == (401, "session_ended")


def test_an_attempt_opens_nothing(small):
    attempt = small.password()["attempt"]

    for method, path in (("GET", "/v1/feed"), ("GET", "/v1/feed/head"), ("DELETE", "/v1/session")):
        answer = small.client.request(method, path, headers={"Authorization": f"Bearer {attempt}"})
        assert (answer.status_code, answer.json()["code"]) == (401, "session_ended")


def test_an_attempt_of_one_customer_does_not_take_the_code_of_another(small):
    answer = small.code(small.password(code_of(ALICE))["attempt"], small.totp(BOB))

    assert answer.status_code == 401


# -- traces ----------------------------------------------------------------------------------------------------


def test_sign_ins_are_audited_in_a_whole_chain(front):
    lock(front)
    with front.bank.database.unit_of_work() as connection:
        unlock(connection, ALICE, front.clock)
    front.sign_in()

    with front.bank.database.snapshot() as connection:
        events = [row["event"] for row in audit_rows.events(connection, ALICE)]
        assert audit.broken_at(connection, ALICE) is None
    tail = ["access.open", *["sign_in.refused"] * 5, "access.locked", "access.unlocked", "session.open"]
    assert events[-len(tail) :] == tail


def test_a_refusal_is_not_answered_before_its_time(sqlite_bank, tmp_path):
    with open_front(sqlite_bank, tmp_path, refusal_ms=300) as front:
        for code in (code_of(ALICE), UNKNOWN):
            assert front.try_in(code, totp="123456").elapsed.total_seconds() >= 0.3
