"""« Mes connexions »: what happened to the access, when, and from where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccmdesk.client.forms.information_history import Ui_InformationHistory
from ccmdesk.client.views.information_table import InformationTable, Row
from ccmdesk.client.views.information_words import EVENTS, moment, place, tr
from ccmdesk.client.widgets.room import is_narrow
from ccmdesk.client.widgets.screen import Screen

if TYPE_CHECKING:
    from ccmdesk.client.viewmodels.information import InformationModel


class InformationHistoryScreen(Screen):
    """The last 100 events, newest first."""

    def __init__(self, model: InformationModel) -> None:
        super().__init__()
        self._model = model
        self.ui = Ui_InformationHistory()
        self.compose(self.ui)
        self._table = InformationTable(self.ui.table, stretched=(1, 2))
        model.changed.connect(self.refresh)
        self.refresh()

    def arrange(self) -> None:
        """Fold the place below the event when room lacks."""
        self.refresh()
        self._table.dress()

    def retranslate(self) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Show the model's state."""
        access = self._model.state.access
        narrow = is_narrow(self)
        headers = [self.tr("Quand"), self.tr("Événement"), self.tr("Depuis")]
        rows = []
        for number, entry in enumerate(access.history if access is not None else ()):
            name, ink, text = EVENTS[entry.event]
            where = place(entry.device_name, entry.system)
            cells: tuple[str, ...] = (moment(entry.at), tr(text), where)
            if narrow:
                cells = (cells[0], f"{cells[1]}\n{where}" if where else cells[1])
            rows.append(Row(str(number), cells, (name, ink)))
        self._table.show_rows(headers[:2] if narrow else headers, rows)
