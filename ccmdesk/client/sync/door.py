"""The way in: two steps with the bank, or a password offline."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from ccmdesk.client.sync import typed
from ccmdesk.client.sync.opening import Opening
from ccmdesk.client.sync.welcome import Welcome
from ccmdesk.wire.access import CodeStep, PasswordStep

if TYPE_CHECKING:
    from ccmdesk.client.api.bank import BankApi
    from ccmdesk.client.cache.vault import Vault
    from ccmdesk.client.sync.desk import Desk
    from ccmdesk.core.clock import Clock
    from ccmdesk.wire.messages import Caisse


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
        self._opening = Opening(api, vault, clock)

    @cached_property
    def welcome(self) -> Welcome:
        """The ways in for those who cannot sign in yet."""
        return Welcome(self._opening)

    def directory(self) -> list[Caisse]:
        """List the caisses of this server, from the last copy when it cannot be asked.

        Raises KnownError: the failure of the asking, when there is no copy.
        """
        return self._opening.directory.caisses()

    def begin(self, code: str, password: str) -> Attempt:
        """Étape 1 / 2. Says nothing of whether the password is right: only étape 2 answers.

        Raises KnownError: CODE_MALFORMED (no 12 digits), REQUEST_INVALID (no password, or none that can be),
        SERVER_UNREACHABLE, SERVER_UNTRUSTED, ANSWER_UNREADABLE, SERVER_BUSY.
        """
        digits = typed.subscriber_code(code)
        written = typed.password(password)
        taken = self._opening.api.access.password_step(PasswordStep(subscriber_code=digits, password=written))
        return Attempt(taken.attempt, taken.tries_left, digits, written)

    def finish(self, attempt: Attempt, totp: str) -> Desk:
        """Étape 2 / 2: open the customer's desk, not yet synced (call `Desk.refresh`).

        Raises KnownError: CODE_MALFORMED (no 6 digits), SIGN_IN_FAILED (tries_left), ACCESS_LOCKED, CACHE_TOO_NEW (a
        later version of the client was used here), or as `begin`.
        """
        digits = typed.one_time_code(totp)
        key = self._opening.device_key(attempt.code)
        card = self._opening.card(key, attempt.token)
        opened = self._opening.api.access.code_step(CodeStep(attempt=attempt.token, code=digits, device=card))
        return self._opening.online(attempt.code, attempt.password, key, opened)

    def open_offline(self, code: str, password: str) -> Desk:
        """Open what was last synced on this computer, without the bank.

        Raises KnownError: CODE_MALFORMED, OFFLINE_NOTHING_HERE, OFFLINE_REFUSED (wrong password; tries_left),
        OFFLINE_CLOSED (only a sign-in opens again), KEYRING_LOCKED, KEYRING_MISSING, KEYRING_UNTRUSTED, CACHE_TOO_NEW.
        """
        return self._opening.offline(typed.subscriber_code(code), typed.password(password))
