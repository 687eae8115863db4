"""The way in and what a customer sees of it: sign-in, first connection, forgotten password, devices, sessions."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StrictInt, StringConstraints

from ccmdesk.wire.base import (
    Day,
    Key,
    Line,
    MailedCode,
    Message,
    Moment,
    OneTimeCode,
    Password,
    PublicKey,
    Signature,
    SubscriberCode,
    Token,
)
from ccmdesk.wire.signing import Approval, Receipt


class DeviceCard(Message):
    """This installation, as it introduces itself.

    `installation` is random, made once, and names the installation for good; `public_key` is made for one customer
    on it. `proof` signs the token of the attempt (`core.signatures.DEVICE`): the private key is really there.
    `lasting` is false where the key lives in memory only (kiosk, computer without keyring).
    """

    installation: Key
    public_key: PublicKey
    proof: Signature
    name: Line
    system: Line
    lasting: bool


class PasswordStep(Message):
    """Étape 1 / 2."""

    subscriber_code: SubscriberCode
    password: Password


class PasswordStepTaken(Message):
    """Always given, right or wrong: only what follows answers, and never says which part failed.

    `attempt` opens étape 2 and the enrolment of an authenticator, once, and nothing else.
    """

    attempt: Token
    tries_left: StrictInt


class CodeStep(Message):
    """Étape 2 / 2."""

    attempt: Token
    code: OneTimeCode
    device: DeviceCard


class SessionOpened(Message):
    """A session. `unlock_share` (64 hex digits) is the bank's half of the key of this installation's cache."""

    token: Token
    customer_number: str
    device: Key
    unlock_share: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$"), Field(repr=False)]
    idle_seconds: StrictInt
    expires_at: Moment


# -- first connection ----------------------------------------------------------------------------------------


class AuthenticatorKind(StrEnum):
    """Choices of the guide: « C'est votre première connexion ? »."""

    SMARTPHONE = "smartphone"
    WINDOWS = "windows"
    CHROME = "chrome"
    FIREFOX = "firefox"
    EDGE = "edge"
    PC = "pc"


class EnrolmentBegin(Message):
    """First connection, after étape 1 with the temporary password: ask for the secret of a new authenticator."""

    attempt: Token
    device: DeviceCard


class EnrolmentOpened(Message):
    """Secret of a new authenticator, in base 32 and as an otpauth URI. `enrolment` opens only what follows it."""

    enrolment: Token
    secret: str = Field(repr=False)
    uri: str = Field(repr=False)
    expires_at: Moment


class EnrolmentProof(Message):
    """One code of the new authenticator, and which kind it is."""

    enrolment: Token
    code: OneTimeCode
    authenticator: AuthenticatorKind


class EnrolmentPassword(Message):
    """The customer's own password: the last step of the first connection."""

    enrolment: Token
    password: Password


# -- forgotten password --------------------------------------------------------------------------------------


class RecoveryBegin(Message):
    """Forgotten password: what the customer still has."""

    subscriber_code: SubscriberCode
    birth_date: Day = Field(repr=False)
    code: OneTimeCode


class RecoveryBegun(Message):
    """Always given, right or wrong: a code has been sent by SMS only if everything was right."""

    recovery: Token
    tries_left: StrictInt


class RecoveryCode(Message):
    """The code that came by SMS."""

    recovery: Token
    code: MailedCode


class RecoveryPassword(Message):
    """The new password. It opens no session: the customer signs in with it."""

    recovery: Token
    password: Password


# -- « Mes informations » ------------------------------------------------------------------------------------


class DeviceEntry(Message):
    """A device from which the customer signs in. `is_current`: the one that asks."""

    id: Key
    name: str
    system: str
    lasting: bool
    first_seen_at: Moment
    last_seen_at: Moment
    is_current: bool


class SessionEntry(Message):
    """An open session. `id` names it, and opens nothing."""

    id: Key
    device: Key
    device_name: str
    system: str
    opened_at: Moment
    seen_at: Moment
    is_current: bool


class AccessEvent(StrEnum):
    """What the sign-in history tells."""

    ACCESS_OPENED = "access_opened"  # by the agency
    FIRST_CONNECTION = "first_connection"
    SIGNED_IN = "signed_in"
    SIGNED_IN_NEW_DEVICE = "signed_in_new_device"
    REFUSED = "refused"
    LOCKED = "locked"
    UNLOCKED = "unlocked"
    SIGNED_OUT = "signed_out"
    DISCONNECTED = "disconnected"
    DEVICE_FORGOTTEN = "device_forgotten"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 -- the name of an event
    PASSWORD_RECOVERED = "password_recovered"  # noqa: S105 -- the name of an event
    AUTHENTICATOR_CHANGED = "authenticator_changed"
    AUTHENTICATOR_REMOVED = "authenticator_removed"  # lost phone, by the agency
    CONTACT_CHANGED = "contact_changed"


class HistoryEntry(Message):
    """One event of the sign-in history; the device's name and system where there is one."""

    at: Moment
    event: AccessEvent
    device_name: str = ""
    system: str = ""


class AccessOverview(Message):
    """Everything about a customer's access. Sessions, devices and history (100 at most) are newest first."""

    authenticator: AuthenticatorKind | None
    authenticator_since: Moment
    password_since: Moment
    devices: list[DeviceEntry]
    sessions: list[SessionEntry]
    history: list[HistoryEntry]
    receipts: list[Receipt]


class PasswordChange(Message):
    """A new password. Every session ends, this one too; the answer brings a new one."""

    current: Password
    new: Password
    approval: Approval


class PasswordChanged(Message):
    """The new password counts."""

    session: SessionOpened
    receipt: Receipt


class AuthenticatorReplace(Message):
    """Begin to replace the authenticator, signed with the present one."""

    approval: Approval


class AuthenticatorReplaced(Message):
    """The new authenticator counts; every other session has ended."""

    receipt: Receipt


EndReason = Literal[
    "signed_out", "idle", "expired", "disconnected", "device_forgotten", "password_changed", "authenticator", "locked"
]
"""Why a session ended: detail `reason` of SESSION_ENDED, for whoever still has its token."""
