"""The sheet of what the way in is made of: a QR code, a secret, strengths, codes, the warning before an idle end."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ccmdesk.client.viewmodels.first_connection import qr_matrix
from ccmdesk.client.widgets.edits import CodeEdit
from ccmdesk.client.widgets.form_field import FormField
from ccmdesk.client.widgets.idle_warning import IdleWarning
from ccmdesk.client.widgets.qr_code import QrCode
from ccmdesk.client.widgets.screen import Screen
from ccmdesk.client.widgets.secret_text import SecretText
from ccmdesk.client.widgets.stepper import Stepper
from ccmdesk.client.widgets.strength_bar import StrengthBar

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 -- everybody's example


def secrets() -> QWidget:
    """Show them, with the warning at the foot."""
    page = Screen()
    column = QVBoxLayout(page)
    column.setContentsMargins(32, 32, 32, 160)
    column.setSpacing(24)
    stepper = Stepper()
    stepper.set_steps(["Vos identifiants", "Votre application", "Votre code", "Votre mot de passe"], 2)
    column.addWidget(stepper)
    row = QHBoxLayout()
    row.setSpacing(24)
    code, text, beside = QrCode(), SecretText(), QVBoxLayout()
    code.set_matrix(qr_matrix(f"otpauth://totp/CCM:501000000008?secret={SECRET}&issuer=CCM"))
    text.set_secret(SECRET)
    one_time = CodeEdit()
    one_time.set_digit_count(8)
    beside.addWidget(text)
    beside.addWidget(FormField(label="Code reçu par SMS", editor=one_time))
    beside.addStretch()
    row.addWidget(code)
    row.addLayout(beside, 1)
    column.addLayout(row)
    for score in (None, 0, 1, 2, 3, 4):
        bar = StrengthBar()
        bar.set_score(score)
        column.addWidget(bar)
    IdleWarning(page).warn(60_000)
    return page
