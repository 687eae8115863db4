from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLocale
from robots.bank_desk import DeskRobot, SignInRobot
from robots.rig import Rig, open_rig
from server import bank as banks

from ccmdesk.client.widgets.theme import apply_theme

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def rig(tmp_path, qtbot) -> Iterator[Rig]:
    """A bank on SQLite, a line to it, a computer."""
    before = QLocale()
    database = banks.migrated_sqlite(tmp_path)
    clock = banks.HandClock()
    banks.open_bank(database, clock)
    with open_rig(banks.RealBank(database, clock), tmp_path, qtbot) as opened:
        yield opened
    database.dispose()
    QLocale.setDefault(before)


@pytest.fixture
def signed_in(rig) -> DeskRobot:
    """The client, with Alice signed in and synced."""
    rig.start()
    SignInRobot(rig).sign_in()
    return DeskRobot(rig)


@pytest.fixture
def theme(qapp):
    apply_theme(qapp)


@pytest.fixture
def french() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.French, QLocale.Country.France))
    yield
    QLocale.setDefault(before)
