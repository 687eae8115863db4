"""Who may do what: every route of the published document, called by everyone who might call it.

A route that has no row here fails `test_every_route_has_a_row`: whoever adds one says whom it serves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from server.access_bodies import NEW_PASSWORD, PATHS, RIGHT, card, totp_of
from server.access_fixtures import DEVICE_KEY, PASSWORD, code_of, device_card
from server.access_world import (
    CLERK,
    CLERK_PASSWORD,
    GARBAGE,
    NEWCOMER,
    NOBODY,
    OTHERS,
    OWNER,
    REFUSED,
    World,
    build,
    copied,
    order,
)
from server.bank import BOB

from ccmdesk.core import signatures
from ccmdesk.core.ids import new_key

if TYPE_CHECKING:
    from collections.abc import Callable

ENDED = (401, "session_ended")
MISSING = "0" * 32


@dataclass(frozen=True)
class Row:
    """One route. `owner`: what the right owner is answered; `others`: other customers, whatever their caisse.

    Everyone sends what the right owner sends (`access_bodies`). A public route has `made_up` instead of `others`: the
    answer to made-up tokens, whoever sends them, signed in or not.
    """

    owner: int
    others: tuple[int, str | None] = (0, None)
    made_up: tuple[int, str | None] | None = None


ROWS: dict[tuple[str, str], Row] = {
    # -- for everyone
    ("GET", "/healthz"): Row(200, made_up=(200, None)),
    ("GET", "/readyz"): Row(200, made_up=(200, None)),
    ("GET", "/metrics"): Row(200, made_up=(200, None)),
    ("GET", "/v1/directory"): Row(200, made_up=(200, None)),
    # -- the way in: what opens is in the body, a session adds nothing
    ("POST", "/v1/sign-in/password"): Row(200, made_up=(200, None)),
    ("POST", "/v1/sign-in/code"): Row(200, made_up=ENDED),
    ("POST", "/v1/enrolment"): Row(200, made_up=ENDED),
    ("POST", "/v1/enrolment/proof"): Row(204, made_up=ENDED),
    ("POST", "/v1/enrolment/password"): Row(200, made_up=ENDED),
    ("POST", "/v1/recovery"): Row(200, made_up=(200, None)),
    ("POST", "/v1/recovery/code"): Row(204, made_up=ENDED),
    ("POST", "/v1/recovery/password"): Row(204, made_up=ENDED),
    # -- one's own, whoever one is
    ("DELETE", "/v1/session"): Row(204, (204, None)),
    ("DELETE", "/v1/sessions"): Row(204, (204, None)),
    ("GET", "/v1/access"): Row(200, (200, None)),
    ("GET", "/v1/feed"): Row(200, (200, None)),
    ("GET", "/v1/feed/head"): Row(200, (200, None)),
    # -- what names something of Alice's
    ("DELETE", "/v1/sessions/{session}"): Row(204, (404, "not_found")),
    ("DELETE", "/v1/devices/{device}"): Row(204, (404, "not_found")),
    ("POST", "/v1/challenges"): Row(201, (404, "account_unknown")),
    ("POST", "/v1/transfers"): Row(201, (404, "account_unknown")),
    ("POST", "/v1/password"): Row(200, (422, "challenge_expired")),
    ("POST", "/v1/authenticator"): Row(200, (422, "challenge_expired")),
    ("POST", "/v1/authenticator/proof"): Row(200, (422, "challenge_expired")),
}
PRIVATE = [route for route, row in ROWS.items() if row.made_up is None]
PUBLIC = [route for route, row in ROWS.items() if row.made_up is not None]


@pytest.fixture(scope="module")
def untouched(tmp_path_factory):
    return build(tmp_path_factory.mktemp("world"))


@pytest.fixture
def world(untouched, tmp_path):
    with copied(untouched, tmp_path) as world:
        yield world


def call(world: World, who: str, route: tuple[str, str], body: dict[str, Any] | None = None, path: str = ""):
    method, template = route
    path = (path or PATHS.get(template, template)).format_map(world.held)
    headers = {"Idempotency-Key": new_key()} if route == ("POST", "/v1/transfers") else {}
    return world.ask(who, method, path, headers=headers, json=body)


def body_of(world: World, route: tuple[str, str]) -> dict[str, Any] | None:
    return RIGHT[route](world) if route in RIGHT else None


def told(answer) -> tuple[int, str | None]:
    code = answer.json()["code"] if answer.status_code >= 400 else None
    return answer.status_code, code


def shape(route: tuple[str, str]) -> str:
    return f"{route[0]} {route[1]}"


def test_every_route_has_a_row(world):
    document = world.front.client.get("/openapi.json").json()
    routes = {(method.upper(), path) for path, methods in document["paths"].items() for method in methods}
    assert set(ROWS) == routes


def test_the_document_says_which_routes_want_a_session(world):
    document = world.front.client.get("/openapi.json").json()
    wanting = {
        (method.upper(), path)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if "security" in operation
    }
    assert wanting == set(PRIVATE)


@pytest.mark.parametrize("route", PRIVATE, ids=map(shape, PRIVATE))
def test_private_routes_serve_their_owner_and_nobody_else(world, route):
    row = ROWS[route]
    body = body_of(world, route)
    for who in REFUSED:
        answer = call(world, who, route, body)
        assert told(answer) == ENDED, who
        assert answer.headers["WWW-Authenticate"] == "Bearer", who
    for who in OTHERS:
        answer = call(world, who, route, body)
        assert told(answer) == row.others, who
        for mine in ("6000022", world.held["session of right owner"], world.held["device of right owner"]):
            assert mine.encode() not in answer.content, who
    for who in (OWNER, "second session"):  # nothing that the others were answered has touched it
        assert told(call(world, who, ("GET", "/v1/feed/head"))) == (200, None)
    assert told(call(world, OWNER, route, body))[0] == row.owner


@pytest.mark.parametrize("route", PUBLIC, ids=map(shape, PUBLIC))
def test_public_routes_serve_whoever_brings_the_right_thing(world, route):
    """Every kind of caller is told the same of what is made up; the right thing serves even nobody."""
    row = ROWS[route]
    body = body_of(world, route)
    made_up = None if body is None else {**body, **_made_up(body)}
    for who in (*REFUSED, *OTHERS, OWNER):
        assert told(call(world, who, route, made_up)) == row.made_up, who
    assert told(call(world, NOBODY, route, body))[0] == row.owner


def _made_up(body: dict[str, Any]) -> dict[str, Any]:
    """The same, with tokens that nobody was given."""
    tokens = {name: GARBAGE for name in ("attempt", "enrolment", "recovery") if name in body}
    if "device" in body:
        tokens["device"] = device_card(GARBAGE)
    return tokens


# -- tokens of one door at another -----------------------------------------------------------------------------

KEYS = {
    "/v1/sign-in/code": {"attempt", "attempt of a newcomer", "attempt of a clerk"},
    "/v1/enrolment": {"attempt", "attempt of a newcomer", "attempt of a clerk"},
    "/v1/enrolment/proof": {"enrolment", "proved enrolment"},
    "/v1/enrolment/password": {"enrolment", "proved enrolment"},
    "/v1/recovery/code": {"recovery", "proved recovery"},
    "/v1/recovery/password": {"recovery", "proved recovery"},
    "/v1/authenticator/proof": {"replacement enrolment"},
}
TOKENS = sorted(set().union(*KEYS.values()))


@pytest.mark.parametrize("path", KEYS)
def test_a_token_opens_its_own_door_alone(world, path):
    route = ("POST", path)
    body = body_of(world, route)
    (name,) = (name for name in ("attempt", "enrolment", "recovery") if name in body)
    foreign = {token: world.held[token] for token in TOKENS if token not in KEYS[path]}
    foreign |= {who: world.tokens[who] for who in (*OTHERS, OWNER, "second session", "expired session")}
    for kind, token in foreign.items():
        wrong = {**body, name: token}
        if "device" in body:
            wrong["device"] = device_card(token)
        who, refusal = (OWNER, ROWS[route].others) if route in PRIVATE else (NOBODY, ENDED)
        assert told(call(world, who, route, wrong)) == refusal, kind


def test_a_newcomer_s_attempt_opens_no_session_and_a_customer_s_no_enrolment(world):
    """An authenticator that is there is never replaced by an enrolment; without one there is no second step."""
    step = {**card(world.held["attempt of a newcomer"]), "code": "123456"}
    assert told(world.ask(NOBODY, "POST", "/v1/sign-in/code", json=step)) == (401, "sign_in_failed")
    begin = card(world.held["attempt"])
    assert told(world.ask(NOBODY, "POST", "/v1/enrolment", json=begin)) == (401, "sign_in_failed")
    assert told(world.ask(OWNER, "GET", "/v1/feed/head")) == (200, None)


def test_staff_codes_open_no_customer_s_door(world):
    """Étape 1 says nothing, as always; what follows it fails, as for a code that nobody has."""
    attempt = world.front.password(CLERK, CLERK_PASSWORD)["attempt"]
    for path, body in (
        ("/v1/sign-in/code", {**card(attempt), "code": "123456"}),
        ("/v1/enrolment", card(world.held["attempt of a clerk"])),
    ):
        assert told(world.ask(NOBODY, "POST", path, json=body)) == (401, "sign_in_failed")
    words = {"subscriber_code": "chef.lyon", "password": CLERK_PASSWORD}
    assert told(world.ask(NOBODY, "POST", "/v1/sign-in/password", json=words)) == (422, "request_invalid")


def test_the_temporary_password_is_no_password(world):
    attempt = world.front.password(code_of(NEWCOMER), world.held["temporary password"])["attempt"]
    for code in ("000000", "123456"):
        answer = world.ask(NOBODY, "POST", "/v1/sign-in/code", json={**card(attempt), "code": code})
        assert answer.status_code == 401


# -- foreign and missing -----------------------------------------------------------------------------------------

VARYING = {"x-request-id", "date"}


def approved(challenge: str) -> Callable[[World], dict[str, Any]]:
    def approval(world: World) -> dict[str, Any]:
        signature = signatures.sign(DEVICE_KEY, signatures.CHALLENGE, "0" * 64)
        return {"challenge": challenge.format_map(world.held), "code": world.front.totp(), "signature": signature}

    return approval


FOREIGN: dict[str, tuple[tuple[str, str], Callable[[World, bool], tuple[str, dict[str, Any] | None]]]] = {
    "session": (
        ("DELETE", "/v1/sessions/{session}"),
        lambda world, real: (
            f"/v1/sessions/{world.held['session of other customer'] if real else MISSING}",
            None,
        ),
    ),
    "device": (
        ("DELETE", "/v1/devices/{device}"),
        lambda world, real: (f"/v1/devices/{world.held['device of other customer'] if real else MISSING}", None),
    ),
    "source account": (
        ("POST", "/v1/transfers"),
        lambda _world, real: ("", order() | {"source": order(BOB)["source"] if real else "99999990100"}),
    ),
    "target account": (
        ("POST", "/v1/transfers"),
        lambda _world, real: ("", order() | {"target": order(BOB)["target"] if real else "99999992236"}),
    ),
    "account to sign for": (
        ("POST", "/v1/challenges"),
        lambda _world, real: (
            "",
            {
                "operation": "transfer",
                "transfer": order() | {"target": order(BOB)["target"] if real else "99999992236"},
            },
        ),
    ),
    "challenge of a transfer": (
        ("POST", "/v1/transfers"),
        lambda world, real: ("", order() | {"approval": approved("{transfer of bob}" if real else MISSING)(world)}),
    ),
    "challenge of a password": (
        ("POST", "/v1/password"),
        lambda world, real: (
            "",
            {
                "current": PASSWORD,
                "new": NEW_PASSWORD,
                "approval": approved("{transfer of bob}" if real else MISSING)(world),
            },
        ),
    ),
    "challenge of an authenticator": (
        ("POST", "/v1/authenticator"),
        lambda world, real: ("", {"approval": approved("{transfer of bob}" if real else MISSING)(world)}),
    ),
    "enrolment": (
        ("POST", "/v1/authenticator/proof"),
        lambda world, real: (
            "",
            {
                "enrolment": world.held["enrolment"] if real else GARBAGE,
                "code": totp_of(world, "enrolment secret"),
                "authenticator": "pc",
            },
        ),
    ),
}


@pytest.mark.parametrize("what", FOREIGN)
def test_what_is_another_s_is_answered_like_what_is_not_there(untouched, tmp_path, what):
    """Status, headers and every byte of the body, but for the request's own name and the moment."""
    route, make = FOREIGN[what]
    answers = []
    for real in (True, False):
        (tmp_path / str(real)).mkdir()
        with copied(untouched, tmp_path / str(real)) as world:
            path, body = make(world, real)
            answer = call(world, OWNER, route, body, path)
            headers = [(name, value) for name, value in answer.headers.items() if name not in VARYING]
            answers.append((answer.status_code, headers, answer.content))
            assert told(call(world, "other customer", ("GET", "/v1/feed/head"))) == (200, None)
    assert answers[0] == answers[1]
    assert answers[0][0] in {401, 404, 422}
