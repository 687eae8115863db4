"""This computer, as it introduces itself to the bank."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING, Final

from ccmdesk.core import signatures
from ccmdesk.wire.access import DeviceCard

if TYPE_CHECKING:
    from ccmdesk.client.cache.vault import DeviceKey

_LONGEST: Final = 80


def device_card(key: DeviceKey, installation: str, attempt: str) -> DeviceCard:
    """Introduce this installation for one attempt, proving its key."""
    return DeviceCard(
        installation=installation,
        public_key=signatures.public_key(key.private),
        proof=signatures.sign(key.private, signatures.DEVICE, attempt),
        name=_line(platform.node()) or "Ordinateur",
        system=_line(f"{platform.system()} {platform.release()}") or "?",
        lasting=key.lasting,
    )


def _line(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable()).strip()[:_LONGEST]
