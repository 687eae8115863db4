"""How fresh the figures are: the line above every page, and the banner when the bank is out of reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from ccmdesk.client.sync.views import Storage
from ccmdesk.client.viewmodels import words
from ccmdesk.client.widgets.icons import set_icon
from ccmdesk.core.clock import PARIS

if TYPE_CHECKING:
    from ccmdesk.client.forms.customer_shell import Ui_CustomerShell
    from ccmdesk.client.viewmodels.session import SessionModel


class Freshness(QObject):
    """Keeps the line and the banner of the shell true."""

    def __init__(self, ui: Ui_CustomerShell, session: SessionModel) -> None:
        super().__init__()
        self._ui, self._session = ui, session
        ui.refreshButton.clicked.connect(session.refresh)
        ui.banner.actionTriggered.connect(self._act)
        session.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show the session's state."""
        translate = QCoreApplication.translate
        state = self._session.freshness
        moment = state.synced_at.astimezone(PARIS) if state.synced_at else None
        when = f"{moment:%d/%m/%Y %H:%M}" if moment else ""
        if self._session.busy and not moment:
            icon, text = "refresh-cw", translate("Freshness", "Première synchronisation…")
        elif state.online and moment:
            icon, text = "circle-check", translate("Freshness", "À jour, dernière synchronisation le {}").format(when)
        elif moment:
            icon, text = "wifi-off", translate("Freshness", "Données du {}").format(when)
        else:
            icon, text = "hourglass", translate("Freshness", "Aucune synchronisation pour le moment")
        if (text, icon) != (self._ui.freshText.text(), self._ui.freshIcon.property("iconName")):
            self._ui.freshText.setText(text)
            set_icon(self._ui.freshIcon, icon, "success" if state.online else "muted", 16)
        self._ui.refreshButton.setVisible(state.signed_in)
        self._show_banner(when)

    def _show_banner(self, when: str) -> None:
        translate = QCoreApplication.translate
        state, failure = self._session.freshness, self._session.failure
        kind, text, action = "info", "", ""
        if not state.signed_in:
            kind, action = "warning", translate("Freshness", "Se reconnecter")
            text = translate(
                "Freshness",
                "Données du {}. Vous consultez hors connexion ce que cet ordinateur a gardé : vous pouvez préparer des "
                "virements, ils seront des brouillons.",
            ).format(when)
        elif not state.online and failure is not None:
            kind, action = "warning", translate("Freshness", "Réessayer")
            text = translate("Freshness", "Données du {0}. {1}").format(when, words.sentence(failure))
        elif failure is not None:
            kind, text = "error", words.sentence(failure)
        elif notices := self._session.notices:
            kind, text = "warning", "\n".join(words.sentence(notice) for notice in notices)
        elif state.storage is Storage.MEMORY:
            text = translate(
                "Freshness",
                "Cet ordinateur n’a pas de trousseau de clés sûr : vos comptes n’y sont gardés que le temps de cette "
                "session, et ne s’ouvriront pas sans connexion.",
            )
        if not text:
            self._ui.banner.clear()
        elif text != self._ui.banner.message_text() or self._ui.banner.isHidden():
            self._ui.banner.show_message(kind, text, action)

    def _act(self) -> None:
        if self._session.freshness.signed_in:
            self._session.refresh()
        else:
            self._session.sign_out()
