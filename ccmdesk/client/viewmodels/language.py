"""The language of the screen."""

from __future__ import annotations

from PySide6.QtCore import QLocale


def language() -> str:
    """Language of sentences and figures: « fr » or « en » (the default QLocale, set with the translator)."""
    return "en" if QLocale().language() == QLocale.Language.English else "fr"
