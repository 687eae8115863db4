"""How long a refusal takes, whoever is refused and for whatever part: nothing must be learnt from it.

Promise: medians within 5 % of the known code's, over TRIES tries each, by the very application in process with its
real settings (Argon2id, delays). The kinds of tries take turns, several at a time, so that the machine's moods are
shared. `bench_sign_in_timing.py 50`: fewer tries.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import testpath  # noqa: F401 -- what is imported below is found through it
from server import access_world
from server.access_bodies import BIRTH, card
from server.access_fixtures import PASSWORD, UNKNOWN, code_of
from server.access_world import DAVE, NEWCOMER, World, copied
from server.bank import ALICE
from sqlalchemy import delete

from ccmdesk.server.models.access import sign_in_counter
from ccmdesk.server.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

TRIES = 500
LIMIT = 0.05
AT_ONCE = 8
WRONG = "wrong wrong wrong"
SEED = 20261124
REFUSAL_MS = Settings.model_fields["refusal_ms"].default

Timed = tuple[float, ...]


def main() -> int:
    """Print the figures; 0 when the promise holds."""
    tries = int(sys.argv[1]) if len(sys.argv) > 1 else TRIES
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ccmdesk-bench-")))
        world = stack.enter_context(copied(access_world.build(folder), folder, REFUSAL_MS))
        kinds = {**sign_ins(world), **recoveries(world), **enrolments(world)}
        times = measure(world, kinds, tries)
    print(f"{tries} tries of each kind, {AT_ONCE} at a time; medians in ms:")
    worst = 0.0
    for door, group in by_door(times).items():
        baseline = {step: median(values) for step, values in next(iter(group.values())).items()}
        print(f"  {door}")
        for name, steps in group.items():
            told = []
            for step, values in steps.items():
                share = median(values) / baseline[step] - 1
                worst = max(worst, abs(share))
                told.append(f"{step} {median(values) * 1000:7.2f} ({share:+.1%})")
            print(f"    {name:32} {'   '.join(told)}")
    print(f"  largest difference: {worst:.1%} (limit {LIMIT:.0%})")
    return 0 if worst <= LIMIT else 1


def measure(
    world: World, kinds: dict[tuple[str, str], Callable[[], dict[str, float]]], tries: int
) -> dict[tuple[str, str], dict[str, list[float]]]:
    """Run every kind `tries` times, in a new order each time; seconds by kind and step."""
    chance = random.Random(SEED)  # noqa: S311 -- an order, no secret
    times: dict[tuple[str, str], dict[str, list[float]]] = {kind: {} for kind in kinds}
    with ThreadPoolExecutor(AT_ONCE) as threads:
        for turn in range(-1, tries):
            forgive(world)
            order = list(kinds)
            chance.shuffle(order)
            for kind, steps in zip(order, threads.map(lambda kind: kinds[kind](), order), strict=True):
                if turn >= 0:  # the first warms up
                    for step, seconds in steps.items():
                        times[kind].setdefault(step, []).append(seconds)
    return times


def forgive(world: World) -> None:
    """Nobody is locked by being measured; who is locked stays so."""
    with world.front.bank.database.unit_of_work() as connection:
        connection.execute(delete(sign_in_counter).where(sign_in_counter.c.subject != code_of(DAVE)))


def by_door(
    times: dict[tuple[str, str], dict[str, list[float]]],
) -> dict[str, dict[str, dict[str, list[float]]]]:
    doors: dict[str, dict[str, dict[str, list[float]]]] = {}
    for (door, name), steps in times.items():
        doors.setdefault(door, {})[name] = steps
    return doors


def post(world: World, path: str, body: dict[str, object], expected: set[int]) -> tuple[float, dict[str, object]]:
    start = time.perf_counter()
    answer = world.front.client.post(path, json=body)
    seconds = time.perf_counter() - start
    assert answer.status_code in expected, answer.text
    return seconds, answer.json()


REFUSED = {401, 423}


def sign_ins(world: World) -> dict[tuple[str, str], Callable[[], dict[str, float]]]:
    """Known, unknown and locked codes, with each part wrong. The first is what the others are measured by."""

    def attempt(customer: int, subject: str, password: str, *, right_code: bool) -> dict[str, float]:
        body: dict[str, object] = {"subscriber_code": subject, "password": password}
        first, taken = post(world, "/v1/sign-in/password", body, {200})
        code = world.front.totp(customer) if right_code else world.front.wrong_totp(customer)
        second, _ = post(world, "/v1/sign-in/code", {**card(str(taken["attempt"])), "code": code}, REFUSED)
        return {"étape 1": first, "étape 2": second}

    kinds = {}
    for who, customer, subject in (
        ("known", ALICE, code_of()),
        ("unknown", ALICE, UNKNOWN),
        ("locked", DAVE, code_of(DAVE)),
    ):
        for what, password, right in (
            ("wrong password", WRONG, True),
            ("wrong code", PASSWORD, False),
            ("both wrong", WRONG, False),
        ):
            kinds["signing in", f"{who}, {what}"] = lambda c=customer, s=subject, p=password, r=right: attempt(
                c, s, p, right_code=r
            )
    return kinds


def recoveries(world: World) -> dict[tuple[str, str], Callable[[], dict[str, float]]]:
    """Forgotten password: each part wrong, then a made-up code of the SMS."""

    def recover(customer: int, subject: str, birth: str, *, right_code: bool) -> dict[str, float]:
        code = world.front.totp(customer) if right_code else world.front.wrong_totp(customer)
        body: dict[str, object] = {"subscriber_code": subject, "birth_date": birth, "code": code}
        first, begun = post(world, "/v1/recovery", body, {200})
        second, _ = post(world, "/v1/recovery/code", {"recovery": begun["recovery"], "code": "00000000"}, REFUSED)
        return {"demande": first, "code SMS": second}

    other = "1981-01-01"
    cases = {
        "known, wrong code": (ALICE, code_of(), BIRTH, False),
        "known, wrong birth date": (ALICE, code_of(), other, True),
        "known, both wrong": (ALICE, code_of(), other, False),
        "unknown": (ALICE, UNKNOWN, BIRTH, True),
        "locked, all right": (DAVE, code_of(DAVE), BIRTH, True),
        "locked, wrong code": (DAVE, code_of(DAVE), BIRTH, False),
    }
    return {
        ("forgotten password", name): lambda c=customer, s=subject, b=birth, r=right: recover(c, s, b, right_code=r)
        for name, (customer, subject, birth, right) in cases.items()
    }


def enrolments(world: World) -> dict[tuple[str, str], Callable[[], dict[str, float]]]:
    """First connection: a wrong temporary password, a customer who has an authenticator, nobody, a locked one."""

    def enrol(subject: str, password: str) -> dict[str, float]:
        body: dict[str, object] = {"subscriber_code": subject, "password": password}
        first, taken = post(world, "/v1/sign-in/password", body, {200})
        second, _ = post(world, "/v1/enrolment", card(str(taken["attempt"])), REFUSED)
        return {"étape 1": first, "inscription": second}

    cases = {
        "known, wrong temporary password": (code_of(NEWCOMER), WRONG),
        "has an authenticator": (code_of(), PASSWORD),
        "has one, wrong password": (code_of(), WRONG),
        "unknown": (UNKNOWN, WRONG),
        "locked": (code_of(DAVE), PASSWORD),
    }
    return {
        ("first connection", name): lambda s=subject, p=password: enrol(s, p)
        for name, (subject, password) in cases.items()
    }


if __name__ == "__main__":
    sys.exit(main())
