"""The client's own words for every error code: what happened, what is safe, what to do next.

Codes come from rules, the server or the surroundings; sentences are chosen here and nowhere else, always
plain text.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDate, QLocale

from ccmdesk.client.viewmodels.access_words import ACCESS_SENTENCES
from ccmdesk.client.viewmodels.language import language
from ccmdesk.client.viewmodels.saying import QT_TRANSLATE_NOOP, UNKNOWN, say, say_incident, tr
from ccmdesk.core.errors import ErrorCode
from ccmdesk.core.money import format_amount

if TYPE_CHECKING:
    from ccmdesk.client.viewmodels.saying import Details, Sentence
    from ccmdesk.client.work import Failure


def amount(cents: int, *, signed: bool = False) -> str:
    """Write cents in the language of the screen."""
    return format_amount(cents, language(), signed=signed)


def day(when: date) -> str:
    """Write a day short: 21/10/2022, in English too (day first, as in the bank's own papers)."""
    return f"{when:%d/%m/%Y}"


def long_day(when: date) -> str:
    """Write a day long: « vendredi 21 octobre 2022 »."""
    return QLocale().toString(QDate(when.year, when.month, when.day), "dddd d MMMM yyyy")


def iso_day(text: str | int) -> date:
    """Read a day from the details of a failure."""
    return date.fromisoformat(str(text))


def sentence(failure: Failure) -> str:
    """Say a failure in words."""
    return _SENTENCES[failure.code](failure.details, failure.incident)


def rejection(reason: ErrorCode | None) -> str:
    """Say in a few words why the bank or the client turned an order down."""
    return tr(_REJECTIONS.get(reason, _REJECTED))


_REJECTED: Final = QT_TRANSLATE_NOOP("Words", "la banque ne l’a pas accepté")
_NO_SUCH_DAY: Final = QT_TRANSLATE_NOOP("Words", "la date demandée ne convient plus")
_SIGN_AGAIN: Final = QT_TRANSLATE_NOOP("Words", "la signature n’a pas été acceptée, signez de nouveau")
_REJECTIONS: Final[dict[ErrorCode | None, str]] = {
    ErrorCode.INSUFFICIENT_FUNDS: QT_TRANSLATE_NOOP("Words", "le solde disponible n’a pas suffi"),
    ErrorCode.EXECUTION_DATE_CHANGED: QT_TRANSLATE_NOOP(
        "Words", "la date d’exécution a changé, une nouvelle confirmation est nécessaire"
    ),
    ErrorCode.ACCOUNT_CLOSED: QT_TRANSLATE_NOOP("Words", "l’un des comptes est clôturé"),
    ErrorCode.DATE_PAST: _NO_SUCH_DAY,
    ErrorCode.DATE_CLOSED: _NO_SUCH_DAY,
    ErrorCode.DATE_TOO_FAR: _NO_SUCH_DAY,
    ErrorCode.SIGNATURE_REQUIRED: QT_TRANSLATE_NOOP("Words", "votre signature est nécessaire"),
    ErrorCode.SIGNATURE_REFUSED: _SIGN_AGAIN,
    ErrorCode.CHALLENGE_EXPIRED: _SIGN_AGAIN,
}


def _money(text: str, name: str) -> Sentence:
    def say(details: Details, _incident: str) -> str:
        cents = details.get(name)
        return tr(text).format(amount(cents) if isinstance(cents, int) else UNKNOWN)

    return say


def _date(text: str, name: str) -> Sentence:
    def say(details: Details, _incident: str) -> str:
        try:
            told = long_day(iso_day(details.get(name, "")))
        except ValueError:
            told = UNKNOWN
        return tr(text).format(told)

    return say


_SENTENCES: Final[dict[ErrorCode, Sentence]] = {
    **ACCESS_SENTENCES,
    ErrorCode.AMOUNT_INVALID: say(
        QT_TRANSLATE_NOOP("Words", "Ce montant n’est pas lisible. Écrivez-le en euros, par exemple 1 234,56.")
    ),
    ErrorCode.AMOUNT_TOO_PRECISE: say(
        QT_TRANSLATE_NOOP("Words", "Un montant a deux décimales au plus, par exemple 10,50.")
    ),
    ErrorCode.AMOUNT_NOT_POSITIVE: say(QT_TRANSLATE_NOOP("Words", "Le montant doit être supérieur à zéro.")),
    ErrorCode.AMOUNT_TOO_LARGE: say(
        QT_TRANSLATE_NOOP("Words", "Ce montant dépasse ce qu’un virement peut porter (999 999 999,99 €).")
    ),
    ErrorCode.INSUFFICIENT_FUNDS: _money(
        QT_TRANSLATE_NOOP("Words", "Ce montant dépasse le solde disponible du compte : {}."), "available"
    ),
    ErrorCode.LABEL_EMPTY: say(QT_TRANSLATE_NOOP("Words", "Écrivez un libellé : il figurera sur vos relevés.")),
    ErrorCode.LABEL_TOO_LONG: say(QT_TRANSLATE_NOOP("Words", "Le libellé a 140 caractères au plus.")),
    ErrorCode.LABEL_NOT_SEPA: say(
        QT_TRANSLATE_NOOP(
            "Words",
            "Ce libellé contient des caractères que les banques n’échangent pas. Utilisez des lettres, des chiffres "
            "et la ponctuation courante, sans barre oblique au début, à la fin ou doublée.",
        )
    ),
    ErrorCode.DATE_INVALID: say(QT_TRANSLATE_NOOP("Words", "Cette date n’existe pas.")),
    ErrorCode.DATE_PAST: say(
        QT_TRANSLATE_NOOP("Words", "Cette date est passée. Choisissez aujourd’hui ou un jour à venir.")
    ),
    ErrorCode.DATE_CLOSED: _date(
        QT_TRANSLATE_NOOP("Words", "Les banques sont fermées ce jour-là. Prochain jour ouvré : {}."), "next"
    ),
    ErrorCode.DATE_TOO_FAR: _date(
        QT_TRANSLATE_NOOP("Words", "Un virement se prévoit un an à l’avance au plus, jusqu’au {}."), "limit"
    ),
    ErrorCode.SAME_ACCOUNT: say(
        QT_TRANSLATE_NOOP("Words", "Le compte source et le compte cible sont le même. Choisissez-en un autre.")
    ),
    ErrorCode.ACCOUNT_UNKNOWN: say(
        QT_TRANSLATE_NOOP("Words", "Ce compte ne fait pas partie de vos comptes. Rien n’a été transféré.")
    ),
    ErrorCode.ACCOUNT_CLOSED: say(QT_TRANSLATE_NOOP("Words", "Ce compte est clôturé. Rien n’a été transféré.")),
    ErrorCode.TRANSFER_FORBIDDEN: say(
        QT_TRANSLATE_NOOP(
            "Words",
            "L’épargne ne s’échange qu’avec votre compte technique (DAV) : faites un virement vers le DAV, "
            "puis du DAV vers l’autre compte.",
        )
    ),
    ErrorCode.EXECUTION_DATE_CHANGED: _date(
        QT_TRANSLATE_NOOP(
            "Words",
            "La date d’exécution a changé : ce virement serait exécuté le {}. Rien n’a été transféré ; vérifiez et "
            "confirmez de nouveau.",
        ),
        "execution_on",
    ),
    ErrorCode.IDEMPOTENCY_KEY_MISSING: say(
        QT_TRANSLATE_NOOP("Words", "La demande était incomplète. Rien n’a été transféré ; recommencez.")
    ),
    ErrorCode.IDEMPOTENCY_KEY_REUSED: say(
        QT_TRANSLATE_NOOP(
            "Words", "Cette demande a déjà été envoyée avec un autre contenu. Consultez vos virements en cours."
        )
    ),
    ErrorCode.REQUEST_INVALID: say(
        QT_TRANSLATE_NOOP("Words", "La banque n’a pas pu lire la demande. Rien n’a été transféré.")
    ),
    ErrorCode.REQUEST_TOO_LARGE: say(QT_TRANSLATE_NOOP("Words", "La demande est trop longue. Rien n’a été transféré.")),
    ErrorCode.NOT_FOUND: say(QT_TRANSLATE_NOOP("Words", "La banque ne connaît pas cet élément.")),
    ErrorCode.METHOD_NOT_ALLOWED: say(
        QT_TRANSLATE_NOOP("Words", "Le service de la banque n’accepte pas cette demande. Mettez CCM Desk à jour.")
    ),
    ErrorCode.SERVER_BUSY: say(
        QT_TRANSLATE_NOOP("Words", "Le service de la banque est très demandé. Réessayez dans un instant.")
    ),
    ErrorCode.SERVER_BUG: say_incident(
        QT_TRANSLATE_NOOP(
            "Words",
            "Le service de la banque a rencontré un problème (incident {}). Vos comptes sont en sécurité ; réessayez "
            "plus tard.",
        )
    ),
    ErrorCode.SERVER_NOT_SET: say(
        QT_TRANSLATE_NOOP(
            "Words",
            "Cet ordinateur n’est pas encore relié à votre caisse. Demandez l’adresse de son serveur à votre agence, "
            "puis lancez « ccmdesk --server https://… ».",
        )
    ),
    ErrorCode.SERVER_UNREACHABLE: say(
        QT_TRANSLATE_NOOP("Words", "La banque est injoignable. Vérifiez votre connexion à Internet, puis réessayez.")
    ),
    ErrorCode.ANSWER_UNREADABLE: say(
        QT_TRANSLATE_NOOP(
            "Words",
            "La réponse reçue n’est pas celle de la banque. Un réseau Wi-Fi public demande peut-être une "
            "identification.",
        )
    ),
    ErrorCode.OUTBOX_UNREADABLE: say(
        QT_TRANSLATE_NOOP(
            "Words",
            "Les brouillons de cet ordinateur n’ont pas pu être relus et ont été mis de côté. Les virements déjà "
            "transmis ne sont pas touchés : vérifiez vos virements en cours.",
        )
    ),
    ErrorCode.DISK_UNAVAILABLE: say(
        QT_TRANSLATE_NOOP(
            "Words",
            "Le disque de cet ordinateur refuse l’écriture. Rien n’a été envoyé ; libérez de la place et recommencez.",
        )
    ),
    ErrorCode.CLIENT_BUG: say_incident(
        QT_TRANSLATE_NOOP(
            "Words",
            "CCM Desk a rencontré un problème (incident {}). Vos comptes sont en sécurité ; réessayez, ou signalez ce "
            "numéro à votre agence.",
        )
    ),
}
