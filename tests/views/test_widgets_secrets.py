from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QGuiApplication
from robots.bank_desk import click
from robots.showing import shown

from ccmdesk.client.viewmodels.first_connection import qr_matrix
from ccmdesk.client.widgets.qr_code import QUIET, QrCode
from ccmdesk.client.widgets.secret_text import SecretText
from ccmdesk.client.widgets.strength_bar import StrengthBar
from ccmdesk.client.widgets.theme import apply_theme
from ccmdesk.client.widgets.tokens import THEMES

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
URI = f"otpauth://totp/CCM:501000000008?secret={SECRET}&issuer=CCM"
BLACK, WHITE = QColor(0, 0, 0).rgb(), QColor(255, 255, 255).rgb()
FINDER = ["1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"]


def clipboard():
    return QGuiApplication.clipboard()


# -- QR code -----------------------------------------------------------------------------------------------


@pytest.fixture(params=[(theme, scale) for theme in THEMES for scale in (100, 150, 200)], ids=str)
def look(qapp, request):
    apply_theme(qapp, *request.param)
    yield request.param
    apply_theme(qapp)


def test_every_module_is_whole_and_black_on_white_in_every_theme(qtbot, look):
    code = shown(qtbot, QrCode())
    matrix = qr_matrix(URI)
    code.set_matrix(matrix)
    code.resize(code.sizeHint())
    picture = code.grab().toImage()
    side, rest = divmod(picture.width(), len(matrix) + 2 * QUIET)
    assert picture.width() == picture.height()
    assert (side >= 3, rest) == (True, 0)
    for y in range(picture.height()):
        row, column = y // side - QUIET, 0
        for x in range(picture.width()):
            column = x // side - QUIET
            inside = 0 <= row < len(matrix) and 0 <= column < len(matrix)
            assert picture.pixel(x, y) == (BLACK if inside and matrix[row][column] else WHITE)


def test_a_wider_place_keeps_the_modules_whole_and_the_quiet_zone(qtbot):
    code = shown(qtbot, QrCode())
    code.set_matrix(qr_matrix(URI))
    code.setFixedSize(401, 377)
    colours = {code.grab().toImage().pixel(x, y) for x in range(401) for y in (0, 1, 200, 376)}
    assert colours == {BLACK, WHITE}


def test_the_matrix_is_that_of_a_qr_code():
    matrix = qr_matrix(URI)
    corner = ["".join("1" if module else "0" for module in row[:7]) for row in matrix[:7]]
    assert corner == FINDER
    assert (len(matrix) - 21) % 4 == 0  # ISO/IEC 18004: 21 modules a side, 4 more a version
    assert all(len(row) == len(matrix) for row in matrix)


def test_a_code_that_is_taken_away_leaves_white(qtbot):
    code = shown(qtbot, QrCode())
    code.set_matrix(qr_matrix(URI))
    code.clear()
    picture = code.grab().toImage()
    assert code.is_empty()
    assert {picture.pixel(x, y) for x in range(picture.width()) for y in range(picture.height())} == {WHITE}


# -- secret ------------------------------------------------------------------------------------------------


@pytest.fixture
def secret(qtbot):
    clipboard().clear()
    text = shown(qtbot, SecretText(clear_ms=10**6))
    text.set_secret(SECRET)
    return text


def test_a_secret_is_read_in_groups_and_copied_whole(secret):
    assert secret.text.text() == "JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP"
    assert "30 secondes après la copie" in secret.note.text()
    click(secret.copy_button)
    assert clipboard().text() == SECRET
    assert "sera vidé dans 30 secondes" in secret.note.text()


def test_clipboard_histories_are_asked_to_keep_nothing(secret):
    click(secret.copy_button)
    assert bytes(clipboard().mimeData().data("x-kde-passwordManagerHint")) == b"secret"


def test_half_a_minute_later_the_clipboard_is_empty(qtbot, secret):
    assert SecretText()._timer.interval() == 30_000
    secret._timer.setInterval(1)
    click(secret.copy_button)
    qtbot.waitUntil(lambda: clipboard().text() == "")
    assert secret.note.text() == "Le presse-papiers a été vidé."


def test_what_was_copied_since_is_not_touched(qtbot, secret):
    click(secret.copy_button)
    clipboard().setText("autre chose")
    secret._timer.setInterval(1)
    secret._timer.start()
    qtbot.waitUntil(lambda: not secret._timer.isActive())
    secret.clear()
    assert clipboard().text() == "autre chose"


@pytest.mark.parametrize("leave", [SecretText.hide, SecretText.clear, SecretText.close])
def test_whoever_leaves_takes_the_secret_out_of_the_clipboard(secret, leave):
    click(secret.copy_button)
    leave(secret)
    assert clipboard().text() == ""


def test_an_empty_secret_is_not_copied(secret):
    secret.clear()
    clipboard().setText("avant")
    click(secret.copy_button)
    assert clipboard().text() == "avant"


# -- strength ----------------------------------------------------------------------------------------------


def test_a_strength_always_has_its_word(qtbot):
    bar = shown(qtbot, StrengthBar())
    words = []
    for score in range(5):
        bar.set_score(score)
        words.append(bar.word())
        assert bar.accessibleName() == bar.word()
    assert len(set(words)) == 5
    bar.set_score(None)
    assert bar.word().startswith("8 caractères au moins")


def test_each_strength_looks_different(qtbot):
    bar = shown(qtbot, StrengthBar())
    bar.resize(300, 60)
    pictures = set()
    for score in (None, 0, 2, 3, 4):
        bar.set_score(score)
        pictures.add(bytes(bar._parts.grab().toImage().constBits()))
    assert len(pictures) == 5
