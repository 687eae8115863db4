from __future__ import annotations

import ast
import re

import pytest
from house.code_rules import CODE, MAX_FILE_LINES, RULES
from house.examples import BAD, GOOD
from house.repository import ROOT, tracked

SOURCES = [path for path in tracked("*.py") if path.startswith(CODE)]


def _findings(rule: str, source: str, path: str) -> list[str]:
    return [f"{path}:{f.line} {f.text}" for f in RULES[rule].check(ast.parse(source), path)]


@pytest.mark.parametrize("rule", RULES)
def test_house_obeys(rule):
    found: list[str] = []
    for path in SOURCES:
        if RULES[rule].holds_for(path):
            found += _findings(rule, (ROOT / path).read_text(encoding="utf-8"), path)
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize(("rule", "source"), [(rule, source) for rule in RULES for source in BAD[rule]])
def test_rule_catches(rule, source):
    assert _findings(rule, source, "x.py")


@pytest.mark.parametrize(("rule", "source"), [(rule, source) for rule in RULES for source in GOOD[rule]])
def test_rule_lets_pass(rule, source):
    assert not _findings(rule, source, "x.py")


def test_every_rule_still_has_something_to_hold():
    assert not [rule for rule, scope in RULES.items() if not any(map(scope.holds_for, SOURCES))]


def test_files_are_small():
    sizes = {path: (ROOT / path).read_text(encoding="utf-8").count("\n") for path in SOURCES}
    assert not {path: lines for path, lines in sizes.items() if lines > MAX_FILE_LINES}


REASONED = {"# noqa": r": [A-Z0-9, ]+ -- \S", "# type: ignore": r"\[[a-z, -]+\]\s+# \S"}


def test_every_exception_to_a_check_says_why():
    found: list[str] = []
    for path in SOURCES:
        if path.startswith("tests/house/"):
            continue  # these files speak about the words themselves
        for number, line in enumerate((ROOT / path).read_text(encoding="utf-8").splitlines(), 1):
            for word, reason in REASONED.items():
                _, mark, rest = line.partition(word)
                if mark and not re.match(reason, rest):
                    found.append(f"{path}:{number} {line.strip()}")
    assert not found, "\n" + "\n".join(found)
