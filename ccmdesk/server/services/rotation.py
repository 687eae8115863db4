"""Sealing again what older secrets sealed: in small transactions, while servers run, and from anywhere it was cut."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from ccmdesk.server.repositories import seals
from ccmdesk.server.services.notices import seal, sealed_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy import Connection

    from ccmdesk.server.database import Database
    from ccmdesk.server.keys import ServerKeys

BATCH: Final = 200
"""Rows of one transaction: sign-ins wait no longer than that takes."""

K = TypeVar("K", int, str, bytes)


class _Seal(NamedTuple):
    """Something to seal again: `replace` does it if it is still what was read. Returns whether it was."""

    replace: Callable[[Connection], bool]


def reseal(database: Database, keys: ServerKeys, batch: int = BATCH) -> int:
    """Seal under the newest secret all that is sealed under another. Returns how many there were.

    Raises OperatorError for one that no secret opens; what was done before stays done.
    """
    count = 0
    for stale in _stale(database, keys, batch):
        with database.unit_of_work() as connection:
            count += sum(found.replace(connection) for found in stale)
    return count


def count_stale(database: Database, keys: ServerKeys) -> int:
    """Count what is sealed under another secret than the newest. Raises OperatorError for what no secret opens."""
    return sum(len(stale) for stale in _stale(database, keys, BATCH))


def _stale(database: Database, keys: ServerKeys, batch: int) -> Iterator[list[_Seal]]:
    for rows in _pages(database, seals.credential_page, 0, batch):
        yield [_credential(keys, *row) for row in rows if not keys.is_current_totp(*row)]
    for found in _pages(database, seals.enrolment_page, b"", batch):
        yield [_enrolment(keys, *row) for row in found if not keys.is_current_totp(*row[1:])]
    for letters in _pages(database, seals.letter_page, "", batch):
        yield [_letter(keys, *row) for row in letters if not _is_current(keys, *row)]


R = TypeVar("R", bound=tuple[object, ...])


def _pages(
    database: Database, page: Callable[[Connection, K, int], Sequence[R]], first: K, batch: int
) -> Iterator[Sequence[R]]:
    """Read page after page, each in a transaction of its own, by the first column."""
    after = first
    while True:
        with database.snapshot() as connection:
            rows = page(connection, after, batch)
        if not rows:
            return
        yield rows
        after = rows[-1][0]  # type: ignore[assignment]  # the first column is what the page is sorted by


def _is_current(keys: ServerKeys, notice_id: str, body: str) -> bool:
    sealed = sealed_bytes(body)
    return sealed is None or keys.is_current_letter(notice_id, sealed)


def _credential(keys: ServerKeys, customer_id: int, old: bytes) -> _Seal:
    new = keys.seal_totp(customer_id, keys.open_totp(customer_id, old))
    return _Seal(lambda connection: seals.replace_credential(connection, customer_id, old, new))


def _enrolment(keys: ServerKeys, token_hash: bytes, customer_id: int, old: bytes) -> _Seal:
    new = keys.seal_totp(customer_id, keys.open_totp(customer_id, old))
    return _Seal(lambda connection: seals.replace_enrolment(connection, token_hash, old, new))


def _letter(keys: ServerKeys, notice_id: str, old: str) -> _Seal:
    new = seal(keys, notice_id, keys.open_letter(notice_id, sealed_bytes(old) or b""))
    return _Seal(lambda connection: seals.replace_letter(connection, notice_id, old, new))
