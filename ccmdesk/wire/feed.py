"""The change feed: a stream of frames, each a zstd-compressed msgpack `FeedPage` behind its length.

Frame: 4 bytes, big-endian length of what follows, then the compressed page. Rows are plain arrays, in
the order in which the cache stores them: a page goes from the socket to `executemany` without objects.
Days and moments are ISO text (UTC for moments), money is integer cents.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec
import zstandard

from ccmdesk.core.errors import ErrorCode, KnownError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MEDIA_TYPE: Final = "application/vnd.ccmdesk.feed"
PAGE_ROWS: Final = 4_000
MAX_FRAME: Final = 4 * 1024 * 1024
MAX_PAGE: Final = 8 * 1024 * 1024
"""Bytes of a page, ten times what PAGE_ROWS of each kind need: objects take twenty times their bytes in memory."""

_LENGTH: Final = struct.Struct(">I")


class CaisseRow(NamedTuple):
    """The customer's caisse. `open_on`: first business day whose day-end has not run."""

    id: str
    name: str
    bic: str
    phone: str
    opening_hours: str
    open_on: str


class ProfileRow(NamedTuple):
    """The customer. `address` has up to four lines, joined by a line feed."""

    seq: int
    number: str
    subscriber_code: str
    civility: str
    name: str
    email: str
    phone: str
    address: str
    postcode: str
    town: str
    country: str


class AccountRow(NamedTuple):
    """An account. `rank` orders them (the DAV is 0); `kind` is an AccountKind; `rate` in hundredths of a per cent."""

    seq: int
    number: str
    kind: str
    label: str
    holder: str
    iban: str
    rank: int
    booked: int
    available: int
    rate: int
    opened_on: str
    closed_on: str | None


class TransferRow(NamedTuple):
    """An order. `key` is the idempotency key it came with; `reason` an ErrorCode when rejected."""

    seq: int
    id: str
    key: str
    source: str
    target: str
    amount: int
    label: str
    requested_on: str
    execution_on: str
    state: str
    reason: str | None
    created_at: str
    executed_on: str | None


PostingRow = tuple[int, str, str, str, int, int, str, str, str, str]
"""seq, account, booked_on, value_on, amount (signed), balance after, kind, label, counterparty, entry.

A plain tuple: there may be 100,000 of them. Postings never change; `seq` is their name.
"""


class FeedPage(msgspec.Struct, array_like=True):
    """All that changed up to `cursor`, after the cursor of the page before. The last page has cursor == head."""

    epoch: str
    cursor: int
    head: int
    caisse: CaisseRow
    profile: list[ProfileRow]
    accounts: list[AccountRow]
    transfers: list[TransferRow]
    postings: list[PostingRow]


def write_frame(page: FeedPage, compressor: zstandard.ZstdCompressor) -> bytes:
    """Encode one page."""
    body = compressor.compress(msgspec.msgpack.encode(page))
    return _LENGTH.pack(len(body)) + body


def read_frames(chunks: Iterable[bytes]) -> Iterator[FeedPage]:
    """Decode pages from a byte stream cut anywhere.

    Raises KnownError ANSWER_UNREADABLE when the stream is not a feed, is cut inside a frame, or exceeds the bounds.
    """
    decoder = msgspec.msgpack.Decoder(FeedPage)
    decompressor = zstandard.ZstdDecompressor()
    buffer = bytearray()
    for chunk in chunks:
        buffer += chunk
        while len(buffer) >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(buffer)
            if length > MAX_FRAME:
                raise KnownError(ErrorCode.ANSWER_UNREADABLE)
            if len(buffer) < _LENGTH.size + length:
                break
            body = bytes(buffer[_LENGTH.size : _LENGTH.size + length])
            del buffer[: _LENGTH.size + length]
            yield _decode(body, decoder, decompressor)
    if buffer:
        raise KnownError(ErrorCode.ANSWER_UNREADABLE)


def _decode(
    body: bytes, decoder: msgspec.msgpack.Decoder[FeedPage], decompressor: zstandard.ZstdDecompressor
) -> FeedPage:
    try:
        # The size that the frame announces is what zstandard allocates, whatever max_output_size says.
        if zstandard.get_frame_parameters(body).content_size > MAX_PAGE:
            raise KnownError(ErrorCode.ANSWER_UNREADABLE)
        return decoder.decode(decompressor.decompress(body))
    except (zstandard.ZstdError, msgspec.DecodeError) as error:
        raise KnownError(ErrorCode.ANSWER_UNREADABLE) from error
