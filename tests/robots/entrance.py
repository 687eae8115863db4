"""The wizards at the entrance, as a customer goes through them; and the agency that sends him there."""

from __future__ import annotations

import base64
import io
from datetime import timedelta
from typing import TYPE_CHECKING

import pyotp
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from robots.bank_desk import click, type_into
from server.bank import ALICE

from ccmdesk.server.delivery.folder import FolderCarrier
from ccmdesk.server.delivery.worker import DeliveryWorker
from ccmdesk.server.logs import make_logger
from ccmdesk.server.metrics import Metrics
from ccmdesk.server.services.credentials import give_temporary
from ccmdesk.server.services.notices import NoticeQueue
from ccmdesk.server.services.passwords import hash_password

if TYPE_CHECKING:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QWidget
    from robots.rig import Rig

    from ccmdesk.client.views.entrance_wizard import EntranceWizard, WizardPage

TEMPORARY = "abcd-efgh-jkmn-pqrs"
OWN = "Trois grues vertes 77"
BIRTH = "17/05/1980"


def send_access(rig: Rig, customer: int = ALICE) -> None:
    """Send a customer back to the first connection, as an agency does for a lost phone."""
    now = rig.front.clock.now()
    with rig.front.bank.database.unit_of_work() as connection:
        until = now + timedelta(days=7)
        give_temporary(connection, customer, hash_password(TEMPORARY), until, now, replacing=True)


def sms(rig: Rig) -> str:
    """The text of the SMS that was sent last."""
    front = rig.front
    queue = NoticeQueue(front.bank.database, front.clock, front.client.app.state.bank.keys)
    DeliveryWorker(queue, FolderCarrier(front.mailbox), make_logger(io.StringIO()), Metrics()).deliver_all()
    texts = [letter for letter in front.letters() if letter["channel"] == "sms"]
    return max(texts, key=lambda letter: letter["at"])["body"]


def key(window: QWidget, *keys: Qt.Key) -> None:
    """Press keys in a window, wherever its focus is."""
    for one in keys:
        QTest.keyClick(QApplication.focusWidget() or window, one)


class WizardRobot:
    """What both wizards have."""

    def __init__(self, rig: Rig) -> None:
        assert rig.client is not None
        self.rig, self.window, self.entrance = rig, rig.client.window, rig.client.window.entrance

    @property
    def wizard(self) -> EntranceWizard:
        assert self.entrance.wizard is not None
        return self.entrance.wizard

    @property
    def page(self) -> WizardPage:
        assert self.wizard.page is not None
        return self.wizard.page

    @property
    def is_open(self) -> bool:
        return self.entrance.wizard is not None and self.entrance.wizard.isVisible()

    @property
    def step(self) -> int:
        """Where the stepper is, counted from 1."""
        return self.wizard.ui.stepper.current() + 1

    @property
    def banner(self) -> str:
        banner = self.wizard.ui.banner
        return banner.message_text() if banner.isVisible() else ""

    def go_on(self) -> None:
        click(self.wizard.ui.nextButton)
        self.rig.wait()

    def back(self) -> None:
        click(self.wizard.ui.backButton)

    def cancel(self) -> None:
        click(self.wizard.ui.cancelButton)

    def password(self, password: str = OWN, again: str | None = None) -> None:
        type_into(self.page.ui.password, password)
        type_into(self.page.ui.again, password if again is None else again)
        self.go_on()


class FirstConnectionRobot(WizardRobot):
    """« C'est votre première connexion ? »."""

    def open(self) -> None:
        click(self.entrance._help.ui.firstButton)

    def letter(self, code: str | None = None, password: str = TEMPORARY) -> None:
        type_into(self.page.ui.code, self.rig.code() if code is None else code)
        type_into(self.page.ui.password, password)
        self.go_on()

    def choose(self, name: str = "smartphone") -> None:
        getattr(self.page.ui, name).setChecked(True)
        self.go_on()

    @property
    def secret(self) -> str:
        """The secret on the screen, as one copies it by hand."""
        return self.page.ui.secret.text.text().replace(" ", "")

    def code_of(self, secret: str) -> str:
        """What an authenticator shows now that was given this secret."""
        assert len(base64.b32decode(secret)) >= 20
        return str(pyotp.TOTP(secret).at(self.rig.front.clock.now()))

    def prove(self, code: str | None = None) -> str:
        """Give a code; returns the secret it came from."""
        secret = self.secret
        type_into(self.page.ui.totp, self.code_of(secret) if code is None else code)
        self.go_on()
        return secret

    def to_password(self) -> str:
        """Go through the first three pages; returns the secret."""
        self.open()
        self.letter()
        self.choose()
        return self.prove()


class RecoveryRobot(WizardRobot):
    """« Vous avez oublié votre mot de passe ? »."""

    def open(self) -> None:
        click(self.entrance._help.ui.lostButton)

    def identity(self, code: str | None = None, birth: str = BIRTH, totp: str | None = None) -> None:
        type_into(self.page.ui.code, self.rig.code() if code is None else code)
        type_into(self.page.ui.birth, birth)
        type_into(self.page.ui.totp, self.rig.totp() if totp is None else totp)
        self.go_on()

    def sms_code(self, code: str) -> None:
        type_into(self.page.ui.sms, code)
        self.go_on()
