"""Servers of this machine that speak TLS as a test wants it, or nothing of the kind: they note what they are told."""

from __future__ import annotations

import socket
import ssl
import threading
import warnings
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from ccmdesk.server.tls import Pem, make_authority, make_server_certificate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HOST = "127.0.0.1"
ANSWER = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 15\r\nConnection: close\r\n\r\n"
    b'{"caisses": []}'
)


class Papers:
    """An authority of the bank and a stranger's, and certificates of theirs; all of them files of `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        now = datetime.now(UTC)
        old = now - timedelta(days=1000)
        ours, other = make_authority((HOST, "localhost"), old), make_authority((HOST, "localhost"), now)
        elsewhere = make_authority((HOST, "elsewhere.example.org"), now)
        self._write("ours", ours)
        self._write("other", other)
        self._write("good", make_server_certificate(ours, (HOST,), now))
        self._write("good again", make_server_certificate(ours, (HOST,), now))
        self._write("expired", make_server_certificate(ours, (HOST,), old))
        self._write("not yet valid", make_server_certificate(ours, (HOST,), now + timedelta(days=10)))
        self._write("other authority", make_server_certificate(other, (HOST,), now))
        self._write("wrong host", make_server_certificate(ours, ("localhost",), now))
        self._write("self-signed", make_authority((HOST,), now))
        self._write("elsewhere", elsewhere)
        self._write("beyond its names", make_server_certificate(elsewhere, ("localhost",), now))

    def _write(self, name: str, pem: Pem) -> None:
        (self.folder / f"{name}.pem").write_bytes(pem.certificate)
        (self.folder / f"{name}.key").write_bytes(pem.key)

    def file(self, name: str) -> Path:
        return self.folder / f"{name}.pem"

    def der(self, name: str) -> bytes:
        return ssl.PEM_cert_to_DER_cert(self.file(name).read_text())

    def context(self, name: str = "good") -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.file(name), self.folder / f"{name}.key")
        return context

    def old_context(self, name: str = "good") -> ssl.SSLContext:
        """Speaks TLS 1.1 at best: what is left once someone in between has removed the better offers."""
        context = self.context(name)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            context.minimum_version = ssl.TLSVersion.TLSv1
            context.maximum_version = ssl.TLSVersion.TLSv1_1
        context.set_ciphers("ALL:@SECLEVEL=0")
        return context

    def weak_context(self, name: str = "good") -> ssl.SSLContext:
        """Speaks TLS 1.2 without forward secrecy nor authenticated encryption."""
        context = self.context(name)
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        context.set_ciphers("ECDHE-ECDSA-AES128-SHA:@SECLEVEL=0")
        return context


@dataclass
class Listener:
    """One server: its port, how often it was called, and the bytes it was told (decrypted)."""

    port: int
    calls: int = 0
    heard: bytearray = field(default_factory=bytearray)

    def url(self, scheme: str = "https", host: str = HOST) -> str:
        return f"{scheme}://{host}:{self.port}"


@contextmanager
def listening(context: ssl.SSLContext | None, answer: bytes = ANSWER) -> Iterator[Listener]:
    """Serve with this context, or in clear with none: read what comes once, give `answer`, hang up."""
    with socket.create_server((HOST, 0)) as server:
        listener = Listener(server.getsockname()[1])
        ending = threading.Event()
        thread = threading.Thread(target=_serve, args=(server, context, answer, listener, ending))
        thread.start()
        try:
            yield listener
        finally:
            ending.set()
            with suppress(OSError), socket.create_connection((HOST, listener.port), 1):
                pass  # wakes the thread
            thread.join()


def _serve(
    server: socket.socket,
    context: ssl.SSLContext | None,
    answer: bytes,
    listener: Listener,
    ending: threading.Event,
) -> None:
    while True:
        connection, _ = server.accept()
        if ending.is_set():
            connection.close()
            return
        listener.calls += 1
        connection.settimeout(5)
        with suppress(OSError), connection, _wrapped(connection, context) as stream:
            listener.heard += stream.recv(65536)
            stream.sendall(answer)


def _wrapped(connection: socket.socket, context: ssl.SSLContext | None) -> socket.socket:
    return context.wrap_socket(connection, server_side=True) if context else connection.dup()
