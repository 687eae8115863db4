"""« Mes sessions »: what is open now, and how to close it from here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccmdesk.client.forms.information_sessions import Ui_InformationSessions
from ccmdesk.client.views.information_table import InformationTable, Row
from ccmdesk.client.views.information_words import moment
from ccmdesk.client.widgets.confirm_dialog import ConfirmDialog
from ccmdesk.client.widgets.room import is_narrow, stack
from ccmdesk.client.widgets.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Callable

    from ccmdesk.client.sync.trust_views import SessionView
    from ccmdesk.client.viewmodels.information import InformationModel


class InformationSessionsScreen(Screen):
    """The list, « Déconnecter » for the selected one, and for all the others at once."""

    def __init__(self, model: InformationModel) -> None:
        super().__init__()
        self._model = model
        self.ui = Ui_InformationSessions()
        self.compose(self.ui)
        self._table = InformationTable(self.ui.table, stretched=(0,))
        self.ui.table.selectionModel().selectionChanged.connect(self._offer)
        self.ui.endButton.clicked.connect(self._end)
        self.ui.othersButton.clicked.connect(self._end_others)
        model.changed.connect(self.refresh)
        self.refresh()

    def arrange(self) -> None:
        """Fold the beginning below the device, and stack the buttons, when room lacks."""
        stack(self.ui.actions, narrow=is_narrow(self))
        self.refresh()
        self._table.dress()

    def retranslate(self) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Show the model's state."""
        narrow = is_narrow(self)
        opened, pair = self.tr("Ouverte le"), self.tr("{0} : {1}")
        headers = [self.tr("Appareil"), opened, self.tr("Dernière activité")]
        rows = []
        for session in self._sessions():
            own = [self.tr("Cette session")] if session.is_current else []
            name = "\n".join((session.device_name, session.system, *own))
            cells = [name, moment(session.opened_at), moment(session.seen_at)]
            if narrow:
                cells[:2] = [f"{name}\n{pair.format(opened, cells[1])}"]
            rows.append(Row(session.id, tuple(cells), ("log-in", "success" if session.is_current else "muted")))
        if narrow:
            del headers[1]
        self._table.show_rows(headers, rows)
        self._offer()

    def _sessions(self) -> tuple[SessionView, ...]:
        access = self._model.state.access
        return access.sessions if access is not None else ()

    def _chosen(self) -> SessionView | None:
        key = self._table.chosen()
        return next((session for session in self._sessions() if session.id == key), None)

    def _offer(self) -> None:
        chosen, busy = self._chosen(), self._model.state.busy
        self.ui.endButton.setEnabled(chosen is not None and not chosen.is_current and not busy)
        self.ui.othersButton.setEnabled(any(not session.is_current for session in self._sessions()) and not busy)

    def _end(self) -> None:
        session = self._chosen()
        if session is None:
            return
        rows = [
            (self.tr("Appareil"), session.device_name),
            (self.tr("Système"), session.system),
            (self.tr("Ouverte le"), moment(session.opened_at)),
        ]
        self._ask(self.tr("Déconnecter cette session ?"), rows, lambda: self._model.end_session(session.id))

    def _end_others(self) -> None:
        self._ask(self.tr("Déconnecter toutes les autres sessions ?"), [], self._model.end_other_sessions)

    def _ask(self, question: str, rows: list[tuple[str, str]], confirmed: Callable[[], None]) -> None:
        dialog = ConfirmDialog(
            self,
            question=question,
            rows=rows,
            note=self.tr("Ce qui n’y était pas encore envoyé reste sur l’appareil, pour la prochaine connexion."),
            confirm=self.tr("Déconnecter"),
        )
        dialog.accepted.connect(confirmed)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
