"""Every screen in a small window, in both languages, at 100 % and 200 % of text size: nothing cut, nothing covered."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
)
from robots.bank_desk import DeskRobot, OrdersRobot, SignInRobot, TransferRobot, click, type_into
from robots.entrance import FirstConnectionRobot, RecoveryRobot, send_access
from robots.information import InformationRobot, ReplacementRobot, SignRobot, choose_row, sign_above
from robots.rig import Wire
from robots.screen_reader import CONTROLS, name_of, overlaps, visible

from ccmdesk.client.views.information import SECTIONS

SMALL = (1024, 768)
SETTLING = 40
SETTINGS = [("fr", 100), ("en", 100), ("fr", 200), ("en", 200)]


def cut(window):
    """Widgets too small for their text."""
    return [name_of(w) for w in visible(window, (QLabel, QAbstractButton, QTabBar, QComboBox, QLineEdit)) if _is_cut(w)]


def _is_cut(widget):
    metrics = widget.fontMetrics()
    if isinstance(widget, QLabel):
        return bool(widget.text()) and _label_is_cut(widget)
    if isinstance(widget, QAbstractButton):
        return widget.width() < widget.sizeHint().width() or widget.height() < widget.sizeHint().height()
    if isinstance(widget, QTabBar):
        return widget.width() < widget.tabRect(widget.count() - 1).right()
    if isinstance(widget, QLineEdit):
        return metrics.horizontalAdvance(widget.placeholderText()) > widget.contentsRect().width()
    option = QStyleOptionComboBox()
    widget.initStyleOption(option)
    field = widget.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, widget
    )
    return metrics.horizontalAdvance(widget.currentText()) > field.width()


def _label_is_cut(label):
    if not label.wordWrap():
        return label.width() < label.sizeHint().width() or label.height() < label.sizeHint().height()
    longest = max(label.fontMetrics().horizontalAdvance(word) for word in label.text().split(" "))
    return label.width() < longest or label.height() < label.heightForWidth(label.width())


def _faults(window):
    QApplication.processEvents()
    found = [f"cut: {n}" for n in cut(window)] + [f"covered: {n}" for n in overlaps(window)]
    return found + [f"sideways: {n}" for n in sideways(window)] + unreachable(window)


def sideways(window):
    """Pages and lists that are wider than what shows them."""
    areas = [area for area in visible(window, QAbstractScrollArea) if area.horizontalScrollBar().maximum() > 0]
    return [name_of(area) for area in areas]


def unreachable(window):
    """Controls without a name to call them by, to read out, or a place among the stops of the Tab key."""
    found = []
    for control in visible(window, CONTROLS):
        spoken = control.accessibleName() or (isinstance(control, QAbstractButton) and control.text())
        if not control.objectName() or not spoken:
            found.append(f"nameless: {name_of(control)}")
        if control.isEnabled() and not any(c.focusPolicy() & Qt.FocusPolicy.TabFocus for c in _stop_of(control)):
            found.append(f"no stop: {name_of(control)}")
    return found


def _stop_of(control):
    """The control, or those of its group: the entries of a menu share one stop, the arrows go between them."""
    group = control.group() if isinstance(control, QAbstractButton) else None
    return group.buttons() if group is not None and group.exclusive() else [control]


@pytest.fixture
def fits(rig):
    """Check the screen in sight under every setting."""

    def check(what: str):
        window, preferences = rig.client.window, rig.client.preferences
        problems = []
        for language, scale in SETTINGS:
            preferences.set(language=language, text_scale=scale)
            found = _faults(window)
            for _ in range(SETTLING):  # a change of text size runs through the layouts one turn after the other
                if not found:
                    break
                rig.wait()
                QTest.qWait(10)
                found = _faults(window)
            problems += [f"{what} {language} {scale} %: {text}" for text in found]
        preferences.set(language="fr", text_scale=100)
        rig.wait()
        assert not problems, "\n".join(problems)

    return check


def test_the_way_in(rig, fits):
    rig.start().window.resize(*SMALL)
    robot = SignInRobot(rig)
    fits("first step")
    type_into(robot.ui.code, "123")
    click(robot.ui.continueButton)
    fits("malformed")
    robot.password_step()
    fits("second step")
    robot.code_step("000000")
    fits("refused")


def test_first_connection(rig, fits):
    send_access(rig)
    rig.start().window.resize(*SMALL)
    robot = FirstConnectionRobot(rig)
    robot.open()
    fits("letter")
    robot.letter(code="123", password="")
    fits("letter malformed")
    robot.letter(password="faux faux")
    fits("letter refused")
    robot.letter()
    robot.page.ui.pc.setChecked(True)
    fits("choice")
    robot.choose("windows")
    fits("proof")
    right = robot.code_of(robot.secret)
    robot.prove("000000" if right != "000000" else "000001")
    click(robot.page.ui.secret.copy_button)
    fits("proof refused")
    robot.prove()
    robot.password("court", again="autre")
    fits("passwords differ")
    robot.password("court")
    fits("password refused")


def test_recovery(rig, fits):
    rig.start().window.resize(*SMALL)
    robot = RecoveryRobot(rig)
    robot.open()
    fits("identity")
    robot.identity(code="1", birth="x", totp="1")
    fits("identity malformed")
    robot.identity()
    fits("sms")
    robot.sms_code("00000000")
    fits("sms refused")


def test_the_idle_warning(signed_in, fits):
    signed_in.rig.client.window.resize(*SMALL)
    leaving = signed_in.shell.leaving
    leaving._warn(60_000)
    assert leaving.warning.isVisible()
    for language, scale in SETTINGS:
        signed_in.rig.client.preferences.set(language=language, text_scale=scale)
        signed_in.rig.wait()
        assert not _faults(leaving.warning)
        assert leaving.warning.geometry().right() < signed_in.shell.width()
        assert leaving.warning.y() > 0


def test_inside(signed_in, fits):
    rig = signed_in.rig
    rig.client.window.resize(*SMALL)
    wizard = TransferRobot(signed_in)
    wizard.fill("5", "x")
    wizard.ui.date.set_day(date(2026, 11, 29))
    wizard.review()
    fits("closed day")
    wizard.ui.date.set_day(date(2026, 11, 24))
    wizard.fill("50", "Œuvre")
    wizard.review()
    fits("summary")
    wizard.confirm()
    fits("done")
    OrdersRobot(signed_in, "ongoing").select()
    fits("orders")
    signed_in.shell.show_page("transfers", "history")
    fits("empty history")
    signed_in.shell.show_page("dashboard")
    fits("dashboard")


def test_operations_and_no_connection(signed_in, fits):
    rig = signed_in.rig
    rig.client.window.resize(*SMALL)
    signed_in.shell.show_operations("60000220100")
    rig.wait()
    click(signed_in.shell.operations.ui.filterButton)
    rig.wait()
    fits("operations")
    rig.line.state = Wire.DOWN
    signed_in.refresh()
    wizard = TransferRobot(signed_in)
    wizard.fill()
    wizard.review()
    wizard.keep_draft()
    fits("draft")
    OrdersRobot(signed_in, "ongoing").select()
    fits("draft in the list")
    rig.line.state = Wire.UP
    signed_in.refresh()
    DeskRobot(rig).menu("dashboard")
    fits("dashboard with a draft")


@pytest.mark.parametrize("sections", [SECTIONS[:3], SECTIONS[3:5], SECTIONS[5:]])
def test_information(signed_in, fits, sections):
    rig = signed_in.rig
    rig.client.window.resize(*SMALL)
    page = InformationRobot(signed_in)
    for section in sections:
        page.show(section)
        rig.wait()
        fits(section)


def test_information_refused(signed_in, fits):
    rig = signed_in.rig
    rig.client.window.resize(*SMALL)
    page = InformationRobot(signed_in, "password")
    page.send_password("", "court", "x")
    fits("password refused")
    rig.line.state = Wire.DOWN
    page.refresh()
    fits("not up to date")


def test_signing(signed_in, fits):
    rig = signed_in.rig
    rig.client.window.resize(*SMALL)
    page = InformationRobot(signed_in, "authenticator")
    signing = page.change_authenticator()
    fits("signature")
    signing.sign_wrongly()
    fits("signature refused")
    signing.cancel()


def test_new_authenticator(signed_in, fits):
    rig = signed_in.rig
    rig.client.window.resize(*SMALL)
    page = InformationRobot(signed_in, "authenticator")
    page.change_authenticator().sign()
    fits("new authenticator")
    replacing = ReplacementRobot(rig)
    replacing.prove("000000")
    fits("proof refused")
    replacing.prove()
    fits("changed")
    page.show("receipts")
    choose_row(page.page.receipts.ui.table, 0)
    fits("receipt")


def test_a_signed_transfer_and_its_receipt(signed_in, fits):
    rig = signed_in.rig
    rig.client.window.resize(*SMALL)
    sign_above(rig, 0)
    TransferRobot(signed_in).transfer("5")
    fits("transfer to sign")
    SignRobot(rig).sign()
    fits("signed")
    page = InformationRobot(signed_in, "receipts")
    choose_row(page.page.receipts.ui.table, 0)
    fits("its receipt")
