"""First connections and forgotten passwords, as a client walks through them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import pyotp
from server.access_fixtures import DEVICE_KEY, code_of, device_card
from server.bank import ALICE, open_customer

from ccmdesk.server.delivery import words_access
from ccmdesk.server.services.credentials import give_temporary, new_password
from ccmdesk.server.services.notices import NoticeQueue, tell
from ccmdesk.server.services.passwords import hash_password
from ccmdesk.server.services.totp import STEP_SECONDS

if TYPE_CHECKING:
    from server.access_fixtures import Front

CAROL = 6000048
OWN = "Tournesol violet 42"
BIRTH = "1980-05-17"
TEMPORARY = timedelta(days=7)


@dataclass
class Post:
    """What reaches the customers: the queue, emptied by hand."""

    front: Front
    read: list = field(default_factory=list)

    def letters(self):
        """Everything that was sent up to now, oldest first."""
        queue = NoticeQueue(self.front.bank.database, self.front.clock, self.front.client.app.state.bank.keys)
        while (letter := queue.claim()) is not None:
            queue.delivered(letter)
            self.read.append(letter)
        return self.read

    def subjects(self):
        return {letter.subject for letter in self.letters()}

    def last_code(self):
        """The code of the last SMS that has one."""
        return [found[0] for letter in self.letters() if (found := re.findall(r"\b[0-9]{8}\b", letter.body))][-1]


def give_access(front: Front, customer: int = CAROL) -> str:
    """Send a customer a temporary password, as the agency does."""
    keys, now, password = front.client.app.state.bank.keys, front.clock.now(), new_password()
    with front.bank.database.unit_of_work() as connection:
        assert give_temporary(connection, customer, hash_password(password), now + TEMPORARY, now)
        writer = partial(words_access.temporary_password, password=password, until=now + TEMPORARY)
        tell(connection, customer, writer, now, keys=keys)
    return password


def open_access(front: Front, customer: int = CAROL) -> str:
    """Open a customer and send his temporary password."""
    open_customer(front.bank.database, front.clock, customer)
    return give_access(front, customer)


@dataclass
class Newcomer:
    """Someone at his first connection. `temporary`: the password that came by SMS."""

    front: Front
    temporary: str
    customer: int = CAROL
    device_key: bytes = DEVICE_KEY
    enrolment: str = ""
    secret: str = ""

    def start(self, password: str | None = None, code: str | None = None, **card: object):
        attempt = self.front.password(code or code_of(self.customer), password or self.temporary)["attempt"]
        return self.start_with(attempt, **card)

    def start_with(self, attempt: str, **card: object):
        body = {"attempt": attempt, "device": device_card(attempt, self.device_key, **card)}
        answer = self.front.client.post("/v1/enrolment", json=body)
        if answer.status_code == 200:
            self.enrolment, self.secret = answer.json()["enrolment"], answer.json()["secret"]
        return answer

    def totp(self, shift: int = 0) -> str:
        step = int(self.front.clock.now().timestamp()) // STEP_SECONDS + shift
        return str(pyotp.TOTP(self.secret).generate_otp(step))

    def wrong_totp(self) -> str:
        right = {self.totp(shift) for shift in (-1, 0, 1)}
        return next(code for code in ("000000", "000001", "000002", "000003") if code not in right)

    def prove(self, code: str | None = None, kind: str = "smartphone"):
        body = {"enrolment": self.enrolment, "code": code or self.totp(), "authenticator": kind}
        return self.front.client.post("/v1/enrolment/proof", json=body)

    def finish(self, password: str = OWN):
        body = {"enrolment": self.enrolment, "password": password}
        return self.front.client.post("/v1/enrolment/password", json=body)

    def arrive(self):
        """All three steps; the answer to the last."""
        assert self.start().status_code == 200
        assert self.prove().status_code == 204
        return self.finish()


@dataclass
class Forgetful:
    """Someone who has forgotten his password."""

    front: Front
    customer: int = ALICE
    recovery: str = ""

    def start(self, code: str | None = None, birth: str = BIRTH, totp: str | None = None):
        body = {
            "subscriber_code": code or code_of(self.customer),
            "birth_date": birth,
            "code": totp or self.front.totp(self.customer),
        }
        answer = self.front.client.post("/v1/recovery", json=body)
        if answer.status_code == 200:
            self.recovery = answer.json()["recovery"]
        return answer

    def prove(self, code: str):
        return self.front.client.post("/v1/recovery/code", json={"recovery": self.recovery, "code": code})

    def finish(self, password: str = OWN):
        return self.front.client.post("/v1/recovery/password", json={"recovery": self.recovery, "password": password})
