"""How an order's state is said: words, icon and kind, the same on every screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

from ccmdesk.client.sync.views import OrderState
from ccmdesk.client.viewmodels.saying import QT_TRANSLATE_NOOP
from ccmdesk.client.widgets.banner import Chip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

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


def state_word(state: OrderState) -> str:
    """Say a state in the language of the screen."""
    return QCoreApplication.translate("Order", STATES[state][2])


def state_chip(state: OrderState, parent: QWidget) -> Chip:
    """Make the chip of a state."""
    chip = Chip(parent)
    show_state(chip, state)
    return chip


def show_state(chip: Chip, state: OrderState) -> None:
    """Show a state on a chip."""
    kind, icon, _word = STATES[state]
    chip.set_state(kind, state_word(state), icon)
