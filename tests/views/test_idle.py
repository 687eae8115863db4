from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from robots.bank_desk import SignInRobot, TransferRobot, click, type_into
from robots.entrance import FirstConnectionRobot, send_access
from robots.screen_reader import texts
from sqlalchemy import select

from ccmdesk.client.widgets.idle_watch import IdleWatch, warn_after
from ccmdesk.core.errors import KnownError
from ccmdesk.server.models.access import session

if TYPE_CHECKING:
    from ccmdesk.client.widgets.idle_warning import IdleWarning


def warned(desk) -> IdleWarning:
    """The warning, as if the customer had been away for long enough."""
    desk.shell.leaving.watch._warning.setInterval(1)
    shell = desk.shell
    desk.rig.qtbot.waitUntil(lambda: shell.leaving.warning is not None and shell.leaving.warning._seconds.isActive())
    assert shell.leaving.warning.isVisible()
    shell.leaving.watch._warning.setInterval(10**6)
    return shell.leaving.warning


def leave_alone(desk) -> None:
    """Nobody at the keyboard for as long as it takes."""
    desk.shell.leaving.watch._timer.setInterval(1)
    desk.rig.qtbot.waitUntil(lambda: desk.rig.client.shell is None)
    desk.rig.wait()


def test_the_warning_comes_a_minute_before_and_sooner_before_a_short_end():
    assert warn_after(5 * 60_000) == 4 * 60_000
    assert warn_after(60_000) == 48_000
    assert warn_after(1_000) == 800


def test_the_watch_warns_first_and_ends_then(qtbot):
    owner = QObject()
    watch = IdleWatch(100, owner)
    left = []
    watch.warned.connect(left.append)
    with qtbot.waitSignals([watch.warned, watch.idle], order="strict"):
        pass
    assert left == [20]


def test_the_watch_is_set_as_the_options_say(signed_in):
    watch = signed_in.shell.leaving.watch
    assert watch._timer.interval() == 300_000
    assert watch._warning.interval() == 240_000


def test_a_key_a_click_or_a_movement_puts_the_end_off(signed_in):
    watch = signed_in.shell.leaving.watch
    watch._timer.setInterval(60_000)
    watch._warning.setInterval(50_000)
    assert not watch.take_activity()
    QTest.keyClick(signed_in.rig.client.window.windowHandle(), Qt.Key.Key_Tab)
    assert watch.take_activity()
    assert watch._timer.remainingTime() > 50_000
    assert watch._warning.remainingTime() > 40_000
    assert not watch.take_activity()


def test_the_warning_counts_down_and_leaves_the_focus_where_it_is(signed_in):
    signed_in.shell.show_page("transfers", "new")
    edit = signed_in.shell.transfers.new.ui.label
    edit.setFocus()
    before = QApplication.focusWidget()
    warning = warned(signed_in)
    assert "dans 60 secondes" in warning.ui.textLabel.text()
    warning._count()
    assert "dans 59 secondes" in warning.ui.textLabel.text()
    assert QApplication.focusWidget() is before
    assert warning.geometry().bottom() < signed_in.shell.height()
    assert {"Êtes-vous toujours là\u202f?", "Rester connecté", "Me déconnecter"} <= texts(warning)


def test_staying_says_so_and_goes(signed_in):
    warning = warned(signed_in)
    click(warning.ui.stayButton)
    assert warning.ui.titleLabel.text() == "Vous restez connecté."
    assert warning.ui.leaveButton.isVisible()  # who moved the mouse to get there still can
    assert not warning.ui.stayButton.isVisible()
    assert signed_in.shell.leaving.watch.take_activity()
    warning._going.setInterval(1)
    signed_in.rig.qtbot.waitUntil(lambda: not warning.isVisible())
    assert signed_in.rig.client.shell is not None


def test_any_activity_stays_too(signed_in):
    warning = warned(signed_in)
    QTest.keyClick(signed_in.rig.client.window.windowHandle(), Qt.Key.Key_Shift)
    assert warning.ui.titleLabel.text() == "Vous restez connecté."
    assert signed_in.shell.leaving.watch._timer.remainingTime() > 250_000


def test_a_second_absence_is_announced_again(signed_in):
    warning = warned(signed_in)
    click(warning.ui.stayButton)
    assert warned(signed_in) is warning
    assert "dans 60 secondes" in warning.ui.textLabel.text()
    assert warning.ui.stayButton.isVisible()


def test_leaving_from_the_warning_is_leaving(signed_in):
    warning = warned(signed_in)
    click(warning.ui.leaveButton)
    signed_in.rig.wait()
    assert signed_in.rig.client.shell is None
    assert SignInRobot(signed_in.rig).banner == ""


def test_nobody_there_ends_everything(signed_in):
    rig = signed_in.rig
    desk = signed_in.shell.session.desk
    token = desk._session._token
    leave_alone(signed_in)
    robot = SignInRobot(rig)
    assert robot.banner == (
        "Vous avez été déconnecté après 5 minutes sans activité. Rien n’est perdu : reconnectez-vous pour continuer."
    )
    assert robot.ui.code.text() == ""
    assert not [edit for edit in rig.client.window.findChildren(QLineEdit) if edit.text()]
    assert not [label for label in rig.client.window.findChildren(QLabel) if "€" in label.text()]
    assert not desk._session.is_open
    answer = rig.front.client.get("/v1/access", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 401
    with pytest.raises(KnownError):
        desk.accounts()  # its cache is closed


def test_an_open_question_goes_with_the_figures_it_shows(signed_in):
    wizard = TransferRobot(signed_in)
    wizard.fill("5", "x")
    wizard.review()
    dialog = wizard.ask()
    signed_in.shell.session.ended.connect(lambda _reason: seen.append(dialog.isVisible()))
    seen: list[bool] = []
    leave_alone(signed_in)
    assert seen == [False]


def test_a_locked_screen_ends_the_session_and_says_why(signed_in):
    rig = signed_in.rig
    rig.qtbot.waitUntil(lambda: signed_in.shell.leaving.system is not None)
    signed_in.shell.leaving.system.left.emit()
    assert rig.client.shell is None
    rig.wait()
    assert "verrouillé ou mis en veille" in SignInRobot(rig).banner


def test_after_the_end_the_next_customer_finds_an_empty_page(signed_in):
    rig = signed_in.rig
    leave_alone(signed_in)
    robot = SignInRobot(rig)
    type_into(robot.ui.code, rig.code())
    robot.sign_in()
    assert rig.client.shell is not None


def unattended(rig):
    """What watches the way in while a wizard or étape 2 is shown."""
    rig.qtbot.waitUntil(lambda: rig.client.unattended.watch is not None)
    return rig.client.unattended


def test_a_wizard_does_not_stay_with_its_secret_when_nobody_is_there(rig):
    rig.start()
    send_access(rig)
    wizard = FirstConnectionRobot(rig)
    wizard.open()
    wizard.letter()
    wizard.choose()
    secret = wizard.secret
    assert unattended(rig).watch._timer.interval() == 300_000
    unattended(rig).watch._timer.setInterval(1)
    rig.qtbot.waitUntil(lambda: not wizard.is_open)
    rig.wait()
    assert secret not in " ".join(texts(rig.client.window)).replace(" ", "")
    assert "plus personne devant l’écran" in SignInRobot(rig).banner


def test_a_locked_screen_takes_the_second_step_away(rig):
    rig.start()
    robot = SignInRobot(rig)
    robot.password_step()
    unattended(rig).system.left.emit()
    rig.wait()
    assert robot.ui.code.text() == robot.ui.password.text() == ""
    assert "plus personne devant l’écran" in robot.banner


def test_who_goes_while_the_code_is_checked_opens_nothing(rig):
    """The bank's yes comes to an empty chair: no figure is shown, and the session ends at once."""
    rig.start()
    robot = SignInRobot(rig)
    robot.password_step()
    page = rig.client.window.entrance.code_page
    type_into(page.ui.totp, rig.totp())
    rig.line.silence.clear()
    click(page.ui.okButton)
    unattended(rig).system.left.emit()
    rig.line.silence.set()
    rig.wait()
    assert rig.client.shell is None
    with rig.front.bank.database.snapshot() as connection:
        assert connection.execute(select(session.c.end_reason)).scalars().all() == ["signed_out"]
