"""How the client looks on this computer: theme, language, size of the text. Nothing of a customer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject, QSettings, Signal

if TYPE_CHECKING:
    from pathlib import Path

THEMES: Final = ("light", "dark", "contrast")
LANGUAGES: Final = ("fr", "en")
TEXT_SCALES: Final = (100, 125, 150, 175, 200)


class Preferences(NamedTuple):
    """`text_scale` in per cent."""

    theme: str = "light"
    language: str = "fr"
    text_scale: int = 100


class PreferencesModel(QObject):
    """Keeps the preferences in `preferences.ini` of the data folder; an unreadable value counts as not set."""

    changed = Signal(object)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._file = QSettings(str(folder / "preferences.ini"), QSettings.Format.IniFormat)
        self.current = self._read()

    def set(self, *, theme: str | None = None, language: str | None = None, text_scale: int | None = None) -> None:
        """Change some of them, keep them, tell everyone."""
        self.current = Preferences(
            theme=theme or self.current.theme,
            language=language or self.current.language,
            text_scale=text_scale or self.current.text_scale,
        )
        for name, value in self.current._asdict().items():
            self._file.setValue(name, value)
        self._file.sync()
        self.changed.emit(self.current)

    def _read(self) -> Preferences:
        default = Preferences()
        theme = str(self._file.value("theme", default.theme))
        language = str(self._file.value("language", default.language))
        scale = str(self._file.value("text_scale", default.text_scale))
        return Preferences(
            theme=theme if theme in THEMES else default.theme,
            language=language if language in LANGUAGES else default.language,
            text_scale=int(scale) if scale.isdigit() and int(scale) in TEXT_SCALES else default.text_scale,
        )
