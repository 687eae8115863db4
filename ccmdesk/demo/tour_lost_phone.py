"""Steps of the tour: a lost phone, which takes two employees, and the way in again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ccmdesk.demo import errands
from ccmdesk.demo.data import VALERIE
from ccmdesk.demo.tour_hands import brought, expect_balances, sign_out
from ccmdesk.demo.tour_welcome import take_secret

if TYPE_CHECKING:
    from ccmdesk.demo.tour import Steps, Tour

NEW_PASSWORD: Final = "deux-phares-dans-la-brume"  # noqa: S105 -- opens nothing but a demo


def _lost(tour: Tour) -> None:
    errands.lost_phone(tour.server, VALERIE)
    tour.drive.click("refreshButton")
    tour.drive.wait_for("SignIn/code")
    tour.drive.expect("plus aucun chiffre à l’écran", expected=False, seen=tour.drive.sees("Dashboard/sightAvailable"))
    tour.drive.wait("pourquoi", expected=True, look=lambda: tour.drive.text("SignIn/banner") != "")
    tour.drive.wait("SMS", expected=True, look=lambda: "-" in brought(tour, VALERIE, sms=True))


def _again(tour: Tour) -> None:
    tour.drive.type("SignIn/code", VALERIE.code)
    tour.drive.click("EntranceHelp/firstButton")
    tour.drive.wait_for("FirstLetter/password")
    tour.drive.type("FirstLetter/password", brought(tour, VALERIE, sms=True))
    tour.drive.click("EntranceWizard/nextButton")
    tour.drive.wait_for("AuthenticatorChoice/pc")
    tour.drive.click("AuthenticatorChoice/pc")
    tour.drive.click("EntranceWizard/nextButton")
    tour.drive.wait_for("AuthenticatorProof/qrCode")


def _replaced(tour: Tour) -> None:
    take_secret(tour, VALERIE)
    tour.drive.type("AuthenticatorProof/totp", tour.totp(VALERIE.code))
    if tour.drive.sees("AuthenticatorProof/totp"):
        tour.drive.click("EntranceWizard/nextButton")
    tour.drive.wait_for("NewPassword/password")
    for name in ("password", "again"):
        tour.drive.type(f"NewPassword/{name}", NEW_PASSWORD)
    tour.drive.click("EntranceWizard/nextButton")
    tour.drive.wait_for("Dashboard/sightAvailable")
    expect_balances(tour, "7,50", "27,50")


def _out(tour: Tour) -> None:
    sign_out(tour)
    tour.drive.expect("plus aucun chiffre à l’écran", expected=False, seen=tour.drive.sees("Dashboard/sightAvailable"))
    tour.drive.expect("mot de passe oublié", "", tour.drive.text("SignIn/password"))


STEPS: Final[Steps] = (
    ("telephone-perdu", _lost),
    ("nouvel-authentificateur", _again),
    ("telephone-remplace", _replaced),
    ("deconnexion", _out),
)
