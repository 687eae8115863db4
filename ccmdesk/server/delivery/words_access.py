"""What the bank writes when a customer's access is given, restored or changed. See `words` for the rest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ccmdesk.server.delivery.words import Signatory, Words, letter, when

if TYPE_CHECKING:
    from datetime import datetime

_UNSAID: Final = re.compile(r"[^\w ’'()+.-]|\.(?![0-9])")
_SAID: Final = 40
"""Characters of what a device says of itself that a letter repeats."""


def access_opened(name: str, by: Signatory, _: datetime, *, code: str, until: datetime) -> Words:
    """Say that the agency has opened the access, with the subscriber code and what to do. E-mail only."""
    return Words(
        "Votre accès à votre espace client CCM Direct",
        letter(
            name,
            by,
            "Votre agence a ouvert votre accès à votre espace client CCM Direct.",
            f"Identifiant de connexion ou code abonné (12 chiffres) : {code}",
            _steps(until),
            "Au bout de 5 essais infructueux, votre compte sera bloqué et nécessitera un appel à votre agence.",
        ),
        "",
    )


def access_restored(name: str, by: Signatory, moment: datetime, *, until: datetime) -> Words:
    """Say that the agency has removed the authenticator (lost phone) and sends a temporary password. Never says it."""
    return Words(
        "Votre authentificateur a été retiré",
        letter(
            name,
            by,
            f"Le {when(moment)}, votre agence a retiré votre authentificateur à votre demande. Vos appareils ont été "
            "déconnectés. Votre code abonné ne change pas.",
            _steps(until),
            f"Si vous n’avez rien demandé, appelez tout de suite votre agence au {by.phone}.",
        ),
        f"{by.caisse} : votre authentificateur a été retiré. Vous ne l’avez pas demandé ? Appelez le {by.phone}.",
    )


def temporary_password(_name: str, by: Signatory, _: datetime, *, password: str, until: datetime) -> Words:
    """Give the temporary password. SMS only."""
    return Words(
        "Mot de passe temporaire",
        "",
        f"{by.caisse} : votre mot de passe temporaire CCM Direct est {password}\n"
        f"Il sert une seule fois, jusqu’au {when(until)}. Ne le donnez à personne, même à nous.",
        secret=True,
    )


def recovery_code(_name: str, by: Signatory, _: datetime, *, code: str, minutes: int) -> Words:
    """Give the code of a forgotten password. SMS only."""
    return Words(
        "Code pour changer de mot de passe",
        "",
        f"{by.caisse} : votre code pour choisir un nouveau mot de passe est {code}\n"
        f"Il sert une fois, pendant {minutes} minutes. Vous n’avez rien demandé ? Ne le donnez à personne et appelez "
        f"le {by.phone}.",
        secret=True,
    )


def first_connection(name: str, by: Signatory, moment: datetime, *, device: str, system: str) -> Words:
    """Say that the first connection is done."""
    return _told(
        name,
        by,
        "Votre première connexion est faite",
        f"Le {when(moment)}, vous avez activé votre espace client CCM Direct depuis l’appareil "
        f"{_named(device, system)}, avec votre authentificateur et votre propre mot de passe.",
        "première connexion à votre espace CCM Direct.",
    )


def password_changed(name: str, by: Signatory, moment: datetime) -> Words:
    """Say that the password was changed by someone who was signed in."""
    return _told(
        name,
        by,
        "Votre mot de passe a changé",
        f"Votre mot de passe CCM Direct a été changé le {when(moment)}. Vos autres appareils ont été déconnectés.",
        "votre mot de passe CCM Direct a changé.",
    )


def password_recovered(name: str, by: Signatory, moment: datetime) -> Words:
    """Say that a forgotten password was replaced."""
    return _told(
        name,
        by,
        "Votre mot de passe a été renouvelé",
        f"Votre mot de passe CCM Direct, oublié, a été renouvelé le {when(moment)}. Tous vos appareils ont été "
        "déconnectés : connectez-vous avec le nouveau.",
        "votre mot de passe CCM Direct, oublié, a été renouvelé.",
    )


def authenticator_changed(name: str, by: Signatory, moment: datetime) -> Words:
    """Say that the authenticator was replaced by someone who was signed in."""
    return _told(
        name,
        by,
        "Votre authentificateur a changé",
        f"Votre authentificateur CCM Direct a été remplacé le {when(moment)}. L’ancien ne donne plus de code valable, "
        "et vos autres appareils ont été déconnectés.",
        "votre authentificateur CCM Direct a changé.",
    )


def contact_changed(name: str, by: Signatory, moment: datetime) -> Words:
    """Say that the agency has changed the e-mail address or the phone number. Sent to the old and the new ones."""
    return _told(
        name,
        by,
        "Vos coordonnées ont changé",
        f"Le {when(moment)}, votre agence a changé l’adresse e-mail ou le numéro de mobile auxquels nous vous "
        "écrivons. Ce message part aux anciennes coordonnées et aux nouvelles.",
        "votre e-mail ou votre mobile a changé.",
    )


def new_device(name: str, by: Signatory, moment: datetime, *, device: str, system: str) -> Words:
    """Say that someone signed in from a device that was never used before."""
    return _told(
        name,
        by,
        "Connexion depuis un nouvel appareil",
        f"Une connexion à votre espace CCM Direct a eu lieu le {when(moment)} depuis un appareil que vous n’aviez pas "
        f"encore utilisé : {_named(device, system)}.",
        "connexion depuis un nouvel appareil.",
    )


def _named(device: str, system: str) -> str:
    """Name a device as it names itself, but let it write neither an address nor a sentence into our letters."""
    said, runs_on = (" ".join(_UNSAID.sub(" ", text)[:_SAID].split()) or "?" for text in (device, system))
    return f"« {said} » ({runs_on})"


def _told(name: str, by: Signatory, subject: str, fact: str, short: str) -> Words:
    """Tell a fact, and what to do if it was not the customer's doing."""
    advice = f"Si c’était vous, vous n’avez rien à faire. Sinon, appelez tout de suite votre agence au {by.phone}."
    return Words(
        subject,
        letter(name, by, fact, advice),
        f"{by.caisse} : {short} Ce n’était pas vous ? Appelez le {by.phone}.",
    )


def _steps(until: datetime) -> str:
    """List the steps of a first connection, in the words of the customers' guide."""
    return (
        "Pour activer votre espace client, suivez les étapes ci-dessous :\n"
        "1. Ouvrez CCM Desk et choisissez « C’est votre première connexion ? ».\n"
        "2. Renseignez votre code abonné, et le mot de passe temporaire que vous recevez par SMS. "
        f"Il sert une seule fois, jusqu’au {when(until)}.\n"
        "3. Sélectionnez le mode de double authentification de votre préférence : sur smartphone, ou sur ordinateur "
        "si vous n’avez pas de smartphone. Scannez le QR code, puis renseignez le code qui apparaît.\n"
        "4. Choisissez votre mot de passe (8 caractères mini.)."
    )
