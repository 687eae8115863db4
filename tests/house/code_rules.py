"""Rules of the house that no off-the-shelf linter knows, read from the syntax tree.

Each rule is a function (tree, path) → findings, registered with the folders it holds for and those it spares.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Rule = Callable[[ast.Module, str], Iterator["Finding"]]

MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 50
MAX_ENDPOINT_STATEMENTS = 5
QUERY = re.compile(r"\s*(SELECT|WITH \w+ AS)\b")
MONEY = re.compile(r"(^|_)(amount|balance|cents|price|available|booked|money|euros)(_|$)")


@dataclass(frozen=True)
class Finding:
    line: int
    text: str


@dataclass(frozen=True)
class Scope:
    """Where a rule holds: path prefixes, and exact paths or prefixes that are spared, each with its reason."""

    check: Rule
    inside: tuple[str, ...]
    spared: tuple[str, ...] = ()

    def holds_for(self, path: str) -> bool:
        return path.startswith(self.inside) and not path.startswith(self.spared or ("\0",))


def _called(node: ast.Call) -> str:
    """Name a call ends with: `setHtml` for `self.ui.label.setHtml(…)`."""
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node, _called(node)


def _functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every imported name in full: `sqlalchemy.select`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


# -- text is plain -----------------------------------------------------------------------------------------

RICH_CALLS = {
    "appendHtml", "insertHtml", "openUrl", "setHtml", "setMarkdown", "setOpenExternalLinks", "setOpenLinks",
}  # fmt: skip
RICH_NAMES = {"AutoText", "MarkdownText", "RichText", "QTextBrowser", "QWebEngineView", "QDesktopServices"}
RICH_WIDGETS = {"QLabel", "QMessageBox", "QErrorMessage"}  # they guess the format of what they are given

OWN_WORDS = {"tr", "translate", "accessibleName"}  # accessible names are translations of ours


def no_rich_text(tree: ast.Module, path: str) -> Iterator[Finding]:
    """Nothing from a server, a file or a label is rendered as rich text or opened as a link."""
    for node in ast.walk(tree):
        name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
        if isinstance(node, ast.Attribute | ast.Name) and name in RICH_NAMES:
            yield Finding(node.lineno, f"{name}: text is plain")
    for call, name in _calls(tree):
        if name in RICH_CALLS:
            yield Finding(call.lineno, f"{name}(): text is plain, links are not opened")
        if name in RICH_WIDGETS:
            yield Finding(call.lineno, f"{name}() guesses the format: use PlainLabel or our own dialog")
        if name in {"setToolTip", "setWhatsThis"} and call.args and not _is_own_words(call.args[0], tree):
            yield Finding(call.lineno, f"{name}() guesses the format: only our own words may go there")
    for node in ast.walk(tree):
        subclass = isinstance(node, ast.ClassDef) and "QLabel" in map(ast.unparse, node.bases)
        if subclass and not re.search("PlainText|PLAIN_TEXT", ast.unparse(node)):
            yield Finding(node.lineno, f"{node.name} must set PlainText: a QLabel guesses the format")


def _is_own_words(node: ast.expr, tree: ast.Module) -> bool:
    """Whether an expression is a literal or a translation of one, perhaps through a name."""
    if isinstance(node, ast.IfExp):
        return _is_own_words(node.body, tree) and _is_own_words(node.orelse, tree)
    if isinstance(node, ast.Name):
        values = [n.value for n in ast.walk(tree) if isinstance(n, ast.Assign) and _binds(n, node.id)]
        return bool(values) and all(not isinstance(v, ast.Name) and _is_own_words(v, tree) for v in values)
    return isinstance(node, ast.Constant) or (isinstance(node, ast.Call) and _called(node) in OWN_WORDS)


def _binds(assignment: ast.Assign, name: str) -> bool:
    return any(isinstance(target, ast.Name) and target.id == name for target in assignment.targets)


# -- money is integer cents --------------------------------------------------------------------------------


def no_float_money(tree: ast.Module, path: str) -> Iterator[Finding]:
    """Money is int, in cents: no float annotation, no float(), no division that makes one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign) and _mentions_money(node.target) and _says_float(node.annotation):
            yield Finding(node.lineno, f"{ast.unparse(node.target)} is a float")
        if isinstance(node, ast.arg) and MONEY.search(node.arg) and _says_float(node.annotation):
            yield Finding(node.lineno, f"{node.arg} is a float")
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and _mentions_money(node.left):
            yield Finding(node.lineno, f"{ast.unparse(node)}: divmod or // keep cents whole")
        if isinstance(node, ast.Call) and _called(node) == "float" and any(map(_mentions_money, node.args)):
            yield Finding(node.lineno, f"{ast.unparse(node)}: money is never a float")
    for function in _functions(tree):
        if MONEY.search(function.name) and _says_float(function.returns):
            yield Finding(function.lineno, f"{function.name}() returns a float")


def _mentions_money(node: ast.AST) -> bool:
    names = [n.attr if isinstance(n, ast.Attribute) else getattr(n, "id", "") for n in ast.walk(node)]
    return any(MONEY.search(name) for name in names)


def _says_float(annotation: ast.expr | None) -> bool:
    return annotation is not None and re.search(r"\bfloat\b", ast.unparse(annotation)) is not None


# -- the server's habits -----------------------------------------------------------------------------------


def no_commit(tree: ast.Module, path: str) -> Iterator[Finding]:
    """Only the unit of work ends a transaction."""
    for call, name in _calls(tree):
        if isinstance(call.func, ast.Attribute) and name in {"commit", "rollback", "begin"}:
            yield Finding(call.lineno, f"{name}(): the unit of work does that")


def no_query(tree: ast.Module, path: str) -> Iterator[Finding]:
    """Only repositories ask the database."""
    for line, name in _imports(tree):
        if name in {"sqlalchemy.select", "sqlalchemy.text", "sqlalchemy.sql.select", "sqlalchemy.future.select"}:
            yield Finding(line, f"{name}: questions to the database live in repositories")
    for call, name in _calls(tree):
        if name in {"select", "query"} and isinstance(call.func, ast.Attribute):
            yield Finding(call.lineno, f"{name}(): questions to the database live in repositories")
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and QUERY.match(node.value):
            yield Finding(node.lineno, "a SELECT: questions to the database live in repositories")


def thin_endpoints(tree: ast.Module, path: str) -> Iterator[Finding]:
    """A route says what comes in, who does it, and what goes out."""
    for function in _functions(tree):
        verbs = {_called(d) for d in function.decorator_list if isinstance(d, ast.Call)}
        if not verbs & {"get", "post", "put", "patch", "delete", "api_route"}:
            continue
        body = function.body[1:] if ast.get_docstring(function) else function.body
        count = sum(isinstance(node, ast.stmt) for statement in body for node in ast.walk(statement))
        if count > MAX_ENDPOINT_STATEMENTS:
            yield Finding(function.lineno, f"{function.name}: {count} statements in an endpoint")


# -- rooms and injected surroundings -----------------------------------------------------------------------


def no_qt(tree: ast.Module, path: str) -> Iterator[Finding]:
    """No Qt at all, wherever in the file."""
    for line, name in _imports(tree):
        if name.split(".")[0] in {"PySide6", "shiboken6"}:
            yield Finding(line, f"{name}: this room knows no Qt")


def only_qtcore(tree: ast.Module, path: str) -> Iterator[Finding]:
    """View models know values and signals, never a widget."""
    for line, name in _imports(tree):
        if name.startswith("PySide6.") and name.split(".")[1] != "QtCore":
            yield Finding(line, f"{name}: view models know QtCore alone")


WALL_CLOCKS = {
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.localtime",
    "time.gmtime", "QDate.currentDate", "QDateTime.currentDateTime", "QDateTime.currentDateTimeUtc",
    "QTime.currentTime", "uuid.uuid1", "uuid.uuid4",
}  # fmt: skip


def injected_time_and_chance(tree: ast.Module, path: str) -> Iterator[Finding]:
    """Time and chance are handed in (core.clock, core.ids), so that faults can be replayed."""
    for call, _ in _calls(tree):
        name = ".".join(ast.unparse(call.func).split(".")[-2:])
        if name in WALL_CLOCKS:
            yield Finding(call.lineno, f"{name}(): ask the injected clock, or core.ids")
        if name.startswith("random.") and not (name == "random.Random" and call.args):
            yield Finding(call.lineno, f"{name}(): only random.Random(seed) can be replayed")
    for line, name in _imports(tree):
        if name.startswith("random.") or name in {"time.time", "uuid.uuid4", "uuid.uuid1"}:
            yield Finding(line, f"{name}: time and chance are handed in")


# -- size and honesty --------------------------------------------------------------------------------------


def small_functions(tree: ast.Module, path: str) -> Iterator[Finding]:
    for function in _functions(tree):
        lines = (function.end_lineno or function.lineno) - function.lineno + 1
        if lines > MAX_FUNCTION_LINES:
            yield Finding(function.lineno, f"{function.name} has {lines} lines")


def no_mocks(tree: ast.Module, path: str) -> Iterator[Finding]:
    """Tests drive the real parts; faults come through constructors."""
    for line, name in _imports(tree):
        if name.startswith("unittest.mock") or name.split(".")[0] in {"mock", "pytest_mock"}:
            yield Finding(line, f"{name}: tests drive the real parts")
    for call, name in _calls(tree):
        if name in {"setattr", "delattr"} and ast.unparse(call.func).startswith("monkeypatch"):
            yield Finding(call.lineno, f"monkeypatch.{name}: tests drive the real parts")


def safe_qt(tree: ast.Module, path: str) -> Iterator[Finding]:
    """Refuse what PySide ends with a crash, rarely and elsewhere (each was seen).

    `layout.itemAt()` and `takeAt()` leave a Python object that outlives Qt's item; Qt then uses the address for
    another object.
    `super().eventFilter()` hands back objects that are still being made.
    """
    for call, name in _calls(tree):
        if name in {"itemAt", "takeAt"}:
            yield Finding(call.lineno, f"{name}: keep the widgets themselves, or use getItemPosition")
        if name == "eventFilter" and ast.unparse(call.func).startswith("super()"):
            yield Finding(call.lineno, "super().eventFilter: return False")


CODE = ("ccmdesk/", "tests/", "packaging/", "dev.py")
PLAIN = ("ccmdesk/core/", "ccmdesk/wire/", "ccmdesk/server/", "ccmdesk/client/sync/", "ccmdesk/client/cache/")

RULES = {
    "no_rich_text": Scope(
        no_rich_text,
        ("ccmdesk/client/", "ccmdesk/demo/"),
    ),
    "no_float_money": Scope(no_float_money, ("ccmdesk/",)),
    "no_commit": Scope(
        no_commit,
        tuple(
            f"ccmdesk/server/{room}/" for room in ("routes", "services", "repositories", "ledger", "delivery", "models")
        ),
    ),
    "no_query": Scope(
        no_query,
        ("ccmdesk/server/",),
        (
            "ccmdesk/server/repositories/",  # their very job
            "ccmdesk/server/migrations/",  # idem
            "ccmdesk/server/models/statements.py",  # the tool that repositories are made with
        ),
    ),
    "thin_endpoints": Scope(thin_endpoints, ("ccmdesk/server/routes/",)),
    "no_qt": Scope(no_qt, (*PLAIN, "ccmdesk/client/api/", "ccmdesk/client/documents/")),
    "only_qtcore": Scope(only_qtcore, ("ccmdesk/client/viewmodels/", "ccmdesk/client/work.py")),
    "injected_time_and_chance": Scope(
        injected_time_and_chance,
        ("ccmdesk/",),
        ("ccmdesk/core/clock.py", "ccmdesk/core/ids.py"),  # where they come from
    ),
    "small_functions": Scope(small_functions, CODE),
    "no_mocks": Scope(no_mocks, ("tests/",)),
    "safe_qt": Scope(safe_qt, ("ccmdesk/client/", "ccmdesk/demo/")),
}
