"""« Mes coordonnées »: how the agency reaches the customer, and how to have that changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale

from ccmdesk.client.forms.information_contact import Ui_InformationContact
from ccmdesk.client.widgets.screen import Screen

if TYPE_CHECKING:
    from ccmdesk.client.sync.views import CaisseView, ProfileView
    from ccmdesk.client.viewmodels.information import InformationModel

_CODE_LETTERS: Final = 2


class InformationContactScreen(Screen):
    """Read from this computer: also there offline."""

    def __init__(self, model: InformationModel) -> None:
        super().__init__()
        self._model = model
        self.ui = Ui_InformationContact()
        self.compose(self.ui)
        model.changed.connect(self.refresh)
        self.refresh()

    def retranslate(self) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Show the model's state."""
        state = self._model.state
        if state.profile is None or state.caisse is None:
            self.ui.details.set_rows([])
            self.ui.note.clear()
            return
        self.ui.details.set_rows(self._rows(state.profile))
        text = self._note(state.caisse)
        if text != self.ui.note.message_text():
            self.ui.note.show_message("info", text)

    def _rows(self, profile: ProfileView) -> list[tuple[str, str]]:
        address = [*profile.address, f"{profile.postcode} {profile.town}", _country(profile.country)]
        return [
            (self.tr("E-mail"), profile.email),
            (self.tr("Numéro de mobile"), profile.phone),
            (self.tr("Adresse"), "\n".join(line for line in address if line.strip())),
        ]

    def _note(self, caisse: CaisseView) -> str:
        return self.tr(
            "Votre e-mail, votre téléphone ou votre adresse ont changé ? Votre agence les met à jour avec vous, au {0} "
            "({1}). L’ancienne adresse et l’ancien numéro en sont avertis."
        ).format(caisse.phone, caisse.opening_hours)


def _country(code: str) -> str:
    """Name of a country of which the bank has the code; what is no code stays as it is."""
    territory = QLocale.codeToTerritory(code) if len(code) == _CODE_LETTERS else QLocale.Country.AnyCountry
    if territory == QLocale.Country.AnyCountry:
        return code
    return QLocale(QLocale.Language.AnyLanguage, territory).nativeTerritoryName()
