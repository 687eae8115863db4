"""« Mes informations »: who the customer is to the bank, and everything about the way in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QListWidgetItem

from ccmdesk.client.forms.information import Ui_Information
from ccmdesk.client.viewmodels import words
from ccmdesk.client.viewmodels.information import Done
from ccmdesk.client.views.information_authenticator import InformationAuthenticatorScreen
from ccmdesk.client.views.information_contact import InformationContactScreen
from ccmdesk.client.views.information_devices import InformationDevicesScreen
from ccmdesk.client.views.information_history import InformationHistoryScreen
from ccmdesk.client.views.information_password import InformationPasswordScreen
from ccmdesk.client.views.information_receipts import InformationReceiptsScreen
from ccmdesk.client.views.information_replacement import ReplacementDialog
from ccmdesk.client.views.information_sessions import InformationSessionsScreen
from ccmdesk.client.views.sign_dialog import SignDialog
from ccmdesk.client.widgets.banner import Toast
from ccmdesk.client.widgets.icons import icon
from ccmdesk.client.widgets.room import room
from ccmdesk.client.widgets.screen import Screen
from ccmdesk.client.widgets.theme import scaled

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from ccmdesk.client.sync.trust_views import Enrolment
    from ccmdesk.client.viewmodels.information import InformationModel
    from ccmdesk.client.viewmodels.information_password import PasswordModel
    from ccmdesk.client.viewmodels.signing import SigningModel

SECTIONS: Final = ("contact", "password", "authenticator", "devices", "sessions", "history", "receipts")
ICONS: Final = ("user", "key-round", "smartphone", "monitor", "log-in", "history", "receipt")
OF_THE_BANK: Final = SECTIONS[1:]
"""Sections that only the bank can fill: nothing of them is kept on this computer."""
WITH_A_LIST: Final = 860
"""From this width on (px at 100 %) the sections stand in a list beside their page, below it in a choice above it."""
ENTRY_HEIGHT: Final = 40
LEAST_HEIGHT: Final = 200
"""What a section keeps of the page before the whole page scrolls."""
LIST_WIDTH: Final = 216


class InformationScreen(Screen):
    """Seven sections of one page. Asks the bank anew each time that it is shown."""

    def __init__(self, information: InformationModel, password: PasswordModel) -> None:
        super().__init__()
        self._model, self._password = information, password
        self.contact = InformationContactScreen(information)
        self.password = InformationPasswordScreen(password, information)
        self.authenticator = InformationAuthenticatorScreen(information)
        self.devices = InformationDevicesScreen(information)
        self.sessions = InformationSessionsScreen(information)
        self.history = InformationHistoryScreen(information)
        self.receipts = InformationReceiptsScreen(information)
        self.ui = Ui_Information()
        self.compose(self.ui)
        for page in (self.contact, self.password, self.authenticator, self.devices, self.sessions, self.history,
                     self.receipts):  # fmt: skip
            self.ui.pages.addWidget(page)
            self.ui.sections.addItem(QListWidgetItem())
            self.ui.sectionBox.addItem("")
        self.ui.sections.setCurrentRow(0)
        self._connect()
        self.retranslate()
        self.arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask the bank what there is now."""
        super().showEvent(event)
        if not event.spontaneous():
            self._model.refresh()

    def arrange(self) -> None:
        """Put the sections beside their page, or above it when room lacks."""
        beside = room(self) >= WITH_A_LIST
        self.ui.side.setVisible(beside)
        self.ui.choice.setVisible(not beside)
        self.ui.sections.setFixedSize(scaled(LIST_WIDTH), scaled(ENTRY_HEIGHT) * len(SECTIONS) + 2)
        self.ui.pages.setMinimumHeight(scaled(LEAST_HEIGHT))
        for row, name in enumerate(ICONS):
            entry = self.ui.sections.item(row)
            entry.setIcon(icon(name, "muted", 18))
            entry.setSizeHint(QSize(0, scaled(ENTRY_HEIGHT)))
        self.ui.sections.setIconSize(QSize(scaled(18), scaled(18)))

    def retranslate(self) -> None:
        texts = (
            self.tr("Mes coordonnées"),
            self.tr("Mon mot de passe"),
            self.tr("Mon authentificateur"),
            self.tr("Mes appareils"),
            self.tr("Mes sessions"),
            self.tr("Mes connexions"),
            self.tr("Mes reçus signés"),
        )
        for row, text in enumerate(texts):
            self.ui.sections.item(row).setText(text)
            self.ui.sectionBox.setItemText(row, text)
        self.refresh()

    def read_anew(self) -> None:
        """Ask the bank again, if the page is the one in sight."""
        if self.isVisible():
            self._model.refresh()

    def show_section(self, name: str) -> None:
        """Turn to a section."""
        self.ui.sections.setCurrentRow(SECTIONS.index(name))

    def refresh(self) -> None:
        """Show the model's state."""
        state = self._model.state
        if state.profile is not None:
            self._password.know(state.profile)
            self.ui.header.set_title(f"{state.profile.civility} {state.profile.name}")
            self.ui.header.set_subtitle(self.tr("Numéro client : {}").format(state.profile.number))
        self._show_page()
        self._show_banner()

    def _connect(self) -> None:
        ui, model = self.ui, self._model
        ui.sections.currentRowChanged.connect(self._turn)
        ui.sectionBox.currentIndexChanged.connect(ui.sections.setCurrentRow)
        ui.failed.actionTriggered.connect(model.refresh)
        ui.banner.actionTriggered.connect(model.refresh)
        model.changed.connect(self.refresh)
        model.done.connect(self._say_done)
        self._password.sign.connect(self._sign_password)
        self._password.changed_password.connect(model.refresh)
        self.authenticator.change_wanted.connect(model.change_authenticator)
        model.sign.connect(self._sign_replacement)

    def _turn(self, row: int) -> None:
        self.ui.sectionBox.setCurrentIndex(row)
        self.ui.pages.setCurrentIndex(row)
        self.refresh()

    def _show_page(self) -> None:
        """Show the section, or why only the bank could fill it."""
        state, ui = self._model.state, self.ui
        section = SECTIONS[max(ui.sections.currentRow(), 0)]
        lacks = section in OF_THE_BANK and state.access is None
        is_waiting = lacks and state.signed_in and state.failure is None
        ui.pages.setVisible(not lacks)
        ui.waiting.setVisible(lacks and (is_waiting or not state.signed_in))
        ui.failed.setVisible(lacks and state.signed_in and state.failure is not None)
        if is_waiting:
            ui.waiting.set_content(
                self.tr("Un instant…"), self.tr("La banque prépare ces informations."), icon="hourglass"
            )
        elif not state.signed_in:
            ui.waiting.set_content(
                self.tr("Visible en ligne seulement"),
                self.tr("Cet ordinateur ne garde rien de cette rubrique. Reconnectez-vous avec Internet pour la voir."),
                icon="wifi-off",
            )
        elif lacks and state.failure is not None:
            ui.failed.show_error(self.tr("Cette rubrique n’a pas pu être lue"), words.sentence(state.failure))

    def _show_banner(self) -> None:
        state = self._model.state
        if state.refusal is not None:
            self._say("error", words.sentence(state.refusal), "")
        elif state.failure is not None and state.access is not None:
            text = self.tr("Ce qui est affiché n’est peut-être plus à jour.")
            if not state.away:  # else the line above every page says so, and why
                text = f"{words.sentence(state.failure)} {text}"
            self._say("warning", text, self.tr("Réessayer"))
        else:
            self.ui.banner.clear()
        self.ui.bannerHolder.setVisible(not self.ui.banner.isHidden())

    def _say(self, kind: str, text: str, action: str) -> None:
        if text != self.ui.banner.message_text() or self.ui.banner.isHidden():
            self.ui.banner.show_message(kind, text, action)

    def _say_done(self, what: Done) -> None:
        texts = {
            Done.SESSION_ENDED: self.tr("Session déconnectée"),
            Done.OTHERS_ENDED: self.tr("Toutes les autres sessions sont déconnectées"),
            Done.DEVICE_FORGOTTEN: self.tr("Appareil oublié"),
        }
        Toast.show_in(self.window(), texts[what])

    def _sign_password(self, signing: SigningModel) -> None:
        dialog = self._dialog(signing)
        dialog.signed.connect(self._password.take)
        dialog.handed_back.connect(self._password.refuse)
        dialog.rejected.connect(self._password.cancel)
        dialog.begin()

    def _sign_replacement(self, signing: SigningModel) -> None:
        dialog = self._dialog(signing)
        dialog.signed.connect(self._introduce)
        dialog.rejected.connect(lambda: self.authenticator.rest(changed=False))
        dialog.begin()

    def _introduce(self, enrolment: Enrolment) -> None:
        dialog = ReplacementDialog(self._model.introduce(enrolment), self)
        dialog.replaced.connect(self._replaced)
        dialog.rejected.connect(lambda: self.authenticator.rest(changed=False))
        dialog.ended.connect(self._model.end)
        dialog.begin()

    def _replaced(self) -> None:
        self.authenticator.rest(changed=True)
        self._model.refresh()

    def _dialog(self, signing: SigningModel) -> SignDialog:
        dialog = SignDialog(signing, self)
        dialog.ended.connect(self._model.end)
        return dialog
