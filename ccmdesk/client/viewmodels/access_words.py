"""The client's words on the way in, on what is signed, and on what this computer keeps (see `words.sentence`)."""

from __future__ import annotations

from typing import Final

from ccmdesk.client.viewmodels.saying import QT_TRANSLATE_NOOP, Sentence, say, say_by, say_tries
from ccmdesk.core.errors import ErrorCode

_LEFT: Final = QT_TRANSLATE_NOOP("Words", "Il vous reste {} essais.")
_LAST: Final = QT_TRANSLATE_NOOP("Words", "Attention, c’est votre dernier essai avant le blocage de votre accès.")

_ENDED: Final = {
    "idle": QT_TRANSLATE_NOOP(
        "Words",
        "Vous avez été déconnecté après 5 minutes sans activité. Rien n’est perdu : reconnectez-vous pour continuer.",
    ),
    "screen_locked": QT_TRANSLATE_NOOP(
        "Words",
        "Vous avez été déconnecté parce que l’ordinateur a été verrouillé ou mis en veille. Rien n’est perdu : "
        "reconnectez-vous pour continuer.",
    ),
    "expired": QT_TRANSLATE_NOOP(
        "Words", "Votre session a atteint sa durée maximale. Rien n’est perdu : reconnectez-vous pour continuer."
    ),
    "disconnected": QT_TRANSLATE_NOOP(
        "Words",
        "Vous avez déconnecté cette session depuis un autre appareil. Si ce n’est pas vous, changez de mot de passe et "
        "appelez votre agence.",
    ),
    "device_forgotten": QT_TRANSLATE_NOOP(
        "Words",
        "Vous avez demandé d’oublier cet appareil depuis un autre : ses données ont été effacées. Si ce n’est pas "
        "vous, changez de mot de passe et appelez votre agence.",
    ),
    "password_changed": QT_TRANSLATE_NOOP(
        "Words",
        "Votre mot de passe a changé : reconnectez-vous avec le nouveau. Si ce n’est pas vous, appelez votre agence.",
    ),
    "authenticator": QT_TRANSLATE_NOOP(
        "Words",
        "Votre authentificateur a changé : reconnectez-vous avec le nouveau. Si votre agence vous a envoyé un mot de "
        "passe temporaire, passez par « C’est votre première connexion ? ». Si rien de cela ne vient de vous, "
        "appelez votre agence.",
    ),
    "locked": QT_TRANSLATE_NOOP(
        "Words",
        "Votre accès vient d’être bloqué après 5 essais infructueux. Votre argent est en sécurité. Appelez votre "
        "agence pour le débloquer.",
    ),
}
"""By `wire.access.EndReason`, and what this computer itself noticed."""

_UNTRUSTED: Final = {
    "expired": QT_TRANSLATE_NOOP(
        "Words",
        "Le certificat du serveur a expiré : rien ne lui a été envoyé. Vérifiez la date de cet ordinateur ; si elle "
        "est juste, appelez votre agence.",
    ),
    "not_yet_valid": QT_TRANSLATE_NOOP(
        "Words",
        "Le certificat du serveur n’est pas encore valable : rien ne lui a été envoyé. Vérifiez la date de cet "
        "ordinateur.",
    ),
    "self_signed": QT_TRANSLATE_NOOP(
        "Words",
        "Le serveur s’est présenté avec un certificat que personne ne garantit : rien ne lui a été envoyé. Ne "
        "continuez pas sur ce réseau et appelez votre agence si cela se répète.",
    ),
    "unknown_authority": QT_TRANSLATE_NOOP(
        "Words",
        "Le serveur n’est pas garanti par l’autorité de votre caisse : rien ne lui a été envoyé. Ne continuez pas sur "
        "ce réseau et appelez votre agence si cela se répète.",
    ),
    "wrong_host": QT_TRANSLATE_NOOP(
        "Words",
        "Le serveur qui a répondu porte un autre nom que celui de votre caisse : rien ne lui a été envoyé. Vérifiez "
        "l’adresse, puis appelez votre agence.",
    ),
    "pin": QT_TRANSLATE_NOOP(
        "Words",
        "La clé du serveur n’est pas celle que votre caisse a annoncée : rien ne lui a été envoyé. Ne continuez pas "
        "sur ce réseau et appelez votre agence.",
    ),
    "protocol": QT_TRANSLATE_NOOP(
        "Words",
        "La connexion proposée n’est pas assez protégée : rien n’a été envoyé. Ne continuez pas sur ce réseau et "
        "appelez votre agence si cela se répète.",
    ),
    "plain_http": QT_TRANSLATE_NOOP(
        "Words", "L’adresse du serveur doit commencer par « https:// » : rien n’a été envoyé en clair."
    ),
    "authority_unreadable": QT_TRANSLATE_NOOP(
        "Words",
        "Le fichier de l’autorité ou les empreintes de votre caisse ne sont pas lisibles : rien n’a été envoyé. "
        "Demandez-les de nouveau à votre agence.",
    ),
}

ACCESS_SENTENCES: Final[dict[ErrorCode, Sentence]] = {
    ErrorCode.SIGN_IN_FAILED: say_tries(
        QT_TRANSLATE_NOOP("Words", "La connexion a échoué : identifiant, mot de passe ou code incorrect."), _LEFT, _LAST
    ),
    ErrorCode.SESSION_ENDED: say_by(
        "reason",
        _ENDED,
        QT_TRANSLATE_NOOP("Words", "Votre session est terminée. Rien n’est perdu : reconnectez-vous pour continuer."),
    ),
    ErrorCode.SERVER_UNTRUSTED: say_by(
        "reason",
        _UNTRUSTED,
        QT_TRANSLATE_NOOP(
            "Words",
            "L’identité du serveur n’a pas pu être vérifiée : rien ne lui a été envoyé. Ne continuez pas sur ce "
            "réseau et appelez votre agence si cela se répète.",
        ),
    ),
    ErrorCode.CODE_WRONG: say_tries(
        QT_TRANSLATE_NOOP(
            "Words",
            "Ce code n’est pas celui que la banque attend. Attendez le suivant dans votre application, et vérifiez que "
            "l’heure de l’appareil est juste.",
        ),
        _LEFT,
        QT_TRANSLATE_NOOP("Words", "Attention, c’est le dernier essai : il faudrait ensuite tout recommencer."),
    ),
    ErrorCode.SIGNATURE_REFUSED: say_tries(
        QT_TRANSLATE_NOOP("Words", "La signature n’a pas été acceptée. Rien n’a été fait."), _LEFT, _LAST
    ),
    ErrorCode.ACCESS_LOCKED: say(
        QT_TRANSLATE_NOOP(
            "Words",
            "Après 5 essais infructueux, votre accès est bloqué. Votre argent est en sécurité. Appelez votre agence "
            "pour le débloquer.",
        )
    ),
    ErrorCode.CODE_MALFORMED: say(
        QT_TRANSLATE_NOOP("Words", "L’identifiant a 12 chiffres ; le code de votre application en a 6.")
    ),
    ErrorCode.OFFLINE_NOTHING_HERE: say(
        QT_TRANSLATE_NOOP(
            "Words",
            "La banque est injoignable et cet ordinateur ne garde pas encore vos comptes. Connectez-vous une "
            "première fois avec Internet.",
        )
    ),
    ErrorCode.OFFLINE_REFUSED: say(
        QT_TRANSLATE_NOOP(
            "Words", "L’identifiant ou le mot de passe ne permet pas d’ouvrir les données de cet ordinateur."
        )
    ),
    ErrorCode.PASSWORD_TOO_SHORT: say(QT_TRANSLATE_NOOP("Words", "Un mot de passe a 8 caractères au moins.")),
    ErrorCode.PASSWORD_TOO_LONG: say(QT_TRANSLATE_NOOP("Words", "Un mot de passe a 128 caractères au plus.")),
    ErrorCode.PASSWORD_INVALID: say(
        QT_TRANSLATE_NOOP(
            "Words",
            "Ce mot de passe contient un caractère qu’aucun clavier n’écrit. Choisissez-en un autre.",
        )
    ),
    ErrorCode.PASSWORD_COMMON: say(
        QT_TRANSLATE_NOOP(
            "Words",
            "Ce mot de passe est trop facile à deviner. Ajoutez-y des mots, des chiffres ou des signes sans "
            "lien entre eux.",
        )
    ),
    ErrorCode.PASSWORD_PERSONAL: say(
        QT_TRANSLATE_NOOP(
            "Words",
            "Ce mot de passe contient ce que d’autres savent de vous (nom, date de naissance, ville, numéro). "
            "Choisissez-en un autre.",
        )
    ),
    ErrorCode.PASSWORD_UNCHANGED: say(
        QT_TRANSLATE_NOOP(
            "Words",
            "Le nouveau mot de passe est le même que l’ancien. Choisissez-en un autre.",
        )
    ),
    ErrorCode.BIRTH_DATE_INVALID: say(
        QT_TRANSLATE_NOOP(
            "Words",
            "Écrivez votre date de naissance sous la forme JJ/MM/AAAA.",
        )
    ),
    ErrorCode.SIGNATURE_REQUIRED: say(
        QT_TRANSLATE_NOOP(
            "Words",
            "Ce montant demande votre signature. Rien n’a été transféré : signez pour continuer.",
        )
    ),
    ErrorCode.CHALLENGE_EXPIRED: say(
        QT_TRANSLATE_NOOP(
            "Words",
            "Le délai de signature de 5 minutes est passé. Rien n’a été fait : demandez une nouvelle signature.",
        )
    ),
    ErrorCode.RECEIPT_INVALID: say(QT_TRANSLATE_NOOP("Words", "Ce reçu n’est pas authentique, ou il a été modifié.")),
    ErrorCode.OFFLINE_CLOSED: say(
        QT_TRANSLATE_NOOP(
            "Words",
            "Après 5 essais infructueux, les données de cet ordinateur ne s’ouvrent plus sans la banque. Elles "
            "sont en sécurité : connectez-vous avec Internet pour les retrouver.",
        )
    ),
    ErrorCode.CACHE_TOO_NEW: say(
        QT_TRANSLATE_NOOP(
            "Words",
            "Les données de cet ordinateur ont été écrites par une version plus récente de CCM Desk. Elles "
            "n’ont pas été touchées : mettez CCM Desk à jour.",
        )
    ),
    ErrorCode.CACHE_REWOUND: say(
        QT_TRANSLATE_NOOP(
            "Words",
            "Une ancienne copie de vos données avait été remise sur cet ordinateur. Elle a été remplacée par "
            "celles de la banque.",
        )
    ),
    ErrorCode.KEYRING_LOCKED: say(
        QT_TRANSLATE_NOOP(
            "Words",
            "Le trousseau de cet ordinateur est verrouillé : vos données ne seront pas gardées après la "
            "fermeture. Déverrouillez-le, puis reconnectez-vous.",
        )
    ),
    ErrorCode.KEYRING_MISSING: say(
        QT_TRANSLATE_NOOP(
            "Words",
            "Cet ordinateur n’a pas de trousseau sûr : vos données ne seront pas gardées après la fermeture, "
            "et chaque connexion sera annoncée comme celle d’un nouvel appareil.",
        )
    ),
    ErrorCode.KEYRING_UNTRUSTED: say(
        QT_TRANSLATE_NOOP(
            "Words",
            "Le trousseau de cet ordinateur garde les secrets sans les protéger : CCM Desk ne s’en sert pas. "
            "Vos données ne seront pas gardées après la fermeture.",
        )
    ),
    ErrorCode.KEYRING_CHANGED: say(
        QT_TRANSLATE_NOOP(
            "Words",
            "La clé que gardait le trousseau de cet ordinateur a disparu ou changé. Vos données ont été "
            "reprises de la banque, et l’appareil est annoncé comme nouveau.",
        )
    ),
    ErrorCode.DATA_FORGOTTEN: say_by(
        "bank",
        {
            "untold": QT_TRANSLATE_NOOP(
                "Words",
                "Cet ordinateur ne garde plus aucune donnée de vos comptes. La banque n’a pas pu en être avertie : "
                "l’appareil reste dans votre liste, d’où vous pourrez l’oublier.",
            )
        },
        QT_TRANSLATE_NOOP("Words", "Cet ordinateur ne garde plus aucune donnée de vos comptes."),
    ),
}
"""Sentences by code; `words.sentence` says them."""
