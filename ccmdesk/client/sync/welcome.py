"""The ways in for those who cannot sign in yet: first connection, forgotten password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccmdesk.client.sync import typed
from ccmdesk.client.sync.trust_views import Enrolment, Recovery
from ccmdesk.wire.access import (
    EnrolmentBegin,
    EnrolmentPassword,
    EnrolmentProof,
    PasswordStep,
    RecoveryBegin,
    RecoveryCode,
    RecoveryPassword,
)

if TYPE_CHECKING:
    from datetime import date

    from ccmdesk.client.sync.desk import Desk
    from ccmdesk.client.sync.opening import Opening
    from ccmdesk.wire.access import AuthenticatorKind


class Welcome:
    """First connection and forgotten password. Thread-safe; made by `Door`, reached as `door.welcome`.

    Every method asks the bank, and may raise KnownError: SERVER_UNREACHABLE, SERVER_UNTRUSTED, ANSWER_UNREADABLE,
    SERVER_BUSY, SERVER_BUG, DISK_UNAVAILABLE. After one of the network's, the same call may be made again: each method
    says what then comes of it.
    """

    def __init__(self, opening: Opening) -> None:
        self._opening = opening
        self._api = opening.api.access

    # -- first connection ------------------------------------------------------------------------------------

    def begin_enrolment(self, code: str, temporary_password: str) -> Enrolment:
        """Begin a first connection with the agency's two letters: get the secret of a new authenticator.

        May be begun again on this computer until the temporary password expires; an earlier secret is then void.

        Raises KnownError: CODE_MALFORMED (no 12 digits), REQUEST_INVALID (no password, or none that can be),
        SIGN_IN_FAILED (tries_left; says not which part, nor whether there is something to begin), ACCESS_LOCKED,
        SESSION_ENDED (took too long).
        """
        digits = typed.subscriber_code(code)
        step = PasswordStep(subscriber_code=digits, password=typed.password(temporary_password))
        device = self._opening.device_key(digits)
        attempt = self._api.password_step(step).attempt
        opened = self._api.begin_enrolment(EnrolmentBegin(attempt=attempt, device=self._opening.card(device, attempt)))
        return Enrolment(opened.enrolment, opened.secret, opened.uri, opened.expires_at, digits, device)

    def prove_enrolment(self, enrolment: Enrolment, totp: str, kind: AuthenticatorKind) -> None:
        """Prove the new authenticator by one code. Lost answer: the same code, or a later one, proves it again.

        Raises KnownError: CODE_MALFORMED (no 6 digits), CODE_WRONG (tries_left), SESSION_ENDED (too late or tried too
        often: begin again).
        """
        code = typed.one_time_code(totp)
        self._api.prove_enrolment(EnrolmentProof(enrolment=enrolment.token, code=code, authenticator=kind))

    def finish_enrolment(self, enrolment: Enrolment, password: str) -> Desk:
        """Give the own password: the access is complete, the desk opens, not yet synced (call `Desk.refresh`).

        Lost answer: the access may be complete. Called again it then raises SESSION_ENDED: sign in with the new
        password; if that is refused, begin again.

        Raises KnownError: PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG, PASSWORD_INVALID, PASSWORD_COMMON, PASSWORD_PERSONAL,
        SESSION_ENDED (too late, or done already), CACHE_TOO_NEW, DISK_UNAVAILABLE (the access is complete: sign in).
        """
        written = typed.new_password(password)
        opened = self._api.finish_enrolment(EnrolmentPassword(enrolment=enrolment.token, password=written))
        device = enrolment.device or self._opening.device_key(enrolment.code)
        return self._opening.online(enrolment.code, written, device, opened)

    # -- forgotten password ----------------------------------------------------------------------------------

    def begin_recovery(self, code: str, birth_date: date, totp: str) -> Recovery:
        """Begin to replace a forgotten password. A code comes by SMS if all three are right; the answer never tells.

        Lost answer: begin again, with the next code of the authenticator; only the last SMS counts.

        Raises KnownError: CODE_MALFORMED (no 12 digits, or no 6).
        """
        digits = typed.subscriber_code(code)
        begin = RecoveryBegin(subscriber_code=digits, birth_date=birth_date, code=typed.one_time_code(totp))
        begun = self._api.begin_recovery(begin)
        return Recovery(begun.recovery, begun.tries_left, digits)

    def confirm_recovery(self, recovery: Recovery, sms_code: str) -> None:
        """Give the 8 digits that came by SMS.

        Lost answer: the code may have been right. Given again it then raises SESSION_ENDED: go on to `finish_recovery`,
        and begin again if that says the same.

        Raises KnownError: CODE_MALFORMED (no 8 digits), SIGN_IN_FAILED (tries_left), ACCESS_LOCKED, SESSION_ENDED (too
        late, or right already).
        """
        code = typed.one_time_code(sms_code, digits=8)
        self._api.prove_recovery(RecoveryCode(recovery=recovery.token, code=code))

    def finish_recovery(self, recovery: Recovery, password: str) -> None:
        """Give the new password. Sign in with it then: drafts and the local copy are still there.

        What this computer holds opens offline no more until a sign-in, from before the bank is asked: an answer that is
        lost leaves no door to the former password. Lost answer: the new password may count. Called again it then raises
        SESSION_ENDED: sign in with the new password; if that is refused, begin again.

        Raises KnownError: PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG, PASSWORD_INVALID, PASSWORD_COMMON, PASSWORD_PERSONAL,
        SESSION_ENDED (too late, or done already), DISK_UNAVAILABLE (the bank was not asked).
        """
        written = typed.new_password(password)
        self._opening.vault.close_offline(recovery.code)
        self._api.finish_recovery(RecoveryPassword(recovery=recovery.token, password=written))
