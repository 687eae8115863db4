from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

FORM = """<ui version="4.0"><class>{name}</class><widget class="QWidget" name="{name}">
<layout class="QVBoxLayout" name="column"><item><widget class="PlainLabel" name="greeting">
<property name="text"><string>Bonjour</string></property>
<property name="textFormat"><enum>Qt::TextFormat::PlainText</enum></property>
<property name="alignment"><set>Qt::AlignmentFlag::AlignRight|Qt::AlignmentFlag::AlignTop</set></property>
</widget></item></layout></widget>
<customwidgets><customwidget><class>PlainLabel</class><extends>QLabel</extends><header>{header}</header></customwidget>
</customwidgets></ui>"""
HEADER = "ccmdesk.client.widgets.labels"


@pytest.fixture(scope="module")
def builder():
    spec = importlib.util.spec_from_file_location("build_forms", ROOT / "packaging" / "build_forms.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def tree(tmp_path):
    """Make a small checkout: the real resources and tokens, one form."""
    shutil.copytree(ROOT / "resources", tmp_path / "resources")
    widgets = tmp_path / "ccmdesk" / "client" / "widgets"
    widgets.mkdir(parents=True)
    for name in ("tokens.py", "sheet.py"):
        shutil.copy(ROOT / "ccmdesk" / "client" / "widgets" / name, widgets)
    (tmp_path / "ui" / "shared").mkdir(parents=True)
    _write_form(tmp_path, "greeting", "Greeting")
    return tmp_path


def _write_form(tree: Path, stem: str, name: str, header: str = HEADER) -> Path:
    path = tree / "ui" / "shared" / f"{stem}.ui"
    path.write_text(FORM.format(name=name, header=header), "utf-8")
    return path


def _forms(tree: Path) -> Path:
    return tree / "ccmdesk" / "client" / "forms"


def test_second_build_does_nothing(builder, tree):
    assert builder.is_stale(tree)
    assert builder.build(tree)
    made = {path.name: path.stat().st_mtime_ns for path in _forms(tree).iterdir()}
    assert {"__init__.py", "greeting.py", "ccmdesk.rcc", "stamp"} <= made.keys()
    assert not builder.is_stale(tree)
    assert not builder.build(tree)
    assert made == {path.name: path.stat().st_mtime_ns for path in _forms(tree).iterdir()}


@pytest.mark.parametrize(
    "changed",
    [
        "ui/shared/greeting.ui",
        "resources/themes/desk.qss",
        "resources/icons/house.svg",
        "ccmdesk/client/widgets/tokens.py",
    ],
)
def test_any_changed_input_makes_it_stale(builder, tree, changed):
    builder.build(tree)
    path = tree / changed
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")
    assert builder.is_stale(tree)


def test_a_lost_output_makes_it_stale(builder, tree):
    builder.build(tree)
    (_forms(tree) / "ccmdesk.rcc").unlink()
    assert builder.is_stale(tree)


def test_a_removed_form_leaves_no_code_behind(builder, tree):
    extra = _write_form(tree, "farewell", "Farewell")
    builder.build(tree)
    assert (_forms(tree) / "farewell.py").exists()
    extra.unlink()
    builder.build(tree)
    assert not (_forms(tree) / "farewell.py").exists()


def test_forms_are_cheap_to_load(builder, tree):
    """No unused class, and no `Qt` for the sake of an enumerated property."""
    builder.build(tree)
    code = (_forms(tree) / "greeting.py").read_text("utf-8")
    imported = {
        line.split(" import ")[0] + ":" + line.split(" import ")[1] for line in code.splitlines() if " import " in line
    }
    assert imported == {
        "from PySide6.QtCore:QCoreApplication, QMetaObject",
        "from PySide6.QtWidgets:QVBoxLayout",
        "from ccmdesk.client.widgets.labels:PlainLabel",
    }
    assert '.setProperty("textFormat", 0)' in code
    assert '.setProperty("alignment", 34)' in code


def test_build_is_reproducible(builder, tree):
    builder.build(tree)
    first = {path.name: path.read_bytes() for path in _forms(tree).iterdir() if path.is_file()}
    shutil.rmtree(_forms(tree))
    builder.build(tree)
    assert first == {path.name: path.read_bytes() for path in _forms(tree).iterdir() if path.is_file()}


def test_two_forms_of_one_class_are_refused(builder, tree):
    _write_form(tree, "other", "Greeting")
    with pytest.raises(builder.BuildError, match="Greeting"):
        builder.build(tree)


def test_a_promoted_widget_without_a_module_is_refused(builder, tree):
    _write_form(tree, "greeting", "Greeting", header="labels.h")
    with pytest.raises(builder.BuildError, match=r"labels\.h"):
        builder.build(tree)


def test_a_broken_form_is_named(builder, tree):
    (tree / "ui" / "shared" / "broken.ui").write_text("<ui>", "utf-8")
    with pytest.raises(builder.BuildError, match=r"broken\.ui"):
        builder.build(tree)


def test_a_hole_that_is_no_token_is_named(builder, tree):
    sheet = tree / "resources" / "themes" / "desk.qss"
    sheet.write_text(sheet.read_text("utf-8") + "QLabel { color: $teal; }", "utf-8")
    with pytest.raises(builder.BuildError, match="teal"):
        builder.build(tree)


def test_a_missing_resource_is_an_error(builder, tree):
    (tree / "resources" / "icons" / "house.svg").unlink()
    with pytest.raises(builder.BuildError, match="rcc"):
        builder.build(tree)


def test_a_failed_build_leaves_the_old_one_stale(builder, tree):
    builder.build(tree)
    (tree / "ui" / "shared" / "greeting.ui").write_text("<ui>", "utf-8")
    with pytest.raises(builder.BuildError):
        builder.build(tree)
    assert builder.is_stale(tree)
    assert (_forms(tree) / "greeting.py").exists()


def test_translations_are_collected_from_code_and_forms(builder, tree):
    code = "class Door:\n    def knock(self):\n        return self.tr('Entrez')\n"
    (tree / "ccmdesk" / "client" / "door.py").write_text(code, "utf-8")
    builder.update_translations(tree)
    assert sorted(builder.untranslated(tree)) == ["Bonjour", "Entrez"]
    source = tree / "resources" / "i18n" / "ccmdesk_en.ts"
    document = ET.parse(source)  # noqa: S314 -- our own file
    for message in document.getroot().iter("message"):
        translation = message.find("translation")
        translation.attrib.pop("type")
        translation.text = {"Bonjour": "Good morning", "Entrez": "Come in"}[message.findtext("source")]
    document.write(source, "utf-8")
    builder.update_translations(tree)
    assert builder.untranslated(tree) == []
    builder.build(tree)
    assert (_forms(tree) / "ccmdesk_en.qm").stat().st_size > 0


def test_a_string_that_would_never_be_found_is_refused(builder, tree):
    (tree / "ccmdesk" / "client" / "door.py").write_text("def knock():\n    return tr('Entrez')\n", "utf-8")
    with pytest.raises(builder.BuildError, match="Entrez"):
        builder.update_translations(tree)


def test_every_resource_is_listed():
    collection = ET.parse(ROOT / "resources" / "ccmdesk.qrc")  # noqa: S314 -- our own file
    listed = {entry.text for entry in collection.getroot().iter("file")}
    kinds = {"icons": "*.svg", "fonts": "*.ttf", "brand": "*.*"}
    present = {
        path.relative_to(ROOT / "resources").as_posix()
        for folder, pattern in kinds.items()
        for path in (ROOT / "resources" / folder).glob(pattern)
    }
    assert present <= listed


def test_licences_travel_with_fonts_and_icons():
    folder = ROOT / "resources"
    assert "SIL OPEN FONT LICENSE" in (folder / "fonts" / "OFL-Inter.txt").read_text("utf-8").upper()
    assert "SIL OPEN FONT LICENSE" in (folder / "fonts" / "OFL-SourceSerif4.txt").read_text("utf-8").upper()
    assert "ISC" in (folder / "icons" / "LICENSE.txt").read_text("utf-8")


def test_command_says_what_is_wrong():
    """The command compiles this very checkout; --check fails when it is stale."""
    command = [sys.executable, str(ROOT / "packaging" / "build_forms.py"), "--check"]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0  # noqa: S603 -- our own script
