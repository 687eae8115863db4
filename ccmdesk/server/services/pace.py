"""When an answer leaves: what is refused, or must not tell, is answered no sooner than a fixed time.

The little that differs on the way (a row more for a known code) does not show: OWASP ASVS 5.0, 6.3.8.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

from ccmdesk.core.errors import KnownError

if TYPE_CHECKING:
    from collections.abc import Awaitable

T = TypeVar("T")


async def refuse_late(work: Awaitable[T], milliseconds: int) -> T:
    """Do the work; a KnownError that it raises is raised no sooner than `milliseconds` after the call."""
    loop = asyncio.get_running_loop()
    answer_at = loop.time() + milliseconds / 1000
    try:
        return await work
    except KnownError:
        await asyncio.sleep(max(0.0, answer_at - loop.time()))
        raise


async def answer_late(work: Awaitable[T], milliseconds: int) -> T:
    """Do the work; answer, right or wrong, no sooner than `milliseconds` after the call."""
    loop = asyncio.get_running_loop()
    answer_at = loop.time() + milliseconds / 1000
    try:
        return await work
    finally:
        await asyncio.sleep(max(0.0, answer_at - loop.time()))
