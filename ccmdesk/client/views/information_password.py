"""« Je change mon mot de passe »: the guide's form, with the strength of what is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccmdesk.client.forms.information_password import Ui_InformationPassword
from ccmdesk.client.viewmodels import words
from ccmdesk.client.viewmodels.information_password import Field, Mistake
from ccmdesk.client.views.information_words import moment
from ccmdesk.client.widgets.screen import Screen
from ccmdesk.core.errors import ErrorCode

if TYPE_CHECKING:
    from ccmdesk.client.viewmodels.information import InformationModel
    from ccmdesk.client.viewmodels.information_password import PasswordChanged, PasswordModel
    from ccmdesk.client.work import Failure
    from ccmdesk.core.rules.passwords import Strength


class InformationPasswordScreen(Screen):
    """What was typed stays through every refusal; it goes once the new password counts."""

    def __init__(self, model: PasswordModel, information: InformationModel) -> None:
        super().__init__()
        self._model, self._information = model, information
        self.ui = Ui_InformationPassword()
        self.compose(self.ui)
        self.ui.sendButton.activated.connect(self._send)
        self.ui.new.textChanged.connect(model.watch)
        model.strength.judged.connect(self._show_strength)
        for edit in (self.ui.current, self.ui.new, self.ui.copy):
            edit.returnPressed.connect(self.ui.sendButton.click)
        model.changed.connect(self.refresh)
        model.changed_password.connect(self.forget)
        information.changed.connect(self._show_since)
        self.retranslate()

    def forget(self) -> None:
        """Leave nothing of the passwords in the form."""
        for edit in (self.ui.current, self.ui.new, self.ui.copy):
            edit.clear()

    def retranslate(self) -> None:
        for edit in (self.ui.current, self.ui.new):
            edit.setPlaceholderText(self.tr("Mon mot de passe (8 caractères mini.)"))
        self.ui.copy.setPlaceholderText(self.tr("Mon mot de passe"))
        self.refresh()
        self._show_since()

    def refresh(self) -> None:
        """Show the model's state."""
        state = self._model.state
        self.ui.sendButton.set_busy(state.busy)
        fields = {
            Field.CURRENT: self.ui.currentField,
            Field.NEW: self.ui.newField,
            Field.COPY: self.ui.copyField,
        }
        for name, field in fields.items():
            field.set_error(self._words(state.problems.get(name)))
        first = next((name for name in fields if name in state.problems), None)
        editor = fields[first].editor() if first is not None else None
        if editor is not None and self.isVisible():
            editor.setFocus()
        self._show_outcome(state.outcome)

    def _show_outcome(self, outcome: PasswordChanged | None) -> None:
        if outcome is None:
            self.ui.banner.clear()
            return
        text = self.tr("Votre mot de passe est changé, et vos autres appareils sont déconnectés.")
        if outcome.note is None:
            kept = self.tr("Le reçu signé est dans « Mes reçus signés ».")
            self.ui.banner.show_message("success", f"{text} {kept}")
        elif outcome.note.code is ErrorCode.DISK_UNAVAILABLE:
            old = self.tr(
                "Mais le disque de cet ordinateur a refusé l’écriture : vous ne pourrez pas y consulter vos données "
                "hors connexion avant votre prochaine connexion."
            )
            self.ui.banner.show_message("warning", f"{text} {old}")
        else:
            self.ui.banner.show_message("warning", f"{text} {words.sentence(outcome.note)}")

    def _words(self, problem: Failure | Mistake | None) -> str:
        if problem is None:
            return ""
        if problem is Mistake.EMPTY:
            return self.tr("Écrivez votre mot de passe actuel.")
        if problem is Mistake.COPY_DIFFERS:
            return self.tr("Les deux mots de passe ne sont pas les mêmes.")
        return words.sentence(problem)

    def _show_strength(self, strength: Strength | None) -> None:
        self.ui.strength.set_score(None if strength is None else strength.score)

    def _show_since(self) -> None:
        access = self._information.state.access
        text = self.tr("Mot de passe actuel depuis le {}.").format(moment(access.password_since)) if access else ""
        self.ui.since.setText(text)

    def _send(self) -> None:
        self._model.send(self.ui.current.text(), self.ui.new.text(), self.ui.copy.text())
