"""Steps of the tour: a transfer that must be signed, and its receipt, which anyone can check."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QDialogButtonBox, QFileDialog

from ccmdesk.core.rules.transfers import AccountKind
from ccmdesk.demo.data import ETIENNE
from ccmdesk.demo.tour_driver import TourError
from ccmdesk.demo.tour_hands import euros, fill_transfer, orders, rows_of, sign, tab

if TYPE_CHECKING:
    from pathlib import Path

    from ccmdesk.demo.tour import Steps, Tour

AMOUNT: Final = "1\u202f200,00"
LABEL: Final = "avance sur travaux"
RECEIPT: Final = "recu-signe.json"


def _to_sign(tour: Tour) -> None:
    tab(tour, "new")
    source, target = (ETIENNE.account(kind).number for kind in (AccountKind.PASSBOOK, AccountKind.SIGHT))
    fill_transfer(tour, "1200", LABEL, source, target)
    tour.drive.click("TransferNew/reviewButton")
    tour.drive.wait_for("TransferNew/confirmButton")
    summary = rows_of(tour, "TransferNew/summaryDetails")
    tour.drive.click("TransferNew/confirmButton")
    tour.drive.wait_for("ConfirmDialog/confirmButton")
    tour.drive.click("ConfirmDialog/confirmButton")
    tour.drive.wait("où signer", expected=True, look=lambda: tour.drive.in_sight("SignDialog/code"))
    tour.drive.expect("ce qui est à signer", "Virement interne", tour.drive.text("SignDialog/titleLabel"))
    rows = rows_of(tour, "SignDialog/rowsList")
    shown = (rows.get("Montant"), rows.get("Libellé"))
    tour.drive.expect("montant et libellé de la banque", (euros(AMOUNT), LABEL), shown)
    day = rows.get("Date d’exécution", "")
    tour.drive.expect(
        f"date du récapitulatif, {day}", expected=True, seen=any(day and day in text for text in summary.values())
    )
    tour.drive.expect("bénéficiaire", ETIENNE.title, rows.get("Bénéficiaire"))
    tour.drive.expect("son IBAN", expected=True, seen=rows.get("Vers le compte", "").startswith("FR"))


def _signed(tour: Tour) -> None:
    sign(tour, ETIENNE)
    tour.drive.wait_for("TransferNew/doneCard")
    tour.drive.wait_for("TransferNew/receiptButton")


def _receipt(tour: Tour) -> None:
    tour.drive.click("TransferNew/receiptButton")
    tour.drive.wait_for("saveReceipt")
    path = tour.computer / RECEIPT
    dialog = tour.drive.find("saveReceipt", QFileDialog)
    dialog.selectFile(str(path))
    save = dialog.findChild(QDialogButtonBox)
    if save is not None:
        save.button(QDialogButtonBox.StandardButton.Save).click()
    tour.drive.wait("reçu enregistré", expected=True, look=path.is_file)
    status, said = _verify(tour, path)
    if status or "AUTHENTIQUE" not in said or euros(AMOUNT) not in said:
        raise TourError(f"ccmdesk verify\n    attendu : un reçu authentique\n    vu      : {status}\n{said}")
    forged = path.with_name("recu-faux.json")
    forged.write_bytes(path.read_bytes().replace(b"200,00", b"900,00"))
    status, said = _verify(tour, forged)
    if forged.read_bytes() == path.read_bytes() or status != 1:
        raise TourError(f"ccmdesk verify\n    attendu : un reçu faux refusé\n    vu      : {status}\n{said}")


def _in_the_list(tour: Tour) -> None:
    tab(tour, "ongoing")
    tour.drive.wait(
        "virement signé", [(euros(AMOUNT), "Validé")], lambda: [(order[2], order[3]) for order in orders(tour)]
    )


def _verify(tour: Tour, path: Path) -> tuple[int, str]:
    """Check a receipt with `ccmdesk verify`, which asks nobody: the bank's keys are those that the client keeps."""
    done = subprocess.run(  # noqa: S603 -- our own command
        [sys.executable, "-X", "utf8", "-m", "ccmdesk", "verify", str(path)],
        env={**os.environ, "CCMDESK_DATA": str(tour.computer)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


STEPS: Final[Steps] = (
    ("virement-a-signer", _to_sign),
    ("virement-signe", _signed),
    ("recu-enregistre", _receipt),
    ("virement-signe-en-cours", _in_the_list),
)
