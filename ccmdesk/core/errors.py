"""Known errors: what the environment or the user did. Everything else is a bug.

The code travels (wire), the words do not: each side that speaks to people chooses them by code.
"""

from __future__ import annotations

from enum import StrEnum


class ErrorCode(StrEnum):
    """Stable names of the known errors. Never renamed: clients in the field know them."""

    # of the rules: amounts, labels, dates and accounts
    AMOUNT_INVALID = "amount_invalid"
    AMOUNT_TOO_PRECISE = "amount_too_precise"
    AMOUNT_NOT_POSITIVE = "amount_not_positive"
    AMOUNT_TOO_LARGE = "amount_too_large"
    INSUFFICIENT_FUNDS = "insufficient_funds"
    LABEL_EMPTY = "label_empty"
    LABEL_TOO_LONG = "label_too_long"
    LABEL_NOT_SEPA = "label_not_sepa"
    DATE_INVALID = "date_invalid"
    DATE_PAST = "date_past"
    DATE_CLOSED = "date_closed"
    DATE_TOO_FAR = "date_too_far"
    SAME_ACCOUNT = "same_account"
    ACCOUNT_UNKNOWN = "account_unknown"
    ACCOUNT_CLOSED = "account_closed"
    TRANSFER_FORBIDDEN = "transfer_forbidden"
    EXECUTION_DATE_CHANGED = "execution_date_changed"
    # the way in
    SIGN_IN_FAILED = "sign_in_failed"
    ACCESS_LOCKED = "access_locked"
    SESSION_ENDED = "session_ended"
    CODE_MALFORMED = "code_malformed"
    CODE_WRONG = "code_wrong"
    PASSWORD_TOO_SHORT = "password_too_short"  # noqa: S105 -- the name of a rule, like the next ones
    PASSWORD_TOO_LONG = "password_too_long"  # noqa: S105 -- idem
    PASSWORD_INVALID = "password_invalid"  # noqa: S105 -- idem
    PASSWORD_COMMON = "password_common"  # noqa: S105 -- idem
    PASSWORD_PERSONAL = "password_personal"  # noqa: S105 -- idem
    PASSWORD_UNCHANGED = "password_unchanged"  # noqa: S105 -- idem
    BIRTH_DATE_INVALID = "birth_date_invalid"
    # signed commands
    SIGNATURE_REQUIRED = "signature_required"
    SIGNATURE_REFUSED = "signature_refused"
    CHALLENGE_EXPIRED = "challenge_expired"
    RECEIPT_INVALID = "receipt_invalid"
    # the command path and the wire
    IDEMPOTENCY_KEY_MISSING = "idempotency_key_missing"
    IDEMPOTENCY_KEY_REUSED = "idempotency_key_reused"
    REQUEST_INVALID = "request_invalid"
    REQUEST_TOO_LARGE = "request_too_large"
    NOT_FOUND = "not_found"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    SERVER_BUSY = "server_busy"
    SERVER_BUG = "server_bug"
    # the client's surroundings
    SERVER_NOT_SET = "server_not_set"
    SERVER_UNREACHABLE = "server_unreachable"
    SERVER_UNTRUSTED = "server_untrusted"
    ANSWER_UNREADABLE = "answer_unreadable"
    OFFLINE_NOTHING_HERE = "offline_nothing_here"
    OFFLINE_REFUSED = "offline_refused"
    OFFLINE_CLOSED = "offline_closed"
    CACHE_TOO_NEW = "cache_too_new"
    CACHE_REWOUND = "cache_rewound"
    KEYRING_LOCKED = "keyring_locked"
    KEYRING_MISSING = "keyring_missing"
    KEYRING_UNTRUSTED = "keyring_untrusted"
    KEYRING_CHANGED = "keyring_changed"
    DATA_FORGOTTEN = "data_forgotten"
    OUTBOX_UNREADABLE = "outbox_unreadable"
    DISK_UNAVAILABLE = "disk_unavailable"
    CLIENT_BUG = "client_bug"


class KnownError(Exception):
    """Something that is nobody's bug. `details` are plain values for the sentence (dates as ISO, cents)."""

    def __init__(self, code: ErrorCode, **details: str | int) -> None:
        super().__init__(code.value, details)
        self.code = code
        self.details = details
