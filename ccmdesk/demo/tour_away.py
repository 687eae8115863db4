"""Steps of the tour: the bank out of reach, drafts, and the bank back again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ccmdesk.demo.data import VALERIE
from ccmdesk.demo.tour_driver import TourError
from ccmdesk.demo.tour_hands import (
    DAV,
    LIVRET,
    euros,
    expect_balances,
    expect_orders,
    fill_transfer,
    password_step,
    preferences,
    select_first_order,
    sign_in,
    tab,
)

if TYPE_CHECKING:
    from ccmdesk.demo.tour import Steps, Tour


def _bank_stopped(tour: Tour) -> None:
    preferences(tour, "scale", 0)
    tour.drive.click("menu_dashboard")
    tour.server.stop()
    tour.drive.click("refreshButton")
    tour.drive.wait(
        "bandeau", expected=True, look=lambda: tour.drive.text("CustomerShell/banner").startswith("Données du ")
    )
    tour.drive.wait("fraîcheur", expected=True, look=lambda: tour.drive.text("freshText").startswith("Données du "))
    expect_balances(tour, "10,00", "25,00")


def _restarted_offline(tour: Tour) -> None:
    tour.close_client()
    tour.open_client()
    password_step(tour, VALERIE, VALERIE.password)
    tour.drive.wait_for("SignIn/offlineButton")


def _offline_dashboard(tour: Tour) -> None:
    tour.drive.click("SignIn/offlineButton")
    tour.drive.wait_for("Dashboard/sightAvailable")
    expect_balances(tour, "10,00", "25,00")
    tour.drive.wait("fraîcheur", expected=True, look=lambda: tour.drive.text("freshText").startswith("Données du "))


def _draft_summary(tour: Tour) -> None:
    tab(tour, "new")
    fill_transfer(tour, "2,50", "brouillon hors connexion")
    tour.drive.click("TransferNew/reviewButton")
    tour.drive.wait_for("TransferNew/summaryCard")
    tour.drive.expect("bouton", "Enregistrer le brouillon", tour.drive.text("TransferNew/confirmButton"))


def _draft_kept(tour: Tour) -> None:
    tour.drive.click("TransferNew/confirmButton")
    tour.drive.wait_for("TransferNew/doneCard")
    tab(tour, "ongoing")
    expect_orders(tour, (DAV, LIVRET, euros("2,50"), "Brouillon"))


def _bank_back(tour: Tour) -> None:
    tour.server.start()
    tour.drive.click("CustomerShell/signOutButton")
    tour.drive.wait_for("SignIn/code")
    sign_in(tour, VALERIE)
    tour.drive.wait_for("Dashboard/draftsBanner")


def _draft_confirmed(tour: Tour) -> None:
    tab(tour, "ongoing")
    expect_orders(tour, (DAV, LIVRET, euros("2,50"), "Brouillon"))
    select_first_order(tour)
    tour.drive.wait_for("Orders/sendButton")
    tour.drive.click("Orders/sendButton")
    tour.drive.wait_for("ConfirmDialog/confirmButton")


def _exactly_one(tour: Tour) -> None:
    tour.drive.click("ConfirmDialog/confirmButton")
    expect_orders(tour, (DAV, LIVRET, euros("2,50"), "Validé"))
    report = tour.server.day_end("--next")
    if "1 exécuté(s), 0 rejeté(s)" not in report:
        raise TourError(f"fin de journée\n    attendu : exactement un virement\n    vu      : {report}")
    tour.drive.click("refreshButton")
    tour.drive.wait_for("Orders/empty")
    tour.drive.click("menu_dashboard")
    expect_balances(tour, "7,50", "27,50")


STEPS: Final[Steps] = (
    ("banque-injoignable", _bank_stopped),
    ("reouverture-hors-connexion", _restarted_offline),
    ("tableau-hors-connexion", _offline_dashboard),
    ("brouillon-recapitulatif", _draft_summary),
    ("brouillon", _draft_kept),
    ("banque-de-retour", _bank_back),
    ("brouillon-confirmation", _draft_confirmed),
    ("un-seul-virement", _exactly_one),
)
