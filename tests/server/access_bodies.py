"""What the right owner sends to each route: of the world of `access_world`, each good for once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyotp
from server.access_fixtures import DEVICE_KEY, PASSWORD, code_of, device_card
from server.access_world import order
from server.bank import ALICE

if TYPE_CHECKING:
    from collections.abc import Callable

    from server.access_world import World

BIRTH, NEW_PASSWORD = "1980-05-17", "Girafe orange 77"


def totp_of(world: World, name: str) -> str:
    return str(pyotp.TOTP(world.held[name]).at(world.front.clock.now()))


def card(attempt: str, key: bytes = DEVICE_KEY) -> dict[str, Any]:
    return {"attempt": attempt, "device": device_card(attempt, key)}


def proof(world: World, enrolment: str, secret: str) -> dict[str, Any]:
    return {"enrolment": world.held[enrolment], "code": totp_of(world, secret), "authenticator": "pc"}


RIGHT: dict[tuple[str, str], Callable[[World], dict[str, Any]]] = {
    ("POST", "/v1/sign-in/password"): lambda _: {"subscriber_code": code_of(), "password": PASSWORD},
    ("POST", "/v1/sign-in/code"): lambda world: {**card(world.held["attempt"]), "code": world.front.totp()},
    ("POST", "/v1/enrolment"): lambda world: card(world.held["attempt of a newcomer"]),
    ("POST", "/v1/enrolment/proof"): lambda world: proof(world, "enrolment", "enrolment secret"),
    ("POST", "/v1/enrolment/password"): lambda world: {
        "enrolment": world.held["proved enrolment"],
        "password": NEW_PASSWORD,
    },
    ("POST", "/v1/recovery"): lambda world: {
        "subscriber_code": code_of(ALICE),
        "birth_date": BIRTH,
        "code": world.front.totp(),
    },
    ("POST", "/v1/recovery/code"): lambda world: {
        "recovery": world.held["recovery"],
        "code": world.held["recovery code"],
    },
    ("POST", "/v1/recovery/password"): lambda world: {
        "recovery": world.held["proved recovery"],
        "password": NEW_PASSWORD,
    },
    ("POST", "/v1/challenges"): lambda _: {"operation": "transfer", "transfer": order()},
    ("POST", "/v1/transfers"): lambda _: order(),
    ("POST", "/v1/password"): lambda world: {
        "current": PASSWORD,
        "new": NEW_PASSWORD,
        "approval": world.approval("password"),
    },
    ("POST", "/v1/authenticator"): lambda world: {"approval": world.approval("authenticator")},
    ("POST", "/v1/authenticator/proof"): lambda world: proof(world, "replacement enrolment", "replacement secret"),
}
PATHS = {
    "/v1/sessions/{session}": "/v1/sessions/{second session}",
    "/v1/devices/{device}": "/v1/devices/{second device}",
}
"""Things of the right owner's where a path names one."""
