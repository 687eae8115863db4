"""`ccmdesk server run`: uvicorn over TLS, logs in JSON, a graceful end."""

from __future__ import annotations

import errno
import json
import logging
import os
import signal
import socket
import ssl
from typing import TYPE_CHECKING, Final

import uvicorn

from ccmdesk.server.app import create_app
from ccmdesk.server.install import write_private
from ccmdesk.server.logs import Bridge, make_logger
from ccmdesk.server.settings import OperatorError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from fastapi import FastAPI

    from ccmdesk.server.settings import Settings

GRACE_SECONDS: Final = 10
BACKLOG: Final = 1024
CIPHERS: Final = "ECDHE+AESGCM:ECDHE+CHACHA20"
"""For TLS 1.2; 1.3 has no others. Forward secrecy and authenticated encryption (RFC 9325, 4.2)."""
_REASONS: Final = {errno.EADDRINUSE: "déjà pris", errno.EACCES: "réservé à l’administrateur"}
_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)


class _Server(uvicorn.Server):
    """Says when it listens."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._on_ready()


def serve(settings: Settings, *, insecure_loopback: bool, ready_file: Path | None, say: Callable[[str], None]) -> int:
    """Serve until SIGINT or SIGTERM, then finish what is under way. Returns the exit status.

    `say` is told one line once the server listens; `ready_file` then holds {"url", "port", "pid"} (useful with port 0).
    Raises OperatorError: no certificate, plain HTTP asked for on a real network, port taken.
    """
    if insecure_loopback and not settings.is_loopback:
        raise OperatorError("Sans TLS, le serveur n’écoute que sa propre machine : --host 127.0.0.1.")
    if not insecure_loopback and settings.tls_cert is None:
        raise OperatorError("Aucun certificat (tls_cert, tls_key) : voyez « ccmdesk server init ».")
    app = create_app(settings)
    listener = _listen(settings)
    port: int = listener.getsockname()[1]
    url = f"{'http' if insecure_loopback else 'https'}://{_in_url(settings.host)}:{port}"

    def ready() -> None:
        if ready_file is not None:
            write_private(ready_file, json.dumps({"url": url, "port": port, "pid": os.getpid()}).encode())
        say(f"CCM Desk écoute sur {url}")

    try:
        server = _Server(_config(app, None if insecure_loopback else settings), ready)
        _take_over_signals_and_logs()
        server.run(sockets=[listener])
    finally:
        listener.close()
    return 0 if server.started else 1


def _config(app: FastAPI, tls: Settings | None) -> uvicorn.Config:
    config = uvicorn.Config(
        app,
        ssl_certfile=tls.tls_cert if tls else None,
        ssl_keyfile=tls.tls_key if tls else None,
        ssl_ciphers=CIPHERS,
        log_config=None,
        access_log=False,
        server_header=False,
        ws="none",
        backlog=BACKLOG,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    try:
        config.load()
    except OSError as error:  # ssl.SSLError is one
        raise OperatorError("Le certificat ou sa clé est illisible (tls_cert, tls_key).") from error
    if config.ssl is not None:
        config.ssl.minimum_version = ssl.TLSVersion.TLSv1_2
    return config


def _take_over_signals_and_logs() -> None:
    for name in ("uvicorn", "uvicorn.error"):
        logging.getLogger(name).setLevel(logging.INFO)
    logging.getLogger().addHandler(Bridge(make_logger()))
    for number in _SIGNALS:  # uvicorn raises them again once it has ended: they then mean nothing more
        signal.signal(number, lambda *_: None)


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        listener = socket.create_server((settings.host, settings.port), family=family, backlog=BACKLOG)
    except OSError as error:
        why = _REASONS.get(error.errno or 0, "adresse refusée par le système")
        raise OperatorError(f"Impossible d’écouter sur {settings.host}, port {settings.port} : {why}.") from error
    # Connections inherit it. Without, each answer's body waits 40 ms for its head to be acknowledged: asyncio sees to
    # that for the sockets that it makes itself only.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host
