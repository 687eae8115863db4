"""The two phases one by one, as a crash, a bug or an intruder between them would leave them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from server.access_fixtures import open_front
from server.bank import ALICE
from server.signing_fixtures import Customer, sign_above

from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.core.ids import new_key
from ccmdesk.server.repositories import challenges
from ccmdesk.server.services import transfers
from ccmdesk.server.services.signing import approval_hash
from ccmdesk.wire.messages import TransferOrder
from ccmdesk.wire.signing import Approval, Operation


@pytest.fixture
def alice(bank, tmp_path):
    with open_front(bank, tmp_path) as front:
        sign_above(front, 0)
        yield Customer(front).sign_in()


def principal_of(customer):
    token = (customer.headers or {})["Authorization"].removeprefix("Bearer ")
    return customer.front.client.app.state.bank.sessions.recognise(token, background=True)


def phase_a(customer, approval):
    desk = customer.front.client.app.state.bank.transfer_desk
    desk._signing.approve(principal_of(customer), Operation.TRANSFER, Approval.model_validate(approval))


def phase_b(customer, approval):
    bank = customer.front.client.app.state.bank
    order = TransferOrder.model_validate(customer.order(approval=approval))
    principal, signing = principal_of(customer), bank.transfer_desk._signing
    with bank.database.unit_of_work() as connection:
        return transfers.submit(connection, principal, new_key(), order, bank.clock, signing)


def test_both_together_do_it(alice):
    approval = alice.sign(alice.ask())
    phase_a(alice, approval)
    assert phase_b(alice, approval).status == 201


def test_the_second_alone_does_nothing(alice):
    with pytest.raises(KnownError) as caught:
        phase_b(alice, alice.sign(alice.ask()))
    assert caught.value.code is ErrorCode.CHALLENGE_EXPIRED
    assert alice.front.bank.states() == []


def test_the_second_takes_no_other_approval_than_the_one_that_was_found_right(alice):
    approval = alice.sign(alice.ask())
    phase_a(alice, approval)
    for forged in (approval | {"code": alice.front.wrong_totp()}, approval | {"signature": "0" * 128}):
        with pytest.raises(KnownError) as caught:
            phase_b(alice, forged)
        assert caught.value.code is ErrorCode.CHALLENGE_EXPIRED
    assert alice.front.bank.states() == []


def test_the_first_comes_again_without_a_second_code(alice):
    approval = alice.sign(alice.ask())
    phase_a(alice, approval)
    phase_a(alice, approval)
    assert phase_b(alice, approval).status == 201
    with pytest.raises(KnownError) as caught:
        phase_a(alice, approval)
    assert caught.value.code is ErrorCode.CHALLENGE_EXPIRED


def test_the_statement_itself_uses_a_challenge_once(alice):
    """Whatever was read before it: what many found unused, one uses."""
    challenge = alice.ask()
    approval = alice.sign(challenge)
    phase_a(alice, approval)
    database, now = alice.front.bank.database, alice.front.clock.now()
    with database.snapshot() as connection:
        row = challenges.find_challenge(connection, ALICE, challenge["id"])
    assert row is not None
    assert row.approval_hash == approval_hash(Approval.model_validate(approval))

    def use(changed):
        with database.unit_of_work() as connection:
            return challenges.use_challenge(connection, ALICE, changed, now)

    for field in ("session_id", "device_id", "operation", "content_hash", "approval_hash"):
        assert not use(row._replace(**{field: "0" * 32})), field
    with ThreadPoolExecutor(8) as threads:
        used = list(threads.map(partial(use), [row] * 16))
    assert used.count(True) == 1
