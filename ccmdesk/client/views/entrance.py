"""The frame of both sign-in pages: brand, the caisses, and the help of the guide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal

from ccmdesk.client.forms.entrance import Ui_Entrance
from ccmdesk.client.viewmodels.sign_in import Step
from ccmdesk.client.views.sign_in import SignInScreen
from ccmdesk.client.widgets.icons import set_icon
from ccmdesk.client.widgets.labels import PlainLabel
from ccmdesk.client.widgets.room import room, stack
from ccmdesk.client.widgets.screen import Screen
from ccmdesk.client.widgets.theme import scaled

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    from ccmdesk.client.viewmodels.sign_in import SignInModel
    from ccmdesk.client.views.entrance_help import EntranceHelp
    from ccmdesk.client.views.entrance_wizard import EntranceWizard
    from ccmdesk.client.views.sign_in_code import SignInCodeScreen


TWO_COLUMNS = 760
MARK_SIDE = 28
HELP_HEIGHT = 360
HELP_COLUMN = 2
HELP_SHARE = 5
"""Place and share of the column beside the sign-in pages, as the form has them."""


class EntranceScreen(Screen):
    """Shows the step that the model is at. `painted` is emitted once, when the first paint is on the screen."""

    painted = Signal()

    def __init__(self, model: SignInModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._is_seen = self.was_painted = False
        self._step = Step.PASSWORD
        self._caisses: list[PlainLabel] = []
        self.ui = Ui_Entrance()
        self.compose(self.ui)
        set_icon(self.ui.brandMark, "mark", "primary", MARK_SIDE)
        self.password_page = SignInScreen(model, self.ui.steps)
        self.code_page: SignInCodeScreen | None = None
        self.wizard: EntranceWizard | None = None
        self.ui.stepsLayout.addWidget(self.password_page)
        self.ui.placeCard.hide()
        self._keep_room(scaled(MARK_SIDE), scaled(HELP_HEIGHT))
        self.ui.helpLayout.addStretch()  # until the help is there, its title stays above
        self._help: EntranceHelp | None = None
        model.changed.connect(self.refresh)
        self.refresh()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell when the page has been seen."""
        super().paintEvent(event)
        if not self._is_seen:
            self._is_seen = True
            QTimer.singleShot(0, self, self._tell)  # what is on the page is painted after the page itself

    def _tell(self) -> None:
        self.painted.emit()
        self.was_painted = True

    def complete(self) -> None:
        """Write what can wait until the page has been seen: the help beside it."""
        if self._help is None:
            from ccmdesk.client.views.entrance_help import EntranceHelp

            self._help = EntranceHelp(self.ui.helpCard)
            self._help.ui.firstButton.clicked.connect(self._begin_first_connection)
            self._help.ui.lostButton.clicked.connect(self._begin_recovery)
            self.ui.helpLayout.insertWidget(1, self._help)
            self._keep_room(0, 0)

    def _keep_room(self, mark: int, help_height: int) -> None:
        """Have the first paint look as the page will: sizes in px of what is drawn or written right after it."""
        self.ui.brandMark.setMinimumSize(mark, mark)
        self.ui.helpCard.setMinimumHeight(help_height)

    def arrange(self) -> None:
        """Put the help below the page when the window is small or the text large."""
        stack(self.ui.columns, narrow=room(self) < TWO_COLUMNS)

    def refresh(self) -> None:
        """Show the model's state."""
        state = self._model.state
        if state.step is not self._step:  # showing what is shown already would lay everything out before its time
            self._turn(state.step)
        self._show_caisses([caisse.name for caisse in state.caisses])

    def _turn(self, step: Step) -> None:
        """Show a page in the place of another; a wizard takes the place of the help too."""
        self._step = step
        if step is Step.CODE and self.code_page is None:
            from ccmdesk.client.views.sign_in_code import SignInCodeScreen

            self.code_page = SignInCodeScreen(self._model, self.ui.steps)
            self.ui.stepsLayout.addWidget(self.code_page)
        if self.wizard is not None:
            self.wizard.hide()
            self.ui.stepsLayout.removeWidget(self.wizard)
            self.wizard.deleteLater()
        self.wizard = self._make_wizard(step)
        if self.code_page is not None:
            self.code_page.setVisible(step is Step.CODE)
        self.password_page.setVisible(step is Step.PASSWORD)
        self.ui.helpCard.setVisible(self.wizard is None)
        self.ui.columns.setStretch(HELP_COLUMN, HELP_SHARE if self.wizard is None else 0)
        if self.wizard is not None:
            self.ui.stepsLayout.addWidget(self.wizard)
            self.wizard.show()
            self.setTabOrder(self.wizard.ui.nextButton, self.ui.displayButton)  # not between its fields and its buttons
            self.ui.scroll.verticalScrollBar().setValue(0)

    def _make_wizard(self, step: Step) -> EntranceWizard | None:
        first, recovery = self._model.first_connection, self._model.recovery
        if step is Step.FIRST_CONNECTION and first is not None:
            from ccmdesk.client.views.first_connection import FirstConnectionScreen

            return FirstConnectionScreen(first, self.ui.steps)
        if step is Step.RECOVERY and recovery is not None:
            from ccmdesk.client.views.recovery import RecoveryScreen

            return RecoveryScreen(recovery, self.ui.steps)
        return None

    def _begin_first_connection(self) -> None:
        self._model.begin_first_connection(self.password_page.ui.code.text())

    def _begin_recovery(self) -> None:
        self._model.begin_recovery(self.password_page.ui.code.text())

    def retranslate(self) -> None:
        self.refresh()

    def _show_caisses(self, names: list[str]) -> None:
        self.ui.placeCard.setVisible(bool(names) and self.wizard is None)
        if names == [label.text() for label in self._caisses]:
            return
        for label in self._caisses:
            label.hide()
            label.deleteLater()
        self._caisses = [PlainLabel(self.ui.caisses, text=name) for name in names]
        for label in self._caisses:
            self.ui.caissesLayout.addWidget(label)
