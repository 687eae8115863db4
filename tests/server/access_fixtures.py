"""The bank's door, in process: the real application on a real bank, and a customer who knows his codes."""

from __future__ import annotations

import io
import json
import unicodedata
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pyotp
from argon2 import PasswordHasher
from server.bank import ALICE, BOB
from starlette.testclient import TestClient

from ccmdesk.core import signatures
from ccmdesk.core.ids import new_key
from ccmdesk.server.app import create_app
from ccmdesk.server.services.credentials import enrol
from ccmdesk.server.services.passwords import hash_password
from ccmdesk.server.services.totp import STEP_SECONDS, totp_text
from ccmdesk.server.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from server.bank import HandClock, RealBank

PASSWORD = "Éléphant bleu 12"
INSTALLATION = "ab" * 16
DEVICE_KEY = bytes.fromhex("d0" * 32)
OTHER_DEVICE_KEY = bytes.fromhex("d1" * 32)
SECRET = "5e" * 32
UNKNOWN = "999999999999"
JSON = {"Content-Type": "application/json"}


def code_of(customer: int = ALICE) -> str:
    """Subscriber code of a customer of the reference bank."""
    return f"50{customer:010d}"


def totp_secret(customer: int) -> bytes:
    return f"totp of {customer:012d}".encode()


def device_card(attempt: str, private_key: bytes = DEVICE_KEY, **changes: object) -> dict[str, object]:
    """A device that introduces itself, and proves its key for this attempt."""
    return {
        "installation": INSTALLATION,
        "public_key": signatures.public_key(private_key),
        "proof": signatures.sign(private_key, signatures.DEVICE, attempt),
        "name": "PC du salon",
        "system": "Windows 11",
        "lasting": True,
    } | changes


@dataclass
class Front:
    """The application as its clients see it."""

    bank: RealBank
    client: TestClient
    logs: io.StringIO
    mailbox: Path

    @property
    def clock(self) -> HandClock:
        return self.bank.clock

    def totp(self, customer: int = ALICE, shift: int = 0) -> str:
        """Code that the customer's authenticator shows now, or `shift` steps later."""
        step = int(self.clock.now().timestamp()) // STEP_SECONDS + shift
        return str(pyotp.TOTP(totp_text(totp_secret(customer))).generate_otp(step))

    def wrong_totp(self, customer: int = ALICE) -> str:
        right = {self.totp(customer, shift) for shift in (-1, 0, 1)}
        return next(code for code in ("000000", "000001", "000002", "000003") if code not in right)

    def password(self, code: str | None = None, password: str = PASSWORD):
        answer = self.client.post(
            "/v1/sign-in/password", json={"subscriber_code": code or code_of(), "password": password}
        )
        assert answer.status_code == 200, answer.text
        return answer.json()

    def code(self, attempt: str, code: str, device_key: bytes = DEVICE_KEY, **card: object):
        body = {"attempt": attempt, "code": code, "device": device_card(attempt, device_key, **card)}
        return self.client.post("/v1/sign-in/code", json=body)

    def try_in(self, code: str | None = None, password: str = PASSWORD, totp: str | None = None, **more: object):
        """Both steps; the answer to the second."""
        attempt = self.password(code, password)["attempt"]
        return self.code(attempt, totp or self.totp(), **more)

    def sign_in(self, customer: int = ALICE, **more: object) -> dict[str, str]:
        """Sign in; the headers of a signed-in request."""
        answer = self.try_in(code_of(customer), totp=self.totp(customer), **more)
        assert answer.status_code == 200, answer.text
        return {"Authorization": f"Bearer {answer.json()['token']}"}

    def order(self, headers: dict[str, str], key: str | None = None, **changes: object):
        """Submit the reference order, changed."""
        body = json.loads(self.bank.order().model_dump_json()) | changes
        return self.client.post("/v1/transfers", json=body, headers={**headers, "Idempotency-Key": key or new_key()})

    def letters(self) -> list[dict[str, str]]:
        """What was delivered to the mailbox."""
        return [json.loads(path.read_text("utf-8")) for path in sorted(self.mailbox.glob("*.json"))]

    def log(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.logs.getvalue().splitlines()]


def settings_of(bank: RealBank, folder: Path, **changes: object) -> Settings:
    secret = folder / "secret"
    secret.write_text(SECRET)
    values = {
        "database_url": bank.database.engine.url.render_as_string(hide_password=False),
        "secret_file": secret,
        "refusal_ms": 0,
    }
    return Settings.model_validate(values | changes)


@cache
def password_hash() -> str:
    """The reference password as stored: hashed once, hashing is slow on purpose."""
    return hash_password(PASSWORD)


@cache
def light_hash(password: str = PASSWORD) -> str:
    """A password as stored, hashed so that verifying it is quick: the stored text says what it takes.

    For those who sign in one after the other. Where many do at once, how long it takes is part of what is tested.
    """
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(unicodedata.normalize("NFC", password))


def enrol_customers(front: Front, stored: str | None = None) -> None:
    """Give Alice and Bob their access."""
    keys = front.client.app.state.bank.keys
    with front.bank.database.unit_of_work() as connection:
        for customer in (ALICE, BOB):
            enrol(connection, keys, customer, stored or password_hash(), totp_secret(customer), front.clock.now())


@contextmanager
def open_second(front: Front, folder: Path, **changes: object) -> Iterator[Front]:
    """Open a second door of the same bank, with threads and connections of its own, as another process would."""
    app = create_app(settings_of(front.bank, folder, **changes), clock=front.clock, log_to=front.logs)
    with TestClient(app) as client:
        yield Front(front.bank, client, front.logs, front.mailbox)


@contextmanager
def open_front(bank: RealBank, folder: Path, stored: str | None = None, **changes: object) -> Iterator[Front]:
    """Open the door of a bank; Alice and Bob know their codes. Letters wait in the queue: tests deliver themselves.

    `stored` is their password as stored, if it is not `password_hash`.
    """
    logs = io.StringIO()
    app = create_app(settings_of(bank, folder, **changes), clock=bank.clock, log_to=logs)
    with TestClient(app) as client:
        front = Front(bank, client, logs, folder / "mailbox")
        enrol_customers(front, stored)
        yield front
