"""The story, step by step: each subject has a module of its own.

Each step leaves the screen as its picture shows it, and raises TourError when something on it is not right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ccmdesk.demo import (
    tour_away,
    tour_information,
    tour_looks,
    tour_lost_phone,
    tour_past,
    tour_recovery,
    tour_sign_in,
    tour_signing,
    tour_transfers,
    tour_welcome,
)

if TYPE_CHECKING:
    from ccmdesk.demo.tour import Steps

STEPS: Final[Steps] = (
    *tour_sign_in.STEPS,
    *tour_transfers.STEPS,
    *tour_looks.STEPS,
    *tour_away.STEPS,
    *tour_past.STEPS,
    *tour_signing.STEPS,
    *tour_welcome.STEPS,
    *tour_information.STEPS,
    *tour_recovery.STEPS,
    *tour_lost_phone.STEPS,
)
