"""The logs of a whole life at the bank hold nothing that a thief, or a colleague, could use."""

from __future__ import annotations

import io
import json
import logging
import re

import pytest
from server.access_fixtures import INSTALLATION, PASSWORD, code_of, open_front
from server.bank import ALICE, DAV, account

from ccmdesk.core.ids import new_key
from ccmdesk.server.delivery.folder import FolderCarrier
from ccmdesk.server.delivery.worker import DeliveryWorker
from ccmdesk.server.logs import Bridge, describe, make_logger
from ccmdesk.server.metrics import Metrics
from ccmdesk.server.services.notices import NoticeQueue


@pytest.fixture
def front(sqlite_bank, tmp_path):
    with open_front(sqlite_bank, tmp_path) as front:
        yield front


def test_a_whole_session_leaves_no_secret_in_the_logs(front):
    secrets = [
        PASSWORD,
        "wrong wrong",
        code_of(),
        str(ALICE),
        INSTALLATION,
        "test virement interne",
        "example.org",
        "06 39 98",
    ]
    taken = front.password(password="wrong wrong")
    secrets += [taken["attempt"], front.wrong_totp()]
    front.code(taken["attempt"], front.wrong_totp())
    secrets.append(front.totp())
    headers = front.sign_in()
    secrets.append(headers["Authorization"].removeprefix("Bearer "))
    key = new_key()
    for changes in (
        {},
        {"amount": 87654321},
        {"amount": -87654321},
        {"label": "ligne\ninjectée"},
        {"target": "99999999999"},
    ):
        front.order(headers, key, **changes)
        key = new_key()
    accounts = front.bank.state().accounts
    secrets += (
        [row.iban for row in accounts]
        + [row.number for row in accounts]
        + ["87654321", "injectée", account(ALICE, DAV)]
    )
    front.client.get("/v1/feed", headers=headers)
    front.client.get("/v1/feed/head?epoch=secret&after=87654321", headers=headers)
    front.client.get("/v1/accounts/FR7617090", headers=headers)
    front.client.post("/v1/sign-in/password", content=b'{"password":"' + PASSWORD.encode(), headers=headers)
    DeliveryWorker(
        NoticeQueue(front.bank.database, front.clock), FolderCarrier(front.mailbox), make_logger(front.logs), Metrics()
    ).deliver_all()
    front.client.delete("/v1/session", headers=headers)

    text = front.logs.getvalue()

    assert len(front.log()) >= 12
    assert [secret for secret in secrets if secret in text] == []


def test_every_request_is_one_line_with_its_name(front):
    answer = front.client.get("/v1/directory")

    (line,) = front.log()
    assert line["request"] == answer.headers["X-Request-Id"]
    assert (line["event"], line["method"], line["route"], line["status"]) == ("request", "GET", "/v1/directory", 200)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+Z", line["timestamp"])


def test_an_exception_is_described_by_type_and_place_only():
    try:
        try:
            int("the password is 1234")
        except ValueError as error:
            raise LookupError("FR7617090000016000022010042") from error
    except LookupError as error:
        told = "\n".join(describe(error))

    assert told.startswith("builtins.LookupError\n  tests/server/test_logs.py:")
    assert "builtins.ValueError" in told
    assert "1234" not in told
    assert "FR76" not in told


def test_describing_a_circle_of_causes_ends():
    first, second = ValueError(), ValueError()
    first.__cause__, second.__cause__ = second, first

    assert describe(first) == ["builtins.ValueError"] * 2


def test_records_of_libraries_come_without_their_arguments():
    stream = io.StringIO()
    bridge = Bridge(make_logger(stream))
    try:
        int("secret reason")
    except ValueError as error:
        info = (type(error), error, error.__traceback__)
    bridge.handle(logging.LogRecord("uvicorn.error", logging.INFO, "x", 1, "hello %s\nTraceback", ("secret",), info))

    line = json.loads(stream.getvalue())
    assert (line["logger"], line["template"], line["level"]) == ("uvicorn.error", "hello %s", "info")
    assert line["trace"][0] == "builtins.ValueError"
    assert "secret" not in stream.getvalue()
