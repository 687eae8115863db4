"""What the bank writes to its customers: French, plain, without a link. Here: what letters are made of, and locks.

A secret (temporary password, code) is only ever in an SMS, and an SMS that has one says nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ccmdesk.core.clock import PARIS

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Words:
    """An e-mail (subject, body) and the SMS that says the same in short; empty where nothing is sent that way.

    `secret`: a text holds a code or a password, and is only ever kept sealed.
    """

    subject: str
    body: str
    sms: str
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who writes: the caisse, and where it answers."""

    caisse: str
    phone: str


def access_locked(name: str, by: Signatory, moment: datetime) -> Words:
    """Say that five failures in a row have locked the access."""
    return Words(
        "Votre accès CCM Direct est bloqué",
        letter(
            name,
            by,
            f"Le {when(moment)}, cinq essais de connexion à votre espace CCM Direct ont échoué. Par sécurité, nous "
            "avons bloqué votre accès. Votre argent et vos opérations ne sont pas concernés.",
            f"Pour le débloquer, appelez votre agence au {by.phone}. Si ces essais ne viennent pas de vous, "
            "dites-le-lui aussi.",
        ),
        f"{by.caisse} : votre accès CCM Direct est bloqué après cinq essais. Appelez votre agence au {by.phone}.",
    )


def access_unlocked(name: str, by: Signatory, moment: datetime) -> Words:
    """Say that the agency has unlocked the access."""
    return Words(
        "Votre accès CCM Direct est débloqué",
        letter(
            name,
            by,
            f"Votre agence a débloqué votre accès CCM Direct le {when(moment)}. Vous pouvez de nouveau vous "
            "connecter avec votre code abonné, votre mot de passe et votre code d’authentification.",
            f"Si vous ne l’avez pas demandé, appelez votre agence au {by.phone}.",
        ),
        f"{by.caisse} : votre accès CCM Direct est débloqué. Vous ne l’avez pas demandé ? Appelez le {by.phone}.",
    )


def letter(name: str, by: Signatory, *paragraphs: str) -> str:
    """Write an e-mail: the customer's name above, what we never ask and who writes below."""
    promise = "Nous ne vous demanderons jamais vos codes, ni par message ni par téléphone."
    return "\n\n".join([f"Bonjour {name},", *paragraphs, promise, f"{by.caisse}\n{by.phone}"])


def when(moment: datetime) -> str:
    """Day and time in Paris: « 24/11/2026 à 10 h 05 »."""
    return moment.astimezone(PARIS).strftime("%d/%m/%Y à %H h %M")
