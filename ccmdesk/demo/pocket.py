"""What a customer of the demo has at hand: his authenticator with its secrets, his code, password and birth date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from ccmdesk.client.cache.keystore import KeyStoreError
from ccmdesk.client.widgets.announce import announce
from ccmdesk.demo.authenticator import STEP_SECONDS, Authenticator, read_entry
from ccmdesk.demo.data import PERSONAE

if TYPE_CHECKING:
    from ccmdesk.client.cache.keystore import KeyStore
    from ccmdesk.client.forms.demo_window import Ui_DemoWindow
    from ccmdesk.core.clock import Clock
    from ccmdesk.demo.data import Persona

NO_CODES: Final = (
    "Pas encore de secret. Faites la première connexion, copiez le secret que CCM Desk montre, puis « Ajouter » : les "
    "codes viendront ici."
)


class Pocket(QObject):
    """The first page of the demo's window. `owner_found` names the customer whom an added address says it is for."""

    owner_found = Signal(int)

    def __init__(self, ui: Ui_DemoWindow, clock: Clock, store: KeyStore) -> None:
        super().__init__()
        self._ui, self._clock, self._store = ui, clock, store
        self._person = PERSONAE[0]
        self._authenticator: Authenticator | None = None
        ui.left.setMaximum(STEP_SECONDS)
        ui.entries.currentIndexChanged.connect(self._choose)
        ui.addSecret.clicked.connect(self._add)
        ui.newSecret.returnPressed.connect(self._add)
        ui.copyTotp.clicked.connect(lambda: self._copy(ui.totp.text().replace(" ", "")))
        for button, edit in ((ui.copyCode, ui.code), (ui.copyPassword, ui.password), (ui.copyBirth, ui.birth)):
            button.clicked.connect(lambda _checked=False, edit=edit: self._copy(edit.text()))

    def show(self, person: Persona) -> None:
        """Show what this customer has."""
        self._person, ui = person, self._ui
        ui.code.setText(person.code)
        ui.password.setText(person.password)
        ui.password.setPlaceholderText("reçu par SMS")
        ui.copyPassword.setEnabled(bool(person.password))
        ui.birth.setText(f"{person.who.birth_date:%d/%m/%Y}")
        ui.addReport.hide()
        self._show_entries()

    def refresh(self) -> None:
        """Show the code of this moment."""
        ui, authenticator = self._ui, self._authenticator
        for widget in (ui.left, ui.copyTotp):
            widget.setEnabled(authenticator is not None)
        if authenticator is None:
            ui.totp.setText("––– –––")
            ui.left.setValue(0)
            ui.leftText.setText(NO_CODES)
            return
        code = authenticator.current()
        ui.totp.setText(f"{code.digits[:3]} {code.digits[3:]}")
        ui.left.setValue(code.seconds_left)
        ui.leftText.setText(f"Change dans {code.seconds_left} s. Chaque code sert une seule fois.")

    # -- secrets ------------------------------------------------------------------------------------------------

    def _added(self, person: Persona) -> list[str]:
        """Secrets that were added for a customer, the oldest first."""
        try:
            return (self._store.get(person.code) or "").split()
        except KeyStoreError:
            return []

    def _show_entries(self) -> None:
        """List the customer's secrets, the newest chosen: as an app does, the old ones stay until they are deleted."""
        box, person = self._ui.entries, self._person
        box.blockSignals(True)
        box.clear()
        if person.secret:
            box.addItem("Secret de départ", person.secret)
        for place, secret in enumerate(self._added(person), 1):
            box.addItem(f"Secret ajouté {place}", secret)
        box.setCurrentIndex(box.count() - 1)
        box.setVisible(box.count() > 1)
        box.blockSignals(False)
        self._choose()

    def _choose(self) -> None:
        secret = self._ui.entries.currentData()
        self._authenticator = Authenticator(secret, self._clock) if secret else None
        self.refresh()

    def _add(self) -> None:
        """Add what was pasted into the field; when nothing was, what has been copied."""
        entry = read_entry(self._ui.newSecret.text() or QGuiApplication.clipboard().text())
        if entry is None:
            self._say("Ni dans le champ ni dans le presse-papiers : un secret (lettres et chiffres), ou otpauth://…")
            return
        owner = next((place for place, person in enumerate(PERSONAE) if person.code == entry.account), None)
        if owner is not None:
            self.owner_found.emit(owner)
        known = [self._person.secret, *self._added(self._person)]
        if entry.secret not in known:
            try:
                self._store.set(self._person.code, " ".join([*self._added(self._person), entry.secret]))
            except KeyStoreError:
                self._say("Le secret n’a pas pu être gardé : le dossier de la démonstration n’est pas accessible.")
                return
        self._ui.newSecret.clear()
        self._show_entries()
        self._ui.entries.setCurrentIndex(self._ui.entries.findData(entry.secret))
        self._say(f"Secret de {self._person.title} ajouté.")

    def _say(self, text: str) -> None:
        self._ui.addReport.setText(text)
        self._ui.addReport.show()
        announce(self._ui.addReport, text)

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        announce(self._ui.totp, "Copié")
