"""What the screens read of a customer's access, and of what he signs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from ccmdesk.client.cache.vault import DeviceKey
    from ccmdesk.wire.access import AccessEvent, AuthenticatorKind
    from ccmdesk.wire.signing import Approval


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A new authenticator being introduced. Lives in memory only, and never shows its secrets.

    `secret` is base 32 without spaces; `uri` is what the QR code holds (otpauth). For a first connection `code` and
    `device` are kept to open the desk at its end; for a replacement they are empty, and `approval` is what was signed.
    """

    token: str = field(repr=False)
    secret: str = field(repr=False)
    uri: str = field(repr=False)
    expires_at: datetime
    code: str = field(repr=False)
    device: DeviceKey | None = field(default=None, repr=False)
    approval: Approval | None = field(default=None, repr=False)

    @property
    def groups(self) -> str:
        """The secret in groups of four, as it is typed into an authenticator."""
        return " ".join(self.secret[start : start + 4] for start in range(0, len(self.secret), 4))


@dataclass(frozen=True, slots=True)
class Recovery:
    """A forgotten password being replaced. Lives in memory only. `tries_left`: before the code is locked."""

    token: str = field(repr=False)
    tries_left: int
    code: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ChallengeView:
    """What the bank says will be done: title and lines exactly as it wrote them, signed as `document`.

    The client has checked that it says what was asked for. `expires_at`: UTC.
    """

    id: str
    title: str
    lines: tuple[tuple[str, str], ...]
    expires_at: datetime
    document: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """The bank's word on what was done. `is_genuine`: its signature was checked here, with the bank's known keys."""

    id: str
    title: str
    lines: tuple[tuple[str, str], ...]
    signed_at: datetime
    is_genuine: bool
    file: bytes = field(repr=False)
    """What the customer may save: JSON, checked again by `ccmdesk verify`."""
    amount: int | None = None
    """Of a transfer, in cents."""


@dataclass(frozen=True, slots=True)
class DeviceView:
    """A device of the customer."""

    id: str
    name: str
    system: str
    lasting: bool
    first_seen_at: datetime
    last_seen_at: datetime
    is_current: bool


@dataclass(frozen=True, slots=True)
class SessionView:
    """An open session of the customer."""

    id: str
    device_name: str
    system: str
    opened_at: datetime
    seen_at: datetime
    is_current: bool


@dataclass(frozen=True, slots=True)
class HistoryView:
    """One event of the sign-in history."""

    at: datetime
    event: AccessEvent
    device_name: str
    system: str


@dataclass(frozen=True, slots=True)
class AccessView:
    """Everything about a customer's access, as the bank knows it now. Newest first."""

    authenticator: AuthenticatorKind | None
    authenticator_since: datetime
    password_since: datetime
    devices: tuple[DeviceView, ...]
    sessions: tuple[SessionView, ...]
    history: tuple[HistoryView, ...]
    receipts: tuple[ReceiptView, ...]
