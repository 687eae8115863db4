"""The pages of a forgotten password: what the customer still has, and the code that came by SMS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccmdesk.client.forms.recovery_identity import Ui_RecoveryIdentity
from ccmdesk.client.forms.recovery_sms import Ui_RecoverySms
from ccmdesk.client.viewmodels import words
from ccmdesk.client.views.agency_words import agencies
from ccmdesk.client.views.entrance_wizard import WizardPage
from ccmdesk.client.work import Failure
from ccmdesk.core.errors import ErrorCode

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ccmdesk.client.viewmodels.recovery import RecoveryModel
    from ccmdesk.client.views.entrance_wizard import WizardState


class RecoveryIdentityPage(WizardPage):
    """Code, birth date, and a code of the authenticator."""

    def __init__(self, model: RecoveryModel) -> None:
        super().__init__()
        self._model = model
        self.ui = Ui_RecoveryIdentity()
        self.compose(self.ui)
        self.ui.code.setText(model.code)
        self.ui.code.returnPressed.connect(self.ui.birth.setFocus)
        self.ui.birth.returnPressed.connect(self.ui.totp.setFocus)
        self.ui.totp.returnPressed.connect(self.submitted)

    def _tell_whom_to_call(self) -> None:
        text = self.tr("Appelez votre agence : elle vérifie votre identité et vous rend votre accès.")
        self.ui.lostText.setText("\n".join([text, *agencies(self._model.caisses)]))

    def submit(self) -> None:
        """Give them to the bank."""
        self._model.submit_identity(self.ui.code.text(), self.ui.birth.text(), self.ui.totp.text())

    def show_state(self, state: WizardState) -> None:
        """Say beside the fields what is wrong."""
        self._tell_whom_to_call()
        for edit in (self.ui.code, self.ui.birth, self.ui.totp):
            edit.setReadOnly(state.busy)
        errors = {
            "code": self.tr("L’identifiant a 12 chiffres. Il figure dans le mail de votre agence."),
            "birth": words.sentence(Failure(ErrorCode.BIRTH_DATE_INVALID)),
            "totp": self.tr("Le code a 6 chiffres."),
        }
        fields = {"code": self.ui.codeField, "birth": self.ui.birthField, "totp": self.ui.totpField}
        for name, field in fields.items():
            field.set_error(errors[name] if name in state.wrong else "")

    def sentence(self, failure: Failure) -> str:
        """Say that a delay has passed as it is here: no session was open."""
        if failure.code is ErrorCode.SESSION_ENDED:
            return self.tr("Le délai est passé. Rien n’a changé : recommencez.")
        return super().sentence(failure)

    def first(self) -> QWidget:
        """Where the customer goes on."""
        return self.ui.birth if self.ui.code.text() else self.ui.code

    def forget(self) -> None:
        """Leave neither birth date nor code behind."""
        self.ui.birth.setText("")  # `clear` can be undone
        self.ui.totp.clear()


class RecoverySmsPage(WizardPage):
    """The eight digits of the SMS."""

    def __init__(self, model: RecoveryModel) -> None:
        super().__init__()
        self._model = model
        self.ui = Ui_RecoverySms()
        self.compose(self.ui)
        self.ui.sms.returnPressed.connect(self.submitted)

    def submit(self) -> None:
        """Give it to the bank."""
        self._model.submit_sms(self.ui.sms.text())

    def show_state(self, state: WizardState) -> None:
        """Say beside the field what is wrong."""
        self.ui.sms.setReadOnly(state.busy)
        self.ui.smsField.set_error(self.tr("Le code reçu par SMS a 8 chiffres.") if "sms" in state.wrong else "")

    def point_out(self, failure: Failure | None) -> None:
        """Have the code typed anew."""
        super().point_out(failure)
        if failure is not None and failure.code is ErrorCode.SIGN_IN_FAILED:
            self.ui.sms.selectAll()
            self.ui.sms.setFocus()

    def sentence(self, failure: Failure) -> str:
        """Say that a code is not taken without saying what else may be wrong, as the bank itself does."""
        if failure.code is not ErrorCode.SIGN_IN_FAILED:
            return super().sentence(failure)
        left = failure.details.get("tries_left")
        refused = self.tr("Ce code n’est pas accepté, ou ce que vous aviez indiqué n’était pas exact.")
        if left == 1:
            tries = self.tr("Attention, c’est votre dernier essai avant le blocage de votre accès.")
        else:
            tries = self.tr("Il vous reste {} essais.").format(left)
        return f"{refused} {tries}"

    def first(self) -> QWidget:
        """Where the customer goes on."""
        return self.ui.sms

    def forget(self) -> None:
        """Leave no code behind."""
        self.ui.sms.clear()
