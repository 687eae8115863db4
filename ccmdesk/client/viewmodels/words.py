"""The client's own words for every error code: what happened, what is safe, what to do next.

Codes come from rules, the server or the surroundings; sentences are chosen here and nowhere else, always
plain text.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from ccmdesk.client.viewmodels.language import language
from ccmdesk.core.errors import ErrorCode
from ccmdesk.core.money import format_amount

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ccmdesk.client.work import Failure


UNKNOWN: Final = "—"
"""Stands where a server sent no value, or one that makes no sense."""


def tr(text: str) -> str:
    """Translate one of this module's sentences."""
    return QCoreApplication.translate("Words", text)


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Mark a text for translation where it is listed (the name that lupdate looks for); PySide6's own is untyped."""
    return text


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
    if reason is ErrorCode.INSUFFICIENT_FUNDS:
        return QCoreApplication.translate("Words", "le solde disponible n’a pas suffi")
    if reason is ErrorCode.EXECUTION_DATE_CHANGED:
        return QCoreApplication.translate(
            "Words", "la date d’exécution a changé, une nouvelle confirmation est nécessaire"
        )
    if reason is ErrorCode.ACCOUNT_CLOSED:
        return QCoreApplication.translate("Words", "l’un des comptes est clôturé")
    if reason in {ErrorCode.DATE_PAST, ErrorCode.DATE_CLOSED, ErrorCode.DATE_TOO_FAR}:
        return QCoreApplication.translate("Words", "la date demandée ne convient plus")
    return QCoreApplication.translate("Words", "la banque ne l’a pas accepté")


def _say(text: str) -> Callable[[Mapping[str, str | int], str], str]:
    return lambda _details, _incident: tr(text)


def _money(text: str, name: str) -> Callable[[Mapping[str, str | int], str], str]:
    def say(details: Mapping[str, str | int], _incident: str) -> str:
        cents = details.get(name)
        return tr(text).format(amount(cents) if isinstance(cents, int) else UNKNOWN)

    return say


def _date(text: str, name: str) -> Callable[[Mapping[str, str | int], str], str]:
    def say(details: Mapping[str, str | int], _incident: str) -> str:
        try:
            told = long_day(iso_day(details.get(name, "")))
        except ValueError:
            told = UNKNOWN
        return tr(text).format(told)

    return say


def _tries(details: Mapping[str, str | int], _incident: str) -> str:
    left = details.get("tries_left")
    failed = QCoreApplication.translate("Words", "La connexion a échoué : identifiant, mot de passe ou code incorrect.")
    if left == 1:
        return (
            failed
            + " "
            + QCoreApplication.translate(
                "Words", "Attention, c’est votre dernier essai avant le blocage de votre accès."
            )
        )
    return (
        failed
        + " "
        + QCoreApplication.translate("Words", "Il vous reste {} essais.").format(
            left if isinstance(left, int) else UNKNOWN
        )
    )


def _incident(text: str) -> Callable[[Mapping[str, str | int], str], str]:
    return lambda details, incident: tr(text).format(incident or details.get("incident", UNKNOWN))


_SENTENCES: dict[ErrorCode, Callable[[Mapping[str, str | int], str], str]] = {
    ErrorCode.AMOUNT_INVALID: _say(
        QT_TRANSLATE_NOOP("Words", "Ce montant n’est pas lisible. Écrivez-le en euros, par exemple 1 234,56.")
    ),
    ErrorCode.AMOUNT_TOO_PRECISE: _say(
        QT_TRANSLATE_NOOP("Words", "Un montant a deux décimales au plus, par exemple 10,50.")
    ),
    ErrorCode.AMOUNT_NOT_POSITIVE: _say(QT_TRANSLATE_NOOP("Words", "Le montant doit être supérieur à zéro.")),
    ErrorCode.AMOUNT_TOO_LARGE: _say(
        QT_TRANSLATE_NOOP("Words", "Ce montant dépasse ce qu’un virement peut porter (999 999 999,99 €).")
    ),
    ErrorCode.INSUFFICIENT_FUNDS: _money(
        QT_TRANSLATE_NOOP("Words", "Ce montant dépasse le solde disponible du compte : {}."), "available"
    ),
    ErrorCode.LABEL_EMPTY: _say(QT_TRANSLATE_NOOP("Words", "Écrivez un libellé : il figurera sur vos relevés.")),
    ErrorCode.LABEL_TOO_LONG: _say(QT_TRANSLATE_NOOP("Words", "Le libellé a 140 caractères au plus.")),
    ErrorCode.LABEL_NOT_SEPA: _say(
        QT_TRANSLATE_NOOP(
            "Words",
            "Ce libellé contient des caractères que les banques n’échangent pas. Utilisez des lettres, des chiffres "
            "et la ponctuation courante, sans barre oblique au début, à la fin ou doublée.",
        )
    ),
    ErrorCode.DATE_INVALID: _say(QT_TRANSLATE_NOOP("Words", "Cette date n’existe pas.")),
    ErrorCode.DATE_PAST: _say(
        QT_TRANSLATE_NOOP("Words", "Cette date est passée. Choisissez aujourd’hui ou un jour à venir.")
    ),
    ErrorCode.DATE_CLOSED: _date(
        QT_TRANSLATE_NOOP("Words", "Les banques sont fermées ce jour-là. Prochain jour ouvré : {}."), "next"
    ),
    ErrorCode.DATE_TOO_FAR: _date(
        QT_TRANSLATE_NOOP("Words", "Un virement se prévoit un an à l’avance au plus, jusqu’au {}."), "limit"
    ),
    ErrorCode.SAME_ACCOUNT: _say(
        QT_TRANSLATE_NOOP("Words", "Le compte source et le compte cible sont le même. Choisissez-en un autre.")
    ),
    ErrorCode.ACCOUNT_UNKNOWN: _say(
        QT_TRANSLATE_NOOP("Words", "Ce compte ne fait pas partie de vos comptes. Rien n’a été transféré.")
    ),
    ErrorCode.ACCOUNT_CLOSED: _say(QT_TRANSLATE_NOOP("Words", "Ce compte est clôturé. Rien n’a été transféré.")),
    ErrorCode.TRANSFER_FORBIDDEN: _say(
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
    ErrorCode.SIGN_IN_FAILED: _tries,
    ErrorCode.ACCESS_LOCKED: _say(
        QT_TRANSLATE_NOOP(
            "Words",
            "Après 5 essais infructueux, votre accès est bloqué. Votre argent est en sécurité. Appelez votre agence "
            "pour le débloquer.",
        )
    ),
    ErrorCode.SESSION_ENDED: _say(
        QT_TRANSLATE_NOOP("Words", "Votre session est terminée. Rien n’est perdu : reconnectez-vous pour continuer.")
    ),
    ErrorCode.CODE_MALFORMED: _say(
        QT_TRANSLATE_NOOP("Words", "L’identifiant a 12 chiffres ; le code de votre application en a 6.")
    ),
    ErrorCode.IDEMPOTENCY_KEY_MISSING: _say(
        QT_TRANSLATE_NOOP("Words", "La demande était incomplète. Rien n’a été transféré ; recommencez.")
    ),
    ErrorCode.IDEMPOTENCY_KEY_REUSED: _say(
        QT_TRANSLATE_NOOP(
            "Words", "Cette demande a déjà été envoyée avec un autre contenu. Consultez vos virements en cours."
        )
    ),
    ErrorCode.REQUEST_INVALID: _say(
        QT_TRANSLATE_NOOP("Words", "La banque n’a pas pu lire la demande. Rien n’a été transféré.")
    ),
    ErrorCode.REQUEST_TOO_LARGE: _say(
        QT_TRANSLATE_NOOP("Words", "La demande est trop longue. Rien n’a été transféré.")
    ),
    ErrorCode.NOT_FOUND: _say(QT_TRANSLATE_NOOP("Words", "La banque ne connaît pas cet élément.")),
    ErrorCode.METHOD_NOT_ALLOWED: _say(
        QT_TRANSLATE_NOOP("Words", "Le service de la banque n’accepte pas cette demande. Mettez CCM Desk à jour.")
    ),
    ErrorCode.SERVER_BUSY: _say(
        QT_TRANSLATE_NOOP("Words", "Le service de la banque est très demandé. Réessayez dans un instant.")
    ),
    ErrorCode.SERVER_BUG: _incident(
        QT_TRANSLATE_NOOP(
            "Words",
            "Le service de la banque a rencontré un problème (incident {}). Vos comptes sont en sécurité ; réessayez "
            "plus tard.",
        )
    ),
    ErrorCode.SERVER_NOT_SET: _say(
        QT_TRANSLATE_NOOP(
            "Words",
            "Cet ordinateur n’est pas encore relié à votre caisse. Demandez l’adresse de son serveur à votre agence, "
            "puis lancez « ccmdesk --server https://… ».",
        )
    ),
    ErrorCode.SERVER_UNREACHABLE: _say(
        QT_TRANSLATE_NOOP("Words", "La banque est injoignable. Vérifiez votre connexion à Internet, puis réessayez.")
    ),
    ErrorCode.SERVER_UNTRUSTED: _say(
        QT_TRANSLATE_NOOP(
            "Words",
            "L’identité du serveur n’a pas pu être vérifiée : rien ne lui a été envoyé. Ne continuez pas sur ce "
            "réseau et appelez votre agence si cela se répète.",
        )
    ),
    ErrorCode.ANSWER_UNREADABLE: _say(
        QT_TRANSLATE_NOOP(
            "Words",
            "La réponse reçue n’est pas celle de la banque. Un réseau Wi-Fi public demande peut-être une "
            "identification.",
        )
    ),
    ErrorCode.OFFLINE_NOTHING_HERE: _say(
        QT_TRANSLATE_NOOP(
            "Words",
            "La banque est injoignable et cet ordinateur ne garde pas encore vos comptes. Connectez-vous une "
            "première fois avec Internet.",
        )
    ),
    ErrorCode.OFFLINE_REFUSED: _say(
        QT_TRANSLATE_NOOP(
            "Words", "L’identifiant ou le mot de passe ne permet pas d’ouvrir les données de cet ordinateur."
        )
    ),
    ErrorCode.OUTBOX_UNREADABLE: _say(
        QT_TRANSLATE_NOOP(
            "Words",
            "Les brouillons de cet ordinateur n’ont pas pu être relus et ont été mis de côté. Les virements déjà "
            "transmis ne sont pas touchés : vérifiez vos virements en cours.",
        )
    ),
    ErrorCode.DISK_UNAVAILABLE: _say(
        QT_TRANSLATE_NOOP(
            "Words",
            "Le disque de cet ordinateur refuse l’écriture. Rien n’a été envoyé ; libérez de la place et recommencez.",
        )
    ),
    ErrorCode.CLIENT_BUG: _incident(
        QT_TRANSLATE_NOOP(
            "Words",
            "CCM Desk a rencontré un problème (incident {}). Vos comptes sont en sécurité ; réessayez, ou signalez ce "
            "numéro à votre agence.",
        )
    ),
}
