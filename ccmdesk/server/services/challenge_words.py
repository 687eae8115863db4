"""What a customer is shown before he signs, word for word, in French and in English.

The bank writes it, not the client: it is the bank's own understanding of what was asked that is signed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ccmdesk.core.clock import PARIS
from ccmdesk.core.money import format_amount
from ccmdesk.wire.signing import DocumentLine, Operation

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from ccmdesk.wire.signing import TransferContent

_GROUP: Final = 4
_NBSP: Final = "\u00a0"

_DAYS: Final = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS: Final = {
    "fr": (
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}
_TRANSFER: Final = {
    "fr": (
        "Virement interne",
        "Montant",
        "Bénéficiaire",
        "Vers le compte",
        "Du compte",
        "Libellé",
        "Date d’exécution",
    ),
    "en": ("Internal transfer", "Amount", "Payee", "To account", "From account", "Label", "Execution date"),
}
_ACCESS: Final = {
    ("fr", Operation.PASSWORD): (
        "Changement de mot de passe",
        "Vos sessions ouvertes se ferment, sur tous vos appareils. Celui-ci reste connecté.",
    ),
    ("en", Operation.PASSWORD): (
        "Password change",
        "Your open sessions end, on all your devices. This device stays signed in.",
    ),
    ("fr", Operation.AUTHENTICATOR): (
        "Remplacement de votre application d’authentification",
        "Les codes de l’application actuelle ne serviront plus, dès que la nouvelle aura donné son premier code.",
    ),
    ("en", Operation.AUTHENTICATOR): (
        "Replacement of your authenticator application",
        "Codes from the present application stop working as soon as the new one has given its first code.",
    ),
}
_ABOUT: Final = {
    "fr": ("Client", "Appareil", "Demandé le", "Effet"),
    "en": ("Customer", "Device", "Requested on", "Effect"),
}


class Party(NamedTuple):
    """An account as it is shown: who holds it, and its IBAN."""

    holder: str
    iban: str


class Shown(NamedTuple):
    """A title and the lines under it."""

    title: str
    lines: list[DocumentLine]


def transfer(language: str, order: TransferContent, source: Party, target: Party) -> Shown:
    """Write down a transfer (PSD2 RTS, article 5(1)(a): the amount and the payee)."""
    title, *labels = _TRANSFER[language]
    values = (
        format_amount(order.amount, language),
        target.holder,
        grouped(target.iban),
        grouped(source.iban),
        order.label,
        long_day(order.execution_on, language),
    )
    return Shown(title, _lines(labels, values))


def access(language: str, operation: Operation, customer: str, device: str, moment: datetime) -> Shown:
    """Write down a change of what a customer signs in with."""
    title, effect = _ACCESS[language, operation]
    return Shown(title, _lines(_ABOUT[language], (customer, device, _moment(moment, language), effect)))


def grouped(iban: str) -> str:
    """Write an IBAN in groups of four, which no line break parts (ISO 13616, print format)."""
    return _NBSP.join(iban[start : start + _GROUP] for start in range(0, len(iban), _GROUP))


def long_day(day: date, language: str) -> str:
    """Write a day in full: « mardi 24 novembre 2026 », « 1er décembre », "Tuesday 24 November 2026"."""
    number = "1er" if language == "fr" and day.day == 1 else str(day.day)
    return f"{_DAYS[language][day.weekday()]} {number} {_MONTHS[language][day.month - 1]} {day.year}"


def _moment(moment: datetime, language: str) -> str:
    local = moment.astimezone(PARIS)
    time = f"{local:%H}{_NBSP}h{_NBSP}{local:%M}" if language == "fr" else f"{local:%H:%M}"
    return f"{long_day(local.date(), language)}, {time}"


def _lines(labels: Sequence[str], values: Sequence[str]) -> list[DocumentLine]:
    return [DocumentLine(label=label, value=value) for label, value in zip(labels, values, strict=True)]
