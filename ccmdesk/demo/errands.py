"""What the demo's agency does at the press of a button: the same commands that its people would type.

What each prints is shown after the command itself, so that a newcomer learns what to type.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ccmdesk.demo.data import staff_of
from ccmdesk.demo.folder import DemoError

if TYPE_CHECKING:
    from ccmdesk.demo.data import Persona
    from ccmdesk.demo.server_process import ServerProcess

_REQUEST: Final = re.compile(r"\b[0-9a-f]{32}\b")


def lost_phone(server: ServerProcess, person: Persona) -> str:
    """Take a customer's authenticator away: one employee asks, another accepts. Raises DemoError."""
    asks, decides = staff_of(person.who.caisse_id)
    asking = ("lost-phone", person.number, "--staff", asks.code)
    asked = server.command("customer", *asking, answer=asks.password)
    request = _REQUEST.search(asked)
    if request is None:
        raise DemoError(asked)
    deciding = ("decide", request.group(), "--accept", "--staff", decides.code)
    decided = server.command("customer", *deciding, answer=decides.password)
    return "\n".join((_typed(*asking), _typed(*deciding), decided.splitlines()[-1]))


def unlock(server: ServerProcess, person: Persona) -> str:
    """Unlock a customer's access. Raises DemoError."""
    return _run(server, "unlock", person.number)


def send_access(server: ServerProcess, person: Persona) -> str:
    """Send a new temporary password to a customer who has no authenticator. Raises DemoError."""
    return _run(server, "send-access", person.number)


def _run(server: ServerProcess, *words: str) -> str:
    return f"{_typed(*words)}\n{server.command('customer', *words)}"


def _typed(*words: str) -> str:
    return f"$ ccmdesk server customer {' '.join(words)}"
