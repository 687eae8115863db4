"""Steps of the tour: « Mes informations », a password changed with a signature, and an idle session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ccmdesk.demo.data import NADIA
from ccmdesk.demo.tour_hands import field_error, letters, plain, rows_of, section, sign, sign_in, sign_out, table
from ccmdesk.demo.tour_welcome import OWN_PASSWORD

if TYPE_CHECKING:
    from ccmdesk.demo.tour import Steps, Tour

NEW_PASSWORD: Final = "sirocco-lent-sur-les-toits"  # noqa: S105 -- opens nothing but a demo
CONTACT, PASSWORD, _, DEVICES, _, HISTORY, RECEIPTS = range(7)
IDLE_MS: Final = 4_000


def _contact(tour: Tour) -> None:
    section(tour, CONTACT)
    tour.drive.expect("titre", NADIA.title, tour.drive.text("Information/header"))
    tour.drive.expect("e-mail", NADIA.who.email, rows_of(tour, "InformationContact/details").get("E-mail"))


def _devices(tour: Tour) -> None:
    section(tour, DEVICES)
    tour.drive.wait("appareils", 1, lambda: len(table(tour, "InformationDevices/table")))
    device = table(tour, "InformationDevices/table")[0][0]
    tour.drive.expect("cet appareil", expected=True, seen="Cet appareil" in device)


def _common_password(tour: Tour) -> None:
    section(tour, PASSWORD)
    _type(tour, OWN_PASSWORD, "azertyuiop")
    tour.drive.click("InformationPassword/sendButton")
    tour.drive.wait(
        "refus d’un mot de passe courant",
        expected=True,
        look=lambda: field_error(tour, "InformationPassword/newField") != "",
    )


def _to_sign(tour: Tour) -> None:
    _type(tour, OWN_PASSWORD, NEW_PASSWORD)
    tour.drive.click("InformationPassword/sendButton")
    tour.drive.wait("où signer", expected=True, look=lambda: tour.drive.in_sight("SignDialog/code"))
    tour.drive.expect("ce qui est à signer", "Changement de mot de passe", tour.drive.text("SignDialog/titleLabel"))


def _changed(tour: Tour) -> None:
    sign(tour, NADIA)
    tour.drive.wait(
        "mot de passe changé",
        expected=True,
        look=lambda: tour.drive.text("InformationPassword/banner").startswith("Votre mot de passe est changé"),
    )
    tour.drive.wait("courriers du changement", (3, 3), lambda: _letters(tour))


def _history(tour: Tour) -> None:
    section(tour, HISTORY)
    told = {row[1].partition("\n")[0] for row in table(tour, "InformationHistory/table")}
    wanted = {"Accès ouvert par votre agence", "Première connexion", "Mot de passe changé"}
    tour.drive.expect("événements de l’accès", wanted, told & wanted)


def _receipts(tour: Tour) -> None:
    section(tour, RECEIPTS)
    tour.drive.wait("reçus", 1, lambda: len(table(tour, "InformationReceipts/table")))
    tour.drive.select_row("InformationReceipts/table", 0)
    tour.drive.wait_for("InformationReceipts/detailCard")
    tour.drive.expect(
        "authenticité", expected=True, seen="Authentique" in table(tour, "InformationReceipts/table")[0][-1]
    )


def _idle_warning(tour: Tour) -> None:
    sign_out(tour)
    tour.close_client()
    tour.open_client(idle_ms=IDLE_MS)
    sign_in(tour, NADIA, NEW_PASSWORD)
    tour.drive.wait_for("idleWarning")


def _idle(tour: Tour) -> None:
    tour.drive.wait_for("SignIn/code")
    tour.drive.expect("plus aucun chiffre à l’écran", expected=False, seen=tour.drive.sees("Dashboard/sightAvailable"))
    tour.drive.expect("mot de passe oublié", "", tour.drive.text("SignIn/password"))
    tour.drive.wait(
        "pourquoi", expected=True, look=lambda: "sans activité" in plain(tour.drive.text("SignIn/banner")).lower()
    )


def _type(tour: Tour, current: str, new: str) -> None:
    for name, text in (("current", current), ("new", new), ("copy", new)):
        tour.drive.type(f"InformationPassword/{name}", text)


def _letters(tour: Tour) -> tuple[int, int]:
    return len(letters(tour, NADIA, sms=False)), len(letters(tour, NADIA, sms=True))


STEPS: Final[Steps] = (
    ("mes-informations", _contact),
    ("mes-appareils", _devices),
    ("mot-de-passe-trop-courant", _common_password),
    ("mot-de-passe-a-signer", _to_sign),
    ("mot-de-passe-change", _changed),
    ("mes-connexions", _history),
    ("mes-recus", _receipts),
    ("sans-activite", _idle_warning),
    ("deconnexion-sans-activite", _idle),
)
