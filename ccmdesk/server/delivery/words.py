"""What the bank writes to its customers about their access: French, plain, without a link and without a secret."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ccmdesk.core.clock import PARIS

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Words:
    """An e-mail (subject, body) and the SMS that says the same in short."""

    subject: str
    body: str
    sms: str


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who writes: the caisse, and where it answers."""

    caisse: str
    phone: str


def access_locked(name: str, by: Signatory, moment: datetime) -> Words:
    """Say that five failures in a row have locked the access."""
    return Words(
        "Votre accès CCM Direct est bloqué",
        _letter(
            name,
            by,
            f"Le {_when(moment)}, cinq essais de connexion à votre espace CCM Direct ont échoué. Par sécurité, nous "
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
        _letter(
            name,
            by,
            f"Votre agence a débloqué votre accès CCM Direct le {_when(moment)}. Vous pouvez de nouveau vous "
            "connecter avec votre code abonné, votre mot de passe et votre code d’authentification.",
            f"Si vous ne l’avez pas demandé, appelez votre agence au {by.phone}.",
        ),
        f"{by.caisse} : votre accès CCM Direct est débloqué. Vous ne l’avez pas demandé ? Appelez le {by.phone}.",
    )


def new_installation(name: str, by: Signatory, moment: datetime) -> Words:
    """Say that someone signed in from an installation that was never used before."""
    return Words(
        "Connexion depuis un nouvel appareil",
        _letter(
            name,
            by,
            f"Une connexion à votre espace CCM Direct a eu lieu le {_when(moment)} depuis un appareil que vous "
            "n’aviez pas encore utilisé.",
            f"Si c’était vous, vous n’avez rien à faire. Sinon, appelez tout de suite votre agence au {by.phone}.",
        ),
        f"{by.caisse} : connexion depuis un nouvel appareil. Ce n’était pas vous ? Appelez le {by.phone}.",
    )


def _letter(name: str, by: Signatory, *paragraphs: str) -> str:
    promise = "Nous ne vous demanderons jamais vos codes, ni par message ni par téléphone."
    return "\n\n".join([f"Bonjour {name},", *paragraphs, promise, f"{by.caisse}\n{by.phone}"])


def _when(moment: datetime) -> str:
    """Day and time in Paris: « 24/11/2026 à 10 h 05 »."""
    return moment.astimezone(PARIS).strftime("%d/%m/%Y à %H h %M")
