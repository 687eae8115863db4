"""Carrier that hands SMS to an HTTP gateway.

POST of {"id", "to" (E.164), "text", "sender"} with a bearer token; any 2xx means taken. The letter's id is also the
Idempotency-Key (IETF draft-ietf-httpapi-idempotency-key-header): the gateway sends the same letter once.
"""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

import httpx2

from ccmdesk.server.delivery.addresses import e164
from ccmdesk.server.delivery.message import CarrierDownError, DeliveryError, RefusedError

if TYPE_CHECKING:
    from pathlib import Path

    from ccmdesk.server.delivery.message import Letter

_WRONG_LETTER: Final = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.GONE, 422})
"""Answers that are about this letter. Other 4xx (token, quota, address of the gateway) are about us."""


@dataclass(frozen=True, slots=True)
class Gateway:
    """Where SMS go. `seconds`: how long each step may take; `ca_file`: authorities to trust, not the system's."""

    url: str
    token: str = field(repr=False)
    sender: str
    ca_file: Path | None = None
    seconds: float = 10.0


class SmsGateway:
    """Delivers SMS, each over a connection of its own: SMS are few, and an old connection may be dead."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._tls = ssl.create_default_context(cafile=gateway.ca_file)
        self._tls.minimum_version = ssl.TLSVersion.TLSv1_2

    def deliver(self, letter: Letter) -> None:
        """Hand over one SMS. Raises RefusedError, CarrierDownError, DeliveryError."""
        to = e164(letter.to)
        if to is None:
            raise RefusedError("no phone number")
        body = {"id": letter.id, "to": to, "text": letter.body, "sender": self._gateway.sender}
        headers = {"Authorization": f"Bearer {self._gateway.token}", "Idempotency-Key": letter.id}
        try:
            with (
                self._connect() as client,
                client.stream("POST", self._gateway.url, json=body, headers=headers) as answer,
            ):
                status = answer.status_code
        except httpx2.HTTPError as error:
            raise CarrierDownError(type(error).__name__) from None
        if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
            raise _refusal(status)

    def _connect(self) -> httpx2.Client:
        return httpx2.Client(
            verify=self._tls,
            timeout=self._gateway.seconds,
            follow_redirects=False,  # a token goes to the address it was given for, and nowhere else
            trust_env=False,  # nor do a netrc or a proxy variable change what is sent where
        )


def _refusal(status: int) -> DeliveryError:
    return RefusedError(str(status)) if status in _WRONG_LETTER else CarrierDownError(str(status))
