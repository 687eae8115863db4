"""The small window beside the client: what a customer has at hand, his agency, the bank's switch, the mailbox."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer

from ccmdesk.client.forms.demo_window import Ui_DemoWindow
from ccmdesk.client.sync.views import Changes
from ccmdesk.client.widgets.announce import announce
from ccmdesk.client.widgets.screen import Screen
from ccmdesk.demo import errands
from ccmdesk.demo.data import CAISSES, PERSONAE, staff_of
from ccmdesk.demo.folder import DemoError
from ccmdesk.demo.letters import Letters
from ccmdesk.demo.pocket import Pocket

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent
    from PySide6.QtWidgets import QWidget

    from ccmdesk.client.cache.keystore import KeyStore
    from ccmdesk.client.work import Failure, Work
    from ccmdesk.core.clock import Clock
    from ccmdesk.demo.data import Persona
    from ccmdesk.demo.mailbox import Mailbox
    from ccmdesk.demo.server_process import ServerProcess

TICK_MS: Final = 500
SIZE: Final = (440, 920)
TABS: Final = ("Le client", "Son agence", "La banque")


class DemoWindow(Screen):
    """Shows what a customer would have at hand, and does what agency and operator would. Closing it leaves the client.

    `secrets` keeps what is added to the authenticator; `work` runs what takes time: the bank and its commands.
    """

    def __init__(self, server: ServerProcess, mailbox: Mailbox, clock: Clock, work: Work, secrets: KeyStore) -> None:
        super().__init__()
        self._server, self._work = server, work
        self._busy = False
        self.ui = Ui_DemoWindow()
        self.compose(self.ui)
        self.resize(*SIZE)
        self._pocket = Pocket(self.ui, clock, secrets)
        self._letters = Letters(self.ui, mailbox, clock)
        self._connect()
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.refresh)
        self._timer.start()
        self._show_customer()
        self.refresh()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Rest while closed."""
        self._timer.stop()
        super().closeEvent(event)

    def refresh(self) -> None:
        """Show the code of this moment, the bank's state and new letters."""
        self._pocket.refresh()
        self._show_bank()
        self._letters.refresh()

    def _connect(self) -> None:
        ui = self.ui
        for person in PERSONAE:
            ui.customer.addItem(person.title, person.code)
        for text in TABS:
            ui.tabs.addTab(text)
        ui.tabs.currentChanged.connect(self._turn)
        self._turn(0)
        ui.customer.currentIndexChanged.connect(self._show_customer)
        self._pocket.owner_found.connect(ui.customer.setCurrentIndex)
        ui.lostPhone.activated.connect(lambda: self._errand(errands.lost_phone))
        ui.unlock.activated.connect(lambda: self._errand(errands.unlock))
        ui.sendAccess.activated.connect(lambda: self._errand(errands.send_access))
        ui.dayEnd.activated.connect(self._close_day)
        ui.toggleBank.activated.connect(self._toggle_bank)

    def _turn(self, tab: int) -> None:
        """Show one page; what it does not need is the letters'."""
        for place, page in enumerate((self.ui.pocketPage, self.ui.agencyPage, self.ui.bankPage)):
            page.setVisible(place == tab)
        self.ui.report.hide()

    def _person(self) -> Persona:
        return PERSONAE[max(0, self.ui.customer.currentIndex())]

    def _show_customer(self) -> None:
        person = self._person()
        self._pocket.show(person)
        name = next(caisse.name for caisse in CAISSES if caisse.id == person.who.caisse_id)
        self.ui.agencyTitle.setText(name)
        staff = staff_of(person.who.caisse_id)
        self.ui.staff.set_rows([(employee.name, f"{employee.code} · {employee.password}") for employee in staff])

    def _errand(self, errand: Callable[[ServerProcess, Persona], str]) -> None:
        person = self._person()
        self._act(lambda: errand(self._server, person))

    # -- the bank ------------------------------------------------------------------------------------------

    def _show_bank(self) -> None:
        if self._busy:
            return
        running = self._server.is_running()
        self.ui.bankState.setText(
            f"En marche : {self._server.url}" if running else "Arrêtée : le client travaille hors connexion."
        )
        self.ui.toggleBank.setText("Arrêter la banque" if running else "Redémarrer la banque")

    def _close_day(self) -> None:
        self._act(lambda: self._server.day_end("--next"))

    def _toggle_bank(self) -> None:
        self._act(self._stop if self._server.is_running() else self._start)

    def _stop(self) -> str:
        self._server.stop()
        return "La banque est arrêtée."

    def _start(self) -> str:
        self._server.start()
        return "La banque est de nouveau là."

    def _act(self, act: Callable[[], str]) -> None:
        """Do something with the bank on a working thread; its report is shown."""

        def run() -> tuple[str, Changes]:
            try:
                return act(), Changes.NOTHING
            except DemoError as error:
                return str(error), Changes.NOTHING

        self._set_busy(busy=True)
        self._work.op(self, run, self._report, self._failed)

    def _report(self, text: str) -> None:
        self._set_busy(busy=False)
        self.ui.report.setText("\n".join(" ".join(line.split()) for line in text.splitlines()))
        self.ui.report.show()
        announce(self.ui.report, text)

    def _failed(self, failure: Failure) -> None:
        self._report(f"La démonstration a rencontré un problème (incident {failure.incident}).")

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        ui = self.ui
        for button in (ui.dayEnd, ui.toggleBank, ui.lostPhone, ui.unlock, ui.sendAccess):
            button.set_busy(busy)
        self._show_bank()


def place_beside(window: QWidget, client: QWidget) -> None:
    """Put the small window to the right of the client's, where the screen has room for both."""
    room = client.screen().availableGeometry()
    frame = client.frameGeometry()
    window.resize(window.width(), min(window.height(), room.height()))
    left = max(room.left(), room.left() + (room.width() - frame.width() - window.width()) // 2)
    client.move(left, max(room.top(), room.top() + (room.height() - frame.height()) // 2))
    top = min(client.y(), room.bottom() - window.height())
    window.move(min(left + frame.width(), room.right() - window.width()), max(room.top(), top))
