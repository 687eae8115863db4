"""Reading the cache, in one snapshot given by `Cache.read`. Rows have the shape in which the feed brought them."""

from __future__ import annotations

import re
from typing import Final, cast

import sqlalchemy as sa

from ccmdesk.client.cache.schema import ACCOUNT, CAISSE, POSTING, POSTING_TEXT, PROFILE, TRANSFER
from ccmdesk.core.rules.transfers import TransferState
from ccmdesk.wire.feed import AccountRow, CaisseRow, PostingRow, ProfileRow, TransferRow

_WORD: Final = re.compile(r"[^\W_]+")
_ONGOING: Final = (TransferState.RECORDED.value, TransferState.VALIDATED.value)


def caisse(connection: sa.Connection) -> CaisseRow | None:
    """Read the customer's caisse, once synced."""
    row = connection.execute(sa.select(CAISSE)).first()
    return None if row is None else CaisseRow(*row)


def profile(connection: sa.Connection) -> ProfileRow | None:
    """Read the customer, once synced."""
    row = connection.execute(sa.select(PROFILE).order_by(PROFILE.c.seq.desc())).first()
    return None if row is None else ProfileRow(*row)


def accounts(connection: sa.Connection) -> list[AccountRow]:
    """Read the customer's accounts, the DAV first."""
    query = sa.select(ACCOUNT).order_by(ACCOUNT.c.rank, ACCOUNT.c.number)
    return [AccountRow(*row) for row in connection.execute(query)]


def transfers(connection: sa.Connection, *, ongoing: bool) -> list[TransferRow]:
    """Read the bank's orders, newest day first: those it has still to execute, or all the others."""
    state = TRANSFER.c.state
    query = (
        sa.select(TRANSFER)
        .where(state.in_(_ONGOING) if ongoing else state.not_in(_ONGOING))
        .order_by(TRANSFER.c.execution_on.desc(), TRANSFER.c.created_at.desc(), TRANSFER.c.seq.desc())
    )
    return [TransferRow(*row) for row in connection.execute(query)]


def known_keys(connection: sa.Connection, keys: list[str]) -> set[str]:
    """Which of `keys` name orders that the feed has shown."""
    return set(connection.execute(sa.select(TRANSFER.c.key).where(TRANSFER.c.key.in_(keys))).scalars())


def count_postings(connection: sa.Connection, account: str | None, search: str) -> int:
    """How many postings there are, of one account or all, that contain every word of `search`."""
    return int(connection.execute(sa.select(sa.func.count()).select_from(_numbers(account, search))).scalar_one())


def seqs(connection: sa.Connection, account: str | None, search: str, *, offset: int, limit: int) -> list[int]:
    """Read numbers of postings, newest first."""
    chosen = _numbers(account, search)
    query = sa.select(chosen.c.seq).order_by(chosen.c.seq.desc()).limit(limit).offset(offset)
    return list(connection.execute(query).scalars())


def postings(connection: sa.Connection, numbers: list[int]) -> list[PostingRow]:
    """Read the postings of these numbers, newest first."""
    query = sa.select(POSTING).where(POSTING.c.seq.in_(numbers)).order_by(POSTING.c.seq.desc())
    return cast("list[PostingRow]", [tuple(row) for row in connection.execute(query)])


def match_expression(search: str) -> str | None:
    """Write typed words for FTS5: each must begin a word of the posting. None when there is no word at all."""
    words = _WORD.findall(search)
    return " ".join(f'"{word}"*' for word in words) if words else None


def _numbers(account: str | None, search: str) -> sa.Subquery:
    if not search.strip():
        query = sa.select(POSTING.c.seq)
    else:
        expression = match_expression(search)
        if expression is None:
            return sa.select(POSTING.c.seq).where(sa.false()).subquery()
        query = sa.select(POSTING_TEXT.c.rowid.label("seq")).where(POSTING_TEXT.c.posting_text.op("MATCH")(expression))
        if account is not None:
            query = query.join(POSTING, POSTING.c.seq == POSTING_TEXT.c.rowid)
    if account is not None:
        query = query.where(POSTING.c.account == account)
    return query.subquery()
