"""Which application gives the codes: the guide's list, and what to do with each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup

from ccmdesk.client.forms.authenticator_choice import Ui_AuthenticatorChoice
from ccmdesk.client.views.entrance_wizard import WizardPage
from ccmdesk.client.widgets.room import is_narrow, stack
from ccmdesk.wire.access import AuthenticatorKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from ccmdesk.client.views.entrance_wizard import WizardState


class AuthenticatorChoicePage(WizardPage):
    """Six choices, the smartphone first. `choose` is called with the one taken."""

    def __init__(self, choose: Callable[[AuthenticatorKind], None], kind: AuthenticatorKind | None) -> None:
        super().__init__()
        self._choose = choose
        self.ui = Ui_AuthenticatorChoice()
        self.compose(self.ui)
        self._buttons = {
            AuthenticatorKind.SMARTPHONE: self.ui.smartphone,
            AuthenticatorKind.WINDOWS: self.ui.windows,
            AuthenticatorKind.CHROME: self.ui.chrome,
            AuthenticatorKind.FIREFOX: self.ui.firefox,
            AuthenticatorKind.EDGE: self.ui.edge,
            AuthenticatorKind.PC: self.ui.pc,
        }
        ui = self.ui
        self._conditions = {
            ui.smartphone: ui.phoneTitle,
            ui.windows: ui.windowsWhen,
            ui.chrome: ui.chromeWhen,
            ui.firefox: ui.firefoxWhen,
            ui.edge: ui.edgeWhen,
            ui.pc: ui.pcWhen,
        }
        self._buttons[kind or AuthenticatorKind.SMARTPHONE].setChecked(True)
        self._group = QButtonGroup(self)
        for row in (ui.smartphoneRow, ui.windowsRow, ui.chromeRow, ui.firefoxRow, ui.edgeRow, ui.pcRow):
            button = row.adopt()
            self._group.addButton(button)
            button.toggled.connect(self._advise)
        self.retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Enter, as from a field; a key held down since the page before goes nowhere."""
        from PySide6.QtCore import Qt

        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self.submitted.emit()
        else:
            super().keyPressEvent(event)

    def arrange(self) -> None:
        """Let the names stand below each other, or each below its condition when the text is large."""
        narrow = is_narrow(self)
        ui = self.ui
        rows = {
            ui.windowsWhen: ui.windowsWords,
            ui.chromeWhen: ui.chromeWords,
            ui.firefoxWhen: ui.firefoxWords,
            ui.edgeWhen: ui.edgeWords,
            ui.pcWhen: ui.pcWords,
        }
        longest = max(when.fontMetrics().horizontalAdvance(when.text()) for when in rows) + 1
        for when, words in rows.items():
            stack(words, narrow=narrow)
            when.setMinimumWidth(0 if narrow else longest)

    def kind(self) -> AuthenticatorKind:
        """Return the choice."""
        return next(kind for kind, button in self._buttons.items() if button.isChecked())

    def submit(self) -> None:
        """Go on with the choice."""
        self._choose(self.kind())

    def show_state(self, state: WizardState) -> None:
        """Nothing can be wrong here."""

    def first(self) -> QWidget:
        """Where the customer goes on."""
        return self._buttons[self.kind()]

    def retranslate(self) -> None:
        """Have each choice read out with the words before it."""
        for button, words in self._conditions.items():
            button.setAccessibleDescription(words.text())
        self._advise()
        self.arrange()

    def _advise(self) -> None:
        self.ui.advice.setText(
            {
                AuthenticatorKind.SMARTPHONE: self.tr(
                    "Ouvrez l’application sur votre téléphone et touchez « + ». À la page suivante, vous scannerez un "
                    "QR code."
                ),
                AuthenticatorKind.WINDOWS: self.tr(
                    "Installez « OTP Manager » depuis le Microsoft Store. À la page suivante, vous copierez un secret "
                    "pour le lui donner."
                ),
                AuthenticatorKind.CHROME: self.tr(
                    "Cherchez l’extension « Authenticator » dans le Chrome Web Store et ajoutez-la à Chrome. À la page "
                    "suivante, vous copierez un secret pour le lui donner."
                ),
                AuthenticatorKind.FIREFOX: self.tr(
                    "Cherchez l’extension « Authenticator » dans les modules complémentaires de Firefox et ajoutez-la. "
                    "À la page suivante, vous copierez un secret pour le lui donner."
                ),
                AuthenticatorKind.EDGE: self.tr(
                    "Cherchez l’extension « Authenticator » dans les modules complémentaires de Microsoft Edge et "
                    "ajoutez-la. À la page suivante, vous copierez un secret pour le lui donner."
                ),
                AuthenticatorKind.PC: self.tr(
                    "L’application Authy pour PC n’existe plus depuis mars 2024. Utilisez à sa place KeePassXC ou Ente "
                    "Auth, gratuits pour Windows, macOS et Linux. À la page suivante, vous copierez un secret pour le "
                    "lui donner."
                ),
            }[self.kind()]
        )
