"""The command path: once for each key, the same answer for ever, everything or nothing."""

from __future__ import annotations

import json
import threading

import pytest
from server.bank import ALICE, BOB, DAV, principal
from sqlalchemy import create_engine, delete, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.core.ids import new_key
from ccmdesk.server.models.commands import audit_event
from ccmdesk.server.repositories import audit as audit_rows
from ccmdesk.server.services import audit, commands, transfers


def events(bank, customer=ALICE):
    with bank.database.snapshot() as connection:
        return [(row["event"], json.loads(row["details"])) for row in audit_rows.events(connection, customer)]


def test_same_key_same_content_same_answer(bank):
    key, order = new_key(), bank.order()
    first = bank.submit(order, key)
    bank.clock.advance(days=40)  # what would be refused now was accepted then

    assert bank.submit(order, key) == first
    assert bank.balances()[DAV] == (2000, 1000)
    assert len(bank.states()) == 1


def test_a_refusal_is_repeated_too(bank):
    key, order = new_key(), bank.order(amount=2500)
    first = bank.submit(order, key)
    assert json.loads(first.body)["code"] == "insufficient_funds"
    bank_gets_richer(bank)

    assert bank.submit(order, key) == first
    assert bank.states() == []


def bank_gets_richer(bank):
    from ccmdesk.server.services import customers

    with bank.database.unit_of_work() as connection:
        customers.deposit_cash(connection, ALICE, 5000, "Versement", bank.clock)


def test_same_key_other_content_is_refused(bank):
    key = new_key()
    bank.submit(bank.order(), key)

    with pytest.raises(KnownError) as caught:
        bank.submit(bank.order(amount=1), key)
    assert caught.value.code is ErrorCode.IDEMPOTENCY_KEY_REUSED
    assert bank.balances()[DAV] == (2000, 1000)


def test_keys_belong_to_their_customer(bank):
    key = new_key()
    assert bank.submit(bank.order(), key).status == 201
    assert bank.submit(bank.order(BOB), key, BOB).status == 201


@pytest.mark.parametrize(
    ("key", "code"),
    [
        (None, ErrorCode.IDEMPOTENCY_KEY_MISSING),
        ("", ErrorCode.REQUEST_INVALID),
        ("0" * 31, ErrorCode.REQUEST_INVALID),
        ("0" * 33, ErrorCode.REQUEST_INVALID),
        ("A" * 32, ErrorCode.REQUEST_INVALID),
        ("é" * 32, ErrorCode.REQUEST_INVALID),
    ],
)
def test_bad_keys(sqlite_bank, key, code):
    with pytest.raises(KnownError) as caught, sqlite_bank.database.unit_of_work() as connection:
        transfers.submit(connection, principal(), key, sqlite_bank.order(), sqlite_bank.clock)
    assert caught.value.code is code
    assert sqlite_bank.states() == []


def test_double_click(bank):
    """Eight threads send the same command at the same moment: one order, one answer."""
    key, order, answers = new_key(), bank.order(), []
    start = threading.Barrier(8)

    def click():
        start.wait()
        answers.append(bank.submit(order, key))

    threads = [threading.Thread(target=click) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(answers) == 8
    assert len(set(answers)) == 1
    assert len(bank.states()) == 1
    assert bank.balances()[DAV] == (2000, 1000)


class PulledPlugError(Exception):
    pass


def test_killed_before_the_commit_leaves_nothing(bank):
    key, order = new_key(), bank.order()
    before = events(bank)

    def submit_and_die():
        with bank.database.unit_of_work() as connection:
            transfers.submit(connection, principal(), key, order, bank.clock)
            raise PulledPlugError

    with pytest.raises(PulledPlugError):
        submit_and_die()

    assert (bank.states(), bank.balances()[DAV], events(bank)) == ([], (2000, 2000), before)
    assert bank.submit(order, key).status == 201  # the client tries again with the same key
    assert len(bank.states()) == 1


def test_a_bug_in_the_effect_leaves_nothing(bank):
    def effect():
        raise ZeroDivisionError

    command = commands.Command("test", new_key(), {})
    with pytest.raises(ZeroDivisionError), bank.database.unit_of_work() as connection:
        commands.run(connection, principal(), command, bank.clock.now(), effect)
    with bank.database.snapshot() as connection, pytest.raises(LookupError):
        commands.commands.find(connection, ALICE, command.key)


def test_every_command_is_audited_with_its_outcome(bank):
    done, refused = new_key(), new_key()
    bank.submit(bank.order(), done)
    bank.submit(bank.order(amount=5000), refused)

    trail = [(event, details["key"], details["outcome"]) for event, details in events(bank)[-2:]]
    assert trail == [
        ("transfer.submit", done, "done"),
        ("transfer.submit", refused, "insufficient_funds"),
    ]
    with bank.database.snapshot() as connection:
        assert audit.broken_at(connection, ALICE) is None


@pytest.mark.parametrize("verb", ["edit", "delete", "truncate"])
def test_the_audit_trail_shows_what_is_done_to_it(bank, verb, request):
    bank.submit(bank.order())
    where = (audit_event.c.customer_id == ALICE) & (audit_event.c.position == (6 if verb == "truncate" else 3))
    # Whoever owns the database can drop the triggers; the chain still tells.
    with bank.database.unit_of_work() as connection:
        _drop_guards(connection)
        if verb == "edit":
            connection.execute(update(audit_event).where(where).values(details="{}"))
        elif verb == "delete":
            connection.execute(delete(audit_event).where(where))
        else:
            connection.execute(delete(audit_event).where(where | (audit_event.c.position > 6)))
    with bank.database.snapshot() as connection:
        assert audit.broken_at(connection, ALICE) == (6 if verb == "truncate" else 3)


def _drop_guards(connection):
    on = " ON audit_event" if connection.dialect.name == "postgresql" else ""
    names = ["append_only"] if on else ["no_update", "no_delete"]
    for name in names:
        connection.execute(text(f"DROP TRIGGER audit_event_{name}{on}"))


@pytest.mark.parametrize("table", ["posting", "entry", "audit_event"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET customer_id = customer_id", "DELETE FROM {}"])
def test_the_books_are_append_only(bank, table, verb):
    with pytest.raises((DBAPIError, IntegrityError), match="append-only"), bank.database.unit_of_work() as connection:
        connection.execute(text(verb.format(table)))


def test_a_writer_that_waits_too_long_is_told_to_come_back(tmp_path, sqlite_bank):
    """Someone else (a backup tool, say) holds the write lock: busy, not broken; and it goes on afterwards."""
    url = sqlite_bank.database.engine.url
    from ccmdesk.server.database import Database

    hasty = Database(url, busy_seconds=0.05)
    holder = create_engine(url)
    with holder.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        with pytest.raises(KnownError) as caught, hasty.unit_of_work():
            pass
    holder.dispose()
    hasty.dispose()
    assert caught.value.code is ErrorCode.SERVER_BUSY
    assert sqlite_bank.submit(sqlite_bank.order()).status == 201
