"""What the wizard and the lists say of a transfer: its summary, its confirmation, its outcome."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ccmdesk.client.sync.views import OrderState
from ccmdesk.client.viewmodels import words
from ccmdesk.client.viewmodels.giving import waits_for_signature
from ccmdesk.client.widgets.confirm_dialog import ConfirmDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from ccmdesk.client.sync.views import AccountView, OrderView, Prepared


class ShortForm(Enum):
    """How much of an account a choice leaves out when room lacks, the least first."""

    NONE = auto()
    HOLDER = auto()
    NUMBER = auto()


def account_texts(accounts: tuple[AccountView, ...], form: ShortForm) -> list[str]:
    """Write accounts as the guide does: number, whose it is, and the balance in brackets."""
    texts = []
    for account in accounts:
        parts = [account.number, account.label, account.holder]
        if form is ShortForm.HOLDER:
            parts = parts[:2]
        elif form is ShortForm.NUMBER:
            parts = [account.label]
        texts.append(f"{' '.join(parts)} ({words.amount(account.projected)})")
    return texts


def summary_rows(prepared: Prepared) -> list[tuple[str, str]]:
    """Say exactly what is about to be confirmed, row by row."""
    translate = QCoreApplication.translate
    source, target = prepared.source, prepared.target
    return [
        (translate("Transfer", "Depuis"), f"{source.number} {source.label}"),
        (translate("Transfer", "Vers"), f"{target.number} {target.label}"),
        (translate("Transfer", "Libellé"), prepared.label),
        (translate("Transfer", "Quand"), translate("Transfer", "Une seule fois")),
        (translate("Transfer", "Date demandée"), words.long_day(prepared.intent.requested_on)),
        (translate("Transfer", "Date d’exécution"), words.long_day(prepared.execution_on)),
        (
            translate("Transfer", "Soldes après exécution"),
            "\n".join(
                translate("Transfer", "{0} : {1}").format(account.label, words.amount(after))
                for account, after in ((source, prepared.source_after), (target, prepared.target_after))
            ),
        ),
    ]


def ask_confirmation(parent: QWidget, prepared: Prepared, confirmed: Callable[[], None]) -> None:
    """Show « Confirmation demandée » with the amount, the accounts and the day; calls `confirmed` if it was."""
    translate = QCoreApplication.translate
    dialog = ConfirmDialog(
        parent,
        question=translate("Transfer", "Confirmez-vous ce virement interne ?"),
        rows=[
            (translate("Transfer", "Montant"), words.amount(prepared.intent.amount)),
            *summary_rows(prepared)[:3],
            (translate("Transfer", "Date d’exécution"), words.long_day(prepared.execution_on)),
        ],
    )
    dialog.accepted.connect(confirmed)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def outcome_words(order: OrderView) -> tuple[str, str, str, str]:
    """Say how an order fared just after its confirmation: kind, icon, title, text."""
    translate = QCoreApplication.translate
    if order.state is OrderState.REFUSED:
        why = words.rejection(order.reason)
        return (
            "error",
            "circle-x",
            translate("Transfer", "Virement refusé"),
            translate("Transfer", "Rien n’a été transféré : {}.").format(why),
        )
    if waits_for_signature(order):
        return (
            "warning",
            "pencil",
            translate("Transfer", "Virement à signer"),
            translate("Transfer", "Rien n’a été transféré : {}. Vous pourrez le signer depuis « En cours ».").format(
                words.rejection(order.reason)
            ),
        )
    if order.state is OrderState.DRAFT:
        return (
            "warning",
            "pencil",
            translate("Transfer", "Brouillon enregistré"),
            translate("Transfer", "Rien n’a été envoyé. Vous le confirmerez depuis « En cours »."),
        )
    if order.state is OrderState.SENDING:
        return (
            "info",
            "send",
            translate("Transfer", "Envoi en cours"),
            translate(
                "Transfer",
                "La banque n’a pas encore répondu. CCM Desk renvoie ce virement lui-même, et il ne sera fait qu’une "
                "fois : ne le saisissez pas de nouveau.",
            ),
        )
    return (
        "success",
        "circle-check",
        translate("Transfer", "Votre virement est enregistré"),
        translate(
            "Transfer", "Votre opération sera prise en compte sous 2 jours ouvrés. Exécution prévue le {}."
        ).format(words.long_day(order.execution_on)),
    )
