"""The published document itself: what it says of every route. Whether the server keeps it is asked in `test_fuzz`."""

from __future__ import annotations

import pytest
from server import bank as banks
from server.access_fixtures import open_front

from ccmdesk.client.api.answers import LOCAL_CODES
from ccmdesk.core.errors import ErrorCode
from ccmdesk.server.errors import status_of

ANYWHERE = {"request_invalid", "request_too_large", "server_busy", "server_bug"}
NEVER = {
    "422": {ErrorCode.CODE_MALFORMED, ErrorCode.BIRTH_DATE_INVALID},
}
"""What the client alone finds out."""


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    folder = tmp_path_factory.mktemp("contract")
    database, clock = banks.migrated_sqlite(folder), banks.HandClock()
    banks.open_bank(database, clock)
    with open_front(banks.RealBank(database, clock), folder) as front:
        yield front.client.get("/openapi.json").json()
    database.dispose()


def operations(document):
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def declared(operation):
    """Codes by status, as the document gives them."""
    return {
        status: set(answer["description"].split(", "))
        for status, answer in operation["responses"].items()
        if status >= "400"
    }


def test_every_route_declares_what_any_route_may_answer(document):
    for name, operation in operations(document):
        codes = set().union(*declared(operation).values())
        assert codes >= ANYWHERE, name


def test_every_declared_code_exists_and_has_its_status(document):
    """408 and 415 are the protocol's own: their codes are those of whoever sends too slowly, or not JSON."""
    for name, operation in operations(document):
        for status, codes in declared(operation).items():
            for code in codes:
                assert int(status) in {status_of(ErrorCode(code)), 400, 408, 415}, (name, status, code)


def test_no_route_declares_what_the_client_alone_can_know(document):
    for name, operation in operations(document):
        codes = {ErrorCode(code) for found in declared(operation).values() for code in found}
        assert not codes & (LOCAL_CODES | NEVER["422"]), name


def test_what_wants_a_session_says_how_it_is_refused(document):
    for name, operation in operations(document):
        wants = "security" in operation
        assert wants <= ("session_ended" in declared(operation).get("401", set())), name


def test_what_comes_in_has_no_unknown_fields_and_bounded_texts(document):
    """Every text of a request is bounded or of a pattern: nobody fills a table with one request."""
    schemas = document["components"]["schemas"]
    for name, operation in operations(document):
        body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
        for path, schema in walk(body, schemas, name):
            if schema.get("type") == "object":
                assert schema.get("additionalProperties") is False, path
            if schema.get("type") == "string":
                assert {"maxLength", "pattern", "format", "enum", "const"} & schema.keys(), path


def walk(schema, schemas, path):
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        yield from walk(schemas[name], schemas, f"{path}/{name}")
        return
    yield path, schema
    for part in (*schema.get("anyOf", ()), *schema.get("allOf", ())):
        yield from walk(part, schemas, path)
    for name, part in schema.get("properties", {}).items():
        yield from walk(part, schemas, f"{path}.{name}")


def test_no_secret_travels_in_an_address(document):
    """Addresses end in logs of proxies: nothing in them but ids and cursors."""
    for name, operation in operations(document):
        for parameter in operation.get("parameters", ()):
            if parameter["in"] in {"path", "query"}:
                assert parameter["name"] in {"session", "device", "after", "epoch"}, name
