"""Hostile requests: each refused with a problem that says a code and never echoes, never a 5xx."""

from __future__ import annotations

import asyncio
import json

import pytest
from server.access_fixtures import JSON, PASSWORD, code_of, open_front

from ccmdesk.core.ids import new_key
from ccmdesk.server.intake import Intake
from ccmdesk.wire.base import MAX_BODY_BYTES
from ccmdesk.wire.messages import Problem

SIGN_IN = "/v1/sign-in/password"
NESTED = 5_000


@pytest.fixture
def front(sqlite_bank, tmp_path):
    with open_front(sqlite_bank, tmp_path) as front:
        yield front


def refused(answer, status, code):
    problem = Problem.model_validate_json(answer.content)
    assert (answer.status_code, problem.code.value) == (status, code)
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    return problem.details


def good(**changes: object):
    return json.dumps({"subscriber_code": code_of(), "password": PASSWORD} | changes).encode()


@pytest.mark.parametrize(
    "body",
    [
        b"[" * NESTED,
        b"[" * NESTED + b"]" * NESTED,
        b'{"a":' * NESTED + b"1" + b"}" * NESTED,
        b'{"subscriber_code": NaN, "password": Infinity}',
        b'{"subscriber_code":"501000000008","subscriber_code":"501000000009","password":"x"}',
        b'{"subscriber_code":"501000000008","password":"\xff\xfe"}',
        '{"subscriber_code":"501000000008","password":"x"}'.encode("utf-16"),
        b"\xef\xbb\xbf" + good(),
        good(password="a\0b"),
        b'{"subscriber_code":"501000000008","password":"\\ud800"}',
        b'{"\\udfff":1}',
        b'{"subscriber_code":' + b"9" * 5_000 + b',"password":"x"}',
        b'{"subscriber_code":1e999999,"password":"x"}',
        b"",
        b"null",
        b"[]",
        b"true",
        b"{",
        b"<html>",
        b"\0",
        good()[:-1],
        good() + b"x",
    ],
    ids=range(22),
)
def test_what_is_not_strict_json_of_ours_is_refused(front, body):
    refused(front.client.post(SIGN_IN, content=body, headers=JSON), 422, "request_invalid")


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"password": ""}, "password"),
        ({"password": "x" * 129}, "password"),
        ({"password": None}, "password"),
        ({"password": 12345678}, "password"),
        ({"password": ["x"]}, "password"),
        ({"subscriber_code": "50100000000"}, "subscriber_code"),
        ({"subscriber_code": "501 000 000 008"}, "subscriber_code"),
        ({"subscriber_code": "٥٠١٠٠٠٠٠٠٠٠٨"}, "subscriber_code"),
        ({"subscriber_code": 501000000008}, "subscriber_code"),
        ({"subscriber_code": "501000000008\n"}, "subscriber_code"),
        ({"subscriber_code": "' OR 1=1 --", "password": True}, "password, subscriber_code"),
    ],
)
def test_fields_are_named_and_values_never_echoed(front, changes, fields):
    answer = front.client.post(SIGN_IN, content=good(**changes), headers=JSON)

    assert refused(answer, 422, "request_invalid") == {"fields": fields}


def test_names_made_up_by_the_caller_are_not_echoed(front):
    answer = front.client.post(SIGN_IN, content=good(isadmin=True), headers=JSON)

    assert refused(answer, 422, "request_invalid") == {}


@pytest.mark.parametrize(
    "kind",
    ["text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""],
)
def test_only_json_is_read(front, kind):
    answer = front.client.post(SIGN_IN, content=good(), headers={"Content-Type": kind})

    refused(answer, 415, "request_invalid")


def test_json_may_say_its_charset(front):
    answer = front.client.post(SIGN_IN, content=good(), headers={"Content-Type": "application/json; charset=UTF-8"})

    assert answer.status_code == 200


def test_bodies_are_small(front):
    assert refused(
        front.client.post(SIGN_IN, content=good(password="x" * 1_000_000), headers=JSON), 413, "request_too_large"
    )
    inside = good(password="x" * (MAX_BODY_BYTES - len(good(password=""))))
    assert len(inside) == MAX_BODY_BYTES
    refused(front.client.post(SIGN_IN, content=inside, headers=JSON), 422, "request_invalid")


def test_bodies_without_a_length_are_cut_off_while_reading(front):
    sent = 0

    def flood():
        nonlocal sent
        while sent < 100 * MAX_BODY_BYTES:
            sent += 10_000
            yield b" " * 10_000

    refused(front.client.post(SIGN_IN, content=flood(), headers=JSON), 413, "request_too_large")


@pytest.mark.parametrize("length", ["-1", "0x10", "9" * 5_000, "1e9", "²"])
def test_a_false_length_is_no_way_in(front, length):
    headers = JSON | {"Content-Length": length.encode()}
    answer = front.client.post(SIGN_IN, content=good(), headers=headers)

    assert answer.status_code in {200, 413}


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/", 404, "not_found"),
        ("GET", "/docs", 404, "not_found"),
        ("GET", "/redoc", 404, "not_found"),
        ("GET", "/v1/directory/", 404, "not_found"),
        ("GET", "/v1/../etc/passwd", 404, "not_found"),
        ("GET", "/%00%ff", 404, "not_found"),
        ("GET", "/" + "a" * 20_000, 404, "not_found"),
        ("PUT", "/v1/directory", 405, "method_not_allowed"),
        ("GET", SIGN_IN, 405, "method_not_allowed"),
        ("TRACE", "/healthz", 405, "method_not_allowed"),
        ("BREW", "/healthz", 405, "method_not_allowed"),
        ("OPTIONS", "/healthz", 405, "method_not_allowed"),
    ],
)
def test_other_paths_and_methods_are_problems(front, method, path, status, code):
    refused(front.client.request(method, path), status, code)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"amount": 0}, "amount_not_positive"),
        ({"amount": -1}, "amount_not_positive"),
        ({"amount": -(2**70)}, "amount_not_positive"),
        ({"amount": 99_999_999_999 + 1}, "amount_too_large"),
        ({"amount": 2**63}, "amount_too_large"),
        ({"amount": 2**63 + 1}, "amount_too_large"),
        ({"amount": 10**4_000}, "amount_too_large"),
        ({"amount": True}, "amount_invalid"),
        ({"amount": 10.0}, "amount_invalid"),
        ({"amount": 10.5}, "amount_invalid"),
        ({"amount": "1000"}, "amount_invalid"),
        ({"amount": None}, "amount_invalid"),
        ({"amount": {"$gt": 0}}, "amount_invalid"),
        ({"label": "x" * 141}, "label_too_long"),
        ({"label": ""}, "label_empty"),
        ({"label": 1}, "request_invalid"),
        ({"requested_on": "2026-02-30"}, "date_invalid"),
        ({"requested_on": "23/11/2026"}, "date_invalid"),
        ({"requested_on": 1_795_000_000}, "date_invalid"),
        ({"requested_on": "2026-11-23T10:00:00Z"}, "date_invalid"),
        ({"requested_on": "2026-11-23T00:00:00"}, "date_invalid"),
        ({"requested_on": 1_795_392_000}, "date_invalid"),
        ({"execution_on": "1795392000"}, "date_invalid"),
        ({"requested_on": "0000-00-00"}, "date_invalid"),
        ({"execution_on": "+10000-01-01"}, "date_invalid"),
        ({"source": "6000022010"}, "request_invalid"),
        ({"source": "60000220100\n"}, "request_invalid"),
        ({"target": "FR7617090000016000022010042"}, "request_invalid"),
        ({"target": "' OR ''='"}, "request_invalid"),
    ],
)
def test_an_order_that_breaks_a_rule_is_refused_by_its_code(front, changes, code):
    headers = front.sign_in()
    answer = front.order(headers, **changes)

    refused(answer, 422, code)
    assert front.bank.states() == []


def test_the_reference_order_passes(front):
    headers, key = front.sign_in(), new_key()
    first = front.order(headers, key)

    assert first.status_code == 201
    assert front.order(headers, key).content == first.content
    assert front.bank.balances()["0100"] == (2000, 1000)


@pytest.mark.parametrize("value", ["-1", "9223372036854775808", "1e3", "x", "1" * 5_000, "٣"])
def test_a_malformed_cursor_is_refused(front, value):
    headers = front.sign_in()
    details = refused(front.client.get("/v1/feed", params={"after": value}, headers=headers), 422, "request_invalid")
    assert details == {"fields": "after"}


@pytest.mark.parametrize(
    "headers",
    [
        [("Content-Type", "application/json"), ("Content-Type", "application/json")],
        [("Content-Type", "application/json"), ("Authorization", "Bearer x"), ("Authorization", "Bearer y")],
        [("Content-Type", "application/json"), ("Idempotency-Key", "ab" * 16), ("idempotency-key", "cd" * 16)],
        [("Content-Type", "application/json"), ("X-Activity", "background"), ("X-Activity", "user")],
        [("Content-Type", "application/json"), ("Content-Length", "1"), ("Transfer-Encoding", "chunked")],
    ],
    ids=["type", "token", "key", "activity", "length"],
)
def test_headers_that_two_readers_read_in_two_ways_are_refused(front, headers):
    refused(front.client.post(SIGN_IN, content=good(), headers=headers), 422, "request_invalid")


async def _dripped(app, seconds):
    """Answer to a request whose body never comes to its end."""
    sent = []

    async def receive():
        await asyncio.sleep(seconds / 10)
        return {"type": "http.request", "body": b" ", "more_body": True}

    async def send(message):
        sent.append(message)

    bank = app.state.bank
    scope = {"type": "http", "method": "POST", "path": SIGN_IN, "headers": [(b"content-type", b"application/json")]}
    await Intake(app, bank.logger, bank.metrics, body_seconds=seconds)(scope, receive, send)
    return sent


def test_a_body_that_drips_for_ever_is_given_up(front):
    start, body = asyncio.run(_dripped(front.client.app, 0.05))

    assert start["status"] == 408
    assert (b"connection", b"close") in start["headers"]
    assert Problem.model_validate_json(body["body"]).code.value == "server_busy"
