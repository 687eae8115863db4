"""E-mails and SMS: kept in the transaction of what they tell, delivered afterwards by whoever claims them.

Their text is sealed while it waits: a copy of the database gives away no temporary password and no code.
"""

from __future__ import annotations

import base64
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Protocol

from ccmdesk.core.ids import new_key
from ccmdesk.server.delivery.message import CarrierDownError, Channel, Letter, RefusedError
from ccmdesk.server.delivery.words import Signatory
from ccmdesk.server.repositories import notices
from ccmdesk.server.services import audit
from ccmdesk.server.settings import OperatorError

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from ccmdesk.core.clock import Clock
    from ccmdesk.server.database import Database
    from ccmdesk.server.delivery.message import DeliveryError
    from ccmdesk.server.delivery.words import Words
    from ccmdesk.server.keys import ServerKeys
    from ccmdesk.server.repositories.notices import Contact, Waiting

CLAIM: Final = timedelta(minutes=5)
"""How long a claimed letter stays with the process that took it, should that one die: longer than the slowest
carrier takes to answer or to time out at every step."""

FIRST_RETRY: Final = timedelta(seconds=10)
LAST_RETRY: Final = timedelta(hours=1)
DOWN_RETRY: Final = timedelta(minutes=1)
"""At most, when the carrier took nothing at all: what waited leaves soon after it is back."""

GIVE_UP: Final = timedelta(days=7)
"""A letter that did not arrive for so long says nothing true any more, and its temporary password is over."""

SEALED: Final = "sealed:"


class Writer(Protocol):
    """A function of `delivery.words`."""

    def __call__(self, name: str, by: Signatory, moment: datetime) -> Words: ...


def tell(
    connection: Connection,
    customer_id: int,
    writer: Writer,
    now: datetime,
    *,
    keys: ServerKeys | None = None,
    to: Contact | None = None,
) -> None:
    """Write to a customer by e-mail and SMS, in the caller's transaction: at his contact of record, or at `to`.

    Words without a text for a channel send nothing there. `keys` seal the texts. Raises ValueError for secret words
    without keys to seal them.
    """
    contact = to or notices.contact_of(connection, customer_id)
    words = writer(
        f"{contact.civility} {contact.name}".strip(), Signatory(contact.caisse_name, contact.caisse_phone), now
    )
    if words.secret and keys is None:
        raise ValueError("these words are kept sealed, or not at all")
    letters = (
        (Channel.EMAIL, contact.email, words.subject, words.body),
        (Channel.SMS, contact.phone, words.subject, words.sms),
    )
    rows = []
    for channel, recipient, subject, body in letters:
        if not recipient or not body:
            continue
        notice_id = new_key()
        rows.append(
            {
                "id": notice_id,
                "customer_id": customer_id,
                "channel": channel.value,
                "recipient": recipient,
                "subject": subject,
                "body": body if keys is None else seal(keys, notice_id, body),
                "created_at": now,
                "next_try_at": now,
                "tries": 0,
            }
        )
    if rows:
        notices.add_notices(connection, rows)


def seal(keys: ServerKeys, notice_id: str, body: str) -> str:
    """Seal a text for the queue."""
    return SEALED + base64.b64encode(keys.seal_letter(notice_id, body)).decode("ascii")


def sealed_bytes(body: str) -> bytes | None:
    """Return what is sealed in a text of the queue, or None for a text that waits in clear."""
    return base64.b64decode(body.removeprefix(SEALED)) if body.startswith(SEALED) else None


class NoticeQueue:
    """The durable queue, as the delivery worker sees it."""

    def __init__(self, database: Database, clock: Clock, keys: ServerKeys | None = None) -> None:
        self._database = database
        self._clock = clock
        self._keys = keys

    def claim(self, channel: Channel | None = None) -> Letter | None:
        """Take the letter that has waited longest. One that does not open under our secrets waits on."""
        while True:
            now = self._clock.now()
            with self._database.snapshot() as connection:
                if not notices.any_due(connection, now, channel):
                    return None
            with self._database.unit_of_work() as connection:
                row = notices.claim_due(connection, now, now + CLAIM, channel)
            if row is None:
                return None
            body = self._open(row)
            letter = Letter(
                row.id, Channel(row.channel), row.recipient, row.subject, body or "", row.created_at, row.tries
            )
            if body is not None:
                return letter
            self.failed(letter, RefusedError())

    def _open(self, row: Waiting) -> str | None:
        sealed = sealed_bytes(row.body)
        if sealed is None:
            return row.body
        try:
            return self._keys.open_letter(row.id, sealed) if self._keys else None
        except OperatorError:
            return None

    def delivered(self, letter: Letter) -> None:
        """Note that a letter has left."""
        with self._database.unit_of_work() as connection:
            notices.mark_delivered(connection, letter.id, self._clock.now())

    def failed(self, letter: Letter, error: DeliveryError) -> bool:
        """Try again later, each time after twice as long; give up after GIVE_UP, and note it in the audit trail."""
        now = self._clock.now()
        if now - letter.at >= GIVE_UP:
            with self._database.unit_of_work() as connection:
                customer_id = notices.give_up(connection, letter.id)
                if customer_id is not None:
                    details = {"notice": letter.id, "channel": letter.channel.value}
                    audit.record(connection, customer_id, "notice.given_up", details, now)
            return False
        pause = min(FIRST_RETRY * 2 ** min(letter.tries, 20), LAST_RETRY)
        if isinstance(error, RefusedError):
            pause = LAST_RETRY
        if isinstance(error, CarrierDownError):
            pause = min(pause, DOWN_RETRY)
        with self._database.unit_of_work() as connection:
            notices.postpone(connection, letter.id, now + pause)
        return True
