from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from robots.demo import HandClock, write_mail

from ccmdesk.client.work import Work
from ccmdesk.demo.authenticator import Authenticator
from ccmdesk.demo.data import NADIA, PERSONAE, VALERIE
from ccmdesk.demo.keys import FileKeyStore
from ccmdesk.demo.mailbox import Mailbox
from ccmdesk.demo.pocket import NO_CODES
from ccmdesk.demo.server_process import ServerProcess
from ccmdesk.demo.window import DemoWindow

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NOW = datetime(2026, 11, 24, 9, 0, 10, tzinfo=UTC)


@pytest.fixture
def open_window(qtbot, tmp_path):
    works = []

    def open_one():
        work = Work()
        works.append(work)
        window = DemoWindow(
            ServerProcess(tmp_path), Mailbox(tmp_path), HandClock(NOW), work, FileKeyStore(tmp_path / "keys")
        )
        qtbot.addWidget(window)
        window.show()
        return window

    yield open_one
    for work in works:
        work.close()


@pytest.fixture
def window(open_window):
    return open_window()


def choose(window, person):
    window.ui.customer.setCurrentIndex(PERSONAE.index(person))


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def code_of(secret):
    digits = Authenticator(secret, HandClock(NOW)).current().digits
    return f"{digits[:3]} {digits[3:]}"


def test_it_shows_what_a_customer_types_and_knows(window):
    ui = window.ui
    assert (ui.code.text(), ui.password.text(), ui.birth.text()) == (VALERIE.code, VALERIE.password, "21/10/1978")
    assert ui.totp.text() == code_of(VALERIE.secret)
    assert not ui.entries.isVisible()


def test_who_never_signed_in_has_no_code_until_a_secret_is_added(qtbot, window, open_window):
    choose(window, NADIA)
    ui = window.ui
    assert (ui.password.text(), ui.leftText.text(), ui.copyTotp.isEnabled()) == ("", NO_CODES, False)
    ui.newSecret.setText("pas un secret")
    press(qtbot, ui.addSecret)
    assert ui.addReport.text().startswith("Ni dans le champ")
    assert ui.leftText.text() == NO_CODES
    ui.newSecret.setText("JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP")
    press(qtbot, ui.addSecret)
    assert (ui.totp.text(), ui.newSecret.text()) == (code_of(SECRET), "")
    assert ui.addReport.text() == "Secret de Madame NADIA FABREGUE ajouté."
    press(qtbot, ui.copyTotp)
    assert QGuiApplication.clipboard().text() == code_of(SECRET).replace(" ", "")
    choose(window, VALERIE)
    assert ui.totp.text() == code_of(VALERIE.secret)
    again = open_window()
    choose(again, NADIA)
    assert again.ui.totp.text() == code_of(SECRET)


def test_an_address_that_was_copied_finds_its_owner_and_the_old_secret_stays(qtbot, window):
    choose(window, NADIA)
    QGuiApplication.clipboard().setText(f"otpauth://totp/CCM%20Direct:{VALERIE.code}?secret={SECRET}&issuer=CCM")
    press(qtbot, window.ui.addSecret)
    ui = window.ui
    assert ui.customer.currentData() == VALERIE.code
    assert ui.totp.text() == code_of(SECRET)
    assert [ui.entries.itemText(row) for row in range(ui.entries.count())] == ["Secret de départ", "Secret ajouté 1"]
    ui.entries.setCurrentIndex(0)
    assert ui.totp.text() == code_of(VALERIE.secret)
    press(qtbot, ui.addSecret)
    assert (ui.entries.count(), ui.totp.text()) == (2, code_of(SECRET))


def test_letters_are_shown_as_they_come_and_new_until_one_is_chosen(qtbot, tmp_path, window):
    ui = window.ui
    assert not ui.copyMail.isVisible()
    write_mail(tmp_path, "a", "email", "Votre accès", "2026-11-24T08:55:00+00:00", "code : 501000000391")
    write_mail(tmp_path, "b", "sms", "", "2026-11-24T08:55:01+00:00", "temporaire : ab3d-efgh-jkmn-pqrs")
    window.refresh()
    heads = [ui.mails.item(row).text().partition("\n")[0] for row in range(2)]
    assert heads == [
        "nouveau · SMS · 09:55 · VALERIE CCM DIRECT",
        "nouveau · E-mail · 09:55 · VALERIE CCM DIRECT",
    ]
    assert ui.newCount.text() == "2 nouveaux"
    assert ui.mail.toPlainText() == "temporaire : ab3d-efgh-jkmn-pqrs"
    press(qtbot, ui.copyMail)
    assert QGuiApplication.clipboard().text() == "ab3d-efgh-jkmn-pqrs"
    ui.mails.setCurrentRow(1)
    assert ui.mail.toPlainText() == "Votre accès\n\ncode : 501000000391"
    assert ui.copyMail.text() == "Copier 501000000391"
    assert not any("nouveau" in ui.mails.item(row).text() for row in range(2))
    write_mail(tmp_path, "old", "email", "Ancien", "2026-11-20T08:00:00+00:00")
    window.refresh()
    assert ui.mails.item(2).text().startswith("E-mail · 20/11 · VALERIE CCM DIRECT\n")
    ui.mails.setCurrentRow(2)
    write_mail(tmp_path, "c", "sms", "", "2026-11-24T08:59:00+00:00", "texte")
    window.refresh()
    assert (ui.mail.toPlainText(), ui.newCount.text(), ui.copyMail.isVisible()) == ("texte", "1 nouveau", False)


def test_the_agency_of_the_customer_is_named_with_its_two_employees(window):
    window.ui.tabs.setCurrentIndex(1)
    assert window.ui.agencyPage.isVisible()
    choose(window, NADIA)
    assert window.ui.agencyTitle.text() == "Caisse de Crédit Municipal de Toulon"
    assert [name for name, _ in window.ui.staff.rows()] == ["Lucie BREMOND", "Paul GARCIN"]


def test_a_bank_that_cannot_do_it_says_why(qtbot, window):
    window.ui.tabs.setCurrentIndex(1)
    press(qtbot, window.ui.unlock)
    qtbot.waitUntil(lambda: "configuration introuvable" in window.ui.report.text(), timeout=10_000)
    assert window.ui.unlock.isEnabled()
