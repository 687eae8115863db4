"""The HTTP client that the typed API speaks through: one bank, one authority, no detours."""

from __future__ import annotations

import ssl
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TYPE_CHECKING, Final

import httpx2

from ccmdesk.client.api.patience import PatientTransport
from ccmdesk.client.api.pins import read_pins
from ccmdesk.core.errors import ErrorCode, KnownError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

CONNECT_SECONDS: Final = 5.0
READ_SECONDS: Final = 15.0

_CIPHERS: Final = "ECDHE+AESGCM:ECDHE+CHACHA20"
"""For TLS 1.2 (1.3 has no others): forward secrecy and authenticated encryption, RFC 9325, 4.2."""


def trust(ca_file: Path | None) -> ssl.SSLContext:
    """Trust the authority in `ca_file` alone, or the machine's own authorities when there is none.

    Raises KnownError: SERVER_UNTRUSTED (reason `authority_unreadable`) when the file cannot be read as certificates.
    Nothing is trusted instead.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # logs no session keys, whatever SSLKEYLOGFILE says
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(_CIPHERS)
    context.hostname_checks_common_name = False  # RFC 9525, 6.3
    if ca_file is None:
        context.load_default_certs(ssl.Purpose.SERVER_AUTH)
    else:
        try:
            context.load_verify_locations(cafile=str(ca_file))
        except OSError as error:  # ssl.SSLError is one
            raise KnownError(ErrorCode.SERVER_UNTRUSTED, reason="authority_unreadable") from error
    return context


def http_client(url: str, ca_file: Path | None, pins: Sequence[str] = ()) -> httpx2.Client:
    """Make the client for the bank at `url`. Proxies, .netrc and redirects of the surroundings are ignored.

    No cookie is kept: nothing links one customer of a computer with the next.

    `pins`: see `pins.read_pins`; the bank's certificate must be in order and its key one of them. Raises KnownError:
    SERVER_UNTRUSTED for plain HTTP to another machine (passwords would travel in clear) or beside pins, for pins that
    cannot be read, or as `trust` does; SERVER_UNREACHABLE for what is no address.
    """
    wanted = read_pins(pins)
    _check(url, pinned=bool(wanted))
    limits = httpx2.Limits(max_connections=4, max_keepalive_connections=2)
    return httpx2.Client(
        base_url=url,
        transport=PatientTransport(trust(ca_file), limits, wanted),
        trust_env=False,
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
        follow_redirects=False,
        timeout=httpx2.Timeout(READ_SECONDS, connect=CONNECT_SECONDS),
    )


def _check(text: str, *, pinned: bool) -> None:
    try:
        url = httpx2.URL(text)
    except httpx2.InvalidURL as error:
        raise KnownError(ErrorCode.SERVER_UNREACHABLE) from error
    if url.scheme not in {"http", "https"} or not url.host:
        raise KnownError(ErrorCode.SERVER_UNREACHABLE)
    if url.scheme == "http" and (pinned or url.host not in {"127.0.0.1", "::1", "localhost"}):
        raise KnownError(ErrorCode.SERVER_UNTRUSTED, reason="plain_http")
