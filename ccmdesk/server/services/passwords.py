"""Passwords: Argon2id in a few threads of its own, so that a flood of sign-ins cannot starve transfers.

Those threads give way to all others; beyond a queue of bounded length nothing waits, and who is refused is told so
late: a flood of refusals would be work enough.
"""

from __future__ import annotations

import asyncio
import os
import sys
import threading
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Final, ParamSpec, TypeVar

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from ccmdesk.core.errors import ErrorCode, KnownError

if TYPE_CHECKING:
    from collections.abc import Callable

RETRY_SECONDS: Final = 2
_SPREAD: Final = 16
"""Those who were refused together come back apart."""

NICENESS: Final = 10
"""Of the threads that hash. No more: they hold Python's lock for moments, and must not fall asleep with it."""

P = ParamSpec("P")
T = TypeVar("T")

_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1, hash_len=32, salt_len=16, type=Type.ID)
"""OWASP Password Storage Cheat Sheet (2024): Argon2id, m = 19 MiB, t = 2, p = 1."""


def hash_password(password: str) -> str:
    """Hash a password (NFC: the same whatever keyboard composed its accents) into the PHC text that is stored."""
    return _HASHER.hash(_bytes(password))


def verify_password(stored: str, password: str) -> bool:
    """Whether a password is the one that was hashed. A stored text that is no hash verifies nothing."""
    try:
        return _HASHER.verify(stored, _bytes(password))
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys_hash() -> str:
    """Hash that stands for a customer who does not exist: one a process."""
    return hash_password("the password of a customer who does not exist")


def _bytes(password: str) -> bytes:
    return unicodedata.normalize("NFC", password).encode()


def _give_way() -> None:
    """Lower the priority of the calling thread where the system has one for threads (Linux)."""
    if sys.platform == "linux":
        thread = threading.get_native_id()
        with suppress(PermissionError):  # a sandbox may forbid it: then the queue alone protects the others
            os.setpriority(os.PRIO_PROCESS, thread, max(NICENESS, os.getpriority(os.PRIO_PROCESS, thread)))


class PasswordPool:
    """Verifies and hashes passwords in `workers` threads; beyond `queue` waiting it refuses, late.

    `on_waiting` is told the number of them under way or waiting, for the metrics. Refusals leave `refuse_after` seconds
    later, or up to twice that.
    """

    def __init__(
        self,
        workers: int,
        queue: int,
        on_waiting: Callable[[int], object] = lambda _: None,
        *,
        refuse_after: float = 0.0,
    ) -> None:
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="password", initializer=_give_way)
        self._room = workers + queue
        self._refuse_after = refuse_after
        self._waiting = 0
        self._refused = 0
        self._lock = threading.Lock()
        self._on_waiting = on_waiting
        self._dummy = _nobodys_hash()

    async def verify(self, stored: str | None, password: str) -> bool:
        """Verify in the pool; without a stored hash do the same work and say no.

        Raises KnownError SERVER_BUSY (details: `retry_after`, seconds) when the queue is full.
        """
        return await self._run(verify_password, stored or self._dummy, password) and stored is not None

    async def hash(self, password: str) -> str:
        """Hash a password in the pool. Raises KnownError SERVER_BUSY, as `verify`."""
        return await self._run(hash_password, password)

    def close(self) -> None:
        """Let what is running end, and stop the threads."""
        self._threads.shutdown(wait=True, cancel_futures=True)

    async def check_room(self) -> None:
        """Let pass while there is room. Raises KnownError SERVER_BUSY, as `verify`."""
        if self._waiting < self._room:
            return
        self._refused += 1
        await asyncio.sleep(self._refuse_after * (1 + self._refused % _SPREAD / _SPREAD))
        raise KnownError(ErrorCode.SERVER_BUSY, retry_after=RETRY_SECONDS)

    async def _run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        await self.check_room()
        self._count(+1)
        try:
            future = self._threads.submit(work, *args, **kwargs)
        except BaseException:
            self._count(-1)
            raise
        future.add_done_callback(lambda _: self._count(-1))
        return await asyncio.wrap_future(future)

    def _count(self, step: int) -> None:
        with self._lock:
            if step > 0 and self._waiting >= self._room:
                raise KnownError(ErrorCode.SERVER_BUSY, retry_after=RETRY_SECONDS)
            self._waiting += step
            self._on_waiting(self._waiting)
