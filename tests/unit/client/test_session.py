"""The session's token: replaced while others use it, never lost, never kept after its end."""

from __future__ import annotations

import threading

import pytest

from ccmdesk.client.sync.session import Session
from ccmdesk.core.errors import ErrorCode, KnownError


def refused(call):
    with pytest.raises(KnownError) as caught:
        call()
    return caught.value.code


def fail(session, code, **details: str):
    with session.exchange():
        raise KnownError(code, **details)


def test_a_replaced_token_is_lent_from_then_on():
    session = Session("old")
    assert session.replace(lambda token: f"new after {token}", lambda answer: answer) == "new after old"
    with session.exchange() as token:
        assert token == "new after old"


def test_an_exchange_caught_by_the_replacement_does_not_end_the_session():
    """The bank ends the old session before its answer is here: who used it meanwhile only has to ask again."""
    session, ended = Session("old"), []
    session.ended = ended.append
    begun, answered = threading.Event(), threading.Event()
    codes = []

    def other():
        def use():
            with session.exchange():
                begun.set()
                answered.wait(5)
                raise KnownError(ErrorCode.SESSION_ENDED, reason="password_changed")

        codes.append(refused(use))

    thread = threading.Thread(target=other)
    thread.start()

    def ask(_token):
        begun.wait(5)
        answered.set()  # the other hears its end while this answer is still on its way
        return "new"

    session.replace(ask, lambda answer: answer)
    thread.join(5)
    assert codes == [ErrorCode.SERVER_BUSY]
    assert session.is_open
    assert ended == []


def test_leaving_while_the_token_is_replaced_ends_the_new_one():
    session = Session("old")
    begun, told = threading.Event(), []
    thread = threading.Thread(target=lambda: (begun.wait(5), told.append(session.end())))
    thread.start()

    def ask(_token):
        begun.set()
        thread.join(0.05)
        return "new"

    session.replace(ask, lambda answer: answer)
    thread.join(5)
    assert told == ["new"], "the goodbye is for the session that is open"
    assert not session.is_open


def test_a_failed_replacement_keeps_the_token():
    session = Session("old")

    def ask(_token):
        raise KnownError(ErrorCode.SERVER_UNREACHABLE)

    assert refused(lambda: session.replace(ask, str)) is ErrorCode.SERVER_UNREACHABLE
    assert (session.is_open, session.online) == (True, False)


def test_the_bank_s_reason_is_told_once():
    session, ended = Session("token"), []
    session.ended = ended.append
    for _ in range(2):
        assert refused(lambda: fail(session, ErrorCode.SESSION_ENDED, reason="device_forgotten")) is (
            ErrorCode.SESSION_ENDED
        )
    assert ended == ["device_forgotten"]
    assert not session.is_open


def test_who_leaves_keeps_the_token_for_the_goodbye_unless_the_bank_ended_it():
    session = Session("token")
    session.leave()
    refused(lambda: fail(session, ErrorCode.SESSION_ENDED))
    assert session.is_open
    refused(lambda: fail(session, ErrorCode.SESSION_ENDED, reason="locked"))
    assert session.end() is None
