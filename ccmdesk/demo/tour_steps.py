"""The story, step by step: the guide's own example, bad input, day-end, looks, and the bank out of reach.

Each step leaves the screen as its picture shows it, and raises TourError when something on it is not right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QComboBox

from ccmdesk.demo.data import ETIENNE, VALERIE
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
    password_step,
    plain,
    preferences,
    select_first_order,
    sign_in,
    summary_rows,
    tab,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from ccmdesk.demo.tour import Tour


def _entrance(tour: Tour) -> None:
    tour.drive.expect("titre", "Je me connecte (Etape 1 / 2)", tour.drive.text("SignIn/title"))
    tour.drive.wait_for("Entrance/placeCard")


def _wrong_password(tour: Tour) -> None:
    password_step(tour, VALERIE, "pas-le-bon-mot-de-passe")
    tour.drive.wait_for("SignInCode/totp")
    tour.drive.type("SignInCode/totp", tour.authenticators[VALERIE.code].current().digits)
    if tour.drive.sees("SignInCode/okButton"):
        tour.drive.click("SignInCode/okButton")
    expected = "La connexion a échoué : identifiant, mot de passe ou code incorrect. Il vous reste 4 essais."
    tour.drive.wait("réponse à un mauvais mot de passe", expected, lambda: tour.drive.text("SignIn/banner"))


def _second_step(tour: Tour) -> None:
    password_step(tour, VALERIE, VALERIE.password)
    tour.drive.wait_for("SignInCode/totp")
    tour.drive.expect("titre", "Je me connecte (Etape 2 / 2)", tour.drive.text("SignInCode/title"))


def _dashboard(tour: Tour) -> None:
    tour.drive.type("SignInCode/totp", tour.totp(VALERIE.code))
    if tour.drive.sees("SignInCode/okButton"):
        tour.drive.click("SignInCode/okButton")
    tour.drive.wait_for("Dashboard/sightAvailable")
    expect_balances(tour, "20,00", "15,00")
    tour.drive.wait("fraîcheur", expected=True, look=lambda: tour.drive.text("freshText").startswith("À jour"))


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
    rows = summary_rows(tour)
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


def _dark(tour: Tour) -> None:
    tour.drive.click("menu_dashboard")
    preferences(tour, "theme", 1)
    tour.drive.expect("thème", "dark", tour.drive.client.preferences.current.theme)


def _contrast(tour: Tour) -> None:
    preferences(tour, "theme", 2)
    tour.drive.expect("thème", "contrast", tour.drive.client.preferences.current.theme)


def _english(tour: Tour) -> None:
    preferences(tour, "theme", 0)
    preferences(tour, "language", 1)
    tour.drive.wait("montant en anglais", "€10.00", lambda: tour.drive.text("Dashboard/sightAvailable"))


def _large_text(tour: Tour) -> None:
    preferences(tour, "language", 0)
    preferences(tour, "scale", 4)
    tour.drive.expect("taille du texte", 200, tour.drive.client.preferences.current.text_scale)
    expect_balances(tour, "10,00", "25,00")


def _large_wizard(tour: Tour) -> None:
    tab(tour, "new")


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


def _second_customer(tour: Tour) -> None:
    tour.drive.click("CustomerShell/signOutButton")
    tour.drive.wait_for("SignIn/code")
    sign_in(tour, ETIENNE)
    tour.drive.wait("fraîcheur", expected=True, look=lambda: tour.drive.text("freshText").startswith("À jour"))


def _five_years(tour: Tour) -> None:
    tour.drive.click("Dashboard/allOperations")
    tour.drive.wait(
        "nombre d’opérations", "5 000", lambda: plain(tour.drive.text("Operations/count")).split(" de ")[-1][:5]
    )


def _search(tour: Tour) -> None:
    tour.drive.type("Operations/search", "interets de l'annee")
    tour.drive.wait(
        "opérations trouvées",
        "10 enregistrements",
        lambda: plain(tour.drive.text("Operations/count")).split(" de ")[-1],
    )


def _signed_out(tour: Tour) -> None:
    tour.drive.click("CustomerShell/signOutButton")
    tour.drive.wait_for("SignIn/code")
    tour.drive.expect("plus aucun chiffre à l’écran", expected=False, seen=tour.drive.sees("Dashboard/sightAvailable"))
    tour.drive.expect("mot de passe oublié", "", tour.drive.text("SignIn/password"))


STEPS: Final[tuple[tuple[str, Callable[[Tour], None]], ...]] = (
    ("connexion", _entrance),
    ("mauvais-mot-de-passe", _wrong_password),
    ("deuxieme-etape", _second_step),
    ("tableau-de-bord", _dashboard),
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
    ("theme-sombre", _dark),
    ("contraste-eleve", _contrast),
    ("anglais", _english),
    ("texte-200", _large_text),
    ("virement-texte-200", _large_wizard),
    ("banque-injoignable", _bank_stopped),
    ("reouverture-hors-connexion", _restarted_offline),
    ("tableau-hors-connexion", _offline_dashboard),
    ("brouillon-recapitulatif", _draft_summary),
    ("brouillon", _draft_kept),
    ("banque-de-retour", _bank_back),
    ("brouillon-confirmation", _draft_confirmed),
    ("un-seul-virement", _exactly_one),
    ("second-client", _second_customer),
    ("cinq-ans-d-operations", _five_years),
    ("recherche", _search),
    ("deconnexion", _signed_out),
)
"""Name of the picture, and what is done and checked before it is taken."""
