"""« Mon authentificateur »: which one, since when, how to change it, and what to do when it is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ccmdesk.client.forms.information_authenticator import Ui_InformationAuthenticator
from ccmdesk.client.views.information_words import kind_words, moment
from ccmdesk.client.widgets.screen import Screen

if TYPE_CHECKING:
    from ccmdesk.client.viewmodels.information import InformationModel


class InformationAuthenticatorScreen(Screen):
    """`change_wanted`: the customer has another one to introduce; the button is busy until `rest`."""

    change_wanted = Signal()

    def __init__(self, model: InformationModel) -> None:
        super().__init__()
        self._model = model
        self._changed = False
        self.ui = Ui_InformationAuthenticator()
        self.compose(self.ui)
        self.ui.changeButton.activated.connect(self._ask)
        model.changed.connect(self.refresh)
        self.refresh()

    def rest(self, *, changed: bool) -> None:
        """Go back to rest; say so when the new authenticator counts."""
        self._changed = changed
        self.ui.changeButton.set_busy(False)
        self._show_change()

    def retranslate(self) -> None:
        self._show_change()
        self.refresh()

    def refresh(self) -> None:
        """Show the model's state."""
        state = self._model.state
        if state.access is not None:
            self.ui.details.set_rows(
                [
                    (self.tr("Application"), kind_words(state.access.authenticator)),
                    (self.tr("En service depuis le"), moment(state.access.authenticator_since)),
                ]
            )
        if state.caisse is not None:
            lost = self.tr(
                "Appelez votre agence au {0} ({1}). Deux de ses employés vérifient votre identité, retirent l’ancien "
                "authentificateur et vous envoient un mot de passe temporaire par SMS ; vous en choisirez un nouveau "
                "à la première connexion."
            )
            self.ui.lostText.setText(lost.format(state.caisse.phone, state.caisse.opening_hours))

    def _ask(self) -> None:
        self._changed = False
        self._show_change()
        self.change_wanted.emit()

    def _show_change(self) -> None:
        if self._changed:
            self.ui.banner.show_message(
                "success",
                self.tr(
                    "Votre nouvel authentificateur est en service. L’ancien ne l’est plus, et vos autres appareils "
                    "sont déconnectés."
                ),
            )
        else:
            self.ui.banner.clear()
