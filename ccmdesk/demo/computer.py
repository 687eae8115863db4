"""The customers' computer: what its client is told when it starts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ccmdesk.client.options import Options
from ccmdesk.demo.folder import DemoError
from ccmdesk.demo.keys import FileKeyStore
from ccmdesk.server.install import pins
from ccmdesk.server.settings import OperatorError

if TYPE_CHECKING:
    from ccmdesk.demo.folder import DemoFolder

POLL_MS: Final = 2_000
IDLE_MS: Final = 5 * 60_000


def client_options(folder: DemoFolder, server_url: str, idle_ms: int = IDLE_MS) -> Options:
    """Tell a client of the demo's bank, whose two keys it then insists on. Raises DemoError when one is not there."""
    try:
        trusted = pins(folder.bank)
    except OperatorError as error:
        raise DemoError(f"{error} « --fresh » refait la démonstration.") from error
    keyring = FileKeyStore(folder.keys)
    return Options(
        server_url,
        folder.authority,
        folder.computer,
        key_store=keyring,
        poll_ms=POLL_MS,
        idle_ms=idle_ms,
        pins=trusted,
    )
