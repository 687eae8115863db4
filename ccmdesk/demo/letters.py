"""The demo's mailbox on the screen: a list, newest first, and the letter that is read."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from ccmdesk.client.widgets.announce import announce
from ccmdesk.core.clock import PARIS, paris_date
from ccmdesk.demo.data import PERSONAE

if TYPE_CHECKING:
    from ccmdesk.client.forms.demo_window import Ui_DemoWindow
    from ccmdesk.core.clock import Clock
    from ccmdesk.demo.mailbox import Mail, Mailbox

FIRST_WORDS: Final = 60
RECENT: Final = timedelta(minutes=10)
"""What is older when it is first seen is of an earlier day with the demo."""


class Letters(QObject):
    """Shows each letter as it comes; it is « nouveau » until it, or another, is chosen."""

    def __init__(self, ui: Ui_DemoWindow, mailbox: Mailbox, clock: Clock) -> None:
        super().__init__()
        self._ui, self._mailbox, self._clock = ui, mailbox, clock
        self._mails: list[Mail] = []
        self._new: set[str] = set()
        ui.mails.currentRowChanged.connect(self._choose)
        ui.mails.itemClicked.connect(lambda item: self._choose(ui.mails.row(item)))
        ui.copyMail.clicked.connect(self._copy)
        self._show(-1)

    def refresh(self) -> None:
        """Look for new letters; the newest is shown at once."""
        mails = self._mailbox.mails()
        if mails == self._mails:
            return
        known = {mail.id for mail in self._mails}
        recent = self._clock.now() - RECENT
        came = {mail.id for mail in mails if mail.at > recent} - known
        self._mails, self._new = mails, (self._new & known) | came
        self._list()
        if came:
            announce(self._ui.mails, f"Courrier : {self._head(mails[0])}")

    def _list(self) -> None:
        box = self._ui.mails
        box.blockSignals(True)
        box.clear()
        for mail in self._mails:
            box.addItem(self._entry(mail))
        box.setCurrentRow(0)
        box.blockSignals(False)
        self._show(0)
        self._count()

    def _entry(self, mail: Mail) -> str:
        return f"{self._head(mail)}\n{mail.subject or mail.body[:FIRST_WORDS]}"

    def _head(self, mail: Mail) -> str:
        kind = "SMS" if mail.is_sms else "E-mail"
        mark = "nouveau · " if mail.id in self._new else ""
        local, today = mail.at.astimezone(PARIS), paris_date(self._clock.now())
        moment = f"{local:%H:%M}" if local.date() == today else f"{local:%d/%m}"
        return f"{mark}{kind} · {moment} · {addressee(mail.to)}"

    def _choose(self, row: int) -> None:
        """Show a letter that a person chose: it and the one that was shown are no longer new."""
        if not 0 <= row < len(self._mails):
            return
        seen = {self._mails[0].id, self._mails[row].id} & self._new
        self._new -= seen
        for place, mail in enumerate(self._mails):
            item = self._ui.mails.item(place)
            if mail.id in seen and item is not None:
                item.setText(self._entry(mail))
        self._show(row)
        self._count()

    def _count(self) -> None:
        word = "nouveaux" if len(self._new) > 1 else "nouveau"
        self._ui.newCount.setText(f"{len(self._new)} {word}" if self._new else "")

    def _show(self, row: int) -> None:
        mail = self._mails[row] if 0 <= row < len(self._mails) else None
        self._ui.mail.setPlainText("" if mail is None else _text(mail))
        brings = mail.to_copy if mail is not None else ""
        self._ui.copyMail.setText(f"Copier {brings}")
        self._ui.copyMail.setVisible(bool(brings))

    def _copy(self) -> None:
        row = self._ui.mails.currentRow()
        if 0 <= row < len(self._mails):
            QGuiApplication.clipboard().setText(self._mails[row].to_copy)
            announce(self._ui.copyMail, "Copié")


def addressee(to: str) -> str:
    """Name the customer of an address or a phone number; who is no customer keeps his address."""
    return next((person.who.name for person in PERSONAE if to in {person.who.email, person.who.phone}), to)


def _text(mail: Mail) -> str:
    """Write a letter as it arrives: an SMS has no subject."""
    if mail.is_sms or not mail.subject:
        return mail.body
    return f"{mail.subject}\n\n{mail.body}"
