"""Steps of the tour: the guide’s own transfer, bad input, day-end, operations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QComboBox

from ccmdesk.demo.tour_driver import TourError
from ccmdesk.demo.tour_hands import (
    DAV,
    LABEL,
    LIVRET,
    error_of,
    euros,
    expect_balances,
    expect_orders,
    expected_day,
    fill_transfer,
    plain,
    rows_of,
    select_first_order,
    tab,
)

if TYPE_CHECKING:
    from ccmdesk.demo.tour import Steps, Tour


def _wizard(tour: Tour) -> None:
    tab(tour, "new")
    fill_transfer(tour, "10", LABEL)


def _refused_amounts(tour: Tour) -> None:
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


def _passbook_to_passbook(tour: Tour) -> None:
    tour.drive.choose("TransferNew/source", LIVRET)
    box = tour.drive.find("TransferNew/target", QComboBox)
    offered = [str(box.itemData(row)) for row in range(box.count())]
    tour.drive.expect("vers quoi un livret peut virer : le DAV seul", [DAV], offered)


def _summary(tour: Tour) -> None:
    fill_transfer(tour, "10", LABEL)
    tour.drive.click("TransferNew/reviewButton")
    tour.drive.wait_for("TransferNew/summaryCard")
    tour.drive.expect("montant", euros("10,00"), tour.drive.text("TransferNew/summaryAmount"))
    rows = rows_of(tour, "TransferNew/summaryDetails")
    day = expected_day()
    tour.drive.expect(
        "date d’exécution du récapitulatif", expected=True, seen=any(day in text for text in rows.values())
    )


def _confirmation(tour: Tour) -> None:
    tour.drive.click("TransferNew/confirmButton")
    tour.drive.wait_for("ConfirmDialog/confirmButton")
    tour.drive.expect(
        "question", "Confirmez-vous ce virement interne ?", plain(tour.drive.text("ConfirmDialog/questionLabel"))
    )


def _success(tour: Tour) -> None:
    tour.drive.click("ConfirmDialog/confirmButton")
    tour.drive.wait_for("TransferNew/doneCard")


def _ongoing(tour: Tour) -> None:
    tab(tour, "ongoing")
    expect_orders(tour, (DAV, LIVRET, euros("10,00"), "Validé"))
    select_first_order(tour)


def _reserved(tour: Tour) -> None:
    tour.drive.click("menu_dashboard")
    expect_balances(tour, "10,00", "15,00")


def _day_end(tour: Tour) -> None:
    report = tour.server.day_end("--next")
    if "1 exécuté(s), 0 rejeté(s)" not in report:
        raise TourError(f"fin de journée\n    attendu : un virement exécuté\n    vu      : {report}")
    tour.drive.click("refreshButton")
    expect_balances(tour, "10,00", "25,00")


def _history(tour: Tour) -> None:
    tab(tour, "ongoing")
    tour.drive.wait_for("Orders/empty")
    tab(tour, "history")
    expect_orders(tour, (DAV, LIVRET, euros("10,00"), "Exécuté"))
    select_first_order(tour)


def _operations(tour: Tour) -> None:
    tour.drive.click("menu_dashboard")
    tour.drive.click("Dashboard/sightOperations")
    count = "Affiche 1 à 2 de 2 enregistrements"
    tour.drive.wait("nombre d’opérations du DAV", count, lambda: plain(tour.drive.text("Operations/count")))
    tour.drive.expect("solde comptable", euros("10,00"), tour.drive.text("Operations/bookedAmount"))


STEPS: Final[Steps] = (
    ("virement-saisie", _wizard),
    ("montants-refuses", _refused_amounts),
    ("livret-vers-livret", _passbook_to_passbook),
    ("recapitulatif", _summary),
    ("confirmation", _confirmation),
    ("virement-transmis", _success),
    ("en-cours", _ongoing),
    ("montant-reserve", _reserved),
    ("apres-fin-de-journee", _day_end),
    ("historique", _history),
    ("operations", _operations),
)
