"""« Affichage »: each choice applies at once, and is found again at the next start."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QLocale
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from robots.bank_desk import SignInRobot, click
from server.bank import ALICE

from ccmdesk.client.viewmodels.preferences import Preferences, PreferencesModel
from ccmdesk.client.views.preferences import PreferencesDialog
from ccmdesk.client.widgets.theme import colour, current_theme, text_scale
from ccmdesk.client.widgets.tokens import THEMES


@pytest.fixture
def dialog(rig):
    """« Affichage », opened from the sign-in page."""
    client = rig.start()
    click(client.window.entrance.ui.displayButton)
    shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, PreferencesDialog) and w.isVisible()]
    assert len(shown) == 1
    yield shown[0]
    if rig.client is not None:
        rig.client.preferences.set(theme="light", language="fr", text_scale=100)


def choose(box, index):
    box.setCurrentIndex(index)
    box.activated.emit(index)
    QApplication.processEvents()  # a change of language comes as a posted event


def test_every_choice_applies_at_once(rig, dialog):
    choose(dialog.ui.theme, 2)
    assert current_theme() == "contrast"
    assert colour("paper").name() == THEMES["contrast"]["paper"]
    choose(dialog.ui.scale, 4)
    assert text_scale() == 200
    assert rig.client.window.font().pixelSize() == 30
    choose(dialog.ui.language, 1)
    assert QLocale().language() == QLocale.Language.English
    assert dialog.windowTitle() == "Display"
    assert dialog.ui.theme.currentText() == "High contrast"
    assert SignInRobot(rig).ui.continueButton.text() == "Continue"


def test_choices_are_found_again(rig, dialog):
    choose(dialog.ui.theme, 1)
    choose(dialog.ui.scale, 2)
    choose(dialog.ui.language, 1)
    click(dialog.ui.closeButton)
    rig.stop()
    client = rig.start()
    assert client.preferences.current == Preferences("dark", "en", 150)
    assert (current_theme(), text_scale(), QLocale().language()) == ("dark", 150, QLocale.Language.English)
    assert SignInRobot(rig).ui.continueButton.text() == "Continue"
    client.preferences.set(theme="light", language="fr", text_scale=100)


def test_the_dialog_opens_on_what_is_in_force(rig):
    client = rig.start()
    client.preferences.set(theme="dark", text_scale=125)
    client.window.show_preferences()
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, PreferencesDialog) and w.isVisible())
    assert (dialog.ui.theme.currentText(), dialog.ui.scale.currentText()) == ("Sombre", "125\u00a0%")
    dialog.reject()
    client.preferences.set(theme="light", text_scale=100)


def test_a_choice_made_while_signed_in_keeps_everything_typed(signed_in):
    page = signed_in.shell.transfers.new
    signed_in.shell.show_page("transfers", "new")
    QTest.keyClicks(page.ui.amount, "12,50")
    page.ui.target.setCurrentIndex(page.ui.target.findData(f"{ALICE}1000"))
    preferences = signed_in.rig.client.preferences
    preferences.set(theme="contrast", language="en", text_scale=200)
    signed_in.rig.wait()
    assert page.ui.amount.text() == "12,50"
    assert page.ui.target.currentData() == f"{ALICE}1000"
    preferences.set(theme="light", language="fr", text_scale=100)


@pytest.mark.parametrize("content", ["", "theme=neon\nlanguage=de\ntext_scale=9000\n", "\0\0\0", "text_scale=-1\n"])
def test_a_file_that_makes_no_sense_counts_as_none(tmp_path, content):
    (tmp_path / "preferences.ini").write_text(f"[General]\n{content}", encoding="utf-8")
    assert PreferencesModel(tmp_path).current == Preferences()


class _Told(QWidget):
    """Keeps what changes it is told of, as every widget of its window is."""

    def __init__(self, parent) -> None:
        super().__init__(parent)
        self.kinds = []

    def changeEvent(self, event):  # noqa: N802 -- Qt's name
        super().changeEvent(event)
        self.kinds.append(event.type())

    def take(self):
        QApplication.processEvents()
        taken, self.kinds = self.kinds, []
        return [taken.count(kind) for kind in (QEvent.Type.LanguageChange, QEvent.Type.StyleChange)]


def test_a_change_of_one_leaves_the_others_alone(rig, dialog):
    """Nothing is dressed anew for a language, nothing translated anew for a size."""
    told, preferences = _Told(rig.client.window), rig.client.preferences
    told.take()
    preferences.set(language="en")
    assert told.take() == [1, 0]
    preferences.set(text_scale=150)
    assert told.take() == [0, 2]
    preferences.set(language="en", text_scale=150)
    assert told.take() == [0, 0]
