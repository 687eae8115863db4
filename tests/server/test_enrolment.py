"""First connection: what opens, for whom, once; and that an authenticator is never replaced by it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from server.access_fixtures import DEVICE_KEY, OTHER_DEVICE_KEY, PASSWORD, UNKNOWN, code_of, open_front
from server.bank import ALICE
from server.welcome_fixtures import CAROL, OWN, Newcomer, Post, give_access, open_access

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


@pytest.fixture
def carol(small):
    return Newcomer(small, open_access(small))


def said(answer):
    return answer.status_code, answer.json()["code"], answer.json()["details"]


# -- the happy way ---------------------------------------------------------------------------------------------


def test_a_first_connection_ends_signed_in(front):
    carol = Newcomer(front, open_access(front))

    opened = carol.start().json()
    assert datetime.fromisoformat(opened["expires_at"]) == front.clock.now() + timedelta(minutes=30)
    assert opened["uri"].startswith("otpauth://totp/Caisse%20de%20Cr%C3%A9dit%20Municipal")
    assert code_of(CAROL) in opened["uri"]
    assert opened["secret"] in opened["uri"]
    proved = carol.prove()
    assert (proved.status_code, proved.content) == (204, b"")
    answer = carol.finish()

    assert answer.status_code == 200
    assert answer.json()["customer_number"] == str(CAROL)
    headers = {"Authorization": f"Bearer {answer.json()['token']}"}
    assert front.client.get("/v1/feed/head", headers=headers).status_code == 200
    assert front.try_in(code_of(CAROL), OWN, carol.totp(+1)).status_code == 200


def test_the_letters_of_a_first_connection(small):
    post = Post(small)
    carol = Newcomer(small, open_access(small))
    (sms,) = post.letters()
    assert sms.channel == "sms"
    assert carol.temporary in sms.body
    carol.arrive()

    told = [letter for letter in post.letters() if letter is not sms]
    assert {(letter.channel, letter.subject) for letter in told} == {
        ("email", "Votre première connexion est faite"),
        ("sms", "Votre première connexion est faite"),
    }
    assert not [letter for letter in told if carol.temporary in letter.body or carol.secret in letter.body]
    assert any("« PC du salon » (Windows 11)" in letter.body for letter in told)


def test_a_first_connection_is_audited(front):
    carol = Newcomer(front, open_access(front))
    carol.arrive()

    with front.bank.database.snapshot() as connection:
        events = [row["event"] for row in audit_rows.events(connection, CAROL)]
        text = " ".join(row["details"] for row in audit_rows.events(connection, CAROL))
        assert audit.broken_at(connection, CAROL) is None
    assert events[-3:] == ["access.open", "enrolment.begin", "enrolment.done"]
    assert "smartphone" in text
    assert carol.secret not in text


def test_the_device_of_a_first_connection_is_no_new_one_afterwards(small):
    carol = Newcomer(small, open_access(small))
    carol.arrive()
    small.clock.advance(seconds=30)
    assert small.try_in(code_of(CAROL), OWN, carol.totp()).status_code == 200

    assert "Connexion depuis un nouvel appareil" not in Post(small).subjects()


def test_the_code_that_proved_the_authenticator_does_not_sign_in(small):
    carol = Newcomer(small, open_access(small))
    carol.arrive()

    assert small.try_in(code_of(CAROL), OWN, carol.totp()).status_code == 401


# -- the temporary password ------------------------------------------------------------------------------------


def test_a_temporary_password_opens_no_session(carol):
    for totp in ("000000", "123456"):
        assert said(carol.front.try_in(code_of(CAROL), carol.temporary, totp))[:2] == (401, "sign_in_failed")


def test_a_temporary_password_is_over_one_day(carol):
    carol.front.clock.advance(days=7)

    assert said(carol.start()) == (401, "sign_in_failed", {"tries_left": 4})


def test_a_temporary_password_serves_one_device(carol):
    assert carol.start().status_code == 200
    thief = Newcomer(carol.front, carol.temporary, device_key=OTHER_DEVICE_KEY)

    assert said(thief.start()) == (401, "sign_in_failed", {"tries_left": 4})
    assert carol.arrive().status_code == 200


def test_an_interrupted_wizard_is_resumed_on_the_same_device(carol):
    for _ in range(7):  # more often than a code may be wrong
        assert carol.start().status_code == 200
        carol.front.clock.advance(minutes=31)
        assert carol.prove().status_code == 401
    assert carol.arrive().status_code == 200


def test_another_temporary_password_ends_the_first(carol):
    carol.start()
    carol.prove()
    carol.front.clock.advance(seconds=1)
    again = Newcomer(carol.front, give_access(carol.front), device_key=OTHER_DEVICE_KEY)

    assert said(carol.finish())[:2] == (401, "session_ended")
    assert carol.start().status_code == 401
    assert again.arrive().status_code == 200


def test_an_attempt_with_the_temporary_password_dies_when_another_is_sent(carol):
    attempt = carol.front.password(code_of(CAROL), carol.temporary)["attempt"]
    carol.front.clock.advance(seconds=1)
    give_access(carol.front)

    assert said(carol.start_with(attempt))[:2] == (401, "sign_in_failed")


def test_the_temporary_password_does_not_become_the_own_one(carol):
    carol.start()
    carol.prove()

    assert said(carol.finish(carol.temporary)) == (422, "password_unchanged", {})
    assert carol.finish().status_code == 200


# -- refusals tell nothing -------------------------------------------------------------------------------------


def test_refusals_are_identical_whatever_was_wrong(small):
    """Wrong password, unknown code, an authenticator there already (right and wrong password), used elsewhere, over."""
    carol = Newcomer(small, open_access(small))
    other = Newcomer(small, open_access(small, CAROL + 1), CAROL + 1, OTHER_DEVICE_KEY)
    other.start()
    other.device_key = DEVICE_KEY
    late = Newcomer(small, open_access(small, CAROL + 2), CAROL + 2)
    answers = [
        carol.start("wrong wrong"),
        carol.start("wrong wrong", UNKNOWN),
        carol.start(PASSWORD, code_of(ALICE)),
        other.start(),
    ]
    small.clock.advance(days=7)
    answers.append(late.start())

    assert {(answer.status_code, answer.content) for answer in answers} == {
        (401, b'{"code":"sign_in_failed","details":{"tries_left":4},"incident":null}')
    }


def test_known_unknown_and_locked_end_alike(front):
    carol = Newcomer(front, open_access(front))

    def story(code):
        return [said(carol.start("wrong wrong", code)) for _ in range(6)]

    assert story(code_of(CAROL)) == story(UNKNOWN) == story(code_of(ALICE))
    assert said(carol.start())[:2] == (423, "access_locked")
    with front.bank.database.unit_of_work() as connection:
        assert unlock(connection, CAROL, front.clock)
    assert carol.arrive().status_code == 200


def test_second_step_and_enrolment_share_their_tries(small):
    for _ in range(2):
        assert small.try_in(password="wrong wrong").status_code == 401
    alice = Newcomer(small, PASSWORD, ALICE)

    assert [said(alice.start())[2].get("tries_left") for _ in range(3)] == [2, 1, None]
    assert small.try_in().status_code == 423


def test_a_lock_on_the_way_stops_the_last_step(carol):
    carol.start()
    carol.prove()
    for _ in range(5):
        carol.front.try_in(code_of(CAROL), "wrong wrong", "123456")

    assert said(carol.finish())[:2] == (423, "access_locked")
    assert "Votre accès CCM Direct est bloqué" in Post(carol.front).subjects()


def test_a_refused_enrolment_is_not_answered_before_its_time(sqlite_bank, tmp_path):
    with open_front(sqlite_bank, tmp_path, refusal_ms=300) as front:
        for code in (code_of(ALICE), UNKNOWN):
            assert Newcomer(front, PASSWORD).start("wrong wrong", code).elapsed.total_seconds() >= 0.3


def test_a_device_without_its_key_is_refused_before_everything(carol):
    answer = carol.start(proof="00" * 64)

    assert said(answer) == (422, "request_invalid", {"fields": "device"})
    assert carol.front.password(code_of(CAROL))["tries_left"] == 5


# -- the proof -------------------------------------------------------------------------------------------------


def test_an_authenticator_has_five_codes_to_prove_itself(front):
    carol = Newcomer(front, open_access(front))
    carol.start()

    told = [said(carol.prove(carol.wrong_totp())) for _ in range(5)]

    assert told == [(422, "code_wrong", {"tries_left": left}) for left in (4, 3, 2, 1, 0)]
    assert said(carol.prove()) == (401, "session_ended", {})
    assert front.password(code_of(CAROL))["tries_left"] == 5  # that was no guess at the account
    assert carol.arrive().status_code == 200


def test_a_proof_may_be_sent_again(carol):
    """The answer was lost: the same code proves the same."""
    carol.start()
    assert carol.prove().status_code == 204
    assert carol.prove(kind="windows").status_code == 204
    assert carol.finish().status_code == 200


@pytest.mark.parametrize("shape", ["{} {}", "{}\u202f{}", " {}{} "])
def test_spaces_in_a_code_are_forgiven(carol, shape):
    carol.start()
    code = carol.totp()

    assert carol.prove(shape.format(code[:3], code[3:])).status_code == 204


@pytest.mark.parametrize(
    "code", ["12345", "1234567", "١٢٣٤٥٦", "１２３４５６", "12345\x00", "1" * 1_000_000, "", "12345\n"]
)
def test_what_is_no_code_is_refused_and_costs_no_try(carol, code):
    carol.start()

    assert carol.prove(code or "x").status_code in {413, 422, 400}
    assert said(carol.prove(carol.wrong_totp()))[2] == {"tries_left": 4}


# -- the own password ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("court 7", "password_too_short"),
        ("motdepasse", "password_common"),
        (f"client{CAROL}", "password_personal"),
        ("nantes-1980", "password_personal"),
    ],
)
def test_a_bad_password_is_refused_and_the_wizard_goes_on(carol, password, code):
    carol.start()
    carol.prove()

    assert said(carol.finish(password)) == (422, code, {})
    assert carol.finish().status_code == 200


def test_a_password_may_be_128_characters_of_any_alphabet(carol):
    password = "Пароль из слов é 😀 密码 " * 6
    carol.start()
    carol.prove()

    assert carol.finish(password[:128]).status_code == 200
    carol.front.clock.advance(seconds=30)
    assert carol.front.try_in(code_of(CAROL), password[:128], carol.totp()).status_code == 200


@pytest.mark.parametrize("password", ["x" * 129, "xK9$mvQ2\x00pL", "x" * 1_000_000])
def test_what_is_no_password_is_refused(carol, password):
    carol.start()
    carol.prove()

    assert carol.finish(password).status_code in {413, 422, 400}
    assert carol.finish().status_code == 200
