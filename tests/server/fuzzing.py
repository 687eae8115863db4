"""Requests made up from the published document, and the answers it declares.

Made-up requests alone end at the first check of a token. So every body is, by chance, the made-up one, the right
owner's, or a mixture of the two, field by field; and before each request everything is as it was.
"""

from __future__ import annotations

import json
import sqlite3
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
from server.access_world import NOBODY, OWNER

from ccmdesk.core.ids import new_key

if TYPE_CHECKING:
    from schemathesis import Case
    from schemathesis.schemas import APIOperation
    from server.access_world import World

CONFORMANCE = [
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
        case = data.draw(operation.as_strategy(generation_mode=mode))
        route = (operation.method.upper(), operation.path)
        untouched = not self._mix(data, case, route)
        request = case.as_transport_kwargs()
        request.pop("cookies")
        request["content"] = request.pop("data", None)
        headers = dict(request["headers"])
        if route == ("POST", "/v1/transfers") and data.draw(st.booleans()):
            headers["Idempotency-Key"] = new_key()
        request["headers"] = headers | self.world.headers(who)
        self.restore()
        answer = self.world.front.client.request(**request)
        self.sent += 1
        wrong = mode is GenerationMode.NEGATIVE and untouched
        case.validate_response(answer, checks=[*CONFORMANCE, negative_data_rejection] if wrong else CONFORMANCE)
        if answer.status_code >= 400:
            code = answer.json()["code"]
            assert code in self._declared[*route, answer.status_code], f"{route} does not declare {code}"

    def _mix(self, data: st.DataObject, case: Case, route: tuple[str, str]) -> bool:
        """Put right parts in the place of made-up ones. Whether any was."""
        mixed = False
        if route[1] in PLACES and data.draw(st.booleans()):
            (name,) = case.path_parameters
            case.path_parameters[name] = self.world.held[PLACES[route[1]]]
            mixed = True
        right = RIGHT.get(route)
        share = data.draw(st.sampled_from((0, 0, 1, 2))) if right else 0
        if right and share:
            parts = {} if share == 2 or not isinstance(case.body, dict) else dict(case.body)
            for name, value in right(self.world).items():
                if name not in parts or data.draw(st.booleans()):
                    parts[name] = value
            case.body = json.loads(json.dumps(parts))
            case.media_type = "application/json"
            mixed = True
        return mixed


def fuzz(world: World, who: str, mode: GenerationMode, requests: int, number: int) -> int:
    """Send at least `requests` requests to all operations in turn; return how many it were.

    Raises what the first operation found wrong, with what repeats it.
    """
    fuzzer = Fuzzer(world)
    try:
        rounds = 0
        while fuzzer.sent < requests:
            rounds += 1
            share = max(5, (requests - fuzzer.sent) // len(fuzzer.operations))
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


WHO = {"nobody": NOBODY, "signed in": OWNER}
