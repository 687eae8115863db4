"""The way in: two steps with the bank, or a password offline."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pydantic import ValidationError

from ccmdesk.client.cache.files import read_small, write_atomically
from ccmdesk.client.sync.desk import Desk
from ccmdesk.client.sync.device import device_card
from ccmdesk.client.sync.outbox import Outbox
from ccmdesk.client.sync.session import Session
from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.core.ids import clean_subscriber_code
from ccmdesk.wire.access import CodeStep, PasswordStep
from ccmdesk.wire.base import MAX_PASSWORD
from ccmdesk.wire.messages import Caisse, Directory

if TYPE_CHECKING:
    from ccmdesk.client.api.bank import BankApi
    from ccmdesk.client.cache.vault import Opened, Vault
    from ccmdesk.core.clock import Clock

_TOTP: Final = re.compile(r"[0-9]{6}")
_SPACES: Final = re.compile("[ \u00a0\u202f]")


@dataclass(frozen=True, slots=True)
class Attempt:
    """A sign-in between its two steps. Lives in memory only, and never shows its secrets."""

    token: str = field(repr=False)
    tries_left: int
    code: str = field(repr=False)
    password: str = field(repr=False)


class Door:
    """Opens a customer's `Desk`. Thread-safe; every method may raise KnownError DISK_UNAVAILABLE."""

    def __init__(self, api: BankApi, vault: Vault, clock: Clock) -> None:
        self._api = api
        self._vault = vault
        self._clock = clock

    def directory(self) -> list[Caisse]:
        """List the caisses of this server, from the last copy when it cannot be asked.

        Raises KnownError: the failure of the asking, when there is no copy.
        """
        try:
            directory = self._api.directory()
        except KnownError:
            kept = self._kept_directory()
            if kept is None:
                raise
            return kept.caisses
        write_atomically(self._vault.directory_file, directory.model_dump_json().encode())
        return directory.caisses

    def begin(self, code: str, password: str) -> Attempt:
        """Étape 1 / 2. Says nothing of whether the password is right: only étape 2 answers.

        Raises KnownError: CODE_MALFORMED (no 12 digits), REQUEST_INVALID (no password, or over 128 characters),
        SERVER_UNREACHABLE, SERVER_UNTRUSTED, ANSWER_UNREADABLE, SERVER_BUSY.
        """
        digits = _code(code)
        written = unicodedata.normalize("NFC", password)
        if not 0 < len(written) <= MAX_PASSWORD:
            raise KnownError(ErrorCode.REQUEST_INVALID)
        taken = self._api.password_step(PasswordStep(subscriber_code=digits, password=written))
        return Attempt(taken.attempt, taken.tries_left, digits, written)

    def finish(self, attempt: Attempt, totp: str) -> Desk:
        """Étape 2 / 2: open the customer's desk, not yet synced (call `Desk.refresh`).

        Raises KnownError: CODE_MALFORMED (no 6 digits), SIGN_IN_FAILED (tries_left), ACCESS_LOCKED, or as `begin`.
        """
        digits = _SPACES.sub("", totp)
        if not _TOTP.fullmatch(digits):
            raise KnownError(ErrorCode.CODE_MALFORMED)
        key = self._vault.device_key(attempt.code)
        card = device_card(key, self._vault.installation(), attempt.token)
        opened = self._api.code_step(CodeStep(attempt=attempt.token, code=digits, device=card))
        files = self._vault.open_online(attempt.code, attempt.password, opened.unlock_share)
        return self._desk(files, Session(opened.token))

    def open_offline(self, code: str, password: str) -> Desk:
        """Open what was last synced on this computer, without the bank.

        Raises KnownError: CODE_MALFORMED, OFFLINE_NOTHING_HERE, OFFLINE_REFUSED (wrong password).
        """
        return self._desk(self._vault.open_offline(_code(code), password), Session(None))

    def _desk(self, files: Opened, session: Session) -> Desk:
        outbox = Outbox(files.outbox, files.outbox_key)
        return Desk(self._api, session, files.cache, outbox, self._clock, files.notices)

    def _kept_directory(self) -> Directory | None:
        content = read_small(self._vault.directory_file)
        try:
            return None if content is None else Directory.model_validate_json(content)
        except ValidationError:
            return None


def _code(text: str) -> str:
    digits = clean_subscriber_code(text)
    if digits is None:
        raise KnownError(ErrorCode.CODE_MALFORMED)
    return digits
