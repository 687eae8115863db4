"""« Mes informations »: what a customer sees of his access, and the commands that he signs."""

from __future__ import annotations

import functools
from contextlib import suppress
from typing import TYPE_CHECKING, Literal

from ccmdesk.client.sync import challenges, receipts, typed
from ccmdesk.client.sync.trust_views import AccessView, DeviceView, Enrolment, HistoryView, ReceiptView, SessionView
from ccmdesk.core.errors import KnownError
from ccmdesk.wire.access import AuthenticatorReplace, EnrolmentProof, PasswordChange
from ccmdesk.wire.signing import ChallengeAsked, Operation, TransferContent

if TYPE_CHECKING:
    from collections.abc import Callable

    from ccmdesk.client.api.access import AccessApi
    from ccmdesk.client.sync.directory import BankDirectory
    from ccmdesk.client.sync.holder import Holder
    from ccmdesk.client.sync.session import Session
    from ccmdesk.client.sync.trust_views import ChallengeView
    from ccmdesk.client.sync.views import Prepared
    from ccmdesk.core.clock import Clock
    from ccmdesk.wire.access import AccessOverview, AuthenticatorKind
    from ccmdesk.wire.signing import Approval, Receipt


class Trust:
    """What is done in a session about the access itself. Thread-safe; made by `Desk`, reached as `desk.trust`.

    Every method asks the bank, and may raise KnownError: SESSION_ENDED (also offline), SERVER_UNREACHABLE,
    SERVER_UNTRUSTED, ANSWER_UNREADABLE, SERVER_BUSY, SERVER_BUG, DISK_UNAVAILABLE. After one of the network's, what
    was asked may have been done all the same: each method says what then comes of it.
    """

    def __init__(
        self,
        api: AccessApi,
        session: Session,
        holder: Holder,
        directory: BankDirectory,
        clock: Clock,
        forget: Callable[[], None],
    ) -> None:
        self._api = api
        self._session = session
        self._holder = holder
        self._directory = directory
        self._clock = clock
        self._forget = forget

    # -- what there is ---------------------------------------------------------------------------------------

    def overview(self) -> AccessView:
        """Read authenticator, devices, sessions, history and receipts. A receipt that cannot be read is left out."""
        with self._session.exchange() as token:
            overview = self._api.overview(token)
        return access_view(overview, self._receipts(overview.receipts))

    def end_session(self, session: str) -> None:
        """Disconnect a session. Done twice it is done once.

        Raises KnownError: NOT_FOUND (there is none; after a lost answer: it is done).
        """
        with self._session.exchange() as token:
            self._api.end_session(token, session)

    def end_other_sessions(self) -> None:
        """Disconnect every session but this one. May be done any number of times."""
        with self._session.exchange() as token:
            self._api.end_other_sessions(token)

    def forget_device(self, device: str) -> None:
        """Forget a device; its sessions end, and it is announced as new when it comes back. This one: `forget_here`.

        Raises KnownError: NOT_FOUND (there is none; after a lost answer: it is done).
        """
        if self._holder.device is not None and device == challenges.device_id(self._holder.device):
            self.forget_here()
            return
        with self._session.exchange() as token:
            self._api.forget_device(token, device)

    def forget_here(self) -> bool:
        """Forget this device: the bank is told, the customer's data and keys on this computer are deleted.

        Unsent orders and drafts go too: warn before. The session is over. Returns whether the bank knows: if it could
        not be reached the device stays in its list, and its key exists no more. Raises KnownError: DISK_UNAVAILABLE.
        """
        told = False
        with suppress(KnownError):
            device = challenges.device_id(self._holder.signing_key())
            with self._session.exchange() as token:
                self._api.forget_device(token, device)
            told = True
        self._session.end()
        self._forget()
        return told

    # -- signed commands -------------------------------------------------------------------------------------

    def ask_password(self, language: str) -> ChallengeView:
        """Have the bank write down a change of password. May be asked any number of times; the last one counts."""
        return self._ask(ChallengeAsked(operation=Operation.PASSWORD, language=_language(language)))

    def ask_authenticator(self, language: str) -> ChallengeView:
        """Have the bank write down a replacement of the authenticator. May be asked any number of times."""
        return self._ask(ChallengeAsked(operation=Operation.AUTHENTICATOR, language=_language(language)))

    def ask_transfer(self, prepared: Prepared, language: str) -> ChallengeView:
        """Have the bank write down a transfer that needs a signature (SIGNATURE_REQUIRED). Nothing moves yet.

        Raises KnownError: the codes of the rules (see `core.rules`), ANSWER_UNREADABLE (the bank's text is not this
        transfer: amount, payee, IBAN and day are compared).
        """
        content = TransferContent(
            source=prepared.source.number,
            target=prepared.target.number,
            amount=prepared.intent.amount,
            label=prepared.label,
            requested_on=prepared.intent.requested_on,
            execution_on=prepared.execution_on,
        )
        return self._ask(
            ChallengeAsked(operation=Operation.TRANSFER, transfer=content, language=_language(language)), prepared
        )

    def approve(self, challenge: ChallengeView, totp: str) -> Approval:
        """Sign what is shown, here: the bank is not asked. `Desk.confirm` sends it with its order.

        Raises KnownError: CODE_MALFORMED (no 6 digits).
        """
        return challenges.approve(challenge, self._holder.signing_key(), totp)

    def change_password(self, current: str, new: str, challenge: ChallengeView, totp: str) -> ReceiptView:
        """Change the password. Every session ends and this one goes on; drafts and the local copy stay.

        Lost answer: it is not known which password counts. The next exchange tells: SESSION_ENDED (reason
        « password_changed ») when it is the new one; the local files then open at the next sign-in, drafts included.

        Raises KnownError: SIGN_IN_FAILED (the current password is wrong; tries_left), ACCESS_LOCKED,
        PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG, PASSWORD_INVALID, PASSWORD_COMMON, PASSWORD_PERSONAL, PASSWORD_UNCHANGED,
        CODE_MALFORMED, SIGNATURE_REFUSED (tries_left), CHALLENGE_EXPIRED, REQUEST_INVALID (no password at all).
        Once it is done: DISK_UNAVAILABLE (neither password opens this computer's copy offline, until the next sign-in;
        the former one does if the keyring fails too), RECEIPT_INVALID (the bank's receipt cannot be read).
        """
        approval = self.approve(challenge, totp)
        written = typed.new_password(new)
        change = PasswordChange(current=typed.password(current), new=written, approval=approval)
        done = self._session.replace(
            lambda token: self._api.change_password(token, change), lambda answer: answer.session.token
        )
        self._holder.rewrap(written, done.session.unlock_share)
        return self._receipt(done.receipt, approval)

    def begin_replacement(self, challenge: ChallengeView, totp: str) -> Enrolment:
        """Begin to replace the authenticator, signed with the present one, which counts until the new one is proved.

        Lost answer: nothing has changed; ask for another challenge, and sign it with the next code.

        Raises KnownError: CODE_MALFORMED, SIGNATURE_REFUSED (tries_left), CHALLENGE_EXPIRED, ACCESS_LOCKED.
        """
        approval = self.approve(challenge, totp)
        with self._session.exchange() as token:
            opened = self._api.begin_replacement(token, AuthenticatorReplace(approval=approval))
        return Enrolment(opened.enrolment, opened.secret, opened.uri, opened.expires_at, code="", approval=approval)

    def finish_replacement(self, enrolment: Enrolment, totp: str, kind: AuthenticatorKind) -> ReceiptView:
        """Prove the new authenticator by one code: from then on only it counts; other sessions end.

        Lost answer: the same code may be sent again, it proves once and gives the same receipt.

        Raises KnownError: CODE_MALFORMED, CODE_WRONG (tries_left),
        CHALLENGE_EXPIRED (too late: begin again), RECEIPT_INVALID (it is done; the receipt cannot be read).
        """
        proof = EnrolmentProof(enrolment=enrolment.token, code=typed.one_time_code(totp), authenticator=kind)
        with self._session.exchange() as token:
            done = self._api.finish_replacement(token, proof)
        return self._receipt(done.receipt, enrolment.approval)

    def _ask(self, asked: ChallengeAsked, order: Prepared | None = None) -> ChallengeView:
        device = self._holder.signing_key()
        with self._session.exchange() as token:
            challenge = self._api.challenge(token, asked)
        now = self._clock.now()
        return challenges.view(challenge, asked.operation, self._holder.number, device, now, order)

    def _receipt(self, receipt: Receipt, approval: Approval | None) -> ReceiptView:
        return receipts.view(receipt, self._directory.key, approval)

    def _receipts(self, found: list[Receipt]) -> tuple[ReceiptView, ...]:
        key = functools.cache(self._directory.key)  # most are signed with the same one
        views = []
        for receipt in found:
            with suppress(KnownError):
                views.append(receipts.view(receipt, key))
        return tuple(views)


def _language(name: str) -> Literal["fr", "en"]:
    """Languages that the bank writes in; French for all others."""
    return "en" if name == "en" else "fr"


def access_view(overview: AccessOverview, signed: tuple[ReceiptView, ...]) -> AccessView:
    """Show what the bank has of a customer's access."""
    return AccessView(
        authenticator=overview.authenticator,
        authenticator_since=overview.authenticator_since,
        password_since=overview.password_since,
        devices=tuple(
            DeviceView(row.id, row.name, row.system, row.lasting, row.first_seen_at, row.last_seen_at, row.is_current)
            for row in overview.devices
        ),
        sessions=tuple(
            SessionView(row.id, row.device_name, row.system, row.opened_at, row.seen_at, row.is_current)
            for row in overview.sessions
        ),
        history=tuple(HistoryView(row.at, row.event, row.device_name, row.system) for row in overview.history),
        receipts=signed,
    )
