"""The operator's commands: what they do, what they print, and how they refuse."""

from __future__ import annotations

import io
import ssl
import stat
from datetime import UTC, datetime

import pyotp
import pytest
from starlette.testclient import TestClient

from ccmdesk.core.clock import paris_date
from ccmdesk.core.rules.calendar import business_day_from
from ccmdesk.server.app import create_app
from ccmdesk.server.cli import main
from ccmdesk.server.database import Database
from ccmdesk.server.settings import load_settings
from ccmdesk.server.tls import make_authority, make_server_certificate

CAISSE = [
    "caisse",
    "add",
    "nimes",
    "--name",
    "Crédit Municipal de Nîmes",
    "--bic",
    "CMUNFR21XXX",
    "--bank-code",
    "17090",
]
CAISSE += ["--branch-code", "00001", "--phone", "04 66 00 00 00", "--opening-hours", "9 h à 17 h"]
CUSTOMER = ["customer", "open", "6000022", "--caisse", "nimes", "--code", "501000000008", "--civility", "Madame"]
CUSTOMER += ["--name", "VALERIE CCM DIRECT", "--email", "valerie@example.org", "--phone", "06 39 98 00 01"]
CUSTOMER += ["--birth-date", "1970-01-01", "--address", "1 RUE DE L'EGLISE", "--postcode", "44000", "--town", "NANTES"]


class Operator:
    """Types commands, reads what they print."""

    def __init__(self, folder, capsys) -> None:
        self.folder = folder
        self._capsys = capsys

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        """Exit status, standard output, standard error."""
        self._capsys.readouterr()
        more = [] if arguments[0] in {"init", "certificate"} else ["--config", str(self.folder / "server.toml")]
        status = main([*arguments, *more])
        out, err = self._capsys.readouterr()
        return status, out, err

    def done(self, *arguments: str) -> str:
        status, out, err = self(*arguments)
        assert (status, err) == (0, "")
        return out

    def refused(self, *arguments: str) -> str:
        """The one line of a refusal."""
        status, out, err = self(*arguments)
        assert (status, out) == (2, "")
        assert err.startswith("ccmdesk server : ")
        assert err.count("\n") == 1
        return err


@pytest.fixture
def operator(tmp_path, capsys, monkeypatch):
    monkeypatch.delenv("CCMDESK_SERVER_CONFIG", raising=False)
    operator = Operator(tmp_path / "bank", capsys)
    operator.done("init", str(operator.folder), "--name", "bank.example.org")
    return operator


def test_init_makes_everything_private(operator):
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in operator.folder.iterdir()}

    public = {"ca.pem": 0o644, "server.pem": 0o644, "mailbox": 0o700}
    private = dict.fromkeys(("ca.key", "server.key", "secret", "server.toml", "bank.db"), 0o600)
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
        (["--name", "not a name"], "nom de machine"),
        (["--name=-x.example.org"], "nom de machine"),
        (["--port", "70000"], "port"),
    ],
)
def test_init_is_all_or_nothing(tmp_path, capsys, arguments, words):
    operator = Operator(tmp_path / "bank", capsys)

    assert words in operator.refused("init", str(operator.folder), *arguments)
    assert not operator.folder.exists() or list(operator.folder.iterdir()) == []
    operator.done("init", str(operator.folder))


def test_init_where_nothing_can_be_written(tmp_path, capsys):
    (tmp_path / "file").write_text("x")
    operator = Operator(tmp_path / "file" / "bank", capsys)

    assert "Impossible d’écrire" in operator.refused("init", str(operator.folder))


def test_a_customer_opened_by_the_operator_can_sign_in(operator):
    operator.done(*CAISSE)
    out = operator.done(*CUSTOMER, "--savings", "livret:3600", "--savings", "solidaire:1000:Épargne solidaire")
    lines = [line.split() for line in out.splitlines()]
    password, secret = lines[1][-1], lines[2][-1]
    assert f"secret={secret}" in lines[3][-1]
    assert lines[3][-1].startswith("otpauth://totp/Cr%C3%A9dit%20Municipal%20de%20N%C3%AEmes:501000000008?")

    app = create_app(load_settings(operator.folder / "server.toml"), log_to=io.StringIO())
    with TestClient(app) as client:
        step = client.post("/v1/sign-in/password", json={"subscriber_code": "501000000008", "password": password})
        body = {"attempt": step.json()["attempt"], "code": pyotp.TOTP(secret).now(), "installation": "ab" * 16}
        assert client.post("/v1/sign-in/code", json=body).json()["customer_number"] == "6000022"

    shown = operator.done("customer", "show", "6000022")
    assert "60000220100" in shown
    assert "60000223600" in shown
    assert "Épargne solidaire" in shown
    assert "accès ouvert, 0 échec(s)" in shown
    assert "501000000008" in operator.done("customer", "list")


def test_the_operator_unlocks(operator):
    operator.done(*CAISSE)
    operator.done(*CUSTOMER)
    assert "n’était pas bloqué" in operator.done("customer", "unlock", "6000022")
    app = create_app(load_settings(operator.folder / "server.toml"), log_to=io.StringIO())
    with TestClient(app) as client:
        for _ in range(5):
            step = client.post("/v1/sign-in/password", json={"subscriber_code": "501000000008", "password": "wrong"})
            body = {"attempt": step.json()["attempt"], "code": "000000", "installation": "ab" * 16}
            answer = client.post("/v1/sign-in/code", json=body)
    assert answer.status_code == 423

    assert "accès BLOQUÉ depuis le" in operator.done("customer", "show", "6000022")
    assert "débloqué" in operator.done("customer", "unlock", "6000022")
    assert "accès ouvert" in operator.done("customer", "show", "6000022")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["customer", "show", "1"], "Aucun client"),
        (["customer", "unlock", "6000099"], "Aucun client"),
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
        ["customer"],
        ["customer", "open"],
        ["customer", "list"],
        ["customer", "show"],
        ["customer", "unlock"],
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


# -- the private authority -------------------------------------------------------------------------------------


def test_certificate_is_renewed_by_the_same_authority(operator):
    before = {name: (operator.folder / name).read_bytes() for name in ("ca.pem", "server.pem", "server.key")}
    operator.done("certificate", str(operator.folder), "--name", "bank.example.org")
    after = {name: (operator.folder / name).read_bytes() for name in before}

    assert before["ca.pem"] == after["ca.pem"]
    assert before["server.pem"] != after["server.pem"]
    assert b"bank.example.org" in ssl.PEM_cert_to_DER_cert(after["server.pem"].decode())


def test_certificate_needs_its_authority(operator):
    (operator.folder / "ca.key").unlink()
    assert "n’est pas dans" in operator.refused("certificate", str(operator.folder))


def handshake(authority, server, host, folder):
    """Shake hands in memory; raises ssl.SSLError as a client would."""
    (folder / "server.pem").write_bytes(server.certificate)
    (folder / "server.key").write_bytes(server.key)
    here = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    here.load_cert_chain(folder / "server.pem", folder / "server.key")
    (folder / "ca.pem").write_bytes(authority.certificate)
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = ssl.create_default_context(cafile=folder / "ca.pem").wrap_bio(to_client, to_server, server_hostname=host)
    service = here.wrap_bio(to_server, to_client, server_side=True)
    for _ in range(4):
        for side in (client, service):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue


def test_authority_signs_its_own_names_only(tmp_path):
    now = datetime.now(UTC)
    authority = make_authority(["bank.example.org", "127.0.0.1", "::1"], now)
    good = make_server_certificate(authority, ["bank.example.org", "127.0.0.1"], now)
    handshake(authority, good, "bank.example.org", tmp_path)
    handshake(authority, good, "127.0.0.1", tmp_path)
    with pytest.raises(ssl.SSLCertVerificationError, match=r"(?i)hostname"):
        handshake(authority, good, "other.example.org", tmp_path)
    for stranger in ("impots.gouv.fr", "10.0.0.1"):
        stolen = make_server_certificate(authority, [stranger], now)
        with pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree"):
            handshake(authority, stolen, stranger, tmp_path)
