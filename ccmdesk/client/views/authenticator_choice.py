"""Which application gives the codes: the guide's list, and what to do with each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup

from ccmdesk.client.forms.authenticator_choice import Ui_AuthenticatorChoice
from ccmdesk.client.views.entrance_wizard import WizardPage
from ccmdesk.client.widgets.room import is_narrow, pair
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
        self._buttons[kind or AuthenticatorKind.SMARTPHONE].setChecked(True)
        self._conditions = {
            self.ui.windows: self.ui.windowsWhen,
            self.ui.chrome: self.ui.chromeWhen,
            self.ui.firefox: self.ui.firefoxWhen,
            self.ui.edge: self.ui.edgeWhen,
            self.ui.pc: self.ui.pcWhen,
        }
        self._group = QButtonGroup(self)
        for button in self._buttons.values():
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
        """Put each choice below its condition when the text is large."""
        narrow = is_narrow(self)
        for row, (button, when) in enumerate(self._conditions.items()):
            pair(self.ui.choices, when, button, row, narrow=narrow)

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
        self.ui.smartphone.setAccessibleDescription(self.ui.phoneTitle.text())
        for button, when in self._conditions.items():
            button.setAccessibleDescription(when.text())
        self._advise()

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
