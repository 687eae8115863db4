"""What a customer does and reads in the tour: the verbs that its steps are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QListWidget, QTabBar, QTableView, QTreeView, QWidget

from ccmdesk.demo.tour_driver import TourError

if TYPE_CHECKING:
    from ccmdesk.demo.data import Persona
    from ccmdesk.demo.mailbox import Mail
    from ccmdesk.demo.tour import Tour

DAV: Final = "60000220100"
LIVRET: Final = "60000223600"
SOLIDARITY: Final = "60000221000"
LABEL: Final = "test virement interne"
NBSP: Final = "\u00a0"
TABS: Final = {"new": 0, "ongoing": 1, "history": 2}


def euros(text: str) -> str:
    """Write « 20,00 » as the screen does."""
    return f"{text}{NBSP}€"


# -- what a person does and reads ------------------------------------------------------------------------------


def password_step(tour: Tour, person: Persona, password: str) -> None:
    """Type code and password, and go on to étape 2."""
    tour.drive.type("SignIn/code", person.code)
    tour.drive.type("SignIn/password", password)
    tour.drive.click("SignIn/continueButton")


def sign_in(tour: Tour, person: Persona, password: str = "") -> None:
    """Sign in with a code that was not used yet, up to the dashboard. `password`: if it is no longer the first one."""
    password_step(tour, person, password or person.password)
    tour.drive.wait_for("SignInCode/totp")
    tour.drive.type("SignInCode/totp", tour.totp(person.code))
    if tour.drive.sees("SignInCode/okButton"):
        tour.drive.click("SignInCode/okButton")
    tour.drive.wait_for("Dashboard/sightAvailable")


def balances(tour: Tour) -> dict[str, str]:
    """Read the dashboard: DAV and savings by account number."""
    drive = tour.drive
    shown = {drive.text("Dashboard/sightNumber")[-11:]: drive.text("Dashboard/sightAvailable")}
    for card in drive.find("Dashboard/savingsCards", QWidget).findChildren(QWidget, "AccountCard"):
        number, booked = card.findChild(QLabel, "number"), card.findChild(QLabel, "booked")
        if number is not None and booked is not None and card.isVisible():
            shown[number.text()[-11:]] = booked.text()
    return shown


def expect_balances(tour: Tour, sight: str, passbook: str) -> None:
    """Wait until Valerie's three balances are these."""
    expected = {DAV: euros(sight), LIVRET: euros(passbook), SOLIDARITY: euros("0,00")}
    tour.drive.wait("soldes du tableau de bord", expected, lambda: balances(tour))


def tab(tour: Tour, name: str) -> None:
    """Turn to a tab of « Mes virements » with a click on it."""
    tour.drive.click("menu_transfers")
    bar = tour.drive.find("Transfers/tabs", QTabBar)
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(TABS[name]).center())
    tour.drive.settle()


def orders(tour: Tour) -> list[tuple[str, str, str, str]]:
    """Read the list of transfers: source, target, amount, state."""
    model = tour.drive.find("Orders/list", QTreeView).model()
    found = []
    for day in range(model.rowCount()):
        head = model.index(day, 0)
        for row in range(model.rowCount(head)):
            cells = [str(model.index(row, column, head).data()) for column in range(5)]
            found.append((cells[0][-11:], cells[1][-11:], cells[3], cells[4]))
    return found


def expect_orders(tour: Tour, *expected: tuple[str, str, str, str]) -> None:
    """Wait until the list of transfers is exactly this."""
    tour.drive.wait("liste des virements", list(expected), lambda: orders(tour))


def select_first_order(tour: Tour) -> None:
    """Click on the first transfer of the list."""
    tree = tour.drive.find("Orders/list", QTreeView)
    model = tree.model()
    index = model.index(0, 0, model.index(0, 0, QModelIndex()))
    tree.scrollTo(index)
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=tree.visualRect(index).center())


def fill_transfer(tour: Tour, amount: str, label: str, source: str = DAV, target: str = LIVRET) -> None:
    """Fill the entry of a transfer; from Valerie's DAV to her livret if nothing else is said."""
    tour.drive.choose("TransferNew/source", source)
    tour.drive.choose("TransferNew/target", target)
    tour.drive.type("TransferNew/amount", amount)
    tour.drive.type("TransferNew/label", label)


def error_of(tour: Tour, field: str) -> str:
    """Return what a field of the transfer's entry says is wrong."""
    return field_error(tour, f"TransferNew/{field}")


def rows_of(tour: Tour, path: str) -> dict[str, str]:
    """Read a list of particulars: values by label."""
    rows = getattr(tour.drive.find(path, QWidget), "rows", None)
    return dict(rows()) if rows is not None else {}


def expected_day() -> str:
    """Return the open day as the screen writes it."""
    from ccmdesk.client.viewmodels.words import long_day
    from ccmdesk.core.clock import SystemClock, paris_date
    from ccmdesk.core.rules.calendar import business_day_from

    return long_day(business_day_from(paris_date(SystemClock().now())))


def plain(text: str) -> str:
    """Write no-break spaces as spaces."""
    return text.replace(NBSP, " ").replace("\u202f", " ")


def preferences(tour: Tour, box: str, row: int) -> None:
    """Choose in « Affichage » and close it."""
    tour.drive.click("CustomerShell/displayButton")
    tour.drive.wait_for(f"PreferencesForm/{box}")
    tour.drive.move_to(f"PreferencesForm/{box}", row)
    tour.drive.click("PreferencesForm/closeButton")
    tour.drive.settle()


def sign_out(tour: Tour) -> None:
    """Leave, if someone is signed in, back to the way in."""
    if tour.drive.sees("CustomerShell/signOutButton"):
        tour.drive.click("CustomerShell/signOutButton")
    tour.drive.wait_for("SignIn/code")
    tour.drive.expect("plus rien de qui était là", expected=False, seen=tour.drive.sees("toast"))


def letters(tour: Tour, person: Persona, *, sms: bool) -> list[Mail]:
    """Read a customer's e-mails or SMS, the newest first."""
    to = person.who.phone if sms else person.who.email
    return [mail for mail in tour.mailbox.mails() if mail.to == to and mail.is_sms == sms]


def brought(tour: Tour, person: Persona, *, sms: bool) -> str:
    """Return what there is to copy in the newest e-mail or SMS of a customer; empty when it brings nothing."""
    found = letters(tour, person, sms=sms)
    return found[0].to_copy if found else ""


def wrong_code(tour: Tour, person: Persona) -> str:
    """Return six digits that are no code of a customer's authenticator at this time."""
    return next(digits for digits in ("000000", "000001", "000002", "000003") if not tour.is_code(person.code, digits))


def field_error(tour: Tour, path: str) -> str:
    """Return what a field says is wrong."""
    says = getattr(tour.drive.find(path, QWidget), "error", None)
    if says is None:
        raise TourError(f"attendu : un champ « {path} » qui dise son erreur")
    return str(says())


def sign(tour: Tour, person: Persona) -> None:
    """Sign what the dialog shows: first with a code that is none, then with one that is."""
    tour.drive.type("SignDialog/code", wrong_code(tour, person))
    tour.drive.click("SignDialog/signButton")
    tour.drive.wait(
        "refus d’une mauvaise signature",
        expected=True,
        look=lambda: "4 essais" in plain(tour.drive.text("SignDialog/banner")),
    )
    tour.drive.type("SignDialog/code", tour.totp(person.code))
    tour.drive.click("SignDialog/signButton")


def section(tour: Tour, row: int) -> None:
    """Turn to a section of « Mes informations » with a click on it."""
    if not tour.drive.sees("Information/sections"):
        tour.drive.click("menu_information")
        tour.drive.wait_for("Information/sections")
    entries = tour.drive.find("Information/sections", QListWidget)
    QTest.mouseClick(
        entries.viewport(), Qt.MouseButton.LeftButton, pos=entries.visualItemRect(entries.item(row)).center()
    )
    tour.drive.settle()


def table(tour: Tour, path: str) -> list[list[str]]:
    """Read a table of « Mes informations »: its cells, row by row."""
    model = tour.drive.find(path, QTableView).model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]
