"""The HTTP client that the typed API speaks through: one bank, one authority, no detours."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING, Final

import httpx2

if TYPE_CHECKING:
    from pathlib import Path

CONNECT_SECONDS: Final = 5.0
READ_SECONDS: Final = 15.0


def trust(ca_file: Path | None) -> ssl.SSLContext:
    """Trust the authority in `ca_file` alone, or the machine's own authorities when there is none.

    Raises OSError when the file cannot be read as certificates: a setting is wrong, nothing to fall back on.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if ca_file is None:
        context.load_default_certs(ssl.Purpose.SERVER_AUTH)
    else:
        context.load_verify_locations(cafile=str(ca_file))
    return context


def http_client(url: str, ca_file: Path | None) -> httpx2.Client:
    """Make the client for the bank at `url` (https). Proxies, .netrc and redirects of the surroundings are ignored."""
    return httpx2.Client(
        base_url=url,
        verify=trust(ca_file),
        trust_env=False,
        follow_redirects=False,
        timeout=httpx2.Timeout(READ_SECONDS, connect=CONNECT_SECONDS),
        limits=httpx2.Limits(max_connections=4, max_keepalive_connections=2),
    )
