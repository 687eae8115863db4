"""Transfers at the service: what is accepted, what is refused, and that refusals leave nothing behind."""

from __future__ import annotations

import json
import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from server.bank import ALICE, BOB, CAISSE, DAV, LIVRET, MONDAY, SOLIDARITY, TERM, account
from sqlalchemy import update

from ccmdesk.core.errors import ErrorCode
from ccmdesk.core.ids import new_key
from ccmdesk.core.rules.transfers import TransferState
from ccmdesk.server.models.bank import account as account_table
from ccmdesk.server.repositories import caisses
from ccmdesk.wire.messages import TransferAccepted

TUESDAY = MONDAY + timedelta(days=1)


def refused(bank, order, customer=ALICE):
    """Submit, expect a refusal that changed nothing of the money, and return code and details."""
    before = bank.balances(customer), bank.states(customer)
    answer = bank.submit(order, customer=customer)
    assert 400 <= answer.status < 500
    assert (bank.balances(customer), bank.states(customer)) == before
    bank.assert_closes()
    problem = json.loads(answer.body)
    return ErrorCode(problem["code"]), problem["details"]


def test_reference_order_reserves_the_funds(bank):
    answer = bank.submit(bank.order())

    accepted = TransferAccepted.model_validate_json(answer.body)
    assert (answer.status, accepted.state, accepted.execution_on) == (201, TransferState.VALIDATED, MONDAY)
    assert accepted.created_at == bank.clock.now()
    assert bank.balances()[DAV] == (2000, 1000)
    assert bank.balances()[LIVRET] == (1500, 1500)
    bank.assert_closes()


def test_order_beyond_the_open_day_reserves_nothing(bank):
    answer = bank.submit(bank.order(requested_on=TUESDAY, amount=999_999))

    assert TransferAccepted.model_validate_json(answer.body).state is TransferState.RECORDED
    assert bank.balances()[DAV] == (2000, 2000)


def test_order_shows_in_the_feed_as_given(bank):
    key = new_key()
    accepted = TransferAccepted.model_validate_json(bank.submit(bank.order(), key).body)

    (row,) = bank.state().transfers
    assert (row.id, row.key, row.source, row.target) == (
        accepted.id,
        key,
        account(ALICE, DAV),
        account(ALICE, LIVRET),
    )
    assert (row.amount, row.label, row.state, row.reason) == (1000, "test virement interne", "validated", None)
    assert (row.requested_on, row.execution_on, row.executed_on) == ("2026-11-23", "2026-11-23", None)
    assert datetime.fromisoformat(row.created_at) == datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        (0, ErrorCode.AMOUNT_NOT_POSITIVE),
        (-1000, ErrorCode.AMOUNT_NOT_POSITIVE),
        (True, ErrorCode.AMOUNT_INVALID),
        (10.5, ErrorCode.AMOUNT_INVALID),
        (2**63, ErrorCode.AMOUNT_TOO_LARGE),
        (100_000_000_000, ErrorCode.AMOUNT_TOO_LARGE),
        (2001, ErrorCode.INSUFFICIENT_FUNDS),
        (99_999_999_999, ErrorCode.INSUFFICIENT_FUNDS),
    ],
)
def test_bad_amounts(sqlite_bank, amount, code):
    assert refused(sqlite_bank, sqlite_bank.order(amount=amount))[0] is code


def test_funds_lacking_says_what_there_is(bank):
    assert refused(bank, bank.order(amount=2001)) == (ErrorCode.INSUFFICIENT_FUNDS, {"available": 2000})


def test_reserved_funds_cannot_be_spent_twice(bank):
    bank.submit(bank.order(amount=1500))
    assert refused(bank, bank.order(amount=501)) == (ErrorCode.INSUFFICIENT_FUNDS, {"available": 500})


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("x" * 141, ErrorCode.LABEL_TOO_LONG),
        ("x" * 100_000, ErrorCode.LABEL_TOO_LONG),
        ("Été à Nîmes", ErrorCode.LABEL_NOT_SEPA),
        ("a\x00b", ErrorCode.LABEL_NOT_SEPA),
        ("a\nb", ErrorCode.LABEL_NOT_SEPA),
        ("<b>gras</b>", ErrorCode.LABEL_NOT_SEPA),
        ("\ud800", ErrorCode.LABEL_NOT_SEPA),
        ("/a", ErrorCode.LABEL_NOT_SEPA),
        ("", ErrorCode.LABEL_EMPTY),
        ("   ", ErrorCode.LABEL_EMPTY),
    ],
)
def test_bad_labels(sqlite_bank, label, code):
    assert refused(sqlite_bank, sqlite_bank.order(label=label))[0] is code


@pytest.mark.parametrize(
    ("day", "code", "details"),
    [
        (date(2026, 11, 20), ErrorCode.DATE_PAST, {}),
        (date(1, 1, 1), ErrorCode.DATE_PAST, {}),
        (date(2026, 11, 28), ErrorCode.DATE_CLOSED, {"next": "2026-11-30"}),
        (date(2026, 12, 25), ErrorCode.DATE_CLOSED, {"next": "2026-12-28"}),
        (date(2036, 11, 24), ErrorCode.DATE_TOO_FAR, {"limit": "2027-11-24"}),
        (date(9999, 12, 31), ErrorCode.DATE_TOO_FAR, {"limit": "2027-11-24"}),
    ],
)
def test_bad_dates(sqlite_bank, day, code, details):
    assert refused(sqlite_bank, sqlite_bank.order(requested_on=day)) == (code, details)


def test_today_is_the_day_in_paris(sqlite_bank):
    sqlite_bank.clock.moment = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)  # 0:30 on Tuesday in Paris
    assert refused(sqlite_bank, sqlite_bank.order())[0] is ErrorCode.DATE_PAST


def test_execution_date_must_be_the_one_shown(bank):
    order = bank.order(execution_on=TUESDAY)
    assert refused(bank, order) == (ErrorCode.EXECUTION_DATE_CHANGED, {"execution_on": "2026-11-23"})


def test_after_the_day_end_today_is_executed_on_the_next_day(bank):
    with bank.database.unit_of_work() as connection:
        assert caisses.turn_day(connection, CAISSE, MONDAY, TUESDAY)

    assert refused(bank, bank.order()) == (ErrorCode.EXECUTION_DATE_CHANGED, {"execution_on": "2026-11-24"})
    answer = bank.submit(bank.order(execution_on=TUESDAY))
    assert TransferAccepted.model_validate_json(answer.body).state is TransferState.VALIDATED


@pytest.mark.parametrize(
    ("source", "target", "code"),
    [
        (account(ALICE, DAV), account(ALICE, DAV), ErrorCode.SAME_ACCOUNT),
        (account(ALICE, LIVRET), account(ALICE, SOLIDARITY), ErrorCode.TRANSFER_FORBIDDEN),
        (account(ALICE, DAV), account(ALICE, TERM), ErrorCode.TRANSFER_FORBIDDEN),
        (account(ALICE, TERM), account(ALICE, DAV), ErrorCode.TRANSFER_FORBIDDEN),
        (account(ALICE, DAV), "60000229999", ErrorCode.ACCOUNT_UNKNOWN),
        ("00000000000", account(ALICE, DAV), ErrorCode.ACCOUNT_UNKNOWN),
        ("' OR 1=1 --", account(ALICE, DAV), ErrorCode.ACCOUNT_UNKNOWN),
    ],
)
def test_bad_accounts(sqlite_bank, source, target, code):
    assert refused(sqlite_bank, sqlite_bank.order(source=source, target=target))[0] is code


@pytest.mark.parametrize("side", ["source", "target"])
def test_the_account_of_someone_else_is_like_none(bank, side):
    theirs = bank.submit(bank.order(**{side: account(BOB, DAV)}))
    absent = bank.submit(bank.order(**{side: "60000229999"}))
    assert theirs == absent
    assert json.loads(theirs.body)["code"] == ErrorCode.ACCOUNT_UNKNOWN


def test_closed_account(bank):
    closed = update(account_table).where(account_table.c.number == account(ALICE, SOLIDARITY))
    with bank.database.unit_of_work() as connection:
        connection.execute(closed.values(closed_on=MONDAY))
    assert refused(bank, bank.order(target=account(ALICE, SOLIDARITY)))[0] is ErrorCode.ACCOUNT_CLOSED


def test_many_at_once_spend_what_there_is_and_no_more(bank):
    """20,00 €, eight threads, each three times 1,00 €: exactly twenty pass."""
    answers = []

    def spend():
        answers.extend(bank.submit(bank.order(amount=100)).status for _ in range(3))

    threads = [threading.Thread(target=spend) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == [201] * 20 + [409] * 4
    assert bank.balances()[DAV] == (2000, 0)
    bank.assert_closes()
