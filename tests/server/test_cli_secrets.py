"""Secrets stay where they belong: no argument takes one, and no log, command line, environment or answer shows one."""

from __future__ import annotations

import argparse
import json
import os
import re
import sqlite3
import ssl
import subprocess
import sys
import time
from pathlib import Path

import httpx2
import pyotp
import pytest
from server.access_fixtures import device_card
from server.carrier_servers import SMS_TOKEN, sms_gateway
from server.operator_fixtures import CAISSE, CUSTOMER

from ccmdesk.server.cli import _parser

ROOT = Path(__file__).parents[2]
SECONDS = 40
OWN, WRONG, STAFF = "Canari jaune 47 ! dehors", "canari perdu 12", "canari du guichet 33"
STEP = 30


class Commands:
    """Runs our command in processes of its own, and keeps all that they said and showed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seen: list[str] = []

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("CCMDESK_")}
        return subprocess.Popen(  # noqa: S603 -- our own command
            [sys.executable, "-m", "ccmdesk", "server", *arguments],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str, typed: str = "") -> int:
        process = self.start(*arguments, "--config", str(self.folder / "server.toml"))
        self.seen.append(shown(process.pid))
        out, err = process.communicate(typed, timeout=SECONDS)
        self.seen += [out, err]
        return process.returncode


def shown(pid: int) -> str:
    """What other processes of the machine are shown of one: its arguments, its environment, its threads' names."""
    found = [Path(f"/proc/{pid}/{name}").read_bytes() for name in ("cmdline", "environ", "comm", "status")]
    return b"\n".join(found).decode("utf-8", "replace")


def ready(process: subprocess.Popen[str], path: Path) -> str:
    deadline = time.monotonic() + SECONDS
    while not path.exists():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return str(json.loads(path.read_text())["url"])


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="the system shows no process by its files")
def test_a_whole_life_shows_no_secret_anywhere(tmp_path):
    folder = tmp_path / "bank"
    commands = Commands(folder)
    started = commands.start("init", str(folder))
    commands.seen += started.communicate(timeout=SECONDS)
    with sms_gateway() as gateway:
        (folder / "token").write_text(SMS_TOKEN)
        with (folder / "server.toml").open("a") as config:
            config.write(f'sms_url = "{gateway.url}"\nsms_token_file = "token"\nrefusal_ms = 0\n')
        assert commands.run(*CAISSE) == 0
        assert commands.run(*CUSTOMER) == 0
        add = ["staff", "add", "marie", "--caisse", "nimes", "--name", "M", "--role", "teller", "--ask-password"]
        assert commands.run(*add, typed=f"{STAFF}\n") == 0
        assert commands.run("customer", "lost-phone", "6000022", "--staff", "marie", typed=f"{WRONG}\n") == 2
        assert commands.run("rotate-keys") == 0
        secrets = live(commands, gateway)
    secrets += [SMS_TOKEN, OWN, WRONG, STAFF, *(folder / "secret").read_text().split()]
    secrets += [line for name in ("ca.key", "server.key", "server.next.key") for line in key_lines(folder / name)]

    everything = "\n".join(commands.seen)
    assert len(secrets) > 15
    assert [secret for secret in secrets if secret in everything] == []
    # nor does the database: passwords are hashed, tokens too, seeds and letters sealed
    kept = b"".join(path.read_bytes() for path in folder.glob("bank.db*"))
    assert [secret for secret in secrets if secret.encode() in kept] == []


def key_lines(path: Path) -> list[str]:
    return [line for line in path.read_text().splitlines() if "-----" not in line]


def live(commands: Commands, gateway) -> list[str]:
    """First connection, refusals, a session, a bug; the secrets that went over the wire."""
    folder = commands.folder
    options = ["--port", "0", "--ready-file", str(folder / "ready")]
    server = commands.start("run", "--config", str(folder / "server.toml"), *options)
    secrets: list[str] = []
    try:
        url = ready(server, folder / "ready")
        assert gateway.got.acquire(timeout=SECONDS)
        (temporary,) = re.findall(r"\b[a-z2-9]{4}(?:-[a-z2-9]{4}){3}\b", gateway.requests[0].body["text"])
        secrets.append(temporary)
        trusting = ssl.create_default_context(cafile=folder / "ca.pem")
        with httpx2.Client(base_url=url, verify=trusting) as client:
            seed = enrol(client, temporary, secrets)
            refuse(client, secrets)
            token = sign_in(client, seed, 1, secrets)
            headers = {"Authorization": f"Bearer {token}"}
            assert client.get("/v1/feed/head", headers=headers).status_code == 200
            with sqlite3.connect(folder / "bank.db") as database:
                database.execute("UPDATE credential SET totp_sealed = x'00'")
            database.close()
            attempt = password(client, OWN, secrets)
            body = {"attempt": attempt, "code": "123456", "device": device_card(attempt)}
            assert client.post("/v1/sign-in/code", json=body).status_code == 500
        commands.seen.append(shown(server.pid))
    finally:
        server.terminate()
        out, err = server.communicate(timeout=SECONDS)
    commands.seen += [out, err]
    lines = [json.loads(line) for line in err.splitlines()]
    assert [line for line in lines if line.get("status") == 500]
    assert "OperatorError" in err
    return secrets


def password(client, text: str, secrets: list[str]) -> str:
    body = {"subscriber_code": "501000000008", "password": text}
    attempt = str(client.post("/v1/sign-in/password", json=body).json()["attempt"])
    secrets.append(attempt)
    return attempt


def enrol(client, temporary: str, secrets: list[str]) -> str:
    attempt = password(client, temporary, secrets)
    opened = client.post("/v1/enrolment", json={"attempt": attempt, "device": device_card(attempt)}).json()
    proof = {"enrolment": opened["enrolment"], "code": pyotp.TOTP(opened["secret"]).now(), "authenticator": "pc"}
    assert client.post("/v1/enrolment/proof", json=proof).status_code == 204
    done = client.post("/v1/enrolment/password", json={"enrolment": opened["enrolment"], "password": OWN}).json()
    secrets += [opened["enrolment"], opened["secret"], opened["uri"], done["token"], done["unlock_share"]]
    return str(opened["secret"])


def refuse(client, secrets: list[str]) -> None:
    attempt = password(client, WRONG, secrets)
    body = {"attempt": attempt, "code": "000000", "device": device_card(attempt)}
    assert client.post("/v1/sign-in/code", json=body).status_code == 401
    assert client.post("/v1/sign-in/code", json={"attempt": attempt, "code": WRONG}).status_code == 422
    assert client.post("/v1/sign-in/password", content=f'{{"password": "{WRONG}').status_code >= 400


def sign_in(client, seed: str, shift: int, secrets: list[str]) -> str:
    """Sign in with the code of the next step: the present one was used up."""
    attempt = password(client, OWN, secrets)
    code = pyotp.TOTP(seed).at(int(time.time()) + shift * STEP)
    body = {"attempt": attempt, "code": code, "device": device_card(attempt)}
    opened = client.post("/v1/sign-in/code", json=body).json()
    secrets.append(opened["token"])
    return str(opened["token"])


def options_of(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    found: list[argparse.Action] = []
    for action in parser._actions:
        found.append(action)
        if isinstance(action, argparse._SubParsersAction):
            for child in action.choices.values():
                found += options_of(child)
    return found


def test_no_argument_takes_a_secret():
    """What is typed as an argument is in `ps` and in the shell's history."""
    names = [action for action in options_of(_parser()) if re.search("pass|token|secret|seed|totp", action.dest)]
    assert [action.dest for action in names if action.nargs != 0] == []
    assert {action.dest for action in names} == {"ask_password"}
