"""A bank's feed in memory, for tests of the pull: what changed, in the order of its numbers, page by page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import httpx2
import zstandard

from ccmdesk.client.api.bank import BankApi
from ccmdesk.wire.feed import (
    MEDIA_TYPE,
    AccountRow,
    CaisseRow,
    FeedPage,
    PostingRow,
    ProfileRow,
    TransferRow,
    write_frame,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

DAV, LIVRET = "60000220100", "60000223600"
DAY = "2026-11-23"
CAISSE = CaisseRow("nantes", "Caisse de Nantes", "CMUNFR21XXX", "02 40 00 00 00", "9 h à 17 h", DAY)


def account_row(seq: int, number: str = DAV, booked: int = 2000, **changes: object) -> AccountRow:
    sight = number == DAV
    row = AccountRow(
        seq,
        number,
        "sight" if sight else "passbook",
        "Compte technique" if sight else "Livret",
        "VALERIE",
        f"FR76{number}",
        0 if sight else 1,
        booked,
        booked,
        0,
        "2020-01-02",
        None,
    )
    return row._replace(**changes)


def posting_row(seq: int, account: str = DAV, label: str = "test virement interne", amount: int = 100) -> PostingRow:
    return (seq, account, DAY, DAY, amount, 2000 + seq, "transfer", label, "EDF", f"{seq:032x}")


def transfer_row(seq: int, number: int, state: str = "validated", **changes: object) -> TransferRow:
    moment = "2026-11-23T09:00:00+00:00"
    name = f"{number:032x}"
    row = TransferRow(seq, name, name, DAV, LIVRET, 1000, "virement", DAY, DAY, state, None, moment, None)
    return row._replace(**changes)


def profile_row(seq: int, email: str = "v@example.org") -> ProfileRow:
    return ProfileRow(
        seq, "6000022", "501000000008", "Madame", "VALERIE", email, "06 39 98 00 22", "1 RUE", "44000", "NANTES", "FR"
    )


@dataclass
class FeedBank:
    """A bank's state for one customer, and how it streams."""

    epoch: str = "a" * 32
    seq: int = 0
    rows: dict[str, AccountRow | ProfileRow | TransferRow | PostingRow] = field(default_factory=dict)
    page_rows: int = 4

    def _next(self) -> int:
        self.seq += 1
        return self.seq

    def account(self, number: str = DAV, booked: int = 2000) -> None:
        self.rows[f"account {number}"] = account_row(self._next(), number, booked)

    def posting(self, label: str = "test", account: str = DAV) -> None:
        seq = self._next()
        self.rows[f"posting {seq}"] = posting_row(seq, account, label)

    def transfer(self, number: int, state: str = "validated") -> None:
        self.rows[f"transfer {number}"] = transfer_row(self._next(), number, state)

    def profile(self, email: str) -> None:
        self.rows["profile"] = profile_row(self._next(), email)

    def restored(self, epoch: str) -> FeedBank:
        """A bank restored from a backup taken half-way."""
        half = self.seq // 2
        return FeedBank(epoch, half, {name: row for name, row in self.rows.items() if row[0] <= half}, self.page_rows)

    def pages(self, epoch: str, after: int) -> Iterator[FeedPage]:
        if epoch != self.epoch or after > self.seq:
            after = 0
        rest = sorted((row for row in self.rows.values() if row[0] > after), key=lambda row: row[0])
        chunks = [rest[start : start + self.page_rows] for start in range(0, len(rest), self.page_rows)] or [[]]
        for number, chunk in enumerate(chunks):
            last = number == len(chunks) - 1
            yield FeedPage(
                self.epoch,
                self.seq if last else chunk[-1][0],
                self.seq,
                CAISSE,
                [row for row in chunk if isinstance(row, ProfileRow)],
                [row for row in chunk if isinstance(row, AccountRow)],
                [row for row in chunk if isinstance(row, TransferRow)],
                [row for row in chunk if type(row) is tuple],
            )


def frames(pages: Iterator[FeedPage] | list[FeedPage]) -> bytes:
    compressor = zstandard.ZstdCompressor(level=1)
    return b"".join(write_frame(page, compressor) for page in pages)


class FeedServer:
    """Answers /v1/feed for a `FeedBank`, cut short when told to, with a page repeated when told to."""

    def __init__(self, bank: FeedBank) -> None:
        self.bank = bank
        self.cut: float | None = None
        self.repeat = False
        self.requests: list[httpx2.Request] = []

    def api(self) -> BankApi:
        return BankApi(httpx2.Client(transport=httpx2.MockTransport(self._answer), base_url="https://bank.test"))

    def _answer(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        params = request.url.params
        pages = list(self.bank.pages(params["epoch"], int(params["after"])))
        if self.repeat:
            pages.insert(1, pages[0])
        body = frames(pages)
        if self.cut is not None:
            body = body[: int(self.cut * len(body))]
        return httpx2.Response(200, headers={"content-type": MEDIA_TYPE}, content=body)
