"""Between display and approval, and between approval and effect: change anything, and nothing is done."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from server.access_fixtures import open_front
from server.bank import ALICE, BOB, DAV, LIVRET, SOLIDARITY, account
from server.signing_fixtures import Customer, failures, forgive, sign_above, told

from ccmdesk.core.ids import new_key

STRIDE = 7
"""Every seventh byte goes through the front door: every field and every line of the document is hit."""


@pytest.fixture
def alice(sqlite_bank, tmp_path):
    with open_front(sqlite_bank, tmp_path) as front:
        sign_above(front, 0)
        yield Customer(front).sign_in()


def nothing_was_done(customer):
    return customer.front.bank.states() == [] and customer.front.bank.balances()[DAV] == (2000, 2000)


def test_a_document_of_which_any_byte_was_changed_is_not_the_one_that_was_signed(alice):
    """What the customer saw and signed differs in one character from what the bank wrote."""
    challenge = alice.ask()
    document = challenge["document"]
    for position in range(0, len(document), STRIDE):
        other = "1" if document[position] != "1" else "2"
        shown = document[:position] + other + document[position + 1 :]
        assert told(alice.submit(alice.sign(challenge, document=shown))) == (422, "signature_refused"), position
        forgive(alice.front)
    assert nothing_was_done(alice)
    assert alice.submit(alice.sign(challenge)).status_code == 201


@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nor_is_one_with_something_more_less_or_elsewhere(alice, data):
    challenge = alice.ask()
    document = challenge["document"]
    start = data.draw(st.integers(0, len(document)))
    end = data.draw(st.integers(start, min(len(document), start + 40)))
    put = data.draw(st.text(st.characters(exclude_categories=("Cs",)), max_size=5))
    shown = document[:start] + put + document[end:]
    if shown == document:
        return
    assert told(alice.submit(alice.sign(challenge, document=shown))) == (422, "signature_refused")
    forgive(alice.front)
    assert nothing_was_done(alice)


@pytest.mark.parametrize("position", [0, 1, 63, 64, 126, 127])
def test_a_changed_signature_is_none(alice, position):
    challenge = alice.ask()
    approval = alice.sign(challenge)
    digit = approval["signature"][position]
    changed = approval["signature"][:position] + ("0" if digit != "0" else "1") + approval["signature"][position + 1 :]
    assert told(alice.submit(approval | {"signature": changed})) == (422, "signature_refused")
    assert nothing_was_done(alice)


@pytest.mark.parametrize(
    "changes",
    [
        {"amount": 999},
        {"amount": 1001},
        {"amount": 10_000},
        {"label": "test virement interna"},
        {"label": "test virement interne."},
        {"target": account(ALICE, SOLIDARITY)},
        {"target": account(ALICE, LIVRET), "source": account(ALICE, SOLIDARITY)},
        {"source": account(ALICE, LIVRET), "target": account(ALICE, DAV)},
        {"source": account(BOB, DAV), "target": account(BOB, LIVRET)},
        {"requested_on": "2026-11-24", "execution_on": "2026-11-24"},
        {"execution_on": "2026-11-24"},
        {"requested_on": "2026-11-24"},
    ],
    ids=str,
)
def test_an_order_that_differs_in_any_field_is_not_the_one_that_was_signed(alice, changes):
    challenge = alice.ask()
    approval = alice.sign(challenge)

    refused = alice.submit(approval, **changes)

    assert 400 <= refused.status_code < 500
    assert nothing_was_done(alice)
    assert failures(alice.front) == 0
    assert alice.submit(approval).status_code == 201  # the one that was signed still may


@given(
    amount=st.integers(1, 2000),
    label=st.text("abc XYZ/-?:().,'+019", min_size=1, max_size=20),
    pair=st.permutations([DAV, LIVRET, SOLIDARITY]).map(lambda suffixes: suffixes[:2]),
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_order_only_the_signed_one_would_pass(alice, amount, label, pair):
    meant = alice.order()
    other = {"amount": amount, "label": label, "source": account(ALICE, pair[0]), "target": account(ALICE, pair[1])}
    if meant | other == meant:
        return
    approval = alice.sign(alice.ask())
    answer = alice.submit(approval, new_key(), **other)
    assert 400 <= answer.status_code < 500, json.dumps(other)
    assert nothing_was_done(alice)
    forgive(alice.front)
    alice.front.clock.advance(seconds=30)
    assert alice.is_in()
