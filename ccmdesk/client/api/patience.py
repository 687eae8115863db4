"""Sockets that wait only so long for an answer to begin, and speak to nobody but the owner of a pinned key.

The HTTP library's own limit is between two bytes: a server that drips the letters of a header, or says « 100 Continue »
without end, would hold a thread for ever. And it has no place for pins: they are checked here, between the handshake
and the first byte of the first request.
"""

from __future__ import annotations

import ssl
import time
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Final

import httpcore2
import httpx2

from ccmdesk.client.api.pins import pin_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_begins_by: Final[ContextVar[float | None]] = ContextVar("begins_by", default=None)
"""Moment (monotonic) until which the calling thread waits for its answer to begin; None: it has begun."""


@contextmanager
def beginning_within(seconds: float) -> Iterator[Callable[[], object]]:
    """Limit what is read in this block, until the function that it gives is called: the answer has begun.

    Beyond it, reading raises what a slow server makes it raise (`ReadTimeout`).
    """
    token = _begins_by.set(time.monotonic() + seconds)
    try:
        yield lambda: _begins_by.set(None)
    finally:
        _begins_by.reset(token)


class UnpinnedError(ssl.SSLError):
    """The certificate is in order, but its key is none of the pinned ones."""


class PatientTransport(httpx2.HTTPTransport):
    """The library's transport over such sockets. It has no other place to give them.

    `pins`: digests of the keys that may be spoken to (see `pins.read_pins`); empty: any that `context` trusts.
    """

    def __init__(self, context: ssl.SSLContext, limits: httpx2.Limits, pins: frozenset[bytes] = frozenset()) -> None:
        super().__init__(verify=context, trust_env=False, limits=limits)
        self._pool.close()
        self._pool = httpcore2.ConnectionPool(
            ssl_context=context,
            max_connections=limits.max_connections,
            max_keepalive_connections=limits.max_keepalive_connections,
            keepalive_expiry=limits.keepalive_expiry,
            network_backend=_Backend(pins),
        )


class _Backend(httpcore2.SyncBackend):
    def __init__(self, pins: frozenset[bytes]) -> None:
        self._pins = pins

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        return _Stream(super().connect_tcp(host, port, timeout, local_address, socket_options), self._pins)


class _Stream(httpcore2.NetworkStream):
    def __init__(self, real: httpcore2.NetworkStream, pins: frozenset[bytes]) -> None:
        self._real = real
        self._pins = pins

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        limit = _begins_by.get()
        if limit is not None:
            left = limit - time.monotonic()
            if left <= 0:
                raise httpcore2.ReadTimeout
            timeout = left if timeout is None else min(timeout, left)
        return self._real.read(max_bytes, timeout)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._real.write(buffer, timeout)

    def close(self) -> None:
        self._real.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        """Begin TLS. Raises UnpinnedError, with nothing sent but the handshake."""
        real = self._real.start_tls(ssl_context, server_hostname, timeout)
        if self._pins and _pin(real) not in self._pins:
            real.close()
            raise UnpinnedError
        return _Stream(real, self._pins)

    def get_extra_info(self, info: str) -> object:
        return self._real.get_extra_info(info)


def _pin(stream: httpcore2.NetworkStream) -> bytes | None:
    """Pin of whoever answered the handshake; None when it showed nothing to pin."""
    certificate = stream.get_extra_info("ssl_object").getpeercert(True)
    try:
        return pin_of(certificate or b"")
    except ValueError:
        return None
