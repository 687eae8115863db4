"""The page « Opérations » on the real form, over a real desk and an encrypted cache."""

from __future__ import annotations

import pytest
from clientside.desks import Office
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from robots.bank_desk import click
from robots.operations import DAV, LIVRET, OperationsRobot, PostingStore

from ccmdesk.client.sync.views import Changes
from ccmdesk.client.viewmodels.operations import OperationsModel
from ccmdesk.client.views.operations import OperationsScreen
from ccmdesk.client.widgets.operations_model import Column
from ccmdesk.client.widgets.theme import apply_theme
from ccmdesk.client.work import Work


@pytest.fixture
def office(tmp_path):
    office = Office(tmp_path)
    yield office
    office.close()


@pytest.fixture
def store(office):
    return PostingStore(office.synced()._cache)


@pytest.fixture
def open_page(office, store, qtbot, qapp):
    """Show the page of an account over what the store has by then."""
    opened = []
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.French, QLocale.Country.France))
    apply_theme(qapp)

    def open_it(account=DAV, *, width=1100, text_scale=100):
        apply_theme(qapp, "light", text_scale)
        work = Work()
        model = OperationsModel(work, office.desks[0], debounce_ms=10)
        screen = OperationsScreen(model)
        qtbot.addWidget(screen)
        screen.resize(width, 760)
        opened.append(work)
        with qtbot.waitExposed(screen):
            screen.show()
        screen.activateWindow()
        model.open(account)
        robot = OperationsRobot(screen, work, qtbot)
        robot.wait()
        QApplication.processEvents()
        return robot

    yield open_it
    for work in opened:
        work.close()
    apply_theme(qapp)
    QLocale.setDefault(before)


def test_an_account_shows_its_name_numbers_balances_and_newest_operations(store, open_page):
    store.add(5_000, only=DAV)
    store.add(50, only=LIVRET)
    page = open_page()
    assert page.ui.header.title
    assert DAV in page.ui.header.subtitle
    assert page.ui.bookedAmount.text() == "20,00\u00a0€"
    assert page.count() == 5_000
    assert page.labels()[0].endswith(" 5000")
    first, last = page.ui.table.rows_in_sight()
    assert first == 1
    assert page.ui.count.text() == f"Affiche 1 à {last} de 5\u202f000 enregistrements"


def test_the_count_follows_the_scroll(store, open_page):
    store.add(5_000, only=DAV)
    page = open_page()
    bar = page.ui.table.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert page.ui.count.text().endswith("à 5\u202f000 de 5\u202f000 enregistrements")
    assert page.labels()[-1].endswith(" 1")


def test_search_as_one_types_ignores_accents_and_clears(store, open_page):
    store.add_line(10, label="PRÉLÈVEMENT Électricité")
    store.add_line(11, label="LOYER")
    page = open_page()
    page.search("electri")
    assert page.labels() == ["PRÉLÈVEMENT Électricité"]
    page.search("zzz")
    assert page.ui.empty.isVisible()
    assert page.ui.empty.title_text() == "Aucune opération ne correspond à votre recherche"
    page.ui.search.clear()
    page.wait()
    assert page.labels() == ["LOYER", "PRÉLÈVEMENT Électricité"]


def test_only_the_last_word_typed_is_looked_for(store, open_page):
    store.add(2_000, only=DAV)
    page = open_page()
    for text in ("l", "lo", "loyer"):
        page.screen._model.search(text)
        page.screen._model.reload()  # the pause between two strokes was long enough each time
    page.wait()
    assert page.screen._model.state.window.narrowed.search == "loyer"
    assert page.labels()
    assert all("LOYER" in label for label in page.labels())


def test_dates_and_amounts_narrow_and_the_button_clears_them(store, open_page):
    store.add_line(10, booked_on="2022-10-20", amount=-500, label="avant")
    store.add_line(11, booked_on="2022-10-21", amount=1_000, label="dedans")
    store.add_line(12, booked_on="2022-10-22", amount=123_456, label="apres")
    page = open_page()
    page.narrow(page.ui.fromEdit, "21/10/2022")
    assert page.labels() == ["apres", "dedans"]
    page.narrow(page.ui.mostEdit, "1 000,00")
    assert page.labels() == ["dedans"]
    assert page.ui.filterButton.text() == "Filtres (2)"
    click(page.ui.clearButton)
    page.wait()
    assert page.labels() == ["apres", "dedans", "avant"]
    assert page.ui.fromEdit.text() == page.ui.mostEdit.text() == ""
    assert not page.ui.clearButton.isVisible()


def test_an_amount_is_filtered_whatever_its_sign(store, open_page):
    store.add_line(10, amount=-5_000)
    store.add_line(11, amount=5_000)
    store.add_line(12, amount=10)
    page = open_page()
    page.narrow(page.ui.leastEdit, "50")
    assert page.count() == 2


@pytest.mark.parametrize(
    ("edit", "field", "text", "problem"),
    [
        ("fromEdit", "fromField", "31/02/2022", "Écrivez la date ainsi : 21/10/2022."),
        ("toEdit", "toField", "hier", "Écrivez la date ainsi : 21/10/2022."),
        ("leastEdit", "leastField", "1e400", "Écrivez le montant ainsi : 1 234,56."),
        ("mostEdit", "mostField", "-5", "Écrivez le montant ainsi : 1 234,56."),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field_and_narrows_nothing(store, open_page, edit, field, text, problem):
    store.add(30, only=DAV)
    page = open_page()
    page.narrow(getattr(page.ui, edit), text)
    assert getattr(page.ui, field).error() == problem
    assert page.count() == 30
    page.narrow(getattr(page.ui, edit), "")
    assert getattr(page.ui, field).error() == ""


def test_bounds_the_wrong_way_round_are_said(store, open_page):
    store.add(30, only=DAV)
    page = open_page()
    page.narrow(page.ui.fromEdit, "02/01/2021")
    page.narrow(page.ui.toEdit, "01/01/2021")
    assert page.ui.toField.error() == "La fin précède le début."
    page.narrow(page.ui.leastEdit, "10")
    page.narrow(page.ui.mostEdit, "5")
    assert page.ui.mostField.error() == "Le maximum est plus petit que le minimum."


def test_an_account_without_operations_says_so(store, open_page):
    page = open_page(LIVRET)
    assert page.ui.empty.isVisible()
    assert page.ui.empty.title_text() == "Aucune opération"
    assert not page.ui.tools.isVisible()


def test_an_unreadable_cache_is_an_error_and_retrying_mends_it(store, open_page):
    store.add(30, only=DAV)
    with store.cache.write() as connection:
        connection.exec_driver_sql("ALTER TABLE posting RENAME TO lost")
    page = open_page()
    assert page.ui.error.isVisible()
    assert not page.ui.empty.isVisible()
    with store.cache.write() as connection:
        connection.exec_driver_sql("ALTER TABLE lost RENAME TO posting")
    page.ui.error.actionTriggered.emit()
    page.wait()
    assert not page.ui.error.isVisible()
    assert page.count() == 30


def test_a_row_that_cannot_be_read_is_an_error_not_a_blank(store, open_page):
    store.add(5_000, only=DAV)
    page = open_page()
    with store.cache.write() as connection:
        connection.exec_driver_sql("ALTER TABLE posting RENAME TO lost")
    page.ui.table.verticalScrollBar().setValue(100_000)
    page.ui.table.grab()
    QApplication.processEvents()
    assert page.ui.error.isVisible()


def test_the_keyboard_goes_everywhere(store, open_page):
    store.add(1_000, only=DAV)
    page = open_page()
    table = page.ui.table
    table.setFocus(Qt.FocusReason.TabFocusReason)
    assert table.currentIndex().row() == 0
    page.press(Qt.Key.Key_Down)
    assert table.currentIndex().row() == 1
    page.press(Qt.Key.Key_End)
    assert table.currentIndex().row() == 999
    page.press(Qt.Key.Key_PageUp)
    assert 900 < table.currentIndex().row() < 999
    page.press(Qt.Key.Key_Home)
    assert table.currentIndex().row() == 0
    assert page.ui.details.isVisible()
    assert page.ui.detailTitle.text().endswith(" 1000")
    QTest.keyClick(table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.ui.search.hasFocus()


def test_tab_leaves_the_table(store, open_page):
    store.add(100, only=DAV)
    page = open_page()
    page.ui.table.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(page.ui.table, Qt.Key.Key_Tab)
    assert not page.ui.table.hasFocus()


def test_newer_operations_come_on_top_without_moving_what_is_read(store, open_page):
    store.add(1_000, only=DAV)
    page = open_page()
    table = page.ui.table
    table.setCurrentIndex(table.model().index(500, Column.LABEL))
    table.scrollTo(table.currentIndex())
    before, chosen = page.labels(), table.current_line()
    store.add(7, only=DAV)
    page.work.changed.emit(Changes.POSTINGS)
    page.wait()
    assert page.count() == 1_007
    assert table.current_line() == chosen
    assert page.labels() == before
    assert page.ui.detailTitle.text() == chosen.label


def test_the_iban_is_copied_from_the_model(store, open_page):
    store.add(1)
    page = open_page()
    click(page.ui.copyButton)
    assert QGuiApplication.clipboard().text() == page.screen._model.state.account.iban
    assert " " not in QGuiApplication.clipboard().text()


def test_a_screen_reader_gets_the_cell_and_the_whole_operation(store, open_page):
    store.add_line(10, label="LOYER", counterparty="AGENCE", amount=-65_000, balance=1_234_56, booked_on="2022-10-21")
    page = open_page()
    view = QAccessible.queryAccessibleInterface(page.ui.table)
    cells = [view.child(number) for number in range(view.childCount())]
    names = [cell.text(QAccessible.Text.Name) for cell in cells]
    assert {"21/10/2022", "LOYER, AGENCE", "débit de 650,00\u00a0€", "1\u202f234,56\u00a0€"} <= set(names)
    cell = cells[names.index("débit de 650,00\u00a0€")]
    told = "21/10/2022, LOYER, AGENCE, débit de 650,00\u00a0€, solde après : 1\u202f234,56\u00a0€"
    assert cell.text(QAccessible.Text.Description) == told
    assert view.text(QAccessible.Text.Name) == "Opérations"


def test_signs_say_what_colours_say(store, open_page):
    store.add_line(10, amount=-1_000)
    store.add_line(11, amount=123_456_789)
    page = open_page()
    model = page.ui.table.model()
    assert model.index(0, Column.AMOUNT).data() == "+1\u202f234\u202f567,89\u00a0€"
    assert model.index(1, Column.AMOUNT).data() == "\u221210,00\u00a0€"
    assert model.index(0, Column.AMOUNT).data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight


def test_all_accounts_name_the_account_of_each_operation(store, open_page):
    store.add(40)
    page = open_page(None)
    assert page.count() == 40
    assert not page.ui.table.isColumnHidden(Column.ACCOUNT)
    assert not page.ui.summary.isVisible()


@pytest.mark.parametrize(("width", "text_scale", "compact"), [(1100, 100, False), (520, 100, True), (760, 200, True)])
def test_a_narrow_table_puts_day_and_balance_on_second_lines(store, open_page, width, text_scale, compact):
    store.add(40, only=DAV)
    page = open_page(width=width, text_scale=text_scale)
    table = page.ui.table
    assert table.is_compact() is compact
    widths = [table.columnWidth(column) for column in Column if not table.isColumnHidden(column)]
    assert sum(widths) <= table.viewport().width()


def test_labels_are_never_taken_for_markup(store, open_page):
    store.add_line(10, label="<b>gras</b> <img src=x>")
    page = open_page()
    page.ui.table.setFocus(Qt.FocusReason.TabFocusReason)
    assert page.ui.detailTitle.text() == "<b>gras</b> <img src=x>"
    assert page.ui.detailTitle.textFormat() == Qt.TextFormat.PlainText
