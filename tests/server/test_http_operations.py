"""What operators and everybody may ask; bugs; busy; who may pass."""

from __future__ import annotations

import asyncio
import io
import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from server.access_fixtures import code_of, open_front, settings_of
from server.bank import CAISSE
from sqlalchemy import event
from starlette.testclient import TestClient

from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.server.app import create_app
from ccmdesk.server.database import Database
from ccmdesk.server.services.passwords import NICENESS, PasswordPool, hash_password, verify_password


@pytest.fixture
def front(sqlite_bank, tmp_path):
    with open_front(sqlite_bank, tmp_path) as front:
        yield front


def operations(front):
    document = front.client.get("/openapi.json").json()
    return [(method, path, spec) for path, methods in document["paths"].items() for method, spec in methods.items()]


def test_every_route_declares_its_problems(front):
    """Whether they are all true is asked in `tests/contract`."""
    for method, path, spec in operations(front):
        errors = {status: answer for status, answer in spec["responses"].items() if status >= "400"}
        assert {"400", "413", "415", "422", "500", "503"} <= errors.keys(), (method, path)
        assert "401" in errors or "security" not in spec, (method, path)
        for answer in errors.values():
            schema = answer["content"]["application/json"]["schema"]
            assert schema == {"$ref": "#/components/schemas/Problem"}, (method, path)


def test_directory_is_for_everyone(front):
    answer = front.client.get("/v1/directory").json()

    assert [caisse["id"] for caisse in answer["caisses"]] == [CAISSE]
    assert answer["caisses"][0]["phone"] == "04 66 00 00 00"


def test_health_and_readiness(front):
    assert front.client.get("/healthz").json() == {"status": "ok"}
    assert front.client.get("/readyz").json() == {"status": "ok"}


def test_not_ready_without_its_tables(sqlite_bank, tmp_path):
    url = f"sqlite:///{tmp_path}/empty.db"
    Database(url).dispose()
    with TestClient(create_app(settings_of(sqlite_bank, tmp_path, database_url=url))) as client:
        assert client.get("/healthz").status_code == 200
        assert client.get("/readyz").status_code == 503


def test_not_ready_without_its_database(sqlite_bank, tmp_path):
    url = f"sqlite:///{tmp_path}/no/such/folder/bank.db"
    with TestClient(create_app(settings_of(sqlite_bank, tmp_path, database_url=url))) as client:
        answer = client.get("/readyz")
        assert (answer.status_code, answer.json()["code"]) == (503, "server_busy")


@pytest.mark.parametrize("url", ["sqlite:////no/such/folder/bank.db", "postgresql://nobody@127.0.0.1:1/none"])
def test_an_outage_is_no_bug(sqlite_bank, tmp_path, url):
    """The client is asked to come back; the log says what happened."""
    logs = io.StringIO()
    with TestClient(create_app(settings_of(sqlite_bank, tmp_path, database_url=url), log_to=logs)) as client:
        answers = [
            client.get("/v1/directory"),
            client.get("/v1/feed/head", headers={"Authorization": "Bearer x"}),
            client.post("/v1/sign-in/password", json={"subscriber_code": code_of(), "password": "x"}),
        ]
    for answer in answers:
        assert (answer.status_code, answer.json()["code"]) == (503, "server_busy")
        assert answer.headers["Retry-After"] == "2"
    assert logs.getvalue().count('"event": "outage"') == 3
    assert "nobody" not in logs.getvalue()


def test_a_full_disk_is_no_bug(sqlite_bank, tmp_path):
    with open_front(sqlite_bank, tmp_path) as front:
        headers = front.sign_in()
        database = front.client.app.state.bank.database

        @event.listens_for(database.engine, "checkout")
        def fill(connection, _record, _proxy):
            connection.execute("PRAGMA max_page_count = 1")  # rounded up to what there is

        order = [front.order(headers, requested_on="2026-11-24", execution_on="2026-11-24") for _ in range(200)]

    assert {answer.status_code for answer in order} == {201, 503}
    assert {answer.json()["code"] for answer in order if answer.status_code == 503} == {"server_busy"}


def test_metrics_count_by_template(front):
    headers = front.sign_in()
    front.order(headers)
    front.try_in(password="wrong wrong")
    front.client.get("/somewhere/secret")

    text = front.client.get("/metrics").text

    assert 'ccmdesk_requests_total{method="POST",route="/v1/sign-in/password",status="200"} 2.0' in text
    assert 'ccmdesk_requests_total{method="GET",route="(none)",status="404"} 1.0' in text
    assert 'ccmdesk_sign_ins_total{result="opened"} 1.0' in text
    assert 'ccmdesk_sign_ins_total{result="sign_in_failed"} 1.0' in text
    assert 'ccmdesk_transfers_total{status="201"} 1.0' in text
    assert 'ccmdesk_request_seconds_bucket{le="0.1",route="/v1/transfers"}' in text
    assert "ccmdesk_password_queue 0.0" in text
    assert "secret" not in text


# -- bugs ------------------------------------------------------------------------------------------------------


def test_a_bug_is_answered_with_its_incident(sqlite_bank, tmp_path):
    """A table that vanished is a bug: the answer names it, the log explains it, and neither quotes anything."""
    with open_front(sqlite_bank, tmp_path) as front:
        with sqlite_bank.database.unit_of_work() as connection:
            connection.exec_driver_sql("DROP TABLE sign_in_attempt")
        body = {"subscriber_code": code_of(), "password": "my secret password"}
        answer = front.client.post("/v1/sign-in/password", json=body)

    assert answer.status_code == 500
    assert answer.json()["code"] == "server_bug"
    assert answer.json()["incident"] == answer.headers["X-Request-Id"]
    (bug,) = [line for line in front.log() if line["event"] == "bug"]
    assert bug["incident"] == answer.json()["incident"]
    assert bug["trace"][0] == "sqlalchemy.exc.OperationalError"
    assert any("services/sign_in.py" in line for line in bug["trace"])
    assert "my secret password" not in front.logs.getvalue()
    assert code_of() not in front.logs.getvalue()


# -- passwords -------------------------------------------------------------------------------------------------


def test_hashes_follow_owasp():
    stored = hash_password("Éléphant")
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert verify_password(stored, "E\u0301le\u0301phant")
    assert not verify_password(stored, "elephant")
    assert not verify_password("nonsense", "Éléphant")
    assert hash_password("Éléphant") != stored


def test_beyond_the_queue_it_refuses_at_once_and_recovers():
    told = []
    stored = hash_password("right right")

    async def flood(pool):
        results = await asyncio.gather(*(pool.verify(stored, "right right") for _ in range(40)), return_exceptions=True)
        return results, await pool.verify(stored, "right right")

    pool = PasswordPool(1, 4, told.append)
    results, after = asyncio.run(flood(pool))
    pool.close()

    busy = [result for result in results if isinstance(result, KnownError)]
    assert results.count(True) == 5
    assert [error.code for error in busy] == [ErrorCode.SERVER_BUSY] * 35
    assert after
    assert (max(told), told[-1]) == (5, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="threads have no priority of their own elsewhere")
def test_hashing_gives_way_to_everything_else():
    pool = PasswordPool(1, 4)
    here = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    there = asyncio.run(pool._run(lambda: os.getpriority(os.PRIO_PROCESS, threading.get_native_id())))
    pool.close()

    assert there == max(here, NICENESS)


def test_who_finds_the_queue_full_is_refused_before_anything_is_asked():
    async def knock(pool):
        waiting = [asyncio.create_task(pool.hash("a password")) for _ in range(2)]
        await asyncio.sleep(0)  # they are in
        with pytest.raises(KnownError) as caught:
            await pool.check_room()
        await asyncio.gather(*waiting)
        await pool.check_room()
        return caught.value

    pool = PasswordPool(1, 1)
    error = asyncio.run(knock(pool))
    pool.close()
    assert (error.code, error.details) == (ErrorCode.SERVER_BUSY, {"retry_after": 2})


def test_a_flood_of_sign_ins_leaves_room_for_transfers(sqlite_bank, tmp_path):
    with open_front(sqlite_bank, tmp_path, password_workers=1, password_queue=2) as front:
        headers = front.sign_in()
        stop = threading.Event()
        body = {"subscriber_code": code_of(), "password": "wrong wrong"}

        def attack(_):
            statuses = set()
            while not stop.is_set():
                answer = front.client.post("/v1/sign-in/password", json=body)
                statuses.add((answer.status_code, answer.headers.get("Retry-After")))
            return statuses

        with ThreadPoolExecutor(8) as threads:
            attackers = [threads.submit(attack, number) for number in range(8)]
            answers = [front.order(headers, amount=100).status_code for _ in range(10)]
            stop.set()
            statuses = set().union(*(attacker.result() for attacker in attackers))

    assert answers == [201] * 10
    assert (503, "2") in statuses
