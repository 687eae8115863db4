"""« Affichage »: theme, language, size of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QComboBox, QDialog, QWidget

from ccmdesk.client.forms.preferences import Ui_PreferencesForm
from ccmdesk.client.viewmodels.preferences import LANGUAGES, TEXT_SCALES, THEMES
from ccmdesk.client.widgets.screen import compose
from ccmdesk.client.widgets.theme import scaled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccmdesk.client.viewmodels.preferences import PreferencesModel


class PreferencesDialog(QDialog):
    """Each choice applies at once, to this dialog too."""

    def __init__(self, model: PreferencesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.ui = Ui_PreferencesForm()
        compose(self, self.ui)
        self.setMinimumWidth(scaled(380))
        self._fill()
        self.ui.theme.activated.connect(lambda index: model.set(theme=THEMES[index]))
        self.ui.language.activated.connect(lambda index: model.set(language=LANGUAGES[index]))
        self.ui.scale.activated.connect(lambda index: model.set(text_scale=TEXT_SCALES[index]))
        self.ui.closeButton.clicked.connect(self.accept)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.ui.retranslateUi(self)
            self._fill()

    def _fill(self) -> None:
        now = self._model.current
        themes = (self.tr("Claire"), self.tr("Sombre"), self.tr("Contraste élevé"))
        _offer(self.ui.theme, themes, THEMES.index(now.theme))
        _offer(self.ui.language, ("Français", "English"), LANGUAGES.index(now.language))
        scales = [f"{scale}\u00a0%" for scale in TEXT_SCALES]
        _offer(self.ui.scale, scales, TEXT_SCALES.index(now.text_scale))


def _offer(box: QComboBox, names: Sequence[str], current: int) -> None:
    box.clear()
    box.addItems(list(names))
    box.setCurrentIndex(current)
