"""« Mes appareils »: the installations that the bank knows, and how to have one forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ccmdesk.client.forms.information_devices import Ui_InformationDevices
from ccmdesk.client.views.information_table import InformationTable, Row
from ccmdesk.client.views.information_words import moment
from ccmdesk.client.widgets.confirm_dialog import ConfirmDialog
from ccmdesk.client.widgets.room import is_narrow
from ccmdesk.client.widgets.screen import Screen
from ccmdesk.client.widgets.theme import set_look

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ccmdesk.client.sync.trust_views import DeviceView
    from ccmdesk.client.viewmodels.information import Forgetting, InformationModel


class InformationDevicesScreen(Screen):
    """The list, and « Oublier cet appareil » for the selected one."""

    def __init__(self, model: InformationModel) -> None:
        super().__init__()
        self._model = model
        self.ui = Ui_InformationDevices()
        self.compose(self.ui)
        set_look(self.ui.forgetButton, kind="danger")
        self._table = InformationTable(self.ui.table, stretched=(0,))
        self.ui.table.selectionModel().selectionChanged.connect(self._offer)
        self.ui.forgetButton.clicked.connect(self._forget)
        model.ask_forget.connect(self._ask)
        model.changed.connect(self.refresh)
        self.refresh()

    def arrange(self) -> None:
        """Fold the first use below the device when room lacks."""
        self.refresh()
        self._table.dress()

    def retranslate(self) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Show the model's state."""
        access = self._model.state.access
        narrow = is_narrow(self)
        first, pair = self.tr("Première utilisation"), self.tr("{0} : {1}")
        headers = [self.tr("Appareil"), first, self.tr("Dernière utilisation")]
        rows = []
        for device in access.devices if access is not None else ():
            name = "\n".join((device.name, device.system, *self._remarks(device)))
            cells = [name, moment(device.first_seen_at), moment(device.last_seen_at)]
            if narrow:
                cells[:2] = [f"{name}\n{pair.format(first, cells[1])}"]
            rows.append(Row(device.id, tuple(cells), ("monitor", "success" if device.is_current else "muted")))
        if narrow:
            del headers[1]
        self._table.show_rows(headers, rows)
        self._offer()

    def _remarks(self, device: DeviceView) -> list[str]:
        remarks = [self.tr("Cet appareil")] if device.is_current else []
        if not device.lasting:
            remarks.append(self.tr("Ne garde rien après la session"))
        return remarks

    def _offer(self) -> None:
        self.ui.forgetButton.setEnabled(self._table.chosen() is not None and not self._model.state.busy)

    def _forget(self) -> None:
        access = self._model.state.access
        key = self._table.chosen()
        device = next((device for device in access.devices if device.id == key), None) if access is not None else None
        if device is not None:
            self._model.request_forgetting(device)

    def _ask(self, forgetting: Forgetting) -> None:
        device = forgetting.device
        dialog = forget_dialog(self, forgetting)
        dialog.accepted.connect(lambda: self._model.forget(device))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def forget_dialog(parent: QWidget, forgetting: Forgetting) -> ConfirmDialog:
    """Ask before a device is forgotten, and say what goes with it."""
    translate = QCoreApplication.translate
    device = forgetting.device
    if not device.is_current:
        note = translate(
            "Information",
            "Sa session est fermée aussitôt. Les données qu’il garde sont effacées dès qu’il joint la banque, et "
            "la prochaine connexion depuis lui sera annoncée comme celle d’un nouvel appareil.",
        )
    else:
        note = translate(
            "Information",
            "Vous serez déconnecté. Les comptes, les opérations et les clés que cet ordinateur garde pour vous seront "
            "effacés ; votre argent et vos virements déjà enregistrés à la banque ne sont pas touchés.",
        )
        if forgetting.unsent == 1:
            note += "\n" + translate(
                "Information", "Attention : un virement de cet ordinateur (brouillon ou envoi sans réponse) sera perdu."
            )
        elif forgetting.unsent:
            note += "\n" + translate(
                "Information",
                "Attention : {} virements de cet ordinateur (brouillons ou envois sans réponse) seront perdus.",
            ).format(forgetting.unsent)
    dialog = ConfirmDialog(
        parent,
        question=translate("Information", "Oublier cet appareil ?"),
        rows=[
            (translate("Information", "Appareil"), device.name),
            (translate("Information", "Système"), device.system),
        ],
        note=note,
        confirm=translate("Information", "Oublier cet appareil"),
    )
    set_look(dialog.ui.confirmButton, kind="danger")
    dialog.ui.cancelButton.setFocus()
    return dialog
