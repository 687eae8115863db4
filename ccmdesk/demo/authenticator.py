"""The demo's authenticator: what an app on a telephone would show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import pyotp

if TYPE_CHECKING:
    from ccmdesk.core.clock import Clock
    from ccmdesk.demo.data import Persona

STEP_SECONDS: Final = 30
DRIFT: Final = 1
"""Steps that the bank accepts before and after its own time."""


class Code(NamedTuple):
    """Six digits, and for how many more seconds an app would show them."""

    digits: str
    seconds_left: int


class Authenticator:
    """Makes the codes of one customer (RFC 6238, 30 s)."""

    def __init__(self, owner: Persona, clock: Clock) -> None:
        self._totp = pyotp.TOTP(owner.secret)
        self._clock = clock
        self._used = 0

    def current(self) -> Code:
        """Return the code of this moment."""
        moment = int(self._clock.now().timestamp())
        return Code(self._totp.generate_otp(moment // STEP_SECONDS), STEP_SECONDS - moment % STEP_SECONDS)

    def fresh(self) -> str | None:
        """Return a code that was not given before: of this step, or of the next one, which the bank accepts too.

        None when both were given: wait for `current().seconds_left`.
        """
        now = int(self._clock.now().timestamp()) // STEP_SECONDS
        step = max(now, self._used + 1)
        if step > now + DRIFT:
            return None
        self._used = step
        return str(self._totp.generate_otp(step))
