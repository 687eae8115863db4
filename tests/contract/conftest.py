"""A bank that wants orders above 5,00 € to be signed, and a customer's computer."""

from __future__ import annotations

import pytest
from clientside.computers import Computer, sign_above
from server import bank as banks
from server.access_fixtures import open_front


@pytest.fixture
def front(tmp_path):
    database, clock = banks.migrated_sqlite(tmp_path), banks.HandClock()
    banks.open_bank(database, clock)
    with open_front(banks.RealBank(database, clock), tmp_path) as front:
        sign_above(front, 500)
        yield front
    database.dispose()


@pytest.fixture
def computer(front, tmp_path):
    computer = Computer(front, tmp_path / "client")
    yield computer
    computer.close()
