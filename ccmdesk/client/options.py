"""What the client is told when it starts: which bank, which folder, how to behave."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

    from ccmdesk.client.cache.keystore import KeyStore


class Options(NamedTuple):
    """Given by the command line, the environment or the demo.

    `server_url` is empty when this computer has not been linked to a caisse yet. `key_store` replaces the
    operating system's keyring (the demo's, a test's); None means the keyring. `pins`: see `api.pins`.
    """

    server_url: str
    ca_file: Path | None
    data_folder: Path
    offline: bool = False
    key_store: KeyStore | None = None
    poll_ms: int = 15_000
    idle_ms: int = 5 * 60_000
    pins: tuple[str, ...] = ()
