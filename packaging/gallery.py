"""Render every component in every state, theme and text size into PNGs: `python packaging/gallery.py DIR`.

For the eyes of whoever changes the design system; needs no display.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from gallery_secrets import secrets
from gallery_sheets import SHEETS
from PySide6.QtCore import QLocale, QSize, Qt
from PySide6.QtWidgets import QApplication, QWidget

from ccmdesk.client.widgets.banner import Toast
from ccmdesk.client.widgets.theme import apply_theme
from ccmdesk.client.widgets.tokens import THEMES


def render(app: QApplication, folder: Path, theme: str, text_scale: int) -> None:
    """Save each sheet in one theme and text size (percent)."""
    apply_theme(app, theme, text_scale)
    for name, (make, width) in (SHEETS | {"7-secrets": (secrets, 980)}).items():
        sheet = make()
        sheet.show()
        if width:
            wide = width * (100 + text_scale) // 200
            sheet.resize(QSize(wide, max(sheet.heightForWidth(wide), sheet.sizeHint().height())))
        focused = sheet.findChild(QWidget, "focused")
        if focused is not None:
            sheet.activateWindow()
            focused.setFocus(Qt.FocusReason.TabFocusReason)
        if name.startswith("3"):
            Toast.show_in(sheet, "Relevé enregistré")
        app.processEvents()
        sheet.grab().save(str(folder / f"{name}-{theme}-{text_scale}.png"))
        sheet.close()
        sheet.deleteLater()
        app.processEvents()


def main() -> int:
    """Run from a shell."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "gallery")
    folder.mkdir(parents=True, exist_ok=True)
    QLocale.setDefault(QLocale(QLocale.Language.French, QLocale.Country.France))
    app = QApplication(sys.argv[:1])
    for theme in THEMES:
        for text_scale in (100, 200):
            render(app, folder, theme, text_scale)
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
