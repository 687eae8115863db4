"""Steps of the tour: themes, language, size of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ccmdesk.demo.tour_hands import (
    expect_balances,
    preferences,
    tab,
)

if TYPE_CHECKING:
    from ccmdesk.demo.tour import Steps, Tour


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


STEPS: Final[Steps] = (
    ("theme-sombre", _dark),
    ("contraste-eleve", _contrast),
    ("anglais", _english),
    ("texte-200", _large_text),
    ("virement-texte-200", _large_wizard),
)
