"""Databases and banks for the server's tests: real ones, SQLite always, PostgreSQL where it is installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from server import bank as banks
from server.operator_fixtures import Operator
from server.postgres import Cluster, binaries

from ccmdesk.server.database import Database
from ccmdesk.server.migrations import upgrade

if TYPE_CHECKING:
    from collections.abc import Iterator

POSTGRESQL = pytest.param("postgresql", marks=pytest.mark.postgresql)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    folder = binaries()
    if folder is None:
        pytest.skip("the PostgreSQL server (initdb, postgres) is not installed")
    cluster = Cluster(folder)
    yield cluster
    cluster.stop()


@pytest.fixture(scope="session")
def postgresql_template(cluster) -> str:
    """Name of a migrated database, to copy: migrating takes longer."""
    database = Database(cluster.database())
    upgrade(database)
    database.dispose()
    name = database.engine.url.database
    assert name
    return name


@pytest.fixture
def clock() -> banks.HandClock:
    return banks.HandClock()


@pytest.fixture
def sqlite_database(tmp_path) -> Iterator[Database]:
    database = banks.migrated_sqlite(tmp_path)
    yield database
    database.dispose()


@pytest.fixture(params=["sqlite", POSTGRESQL])
def database(request, tmp_path) -> Iterator[Database]:
    """A migrated database of its own for each test, on both systems."""
    if request.param == "sqlite":
        database = banks.migrated_sqlite(tmp_path)
    else:
        template = request.getfixturevalue("postgresql_template")
        database = Database(request.getfixturevalue("cluster").database(template))
    yield database
    database.dispose()


@pytest.fixture
def bank(database, clock) -> banks.RealBank:
    """The reference bank on both systems."""
    banks.open_bank(database, clock)
    return banks.RealBank(database, clock)


@pytest.fixture
def sqlite_bank(sqlite_database, clock) -> banks.RealBank:
    """The reference bank on SQLite only, for what does not depend on the database."""
    banks.open_bank(sqlite_database, clock)
    return banks.RealBank(sqlite_database, clock)


@pytest.fixture
def operator(tmp_path, capsys, monkeypatch) -> Operator:
    """An operator in front of a new server."""
    monkeypatch.delenv("CCMDESK_SERVER_CONFIG", raising=False)
    operator = Operator(tmp_path / "bank", capsys, monkeypatch)
    operator.done("init", str(operator.folder), "--name", "bank.example.org")
    return operator
