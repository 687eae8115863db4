"""« Enregistrer le reçu signé… »: the file that proves what was signed, where the customer wants it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QStandardPaths
from PySide6.QtWidgets import QFileDialog

from ccmdesk.client.widgets.banner import Toast
from ccmdesk.client.widgets.confirm_dialog import ConfirmDialog
from ccmdesk.core.clock import PARIS

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ccmdesk.client.sync.trust_views import ReceiptView


def ask_where(parent: QWidget, receipt: ReceiptView) -> QFileDialog:
    """Open the system's dialog for a JSON file, and write the receipt where it says."""
    translate = QCoreApplication.translate
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    dialog = QFileDialog(parent, translate("Receipt", "Enregistrer le reçu signé"), folder)
    dialog.setObjectName("saveReceipt")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(translate("Receipt", "Reçu signé (*.json)"))
    dialog.setDefaultSuffix("json")
    dialog.selectFile(file_name(receipt))
    dialog.fileSelected.connect(lambda path: save(parent, receipt, Path(path)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def file_name(receipt: ReceiptView) -> str:
    """Propose a name: the day, and enough of the receipt's own to tell two apart."""
    name = QCoreApplication.translate("Receipt", "recu-{0}-{1}.json")
    return name.format(f"{receipt.signed_at.astimezone(PARIS):%Y-%m-%d}", receipt.id[:8])


def save(parent: QWidget, receipt: ReceiptView, path: Path) -> None:
    """Write the file and say so; a disk that refuses is said too, and another place can be chosen."""
    translate = QCoreApplication.translate
    try:
        path.write_bytes(receipt.file)
    except OSError:
        _ask_again(parent, receipt)
        return
    Toast.show_in(parent.window(), translate("Receipt", "Reçu enregistré"))


def _ask_again(parent: QWidget, receipt: ReceiptView) -> None:
    translate = QCoreApplication.translate
    dialog = ConfirmDialog(
        parent,
        question=translate("Receipt", "Le reçu n’a pas pu être enregistré à cet endroit."),
        note=translate(
            "Receipt", "Rien n’est perdu : il reste dans « Mes reçus signés ». Choisissez un autre dossier."
        ),
        confirm=translate("Receipt", "Choisir un autre dossier"),
    )
    dialog.accepted.connect(lambda: ask_where(parent, receipt))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
