"""Page objects: what a customer does and sees, on the real forms, with keys and clicks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ccmdesk.client.widgets.confirm_dialog import ConfirmDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
    from robots.rig import Rig

LEFT = Qt.MouseButton.LeftButton


def type_into(edit: QLineEdit, text: str) -> None:
    edit.setFocus()
    edit.selectAll()
    for character in text:  # QTest.keyClicks aborts on characters outside Latin-1's first half
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(edit, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, character))
    if not text:
        QTest.keyClick(edit, Qt.Key.Key_Delete)


def click(widget: QWidget) -> None:
    assert widget.isVisible(), widget.objectName()
    assert widget.isEnabled(), widget.objectName()
    QTest.mouseClick(widget, LEFT)


class SignInRobot:
    """« Je me connecte »."""

    def __init__(self, rig: Rig) -> None:
        assert rig.client is not None
        self.rig, self.entrance = rig, rig.client.window.entrance
        self.ui = self.entrance.password_page.ui

    def password_step(self, code: str | None = None, password: str | None = None) -> None:
        type_into(self.ui.code, self.rig.code() if code is None else code)
        type_into(self.ui.password, self.rig.password if password is None else password)
        click(self.ui.continueButton)
        self.rig.wait()

    def code_step(self, totp: str | None = None) -> None:
        page = self.entrance.code_page
        assert page is not None
        type_into(page.ui.totp, totp or self.rig.totp())
        click(page.ui.okButton)
        self.rig.wait()

    def sign_in(self) -> None:
        self.password_step()
        self.code_step()

    def offline(self) -> None:
        click(self.ui.offlineButton)
        self.rig.wait()

    @property
    def banner(self) -> str:
        """What the page says is wrong."""
        return self.ui.banner.message_text() if self.ui.banner.isVisible() else ""

    @property
    def at_code(self) -> bool:
        page = self.entrance.code_page
        return page is not None and page.isVisible()


class DeskRobot:
    """The customer's shell."""

    def __init__(self, rig: Rig) -> None:
        assert rig.client is not None
        assert rig.client.shell is not None
        self.rig, self.shell = rig, rig.client.shell

    def menu(self, key: str) -> None:
        entry = self.shell.ui.menu.findChild(object, f"menu_{key}")
        click(entry)

    @property
    def freshness(self) -> str:
        return self.shell.ui.freshText.text()

    @property
    def banner(self) -> str:
        banner = self.shell.ui.banner
        return banner.message_text() if banner.isVisible() else ""

    def sign_out(self) -> None:
        click(self.shell.ui.signOutButton)
        self.rig.wait()

    def refresh(self) -> None:
        click(self.shell.ui.refreshButton)
        self.rig.wait()

    def figures(self) -> dict[str, str]:
        """Balances on the dashboard: the DAV's available one, then each savings account's booked one."""
        ui = self.shell.dashboard.ui
        shown = {ui.sightName.text(): ui.sightAvailable.text()}
        shown |= {card.ui.name.text(): card.ui.booked.text() for card in self.shell.dashboard._cards}
        return shown


class TransferRobot:
    """Virements → Nouveau."""

    def __init__(self, desk: DeskRobot) -> None:
        self.rig, self.page = desk.rig, desk.shell.transfers.new
        self.ui = self.page.ui
        desk.shell.show_page("transfers", "new")

    def fill(self, amount: str = "10", label: str = "test virement interne") -> None:
        type_into(self.ui.amount, amount)
        type_into(self.ui.label, label)

    def choose(self, box: QComboBox, number: str) -> None:
        index = box.findData(number)
        assert index >= 0, f"{number} is not offered"
        box.setCurrentIndex(index)

    def review(self) -> None:
        click(self.ui.reviewButton)
        self.rig.wait()

    def ask(self) -> ConfirmDialog:
        click(self.ui.confirmButton)
        dialogs = [w for w in QApplication.topLevelWidgets() if isinstance(w, ConfirmDialog) and w.isVisible()]
        assert len(dialogs) == 1
        return dialogs[0]

    def confirm(self) -> None:
        click(self.ask().ui.confirmButton)
        self.rig.wait()

    def keep_draft(self) -> None:
        click(self.ui.confirmButton)
        self.rig.wait()

    def transfer(self, amount: str = "10") -> None:
        self.fill(amount)
        self.review()
        self.confirm()

    @property
    def step(self) -> str:
        cards = {"entry": self.ui.entryCard, "summary": self.ui.summaryCard, "done": self.ui.doneCard}
        return next(name for name, card in cards.items() if card.isVisible())

    @property
    def details(self) -> dict[str, str]:
        return dict(self.ui.summaryDetails.rows())

    @property
    def outcome(self) -> str:
        return self.ui.doneTitle.text()


class OrdersRobot:
    """« En cours » or « Voir historique »."""

    def __init__(self, desk: DeskRobot, tab: str) -> None:
        desk.shell.show_page("transfers", tab)
        self.rig = desk.rig
        self.page = desk.shell.transfers.ongoing if tab == "ongoing" else desk.shell.transfers.history
        self.ui = self.page.ui

    def rows(self) -> list[tuple[str, ...]]:
        """Day, source, target, created, amount, state of each order shown."""
        model = self.ui.list.model()
        found = []
        for day in range(model.rowCount()):
            head = model.index(day, 0)
            for row in range(model.rowCount(head)):
                cells = [str(model.index(row, column, head).data()) for column in range(5)]
                found.append((str(head.data()), *cells))
        return found

    def states(self) -> list[str]:
        return [row[-1] for row in self.rows()]

    def select(self, row: int = 0) -> None:
        model = self.ui.list.model()
        places = [(d, r) for d in range(model.rowCount()) for r in range(model.rowCount(model.index(d, 0)))]
        day, child = places[row]
        index = model.index(child, 0, model.index(day, 0) if model.rowCount() else QModelIndex())
        self.ui.list.scrollTo(index)
        QTest.mouseClick(self.ui.list.viewport(), LEFT, pos=self.ui.list.visualRect(index).center())

    def send(self) -> None:
        click(self.ui.sendButton)
        self.rig.wait()
        dialogs = [w for w in QApplication.topLevelWidgets() if isinstance(w, ConfirmDialog) and w.isVisible()]
        assert len(dialogs) == 1
        click(dialogs[0].ui.confirmButton)
        self.rig.wait()

    def discard(self) -> None:
        click(self.ui.discardButton)
        self.rig.wait()

    @property
    def count(self) -> str:
        return self.ui.count.text()
