"""Signing what you see: the bank's text is read, held against what was asked, and signed as it came.

PSD2 RTS (EU) 2018/389, article 5: the customer is made aware of amount and payee, and they are what is signed.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from ccmdesk.client.sync import typed
from ccmdesk.client.sync.trust_views import ChallengeView
from ccmdesk.core import signatures
from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.wire.base import one_line
from ccmdesk.wire.signing import Approval, ChallengeDocument

if TYPE_CHECKING:
    from datetime import date, datetime

    from ccmdesk.client.cache.vault import DeviceKey
    from ccmdesk.client.sync.views import Prepared
    from ccmdesk.wire.signing import Challenge, Operation

CLOCK_TOLERANCE: Final = timedelta(hours=12)
"""Clocks of home computers are wrong by hours. The bank keeps the few minutes; here only old documents are refused."""

LONGEST: Final = timedelta(minutes=15)
"""Longest life of a challenge that is believed (RTS art. 4(3)(b): authentication codes do not live for long)."""


def view(
    challenge: Challenge, operation: Operation, customer: str, device: DeviceKey, now: datetime, order: Prepared | None
) -> ChallengeView:
    """Show a challenge that is what was asked: operation, customer, device, and for an `order` all that it says.

    `now`: UTC, by this computer's clock. Raises KnownError: ANSWER_UNREADABLE (it is something else, or over).
    """
    document = _read(challenge.document)
    asked = (challenge.id, operation, customer, device_id(device), *_of_order(order))
    said = (document.id, document.operation, document.customer, document.device, *_of_document(document))
    if said != asked or not _is_timely(document, now) or not document.title or not document.lines:
        raise KnownError(ErrorCode.ANSWER_UNREADABLE)
    return ChallengeView(
        id=challenge.id,
        title=document.title,
        lines=tuple((line.label, line.value) for line in document.lines),
        expires_at=document.expires_at,
        document=challenge.document,
    )


def approve(challenge: ChallengeView, device: DeviceKey, totp: str) -> Approval:
    """Sign the very document that is shown. Raises KnownError: CODE_MALFORMED (no 6 digits)."""
    code = typed.one_time_code(totp)
    digest = signatures.digest(challenge.document)
    return Approval(
        challenge=challenge.id,
        code=code,
        signature=signatures.sign(device.private, signatures.CHALLENGE, digest),
    )


def device_id(device: DeviceKey) -> str:
    """Name of a device at the bank."""
    return signatures.key_id(signatures.public_key(device.private))


def _read(text: str) -> ChallengeDocument:
    """Read a document that says one thing, to people and to any machine. Raises KnownError: ANSWER_UNREADABLE."""
    try:
        document = ChallengeDocument.model_validate_json(text)
        json.loads(text, object_pairs_hook=_each_name_once)
        for shown in (document.title, *(line.label for line in document.lines)):
            one_line(shown)
        for line in document.lines:
            for part in line.value.split("\n"):  # a payee and his IBAN stand below one another
                one_line(part)
    except ValueError as error:  # a ValidationError is one
        raise KnownError(ErrorCode.ANSWER_UNREADABLE) from error
    return document


def _each_name_once(pairs: list[tuple[str, object]]) -> None:
    """Refuse an object that gives a name twice: which of the two counts, each reader decides (RFC 8259, 4)."""
    if len({name for name, _ in pairs}) < len(pairs):
        raise ValueError("a name is given twice")


def _is_timely(document: ChallengeDocument, now: datetime) -> bool:
    life = document.expires_at - document.issued_at
    return (
        timedelta() < life <= LONGEST
        and document.issued_at - now <= CLOCK_TOLERANCE
        and now - document.expires_at <= CLOCK_TOLERANCE
    )


def _of_order(order: Prepared | None) -> tuple[int | None, str | None, str | None, date | None]:
    if order is None:
        return None, None, None, None
    return order.intent.amount, order.target.holder, _bare(order.target.iban), order.execution_on


def _of_document(document: ChallengeDocument) -> tuple[int | None, str | None, str | None, date | None]:
    return document.amount, document.payee, _bare(document.iban), document.on


def _bare(iban: str | None) -> str | None:
    return None if iban is None else "".join(iban.split())
