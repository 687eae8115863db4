from __future__ import annotations

from PySide6.QtCore import QLockFile
from robots.bank_desk import click

from ccmdesk.client.app import _take_folder
from ccmdesk.client.shells.refusal import make_refusal


def test_one_client_a_folder(tmp_path, qapp):
    first, second = (QLockFile(str(tmp_path / "running.lock")) for _ in range(2))
    assert _take_folder(tmp_path, first) == ""
    assert "déjà ouvert" in _take_folder(tmp_path, second)
    first.unlock()
    assert _take_folder(tmp_path, second) == ""
    second.unlock()


def test_a_folder_that_cannot_be_used_is_said_by_name(tmp_path, qapp):
    (tmp_path / "file").write_text("")
    folder = tmp_path / "file" / "data"
    assert str(folder) in _take_folder(folder, QLockFile(str(folder / "running.lock")))


def test_the_refusal_is_a_window_that_closes(qtbot):
    window = make_refusal("Pourquoi.")
    qtbot.addWidget(window)
    window.show()
    assert window.title_text() == "CCM Desk n’a pas pu s’ouvrir"
    click(window.findChild(object, "stateAction"))
    assert not window.isVisible()
