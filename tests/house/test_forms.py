from __future__ import annotations

import importlib.util
from collections import Counter
from pathlib import PurePath

import pytest
from house.form_rules import findings
from house.repository import ROOT, tracked
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from ccmdesk.client.widgets import labels

CLASSES = [kind for kind in vars(labels).values() if isinstance(kind, type)]
LABELS = [kind for kind in CLASSES if issubclass(kind, QLabel) and kind is not QLabel]
FORMS = tracked("ui/**/*.ui")

FORM = """<ui version="4.0"><class>Page</class><widget class="QWidget" name="Page">{}</widget>
<customwidgets><customwidget><class>MoneyEdit</class><extends>QLineEdit</extends><header>x</header></customwidget>
</customwidgets></ui>"""
PLAIN = '<property name="textFormat"><enum>Qt::TextFormat::PlainText</enum></property>'


def _widget(kind: str, name: str, **properties: str) -> str:
    inner = "".join(f'<property name="{key}"><string>{text}</string></property>' for key, text in properties.items())
    return f'<widget class="{kind}" name="{name}">{inner}</widget>'


BAD = {
    "label of any format": _widget("QLabel", "a", text="x"),
    "rich label": _widget("QLabel", "a", textFormat="Qt::RichText"),
    "rich promoted label": _widget("Badge", "a", textFormat="Qt::TextFormat::MarkdownText"),
    "markup": _widget("PlainLabel", "a", text="&lt;b&gt;x&lt;/b&gt;"),
    "markup in a tip": _widget("QPushButton", "a", text="x", toolTip="&lt;p&gt;x"),
    "links": _widget("PlainLabel", "a", openExternalLinks="true"),
    "clickable links": _widget("PlainLabel", "a", textInteractionFlags="Qt::LinksAccessibleByMouse"),
    "browser": _widget("QTextBrowser", "a"),
    "same name twice": _widget("QFrame", "a") + _widget("QFrame", "a"),
    "no name": '<widget class="QFrame"/>',
    "silent field": _widget("QLineEdit", "a"),
    "silent promoted field": _widget("MoneyEdit", "a"),
    "silent in a silent field": '<widget class="FormField" name="f"><widget class="QLineEdit" name="a"/></widget>',
    "silent button": _widget("QToolButton", "a"),
    "silent table": _widget("QTableView", "a"),
    "buddy of nobody": _widget("PlainLabel", "a", buddy="b"),
}
GOOD = {
    "plain label": f'<widget class="QLabel" name="a">{PLAIN}</widget>',
    "promoted label": _widget("PlainLabel", "a", text="x < y &amp; z".replace("<", "&lt;")),
    "button": _widget("QPushButton", "a", text="Annuler"),
    "named field": _widget("QLineEdit", "a", accessibleName="Montant"),
    "field with a label": '<widget class="FormField" name="f"><property name="label"><string>X</string></property>'
    '<layout class="QVBoxLayout" name="l"><item><widget class="MoneyEdit" name="a"/></item></layout></widget>',
    "field with a buddy": _widget("PlainLabel", "l", buddy="a") + _widget("MoneyEdit", "a"),
}


@pytest.mark.parametrize("case", BAD)
def test_rule_catches(case):
    assert findings(FORM.format(BAD[case]))


@pytest.mark.parametrize("case", GOOD)
def test_rule_lets_pass(case):
    assert not findings(FORM.format(GOOD[case]))


def test_there_are_forms():
    assert FORMS


@pytest.mark.parametrize("path", FORMS)
def test_form_obeys(path):
    found = findings((ROOT / path).read_text(encoding="utf-8"))
    assert not found, f"\n{path}\n" + "\n".join(found)


def test_stems_are_unique():
    stems = Counter(PurePath(path).stem for path in FORMS)
    assert not [stem for stem, n in stems.items() if n > 1]


@pytest.fixture(scope="module")
def build_forms():
    spec = importlib.util.spec_from_file_location("build_forms", ROOT / "packaging" / "build_forms.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_compiled_forms_are_fresh(build_forms):
    assert not build_forms.is_stale(), "run: python packaging/build_forms.py"


def test_everything_is_translated(build_forms):
    assert not build_forms.untranslated()


@pytest.mark.parametrize("kind", LABELS)
def test_labels_are_plain_for_real(qtbot, kind):
    label = kind()
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText
