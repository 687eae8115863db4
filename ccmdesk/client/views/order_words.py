"""How an order's state is said: words, icon and kind, the same on every screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

from ccmdesk.client.sync.views import OrderState
from ccmdesk.client.viewmodels.giving import waits_for_signature
from ccmdesk.client.viewmodels.saying import QT_TRANSLATE_NOOP
from ccmdesk.client.widgets.banner import Chip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ccmdesk.client.sync.views import OrderView

STATES: Final = {
    OrderState.DRAFT: ("warning", "pencil", QT_TRANSLATE_NOOP("Order", "Brouillon")),
    OrderState.SENDING: ("info", "send", QT_TRANSLATE_NOOP("Order", "Envoi en cours")),
    OrderState.REFUSED: ("error", "circle-x", QT_TRANSLATE_NOOP("Order", "Refusé")),
    OrderState.RECORDED: ("neutral", "clock", QT_TRANSLATE_NOOP("Order", "Enregistré")),
    OrderState.VALIDATED: ("info", "circle-check", QT_TRANSLATE_NOOP("Order", "Validé")),
    OrderState.EXECUTED: ("success", "circle-check", QT_TRANSLATE_NOOP("Order", "Exécuté")),
    OrderState.REJECTED: ("error", "circle-x", QT_TRANSLATE_NOOP("Order", "Rejeté")),
    OrderState.CANCELLED: ("neutral", "x", QT_TRANSLATE_NOOP("Order", "Annulé")),
}
"""State → kind of chip, icon, word."""


_TO_SIGN: Final = ("warning", "pencil", QT_TRANSLATE_NOOP("Order", "À signer"))
"""Look of a draft that came back from the bank because it must be signed."""


def look(order: OrderView) -> tuple[str, str, str]:
    """Return kind of chip, icon and word of an order, the word in the language of the screen."""
    kind, icon, word = _TO_SIGN if waits_for_signature(order) else STATES[order.state]
    return kind, icon, QCoreApplication.translate("Order", word)


def state_chip(order: OrderView, parent: QWidget) -> Chip:
    """Make the chip of an order's state."""
    chip = Chip(parent)
    show_state(chip, order)
    return chip


def show_state(chip: Chip, order: OrderView) -> None:
    """Show an order's state on a chip."""
    kind, icon, word = look(order)
    chip.set_state(kind, word, icon)
