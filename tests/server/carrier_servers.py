"""Real mail servers and SMS gateways on this machine, that can be told to refuse, to be slow, or to be away."""

from __future__ import annotations

import json
import socket
import ssl
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from ccmdesk.server.tls import Pem, make_authority, make_server_certificate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage
    from pathlib import Path

HOST = "127.0.0.1"
MAIL_PASSWORD = "mail-canary-password"
SMS_TOKEN = "sms-canary-token"


@dataclass(frozen=True)
class Authority:
    """A private authority, and a server context that it vouches for."""

    ca_file: Path
    context: ssl.SSLContext


def authority(folder: Path, name: str = "ca") -> Authority:
    now = datetime.now(UTC)
    made: Pem = make_authority(["localhost", HOST], now)
    server = make_server_certificate(made, ["localhost", HOST], now)
    paths = [folder / f"{name}.{end}" for end in ("pem", "server.pem", "server.key")]
    for path, content in zip(paths, (made.certificate, server.certificate, server.key), strict=True):
        path.write_bytes(content)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(paths[1], paths[2])
    return Authority(paths[0], context)


@dataclass
class MailSink:
    """What a mail server was given; what it answers to whom (`answers`: by recipient, or "DATA")."""

    port: int
    answers: dict[str, str] = field(default_factory=dict)
    messages: list[EmailMessage] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)

    async def handle_RCPT(self, *given: Any) -> str:  # noqa: N802, ANN401 -- aiosmtpd's name, and what it gives
        _, _, envelope, address, _ = given
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, *given: Any) -> str:  # noqa: N802, ANN401 -- idem
        envelope = given[2]
        if "DATA" in self.answers:
            return self.answers["DATA"]
        self.senders.append(envelope.mail_from)
        self.recipients += envelope.rcpt_tos
        self.messages.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"


def authenticate(*given: Any) -> AuthResult:  # noqa: ANN401 -- what aiosmtpd gives: server, session, envelope, mechanism, data
    data = given[4]
    return AuthResult(success=(data.login, data.password) == (b"bank", MAIL_PASSWORD.encode()), handled=False)


@contextmanager
def mail_server(**options: object) -> Iterator[MailSink]:
    """A mail server (aiosmtpd); `options` are its own: tls_context, require_starttls, ssl_context, authenticator …"""
    sink = MailSink(free_port())
    controller = Controller(sink, HOST, sink.port, enable_SMTPUTF8=True, **options)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()


def free_port() -> int:
    with socket.create_server((HOST, 0)) as listener:
        return int(listener.getsockname()[1])


@contextmanager
def silent_server() -> Iterator[int]:
    """Accepts connections and never says a word. Gives its port."""
    with socket.create_server((HOST, 0)) as listener:
        yield int(listener.getsockname()[1])


@dataclass
class Sms:
    """A request that the gateway got."""

    path: str
    headers: dict[str, str]
    body: dict[str, str]


@dataclass
class Gateway:
    """What an SMS gateway was given, and the status it answers (to the next requests, then `status`)."""

    url: str = ""
    status: int = 202
    next: list[int] = field(default_factory=list)
    requests: list[Sms] = field(default_factory=list)
    got: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))


@contextmanager
def sms_gateway(tls: ssl.SSLContext | None = None) -> Iterator[Gateway]:
    gateway = Gateway()

    class Handler(BaseHTTPRequestHandler):
        timeout = 5

        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            gateway.requests.append(
                Sms(self.path, {k.lower(): v for k, v in self.headers.items()}, json.loads(content))
            )
            status = gateway.next.pop(0) if gateway.next else gateway.status
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", f"{gateway.url}/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()
            gateway.got.release()

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """A client that does not trust us hangs up: no traceback for that."""

    server = Server((HOST, 0), Handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    gateway.url = f"{'https' if tls else 'http'}://{HOST}:{server.server_port}/sms"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield gateway
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
