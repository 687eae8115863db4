"""The sheets of the gallery: every component in every state, with the product's own French texts."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QTabBar,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ccmdesk.client.widgets.banner import KINDS, Chip, StatusBanner
from ccmdesk.client.widgets.busy_button import BusyButton
from ccmdesk.client.widgets.confirm_dialog import ConfirmDialog
from ccmdesk.client.widgets.date_edit import DateEdit, dress_calendar
from ccmdesk.client.widgets.detail_list import DetailList
from ccmdesk.client.widgets.edits import CodeEdit, MoneyEdit, PasswordEdit
from ccmdesk.client.widgets.empty_state import EmptyState, ErrorState
from ccmdesk.client.widgets.form_field import FormField
from ccmdesk.client.widgets.icons import set_icon
from ccmdesk.client.widgets.labels import AmountLabel, BigAmount, Divider, PlainLabel
from ccmdesk.client.widgets.screen import Card, PageHeader, Screen
from ccmdesk.client.widgets.side_menu import SideMenu
from ccmdesk.client.widgets.stepper import Stepper
from ccmdesk.client.widgets.theme import scaled
from ccmdesk.client.widgets.tokens import TYPE

if TYPE_CHECKING:
    from collections.abc import Callable

ICONS: Final = sorted(path.stem for path in (Path(__file__).parents[1] / "resources" / "icons").glob("*.svg"))


def _page(margin: int = 32) -> tuple[Screen, QVBoxLayout]:
    page = Screen()
    column = QVBoxLayout(page)
    column.setContentsMargins(margin, margin, margin, margin)
    column.setSpacing(24)
    return page, column


def _card(title: str = "") -> tuple[Card, QVBoxLayout]:
    card = Card()
    column = QVBoxLayout(card)
    column.setContentsMargins(24, 20, 24, 24)
    column.setSpacing(16)
    if title:
        column.addWidget(PlainLabel(text=title, role="heading"))
    return card, column


def _button(text: str, kind: str = "", icon: str = "", *, enabled: bool = True) -> QPushButton:
    button = QPushButton(text)
    if kind:
        button.setProperty("kind", kind)
    if icon:
        set_icon(button, icon)
    button.setEnabled(enabled)
    return button


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


def type_and_buttons() -> QWidget:
    """Type scale, buttons, icons."""
    page, column = _page()
    header = PageHeader()
    header.set_title("Bonjour Madame Valerie CCM Direct")
    header.set_subtitle("Voici vos comptes à la Caisse de Crédit Municipal de Nantes.")
    header.add_action(_button("Actualiser", icon="refresh-cw"))
    column.addWidget(header)
    card, inside = _card("Caractères")
    amount = BigAmount()
    amount.set_amount(123_456_789)
    inside.addWidget(amount)
    for role in (*list(TYPE)[1:], "strong", "label", "muted", "overline", "help", "error"):
        inside.addWidget(
            PlainLabel(text=f"{role} · Votre opération sera prise en compte sous 2 jours ouvrés", role=role)
        )
    column.addWidget(card)
    card, inside = _card("Boutons")
    busy = BusyButton()
    busy.setText("Confirmer")
    busy.set_busy(True, "Envoi en cours…")
    focused = _button("Focus clavier", "primary")
    focused.setObjectName("focused")
    inside.addLayout(_row(_button("Continuer", "primary"), focused, _button("Ajouter", "primary", "plus"), busy))
    inside.addLayout(
        _row(
            _button("Annuler"),
            _button("Imprimer", icon="printer"),
            _button("Quitter", "quiet", "log-out"),
            _button("Mot de passe oublié ?", "link"),
            _button("Supprimer le brouillon", "danger", "trash-2"),
        ),
    )
    inside.addLayout(_row(_button("Continuer", "primary", enabled=False), _button("Annuler", enabled=False)))
    column.addWidget(card)
    card, inside = _card("Icônes")
    grid = QGridLayout()
    for index, name in enumerate(ICONS):
        tool = QToolButton()
        set_icon(tool, name, ("text", "muted", "primary", "error")[index % 4])
        grid.addWidget(tool, index // 16, index % 16)
    inside.addLayout(grid)
    column.addWidget(card)
    column.addStretch(1)
    return page


def _field(label: str, editor: QWidget, help_text: str = "", error: str = "") -> FormField:
    field = FormField(label=label, editor=editor)
    if help_text:
        field.set_help(help_text)
    field.set_error(error)
    return field


def _combo() -> QComboBox:
    combo = QComboBox()
    combo.addItems(["60000220100 · Compte technique (DAV) · 20,00\u00a0€", "60000223600 · Livret · 15,00\u00a0€"])
    return combo


def fields() -> QWidget:
    """Fields in their states."""
    page, column = _page()
    stepper = Stepper()
    stepper.set_steps(["Saisie", "Récapitulatif", "Confirmation"], 1)
    column.addWidget(stepper)
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(20)
    money, wrong, secret, code, day = MoneyEdit(), MoneyEdit(), PasswordEdit(), CodeEdit(), DateEdit()
    money.setText("1 234,56")
    wrong.setText("12,345")
    secret.setText("motdepasse")
    code.setText("123 456")
    day.set_day(date(2022, 10, 21))
    empty, off, locked, focused = QLineEdit(), QLineEdit("60000220100"), QLineEdit("Lecture seule"), QLineEdit("50100")
    empty.setPlaceholderText("Facultatif")
    off.setEnabled(False)
    locked.setReadOnly(True)
    focused.setObjectName("focused")
    items = [
        _field("Je fais un virement interne depuis mon compte suivant", _combo()),
        _field("Montant", money, "Disponible : 20,00\u00a0€"),
        _field("Montant", wrong, error="Deux décimales au plus : les centimes sont la plus petite unité."),
        _field("À la date du", day),
        _field("Mot de passe", secret),
        _field("Code à 6 chiffres", code, "Ce code change toutes les 30 secondes."),
        _field("J’ajoute un libellé", empty, "140 caractères au plus"),
        _field("Identifiant de connexion ou code abonné (12 chiffres)", focused),
        _field("Compte", off),
        _field("Titulaire", locked),
    ]
    for index, item in enumerate(items):
        grid.addWidget(item, index // 2, index % 2, Qt.AlignmentFlag.AlignTop)
    column.addLayout(grid)
    column.addLayout(_checks())
    tabs = QTabBar()
    for name in ("Nouveau", "En cours", "Permanent", "Voir historique"):
        tabs.addTab(name)
    column.addWidget(tabs)
    column.addWidget(_calendar())
    column.addStretch(1)
    return page


def _checks() -> QHBoxLayout:
    made: list[QWidget] = []
    for kind in (QCheckBox, QRadioButton):
        for checked in (False, True):
            box = kind("Une seule fois" if kind is QRadioButton else "Se souvenir du code abonné")
            box.setAutoExclusive(False)
            box.setChecked(checked)
            made.append(box)
    disabled = QCheckBox("Indisponible")
    disabled.setChecked(True)
    disabled.setEnabled(False)
    return _row(*made, disabled)


def _calendar() -> QWidget:
    calendar = QCalendarWidget()
    dress_calendar(calendar)
    return calendar


def states() -> QWidget:
    """Banners, chips, empty and error states, toast, table."""
    page, column = _page()
    texts = {
        "info": "Données du mardi 24 novembre 2026 à 09:12. Vous êtes hors connexion.",
        "success": "Votre virement de 10,00\u00a0€ a été enregistré. Il sera exécuté le mercredi 25 novembre 2026.",
        "warning": "Dernier essai : au bout de 5 essais infructueux votre compte sera bloqué et nécessitera un appel "
        "à votre agence.",
        "error": "La banque n’a pas pu être jointe. Rien n’a été transféré.",
    }
    for kind in KINDS:
        banner = StatusBanner()
        banner.show_message(kind, texts[kind], {"info": "Réessayer", "success": "Voir"}.get(kind, ""))
        column.addWidget(banner)
    chips = []
    for kind, text in zip(
        ("neutral", "info", "success", "warning", "error"),
        ("Brouillon", "Enregistré", "Exécuté", "Envoi en cours", "Rejeté"),
        strict=True,
    ):
        chip = Chip()
        chip.set_state(kind, text)
        chips.append(chip)
    column.addLayout(_row(*chips))
    progress = QProgressBar()
    progress.setTextVisible(False)
    progress.setValue(40)
    column.addWidget(progress)
    column.addWidget(_table())
    row = QHBoxLayout()
    for state in (EmptyState(), ErrorState()):
        card, inside = _card()
        inside.addWidget(state)
        row.addWidget(card)
        if isinstance(state, ErrorState):
            state.show_error("Vos comptes n’ont pas pu être lus", "Vos opérations et vos brouillons sont intacts.")
        else:
            text = "Vos virements en attente d’exécution apparaîtront ici."
            state.set_content("Aucun virement en cours", text, "Effectuer un virement", "arrow-left-right")
    column.addLayout(row)
    column.addStretch(1)
    return page


def _table() -> QTableView:
    model = QStandardItemModel(0, 4)
    model.setHorizontalHeaderLabels(["Date", "Opération", "Compte", "Montant"])
    rows = [
        ("21/10/2022", "Virement occasionnel interne", "60000221000", "−10,00\u00a0€"),
        ("20/10/2022", "Dépôt au guichet", "60000220100", "+1\u202f200,00\u00a0€"),
        ("19/10/2022", "Intérêts de l’année", "60000223600", "+0,45\u00a0€"),
    ]
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    for texts in rows:
        model.appendRow([QStandardItem(text) for text in texts])
        model.item(model.rowCount() - 1, 3).setTextAlignment(right)
    model.horizontalHeaderItem(3).setTextAlignment(right)
    table = QTableView()
    model.setParent(table)
    table.setModel(model)
    table.setShowGrid(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(scaled(40))
    table.horizontalHeader().setStretchLastSection(True)
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    for column, width in enumerate((120, 280, 160)):
        table.setColumnWidth(column, scaled(width))
    table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    table.selectRow(1)
    table.setFixedHeight(scaled(170))
    return table


def dashboard() -> QWidget:
    """Compose a page as a view would: menu, header, cards."""
    window = QWidget()
    columns = QHBoxLayout(window)
    columns.setContentsMargins(0, 0, 0, 0)
    columns.setSpacing(0)
    menu = SideMenu()
    menu.setFixedWidth(scaled(230))
    entries = (("home", "house", "Tableau de bord"), ("savings", "piggy-bank", "Mon épargne"))
    for key, icon, text in (
        *entries,
        ("transfers", "arrow-left-right", "Virements"),
        ("me", "user", "Mes informations"),
    ):
        menu.add_entry(key, icon, text)
    menu.set_current("home")
    columns.addWidget(menu)
    page, column = _page()
    columns.addWidget(page, 1)
    header = PageHeader()
    header.set_title("Tableau de bord")
    header.set_subtitle("Dernière mise à jour : mardi 24 novembre 2026 à 09:12")
    header.add_action(_button("Effectuer un virement", "primary", "send"))
    column.addWidget(header)
    row = QHBoxLayout()
    row.setSpacing(16)
    row.addWidget(_account("Compte technique", "60000220100", 2_000))
    row.addWidget(_account("Livret", "60000223600", 1_500))
    column.addLayout(row)
    column.addWidget(_operations())
    column.addStretch(1)
    return window


def _account(name: str, number: str, cents: int) -> Card:
    card, inside = _card()
    inside.setSpacing(6)
    inside.addWidget(PlainLabel(text=name, role="subheading"))
    inside.addWidget(PlainLabel(text=number, role="caption"))
    amount = BigAmount()
    amount.set_amount(cents)
    inside.addWidget(amount)
    inside.addWidget(PlainLabel(text="Disponible", role="caption"))
    return card


def _operations() -> Card:
    card, inside = _card("Dernières opérations")
    for text, cents in (("Dépôt au guichet", 120_000), ("Virement occasionnel interne", -1_000)):
        line = QHBoxLayout()
        label = AmountLabel()
        label.set_amount(cents, signed=True)
        line.addWidget(PlainLabel(text=text), 1)
        line.addWidget(label)
        inside.addLayout(line)
        inside.addWidget(Divider())
    details = DetailList()
    iban = "FR76 1234 5000 0160 0002 2010 042"
    details.set_rows([("Titulaire", "VALERIE CCM DIRECT"), ("IBAN", iban), ("BIC", "CCMTR21XXX")])
    inside.addWidget(details)
    return card


def dialog() -> QWidget:
    """Show the confirmation."""
    return ConfirmDialog(
        question="Confirmez-vous ce virement interne ?",
        rows=[
            ("Depuis", "60000220100 · Compte technique"),
            ("Vers", "60000223600 · Livret"),
            ("Montant", "10,00\u00a0€"),
            ("Exécution", "mercredi 25 novembre 2026"),
        ],
        note="Votre opération sera prise en compte sous 2 jours ouvrés.",
    )


def menu() -> QWidget:
    """Show a context menu."""
    made = QMenu()
    for text in ("Renommer", "Supprimer le brouillon"):
        made.addAction(text)
    made.addSeparator()
    made.addAction("Indisponible").setEnabled(False)
    made.setActiveAction(made.actions()[0])
    return made


SHEETS: Final[dict[str, tuple[Callable[[], QWidget], int]]] = {
    "1-type-buttons": (type_and_buttons, 980),
    "2-fields": (fields, 980),
    "3-states": (states, 980),
    "4-dashboard": (dashboard, 1180),
    "5-dialog": (dialog, 0),
    "6-menu": (menu, 0),
}
