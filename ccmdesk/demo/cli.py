"""`ccmdesk demo`: a bank, a mailbox, an authenticator and the client, all on this machine."""

from __future__ import annotations

import argparse
import os
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ccmdesk.core.clock import SystemClock, paris_date
from ccmdesk.demo.folder import DemoError, DemoFolder, usual_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

EXIT_FAILED: Final = 1
EXIT_NO_DISPLAY: Final = 3

NO_DISPLAY: Final = (
    "Aucun écran ici (ni DISPLAY ni WAYLAND_DISPLAY) : la démonstration ouvre une fenêtre.\n"
    "Sans écran, « ccmdesk demo --tour DOSSIER » (ou « python3 dev.py tour DOSSIER ») joue toute l’histoire et en "
    "garde les images."
)


def main(argv: Sequence[str]) -> int:
    """Run the demo, or its tour. Returns 0, 1 (failed, a sentence says why), 3 (no display)."""
    given = _parser().parse_args(argv)
    try:
        if given.tour:
            os.environ.setdefault("QT_QPA_PLATFORM", "" if has_display(os.environ) else "offscreen")
            from ccmdesk.demo.tour import run_tour

            return run_tour(Path(given.tour).resolve(), _say)
        if not has_display(os.environ):
            sys.stderr.write(f"{NO_DISPLAY}\n")
            return EXIT_NO_DISPLAY
        return _demo(DemoFolder(Path(given.folder or usual_folder()).resolve()), fresh=given.fresh)
    except DemoError as error:
        sys.stderr.write(f"ccmdesk demo : {error}\n")
        return EXIT_FAILED


def has_display(environment: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Whether Qt can open a window here (Windows and macOS always can)."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not platform.startswith("linux") or any(environment.get(name) for name in names)


def prepare(folder: DemoFolder, say: Callable[[str], None], *, fresh: bool = False) -> None:
    """Make the demo's folder, or take the one there is, with its missed day-ends caught up. Raises DemoError."""
    from ccmdesk.demo.seed import make_demo
    from ccmdesk.demo.server_process import ServerProcess

    if fresh or not folder.is_whole():
        if folder.was_made() and not fresh:
            say("La démonstration d’une version précédente est refaite")
        make_demo(folder, SystemClock(), say)
        return
    say(f"Démonstration retrouvée dans {folder.root} (--fresh la refait)")
    bank = ServerProcess(folder.bank)
    bank.migrate()
    yesterday = paris_date(SystemClock().now()) - timedelta(days=1)
    bank.day_end("--date", yesterday.isoformat())


def _demo(folder: DemoFolder, *, fresh: bool) -> int:
    from PySide6.QtCore import QLockFile

    from ccmdesk.demo.server_process import ServerProcess

    started = time.monotonic()
    try:
        folder.root.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise DemoError(f"Impossible d’écrire dans {folder.root} : {error.strerror}.") from error
    lock = QLockFile(str(folder.lock))
    if not lock.tryLock(0):
        raise DemoError(f"Une démonstration est déjà ouverte dans {folder.root}.")
    _say("CCM Desk, démonstration")
    prepare(folder, lambda text: _say(f"  {text} …"), fresh=fresh)
    with ServerProcess(folder.bank) as server:
        _say("  Serveur de la banque …")
        server.start()
        _say(f"  Prêt en {time.monotonic() - started:.1f} s : {server.url}")
        from ccmdesk.demo.stage import run

        return run(folder, server)


def _say(text: str) -> None:
    """Print at once, whatever the terminal can write."""
    encoding = sys.stdout.encoding or "ascii"
    print(text.encode(encoding, "replace").decode(encoding), flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="ccmdesk demo",
        description="Essayer CCM Desk : une banque de démonstration, son courrier, un authentificateur et le client.",
        allow_abbrev=False,
    )
    parser.add_argument("--folder", metavar="DOSSIER", help=f"où vit la démonstration ({usual_folder()})")
    parser.add_argument("--fresh", action="store_true", help="tout refaire : comptes et brouillons de l’essai d’avant")
    parser.add_argument("--tour", metavar="DOSSIER", help="jouer toute l’histoire et en garder une image par étape")
    return parser
