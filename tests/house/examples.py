"""For each rule, code it must catch (one finding each) and code it must let pass."""

BAD = {
    "no_rich_text": [
        "label.setTextFormat(Qt.TextFormat.RichText)",
        "label.setTextFormat(Qt.TextFormat.AutoText)",
        "self.ui.text.setHtml(text)",
        "self.ui.link.setOpenExternalLinks(True)",
        "QDesktopServices.openUrl",
        "label = QLabel(text)",
        "QMessageBox(parent)",
        "QMessageBox.MarkdownText",
        "row.setToolTip(posting.label)",
    ],
    "no_float_money": [
        "amount: float = 0",
        "class View:\n    booked_balance: float | None",
        "def pay(amount: float): pass",
        "def balance(self) -> float: pass",
        "text = cents / 100",
        "x = float(view.available)",
    ],
    "no_commit": ["session.commit()", "self.session.rollback()", "with session.begin(): pass"],
    "no_query": [
        "from sqlalchemy import select",
        "from sqlalchemy import text",
        "import sqlalchemy as sa\nsa.select(Account)",
        "session.query(Account)",
        'BALANCE = Statement("SELECT booked FROM account WHERE id = :id")',
    ],
    "thin_endpoints": [
        "@router.post('/x')\ndef make(body: Body) -> Answer:\n" + "    a = 1\n" * 5 + "    return a",
        "@router.get('/x')\ndef make():\n    if a:\n        if b:\n            c = 1\n" + "    d = 2\n" * 3,
    ],
    "no_qt": ["from PySide6.QtCore import QObject", "def late():\n    import PySide6", "import shiboken6"],
    "only_qtcore": ["from PySide6.QtWidgets import QLabel", "from PySide6.QtGui import QColor", "import PySide6.QtGui"],
    "injected_time_and_chance": [
        "datetime.now(UTC)",
        "x = datetime.datetime.utcnow()",
        "date.today()",
        "time.time()",
        "import random",
        "from random import choice",
        "uuid.uuid4()",
        "QDate.currentDate()",
    ],
    "small_functions": ["def long():\n" + "    x = 1\n" * 50],
    "no_mocks": [
        "from unittest.mock import Mock",
        "from unittest import mock as m\nimport mock",
        "monkeypatch.setattr(a, 'b', 1)",
    ],
}

GOOD = {
    "no_rich_text": [
        "label.setTextFormat(Qt.TextFormat.PlainText)",
        "label = PlainLabel(text)",
        "button.setToolTip(self.tr('Fermer'))",
    ],
    "no_float_money": ["amount: int = 0", "ratio: float = 0.5", "x = width / 100", "euros, rest = divmod(cents, 100)"],
    "no_commit": ["session.flush()", "with session.begin_nested(): pass", "session.add(row)"],
    "no_query": ["from sqlalchemy import update", "accounts.owned_by(customer)", 'X = "Select one"'],
    "thin_endpoints": [
        "@router.post('/x')\ndef make(body: Body) -> Answer:\n    '''Make.'''\n    return service.make(body)",
        "def helper():\n    a = 1\n    b = 1\n    c = 1\n    d = 1\n    e = 1\n    return a",
    ],
    "no_qt": ["from ccmdesk.core.money import parse_amount", "PySide6 = 'a word'"],
    "only_qtcore": ["from PySide6.QtCore import QObject, Signal"],
    "injected_time_and_chance": [
        "self._clock.now()",
        "time.monotonic()",
        "datetime(2026, 1, 1, tzinfo=UTC)",
        "new_key()",
    ],
    "small_functions": ["def short():\n" + "    x = 1\n" * 49],
    "no_mocks": ["monkeypatch.setenv('TZ', 'UTC')", "from ccmdesk.core.clock import SystemClock"],
}
