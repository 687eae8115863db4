"""Where letters go: phone numbers and e-mail addresses, in one form whatever way they were typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

REGION: Final = "FR"
"""Country of numbers that are written without one."""

_FRANCE: Final = 33
_FRENCH_MOBILE: Final = ("6", "7")


def e164(text: str) -> str | None:
    """Write a phone number as +33639980022 (ITU-T E.164), or None if it is none."""
    import phonenumbers  # noqa: PLC0415 -- its tables take their time: only what sends or checks SMS needs them

    number = _parsed(text)
    if number is None:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def mobile(text: str) -> str | None:
    """Write a mobile number as people read it (06 39 98 00 22; +41 … from abroad), or None if no SMS reaches it."""
    import phonenumbers  # noqa: PLC0415 -- as above

    number = _parsed(text)
    if number is None:
        return None
    if number.country_code == _FRANCE:  # by its first digit: the range reserved for fiction is in no operator's plan
        if not str(number.national_number).startswith(_FRENCH_MOBILE):
            return None
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    kinds = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE)
    if phonenumbers.number_type(number) not in kinds:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def email_address(text: str) -> str | None:
    """Write an e-mail address in its normal form (RFC 5322, RFC 6531), or None if it is none. Asks no network."""
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415 -- only openings and changes need it

    try:
        return validate_email(text, check_deliverability=False).normalized
    except EmailNotValidError:
        return None


def _parsed(text: str) -> PhoneNumber | None:
    import phonenumbers  # noqa: PLC0415 -- as above

    try:
        number = phonenumbers.parse(text, REGION)
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_possible_number(number) else None
