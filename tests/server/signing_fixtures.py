"""A customer at his screen who reads what the bank wrote, and signs it with his authenticator and his device."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.access_fixtures import DEVICE_KEY, code_of
from server.bank import ALICE, CAISSE

from ccmdesk.core import signatures
from ccmdesk.core.ids import new_key
from ccmdesk.server.repositories import access, audit, caisses

if TYPE_CHECKING:
    from server.access_fixtures import Front


def sign_above(front: Front, cents: int | None) -> None:
    """Set the caisse's threshold."""
    with front.bank.database.unit_of_work() as connection:
        assert caisses.set_caisse(connection, CAISSE, {"sign_above": cents})


def forgive(front: Front, customer: int = ALICE) -> None:
    with front.bank.database.unit_of_work() as connection:
        access.forgive(connection, code_of(customer))


def failures(front: Front, customer: int = ALICE) -> int:
    with front.bank.database.snapshot() as connection:
        return access.failures_of(connection, code_of(customer))


def audited(front: Front, event: str, customer: int = ALICE) -> list[dict[str, object]]:
    with front.bank.database.snapshot() as connection:
        rows = audit.events(connection, customer)
        return [json.loads(row["details"]) for row in rows if row["event"] == event]


@dataclass
class Customer:
    """Signed in on one device. Each code of his authenticator is used once: the clock moves on for the next."""

    front: Front
    number: int = ALICE
    device_key: bytes = DEVICE_KEY
    headers: dict[str, str] | None = None

    def sign_in(self, **more: object) -> Customer:
        self.front.clock.advance(seconds=30)
        self.headers = self.front.sign_in(self.number, device_key=self.device_key, **more)
        self.front.clock.advance(seconds=30)
        return self

    @property
    def code(self) -> str:
        return self.front.totp(self.number)

    def order(self, **changes: object) -> dict[str, object]:
        content = json.loads(self.front.bank.order(self.number).model_dump_json(exclude={"approval"}))
        return content | changes

    def post(self, path: str, body: object, **headers: str):
        return self.front.client.post(path, json=body, headers={**(self.headers or {}), **headers})

    def get(self, path: str):
        return self.front.client.get(path, headers=self.headers)

    def delete(self, path: str):
        return self.front.client.delete(path, headers=self.headers)

    def is_in(self) -> bool:
        return self.get("/v1/feed/head").status_code == 200

    def ask(self, operation: str = "transfer", language: str = "fr", **changes: object) -> dict[str, str]:
        asked: dict[str, object] = {"operation": operation, "language": language}
        if operation == "transfer":
            asked["transfer"] = self.order(**changes)
        answer = self.post("/v1/challenges", asked)
        assert answer.status_code == 201, answer.text
        return answer.json()

    def sign(self, challenge: dict[str, str], code: str | None = None, document: str | None = None) -> dict[str, str]:
        """Say yes to a document: the one of the challenge, unless another is shown."""
        shown = signatures.digest(document or challenge["document"])
        return {
            "challenge": challenge["id"],
            "code": code or self.code,
            "signature": signatures.sign(self.device_key, signatures.CHALLENGE, shown),
        }

    def submit(self, approval: dict[str, str] | None, key: str | None = None, **changes: object):
        body = self.order(**changes) | {"approval": approval}
        return self.post("/v1/transfers", body, **{"Idempotency-Key": key or new_key()})


def told(answer) -> tuple[int, str]:
    """Status and code of a refusal."""
    return answer.status_code, answer.json()["code"]
