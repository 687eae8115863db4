"""Rules for the Designer forms: plain text, unique names, a name for whoever cannot see the screen."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterator

BUTTONS = {"QCheckBox", "QCommandLinkButton", "QPushButton", "QRadioButton", "QToolButton"}
FIELDS = {
    "QComboBox", "QDateEdit", "QDateTimeEdit", "QDial", "QDoubleSpinBox", "QLineEdit", "QListView", "QListWidget",
    "QPlainTextEdit", "QSlider", "QSpinBox", "QTableView", "QTableWidget", "QTextEdit", "QTimeEdit", "QTreeView",
    "QTreeWidget",
}  # fmt: skip
MARKUP = re.compile(r"</?[a-zA-Z!][^>]*>|&(amp|lt|gt|nbsp|#\d+);")


def findings(xml: str) -> list[str]:
    """What is wrong with a form."""
    root = ET.fromstring(xml)  # noqa: S314 -- our own file
    return [*_names(root), *_text(root), *_accessible(root)]


def _names(root: ET.Element) -> Iterator[str]:
    named = [node.get("name", "") for node in root.iter() if node.tag in {"widget", "layout", "action", "spacer"}]
    yield from (f"objectName {name!r} is used {n} times" for name, n in Counter(named).items() if n > 1)
    yield from (f"a {node.get('class')} has no objectName" for node in root.iter("widget") if not node.get("name"))


def _text(root: ET.Element) -> Iterator[str]:
    for widget in root.iter("widget"):
        properties = _properties(widget)
        name = f"{widget.get('class')} {widget.get('name')}"
        text_format = properties.get("textFormat", "").rpartition("::")[2]
        if widget.get("class") == "QLabel" and text_format != "PlainText":
            yield f"{name}: textFormat is not PlainText"
        elif text_format not in {"", "PlainText"}:
            yield f"{name}: textFormat is {text_format}"
        if widget.get("class") == "QTextBrowser":
            yield f"{name}: text is plain"
        if properties.get("openExternalLinks") == "true" or "Links" in properties.get("textInteractionFlags", ""):
            yield f"{name}: links are not opened"
        for key in ("text", "title", "toolTip", "whatsThis", "placeholderText", "statusTip"):
            if MARKUP.search(properties.get(key, "")):
                yield f"{name}: markup in {key}"


def _accessible(root: ET.Element) -> Iterator[str]:
    extends = {c.findtext("class", ""): c.findtext("extends", "") for c in root.iter("customwidget")}
    widgets = {widget.get("name", ""): widget for widget in root.iter("widget")}
    buddies = [_properties(widget).get("buddy", "") for widget in widgets.values()]
    fields = set(_labelled_fields(root))
    yield from (f"buddy {name!r} is not in the form" for name in buddies if name and name not in widgets)
    for name, widget in widgets.items():
        kind = widget.get("class", "")
        base = extends.get(kind, kind)
        properties = _properties(widget)
        spoken = properties.get("accessibleName") or name in buddies or name in fields
        spoken = spoken or (base in BUTTONS and properties.get("text"))
        if base in BUTTONS | FIELDS and not spoken:
            yield f"{kind} {name}: nothing to read out (accessibleName, buddy or text)"


def _labelled_fields(root: ET.Element) -> Iterator[str]:
    """Editors inside a FormField with a label: the field hands its label on as their accessible name."""
    for field in root.iter("widget"):
        if field.get("class") == "FormField" and _properties(field).get("label"):
            children = field.findall("widget") + field.findall("layout/item/widget")
            yield from (child.get("name", "") for child in children[:1])


def _properties(widget: ET.Element) -> dict[str, str]:
    return {node.get("name", ""): "".join(node.itertext()).strip() for node in widget.findall("property")}
