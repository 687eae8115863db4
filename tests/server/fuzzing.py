"""Requests made up from the published document, and the answers it declares.

Made-up requests alone end at the first check of a token. So each is sent as it was made up, then mixed with what
the right owner would send, field by field, then as he would send it; and before each request everything is as it was.
"""

from __future__ import annotations

import json
import os
import random
import sqlite3
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from server.access_bodies import RIGHT
from server.access_world import copied

from ccmdesk.core.ids import new_key

if TYPE_CHECKING:
    from pathlib import Path

    from schemathesis import Case
    from schemathesis.schemas import APIOperation
    from server.access_world import World

REQUESTS = int(os.environ.get("CCMDESK_FUZZ_REQUESTS", "5000"))
SEED = int(os.environ.get("CCMDESK_FUZZ_SEED", "2366"))
"""As always the same requests, unless `dev.py fuzz` asks for more and other ones."""

Check = Callable[..., "bool | None"]
CONFORMANCE: list[Check] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
PLACES = {"/v1/sessions/{session}": "second session", "/v1/devices/{device}": "second device"}
FORGETFUL_TABLES = (
    "sign_in_counter",
    "sign_in_attempt",
    "enrolment",
    "recovery",
    "challenge",
    "session",
    "credential",
    "notice",
    "receipt",
)
"""What requests use up. The device table stays: a device that was forgotten is remembered again."""


class Fuzzer:
    """Sends requests to a world, counts them, and checks each answer against the document."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.sent = 0
        document = world.front.client.get("/openapi.json").json()
        self._declared = {
            (method.upper(), path, int(status)): answer["description"].split(", ")
            for path, methods in document["paths"].items()
            for method, operation in methods.items()
            for status, answer in operation["responses"].items()
            if status >= "400"
        }
        for methods in document["paths"].values():
            for operation in methods.values():
                operation.pop("security", None)  # who signs in is decided here
        self._schema = schemathesis.openapi.from_dict(document)
        self.operations = [result.ok() for result in self._schema.get_all_operations()]
        path = str(world.front.bank.database.engine.url.database)
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA synchronous = OFF")
        self._kept = {
            table: self._connection.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 -- our own names
            for table in FORGETFUL_TABLES
        }

    def close(self) -> None:
        self._connection.close()

    def restore(self) -> None:
        """Put everything back that requests use up."""
        self._connection.execute("BEGIN IMMEDIATE")
        for table in reversed(FORGETFUL_TABLES):
            self._connection.execute(f"DELETE FROM {table}")  # noqa: S608 -- our own names
        for table, rows in self._kept.items():
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                self._connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608 -- our own names
        self._connection.execute("UPDATE device SET forgotten_at = NULL")
        self._connection.execute("COMMIT")

    def run(self, operation: APIOperation, mode: GenerationMode, who: str, examples: int, number: int) -> None:
        """Send `examples` requests to one operation: for the same `number` the same ones."""

        @seed(number)
        @settings(
            max_examples=examples,
            deadline=None,
            database=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        )
        @given(st.data())
        def exchange(data: st.DataObject) -> None:
            self._exchange(data, operation, mode, who)

        exchange()

    def _exchange(self, data: st.DataObject, operation: APIOperation, mode: GenerationMode, who: str) -> None:
        """Send one made-up request, and again with right parts in it: making one up costs more than sending it."""
        case = data.draw(operation.as_strategy(generation_mode=mode))
        chance = random.Random(data.draw(st.integers(0, 2**32)))  # noqa: S311 -- repeats with the test
        route = (operation.method.upper(), operation.path)
        wrong = mode is GenerationMode.NEGATIVE
        self._send(case, route, who, [*CONFORMANCE, negative_data_rejection] if wrong else CONFORMANCE, chance)
        made_up = case.body
        if route[1] in PLACES:
            (name,) = case.path_parameters
            case.path_parameters[name] = self.world.held[PLACES[route[1]]]
            self._send(case, route, who, CONFORMANCE, chance)
        if route in RIGHT:
            for kept in (0.8, 0.4, 0.0):
                self._mix(case, made_up if isinstance(made_up, dict) else {}, RIGHT[route](self.world), kept, chance)
                self._send(case, route, who, CONFORMANCE, chance)

    def _mix(
        self, case: Case, made_up: dict[str, object], right: dict[str, object], kept: float, chance: random.Random
    ) -> None:
        """Put right parts in the place of made-up ones, but for a share that is kept; one of them always is right."""
        always = chance.choice(sorted(right))
        parts = {name: value for name, value in made_up.items() if name != always and chance.random() < kept}
        case.body = json.loads(json.dumps({**right, **parts}))
        case.media_type = "application/json"

    def _send(self, case: Case, route: tuple[str, str], who: str, checks: list[Check], chance: random.Random) -> None:
        request = case.as_transport_kwargs()
        request.pop("cookies")
        request["content"] = request.pop("data", None)
        headers = dict(request["headers"])
        if route == ("POST", "/v1/transfers") and chance.random() < 0.7:
            headers["Idempotency-Key"] = new_key()
        request["headers"] = headers | self.world.headers(who)
        self.restore()
        answer = self.world.front.client.request(**request)
        self.sent += 1
        case.validate_response(answer, checks=checks)
        if answer.status_code >= 400:
            code = answer.json()["code"]
            assert code in self._declared[*route, answer.status_code], f"{route} does not declare {code}"


def fuzz_copy(untouched: World, folder: Path, who: str, mode: GenerationMode) -> None:
    """Send a quarter of all requests as this caller, right or wrong as the mode says."""
    sys.stdout.write(f"CCMDESK_FUZZ_SEED={SEED} repeats these requests\n")
    share = -(-REQUESTS // 4)
    with copied(untouched, folder) as world:
        assert fuzz(world, who, mode, share, SEED) >= share


def fuzz(world: World, who: str, mode: GenerationMode, requests: int, number: int) -> int:
    """Send at least `requests` requests to all operations in turn; return how many it were.

    Raises what the first operation found wrong, with what repeats it.
    """
    fuzzer = Fuzzer(world)
    try:
        rounds = 0
        while fuzzer.sent < requests:
            rounds += 1
            share = max(5, (requests - fuzzer.sent) // (2 * len(fuzzer.operations)))
            for operation in fuzzer.operations:
                if mode is GenerationMode.NEGATIVE and not takes_input(operation):
                    continue
                try:
                    fuzzer.run(operation, mode, who, share, number + rounds)
                except BaseException as error:
                    error.add_note(f"{operation.label}, {who}, {mode.value}: CCMDESK_FUZZ_SEED={number}")
                    bugs = [line for line in world.front.log() if line["event"] == "bug"]
                    error.add_note(json.dumps(bugs[-1:], indent=1, ensure_ascii=False))
                    raise
        return fuzzer.sent
    finally:
        fuzzer.close()


def takes_input(operation: APIOperation) -> bool:
    """Whether there is anything to get wrong in a request."""
    return bool(list(operation.body) or list(operation.query) or list(operation.path_parameters))
