"""Transfer labels: the SEPA character set (EPC217-08) and its 140 characters (EPC130-08, AT-05)."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from anyascii import anyascii

from ccmdesk.core.errors import ErrorCode, KnownError

MAX_LABEL: Final = 140
MAX_TYPED: Final = 1_000
_OUTSIDE: Final = re.compile(r"[^a-zA-Z0-9/\-?:().,'+ ]")


def to_sepa(text: str) -> str:
    """Write `text` in the SEPA character set: « Été à Nîmes » gives « Ete a Nimes ».

    Characters without an equivalent become a space and runs of spaces one. Nothing is cut.

    Raises KnownError: LABEL_EMPTY (nothing left), LABEL_TOO_LONG (more than 140 characters once written),
    LABEL_NOT_SEPA (a control character, or a slash where EPC217-08 forbids it: first, last or doubled).
    """
    if len(text) > MAX_TYPED:
        raise KnownError(ErrorCode.LABEL_TOO_LONG, limit=MAX_LABEL)
    if any(unicodedata.category(character) in {"Cc", "Cs", "Co", "Cn"} for character in text):
        raise KnownError(ErrorCode.LABEL_NOT_SEPA)
    written = " ".join(_OUTSIDE.sub(" ", anyascii(unicodedata.normalize("NFC", text))).split())
    if not written:
        raise KnownError(ErrorCode.LABEL_EMPTY)
    if len(written) > MAX_LABEL:
        raise KnownError(ErrorCode.LABEL_TOO_LONG, limit=MAX_LABEL)
    if written.startswith("/") or written.endswith("/") or "//" in written:
        raise KnownError(ErrorCode.LABEL_NOT_SEPA)
    return written


def check_sepa(text: str) -> str:
    """Check a label that should already be in the SEPA set (the server's own refusal). Raises like `to_sepa`."""
    if to_sepa(text) != text:
        raise KnownError(ErrorCode.LABEL_NOT_SEPA)
    return text
