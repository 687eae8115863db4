"""Steps of the tour: the second customer, with five years of operations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ccmdesk.demo.data import ETIENNE
from ccmdesk.demo.tour_hands import plain, sign_in, sign_out

if TYPE_CHECKING:
    from ccmdesk.demo.tour import Steps, Tour


def _second_customer(tour: Tour) -> None:
    sign_out(tour)
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


STEPS: Final[Steps] = (
    ("second-client", _second_customer),
    ("cinq-ans-d-operations", _five_years),
    ("recherche", _search),
)
