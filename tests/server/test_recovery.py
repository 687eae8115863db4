"""Forgotten password: always the same answer, one SMS when everything is right, and old sessions die."""

from __future__ import annotations

import pytest
from server.access_fixtures import PASSWORD, UNKNOWN, code_of, open_front
from server.bank import ALICE, BOB
from server.welcome_fixtures import CAROL, OWN, Forgetful, Post, open_access
from sqlalchemy import select

from ccmdesk.server.models.trust import recovery
from ccmdesk.server.repositories import audit as audit_rows
from ccmdesk.server.services import audit

FEED = "/v1/feed/head"


@pytest.fixture
def front(bank, tmp_path):
    with open_front(bank, tmp_path) as front:
        yield front


@pytest.fixture
def small(sqlite_bank, tmp_path):
    with open_front(sqlite_bank, tmp_path) as front:
        yield front


@pytest.fixture
def alice(small):
    return Forgetful(small)


def said(answer):
    return answer.status_code, answer.json()["code"], answer.json()["details"]


def wrong(code):
    return f"{(int(code) + 1) % 10**8:08}"


# -- the happy way ---------------------------------------------------------------------------------------------


def test_a_forgotten_password_is_replaced(front):
    alice, post = Forgetful(front), Post(front)
    old = front.sign_in()
    front.clock.advance(seconds=30)

    begun = alice.start().json()
    assert begun["tries_left"] == 5
    proved = alice.prove(post.last_code())
    assert (proved.status_code, proved.content) == (204, b"")
    finished = alice.finish()
    assert (finished.status_code, finished.content) == (204, b"")

    ended = front.client.get(FEED, headers=old)
    assert said(ended) == (401, "session_ended", {"reason": "password_changed"})
    front.clock.advance(seconds=30)
    assert front.try_in().status_code == 401
    assert front.try_in(password=OWN).status_code == 200


def test_the_letters_of_a_forgotten_password(small):
    alice, post = Forgetful(small), Post(small)
    alice.start()
    (sms,) = post.letters()
    assert (sms.channel, sms.to) == ("sms", "06 39 98 00 22")
    assert "10 minutes" in sms.body
    assert "http" not in sms.body
    alice.prove(post.last_code())
    alice.finish()

    told = [letter for letter in post.letters() if letter is not sms]
    assert {(letter.channel, letter.subject) for letter in told} == {
        ("email", "Votre mot de passe a été renouvelé"),
        ("sms", "Votre mot de passe a été renouvelé"),
    }


def test_a_recovery_is_audited_without_its_secrets(front):
    alice, post = Forgetful(front), Post(front)
    alice.start()
    code = post.last_code()
    alice.prove(wrong(code))
    alice.prove(code)
    alice.finish()

    with front.bank.database.snapshot() as connection:
        rows = list(audit_rows.events(connection, ALICE))
        assert audit.broken_at(connection, ALICE) is None
    assert [row["event"] for row in rows][-3:] == ["recovery.begin", "sign_in.refused", "password.recover"]
    assert '"door":"recovery"' in rows[-2]["details"]
    told = " ".join(row["details"] for row in rows)
    for secret in (code, "1980", alice.recovery):
        assert secret not in told


def test_success_starts_the_count_again(small):
    alice, post = Forgetful(small), Post(small)
    for _ in range(4):
        small.try_in(password="wrong wrong")
    assert small.password()["tries_left"] == 1

    assert alice.start().json()["tries_left"] == 1
    assert alice.prove(post.last_code()).status_code == 204
    assert alice.finish().status_code == 204
    assert small.password()["tries_left"] == 5


# -- nothing is told -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", ["code", "birth", "totp", "all"])
def test_each_wrong_part_answers_the_same_and_sends_nothing(small, part):
    parts = {"code": UNKNOWN, "birth": "1980-05-18", "totp": small.wrong_totp()}
    someone, post = Forgetful(small), Post(small)

    begun = someone.start(**(parts if part == "all" else {part: parts[part]}))

    assert (begun.status_code, begun.json()["tries_left"], len(begun.json()["recovery"])) == (200, 5, 43)
    assert post.letters() == []
    assert said(someone.prove("12345678")) == (401, "sign_in_failed", {"tries_left": 4})
    assert said(someone.finish()) == (401, "session_ended", {})


def test_right_and_wrong_count_alike_up_to_the_lock(front):
    """A stranger who types codes that never came learns nothing from how they are refused."""

    def story(someone, **parts: str):
        first = someone.start(**parts)
        codes = [said(someone.prove("00000000")) for _ in range(7)]
        return first.json()["tries_left"], codes, someone.start(**parts).json()["tries_left"]

    told = [
        story(Forgetful(front)),
        story(Forgetful(front, BOB), birth="1980-05-18"),
        story(Forgetful(front), code=UNKNOWN),
    ]

    assert told[0] == told[1] == told[2]
    refused = [(401, "sign_in_failed", {"tries_left": left}) for left in (4, 3, 2, 1)]
    assert told[0] == (5, [*refused, (423, "access_locked", {}), *[(401, "session_ended", {})] * 2], 0)


def test_with_one_try_left_right_and_wrong_end_alike(small):
    for customer in (ALICE, BOB):
        for _ in range(4):
            small.try_in(code_of(customer), "wrong wrong")
    right, false = Forgetful(small), Forgetful(small, BOB)

    assert right.start().json()["tries_left"] == false.start(birth="1980-05-18").json()["tries_left"] == 1
    assert said(right.prove("00000000")) == said(false.prove("00000000")) == (423, "access_locked", {})


def test_a_locked_code_is_told_to_nobody_and_gets_no_sms(small):
    for _ in range(5):
        small.try_in(password="wrong wrong")
    alice, post = Forgetful(small), Post(small)
    assert post.subjects() == {"Votre accès CCM Direct est bloqué"}

    assert alice.start().status_code == 200
    assert post.subjects() == {"Votre accès CCM Direct est bloqué"}
    assert said(alice.prove("12345678")) == (423, "access_locked", {})


def test_a_customer_without_an_authenticator_is_nobody(small):
    open_access(small)
    carol, post = Forgetful(small, CAROL), Post(small)
    post.letters()

    assert carol.start(totp="123456").json()["tries_left"] == 5
    assert len(post.letters()) == 1
    assert said(carol.prove("12345678")) == (401, "sign_in_failed", {"tries_left": 4})


def test_answers_do_not_come_before_their_time(sqlite_bank, tmp_path):
    with open_front(sqlite_bank, tmp_path, refusal_ms=300) as front:
        alice = Forgetful(front)
        for parts in ({}, {"birth": "1980-05-18"}, {"code": UNKNOWN}):
            assert alice.start(**parts).elapsed.total_seconds() >= 0.3
        assert alice.prove("12345678").elapsed.total_seconds() >= 0.3
        for code in (code_of(), UNKNOWN):
            taken = front.client.post("/v1/sign-in/password", json={"subscriber_code": code, "password": PASSWORD})
            assert taken.elapsed.total_seconds() >= 0.3


# -- the codes -------------------------------------------------------------------------------------------------


def test_the_authenticator_code_is_used_up(front):
    alice, post = Forgetful(front), Post(front)
    alice.start()
    assert alice.start().status_code == 200  # the same code again

    assert len(post.letters()) == 1
    assert front.try_in().status_code == 401


def test_five_wrong_sms_codes_lock_and_end_the_sessions(front):
    session = front.sign_in()
    front.clock.advance(seconds=30)
    alice, post = Forgetful(front), Post(front)
    alice.start()
    code = post.last_code()

    told = [said(alice.prove(wrong(code))) for _ in range(5)]

    assert told[3:] == [(401, "sign_in_failed", {"tries_left": 1}), (423, "access_locked", {})]
    assert said(alice.prove(code))[0] in {401, 423}
    assert said(front.client.get(FEED, headers=session)) == (401, "session_ended", {"reason": "locked"})
    assert "Votre accès CCM Direct est bloqué" in post.subjects()


def test_sms_code_is_over_after_ten_minutes(small):
    alice, post = Forgetful(small), Post(small)
    alice.start()
    small.clock.advance(minutes=10)

    assert said(alice.prove(post.last_code())) == (401, "session_ended", {})


def test_sms_code_serves_its_own_recovery_once(small):
    first, second, post = Forgetful(small), Forgetful(small), Post(small)
    first.start()
    code = post.last_code()
    small.clock.advance(seconds=30)
    second.start()

    assert said(second.prove(code))[:2] == (401, "sign_in_failed")
    assert first.prove(code).status_code == 204
    assert said(first.prove(code)) == (401, "session_ended", {})


@pytest.mark.parametrize("shape", ["{} {}", "{}\u202f{}", " {}{} "])
def test_spaces_in_the_sms_code_are_forgiven(small, shape):
    alice, post = Forgetful(small), Post(small)
    alice.start()
    code = post.last_code()

    assert alice.prove(shape.format(code[:4], code[4:])).status_code == 204


@pytest.mark.parametrize("code", ["1234567", "123456789", "١٢٣٤٥٦٧٨", "1234567\x00", "1" * 1_000_000, "12345678\n"])
def test_what_is_no_sms_code_is_refused_and_costs_no_try(small, code):
    alice = Forgetful(small)
    alice.start()

    assert alice.prove(code).status_code in {400, 413, 422}
    assert said(alice.prove("00000000"))[2] == {"tries_left": 4}


@pytest.mark.parametrize("birth", ["17/05/1980", "1980-02-30", "1980-05-17T00:00:00", "", "١٩٨٠-٠٥-١٧", 327369600])
def test_what_is_no_day_is_refused_and_costs_no_try(small, birth):
    assert Forgetful(small).start(birth=birth).status_code == 422
    assert small.password()["tries_left"] == 5


# -- the new password ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("password", "code"),
    [("motdepasse", "password_common"), (f"client{ALICE}", "password_personal"), ("court 7", "password_too_short")],
)
def test_a_bad_password_is_refused_and_another_may_follow(small, password, code):
    alice, post = Forgetful(small), Post(small)
    alice.start()
    alice.prove(post.last_code())

    assert said(alice.finish(password)) == (422, code, {})
    assert alice.finish().status_code == 204


def test_a_recovery_serves_once_and_ends_the_others(small):
    first, second, post = Forgetful(small), Forgetful(small), Post(small)
    first.start()
    first.prove(post.last_code())
    small.clock.advance(seconds=30)
    second.start()
    second.prove(post.last_code())

    assert first.finish().status_code == 204
    for answer in (first.finish(), second.finish("Rhinocéros poli 77")):
        assert said(answer) == (401, "session_ended", {})


def test_a_proved_recovery_is_over_ten_minutes_later(small):
    alice, post = Forgetful(small), Post(small)
    alice.start()
    small.clock.advance(minutes=9)
    alice.prove(post.last_code())
    small.clock.advance(minutes=9)
    assert said(alice.finish("motdepasse"))[0] == 422
    small.clock.advance(minutes=1)

    assert said(alice.finish()) == (401, "session_ended", {})


def test_a_lock_on_the_way_stops_the_last_step(small):
    alice, post = Forgetful(small), Post(small)
    alice.start()
    alice.prove(post.last_code())
    for _ in range(5):
        small.try_in(password="wrong wrong")

    assert said(alice.finish()) == (423, "access_locked", {})


def test_an_attempt_with_the_old_password_dies(small):
    alice, post = Forgetful(small), Post(small)
    alice.start()
    alice.prove(post.last_code())
    attempt = small.password()["attempt"]
    small.clock.advance(seconds=30)
    alice.finish()

    assert said(small.code(attempt, small.totp()))[:2] == (401, "sign_in_failed")


def test_a_recovery_token_opens_nothing_else(small):
    alice, post = Forgetful(small), Post(small)
    alice.start()
    alice.prove(post.last_code())
    token, client = alice.recovery, small.client
    headers = {"Authorization": f"Bearer {token}"}

    answers = [client.get(path, headers=headers) for path in ("/v1/feed", FEED, "/v1/access")]
    answers += [small.code(token, "123456"), small.order(headers)]
    proof = {"enrolment": token, "code": "123456", "authenticator": "pc"}
    answers.append(client.post("/v1/enrolment/proof", json=proof))
    answers.append(client.post("/v1/enrolment/password", json={"enrolment": token, "password": OWN}))
    assert {said(answer)[:2] for answer in answers} == {(401, "session_ended")}
    assert alice.finish().status_code == 204


def test_a_copy_of_the_database_gives_no_code_away(small):
    alice, post = Forgetful(small), Post(small)
    alice.start()
    with small.bank.database.snapshot() as connection:
        (row,) = connection.execute(select(recovery)).all()
    content = b"".join(path.read_bytes() for path in small.mailbox.parent.glob("*.db*"))
    code = post.last_code()

    assert len(row.code_hash) == 32
    for secret in (code, alice.recovery):
        assert secret.encode() not in content


def test_expired_recoveries_are_forgotten(small):
    for _ in range(3):
        Forgetful(small).start(code=UNKNOWN)
    small.clock.advance(minutes=10)
    Forgetful(small).start(code=UNKNOWN)

    with small.bank.database.snapshot() as connection:
        assert len(connection.execute(select(recovery)).all()) == 1
