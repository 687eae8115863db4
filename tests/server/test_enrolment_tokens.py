"""Tokens of a first connection open what follows, once; and no authenticator is ever replaced by it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from server.access_fixtures import code_of, open_front
from server.welcome_fixtures import CAROL, OWN, Newcomer, give_access, open_access


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


# -- tokens ----------------------------------------------------------------------------------------------------


def test_nothing_is_finished_before_the_proof(carol):
    carol.start()

    assert said(carol.finish()) == (401, "session_ended", {})


def test_an_enrolment_serves_once(carol):
    carol.arrive()

    for answer in (carol.finish(), carol.prove()):
        assert said(answer) == (401, "session_ended", {})


def test_an_enrolment_expires(carol):
    carol.start()
    carol.prove()
    carol.front.clock.advance(minutes=30)

    for answer in (carol.finish(), carol.prove()):
        assert said(answer) == (401, "session_ended", {})


def test_a_new_temporary_password_ends_what_the_one_before_began_even_on_the_same_device(carol):
    carol.start()
    carol.prove()
    again = Newcomer(carol.front, give_access(carol.front))
    assert again.start().status_code == 200

    assert said(carol.finish()) == (401, "session_ended", {})
    assert (again.prove().status_code, again.finish().status_code) == (204, 200)


def test_an_attempt_begins_one_enrolment(carol):
    attempt = carol.front.password(code_of(CAROL), carol.temporary)["attempt"]
    assert carol.start_with(attempt).status_code == 200

    assert said(carol.start_with(attempt)) == (401, "session_ended", {})


def everything_else(front, token):
    """Every other door, with this token for whatever it asks."""
    headers, client = {"Authorization": f"Bearer {token}"}, front.client
    for method, path in (
        ("GET", "/v1/feed"),
        ("GET", "/v1/feed/head"),
        ("GET", "/v1/access"),
        ("DELETE", "/v1/session"),
    ):
        yield client.request(method, path, headers=headers)
    yield front.order(headers)
    yield client.post("/v1/recovery/code", json={"recovery": token, "code": "12345678"})
    yield client.post("/v1/recovery/password", json={"recovery": token, "password": OWN})


def test_an_enrolment_token_opens_nothing_else(carol):
    carol.start()
    carol.prove()

    code = carol.front.code(carol.enrolment, "123456")
    answers = [*everything_else(carol.front, carol.enrolment), carol.start_with(carol.enrolment), code]
    assert {said(answer)[:2] for answer in answers} == {(401, "session_ended")}
    assert carol.finish().status_code == 200


def test_a_half_signed_in_token_opens_nothing_else(carol):
    attempt = carol.front.password()["attempt"]
    carol.enrolment, carol.secret = attempt, "A" * 32

    answers = [*everything_else(carol.front, attempt), carol.prove(), carol.finish()]
    assert {said(answer)[:2] for answer in answers} == {(401, "session_ended")}
    assert carol.front.code(attempt, carol.front.totp()).status_code == 200


# -- an authenticator is never replaced ------------------------------------------------------------------------


def test_an_enrolment_that_stayed_open_replaces_nothing(carol):
    late = Newcomer(carol.front, carol.temporary)
    late.start()
    late.prove()
    assert carol.arrive().status_code == 200

    assert said(late.finish("Rhinocéros poli 77")) == (401, "session_ended", {})
    carol.front.clock.advance(seconds=30)
    assert carol.front.try_in(code_of(CAROL), OWN, carol.totp()).status_code == 200


def test_of_enrolments_that_end_together_one_wins(front):
    temporary = open_access(front)
    racers = [Newcomer(front, temporary) for _ in range(8)]
    for racer in racers:
        assert racer.start().status_code == 200
        assert racer.prove().status_code == 204

    with ThreadPoolExecutor(len(racers)) as threads:
        answers = list(threads.map(lambda racer: racer.finish(), racers))

    assert sorted(answer.status_code for answer in answers) == [200] + [401] * 7
    winner = next(racer for racer, answer in zip(racers, answers, strict=True) if answer.status_code == 200)
    front.clock.advance(seconds=30)
    assert front.try_in(code_of(CAROL), OWN, winner.totp()).status_code == 200


def test_a_copy_of_the_database_gives_no_secret_away(carol):
    carol.start()
    content = b"".join(path.read_bytes() for path in carol.front.mailbox.parent.glob("*.db*"))

    for secret in (carol.temporary, carol.enrolment, carol.secret):
        assert secret.encode() not in content
