"""Statements on everything that is sealed under the server's secret, page by page: for its rotation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from ccmdesk.server.models.access import credential, notice
from ccmdesk.server.models.trust import enrolment

if TYPE_CHECKING:
    from sqlalchemy import Connection


def credential_page(connection: Connection, after: int, count: int) -> list[tuple[int, bytes]]:
    """Return sealed TOTP secrets by customer, of customers after this one."""
    query = (
        select(credential.c.customer_id, credential.c.totp_sealed)
        .where(credential.c.customer_id > after, credential.c.totp_sealed.is_not(None))
        .order_by(credential.c.customer_id)
        .limit(count)
    )
    return [(row.customer_id, bytes(row.totp_sealed)) for row in connection.execute(query)]


def replace_credential(connection: Connection, customer_id: int, old: bytes, new: bytes) -> bool:
    """Put a seal in the place of another. False if it changed meanwhile: whoever changed it sealed it anew."""
    statement = update(credential).where(credential.c.customer_id == customer_id, credential.c.totp_sealed == old)
    return connection.execute(statement.values(totp_sealed=new)).rowcount == 1


def enrolment_page(connection: Connection, after: bytes, count: int) -> list[tuple[bytes, int, bytes]]:
    """Return token hashes, customers and sealed TOTP secrets of authenticators that are being introduced."""
    query = (
        select(enrolment.c.token_hash, enrolment.c.customer_id, enrolment.c.totp_sealed)
        .where(enrolment.c.token_hash > after)
        .order_by(enrolment.c.token_hash)
        .limit(count)
    )
    return [(bytes(row.token_hash), row.customer_id, bytes(row.totp_sealed)) for row in connection.execute(query)]


def replace_enrolment(connection: Connection, token_hash: bytes, old: bytes, new: bytes) -> bool:
    """Put a seal in the place of another, as `replace_credential`."""
    statement = update(enrolment).where(enrolment.c.token_hash == token_hash, enrolment.c.totp_sealed == old)
    return connection.execute(statement.values(totp_sealed=new)).rowcount == 1


def letter_page(connection: Connection, after: str, count: int) -> list[tuple[str, str]]:
    """Return ids and texts of the letters that wait."""
    query = (
        select(notice.c.id, notice.c.body)
        .where(notice.c.id > after, notice.c.delivered_at.is_(None))
        .order_by(notice.c.id)
        .limit(count)
    )
    return [(row.id, row.body) for row in connection.execute(query)]


def replace_letter(connection: Connection, notice_id: str, old: str, new: str) -> bool:
    """Put a text in the place of another, if it still waits."""
    statement = update(notice).where(notice.c.id == notice_id, notice.c.body == old, notice.c.delivered_at.is_(None))
    return connection.execute(statement.values(body=new)).rowcount == 1
