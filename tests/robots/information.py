"""« Mes informations » and the signature dialog, with keys and clicks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyotp
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from robots.bank_desk import LEFT, click, type_into
from server.bank import CAISSE

from ccmdesk.client.views.information_replacement import ReplacementDialog
from ccmdesk.client.views.sign_dialog import SignDialog
from ccmdesk.client.widgets.confirm_dialog import ConfirmDialog
from ccmdesk.server.repositories import caisses

if TYPE_CHECKING:
    from typing import TypeVar

    from PySide6.QtWidgets import QTableView
    from robots.bank_desk import DeskRobot
    from robots.rig import Rig

    D = TypeVar("D", bound=QDialog)


def sign_above(rig: Rig, cents: int | None) -> None:
    """Have the bank ask for a signature above an amount."""
    with rig.front.bank.database.unit_of_work() as connection:
        assert caisses.set_caisse(connection, CAISSE, {"sign_above": cents})


def shown_dialog(kind: type[D]) -> D:
    """The one dialog of a kind that is open."""
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    assert len(found) == 1, f"{len(found)} {kind.__name__}"
    return found[0]


def is_shown(kind: type[QDialog]) -> bool:
    return any(isinstance(w, kind) and w.isVisible() for w in QApplication.topLevelWidgets())


def confirm(rig: Rig) -> None:
    """Say yes to the question that is open."""
    click(shown_dialog(ConfirmDialog).ui.confirmButton)
    rig.wait()


def cells(table: QTableView) -> list[tuple[str, ...]]:
    """The rows of a table, each line of a cell apart from the next."""
    model = table.model()
    columns = range(model.columnCount(QModelIndex()))
    return [
        tuple(str(model.index(row, column).data()) for column in columns)
        for row in range(model.rowCount(QModelIndex()))
    ]


def choose_row(table: QTableView, row: int) -> None:
    index = table.model().index(row, 0)
    table.scrollTo(index)
    QTest.mouseClick(table.viewport(), LEFT, pos=table.visualRect(index).center())


class SignRobot:
    """« Signez ce que vous lisez »."""

    def __init__(self, rig: Rig) -> None:
        self.rig, self.dialog = rig, shown_dialog(SignDialog)
        self.ui = self.dialog.ui

    @property
    def lines(self) -> dict[str, str]:
        return dict(self.ui.rowsList.rows())

    @property
    def banner(self) -> str:
        return self.ui.banner.message_text() if self.ui.banner.isVisible() else ""

    def sign(self, code: str | None = None) -> None:
        type_into(self.ui.code, code or self.rig.totp())
        QTest.keyClick(self.ui.code, Qt.Key.Key_Return)
        self.rig.wait()

    def sign_wrongly(self) -> None:
        self.sign(self.rig.front.wrong_totp())

    def again(self) -> None:
        click(self.ui.againButton)
        self.rig.wait()

    def retry(self) -> None:
        click(self.ui.signButton)
        self.rig.wait()

    def cancel(self) -> None:
        click(self.ui.cancelButton)
        self.rig.wait()


class ReplacementRobot:
    """« Nouvel authentificateur »."""

    def __init__(self, rig: Rig) -> None:
        self.rig, self.dialog = rig, shown_dialog(ReplacementDialog)
        self.ui = self.dialog.ui

    @property
    def secret(self) -> str:
        return self.ui.secret.text.text().replace(" ", "")

    def code(self) -> str:
        """What the new application shows now."""
        return pyotp.TOTP(self.secret).at(self.rig.front.clock.now())

    def prove(self, code: str | None = None) -> None:
        type_into(self.ui.code, code or self.code())
        click(self.ui.doneButton)
        self.rig.wait()

    @property
    def banner(self) -> str:
        return self.ui.banner.message_text() if self.ui.banner.isVisible() else ""

    def cancel(self) -> None:
        click(self.ui.cancelButton)
        self.rig.wait()


class InformationRobot:
    """The page, opened from the menu."""

    def __init__(self, desk: DeskRobot, section: str = "contact") -> None:
        self.rig, self.desk = desk.rig, desk
        desk.menu("information")
        self.rig.wait()
        page = desk.shell.information
        assert page is not None
        self.page = page
        self.ui = page.ui
        self.show(section)

    def show(self, section: str) -> None:
        self.page.show_section(section)
        QApplication.processEvents()

    @property
    def banner(self) -> str:
        return self.ui.banner.message_text() if self.ui.banner.isVisible() else ""

    def refresh(self) -> None:
        click(self.desk.shell.ui.refreshButton)
        self.rig.wait()

    # -- « Je change mon mot de passe »

    def send_password(self, current: str, new: str, copy: str | None = None) -> None:
        ui = self.page.password.ui
        for edit, text in ((ui.current, current), (ui.new, new), (ui.copy, new if copy is None else copy)):
            type_into(edit, text)
        click(ui.sendButton)
        self.rig.wait()

    @property
    def password_errors(self) -> tuple[str, str, str]:
        ui = self.page.password.ui
        return ui.currentField.error(), ui.newField.error(), ui.copyField.error()

    # -- « Mon authentificateur »

    def change_authenticator(self) -> SignRobot:
        click(self.page.authenticator.ui.changeButton)
        self.rig.wait()
        return SignRobot(self.rig)

    # -- the lists

    def devices(self) -> list[tuple[str, ...]]:
        return cells(self.page.devices.ui.table)

    def sessions(self) -> list[tuple[str, ...]]:
        return cells(self.page.sessions.ui.table)

    def history(self) -> list[tuple[str, ...]]:
        return cells(self.page.history.ui.table)

    def receipts(self) -> list[tuple[str, ...]]:
        return cells(self.page.receipts.ui.table)

    def forget(self, row: int) -> ConfirmDialog:
        choose_row(self.page.devices.ui.table, row)
        click(self.page.devices.ui.forgetButton)
        self.rig.wait()
        return shown_dialog(ConfirmDialog)

    def end(self, row: int) -> None:
        choose_row(self.page.sessions.ui.table, row)
        click(self.page.sessions.ui.endButton)
        confirm(self.rig)
