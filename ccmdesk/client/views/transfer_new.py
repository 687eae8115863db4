"""Virements → Nouveau: the wizard, its summary, its confirmation dialog and its outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal

from ccmdesk.client.forms.transfer_new import Ui_TransferNew
from ccmdesk.client.sync.views import OrderState
from ccmdesk.client.viewmodels import words
from ccmdesk.client.viewmodels.transfer import Field, Step
from ccmdesk.client.views.receipt_saving import ask_where
from ccmdesk.client.views.sign_dialog import open_signature
from ccmdesk.client.views.transfer_words import (
    ShortForm,
    account_texts,
    ask_confirmation,
    outcome_words,
    summary_rows,
)
from ccmdesk.client.widgets.icons import set_icon
from ccmdesk.client.widgets.room import is_narrow, pair, room, stack
from ccmdesk.client.widgets.screen import Screen
from ccmdesk.client.widgets.theme import scaled
from ccmdesk.client.work import Failure
from ccmdesk.core.errors import ErrorCode

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent
    from PySide6.QtWidgets import QComboBox

    from ccmdesk.client.sync.views import AccountView, OrderView, Prepared
    from ccmdesk.client.viewmodels.transfer import TransferModel, TransferState
    from ccmdesk.core.errors import KnownError

PAGES: Final = {Step.ENTRY: 0, Step.SUMMARY: 1, Step.DONE: 2}
WITH_A_MARGIN: Final = 860
"""From this width on the cards do not take the whole of it: lines would be too long to read."""
ARROW: Final = 32
PADDING: Final = 34
"""What a combo box needs beside its text: its arrow (px at 100 %), its padding and borders."""
TIP_ROLE: Final = Qt.ItemDataRole.ToolTipRole


class TransferNewScreen(Screen):
    """What was typed stays through every refusal and every look back; it goes once an order exists."""

    ongoing_wanted = Signal()

    def __init__(self, model: TransferModel) -> None:
        super().__init__()
        self._model = model
        self._shown_step = Step.ENTRY
        self.ui = Ui_TransferNew()
        self.compose(self.ui)
        self.ui.source.currentIndexChanged.connect(self._offer_targets)
        self.ui.reviewButton.activated.connect(self._review)
        self.ui.editButton.clicked.connect(model.back)
        self.ui.confirmButton.activated.connect(model.request_confirmation)
        self.ui.againButton.clicked.connect(self._again)
        self.ui.seeOngoing.clicked.connect(self.ongoing_wanted)
        self.ui.entryBanner.actionTriggered.connect(self._take_next_day)
        self.ui.amount.refused.connect(self._refuse_amount)
        self.ui.amount.parsed.connect(lambda _cents: self.ui.amountField.set_error(""))
        for edit in (self.ui.amount, self.ui.label):
            edit.returnPressed.connect(self.ui.reviewButton.click)
        self.ui.receiptButton.clicked.connect(self._save_receipt)
        model.ask.connect(self._ask)
        model.sign.connect(lambda signing: open_signature(self, signing, model))
        model.changed.connect(self.refresh)
        self.retranslate()

    def hideEvent(self, event: QHideEvent) -> None:
        """Begin anew next time: an outcome has been read once the customer goes elsewhere."""
        super().hideEvent(event)
        if not event.spontaneous() and self._model.state.step is Step.DONE:
            self._again()

    def arrange(self) -> None:
        """Stack fields and buttons when the page is small or the text large."""
        narrow = is_narrow(self)
        pair(self.ui.entryGrid, self.ui.amountField, self.ui.labelField, 0, narrow=narrow)
        pair(self.ui.entryGrid, self.ui.whenField, self.ui.dateField, 1, narrow=narrow)
        self.ui.columns.setStretch(1, 0 if room(self) < WITH_A_MARGIN else 1)
        stack(self.ui.summaryHead, narrow=narrow)
        stack(self.ui.summaryActions, narrow=narrow)
        self._arrange_done()
        QTimer.singleShot(0, self, self._offer_sources)  # once the fields have their new width

    def _arrange_done(self) -> None:
        """Stack the last buttons where they have no room; with the receipt's there are three."""
        three = self._model.state.receipt is not None
        stack(self.ui.doneActions, narrow=is_narrow(self) or (three and room(self) < WITH_A_MARGIN))

    def retranslate(self) -> None:
        self.ui.stepper.set_steps((self.tr("Saisie"), self.tr("Récapitulatif"), self.tr("Terminé")))
        self.ui.when.clear()
        self.ui.when.addItem(self.tr("Une seule fois"), "once")
        self.ui.amount.setPlaceholderText(self.tr("0,00"))
        self.refresh()

    def refresh(self) -> None:
        """Show the model's state."""
        state = self._model.state
        self.ui.stepper.set_current(PAGES[state.step])
        self.ui.reviewButton.set_busy(state.busy and state.step is Step.ENTRY)
        self.ui.confirmButton.set_busy(state.busy and state.step is Step.SUMMARY)
        self.ui.editButton.setEnabled(not state.busy)
        self._show_choices(state)
        self._show_problems(state)
        if state.prepared is not None:
            self._show_summary(state.prepared, online=state.online)
        if state.outcome is not None:
            self._show_outcome(state.outcome)
        self._turn_to(state.step)

    def _turn_to(self, step: Step) -> None:
        for card, its_step in ((self.ui.entryCard, Step.ENTRY), (self.ui.summaryCard, Step.SUMMARY)):
            card.setVisible(step is its_step)
        self.ui.doneCard.setVisible(step is Step.DONE)
        if step is self._shown_step:
            return
        self._shown_step = step
        self.ui.scroll.verticalScrollBar().setValue(0)
        if step is Step.DONE:
            for edit in (self.ui.amount, self.ui.label):
                edit.clear()
        if self.isVisible():
            first = {Step.ENTRY: self.ui.amount, Step.SUMMARY: self.ui.confirmButton, Step.DONE: self.ui.seeOngoing}
            first[step].setFocus()

    def _show_choices(self, state: TransferState) -> None:
        choices = state.choices
        if choices is None:
            self.ui.reviewButton.setEnabled(False)
            return
        self.ui.reviewButton.setEnabled(bool(choices.sources))
        first_time = self.ui.source.count() == 0
        self._offer_sources()
        if first_time:
            self.ui.date.set_range(choices.first_day, choices.last_day)
            self.ui.date.set_day(choices.proposed_day)

    def _offer_sources(self) -> None:
        choices = self._model.state.choices
        if choices is not None:
            _offer(self.ui.source, choices.sources)
            self._offer_targets()

    def _offer_targets(self) -> None:
        choices = self._model.state.choices
        if choices is not None:
            _offer(self.ui.target, choices.targets(str(self.ui.source.currentData())))

    def _show_problems(self, state: TransferState) -> None:
        fields = {
            Field.SOURCE: self.ui.sourceField,
            Field.TARGET: self.ui.targetField,
            Field.AMOUNT: self.ui.amountField,
            Field.LABEL: self.ui.labelField,
            Field.DATE: self.ui.dateField,
        }
        for name, form_field in fields.items():
            failure = state.problems.get(name)
            form_field.set_error(words.sentence(failure) if failure else "")
            editor = form_field.editor()
            if failure and editor is not None and state.step is Step.ENTRY and not state.busy:
                editor.setFocus()
        general = state.problems.get(Field.NONE)
        closed = state.problems.get(Field.DATE)
        if general is not None:
            self.ui.entryBanner.show_message("error", words.sentence(general))
        elif closed is not None and closed.code is ErrorCode.DATE_CLOSED:
            self.ui.entryBanner.show_message(
                "warning", self.tr("Les banques sont fermées à cette date."), self.tr("Choisir le prochain jour ouvré")
            )
        else:
            self.ui.entryBanner.clear()

    def _refuse_amount(self, error: KnownError) -> None:
        self.ui.amountField.set_error(words.sentence(Failure(error.code, error.details)))

    def _take_next_day(self) -> None:
        closed = self._model.state.problems.get(Field.DATE)
        if closed is not None:
            self.ui.date.set_day(words.iso_day(closed.details["next"]))
            self._review()

    def _show_summary(self, prepared: Prepared, *, online: bool) -> None:
        self.ui.summaryAmount.set_amount(prepared.intent.amount)
        self.ui.summaryDetails.set_rows(summary_rows(prepared))
        notes = []
        if prepared.label != prepared.intent.label.strip():
            notes.append(
                self.tr("Le libellé sera écrit « {} » : les banques n’échangent que ces caractères.").format(
                    prepared.label
                )
            )
        if prepared.source_after < 0:
            notes.append(
                self.tr("Le compte n’a pas encore cette somme : le virement sera rejeté si elle manque le jour venu.")
            )
        if not online:
            notes.append(
                self.tr(
                    "Vous êtes hors connexion : ce virement sera gardé comme brouillon, et envoyé après votre "
                    "confirmation une fois la banque joignable."
                )
            )
        self.ui.summaryNote.show_message("info" if online else "warning", "\n".join(notes))
        if not self._model.state.busy:
            self.ui.confirmButton.setText(self.tr("Confirmer…") if online else self.tr("Enregistrer le brouillon"))

    def _show_outcome(self, order: OrderView) -> None:
        kind, icon, title, text = outcome_words(order)
        set_icon(self.ui.doneIcon, icon, kind, 40)
        self.ui.doneTitle.setText(title)
        self.ui.doneText.setText(text)
        rows = [(self.tr("Montant"), words.amount(order.amount)), (self.tr("Libellé"), order.label)]
        self.ui.receiptButton.setVisible(self._model.state.receipt is not None)
        self._arrange_done()
        if order.state not in {OrderState.REFUSED, OrderState.DRAFT}:
            rows.append((self.tr("Exécution"), words.long_day(order.execution_on)))
        self.ui.doneDetails.set_rows(rows)

    def _review(self) -> None:
        self._model.review(
            str(self.ui.source.currentData()),
            str(self.ui.target.currentData()),
            self.ui.amount.text(),
            self.ui.label.text(),
            self.ui.date.day(),
        )

    def _ask(self, prepared: Prepared) -> None:
        self.ui.confirmButton.set_busy(False)
        ask_confirmation(self, prepared, self._model.confirm)

    def _save_receipt(self) -> None:
        receipt = self._model.state.receipt
        if receipt is not None:
            ask_where(self, receipt)

    def _again(self) -> None:
        choices = self._model.state.choices
        if choices is not None:
            self.ui.date.set_day(choices.proposed_day)
        self._model.again()


def _offer(box: QComboBox, accounts: tuple[AccountView, ...]) -> None:
    """Offer `accounts`, keeping the choice where it is still offered; nothing happens when nothing changed."""
    full = account_texts(accounts, ShortForm.NONE)
    texts = _fitting(box, accounts)
    if texts == [box.itemText(index) for index in range(box.count())]:
        return
    chosen = box.currentData()
    box.blockSignals(True)
    box.clear()
    for account, text, tip in zip(accounts, texts, full, strict=True):
        box.addItem(text, account.number)
        box.setItemData(box.count() - 1, tip, TIP_ROLE)
    index = box.findData(chosen)
    box.setCurrentIndex(max(index, 0))
    box.blockSignals(False)


def _fitting(box: QComboBox, accounts: tuple[AccountView, ...]) -> list[str]:
    """Write the accounts as fully as the field has room for: the balance must not be what is cut off."""
    room_for_text = box.width() - scaled(ARROW) - PADDING
    texts: list[str] = []
    for form in ShortForm:
        texts = account_texts(accounts, form)
        if max((box.fontMetrics().horizontalAdvance(text) for text in texts), default=0) <= room_for_text:
            break
    return texts
