"""The server as operators start it: a process of its own, TLS over loopback, a graceful end."""

from __future__ import annotations

import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
import warnings
from pathlib import Path

import httpx2
import pytest
from server.access_fixtures import device_card

from ccmdesk.server.serve import _listen
from ccmdesk.server.settings import Settings

SECONDS = 30
ROOT = Path(__file__).parents[2]


def start(*arguments: str) -> subprocess.Popen[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CCMDESK_")}
    return subprocess.Popen(  # noqa: S603 -- our own command
        [sys.executable, "-W", "error", "-m", "ccmdesk", *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(process):
    out, err = process.communicate(timeout=SECONDS)
    return process.returncode, out, err


def ready(process, path):
    deadline = time.monotonic() + SECONDS
    while not path.exists():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return json.loads(path.read_text())


VERSIONS = {"TLSv1_1": None, "TLSv1_2 weak": None, "TLSv1_2": "TLSv1.2", "TLSv1_3": "TLSv1.3"}


def handshake(port, trusting, version):
    """Offer the server one version of TLS, the old ones with all they ever had; what it agreed to, None if nothing."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=ssl.DER_cert_to_PEM_cert(trusting.get_ca_certs(binary_form=True)[0]))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = context.maximum_version = ssl.TLSVersion[version.partition(" ")[0]]
    if version == "TLSv1_1":
        context.set_ciphers("ALL:@SECLEVEL=0")
    if version.endswith("weak"):
        context.set_ciphers("ECDHE-ECDSA-AES128-SHA:ECDHE-ECDSA-AES256-SHA384")
    try:
        with (
            socket.create_connection(("127.0.0.1", port), SECONDS) as plain,
            context.wrap_socket(plain, server_hostname="127.0.0.1") as secured,
        ):
            return secured.version()
    except ssl.SSLError:
        return None


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "bank"
    status, out, err = finish(start("server", "init", str(folder)))
    assert (status, err) == (0, "")
    assert str(folder / "ca.pem") in out
    return folder


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_serves_over_tls_and_ends_gracefully(folder, stop):
    config = ["--config", str(folder / "server.toml")]
    process = start("server", "run", *config, "--port", "0", "--ready-file", str(folder / "ready"))
    try:
        told = ready(process, folder / "ready")
        trusting = ssl.create_default_context(cafile=folder / "ca.pem")
        with httpx2.Client(base_url=told["url"], verify=trusting) as client:
            assert client.get("/readyz").json() == {"status": "ok"}
            assert client.get("/v1/directory").json()["caisses"] == []
            body = b"x" * 1_000_000
            flood = client.post("/v1/sign-in/password", content=iter([body] * 3))
            assert flood.json()["code"] == "request_too_large"
            assert "server" not in client.get("/").headers
        with httpx2.Client(base_url=told["url"]) as stranger, pytest.raises(httpx2.ConnectError, match="CERTIFICATE"):
            stranger.get("/readyz")
        assert {version: handshake(told["port"], trusting, version) for version in VERSIONS} == VERSIONS
        taken = start("server", "run", *config, "--port", str(told["port"]))
        status, _, err = finish(taken)
        assert (status, err.count("\n")) == (2, 1)
        assert "déjà pris" in err
    finally:
        process.send_signal(stop)
        status, out, err = finish(process)
    assert (status, out) == (0, f"CCM Desk écoute sur {told['url']}\n")
    lines = [json.loads(line) for line in err.splitlines()]
    assert [line["level"] for line in lines if line["level"] != "info"] == []
    assert sum(line["event"] == "request" for line in lines) == 4


def test_answers_leave_at_once():
    """No connection waits to fill packets (Nagle): answers leave in two pieces, and the second would be 40 ms late."""
    settings = Settings.model_construct(host="127.0.0.1", port=0)
    with _listen(settings) as listener, socket.create_connection(listener.getsockname(), SECONDS) as client:
        connection, _ = listener.accept()
        with connection:
            assert client.getpeername() == connection.getsockname()
            assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0


def test_plain_http_on_loopback_when_asked(folder):
    options = ["--insecure-loopback", "--port", "0", "--ready-file", str(folder / "ready")]
    process = start("server", "run", "--config", str(folder / "server.toml"), *options)
    try:
        told = ready(process, folder / "ready")
        assert told["url"] == f"http://127.0.0.1:{told['port']}"
        assert httpx2.get(f"{told['url']}/healthz").json() == {"status": "ok"}
    finally:
        process.terminate()
        status, _, _ = finish(process)
    assert status == 0


def test_two_processes_serve_one_database(folder):
    """No state in a process: what one began, the other ends."""
    options = ["--config", str(folder / "server.toml"), "--insecure-loopback", "--port", "0", "--ready-file"]
    processes = [start("server", "run", *options, str(folder / f"ready{number}")) for number in (1, 2)]
    try:
        first, second = (
            ready(process, folder / f"ready{number + 1}")["url"] for number, process in enumerate(processes)
        )
        body = {"subscriber_code": "501000000008", "password": "wrong wrong"}
        told = []
        for _ in range(3):
            for one, other in ((first, second), (second, first)):
                attempt = httpx2.post(f"{one}/v1/sign-in/password", json=body).json()["attempt"]
                step = {"attempt": attempt, "code": "123456", "device": device_card(attempt)}
                told.append(httpx2.post(f"{other}/v1/sign-in/code", json=step).status_code)
    finally:
        for process in processes:
            process.terminate()
            finish(process)
    assert told == [401, 401, 401, 401, 423, 423]
