"""Everyone who might call the bank, with what each of them holds: built once, copied for every test that uses it up."""

from __future__ import annotations

import io
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from server import bank as banks
from server.access_fixtures import (
    DEVICE_KEY,
    OTHER_DEVICE_KEY,
    Front,
    code_of,
    light_hash,
    open_front,
    settings_of,
    totp_secret,
)
from server.bank import ALICE, BOB, DAV, LIVRET, MONDAY, account
from server.welcome_fixtures import Forgetful, Newcomer, Post, open_access
from starlette.testclient import TestClient

from ccmdesk.core import signatures
from ccmdesk.server.app import create_app
from ccmdesk.server.database import Database
from ccmdesk.server.services import staff
from ccmdesk.server.services.credentials import enrol

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAVE, STRANGER, NEWCOMER = 6000055, 7000011, 6000048
ELSEWHERE = "lyon"
CLERK, CLERK_PASSWORD = "777777777777", "lampadaire mauve 7"
GARBAGE = "g" * 43
DEVICES = {BOB: bytes.fromhex("e0" * 32), STRANGER: bytes.fromhex("e1" * 32), DAVE: bytes.fromhex("e2" * 32)}

NOBODY = "nobody"
REFUSED = (
    NOBODY,
    "garbage token",
    "half signed in",
    "enrolment token",
    "replacement token",
    "recovery token",
    "expired session",
    "idle session",
    "signed out",
    "locked customer",
    "staff code of another caisse",
    "staff password of another caisse",
    "staff of another caisse, half signed in",
)
OTHERS = ("other customer", "customer of another caisse")
OWNER = "right owner"


@dataclass
class World:
    """What everyone holds. `tokens`: by who calls; `held`: ids and one-time tokens, by name."""

    front: Front
    tokens: dict[str, str] = field(default_factory=dict)
    held: dict[str, str] = field(default_factory=dict)

    def headers(self, who: str) -> dict[str, str]:
        return {} if who == NOBODY else {"Authorization": f"Bearer {self.tokens[who]}"}

    def ask(self, who: str, method: str, path: str, **more: object):
        headers = {**self.headers(who), **more.pop("headers", {})}
        return self.front.client.request(method, path, headers=headers, **more)

    def approval(self, challenge: str, key: bytes = DEVICE_KEY, customer: int = ALICE) -> dict[str, str]:
        """Sign a challenge of `held` as its customer does, on his device."""
        digest = signatures.digest(self.held[f"{challenge} document"])
        return {
            "challenge": self.held[challenge],
            "code": self.front.totp(customer),
            "signature": signatures.sign(key, signatures.CHALLENGE, digest),
        }


def order(customer: int = ALICE, amount: int = 1000) -> dict[str, object]:
    return {
        "source": account(customer, DAV),
        "target": account(customer, LIVRET),
        "amount": amount,
        "label": "test virement interne",
        "requested_on": MONDAY.isoformat(),
        "execution_on": MONDAY.isoformat(),
    }


def build(folder: Path) -> World:
    """Make the world: four customers, a newcomer, an employee, and their tokens of every age and kind."""
    database, clock = banks.migrated_sqlite(folder), banks.HandClock()
    banks.open_bank(database, clock)
    banks.open_caisse(database, clock, ELSEWHERE)
    banks.open_customer(database, clock, DAVE, sight=5000)
    banks.open_customer(database, clock, STRANGER, ELSEWHERE, sight=5000)
    with open_front(banks.RealBank(database, clock), folder, light_hash()) as front:
        world = World(front)
        with database.unit_of_work() as connection:
            keys = front.client.app.state.bank.keys
            for customer in (DAVE, STRANGER):
                enrol(connection, keys, customer, light_hash(), totp_secret(customer), clock.now())
            hashed = light_hash(CLERK_PASSWORD)
            staff.add(connection, CLERK, ELSEWHERE, "Employé", staff.Role.SUPERVISOR, hashed, clock.now())
        _open_sessions(world)
        _begin_things(world)
        _ask_challenges(world)
    database.dispose()
    return world


def _token(world: World, customer: int, **more: object) -> str:
    world.front.clock.advance(seconds=30)  # a code works once
    return world.front.sign_in(customer, **more)["Authorization"].removeprefix("Bearer ")


def _open_sessions(world: World) -> None:
    clock, tokens = world.front.clock, world.tokens
    tokens["expired session"] = _token(world, ALICE)
    for _ in range(8 * 60 // 4):  # never idle, and over all the same
        clock.advance(minutes=4)
        world.ask("expired session", "GET", "/v1/feed/head")
    clock.advance(minutes=1)
    tokens["idle session"] = _token(world, ALICE)
    clock.advance(minutes=6)
    tokens["signed out"] = _token(world, ALICE)
    assert world.ask("signed out", "DELETE", "/v1/session").status_code == 204
    tokens["locked customer"] = _token(world, DAVE, device_key=DEVICES[DAVE])
    for _ in range(5):
        world.front.try_in(code_of(DAVE), totp=world.front.wrong_totp(DAVE))
    tokens["other customer"] = _token(world, BOB, device_key=DEVICES[BOB])
    tokens["customer of another caisse"] = _token(world, STRANGER, device_key=DEVICES[STRANGER])
    tokens["second session"] = _token(world, ALICE, device_key=OTHER_DEVICE_KEY)
    tokens[OWNER] = _token(world, ALICE)
    for who in (OWNER, "other customer"):
        overview = world.ask(who, "GET", "/v1/access").json()
        world.held[f"session of {who}"] = next(row["id"] for row in overview["sessions"] if row["is_current"])
        world.held[f"device of {who}"] = next(row["id"] for row in overview["devices"] if row["is_current"])
    overview = world.ask("second session", "GET", "/v1/access").json()
    world.held["second session"] = next(row["id"] for row in overview["sessions"] if row["is_current"])
    world.held["second device"] = next(row["id"] for row in overview["devices"] if row["is_current"])


def _begin_things(world: World) -> None:
    front, held = world.front, world.held
    world.tokens["half signed in"] = held["attempt"] = front.password()["attempt"]
    clerk = front.password(CLERK, CLERK_PASSWORD)["attempt"]
    held["attempt of a clerk"] = world.tokens["staff of another caisse, half signed in"] = clerk
    world.tokens["staff code of another caisse"] = CLERK
    world.tokens["staff password of another caisse"] = CLERK_PASSWORD
    world.tokens["garbage token"] = GARBAGE
    held["temporary password"] = open_access(front, NEWCOMER)
    held["attempt of a newcomer"] = front.password(code_of(NEWCOMER), held["temporary password"])["attempt"]
    newcomer = Newcomer(front, held["temporary password"], NEWCOMER)
    assert newcomer.start().status_code == 200
    held["enrolment"] = world.tokens["enrolment token"] = newcomer.enrolment
    held["enrolment secret"] = newcomer.secret
    proved = Newcomer(front, held["temporary password"], NEWCOMER)
    assert proved.start().status_code == 200
    assert proved.prove().status_code == 204
    held["proved enrolment"] = proved.enrolment
    forgetful = Forgetful(front, BOB)
    front.clock.advance(seconds=30)
    assert forgetful.start().status_code == 200
    held["recovery"] = world.tokens["recovery token"] = forgetful.recovery
    held["recovery code"] = Post(front).last_code()
    front.clock.advance(seconds=30)
    again = Forgetful(front, BOB)
    assert again.start().status_code == 200
    assert again.prove(Post(front).last_code()).status_code == 204
    held["proved recovery"] = again.recovery


def _ask_challenges(world: World) -> None:
    asks = {
        "transfer": {"operation": "transfer", "transfer": order()},
        "password": {"operation": "password"},
        "authenticator": {"operation": "authenticator"},
        "replacement": {"operation": "authenticator"},
    }
    for name, body in asks.items():
        answer = world.ask(OWNER, "POST", "/v1/challenges", json=body)
        assert answer.status_code == 201, answer.text
        world.held[name], world.held[f"{name} document"] = answer.json()["id"], answer.json()["document"]
    body = {"operation": "transfer", "transfer": order(BOB)}
    answer = world.ask("other customer", "POST", "/v1/challenges", json=body)
    assert answer.status_code == 201, answer.text
    world.held["transfer of bob"] = answer.json()["id"]
    world.front.clock.advance(seconds=30)
    answer = world.ask(OWNER, "POST", "/v1/authenticator", json={"approval": world.approval("replacement")})
    assert answer.status_code == 200, answer.text
    world.held["replacement enrolment"] = world.tokens["replacement token"] = answer.json()["enrolment"]
    world.held["replacement secret"] = answer.json()["secret"]
    world.front.clock.advance(seconds=30)


@contextmanager
def copied(world: World, folder: Path, refusal_ms: int = 0) -> Iterator[World]:
    """The same world again, untouched: everyone holds the same, at the same moment."""
    path = folder / "copy.db"
    shutil.copyfile(str(world.front.bank.database.engine.url.database), path)
    database, clock = Database(f"sqlite:///{path}"), banks.HandClock(world.front.clock.moment)
    bank = banks.RealBank(database, clock)
    logs = io.StringIO()
    app = create_app(settings_of(bank, folder, refusal_ms=refusal_ms), clock=clock, log_to=logs)
    with TestClient(app) as client:
        yield replace(world, front=Front(bank, client, logs, folder / "mailbox"))
    database.dispose()
