"""The operator's commands: what they do, what they print, and how they refuse."""

from __future__ import annotations

import io
import stat
from datetime import UTC, datetime

import pytest
from server.access_fixtures import device_card
from server.operator_fixtures import CAISSE, CUSTOMER, Operator
from starlette.testclient import TestClient

from ccmdesk.core.clock import paris_date
from ccmdesk.core.rules.calendar import business_day_from
from ccmdesk.server.app import create_app
from ccmdesk.server.cli import main
from ccmdesk.server.database import Database
from ccmdesk.server.settings import load_settings


def test_init_makes_everything_private(operator):
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in operator.folder.iterdir()}

    public = {"ca.pem": 0o644, "server.pem": 0o644, "mailbox": 0o700}
    private = dict.fromkeys(("ca.key", "server.key", "server.next.key", "secret", "server.toml", "bank.db"), 0o600)
    assert modes == public | private
    assert stat.S_IMODE(operator.folder.stat().st_mode) == 0o700


def test_init_never_overwrites(operator):
    before = {path.name: path.read_bytes() for path in operator.folder.iterdir() if path.is_file()}

    assert "rien n’a été touché" in operator.refused("init", str(operator.folder))
    assert {path.name: path.read_bytes() for path in operator.folder.iterdir() if path.is_file()} == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--database", "postgresql://nobody@127.0.0.1:1/none"], "base de données"),
        (["--database", "mysql://x/y"], "database_url"),
        (["--database", "postgresql://bank:canary@127.0.0.1:1/none"], ".pgpass"),
        (["--name", "not a name"], "nom de machine"),
        (["--name=-x.example.org"], "nom de machine"),
        (["--port", "70000"], "port"),
    ],
)
def test_init_is_all_or_nothing(tmp_path, capsys, monkeypatch, arguments, words):
    operator = Operator(tmp_path / "bank", capsys, monkeypatch)

    assert words in operator.refused("init", str(operator.folder), *arguments)
    assert not operator.folder.exists() or list(operator.folder.iterdir()) == []
    operator.done("init", str(operator.folder))


def test_init_where_nothing_can_be_written(tmp_path, capsys, monkeypatch):
    (tmp_path / "file").write_text("x")
    operator = Operator(tmp_path / "file" / "bank", capsys, monkeypatch)

    assert "Impossible d’écrire" in operator.refused("init", str(operator.folder))


def test_the_operator_unlocks(operator):
    operator.done(*CAISSE)
    operator.done(*CUSTOMER)
    assert "n’était pas bloqué" in operator.done("customer", "unlock", "6000022")
    app = create_app(load_settings(operator.folder / "server.toml"), log_to=io.StringIO())
    with TestClient(app) as client:
        for _ in range(5):
            step = client.post("/v1/sign-in/password", json={"subscriber_code": "501000000008", "password": "wrong"})
            attempt = step.json()["attempt"]
            body = {"attempt": attempt, "code": "000000", "device": device_card(attempt)}
            answer = client.post("/v1/sign-in/code", json=body)
    assert answer.status_code == 423

    assert "accès BLOQUÉ depuis le" in operator.done("customer", "show", "6000022")
    assert "Son accès est bloqué" in operator.done("customer", "send-access", "6000022")
    assert "débloqué" in operator.done("customer", "unlock", "6000022")
    assert "accès ouvert" in operator.done("customer", "show", "6000022")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["customer", "show", "1"], "Aucun client"),
        (["customer", "unlock", "6000099"], "Aucun client"),
        (["customer", "send-access", "6000099"], "Aucun client"),
        ([*CUSTOMER, "--email", "valerie"], "Adresse électronique"),
        ([*CUSTOMER, "--phone", "04 66 00 00 00"], "SMS"),
        ([*CUSTOMER, "--phone", "06 39"], "SMS"),
        ([*CAISSE, "--sign-above", "beaucoup"], "Montant"),
        (["caisse", "set", "toulon", "--phone", "1"], "Aucune caisse"),
        (["caisse", "set", "nimes"], "Rien à changer"),
        (["caisse", "set", "nimes", "--sign-above", "-1"], "Montant"),
        ([*CUSTOMER, "--code", "50100000000x"], "12 chiffres"),
        ([*CUSTOMER[:2], "123", *CUSTOMER[3:]], "7 chiffres"),
        ([*CUSTOMER, "--caisse", "toulon"], "Aucune caisse"),
        ([*CUSTOMER, "--savings", "actions:1234"], "Genre d’épargne"),
        ([*CUSTOMER, "--savings", "livret:12"], "quatre chiffres"),
        ([*CUSTOMER, *["--address", "x"] * 4], "quatre lignes"),
        ([*CUSTOMER, "--savings", "livret:0100"], "existe déjà"),
        ([*CAISSE], "existe déjà"),
        ([*CAISSE, "--open-day", "2026-12-25"], "pas un jour ouvré"),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_remains(operator, arguments, words):
    operator.done(*CAISSE)

    assert words in operator.refused(*arguments)
    assert operator.done("customer", "list") == ""
    assert len(operator.done("caisse", "list").splitlines()) == 1


def test_a_caisse_is_changed(operator):
    operator.done(*CAISSE, "--sign-above", "1 234,56")
    assert "signature au-dessus de 1\u202f234,56\u00a0€" in operator.done("caisse", "list")
    operator.done("caisse", "set", "nimes", "--sign-above", "0", "--phone", "04 66 11 11 11", "--name", "Nîmes")
    assert operator.sql("SELECT sign_above, phone, name FROM caisse") == [(0, "04 66 11 11 11", "Nîmes")]
    operator.done("caisse", "set", "nimes", "--sign-above", "jamais")
    assert operator.sql("SELECT sign_above FROM caisse") == [(None,)]


def test_day_end_reports_each_day(operator):
    assert "Rien à clore" in operator.done("day-end")
    operator.done(*CAISSE)
    today = business_day_from(paris_date(datetime.now(UTC)))
    assert f"{today.isoformat()}  nimes" in operator.done("day-end", "--next")
    assert "Rien à clore" in operator.done("day-end", "--date", today.isoformat())
    assert "jour ouvert" in operator.done("caisse", "list")


def test_a_restored_database_starts_a_new_life(operator):
    def epoch():
        database = Database(load_settings(operator.folder / "server.toml").database_url)
        with database.snapshot() as connection:
            found = connection.exec_driver_sql("SELECT id, epoch FROM feed_epoch").all()
        database.dispose()
        return found

    ((_, before),) = epoch()
    assert "reliront tout" in operator.done("restored")
    ((number, after),) = epoch()
    assert (number, after != before) == (1, True)


def test_commands_need_a_migrated_database(operator):
    settings = operator.folder / "server.toml"
    settings.write_text(settings.read_text().replace("bank.db", "other.db"))

    assert "migrate" in operator.refused("customer", "list")
    assert "à jour" in operator.done("migrate")
    assert operator.done("customer", "list") == ""


def test_running_without_tls_needs_loopback(operator):
    assert "propre machine" in operator.refused("run", "--insecure-loopback", "--host", "0.0.0.0")  # noqa: S104 -- refused


def test_running_needs_a_certificate(operator):
    path = operator.folder / "server.toml"
    path.write_text("".join(line for line in path.read_text().splitlines(keepends=True) if "tls" not in line))
    assert "Aucun certificat" in operator.refused("run")


def test_running_needs_a_readable_certificate(operator):
    (operator.folder / "server.pem").write_text("nonsense")
    assert "illisible" in operator.refused("run", "--port", "0")


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["init"],
        ["certificate"],
        ["migrate"],
        ["restored"],
        ["run"],
        ["day-end"],
        ["caisse"],
        ["caisse", "add"],
        ["caisse", "list"],
        ["caisse", "set"],
        ["pins"],
        ["rotate-keys"],
        ["customer"],
        ["customer", "open"],
        ["customer", "list"],
        ["customer", "show"],
        ["customer", "unlock"],
        ["customer", "send-access"],
        ["customer", "lost-phone"],
        ["customer", "contact"],
        ["customer", "requests"],
        ["customer", "decide"],
        ["staff"],
        ["staff", "add"],
        ["staff", "list"],
        ["staff", "close"],
        ["staff", "password"],
        ["staff", "unlock"],
    ],
)
def test_every_command_explains_itself(capsys, command):
    with pytest.raises(SystemExit) as end:
        main([*command, "--help"])
    assert end.value.code == 0
    text = capsys.readouterr().out
    assert text.startswith("usage: ccmdesk server")
    assert len(text) > 150


@pytest.mark.parametrize(
    "arguments", [[], ["nonsense"], ["day-end", "--date", "23/11/2026"], ["customer", "show", "x"]]
)
def test_what_cannot_be_read_is_usage(capsys, arguments):
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2


@pytest.mark.parametrize("name", ["EVE\r\nVotre compte", "EVE\u2028Montant", "EVE\u202etnatnoM", "E\udcff", "A" * 141])
def test_a_name_is_one_line(operator, name):
    """It stands in letters and in what the bank signs."""
    operator.done(*CAISSE)
    for arguments in ([*CUSTOMER, "--name", name], ["staff", "add", "eve", "--caisse", "nimes", "--role", "teller"]):
        with pytest.raises(SystemExit):
            operator(*arguments, "--name", name)
    assert operator.done("customer", "list") == operator.done("staff", "list") == ""
