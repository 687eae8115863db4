from __future__ import annotations

import ast
import re
import tomllib

import pytest
from house.repo_rules import loose_pins, machine_traces
from house.repository import ROOT, tracked
from packaging.markers import default_environment
from packaging.utils import canonicalize_name

from ccmdesk.client.viewmodels.words import sentence
from ccmdesk.client.work import Failure
from ccmdesk.core.errors import ErrorCode
from packaging.requirements import Requirement

REQUIREMENTS = ROOT / "packaging" / "requirements"
SYSTEMS = {"linux": "Linux", "darwin": "Darwin", "win32": "Windows"}
TEXTS = [
    path
    for path in tracked()
    if path.endswith((".py", ".toml", ".md", ".txt", ".in", ".ui", ".ts", ".cfg", ".ini", "run"))
]

PATHS = ["home/ann/x", "root/x", "work/main", "tmp/w/brief", "opt/wheels", "Users/ann"]


@pytest.mark.parametrize("bad", [f"cd /{path}" for path in PATHS] + [r"C:\Users\ann", "--index-" + "url x"])
def test_trace_is_caught(bad):
    assert machine_traces(bad)


@pytest.mark.parametrize(
    "good", ["/usr/bin/env", "https://example.org/home/x", "tests/work/x", "~/.config/x", "/v1/feed"]
)
def test_no_trace_is_seen_where_none_is(good):
    assert not machine_traces(good)


def test_no_machine_traces():
    spared = {"tests/house/test_repository.py", "tests/house/repo_rules.py"}
    found = {path: machine_traces((ROOT / path).read_text(encoding="utf-8")) for path in TEXTS if path not in spared}
    assert not {path: lines for path, lines in found.items() if lines}


@pytest.mark.parametrize("bad", ["x>=1", "x", "x==1.*", "git+ssh://x", "x==1 --hash=y", "X==1"])
def test_loose_pin_is_caught(bad):
    assert loose_pins(bad)


@pytest.mark.parametrize("good", ["x==1.2.3", "x-y==1 ; sys_platform == 'win32'", "# why", "-r client.txt"])
def test_pin_is_seen(good):
    assert not loose_pins(good)


def _pins(name: str) -> dict[str, Requirement]:
    pins: dict[str, Requirement] = {}
    for line in (REQUIREMENTS / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("-r "):
            pins |= _pins(line.removeprefix("-r "))
        elif line and not line.startswith("#"):
            pin = Requirement(line)
            pins[canonicalize_name(pin.name)] = pin
    return pins


def _holds(requirement: Requirement, system: str) -> bool:
    environment = {**default_environment(), "sys_platform": system, "platform_system": SYSTEMS[system]}
    return requirement.marker is None or requirement.marker.evaluate(environment)


@pytest.mark.parametrize("name", ["client.txt", "server.txt", "dev.txt"])
def test_everything_is_pinned(name):
    assert not loose_pins((REQUIREMENTS / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("system", SYSTEMS)
def test_pins_serve_the_project(system):
    """Every library the project asks for is pinned, within the range it asks for, on each system."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {"client.txt": project["dependencies"], "server.txt": project["optional-dependencies"]["server"]}
    wanted["dev.txt"] = [line for line in (REQUIREMENTS / "dev.in").read_text(encoding="utf-8").splitlines() if line]
    for name, lines in wanted.items():
        pins = _pins(name)
        for requirement in map(Requirement, lines):
            if not _holds(requirement, system):
                continue
            pin = pins[canonicalize_name(requirement.name)]
            version = next(iter(pin.specifier)).version
            assert _holds(pin, system)
            assert requirement.specifier.contains(version), f"{pin} is not {requirement}"


DAY = "2026-11-25"
DETAILS = {
    "all that the rules give": {"available": 1, "tries_left": 2, "execution_on": DAY, "next": DAY, "limit": DAY},
    "none: they come from outside": {},
}


@pytest.mark.parametrize("given", DETAILS)
@pytest.mark.parametrize("code", ErrorCode)
def test_every_error_code_has_words(code, given):
    words = sentence(Failure(code, DETAILS[given]))
    assert words.endswith((".", "!"))
    assert not re.search(r"[{}<>_]|None", words)


def test_an_old_python_gets_a_sentence():
    """It must be able to read dev.py as far as the check of its version: no newer syntax in it."""
    ast.parse((ROOT / "dev.py").read_text(encoding="utf-8"), feature_version=(3, 7))


LINK = re.compile(r"\]\(([^)#\s]+)")


def test_documents_do_not_point_nowhere():
    found: list[str] = []
    for path in tracked("*.md"):
        folder = (ROOT / path).parent
        targets = LINK.findall((ROOT / path).read_text(encoding="utf-8"))
        local = [target for target in targets if "://" not in target and not target.startswith("mailto:")]
        found += [f"{path}: {target}" for target in local if not (folder / target).exists()]
    assert not found
