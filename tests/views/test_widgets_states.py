from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QLocale, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget
from robots.showing import shown

from ccmdesk.client.widgets.banner import ICON_OF_KIND, KINDS, Chip, StatusBanner, Toast
from ccmdesk.client.widgets.empty_state import EmptyState, ErrorState
from ccmdesk.client.widgets.labels import AmountLabel, BigAmount, IconLabel, PlainLabel
from ccmdesk.client.widgets.screen import Card, PageHeader, Screen, compose

pytestmark = pytest.mark.usefixtures("theme")

# -- texts and amounts


@pytest.mark.parametrize("make", [PlainLabel, AmountLabel, BigAmount, IconLabel])
def test_labels_never_interpret_their_text(qtbot, make):
    label = shown(qtbot, make())
    label.setText("<b>gras</b>")
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert not label.openExternalLinks()


def test_every_label_of_every_widget_is_plain(qtbot):
    banner, toast_window = StatusBanner(), QWidget()
    for widget in (banner, toast_window, EmptyState(), ErrorState(), Chip(), PageHeader()):
        shown(qtbot, widget)
    Toast.show_in(toast_window, "Relevé enregistré")
    labels = [w for w in QApplication.allWidgets() if isinstance(w, QLabel)]
    assert labels
    assert [label.text() for label in labels if label.textFormat() is not Qt.TextFormat.PlainText] == []


@pytest.mark.parametrize(
    ("cents", "signed", "text", "kind"),
    [
        (123_456_789, False, "1\u202f234\u202f567,89\u00a0€", ""),
        (1_000, True, "+10,00\u00a0€", "credit"),
        (-1_000, True, "\u221210,00\u00a0€", ""),
        (0, True, "0,00\u00a0€", ""),
        (None, False, "", ""),
    ],
)
def test_amounts_say_their_sign(qtbot, french, cents, signed, text, kind):
    label = shown(qtbot, AmountLabel())
    label.set_amount(cents, signed=signed)
    assert label.text() == text
    assert (label.property("kind") or "") == kind
    assert label.cents() == cents
    assert label.alignment() == Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def test_amounts_follow_the_language(qtbot, french):
    label = shown(qtbot, AmountLabel())
    label.set_amount(123_456, signed=True)
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    QApplication.sendEvent(label, QEvent(QEvent.Type.LanguageChange))
    assert label.text() == "+€1,234.56"


# -- banners, toasts, chips


@pytest.mark.parametrize("kind", KINDS)
def test_banner_says_its_kind_with_an_icon(qtbot, kind):
    window = shown(qtbot, QWidget())
    banner = StatusBanner(window)
    assert banner.isHidden()
    banner.show_message(kind, "La banque n’a pas pu être jointe.")
    assert banner.isVisible()
    assert banner.property("kind") == kind
    assert banner.findChild(IconLabel).property("iconName") == ICON_OF_KIND[kind]
    assert banner.accessibleName() == banner.message_text() == "La banque n’a pas pu être jointe."
    banner.clear()
    assert banner.isHidden()


def test_banner_offers_an_action(qtbot):
    window = shown(qtbot, QWidget())
    banner = StatusBanner(window)
    banner.show_message("warning", "Vous êtes hors connexion.")
    button = banner.findChild(QPushButton, "bannerAction")
    assert button.isHidden()
    banner.show_message("warning", "Vous êtes hors connexion.", "Réessayer")
    with qtbot.waitSignal(banner.actionTriggered):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_toasts_replace_one_another_and_stay_at_the_foot(qtbot):
    window = shown(qtbot, QWidget())
    window.resize(600, 400)
    Toast.show_in(window, "Premier")
    toast = Toast.show_in(window, "Relevé enregistré")
    assert [t.text() for t in window.findChildren(Toast) if t.isVisible()] == ["Relevé enregistré"]
    window.resize(800, 500)
    assert toast.geometry().bottom() < 500
    assert abs(toast.geometry().center().x() - 400) <= 1


def test_chip_says_the_state_with_a_word_and_an_icon(qtbot):
    chip = shown(qtbot, Chip())
    for kind, text in (("success", "Exécuté"), ("neutral", "Brouillon")):
        chip.set_state(kind, text)
        assert (chip.text(), chip.accessibleName(), chip.property("kind")) == (text, text, kind)
        assert not chip.findChild(IconLabel).pixmap().isNull()


# -- nothing to show


def test_empty_state_says_what_to_do(qtbot):
    state = shown(qtbot, EmptyState())
    state.setProperty("title", "Aucun virement en cours")
    state.setProperty("action", "Effectuer un virement")
    with qtbot.waitSignal(state.actionTriggered):
        qtbot.mouseClick(state.findChild(QPushButton, "stateAction"), Qt.MouseButton.LeftButton)
    assert state.accessibleName() == "Aucun virement en cours"


def test_error_state_offers_to_try_again(qtbot):
    state = shown(qtbot, ErrorState())
    state.show_error("Vos comptes n’ont pas pu être lus", "Vos brouillons sont intacts.")
    button = state.findChild(QPushButton, "stateAction")
    assert (button.text(), button.isVisible()) == ("Réessayer", True)
    state.show_error("Vos comptes n’ont pas pu être lus", "Vos brouillons sont intacts.", "")
    assert button.isHidden()


# -- pages


class _Form:
    """A form as uic makes them, written out."""

    def setupUi(self, widget: QWidget) -> None:  # noqa: N802 -- uic’s name
        self.header = PageHeader(widget)
        self.card = Card(widget)
        self.button = QPushButton(self.card)
        self.button.setProperty("iconName", "send")
        self.words = "Virements"
        self.retranslateUi(widget)

    def retranslateUi(self, widget: QWidget) -> None:  # noqa: N802 -- uic’s name
        widget.setWindowTitle(self.words)
        self.header.setProperty("title", self.words)


def test_page_composes_its_form(qtbot):
    page = Screen()
    form = _Form()
    page.compose(form)
    shown(qtbot, page)
    assert page.title() == form.header.title_text() == form.header.accessibleName() == "Virements"
    assert not form.button.icon().isNull()


def test_page_follows_the_language(qtbot):
    page = Screen()
    form = _Form()
    page.compose(form)
    shown(qtbot, page)
    form.words = "Transfers"
    QApplication.sendEvent(page, QEvent(QEvent.Type.LanguageChange))
    assert page.title() == form.header.title_text() == "Transfers"


def test_dialogs_compose_too(qtbot):
    dialog = QDialog()
    compose(dialog, _Form())
    shown(qtbot, dialog)
    assert dialog.windowTitle() == "Virements"


def test_subtitle_takes_room_only_when_there_is_one(qtbot):
    header = shown(qtbot, PageHeader())
    header.set_title("Virements")
    bare = header.sizeHint().height()
    header.setProperty("subtitle", "Interne")
    assert header.sizeHint().height() > bare
    assert header.subtitle_text() == "Interne"


def test_no_line_of_a_label_begins_with_french_punctuation(qtbot):
    label = shown(qtbot, PlainLabel(text="Rien n’est perdu : « reconnectez-vous » ; d’accord ?"))
    assert label.text() == "Rien n’est perdu : « reconnectez-vous » ; d’accord ?"
    painted = QLabel.text(label)
    assert painted == "Rien n’est perdu\u202f: «\u202freconnectez-vous\u202f»\u202f; d’accord\u202f?"
    label.clear()
    assert (label.text(), QLabel.text(label)) == ("", "")
