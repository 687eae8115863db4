"""A QR code and the same secret as text, and one code that proves that the authenticator has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from ccmdesk.client.forms.authenticator_proof import Ui_AuthenticatorProof
from ccmdesk.client.viewmodels import words
from ccmdesk.client.views.entrance_wizard import WizardPage
from ccmdesk.client.widgets.room import room, stack
from ccmdesk.core.errors import ErrorCode
from ccmdesk.wire.access import AuthenticatorKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from ccmdesk.client.views.entrance_wizard import WizardState
    from ccmdesk.client.work import Failure

SIDE_BY_SIDE = 560


class AuthenticatorProofPage(WizardPage):
    """Shows `secret` (base 32) and its QR code; `prove` is called with the code typed."""

    def __init__(
        self,
        prove: Callable[[str], None],
        secret: str,
        matrix: Sequence[Sequence[bool]],
        kind: AuthenticatorKind | None,
    ) -> None:
        super().__init__()
        self._prove, self._kind = prove, kind
        self.ui = Ui_AuthenticatorProof()
        self.compose(self.ui)
        self.ui.qrCode.set_matrix(matrix)
        self.ui.secret.set_secret(secret)
        self.ui.totp.returnPressed.connect(self.submitted)
        self.retranslate()

    def arrange(self) -> None:
        """Put the secret below the QR code when the text is large."""
        stack(self.ui.columns, narrow=room(self) < SIDE_BY_SIDE)

    def retranslate(self) -> None:
        if self._kind in {None, AuthenticatorKind.SMARTPHONE}:
            self.ui.secretIntro.setText(
                self.tr("Vous ne pouvez pas le scanner ? Donnez ce secret à votre application :")
            )
            self.ui.intro.setText(
                self.tr(
                    "Dans l’application, cliquez sur le « + » de couleur, puis scannez le QR code. Vous verrez alors "
                    "un code apparaître : renseignez-le ci-dessous."
                )
            )
        else:
            self.ui.secretIntro.setText(self.tr("Donnez ce secret à votre application :"))
            self.ui.intro.setText(
                self.tr(
                    "Dans l’application ou l’extension, ajoutez un compte et collez-y le secret. Vous verrez alors un "
                    "code apparaître : renseignez-le ci-dessous."
                )
            )

    def submit(self) -> None:
        """Prove it."""
        self._prove(self.ui.totp.text())

    def show_state(self, state: WizardState) -> None:
        """Say beside the field what is wrong with the code."""
        self.ui.totp.setReadOnly(state.busy)
        failure = state.failure
        if "code" in state.wrong:
            self.ui.totpField.set_error(self.tr("Le code a 6 chiffres."))
        elif failure is not None and self.takes(failure):
            self.ui.totpField.set_error(words.sentence(failure))
            self.ui.totp.selectAll()
        else:
            self.ui.totpField.set_error("")

    def takes(self, failure: Failure) -> bool:
        """Say that a code is wrong where it was typed."""
        return failure.code is ErrorCode.CODE_WRONG

    def first(self) -> QWidget:
        """Where the customer goes on."""
        return self.ui.totp if QApplication.focusWidget() is not self.ui.secret.copy_button else self.ui.secret

    def forget(self) -> None:
        """Take the secret off the screen, and out of the clipboard."""
        self.ui.qrCode.clear()
        self.ui.secret.clear()
        self.ui.totp.clear()
