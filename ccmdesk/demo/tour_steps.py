"""The story, step by step: the guide's own example, bad input, day-end, looks, and the bank out of reach."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QTabBar, QTreeView, QWidget

from ccmdesk.demo.data import ETIENNE, VALERIE
from ccmdesk.demo.tour_driver import TourError

if TYPE_CHECKING:
    from collections.abc import Callable

    from ccmdesk.demo.data import Persona
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
    tour.drive.type("SignIn/code", person.code)
    tour.drive.type("SignIn/password", password)
    tour.drive.click("SignIn/continueButton")


def sign_in(tour: Tour, person: Persona) -> None:
    password_step(tour, person, person.password)
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
    tour.drive.wait("liste des virements", list(expected), lambda: orders(tour))


def select_first_order(tour: Tour) -> None:
    tree = tour.drive.find("Orders/list", QTreeView)
    model = tree.model()
    index = model.index(0, 0, model.index(0, 0, QModelIndex()))
    tree.scrollTo(index)
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=tree.visualRect(index).center())


def fill_transfer(tour: Tour, amount: str, label: str) -> None:
    tour.drive.choose("TransferNew/source", DAV)
    tour.drive.choose("TransferNew/target", LIVRET)
    tour.drive.type("TransferNew/amount", amount)
    tour.drive.type("TransferNew/label", label)


def error_of(tour: Tour, field: str) -> str:
    says = getattr(tour.drive.find(f"TransferNew/{field}", QWidget), "error", None)
    if says is None:
        raise TourError(f"attendu : un champ « {field} » qui dise son erreur")
    return str(says())


# -- the steps -------------------------------------------------------------------------------------------------


def entrance(tour: Tour) -> None:
    tour.drive.expect("titre", "Je me connecte (Etape 1 / 2)", tour.drive.text("SignIn/title"))
    tour.drive.wait_for("Entrance/placeCard")


def wrong_password(tour: Tour) -> None:
    password_step(tour, VALERIE, "pas-le-bon-mot-de-passe")
    tour.drive.wait_for("SignInCode/totp")
    tour.drive.type("SignInCode/totp", tour.authenticators[VALERIE.code].current().digits)
    if tour.drive.sees("SignInCode/okButton"):
        tour.drive.click("SignInCode/okButton")
    expected = "La connexion a échoué : identifiant, mot de passe ou code incorrect. Il vous reste 4 essais."
    tour.drive.wait("réponse à un mauvais mot de passe", expected, lambda: tour.drive.text("SignIn/banner"))


def second_step(tour: Tour) -> None:
    password_step(tour, VALERIE, VALERIE.password)
    tour.drive.wait_for("SignInCode/totp")
    tour.drive.expect("titre", "Je me connecte (Etape 2 / 2)", tour.drive.text("SignInCode/title"))


def dashboard(tour: Tour) -> None:
    tour.drive.type("SignInCode/totp", tour.totp(VALERIE.code))
    if tour.drive.sees("SignInCode/okButton"):
        tour.drive.click("SignInCode/okButton")
    tour.drive.wait_for("Dashboard/sightAvailable")
    expect_balances(tour, "20,00", "15,00")
    tour.drive.wait("fraîcheur", expected=True, look=lambda: tour.drive.text("freshText").startswith("À jour"))


def wizard(tour: Tour) -> None:
    tab(tour, "new")
    fill_transfer(tour, "10", LABEL)


def refused_amounts(tour: Tour) -> None:
    wanted = {
        "0": "Le montant doit être supérieur à zéro.",
        "-5": "Le montant doit être supérieur à zéro.",
        "1,005": "Un montant a deux décimales au plus, par exemple 10,50.",
        "1e400": "Ce montant n’est pas lisible. Écrivez-le en euros, par exemple 1 234,56.",
        "20,01": f"Ce montant dépasse le solde disponible du compte : {euros('20,00')}.",
    }
    for typed, sentence in wanted.items():
        tour.drive.type("TransferNew/amount", typed)
        tour.drive.click("TransferNew/reviewButton")
        tour.drive.wait(f"refus de « {typed} »", sentence, lambda: error_of(tour, "amountField"))
        tour.drive.expect("pas de récapitulatif", expected=False, seen=tour.drive.sees("TransferNew/summaryCard"))


def passbook_to_passbook(tour: Tour) -> None:
    from PySide6.QtWidgets import QComboBox

    tour.drive.choose("TransferNew/source", LIVRET)
    box = tour.drive.find("TransferNew/target", QComboBox)
    offered = [str(box.itemData(row)) for row in range(box.count())]
    tour.drive.expect("vers quoi un livret peut virer : le DAV seul", [DAV], offered)


def summary(tour: Tour) -> None:
    fill_transfer(tour, "10", LABEL)
    tour.drive.click("TransferNew/reviewButton")
    tour.drive.wait_for("TransferNew/summaryCard")
    tour.drive.expect("montant", euros("10,00"), tour.drive.text("TransferNew/summaryAmount"))
    rows = summary_rows(tour)
    day = expected_day()
    tour.drive.expect(
        "date d’exécution du récapitulatif", expected=True, seen=any(day in text for text in rows.values())
    )


def summary_rows(tour: Tour) -> dict[str, str]:
    rows = getattr(tour.drive.find("TransferNew/summaryDetails", QWidget), "rows", None)
    return dict(rows()) if rows is not None else {}


def expected_day() -> str:
    """Return the open day as the screen writes it."""
    from ccmdesk.client.viewmodels.words import long_day
    from ccmdesk.core.clock import SystemClock, paris_date
    from ccmdesk.core.rules.calendar import business_day_from

    return long_day(business_day_from(paris_date(SystemClock().now())))


def confirmation(tour: Tour) -> None:
    tour.drive.click("TransferNew/confirmButton")
    tour.drive.wait_for("ConfirmDialog/confirmButton")
    tour.drive.expect(
        "question", "Confirmez-vous ce virement interne ?", plain(tour.drive.text("ConfirmDialog/questionLabel"))
    )


def plain(text: str) -> str:
    """Write no-break spaces as spaces."""
    return text.replace(NBSP, " ").replace("\u202f", " ")


def success(tour: Tour) -> None:
    tour.drive.click("ConfirmDialog/confirmButton")
    tour.drive.wait_for("TransferNew/doneCard")


def ongoing(tour: Tour) -> None:
    tab(tour, "ongoing")
    expect_orders(tour, (DAV, LIVRET, euros("10,00"), "Validé"))
    select_first_order(tour)


def reserved(tour: Tour) -> None:
    tour.drive.click("menu_dashboard")
    expect_balances(tour, "10,00", "15,00")


def day_end(tour: Tour) -> None:
    report = tour.server.day_end("--next")
    if "1 exécuté(s), 0 rejeté(s)" not in report:
        raise TourError(f"fin de journée\n    attendu : un virement exécuté\n    vu      : {report}")
    tour.drive.click("refreshButton")
    expect_balances(tour, "10,00", "25,00")


def history(tour: Tour) -> None:
    tab(tour, "ongoing")
    tour.drive.wait_for("Orders/empty")
    tab(tour, "history")
    expect_orders(tour, (DAV, LIVRET, euros("10,00"), "Exécuté"))
    select_first_order(tour)


def operations(tour: Tour) -> None:
    tour.drive.click("menu_dashboard")
    tour.drive.click("Dashboard/sightOperations")
    count = "Affiche 1 à 2 de 2 enregistrements"
    tour.drive.wait("nombre d’opérations du DAV", count, lambda: plain(tour.drive.text("Operations/count")))
    tour.drive.expect("solde comptable", euros("10,00"), tour.drive.text("Operations/bookedAmount"))


def preferences(tour: Tour, box: str, row: int) -> None:
    """Choose in « Affichage » and close it."""
    tour.drive.click("CustomerShell/displayButton")
    tour.drive.wait_for(f"PreferencesForm/{box}")
    tour.drive.move_to(f"PreferencesForm/{box}", row)
    tour.drive.click("PreferencesForm/closeButton")
    tour.drive.settle()


def dark(tour: Tour) -> None:
    tour.drive.click("menu_dashboard")
    preferences(tour, "theme", 1)
    tour.drive.expect("thème", "dark", tour.drive.client.preferences.current.theme)


def contrast(tour: Tour) -> None:
    preferences(tour, "theme", 2)
    tour.drive.expect("thème", "contrast", tour.drive.client.preferences.current.theme)


def english(tour: Tour) -> None:
    preferences(tour, "theme", 0)
    preferences(tour, "language", 1)
    tour.drive.wait("montant en anglais", "€10.00", lambda: tour.drive.text("Dashboard/sightAvailable"))


def large_text(tour: Tour) -> None:
    preferences(tour, "language", 0)
    preferences(tour, "scale", 4)
    tour.drive.expect("taille du texte", 200, tour.drive.client.preferences.current.text_scale)
    expect_balances(tour, "10,00", "25,00")


def large_wizard(tour: Tour) -> None:
    tab(tour, "new")


def bank_stopped(tour: Tour) -> None:
    preferences(tour, "scale", 0)
    tour.drive.click("menu_dashboard")
    tour.server.stop()
    tour.drive.click("refreshButton")
    tour.drive.wait(
        "bandeau", expected=True, look=lambda: tour.drive.text("CustomerShell/banner").startswith("Données du ")
    )
    tour.drive.wait("fraîcheur", expected=True, look=lambda: tour.drive.text("freshText").startswith("Données du "))
    expect_balances(tour, "10,00", "25,00")


def restarted_offline(tour: Tour) -> None:
    tour.close_client()
    tour.open_client()
    password_step(tour, VALERIE, VALERIE.password)
    tour.drive.wait_for("SignIn/offlineButton")


def offline_dashboard(tour: Tour) -> None:
    tour.drive.click("SignIn/offlineButton")
    tour.drive.wait_for("Dashboard/sightAvailable")
    expect_balances(tour, "10,00", "25,00")
    tour.drive.wait("fraîcheur", expected=True, look=lambda: tour.drive.text("freshText").startswith("Données du "))


def draft_summary(tour: Tour) -> None:
    tab(tour, "new")
    fill_transfer(tour, "2,50", "brouillon hors connexion")
    tour.drive.click("TransferNew/reviewButton")
    tour.drive.wait_for("TransferNew/summaryCard")
    tour.drive.expect("bouton", "Enregistrer le brouillon", tour.drive.text("TransferNew/confirmButton"))


def draft_kept(tour: Tour) -> None:
    tour.drive.click("TransferNew/confirmButton")
    tour.drive.wait_for("TransferNew/doneCard")
    tab(tour, "ongoing")
    expect_orders(tour, (DAV, LIVRET, euros("2,50"), "Brouillon"))


def bank_back(tour: Tour) -> None:
    tour.server.start()
    tour.drive.click("CustomerShell/signOutButton")
    tour.drive.wait_for("SignIn/code")
    sign_in(tour, VALERIE)
    tour.drive.wait_for("Dashboard/draftsBanner")


def draft_confirmed(tour: Tour) -> None:
    tab(tour, "ongoing")
    expect_orders(tour, (DAV, LIVRET, euros("2,50"), "Brouillon"))
    select_first_order(tour)
    tour.drive.wait_for("Orders/sendButton")
    tour.drive.click("Orders/sendButton")
    tour.drive.wait_for("ConfirmDialog/confirmButton")


def exactly_one(tour: Tour) -> None:
    tour.drive.click("ConfirmDialog/confirmButton")
    expect_orders(tour, (DAV, LIVRET, euros("2,50"), "Validé"))
    report = tour.server.day_end("--next")
    if "1 exécuté(s), 0 rejeté(s)" not in report:
        raise TourError(f"fin de journée\n    attendu : exactement un virement\n    vu      : {report}")
    tour.drive.click("refreshButton")
    tour.drive.wait_for("Orders/empty")
    tour.drive.click("menu_dashboard")
    expect_balances(tour, "7,50", "27,50")


def second_customer(tour: Tour) -> None:
    tour.drive.click("CustomerShell/signOutButton")
    tour.drive.wait_for("SignIn/code")
    sign_in(tour, ETIENNE)
    tour.drive.wait("fraîcheur", expected=True, look=lambda: tour.drive.text("freshText").startswith("À jour"))


def five_years(tour: Tour) -> None:
    tour.drive.click("Dashboard/allOperations")
    tour.drive.wait(
        "nombre d’opérations", "5 000", lambda: plain(tour.drive.text("Operations/count")).split(" de ")[-1][:5]
    )


def search(tour: Tour) -> None:
    tour.drive.type("Operations/search", "interets de l'annee")
    tour.drive.wait(
        "opérations trouvées",
        "10 enregistrements",
        lambda: plain(tour.drive.text("Operations/count")).split(" de ")[-1],
    )


def signed_out(tour: Tour) -> None:
    tour.drive.click("CustomerShell/signOutButton")
    tour.drive.wait_for("SignIn/code")
    tour.drive.expect("plus aucun chiffre à l’écran", expected=False, seen=tour.drive.sees("Dashboard/sightAvailable"))
    QGuiApplication.clipboard().clear()


STEPS: Final[tuple[tuple[str, Callable[[Tour], None]], ...]] = (
    ("connexion", entrance),
    ("mauvais-mot-de-passe", wrong_password),
    ("deuxieme-etape", second_step),
    ("tableau-de-bord", dashboard),
    ("virement-saisie", wizard),
    ("montants-refuses", refused_amounts),
    ("livret-vers-livret", passbook_to_passbook),
    ("recapitulatif", summary),
    ("confirmation", confirmation),
    ("virement-transmis", success),
    ("en-cours", ongoing),
    ("montant-reserve", reserved),
    ("apres-fin-de-journee", day_end),
    ("historique", history),
    ("operations", operations),
    ("theme-sombre", dark),
    ("contraste-eleve", contrast),
    ("anglais", english),
    ("texte-200", large_text),
    ("virement-texte-200", large_wizard),
    ("banque-injoignable", bank_stopped),
    ("reouverture-hors-connexion", restarted_offline),
    ("tableau-hors-connexion", offline_dashboard),
    ("brouillon-recapitulatif", draft_summary),
    ("brouillon", draft_kept),
    ("banque-de-retour", bank_back),
    ("brouillon-confirmation", draft_confirmed),
    ("un-seul-virement", exactly_one),
    ("second-client", second_customer),
    ("cinq-ans-d-operations", five_years),
    ("recherche", search),
    ("deconnexion", signed_out),
)
"""Name of the picture, and what is done and checked before it is taken."""
