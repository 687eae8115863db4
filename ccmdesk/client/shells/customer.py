"""The customer's shell: side menu, freshness of the figures, pages."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from ccmdesk.client.forms.customer_shell import Ui_CustomerShell
from ccmdesk.client.shells.freshness import Freshness
from ccmdesk.client.shells.leaving import Leaving
from ccmdesk.client.viewmodels.dashboard import DashboardModel
from ccmdesk.client.viewmodels.operations import OperationsModel
from ccmdesk.client.viewmodels.orders import OrdersModel
from ccmdesk.client.viewmodels.session import SessionModel
from ccmdesk.client.viewmodels.transfer import TransferModel
from ccmdesk.client.views.dashboard import DashboardScreen
from ccmdesk.client.views.operations import OperationsScreen
from ccmdesk.client.views.transfers import TransfersScreen
from ccmdesk.client.widgets.icons import refresh_icons, set_icon
from ccmdesk.client.widgets.room import room
from ccmdesk.client.widgets.screen import Screen

if TYPE_CHECKING:
    from ccmdesk.client.options import Options
    from ccmdesk.client.sync.desk import Desk
    from ccmdesk.client.views.information import InformationScreen
    from ccmdesk.client.work import Work
    from ccmdesk.core.clock import Clock

MENU = (("dashboard", "house"), ("transfers", "arrow-left-right"), ("information", "user"))
"""Pages of the guide's menu that exist, with their icons. The others come with their issues."""


WITH_MENU_TEXTS = 760


class CustomerShell(Screen):
    """What a signed-in customer sees. `preferences_wanted` asks for « Affichage »."""

    preferences_wanted = Signal()

    def __init__(self, work: Work, desk: Desk, clock: Clock, options: Options) -> None:
        super().__init__()
        self._desk = desk
        self.leaving = Leaving(self, options.idle_ms)
        self.session = SessionModel(work, desk, self.leaving.watch.take_activity, poll_ms=options.poll_ms)
        self._models = (
            DashboardModel(work, desk),
            TransferModel(work, desk, clock),
            OrdersModel(work, desk, clock, ongoing=True),
            OrdersModel(work, desk, clock, ongoing=False),
        )
        dashboard, new, ongoing, history = self._models
        self.operations_model = OperationsModel(work, desk)
        for model in (self.session, self.operations_model, *self._models):
            model.setParent(self)  # they go with the page: nothing of this customer is read afterwards
        self.dashboard = DashboardScreen(dashboard)
        self.transfers = TransfersScreen(new, ongoing, history)
        self.operations = OperationsScreen(self.operations_model)
        self.information: InformationScreen | None = None
        self._make_information = partial(open_information, work, desk, clock, self.session)
        self.ui = Ui_CustomerShell()
        self.compose(self.ui)
        set_icon(self.ui.brandMark, "mark", "menu_mark", 28)
        for key, name in MENU:
            self.ui.menu.add_entry(key, name, "")
        for page in (self.dashboard, self.transfers, self.operations):
            self.ui.pages.addWidget(page)
        self._freshness = Freshness(self.ui, self.session)
        self._connect()
        self.retranslate()
        self.show_page("dashboard")

    def arrange(self) -> None:
        """Reduce the side menu to its icons when the window is small or the text large."""
        compact = room(self) < WITH_MENU_TEXTS
        self.ui.menu.set_compact(compact=compact)
        for widget in (self.ui.brandName, self.ui.who):
            widget.setVisible(not compact)
        buttons = (self.ui.displayButton, self.ui.signOutButton, self.ui.refreshButton)
        for button in buttons:
            button.setText("" if compact else button.accessibleName())
            button.setToolTip(button.accessibleName() if compact else "")
        # the room after an icon depends on whether there is a text
        refresh_icons((*self.ui.menu.findChildren(QPushButton), *buttons))

    def start(self) -> None:
        """Read what the cache has, then sync."""
        for model in self._models:
            model.reload()
        self.session.start()

    def show_page(self, key: str, tab: str = "") -> None:
        """Turn to a page of the menu, and for the transfers to one of its tabs."""
        page: Screen = self.transfers if key == "transfers" else self.dashboard
        if key == "information":
            page = self._information()
        if tab:
            self.transfers.show_tab(tab)
        self.ui.pages.setCurrentWidget(page)
        self.ui.menu.set_current(key)

    def _information(self) -> Screen:
        """Make « Mes informations » when it is first asked for: who only looks at his accounts does not wait for it."""
        if self.information is None:
            self.information = self._make_information()
            self.ui.pages.addWidget(self.information)
            self.ui.refreshButton.clicked.connect(self.information.read_anew)
        return self.information

    def show_operations(self, account: str) -> None:
        """Turn to the operations of an account, or of all when `account` is empty."""
        self.operations_model.open(account or None)
        self.ui.pages.setCurrentWidget(self.operations)
        self.ui.menu.set_current("dashboard")  # which they are reached from

    def retranslate(self) -> None:
        texts = (self.tr("Tableau de bord"), self.tr("Virements"), self.tr("Mes informations"))
        for (key, _icon), text in zip(MENU, texts, strict=True):
            self.ui.menu.set_text(key, text)
        self._freshness.refresh()
        self._show_customer()
        self.arrange()

    def _connect(self) -> None:
        self.leaving.guard(self.session)
        self.ui.menu.chosen.connect(self.show_page)
        self.ui.displayButton.clicked.connect(self.preferences_wanted)
        self.ui.signOutButton.clicked.connect(self.session.sign_out)
        self.dashboard.operations.connect(self.show_operations)
        self.dashboard.transfers.connect(lambda tab: self.show_page("transfers", tab))
        self._models[0].changed.connect(self._show_customer)
        for model in self._models[1:]:
            model.ended.connect(self.session.give_up)

    def _show_customer(self) -> None:
        dashboard = self._models[0].dashboard
        if dashboard is None:
            return
        profile = dashboard.profile
        self.ui.customerName.setText(f"{profile.civility} {profile.name}")
        self.ui.customerNumber.setText(self.tr("Client {}").format(profile.number))


def open_information(work: Work, desk: Desk, clock: Clock, session: SessionModel) -> InformationScreen:
    """Build « Mes informations », whose models go with it; what ends the session there ends it here."""
    from ccmdesk.client.viewmodels.information import InformationModel
    from ccmdesk.client.viewmodels.information_password import PasswordModel
    from ccmdesk.client.views.information import InformationScreen

    model, password = InformationModel(work, desk, clock), PasswordModel(work, desk, clock)
    page = InformationScreen(model, password)
    model.setParent(page)
    password.setParent(page)
    model.ended.connect(session.give_up)
    model.reload()
    return page
