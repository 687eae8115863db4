"""The one command: its help, its options, and what it does not load."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ccmdesk import __version__, cli

ROOT = Path(__file__).parents[2]
HEAVY = {
    "argparse",
    "pydantic",
    "sqlalchemy",
    "httpx2",
    "keyring",
    "cryptography",
    "fastapi",
    "PySide6",
    "json",
    "asyncio",
}


@pytest.fixture(autouse=True)
def _bare(monkeypatch):
    for name in ("CCMDESK_URL", "CCMDESK_CA", "CCMDESK_PINS", "CCMDESK_DATA"):
        monkeypatch.delenv(name, raising=False)


def test_the_client_starts_without_what_it_does_not_need():
    script = "import sys; from ccmdesk import cli; cli._options([]); print(*sys.modules)"
    answer = subprocess.run(  # noqa: S603 -- our own command
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )

    loaded = {name.partition(".")[0] for name in answer.stdout.split()}
    assert loaded & HEAVY == set()


def test_options_have_defaults():
    options = cli._options([])

    assert (options.server_url, options.ca_file, options.offline) == ("", None, False)
    assert options.data_folder.is_absolute()


def test_options_of_the_command_line_are_above_the_environment(monkeypatch, tmp_path):
    authority = tmp_path / "ca.pem"
    authority.write_text("")
    monkeypatch.setenv("CCMDESK_URL", "https://bank.example.org")
    monkeypatch.setenv("CCMDESK_DATA", str(tmp_path))
    monkeypatch.setenv("CCMDESK_CA", str(authority))
    options = cli._options([])
    assert options[:4] == ("https://bank.example.org", authority, tmp_path, False)

    options = cli._options(["--server", "https://[::1]:8443", "--data", "/elsewhere", "--offline"])
    assert options[:4] == ("https://[::1]:8443", authority, Path("/elsewhere"), True)


PIN, BACKUP, THIRD = (f"{letter * 42}E=" for letter in "ABC")


def test_pins_come_from_the_command_line_or_the_environment(monkeypatch):
    assert cli._options(["--server", "https://x"]).pins == ()
    monkeypatch.setenv("CCMDESK_PINS", f" {PIN}, {BACKUP}")
    assert cli._options(["--server", "https://x"]).pins == (PIN, BACKUP)
    assert cli._options(["--server", "https://x", "--pin", PIN, "--pin", THIRD]).pins == (PIN, THIRD)


@pytest.mark.parametrize("pins", [" ", ",", PIN, f"{PIN},{PIN}", f"{PIN},x", f"{PIN},{BACKUP[:-4]}", f"{PIN} {BACKUP}"])
def test_pins_that_pin_nothing_are_refused_at_the_start(pins, capsys, monkeypatch):
    given = [part for pin in pins.split(",") for part in ("--pin", pin)]
    with pytest.raises(SystemExit) as end:
        cli.main(["--server", "https://x", *given])
    assert end.value.code == 2
    assert "ccmdesk server init" in capsys.readouterr().err
    monkeypatch.setenv("CCMDESK_PINS", pins)
    with pytest.raises(SystemExit):
        cli.main(["--server", "https://x"])
    monkeypatch.setenv("CCMDESK_URL", "https://x")
    with pytest.raises(SystemExit):
        cli.main([])


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1", "http://localhost", "http://[::1]:8443", "https://bank.example.org"]
)
def test_safe_addresses(url):
    assert cli.is_safe_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://bank.example.org",
        "http://127.0.0.1.example.org",
        "http://127.0.0.1@example.org",
        "http://localhost.example.org",
        "ftp://127.0.0.1",
        "https://",
        "https:bank",
        "bank.example.org",
        "file:///etc/passwd",
        "https://[::1",
    ],
)
def test_unsafe_addresses_are_refused(url, capsys, monkeypatch):
    assert not cli.is_safe_url(url)
    with pytest.raises(SystemExit) as end:
        cli.main(["--server", url])
    assert end.value.code == 2
    assert "https://" in capsys.readouterr().err
    monkeypatch.setenv("CCMDESK_URL", url)
    with pytest.raises(SystemExit):
        cli.main([])


@pytest.mark.parametrize("arguments", [["--nonsense"], ["kiosk"], ["--ca", "/no/such/file"], ["--serv", "https://x"]])
def test_what_cannot_be_read_is_usage(arguments, capsys):
    with pytest.raises(SystemExit) as end:
        cli.main(arguments)
    assert end.value.code == 2


def test_version_and_help(capsys):
    with pytest.raises(SystemExit) as end:
        cli.main(["--version"])
    assert end.value.code == 0
    assert capsys.readouterr().out == f"CCM Desk {__version__}\n"
    with pytest.raises(SystemExit) as end:
        cli.main(["--help"])
    assert end.value.code == 0
    assert "ccmdesk server" in capsys.readouterr().out


def test_server_commands_are_reached(capsys):
    with pytest.raises(SystemExit) as end:
        cli.main(["server", "--help"])
    assert end.value.code == 0
    assert "day-end" in capsys.readouterr().out
