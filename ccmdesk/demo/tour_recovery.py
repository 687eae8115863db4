"""Steps of the tour: a forgotten password."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ccmdesk.demo.data import VALERIE
from ccmdesk.demo.tour_hands import brought, field_error, sign_in

if TYPE_CHECKING:
    from ccmdesk.demo.tour import Steps, Tour

NEW_PASSWORD: Final = "trois-barques-au-mouillage"  # noqa: S105 -- opens nothing but a demo


def _asked(tour: Tour) -> None:
    tour.close_client()
    tour.open_client()
    tour.drive.type("SignIn/code", VALERIE.code)
    tour.drive.click("EntranceHelp/lostButton")
    tour.drive.wait_for("RecoveryIdentity/birth")
    tour.drive.expect("code repris", VALERIE.code, tour.drive.text("RecoveryIdentity/code"))
    tour.drive.type("RecoveryIdentity/birth", f"{VALERIE.who.birth_date:%d/%m/%Y}")
    tour.drive.type("RecoveryIdentity/totp", tour.totp(VALERIE.code))
    if tour.drive.sees("RecoveryIdentity/totp"):
        tour.drive.click("EntranceWizard/nextButton")
    tour.drive.wait_for("RecoverySms/sms")
    tour.drive.wait("SMS", expected=True, look=lambda: _sms(tour) != "")


def _wrong_sms(tour: Tour) -> None:
    tour.drive.type("RecoverySms/sms", "".join(reversed(_sms(tour))) if _sms(tour) != _sms(tour)[::-1] else "0" * 8)
    tour.drive.click("EntranceWizard/nextButton")
    tour.drive.wait(
        "refus d’un mauvais code",
        expected=True,
        look=lambda: "Ce code n’est pas accepté" in tour.drive.text("EntranceWizard/banner"),
    )


def _new_password(tour: Tour) -> None:
    tour.drive.type("RecoverySms/sms", _sms(tour))
    tour.drive.click("EntranceWizard/nextButton")
    tour.drive.wait_for("NewPassword/password")
    _choose(tour, f"{VALERIE.who.birth_date:%d%m%Y}")
    tour.drive.wait("refus d’une date de naissance", expected=True, look=lambda: _refused(tour))


def _renewed(tour: Tour) -> None:
    _choose(tour, NEW_PASSWORD)
    tour.drive.wait_for("SignIn/code")
    tour.drive.wait("code repris", VALERIE.code, lambda: tour.drive.text("SignIn/code"))


def _in_again(tour: Tour) -> None:
    sign_in(tour, VALERIE, NEW_PASSWORD)
    tour.drive.wait("fraîcheur", expected=True, look=lambda: tour.drive.text("freshText").startswith("À jour"))


def _choose(tour: Tour, password: str) -> None:
    for name in ("password", "again"):
        tour.drive.type(f"NewPassword/{name}", password)
    tour.drive.click("EntranceWizard/nextButton")


def _refused(tour: Tour) -> bool:
    return field_error(tour, "NewPassword/passwordField") != ""


def _sms(tour: Tour) -> str:
    return brought(tour, VALERIE, sms=True).replace(" ", "")


STEPS: Final[Steps] = (
    ("mot-de-passe-oublie", _asked),
    ("mauvais-code-sms", _wrong_sms),
    ("nouveau-mot-de-passe", _new_password),
    ("mot-de-passe-renouvele", _renewed),
    ("connexion-renouvelee", _in_again),
)
