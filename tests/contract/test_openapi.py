"""The server keeps the contract it publishes: requests made up from the OpenAPI document, right and wrong, get the
answers it declares, and never a 5xx."""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
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
from server import bank as banks
from server.access_fixtures import open_front

EXAMPLES = 25
OPERATIONS = [
    ("GET", "/healthz"),
    ("GET", "/metrics"),
    ("GET", "/readyz"),
    ("GET", "/v1/directory"),
    ("GET", "/v1/feed"),
    ("GET", "/v1/feed/head"),
    ("DELETE", "/v1/session"),
    ("POST", "/v1/sign-in/code"),
    ("POST", "/v1/sign-in/password"),
    ("POST", "/v1/transfers"),
]

WITH_INPUT = [operation for operation in OPERATIONS if operation[0] == "POST" or operation[1] == "/v1/feed"]
CONFORMANCE = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def front(tmp_path_factory):
    folder = tmp_path_factory.mktemp("contract")
    database, clock = banks.migrated_sqlite(folder), banks.HandClock()
    banks.open_bank(database, clock)
    with open_front(banks.RealBank(database, clock), folder) as front:
        yield front
    database.dispose()


@pytest.fixture(scope="module")
def schema(front):
    """The document, less its security: who may pass is asked in `test_http_operations`, here everybody is signed in."""
    document = front.client.get("/openapi.json").json()
    for path in document["paths"].values():
        for operation in path.values():
            operation.pop("security", None)
    return schemathesis.openapi.from_dict(document)


def token(front):
    """A session of its own for each request: one of them signs out."""
    bank = front.client.app.state.bank
    with bank.database.unit_of_work() as connection:
        return bank.sessions.open(connection, banks.ALICE, banks.CAISSE, "ab" * 16)[0]


def test_all_operations_are_exercised(schema):
    found = {(result.ok().method.upper(), result.ok().path) for result in schema.get_all_operations()}
    assert found == set(OPERATIONS)


@pytest.mark.parametrize(("method", "path"), OPERATIONS, ids=[f"{method} {path}" for method, path in OPERATIONS])
def test_right_requests_get_the_answers_declared(front, schema, method, path):
    exchange(front, schema[path][method], GenerationMode.POSITIVE, CONFORMANCE)


@pytest.mark.parametrize(("method", "path"), WITH_INPUT, ids=[f"{method} {path}" for method, path in WITH_INPUT])
def test_wrong_requests_are_refused_as_declared(front, schema, method, path):
    exchange(front, schema[path][method], GenerationMode.NEGATIVE, [*CONFORMANCE, negative_data_rejection])


def exchange(front, operation, mode, checks):
    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def run(data):
        case = data.draw(operation.as_strategy(generation_mode=mode))
        request = case.as_transport_kwargs()
        request.pop("cookies")
        request["content"] = request.pop("data", None)
        request["headers"] = dict(request["headers"]) | {"Authorization": f"Bearer {token(front)}"}
        case.validate_response(front.client.request(**request), checks=checks)

    run()
