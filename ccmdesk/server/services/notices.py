"""E-mails and SMS: kept in the transaction of what they tell, delivered afterwards by whoever claims them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, Protocol

from ccmdesk.core.ids import new_key
from ccmdesk.server.delivery.message import Channel, Letter
from ccmdesk.server.delivery.words import Signatory
from ccmdesk.server.repositories import notices

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from ccmdesk.core.clock import Clock
    from ccmdesk.server.database import Database
    from ccmdesk.server.delivery.words import Words

CLAIM: Final = timedelta(minutes=1)
"""How long a claimed letter stays with the process that took it, should that one die."""

FIRST_RETRY: Final = timedelta(seconds=10)
LAST_RETRY: Final = timedelta(hours=1)


class Writer(Protocol):
    """A function of `delivery.words`."""

    def __call__(self, name: str, by: Signatory, moment: datetime) -> Words: ...


def tell(connection: Connection, customer_id: int, writer: Writer, now: datetime) -> None:
    """Write to a customer by e-mail and SMS, at his contact of record, in the caller's transaction."""
    contact = notices.contact_of(connection, customer_id)
    words = writer(
        f"{contact.civility} {contact.name}".strip(), Signatory(contact.caisse_name, contact.caisse_phone), now
    )
    letters = (
        (Channel.EMAIL, contact.email, words.subject, words.body),
        (Channel.SMS, contact.phone, words.subject, words.sms),
    )
    rows = [
        {
            "id": new_key(),
            "customer_id": customer_id,
            "channel": channel.value,
            "recipient": recipient,
            "subject": subject,
            "body": body,
            "created_at": now,
            "next_try_at": now,
            "tries": 0,
        }
        for channel, recipient, subject, body in letters
    ]
    notices.add_notices(connection, rows)


class NoticeQueue:
    """The durable queue, as the delivery worker sees it."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def claim(self) -> Letter | None:
        """Take the letter that has waited longest."""
        now = self._clock.now()
        with self._database.snapshot() as connection:
            if not notices.any_due(connection, now):
                return None
        with self._database.unit_of_work() as connection:
            row = notices.claim_due(connection, now, now + CLAIM)
        if row is None:
            return None
        return Letter(row.id, Channel(row.channel), row.recipient, row.subject, row.body, row.created_at, row.tries)

    def delivered(self, letter: Letter) -> None:
        """Note that a letter has left."""
        with self._database.unit_of_work() as connection:
            notices.mark_delivered(connection, letter.id, self._clock.now())

    def failed(self, letter: Letter) -> None:
        """Try again later, each time after twice as long."""
        pause = min(FIRST_RETRY * 2 ** min(letter.tries, 20), LAST_RETRY)
        with self._database.unit_of_work() as connection:
            notices.postpone(connection, letter.id, self._clock.now() + pause)
