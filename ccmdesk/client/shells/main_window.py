"""The one window of the customer's client: the entrance, or the customer's shell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QDialog, QMainWindow, QStackedWidget, QWidget

from ccmdesk.client.views.entrance import EntranceScreen
from ccmdesk.client.widgets.icons import app_icon, draw_icons, hold_icons

if TYPE_CHECKING:
    from ccmdesk.client.viewmodels.preferences import PreferencesModel
    from ccmdesk.client.viewmodels.sign_in import SignInModel

SIZE: Final = (1180, 800)
MINIMUM: Final = (960, 640)


class MainWindow(QMainWindow):
    """Holds what is shown; knows nothing of money."""

    def __init__(self, sign_in: SignInModel, preferences: PreferencesModel) -> None:
        super().__init__()
        self._preferences = preferences
        self._inside: QWidget | None = None
        self.setObjectName("mainWindow")
        self.setWindowTitle("CCM Desk")
        self.setMinimumSize(*MINIMUM)
        self.resize(*SIZE)
        self.pages = QStackedWidget(self)
        self.setCentralWidget(self.pages)
        hold_icons()
        self.entrance = EntranceScreen(sign_in, self.pages)
        self.entrance.ui.displayButton.clicked.connect(self.show_preferences)
        self.pages.addWidget(self.entrance)

    def complete(self) -> None:
        """Draw and write what the first paint does not wait for: pictures, and the help."""
        self.setWindowIcon(app_icon())
        self.entrance.complete()
        draw_icons(self)

    def enter(self, shell: QWidget) -> None:
        """Show a customer's shell instead of the entrance."""
        self._inside = shell
        self.pages.addWidget(shell)
        self.pages.setCurrentWidget(shell)

    def leave(self) -> None:
        """Forget the shell, with every figure it shows, and go back to the entrance."""
        if self._inside is None:
            return
        for dialog in self._inside.findChildren(QDialog):
            dialog.hide()  # with the figures it shows: it goes with the shell, but later
        for toast in self.findChildren(QWidget, "toast"):
            toast.hide()  # it is about what he did, and stands above whoever comes next; it goes by itself
        self.pages.setCurrentWidget(self.entrance)
        self.pages.removeWidget(self._inside)
        self._inside.deleteLater()
        self._inside = None

    def show_preferences(self) -> None:
        """Open « Affichage »."""
        from ccmdesk.client.views.preferences import PreferencesDialog

        dialog = PreferencesDialog(self._preferences, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
