"""Exactly one transfer, or a draft that says so: whatever breaks, wherever it breaks."""

from __future__ import annotations

import io
import itertools
from contextlib import suppress

import pytest
from clientside.world import FATES, World
from hypothesis import example, given, settings
from hypothesis import strategies as st
from server import bank as banks
from server.access_fixtures import Front, open_front, settings_of
from starlette.testclient import TestClient

from ccmdesk.client.sync.views import Intent, OrderState
from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.server.app import create_app

DAV, LIVRET = banks.account(banks.ALICE, banks.DAV), banks.account(banks.ALICE, banks.LIVRET)
NOT_AT_BANK = {OrderState.DRAFT, OrderState.SENDING, OrderState.REFUSED}
NUMBERS = itertools.count(1)


@pytest.fixture(scope="module")
def front(tmp_path_factory):
    folder = tmp_path_factory.mktemp("faults")
    database, clock = banks.migrated_sqlite(folder), banks.HandClock()
    with database.unit_of_work() as connection:
        banks.customers.start_epoch(connection, clock)
    banks.open_caisse(database, clock)
    banks.open_customer(database, clock, banks.ALICE, sight=10**10)
    banks.open_customer(database, clock, banks.BOB)
    with open_front(banks.RealBank(database, clock), folder) as front:
        yield front
    database.dispose()


@pytest.fixture(scope="module")
def token(front):
    return front.sign_in()["Authorization"].removeprefix("Bearer ")


def order_of(number):
    return Intent(DAV, LIVRET, 1, f"order {number}", banks.MONDAY)


def shown(desk):
    """States of the orders that the customer sees, by label."""
    found: dict[str, list[OrderState]] = {}
    for order in desk.orders(ongoing=True) + desk.orders(ongoing=False):
        found.setdefault(order.label, []).append(order.state)
    return found


def order_transfer(world, desk, number, as_draft, twice, confirmed):
    """What a customer does, and what the client does for him, until something breaks."""
    prepared = desk.prepare(order_of(number))
    key = desk.keep_draft(prepared) if as_draft else None
    desk.confirm(prepared, key)
    confirmed.add(prepared.label)
    if twice:
        desk.confirm(prepared, key)
    with suppress(KnownError):
        desk.deliver()
    look(world, desk, confirmed)
    with suppress(KnownError):
        desk.refresh()
    look(world, desk, confirmed)


def look(world, desk, confirmed):
    """At any moment every confirmed order is seen once, and neither as a draft nor as refused: nobody said no."""
    with world.calm():
        seen = shown(desk)
    for label in confirmed:
        assert len(seen.get(label, [])) == 1, (label, seen.get(label))
        assert seen[label][0] not in {OrderState.DRAFT, OrderState.REFUSED}


life = st.fixed_dictionaries(
    {"kill": st.none() | st.integers(0, 30), "as_draft": st.booleans(), "twice": st.booleans()}
)


@settings(max_examples=40)
@given(st.lists(life, min_size=1, max_size=3), st.lists(st.sampled_from(FATES), max_size=8))
@example([{"kill": None, "as_draft": False, "twice": True}], ["killed after"])
@example([{"kill": None, "as_draft": True, "twice": False}], ["lost answer", "lost answer", "twice"])
def test_exactly_one_transfer_or_a_draft_that_says_so(tmp_path_factory, front, token, lives, fates):
    world = World(front, tmp_path_factory.mktemp("life"), token)
    with world.life() as desk:
        desk.refresh()
    world.transport.fates = list(fates)
    confirmed, numbers = set(), []
    for plan in lives:
        numbers.append(next(NUMBERS))
        world.kills = [1_000 if plan["kill"] is None else plan["kill"]]
        with world.life() as desk:
            order_transfer(world, desk, numbers[-1], plan["as_draft"], plan["twice"], confirmed)
    settle(world, confirmed, [f"order {number}" for number in numbers])


def settle(world, confirmed, labels):
    """Once all is well again: one transfer an order that was confirmed; at most a draft of one that was not."""
    with world.calm(), world.life() as desk:
        desk.refresh()
        desk.refresh()
        seen, bank = shown(desk), world.at_the_bank()
    for label in labels:
        states = seen.get(label, [])
        if label in confirmed:
            assert bank.get(label) == 1
        if bank.get(label):
            assert bank[label] == 1
            assert len(states) == 1
            assert states[0] not in NOT_AT_BANK
        else:
            assert states in ([], [OrderState.DRAFT])


def test_killed_at_every_single_step_on_the_disk(tmp_path, front, token):
    world = World(front, tmp_path, token)
    with world.life() as desk:
        desk.refresh()
    for kill in itertools.count():
        number, confirmed, world.steps_taken = next(NUMBERS), set(), 0
        world.kills = [kill]
        with world.life() as desk:
            order_transfer(world, desk, number, as_draft=True, twice=True, confirmed=confirmed)
        settle(world, confirmed, [f"order {number}"])
        if world.steps_taken <= kill:  # it lived through: every step was the last one once
            break
    assert kill > 20


def test_the_server_restarts_while_an_order_is_on_its_way(tmp_path):
    database, clock = banks.migrated_sqlite(tmp_path), banks.HandClock()
    banks.open_bank(database, clock)
    bank = banks.RealBank(database, clock)
    with open_front(bank, tmp_path) as front:
        token = front.sign_in()["Authorization"].removeprefix("Bearer ")
        world = World(front, tmp_path, token)
        with world.life() as desk:
            desk.refresh()
            world.transport.fates = ["lost answer"]
            desk.confirm(desk.prepare(order_of(0)))
            desk.deliver()
            assert shown(desk) == {"order 0": [OrderState.SENDING]}
    app = create_app(settings_of(bank, tmp_path), clock=clock, log_to=io.StringIO())
    with TestClient(app) as client:
        world = World(Front(bank, client, io.StringIO(), tmp_path), tmp_path, token)
        with world.life() as desk:
            desk.refresh()
            assert shown(desk) == {"order 0": [OrderState.VALIDATED]}
        assert world.at_the_bank() == {"order 0": 1}
    database.dispose()


def test_the_bank_says_no_and_nothing_moves(tmp_path, front, token):
    """The client's own copy is stale: someone took the money meanwhile; the bank's answer counts."""
    world = World(front, tmp_path, token)
    with world.life() as desk:
        desk.refresh()
        stale = desk.prepare(Intent(DAV, LIVRET, desk.accounts()[0].available, f"all {next(NUMBERS)}", banks.MONDAY))
        front.bank.submit(front.bank.order(amount=1))
        key = desk.confirm(stale)
        desk.refresh()
        (order,) = [order for order in desk.orders(ongoing=True) if order.key == key]
        assert (order.state, order.reason) == (OrderState.REFUSED, ErrorCode.INSUFFICIENT_FUNDS)
        assert stale.label not in world.at_the_bank()
        desk.discard(key)
