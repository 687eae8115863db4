"""The HTTP client that the typed API speaks through: one bank, one authority, no detours."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING, Final

import httpx2

from ccmdesk.client.api.patience import PatientTransport
from ccmdesk.core.errors import ErrorCode, KnownError

if TYPE_CHECKING:
    from pathlib import Path

CONNECT_SECONDS: Final = 5.0
READ_SECONDS: Final = 15.0


def trust(ca_file: Path | None) -> ssl.SSLContext:
    """Trust the authority in `ca_file` alone, or the machine's own authorities when there is none.

    Raises KnownError: SERVER_UNTRUSTED when the file cannot be read as certificates. Nothing is trusted instead.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if ca_file is None:
        context.load_default_certs(ssl.Purpose.SERVER_AUTH)
    else:
        try:
            context.load_verify_locations(cafile=str(ca_file))
        except OSError as error:  # ssl.SSLError is one
            raise KnownError(ErrorCode.SERVER_UNTRUSTED) from error
    return context


def http_client(url: str, ca_file: Path | None) -> httpx2.Client:
    """Make the client for the bank at `url`. Proxies, .netrc and redirects of the surroundings are ignored.

    Raises KnownError: SERVER_UNTRUSTED for plain HTTP to another machine (passwords would travel in clear) or as
    `trust` does, SERVER_UNREACHABLE for what is no address.
    """
    _check(url)
    limits = httpx2.Limits(max_connections=4, max_keepalive_connections=2)
    return httpx2.Client(
        base_url=url,
        transport=PatientTransport(trust(ca_file), limits),
        trust_env=False,
        follow_redirects=False,
        timeout=httpx2.Timeout(READ_SECONDS, connect=CONNECT_SECONDS),
    )


def _check(text: str) -> None:
    try:
        url = httpx2.URL(text)
    except httpx2.InvalidURL as error:
        raise KnownError(ErrorCode.SERVER_UNREACHABLE) from error
    if url.scheme not in {"http", "https"} or not url.host:
        raise KnownError(ErrorCode.SERVER_UNREACHABLE)
    if url.scheme == "http" and url.host not in {"127.0.0.1", "::1", "localhost"}:
        raise KnownError(ErrorCode.SERVER_UNTRUSTED)
