"""The help of the guide beside the sign-in pages."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from ccmdesk.client.forms.entrance_help import Ui_EntranceHelp
from ccmdesk.client.widgets.screen import compose


class EntranceHelp(QWidget):
    """How a first connection goes, which application to choose, what to do about a lost password."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.ui = Ui_EntranceHelp()
        compose(self, self.ui)
        self.ui.moreHelpPanel.hide()
        self.ui.moreHelp.toggled.connect(self.ui.moreHelpPanel.setVisible)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.ui.retranslateUi(self)
