"""Whose desk it is, and by which keys: what a sign-in leaves in memory besides the session."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ccmdesk.core.errors import ErrorCode, KnownError

if TYPE_CHECKING:
    from ccmdesk.client.cache.profile import Held, Profile
    from ccmdesk.client.cache.vault import DeviceKey, Vault


@dataclass(frozen=True, slots=True)
class Holder:
    """A customer at this computer. `number` and `device` are those of the sign-in: empty after an offline opening."""

    code: str = field(repr=False)
    vault: Vault = field(repr=False)
    profile: Profile = field(repr=False)
    held: Held = field(repr=False)
    number: str = ""
    device: DeviceKey | None = field(default=None, repr=False)

    def signing_key(self) -> DeviceKey:
        """Return the key with which this device signed in. Raises KnownError: SESSION_ENDED (it did not)."""
        if self.device is None:
            raise KnownError(ErrorCode.SESSION_ENDED)
        return self.device

    def rewrap(self, password: str, unlock_share: str) -> None:
        """Let a new password open the files, and no former one. Raises KnownError: DISK_UNAVAILABLE."""
        self.profile.change_password(self.held, password, unlock_share.encode())

    def close_offline(self) -> None:
        """Let no former password open the files: it was changed elsewhere. Raises KnownError: DISK_UNAVAILABLE."""
        self.vault.close_offline(self.code)

    def forget(self) -> bool:
        """Delete all that this computer has of the customer. Tells whether it is all gone."""
        return self.vault.forget(self.code)
