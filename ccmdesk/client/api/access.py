"""Calls of the way in and of « Mes informations »: first connection, forgotten password, devices, signed commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccmdesk.client.api.calls import CREATED, bearer
from ccmdesk.wire.access import (
    AccessOverview,
    AuthenticatorReplace,
    AuthenticatorReplaced,
    CodeStep,
    EnrolmentBegin,
    EnrolmentOpened,
    EnrolmentPassword,
    EnrolmentProof,
    PasswordChange,
    PasswordChanged,
    PasswordStep,
    PasswordStepTaken,
    RecoveryBegin,
    RecoveryBegun,
    RecoveryCode,
    RecoveryPassword,
    SessionOpened,
)
from ccmdesk.wire.signing import Challenge, ChallengeAsked

if TYPE_CHECKING:
    from ccmdesk.client.api.calls import Calls


class AccessApi:
    """Typed calls; every one may raise KnownError as `Calls` says, and what it names."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    # -- the way in ------------------------------------------------------------------------------------------

    def password_step(self, step: PasswordStep) -> PasswordStepTaken:
        """Étape 1 / 2. Says nothing of whether the password was right."""
        return self._calls.ask(PasswordStepTaken, "POST", "/v1/sign-in/password", message=step)

    def code_step(self, step: CodeStep) -> SessionOpened:
        """Étape 2 / 2. Raises KnownError: SIGN_IN_FAILED (tries_left), ACCESS_LOCKED."""
        return self._calls.ask(SessionOpened, "POST", "/v1/sign-in/code", message=step)

    def begin_enrolment(self, begin: EnrolmentBegin) -> EnrolmentOpened:
        """First connection. Raises KnownError: SIGN_IN_FAILED (tries_left), ACCESS_LOCKED, SESSION_ENDED."""
        return self._calls.ask(EnrolmentOpened, "POST", "/v1/enrolment", message=begin)

    def prove_enrolment(self, proof: EnrolmentProof) -> None:
        """Prove the new authenticator. Raises KnownError: CODE_WRONG (tries_left), SESSION_ENDED (begin again)."""
        self._calls.tell("POST", "/v1/enrolment/proof", message=proof)

    def finish_enrolment(self, password: EnrolmentPassword) -> SessionOpened:
        """Give the own password. Raises KnownError: PASSWORD_…, SESSION_ENDED (too late, or done already)."""
        return self._calls.ask(SessionOpened, "POST", "/v1/enrolment/password", message=password)

    def begin_recovery(self, begin: RecoveryBegin) -> RecoveryBegun:
        """Forgotten password. Says nothing of whether anything was right."""
        return self._calls.ask(RecoveryBegun, "POST", "/v1/recovery", message=begin)

    def prove_recovery(self, code: RecoveryCode) -> None:
        """Give the SMS's code. Raises KnownError: SIGN_IN_FAILED (tries_left), ACCESS_LOCKED, SESSION_ENDED."""
        self._calls.tell("POST", "/v1/recovery/code", message=code)

    def finish_recovery(self, password: RecoveryPassword) -> None:
        """Give the new password. Raises KnownError: PASSWORD_…, SESSION_ENDED (too late, or done already)."""
        self._calls.tell("POST", "/v1/recovery/password", message=password)

    # -- in a session: SESSION_ENDED (reason: see `wire.access.EndReason`) everywhere ------------------------------

    def sign_out(self, token: str) -> None:
        """End the session at the bank."""
        self._calls.tell("DELETE", "/v1/session", bearer(token))

    def overview(self, token: str) -> AccessOverview:
        """Ask for everything about the customer's access."""
        return self._calls.ask(AccessOverview, "GET", "/v1/access", bearer(token))

    def end_session(self, token: str, session: str) -> None:
        """End one session. Raises KnownError: NOT_FOUND (no such session of this customer, or over)."""
        self._calls.tell("DELETE", f"/v1/sessions/{session}", bearer(token))

    def end_other_sessions(self, token: str) -> None:
        """End every session but this one."""
        self._calls.tell("DELETE", "/v1/sessions", bearer(token))

    def forget_device(self, token: str, device: str) -> None:
        """Forget a device, this one too; its sessions end. Raises KnownError: NOT_FOUND."""
        self._calls.tell("DELETE", f"/v1/devices/{device}", bearer(token))

    # -- signed commands: SIGNATURE_REFUSED (tries_left), CHALLENGE_EXPIRED, ACCESS_LOCKED -------------------------

    def challenge(self, token: str, asked: ChallengeAsked) -> Challenge:
        """Have the bank write down what will be done. Raises KnownError: the rules' codes, for a transfer."""
        return self._calls.ask(Challenge, "POST", "/v1/challenges", bearer(token), asked, CREATED)

    def change_password(self, token: str, change: PasswordChange) -> PasswordChanged:
        """Change the password: every session ends, the answer brings a new one. Raises KnownError: PASSWORD_…."""
        return self._calls.ask(PasswordChanged, "POST", "/v1/password", bearer(token), change)

    def begin_replacement(self, token: str, replace: AuthenticatorReplace) -> EnrolmentOpened:
        """Begin to replace the authenticator, signed with the present one."""
        return self._calls.ask(EnrolmentOpened, "POST", "/v1/authenticator", bearer(token), replace)

    def finish_replacement(self, token: str, proof: EnrolmentProof) -> AuthenticatorReplaced:
        """Prove the new authenticator. Raises KnownError: CODE_WRONG (tries_left); other sessions end."""
        return self._calls.ask(AuthenticatorReplaced, "POST", "/v1/authenticator/proof", bearer(token), proof)
