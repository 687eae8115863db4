"""« Opérations »: the account, the search and the filters, and its operations as far back as they go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut

from ccmdesk.client.forms.operations import Ui_Operations
from ccmdesk.client.viewmodels import words
from ccmdesk.client.viewmodels.language import language
from ccmdesk.client.viewmodels.operations import FilterTexts
from ccmdesk.client.widgets.announce import announce
from ccmdesk.client.widgets.room import is_narrow, room, stack
from ccmdesk.client.widgets.screen import Screen
from ccmdesk.core.errors import ErrorCode
from ccmdesk.core.money import NARROW_SPACE

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ccmdesk.client.cache.posting_window import PostingLine
    from ccmdesk.client.viewmodels.operations import OperationsModel


WITH_IBAN_IN_A_LINE: Final = 720


class OperationsScreen(Screen):
    """One account's operations, or all. Ctrl+F goes to the search, Escape in it clears it."""

    def __init__(self, model: OperationsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._shown: object = None
        self.ui = Ui_Operations()
        self.compose(self.ui)
        ui = self.ui
        self._fields = {
            "booked_from": (ui.fromField, ui.fromEdit),
            "booked_to": (ui.toField, ui.toEdit),
            "at_least": (ui.leastField, ui.leastEdit),
            "at_most": (ui.mostField, ui.mostEdit),
        }
        ui.filters.hide()
        ui.details.hide()
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self._find)
        ui.copyButton.clicked.connect(self._copy)
        ui.search.textEdited.connect(model.search)
        ui.search.textChanged.connect(self._cleared)
        ui.filterButton.toggled.connect(ui.filters.setVisible)
        for _field, edit in self._fields.values():
            edit.editingFinished.connect(self._filter)
        ui.clearButton.clicked.connect(self._clear)
        ui.empty.actionTriggered.connect(self._clear)
        ui.error.actionTriggered.connect(model.reload)
        ui.table.sight.connect(self._show_count)
        ui.table.chosen.connect(self._show_details)
        ui.table.failed.connect(model.fail)
        model.changed.connect(self.refresh)
        self.retranslate()

    def arrange(self) -> None:
        """Stack what stands side by side when the page is small or the text large."""
        narrow = is_narrow(self)
        stack(self.ui.summaryRow, narrow=narrow)
        stack(self.ui.identityRow, narrow=narrow)
        self.ui.identityRow.setAlignment(
            self.ui.copyButton, Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag.AlignVCenter
        )
        self.ui.iban.setWordWrap(room(self) < WITH_IBAN_IN_A_LINE)
        side = Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag.AlignRight
        for label in (
            self.ui.bookedCaption,
            self.ui.bookedAmount,
            self.ui.availableCaption,
            self.ui.availableAmount,
        ):
            label.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        for place, (field, _edit) in enumerate(self._fields.values()):
            row, column = divmod(place, 2) if narrow else (0, place)
            self.ui.filtersGrid.addWidget(field, row, column, Qt.AlignmentFlag.AlignTop)
        for column in range(len(self._fields)):
            self.ui.filtersGrid.setColumnStretch(column, 1 if column < 2 or not narrow else 0)  # noqa: PLR2004 -- a pair
        stack(self.ui.footRow, narrow=narrow)

    def retranslate(self) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Show the model's state."""
        state, ui = self._model.state, self.ui
        failed = state.failure is not None
        count = state.window.count() if state.window is not None else 0
        self._show_account()
        if ui.search.text() != state.search:
            ui.search.setText(state.search)
        filled = state.texts.filled()
        ui.filterButton.setText(self.tr("Filtres ({})").format(filled) if filled else self.tr("Filtres"))
        ui.clearButton.setVisible(state.narrowed and count > 0)
        self._show_problems()
        if state.window is not self._shown:
            self._shown = state.window
            ui.table.show_window(state.window)
        elif state.complete:
            ui.table.update_rows()
        ui.table.setVisible(not failed and count > 0)
        ui.tools.setVisible(not failed and (count > 0 or state.narrowed))
        ui.empty.setVisible(state.loaded and not failed and count == 0)
        ui.error.setVisible(failed)
        self._explain_emptiness()
        if state.failure is not None:
            ui.error.show_error(self.tr("Vos opérations n’ont pas pu être lues"), words.sentence(state.failure))
        self._show_count(*ui.table.rows_in_sight())

    def _show_account(self) -> None:
        account, ui = self._model.state.account, self.ui
        ui.summary.setVisible(account is not None)
        if account is None:
            ui.header.set_title(self.tr("Opérations"))
            ui.header.set_subtitle(self.tr("Tous vos comptes") if self._model.state.loaded else "")
            return
        ui.header.set_title(account.label)
        ui.header.set_subtitle(self.tr("Opérations du compte n° {}").format(account.number))
        ui.iban.setText(self.tr("IBAN {}").format(_in_fours(account.iban)))
        ui.bookedAmount.set_amount(account.booked)
        ui.availableAmount.set_amount(account.available)

    def _explain_emptiness(self) -> None:
        if self._model.state.narrowed:
            self.ui.empty.set_content(
                self.tr("Aucune opération ne correspond à votre recherche"),
                self.tr("Essayez un autre mot, une autre période ou un autre montant."),
                self.tr("Tout afficher"),
                "search",
            )
        else:
            self.ui.empty.set_content(
                self.tr("Aucune opération"), self.tr("Vos opérations apparaîtront ici."), icon="inbox"
            )

    def _show_problems(self) -> None:
        state = self._model.state
        problems = dict(state.problems)
        for name, (field, edit) in self._fields.items():
            typed = getattr(state.texts, name)
            if edit.text() != typed and not edit.hasFocus():
                edit.setText(typed)
            field.set_error(self._problem(name, problems[name]) if name in problems else "")

    def _problem(self, name: str, code: ErrorCode) -> str:
        if code is ErrorCode.DATE_PAST:
            return self.tr("La fin précède le début.")
        if code is ErrorCode.DATE_INVALID:
            return self.tr("Écrivez la date ainsi : 21/10/2022.")
        if name == "at_most" and code is ErrorCode.AMOUNT_INVALID and self._is_amount("at_most"):
            return self.tr("Le maximum est plus petit que le minimum.")
        return self.tr("Écrivez le montant ainsi : 1 234,56.")

    def _is_amount(self, name: str) -> bool:
        return any(character.isdigit() for character in getattr(self._model.state.texts, name))

    def _show_count(self, first: int, last: int) -> None:
        window = self._model.state.window
        if window is None or window.count() == 0:
            self.ui.count.setText("")
            return
        text = self.tr("Affiche {0} à {1} de {2} enregistrements")
        self.ui.count.setText(text.format(*map(_grouped, (first, last, window.count()))))

    def _show_details(self, line: PostingLine | None) -> None:
        self.ui.details.setVisible(line is not None)
        if line is None:
            return
        self.ui.detailTitle.setText(line.label)
        parts = [line.counterparty, words.amount(line.amount, signed=True)]
        parts.append(self.tr("opération du {}").format(_day(line.booked_on)))
        parts.append(self.tr("valeur du {}").format(_day(line.value_on)))
        if self._model.state.account is None:
            parts.append(self.tr("compte {}").format(line.account))
        self.ui.detailText.setText(" · ".join(part for part in parts if part))

    def _find(self) -> None:
        self.ui.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.ui.search.selectAll()

    def _copy(self) -> None:
        account = self._model.state.account
        if account is not None:
            QGuiApplication.clipboard().setText(account.iban)
            done = self.tr("IBAN copié.")
            self.ui.banner.show_message("success", done)
            announce(self, done)

    def _cleared(self, text: str) -> None:
        """Hear the field's own clear button, for which `textEdited` keeps silent."""
        if text != self._model.state.search:
            self._model.search(text)

    def _filter(self) -> None:
        self._model.filter(FilterTexts(**{name: edit.text() for name, (_field, edit) in self._fields.items()}))

    def _clear(self) -> None:
        for _field, edit in self._fields.values():
            edit.clear()
        self._model.clear()
        self.ui.search.setFocus()


def _in_fours(iban: str) -> str:
    bare = iban.replace(" ", "")
    return "\u00a0".join(bare[start : start + 4] for start in range(0, len(bare), 4))


def _grouped(number: int) -> str:
    separator = NARROW_SPACE if language() == "fr" else ","
    return f"{number:,}".replace(",", separator)


def _day(iso: str) -> str:
    return f"{iso[8:10]}/{iso[5:7]}/{iso[:4]}"
