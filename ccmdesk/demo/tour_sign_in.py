"""Steps of the tour: the way in, and out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ccmdesk.demo.data import VALERIE
from ccmdesk.demo.tour_hands import (
    expect_balances,
    password_step,
)

if TYPE_CHECKING:
    from ccmdesk.demo.tour import Steps, Tour


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
    tour.drive.wait(
        "réponse à un mauvais mot de passe", expected, lambda: tour.drive.text("SignIn/banner").partition("\n")[0]
    )


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


STEPS: Final[Steps] = (
    ("connexion", _entrance),
    ("mauvais-mot-de-passe", _wrong_password),
    ("deuxieme-etape", _second_step),
    ("tableau-de-bord", _dashboard),
)
