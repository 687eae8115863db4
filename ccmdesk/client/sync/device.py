"""This computer, as it introduces itself to the bank."""

from __future__ import annotations

import platform
import sys
from typing import TYPE_CHECKING, Final

from ccmdesk.core import signatures
from ccmdesk.wire.access import DeviceCard

if TYPE_CHECKING:
    from ccmdesk.client.cache.vault import DeviceKey

_LONGEST: Final = 80
_WINDOWS_11: Final = 22_000
"""Its first build."""


def device_card(key: DeviceKey, installation: str, attempt: str) -> DeviceCard:
    """Introduce this installation for one attempt, proving its key."""
    return DeviceCard(
        installation=installation,
        public_key=signatures.public_key(key.private),
        proof=signatures.sign(key.private, signatures.DEVICE, attempt),
        name=_line(platform.node()) or "Ordinateur",
        system=_line(system_name()) or "?",
        lasting=key.lasting,
    )


def system_name() -> str:
    """Name of this computer's system, as its owner would say it: « Windows 11 », « Debian GNU/Linux 12 (bookworm) »."""
    if sys.platform == "win32":
        # Windows 11 still calls itself version 10
        return "Windows 11" if sys.getwindowsversion().build >= _WINDOWS_11 else f"Windows {platform.release()}"
    if sys.platform == "darwin":
        return f"macOS {platform.mac_ver()[0]}"
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:  # no such file on this system
        return f"{platform.system()} {platform.release()}"


def _line(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable()).strip()[:_LONGEST]
