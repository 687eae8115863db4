"""The small window beside the client: authenticator, credentials, the bank's switch, the mailbox."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

from ccmdesk.client.forms.demo_window import Ui_DemoWindow
from ccmdesk.client.sync.views import Changes
from ccmdesk.client.widgets.announce import announce
from ccmdesk.client.widgets.screen import Screen
from ccmdesk.core.clock import PARIS
from ccmdesk.demo.authenticator import STEP_SECONDS, Authenticator
from ccmdesk.demo.data import PERSONAE
from ccmdesk.demo.folder import DemoError

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent
    from PySide6.QtWidgets import QLineEdit, QWidget

    from ccmdesk.client.work import Failure, Work
    from ccmdesk.core.clock import Clock
    from ccmdesk.demo.data import Persona
    from ccmdesk.demo.mailbox import Mail, Mailbox
    from ccmdesk.demo.server_process import ServerProcess

TICK_MS: Final = 500
SIZE: Final = (440, 860)


class DemoWindow(Screen):
    """Shows what a customer would have at hand, and what the bank's operator would do. Closing it leaves the client.

    `work` runs what takes time: the server's start, its end, the day-end.
    """

    def __init__(self, server: ServerProcess, mailbox: Mailbox, clock: Clock, work: Work) -> None:
        super().__init__()
        self._server, self._mailbox, self._work = server, mailbox, work
        self._authenticators = {person.code: Authenticator(person, clock) for person in PERSONAE}
        self._mails: list[Mail] = []
        self._busy = False
        self.ui = Ui_DemoWindow()
        self.compose(self.ui)
        self.resize(*SIZE)
        for person in PERSONAE:
            self.ui.customer.addItem(person.title, person.code)
        self.ui.customer.currentIndexChanged.connect(self._show_customer)
        self.ui.copyTotp.clicked.connect(lambda: self._copy(self.ui.totp.text().replace(" ", "")))
        for button, field in ((self.ui.copyCode, self.ui.code), (self.ui.copyPassword, self.ui.password)):
            button.clicked.connect(lambda _checked=False, field=field: self._copy_field(field))
        self.ui.dayEnd.activated.connect(self._close_day)
        self.ui.toggleBank.activated.connect(self._toggle_bank)
        self.ui.mails.currentRowChanged.connect(self._show_mail)
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
        code = self._authenticators[self._person().code].current()
        self.ui.totp.setText(f"{code.digits[:3]} {code.digits[3:]}")
        self.ui.left.setMaximum(STEP_SECONDS)
        self.ui.left.setValue(code.seconds_left)
        self.ui.leftText.setText(f"Change dans {code.seconds_left} s. Chaque code sert une seule fois.")
        self._show_bank()
        self._show_mails()

    def _person(self) -> Persona:
        return PERSONAE[max(0, self.ui.customer.currentIndex())]

    def _show_customer(self) -> None:
        person = self._person()
        self.ui.code.setText(person.code)
        self.ui.password.setText(person.password)
        self.refresh()

    def _copy_field(self, field: QLineEdit) -> None:
        self._copy(field.text())

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        announce(self, "Copié")

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
        announce(self.ui.report, text)

    def _failed(self, failure: Failure) -> None:
        self._report(f"La démonstration a rencontré un problème (incident {failure.incident}).")

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        for button in (self.ui.dayEnd, self.ui.toggleBank):
            button.set_busy(busy)
        self._show_bank()

    # -- the mailbox ---------------------------------------------------------------------------------------

    def _show_mails(self) -> None:
        mails = self._mailbox.mails()
        if mails == self._mails:
            return
        shown = self._shown_id()
        self._mails = mails
        self.ui.mails.blockSignals(True)
        self.ui.mails.clear()
        for mail in mails:
            kind = "SMS" if mail.is_sms else "E-mail"
            moment = f"{mail.at.astimezone(PARIS):%d/%m %H:%M}"
            self.ui.mails.addItem(f"{kind} · {moment} · {mail.to}\n{mail.subject or mail.body[:60]}")
        self.ui.mails.blockSignals(False)
        row = next((row for row, mail in enumerate(mails) if mail.id == shown), 0)
        self.ui.mails.setCurrentRow(row)
        self._show_mail(row)

    def _shown_id(self) -> str:
        row = self.ui.mails.currentRow()
        return self._mails[row].id if 0 <= row < len(self._mails) else ""

    def _show_mail(self, row: int) -> None:
        if not 0 <= row < len(self._mails):
            self.ui.mail.clear()
            return
        mail = self._mails[row]
        self.ui.mail.setPlainText(f"{mail.subject}\n\n{mail.body}" if mail.subject else mail.body)


def place_beside(window: QWidget, client: QWidget) -> None:
    """Put the small window to the right of the client's, where the screen has room for both."""
    room = client.screen().availableGeometry()
    frame = client.frameGeometry()
    left = max(room.left(), room.left() + (room.width() - frame.width() - window.width()) // 2)
    client.move(left, max(room.top(), room.top() + (room.height() - frame.height()) // 2))
    window.move(min(left + frame.width(), room.right() - window.width()), client.y())
