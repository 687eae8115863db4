"""The client on real sockets of this machine: whom it trusts, and what it makes of a server that is none."""

from __future__ import annotations

import ssl
import threading
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from ccmdesk.client.api.answers import ANSWER_SECONDS
from ccmdesk.client.api.bank import BankApi
from ccmdesk.client.api.transport import http_client
from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.server.tls import make_authority, make_server_certificate

DRIPS = {
    "a header letter by letter": (b"HTTP/1.1 200 OK\r\nX-Slow: ", b"x"),
    "continue without end": (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
}


class Handler(BaseHTTPRequestHandler):
    """Answers as the path of the test says."""

    protocol_version = "HTTP/1.1"
    behaviour = "directory"

    def do_GET(self) -> None:
        if self.behaviour == "silence":
            self.close_connection = True
            return
        if self.behaviour in DRIPS:
            self._drip(*DRIPS[self.behaviour])
            return
        body = b'{"caisses": []}' if self.behaviour == "directory" else b"<html>" * 2_000_000
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(OSError):  # the client had enough, as it should
            self.wfile.write(body)
        self.close_connection = True

    def _drip(self, first: bytes, drop: bytes) -> None:
        """Go on for ever, or until the client has enough."""
        self.close_connection = True
        with suppress(OSError):
            self.wfile.write(first)
            while not self.server.ended.wait(0.02):
                self.wfile.write(drop)

    def log_message(self, *_arguments: object) -> None:
        pass


class QuietServer(ThreadingHTTPServer):
    """A client that refuses our certificate is no news here."""

    daemon_threads = True

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)
        self.ended = threading.Event()

    def handle_error(self, _request, _client_address) -> None:
        pass


@pytest.fixture(scope="module")
def authorities(tmp_path_factory):
    """The bank's authority and a stranger's: files, and a server certificate of the bank for 127.0.0.1."""
    folder, now = tmp_path_factory.mktemp("tls"), datetime.now(UTC)
    ours, other = make_authority(("127.0.0.1", "localhost"), now), make_authority(("127.0.0.1", "localhost"), now)
    server = make_server_certificate(ours, ("127.0.0.1",), now)
    for name, content in {
        "ours.pem": ours.certificate,
        "other.pem": other.certificate,
        "server.pem": server.certificate,
        "server.key": server.key,
    }.items():
        (folder / name).write_bytes(content)
    return folder


@contextmanager
def serving(authorities, behaviour):
    handler = type("Told", (Handler,), {"behaviour": behaviour})
    server = QuietServer(("127.0.0.1", 0), handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authorities / "server.pem", authorities / "server.key")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server.server_port
    finally:
        server.ended.set()
        server.shutdown()
        server.server_close()
        thread.join()


def ask(url, ca_file, answer_seconds=ANSWER_SECONDS):
    api = BankApi(http_client(url, ca_file), answer_seconds=answer_seconds)
    try:
        return api.directory()
    finally:
        api.close()


def test_the_bank_s_authority_is_trusted(authorities):
    with serving(authorities, "directory") as port:
        assert ask(f"https://127.0.0.1:{port}", authorities / "ours.pem").caisses == []


@pytest.mark.parametrize(
    ("host", "authority"), [("127.0.0.1", "other.pem"), ("127.0.0.1", None), ("localhost", "ours.pem")]
)
def test_another_authority_or_name_is_not(authorities, host, authority):
    with serving(authorities, "directory") as port, pytest.raises(KnownError) as caught:
        ask(f"https://{host}:{port}", authority and authorities / authority)
    assert caught.value.code is ErrorCode.SERVER_UNTRUSTED


@pytest.mark.parametrize("behaviour", ["silence", "flood"])
def test_silence_and_floods_are_unreadable(authorities, behaviour):
    with serving(authorities, behaviour) as port, pytest.raises(KnownError) as caught:
        ask(f"https://127.0.0.1:{port}", authorities / "ours.pem")
    assert caught.value.code is ErrorCode.ANSWER_UNREADABLE


@pytest.mark.parametrize("behaviour", DRIPS)
def test_an_answer_that_never_begins_is_an_unreachable_bank(authorities, behaviour):
    with serving(authorities, behaviour) as port, pytest.raises(KnownError) as caught:
        ask(f"https://127.0.0.1:{port}", authorities / "ours.pem", answer_seconds=0.3)
    assert caught.value.code is ErrorCode.SERVER_UNREACHABLE


def test_a_closed_door_is_unreachable(authorities):
    with serving(authorities, "directory") as port:
        pass
    with pytest.raises(KnownError) as caught:
        ask(f"https://127.0.0.1:{port}", authorities / "ours.pem")
    assert caught.value.code is ErrorCode.SERVER_UNREACHABLE
