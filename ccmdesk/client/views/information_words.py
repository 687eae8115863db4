"""How « Mes informations » says moments, authenticators and events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

from ccmdesk.client.viewmodels.saying import QT_TRANSLATE_NOOP
from ccmdesk.core.clock import PARIS
from ccmdesk.wire.access import AccessEvent, AuthenticatorKind

if TYPE_CHECKING:
    from datetime import datetime

KINDS: Final = {
    AuthenticatorKind.SMARTPHONE: QT_TRANSLATE_NOOP("Information", "Application sur smartphone"),
    AuthenticatorKind.WINDOWS: QT_TRANSLATE_NOOP("Information", "PC OTP Manager (Windows)"),
    AuthenticatorKind.CHROME: QT_TRANSLATE_NOOP("Information", "Extension Chrome"),
    AuthenticatorKind.FIREFOX: QT_TRANSLATE_NOOP("Information", "Extension Firefox"),
    AuthenticatorKind.EDGE: QT_TRANSLATE_NOOP("Information", "Extension Microsoft Edge"),
    AuthenticatorKind.PC: QT_TRANSLATE_NOOP("Information", "Application sur ordinateur"),
}
"""In the order of the guide."""

EVENTS: Final = {
    AccessEvent.ACCESS_OPENED: ("landmark", "muted", QT_TRANSLATE_NOOP("Information", "Accès ouvert par votre agence")),
    AccessEvent.FIRST_CONNECTION: ("log-in", "success", QT_TRANSLATE_NOOP("Information", "Première connexion")),
    AccessEvent.SIGNED_IN: ("log-in", "success", QT_TRANSLATE_NOOP("Information", "Connexion")),
    AccessEvent.SIGNED_IN_NEW_DEVICE: (
        "monitor",
        "warning",
        QT_TRANSLATE_NOOP("Information", "Connexion depuis un nouvel appareil"),
    ),
    AccessEvent.REFUSED: ("circle-x", "error", QT_TRANSLATE_NOOP("Information", "Mot de passe ou code refusé")),
    AccessEvent.LOCKED: ("lock", "error", QT_TRANSLATE_NOOP("Information", "Accès bloqué après 5 essais")),
    AccessEvent.UNLOCKED: ("landmark", "muted", QT_TRANSLATE_NOOP("Information", "Accès débloqué par votre agence")),
    AccessEvent.SIGNED_OUT: ("log-out", "muted", QT_TRANSLATE_NOOP("Information", "Déconnexion")),
    AccessEvent.DISCONNECTED: ("log-out", "warning", QT_TRANSLATE_NOOP("Information", "Session déconnectée par vous")),
    AccessEvent.DEVICE_FORGOTTEN: ("trash-2", "warning", QT_TRANSLATE_NOOP("Information", "Appareil oublié")),
    AccessEvent.PASSWORD_CHANGED: ("key-round", "warning", QT_TRANSLATE_NOOP("Information", "Mot de passe changé")),
    AccessEvent.PASSWORD_RECOVERED: (
        "key-round",
        "warning",
        QT_TRANSLATE_NOOP("Information", "Mot de passe oublié, puis renouvelé"),
    ),
    AccessEvent.AUTHENTICATOR_CHANGED: (
        "smartphone",
        "warning",
        QT_TRANSLATE_NOOP("Information", "Authentificateur changé"),
    ),
    AccessEvent.AUTHENTICATOR_REMOVED: (
        "smartphone",
        "warning",
        QT_TRANSLATE_NOOP("Information", "Authentificateur retiré par votre agence"),
    ),
    AccessEvent.CONTACT_CHANGED: ("mail", "warning", QT_TRANSLATE_NOOP("Information", "Coordonnées changées")),
}
"""Event → icon, its colour, words."""


def tr(text: str) -> str:
    """Translate one of this page's texts."""
    return QCoreApplication.translate("Information", text)


def kind_words(kind: AuthenticatorKind | None) -> str:
    """Say which authenticator; the bank does not know of one enrolled before it asked."""
    return tr(KINDS[kind]) if kind is not None else QCoreApplication.translate("Information", "Non précisé")


def moment(when: datetime) -> str:
    """Write a moment in the bank's zone: « 23/11/2026 à 10:05 »."""
    local = when.astimezone(PARIS)
    return QCoreApplication.translate("Information", "{0} à {1}").format(f"{local:%d/%m/%Y}", f"{local:%H:%M}")


def place(device_name: str, system: str) -> str:
    """Say from where: the device's name and its system, as far as they are known."""
    return " · ".join(part for part in (device_name, system) if part)
