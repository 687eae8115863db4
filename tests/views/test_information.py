"""« Mes informations »: what it shows, what it ends and forgets, and what it says when the bank is out of reach."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from robots.bank_desk import DeskRobot, OrdersRobot, SignInRobot, TransferRobot, click
from robots.information import InformationRobot, SignRobot, choose_row, confirm, shown_dialog
from robots.rig import Wire
from server.access_fixtures import OTHER_DEVICE_KEY
from sqlalchemy import text

from ccmdesk.client.sync import receipts
from ccmdesk.client.views.information import OF_THE_BANK
from ccmdesk.client.views.information_words import EVENTS, KINDS
from ccmdesk.client.widgets.confirm_dialog import ConfirmDialog
from ccmdesk.wire.access import AccessEvent, AuthenticatorKind

NEW = "Moutarde verte 44 x"


@pytest.fixture
def elsewhere(signed_in) -> dict[str, str]:
    """Alice is signed in on the salon's PC too; the headers of that session."""
    front = signed_in.rig.front
    front.clock.advance(seconds=30)
    headers = front.sign_in(device_key=OTHER_DEVICE_KEY)
    front.clock.advance(seconds=60)
    return headers


def is_alive(rig, headers) -> bool:
    return rig.front.client.get("/v1/access", headers=headers).status_code == 200


def at_entrance(rig) -> str:
    """What the entrance says, once the client is back there."""
    assert rig.client.shell is None
    return SignInRobot(rig).banner


def kept_files(rig) -> list[str]:
    return sorted(path.name for path in rig.folder.rglob("*") if path.suffix in {".db", ".json"} and path.is_file())


def test_the_head_is_the_guides_and_the_agencys_data_are_shown(signed_in):
    page = InformationRobot(signed_in)
    assert page.ui.header.title_text() == "Madame CLIENT 6000022"
    assert page.ui.header.subtitle_text() == "Numéro client : 6000022"
    rows = dict(page.page.contact.ui.details.rows())
    assert rows["E-mail"] == "client6000022@example.org"
    assert rows["Adresse"] == "1 RUE DE L'EGLISE\n44000 NANTES\nFrance"
    assert "04 66 00 00 00" in page.page.contact.ui.note.message_text()


def test_every_event_and_every_authenticator_has_words():
    assert set(EVENTS) == set(AccessEvent)
    assert set(KINDS) == set(AuthenticatorKind)


def test_devices_tell_name_system_and_use_and_which_is_this_one(elsewhere, signed_in):
    page = InformationRobot(signed_in, "devices")
    names = [row[0].split("\n") for row in page.devices()]
    assert [("Cet appareil" in name) for name in names] == [True, False]
    assert names[1] == ["PC du salon", "Windows 11"]
    assert page.devices()[1][1:] == ("23/11/2026 à 10:01", "23/11/2026 à 10:01")
    assert not page.page.devices.ui.forgetButton.isEnabled()


def test_another_device_is_forgotten_after_a_question_and_its_session_ends(elsewhere, signed_in):
    page = InformationRobot(signed_in, "devices")
    dialog = page.forget(1)
    assert ("Appareil", "PC du salon") in dialog.ui.rowsList.rows()
    assert "Sa session est fermée" in dialog.ui.noteLabel.text()
    click(dialog.ui.cancelButton)
    page.rig.wait()
    assert len(page.devices()) == 2
    page.forget(1)
    confirm(page.rig)
    assert len(page.devices()) == 1
    assert not is_alive(page.rig, elsewhere)
    assert page.page.window().findChild(object, "toast").text() == "Appareil oublié"


def test_this_device_is_forgotten_with_all_it_keeps_and_the_drafts_are_counted_before(signed_in):
    rig = signed_in.rig
    rig.line.state = Wire.DOWN
    signed_in.refresh()
    wizard = TransferRobot(signed_in)
    wizard.fill("5")
    wizard.review()
    wizard.keep_draft()
    rig.line.state = Wire.UP
    signed_in.refresh()
    page = InformationRobot(signed_in, "devices")
    dialog = page.forget(0)
    assert "un virement de cet ordinateur" in dialog.ui.noteLabel.text()
    assert dialog.focusWidget() is dialog.ui.cancelButton
    confirm(rig)
    assert at_entrance(rig) == "Cet ordinateur ne garde plus aucune donnée de vos comptes."
    assert not [name for name in kept_files(rig) if name.endswith(".db")]
    SignInRobot(rig).sign_in()
    assert OrdersRobot(DeskRobot(rig), "ongoing").rows() == []


def test_a_device_forgotten_without_the_bank_says_that_it_stays_in_the_list(signed_in):
    rig = signed_in.rig
    page = InformationRobot(signed_in, "devices")
    rig.line.state = Wire.DOWN
    page.forget(0)
    confirm(rig)
    assert "La banque n’a pas pu en être avertie" in at_entrance(rig)


def test_one_session_or_all_the_others_are_disconnected(elsewhere, signed_in):
    page = InformationRobot(signed_in, "sessions")
    own = [row[0] for row in page.sessions()].index(next(r[0] for r in page.sessions() if "Cette session" in r[0]))
    choose_row(page.page.sessions.ui.table, own)
    assert not page.page.sessions.ui.endButton.isEnabled()
    page.end(1 - own)
    assert len(page.sessions()) == 1
    assert not is_alive(page.rig, elsewhere)
    assert not page.page.sessions.ui.othersButton.isEnabled()
    page.rig.front.clock.advance(seconds=30)
    again = page.rig.front.sign_in(device_key=OTHER_DEVICE_KEY)
    page.refresh()
    click(page.page.sessions.ui.othersButton)
    confirm(page.rig)
    assert len(page.sessions()) == 1
    assert not is_alive(page.rig, again)


def test_a_session_that_is_gone_already_is_no_error(elsewhere, signed_in):
    page = InformationRobot(signed_in, "sessions")
    page.rig.front.client.delete("/v1/session", headers=elsewhere)
    other = next(n for n, row in enumerate(page.sessions()) if "Cette session" not in row[0])
    page.end(other)
    assert len(page.sessions()) == 1
    assert page.banner == ""


def test_the_history_tells_what_when_and_from_where(elsewhere, signed_in):
    page = InformationRobot(signed_in, "history")
    told = [row[1] for row in page.history()]
    assert told == ["Connexion depuis un nouvel appareil"] * 2 + ["Accès ouvert par votre agence"]
    assert page.history()[0] == ("23/11/2026 à 10:01", told[0], "PC du salon · Windows 11")


def test_without_the_bank_each_section_says_so_and_comes_back_with_it(signed_in):
    rig = signed_in.rig
    rig.line.state = Wire.DOWN
    page = InformationRobot(signed_in, "devices")
    assert page.ui.failed.isVisible()
    assert not page.ui.pages.isVisible()
    page.show("contact")
    assert page.ui.pages.isVisible()
    page.show("devices")
    rig.line.state = Wire.UP
    click(page.ui.failed._action)
    rig.wait()
    assert len(page.devices()) == 1
    assert page.ui.pages.isVisible()


def test_what_was_read_stays_when_the_bank_goes_away_and_is_marked(signed_in):
    page = InformationRobot(signed_in, "devices")
    page.rig.line.state = Wire.DOWN
    page.refresh()
    assert page.banner == "Ce qui est affiché n’est peut-être plus à jour."
    assert "injoignable" in signed_in.banner  # why is said once, above every page
    assert len(page.devices()) == 1
    page.rig.line.state = Wire.UP
    click(page.ui.banner.findChild(object, "bannerAction"))
    page.rig.wait()
    assert page.banner == ""


def tab_round(start) -> list[str]:
    """The stops of the Tab key, from one until it comes round."""
    start.setFocus()
    names = []
    while not names or QApplication.focusWidget() is not start:
        names.append(QApplication.focusWidget().objectName())
        assert len(names) < 40, f"a trap: {names}"
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    return names


def test_the_tab_key_leads_through_the_passwords_and_out_of_them(signed_in):
    page = InformationRobot(signed_in, "password")
    stops = tab_round(page.page.password.ui.current)
    eye = "showPassword"
    assert stops[:8] == ["current", eye, "new", eye, "copy", eye, "sendButton", "displayButton"]
    assert "sections" in stops


def test_a_double_click_asks_once(signed_in):
    page = InformationRobot(signed_in, "devices")
    choose_row(page.page.devices.ui.table, 0)
    click(page.page.devices.ui.forgetButton)
    assert not page.page.devices.ui.forgetButton.isEnabled()  # whatever the second click meets
    page.rig.wait()
    shown_dialog(ConfirmDialog).reject()
    assert page.page.devices.ui.forgetButton.isEnabled()


def test_the_line_above_knows_what_the_page_found_out(signed_in):
    signed_in.rig.line.state = Wire.DOWN
    InformationRobot(signed_in, "devices")
    assert signed_in.freshness.startswith("Données du")


def has_room(table) -> list[list[bool]]:
    """Whether each row is as high as its cells need, row by row."""
    delegate = table.itemDelegate()
    return [
        [
            table.rowHeight(row) >= delegate.sizeHint(None, table.model().index(row, column)).height()
            for column in (0, 1)
        ]
        for row in range(table.model().rowCount())
    ]


@pytest.mark.parametrize("size", [(1180, 800), (700, 560)])
def test_rows_are_as_high_as_their_texts_and_a_short_table_as_high_as_its_rows(signed_in, size):
    rig = signed_in.rig
    rig.client.window.resize(*size)
    page = InformationRobot(signed_in, "devices")
    table = page.page.devices.ui.table
    for number, name in enumerate(
        ("Tablette", "M" * 64, "Le portable de la chambre du haut, celui avec l’autocollant")
    ):
        if number:
            rig.front.clock.advance(seconds=30)
            rig.front.sign_in(device_key=bytes([number]) * 32, installation=f"{number:032x}", name=name)
        page.refresh()
        rig.qtbot.waitUntil(lambda: all(map(all, has_room(table))))
        rows = table.verticalHeader().length() + table.horizontalHeader().height()
        assert table.height() <= rows + 2 * table.frameWidth()
    narrow = table.rowHeight(1)
    rig.client.window.resize(1500, 800)
    rig.qtbot.waitUntil(lambda: all(map(all, has_room(table))) and table.rowHeight(1) < narrow)


def test_a_command_without_the_bank_is_refused_in_words(elsewhere, signed_in):
    page = InformationRobot(signed_in, "sessions")
    page.rig.line.state = Wire.DOWN
    page.end(next(n for n, row in enumerate(page.sessions()) if "Cette session" not in row[0]))
    assert "injoignable" in page.banner
    page.rig.line.state = Wire.UP
    assert is_alive(page.rig, elsewhere)


def test_offline_only_the_coordinates_are_there(signed_in):
    rig = signed_in.rig
    rig.stop()
    rig.start(offline=True)
    robot = SignInRobot(rig)
    robot.password_step()
    if rig.client.shell is None:
        robot.offline()
    page = InformationRobot(DeskRobot(rig))
    assert dict(page.page.contact.ui.details.rows())["E-mail"] == "client6000022@example.org"
    for section in OF_THE_BANK:
        page.show(section)
        assert page.ui.waiting.isVisible(), section
        assert page.ui.waiting.title_text() == "Visible en ligne seulement"


def test_a_session_ended_from_another_device_leads_to_the_entrance(elsewhere, signed_in):
    page = InformationRobot(signed_in, "sessions")
    assert page.rig.front.client.delete("/v1/sessions", headers=elsewhere).status_code == 204
    page.refresh()
    assert "depuis un autre appareil" in at_entrance(page.rig)


def test_the_keyboard_goes_through_sections_and_rows(elsewhere, signed_in):
    page = InformationRobot(signed_in)
    sections = page.ui.sections
    sections.setFocus()
    for _ in range(3):
        QTest.keyClick(sections, Qt.Key.Key_Down)
    table = page.page.devices.ui.table
    assert table.isVisible()
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert page.page.devices._table.chosen() is not None
    QTest.keyClick(table, Qt.Key.Key_Tab)
    assert page.page.window().focusWidget() is page.page.devices.ui.forgetButton


def signed_receipt(signed_in) -> InformationRobot:
    """Alice has changed her password; the page shows its receipt."""
    page = InformationRobot(signed_in, "password")
    page.send_password(page.rig.password, NEW)
    SignRobot(page.rig).sign()
    page.show("receipts")
    choose_row(page.page.receipts.ui.table, 0)
    return page


def save_as(page, path) -> None:
    click(page.page.receipts.ui.saveButton)
    dialog = shown_dialog(QFileDialog)
    dialog.selectFile(str(path))
    dialog.accept()
    page.rig.wait()


def test_a_receipt_is_shown_marked_genuine_and_saved_as_the_bank_signed_it(signed_in, tmp_path):
    page = signed_receipt(signed_in)
    ui = page.page.receipts.ui
    assert page.receipts()[0][1:] == ("Changement de mot de passe", "Authentique")
    assert ui.mark.text() == "Authentique"
    assert dict(ui.details.rows())["Client"] == "Madame CLIENT 6000022"
    path = tmp_path / "recu.json"
    save_as(page, path)
    keys = {key["id"]: key["public_key"] for key in page.rig.front.client.get("/v1/directory").json()["signing_keys"]}
    assert receipts.view(receipts.read_file(path.read_bytes()), keys.get).is_genuine


def test_a_place_that_cannot_be_written_is_said_and_another_is_offered(signed_in, tmp_path):
    page = signed_receipt(signed_in)
    click(page.page.receipts.ui.saveButton)
    dialog = shown_dialog(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "no" / "such" / "folder" / "recu.json"))
    dialog.reject()
    question = shown_dialog(ConfirmDialog)
    assert "n’a pas pu être enregistré" in question.ui.questionLabel.text()
    click(question.ui.confirmButton)
    page.rig.wait()
    shown_dialog(QFileDialog).reject()


def test_a_receipt_that_was_touched_is_shown_as_not_verified(signed_in):
    page = signed_receipt(signed_in)
    with page.rig.front.bank.database.unit_of_work() as connection:
        touched = connection.execute(text("UPDATE receipt SET document = replace(document, 'CLIENT', 'KLIENT')"))
        assert touched.rowcount == 1
    page.refresh()
    assert page.receipts()[0][2] == "Non vérifié"
    choose_row(page.page.receipts.ui.table, 0)
    assert "n’est pas celle de votre banque" in page.page.receipts.ui.markText.text()
