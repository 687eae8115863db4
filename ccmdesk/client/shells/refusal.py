"""What a person sees when the client cannot start at all."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ccmdesk.client.widgets.empty_state import ErrorState
from ccmdesk.client.widgets.theme import apply_theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

SIZE = (560, 340)


def already_open() -> str:
    """Say that another client has the data folder."""
    return QCoreApplication.translate(
        "Refusal", "CCM Desk est déjà ouvert sur cet ordinateur. Retrouvez sa fenêtre, ou fermez-la d’abord."
    )


def no_folder(folder: str) -> str:
    """Say that the data folder cannot be used."""
    return QCoreApplication.translate(
        "Refusal", "Le dossier des données ne peut pas être utilisé : {}. Rien n’a été envoyé ni perdu."
    ).format(folder)


def make_refusal(text: str) -> ErrorState:
    """Make the window that says why."""
    window = ErrorState()
    window.setObjectName("refusal")
    window.setWindowTitle("CCM Desk")
    window.resize(*SIZE)
    title = QCoreApplication.translate("Refusal", "CCM Desk n’a pas pu s’ouvrir")
    window.show_error(title, text, QCoreApplication.translate("Refusal", "Fermer"))
    window.actionTriggered.connect(window.close)
    return window


def refuse(app: QApplication, text: str) -> int:
    """Say why on the standard error and in a window, until it is closed; returns the exit status."""
    sys.stderr.write(f"{text}\n")
    apply_theme(app)
    window = make_refusal(text)
    window.show()
    app.exec()
    return 2
