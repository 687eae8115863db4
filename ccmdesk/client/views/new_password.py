"""One's own password, typed twice, with its strength."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccmdesk.client.forms.new_password import Ui_NewPassword
from ccmdesk.client.viewmodels import words
from ccmdesk.client.viewmodels.first_connection import PASSWORD_REFUSALS
from ccmdesk.client.views.entrance_wizard import WizardPage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from ccmdesk.client.viewmodels.password_strength import PasswordStrength
    from ccmdesk.client.views.entrance_wizard import WizardState
    from ccmdesk.client.work import Failure
    from ccmdesk.core.rules.passwords import Strength


class NewPasswordPage(WizardPage):
    """`finish` is called with both passwords. `personal`: what they must not be made of."""

    def __init__(
        self, finish: Callable[[str, str], None], strength: PasswordStrength, personal: Sequence[str] = ()
    ) -> None:
        super().__init__()
        self._finish = finish
        self.ui = Ui_NewPassword()
        self.compose(self.ui)
        self.ui.password.textChanged.connect(lambda text: strength.watch(text, personal))
        self.ui.password.textChanged.connect(lambda _text: self.ui.passwordField.set_error(""))
        self.ui.again.textChanged.connect(lambda _text: self.ui.againField.set_error(""))
        self.ui.password.returnPressed.connect(self.ui.again.setFocus)
        self.ui.again.returnPressed.connect(self.submitted)
        strength.judged.connect(self._judge)

    def submit(self) -> None:
        """Give it to the bank."""
        self._finish(self.ui.password.text(), self.ui.again.text())

    def show_state(self, state: WizardState) -> None:
        """Say beside the fields what is wrong."""
        for edit in (self.ui.password, self.ui.again):
            edit.setReadOnly(state.busy)
        failure = state.failure
        refused = failure is not None and self.takes(failure)
        self.ui.passwordField.set_error(words.sentence(failure) if failure is not None and refused else "")
        self.ui.againField.set_error(
            self.tr("Les deux mots de passe ne sont pas les mêmes.") if "again" in state.wrong else ""
        )

    def takes(self, failure: Failure) -> bool:
        """Say why a password is refused where it was typed."""
        return failure.code in PASSWORD_REFUSALS

    def first(self) -> QWidget:
        """Where the customer goes on."""
        return self.ui.password

    def forget(self) -> None:
        """Leave no password behind."""
        self.ui.password.clear()
        self.ui.again.clear()

    def _judge(self, strength: Strength | None) -> None:
        self.ui.strength.set_score(None if strength is None else strength.score)
