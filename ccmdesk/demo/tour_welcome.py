"""Steps of the tour: a first connection, from the agency's letters to the customer's own accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QRadioButton

from ccmdesk.demo.authenticator import Authenticator, read_entry
from ccmdesk.demo.data import NADIA
from ccmdesk.demo.tour_driver import TourError
from ccmdesk.demo.tour_hands import balances, brought, euros, field_error, letters, plain, sign_out, wrong_code

if TYPE_CHECKING:
    from ccmdesk.demo.data import Persona
    from ccmdesk.demo.tour import Steps, Tour

OWN_PASSWORD: Final = "mouette-et-vent-debout"  # noqa: S105 -- opens nothing but a demo
DAV: Final = "60003910100"
LIVRET: Final = "60003913600"


def take_secret(tour: Tour, person: Persona) -> None:
    """Copy the secret of a new authenticator, and give it to the customer's own."""
    tour.drive.click("AuthenticatorProof/secret/copySecret")
    copied = QGuiApplication.clipboard().text()
    entry = read_entry(copied)
    shown = tour.drive.text("AuthenticatorProof/secret/secretText")
    if entry is None or entry.secret != "".join(shown.split()):
        raise TourError("le secret copié n’est pas celui de la page")
    tour.authenticators[person.code] = Authenticator(entry.secret, tour.clock)


def _letter_refused(tour: Tour) -> None:
    sign_out(tour)
    tour.drive.click("EntranceHelp/firstButton")
    tour.drive.wait_for("FirstLetter/code")
    tour.drive.expect("code reçu par e-mail", NADIA.code, brought(tour, NADIA, sms=False))
    tour.drive.type("FirstLetter/code", NADIA.code)
    tour.drive.type("FirstLetter/password", "aaaa-bbbb-cccc-dddd")
    tour.drive.click("EntranceWizard/nextButton")
    tour.drive.wait(
        "réponse à un mauvais mot de passe temporaire",
        expected=True,
        look=lambda: "Il vous reste 4 essais." in tour.drive.text("EntranceWizard/banner"),
    )


def _choice(tour: Tour) -> None:
    tour.drive.type("FirstLetter/password", brought(tour, NADIA, sms=True))
    tour.drive.click("EntranceWizard/nextButton")
    tour.drive.wait_for("AuthenticatorChoice/smartphone")
    tour.drive.click("AuthenticatorChoice/firefox")
    tour.drive.click("AuthenticatorChoice/smartphone")
    chosen = tour.drive.find("AuthenticatorChoice/smartphone", QRadioButton).isChecked()
    tour.drive.expect("smartphone choisi", expected=True, seen=chosen)


def _wrong_proof(tour: Tour) -> None:
    tour.drive.click("EntranceWizard/nextButton")
    tour.drive.wait_for("AuthenticatorProof/qrCode")
    take_secret(tour, NADIA)
    tour.drive.type("AuthenticatorProof/totp", wrong_code(tour, NADIA))
    if not field_error(tour, "AuthenticatorProof/totpField"):
        tour.drive.click("EntranceWizard/nextButton")
    tour.drive.wait(
        "refus d’un mauvais code de preuve",
        expected=True,
        look=lambda: "4 essais" in plain(field_error(tour, "AuthenticatorProof/totpField")),
    )


def _common_password(tour: Tour) -> None:
    tour.drive.type("AuthenticatorProof/totp", tour.totp(NADIA.code))
    if tour.drive.sees("AuthenticatorProof/totp"):
        tour.drive.click("EntranceWizard/nextButton")
    tour.drive.wait_for("NewPassword/password")
    tour.drive.expect("presse-papiers vidé", "", QGuiApplication.clipboard().text())
    for typed in ("court", "fabregue1989", "motdepasse"):
        _type_password(tour, typed)
        tour.drive.wait(
            f"refus de « {typed} »", expected=True, look=lambda: field_error(tour, "NewPassword/passwordField") != ""
        )
        tour.drive.expect("toujours la même page", expected=True, seen=tour.drive.sees("NewPassword/password"))


def _own_password(tour: Tour) -> None:
    tour.drive.type("NewPassword/password", OWN_PASSWORD)
    tour.drive.type("NewPassword/again", OWN_PASSWORD)
    tour.drive.expect("plus de refus du précédent", "", field_error(tour, "NewPassword/passwordField"))
    tour.drive.wait(
        "solidité", "Solidité : très bonne", lambda: plain(tour.drive.text("NewPassword/strength/strengthWord"))
    )


def _first_desk(tour: Tour) -> None:
    tour.drive.click("EntranceWizard/nextButton")
    tour.drive.wait_for("Dashboard/sightAvailable")
    expected = {DAV: euros("180,00"), LIVRET: euros("320,00")}
    tour.drive.wait("soldes du premier tableau de bord", expected, lambda: balances(tour))
    tour.drive.wait(
        "courriers de la première connexion",
        expected=(2, 2),
        look=lambda: (len(letters(tour, NADIA, sms=False)), len(letters(tour, NADIA, sms=True))),
    )


def _type_password(tour: Tour, password: str) -> None:
    tour.drive.type("NewPassword/password", password)
    tour.drive.type("NewPassword/again", password)
    tour.drive.click("EntranceWizard/nextButton")


STEPS: Final[Steps] = (
    ("premiere-connexion-refusee", _letter_refused),
    ("choix-de-l-application", _choice),
    ("mauvais-code-de-preuve", _wrong_proof),
    ("mot-de-passe-courant", _common_password),
    ("mot-de-passe-choisi", _own_password),
    ("premier-tableau-de-bord", _first_desk),
)
