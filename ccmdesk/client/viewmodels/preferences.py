"""How the client looks on this computer: theme, language, size of the text. Nothing of a customer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QSettings

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
        self._path = folder / "preferences.ini"
        self._file: QSettings | None = None
        self.current = self._read() if self._path.exists() else Preferences()

    def set(self, *, theme: str | None = None, language: str | None = None, text_scale: int | None = None) -> None:
        """Change some of them, keep them, tell everyone."""
        self.current = Preferences(
            theme=theme or self.current.theme,
            language=language or self.current.language,
            text_scale=text_scale or self.current.text_scale,
        )
        file = self._open()
        for name, value in self.current._asdict().items():
            file.setValue(name, value)
        file.sync()
        self.changed.emit(self.current)

    def _open(self) -> QSettings:
        """Open the file; not before there is something in it or for it, as QSettings costs a start."""
        if self._file is None:
            from PySide6.QtCore import QSettings

            self._file = QSettings(str(self._path), QSettings.Format.IniFormat)
        return self._file

    def _read(self) -> Preferences:
        default, file = Preferences(), self._open()
        theme = str(file.value("theme", default.theme))
        language = str(file.value("language", default.language))
        scale = str(file.value("text_scale", default.text_scale))
        return Preferences(
            theme=theme if theme in THEMES else default.theme,
            language=language if language in LANGUAGES else default.language,
            text_scale=int(scale) if scale.isdigit() and int(scale) in TEXT_SCALES else default.text_scale,
        )
