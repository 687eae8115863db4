"""« Mes virements »: Nouveau, En cours, Voir historique."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ccmdesk.client.forms.transfers import Ui_Transfers
from ccmdesk.client.views.orders import OrdersScreen
from ccmdesk.client.views.transfer_new import TransferNewScreen
from ccmdesk.client.widgets.screen import Screen

if TYPE_CHECKING:
    from ccmdesk.client.viewmodels.orders import OrdersModel
    from ccmdesk.client.viewmodels.transfer import TransferModel

TABS: Final = ("new", "ongoing", "history")


class TransfersScreen(Screen):
    """Three pages behind tabs; what is typed in one stays while another is looked at."""

    def __init__(self, new: TransferModel, ongoing: OrdersModel, history: OrdersModel) -> None:
        super().__init__()
        self.ui = Ui_Transfers()
        self.compose(self.ui)
        self.new = TransferNewScreen(new)
        self.ongoing = OrdersScreen(ongoing)
        self.history = OrdersScreen(history)
        for page in (self.new, self.ongoing, self.history):
            self.ui.pages.addWidget(page)
            self.ui.tabs.addTab("")
        self.ui.tabs.setExpanding(False)
        self.ui.tabs.currentChanged.connect(self.ui.pages.setCurrentIndex)
        self.new.ongoing_wanted.connect(lambda: self.show_tab("ongoing"))
        self.ongoing.new_wanted.connect(lambda: self.show_tab("new"))
        self.history.new_wanted.connect(lambda: self.show_tab("new"))
        self.retranslate()

    def show_tab(self, name: str) -> None:
        """Turn to a tab: new, ongoing or history."""
        self.ui.tabs.setCurrentIndex(TABS.index(name))

    def retranslate(self) -> None:
        self.ui.header.set_title(self.tr("Mes virements"))
        for index, text in enumerate((self.tr("Nouveau"), self.tr("En cours"), self.tr("Voir historique"))):
            self.ui.tabs.setTabText(index, text)
