"""Settings: file, environment, command line, and what is refused in a sentence."""

from __future__ import annotations

import pytest

from ccmdesk.server.keys import ServerKeys, new_secret
from ccmdesk.server.settings import OperatorError, Settings, load_settings, secret_text


@pytest.fixture
def config(tmp_path):
    path = tmp_path / "server.toml"
    path.write_text('database_url = "sqlite:///bank.db"\nsecret_file = "secret"\nport = 1234\nmailbox = "post"\n')
    return path


@pytest.fixture(autouse=True)
def _bare(monkeypatch):
    monkeypatch.delenv("CCMDESK_SERVER_CONFIG", raising=False)


def test_paths_count_from_the_file(config, tmp_path):
    settings = load_settings(config)

    assert settings.database_url == f"sqlite:///{tmp_path}/bank.db"
    assert (settings.secret_file, settings.mailbox) == (tmp_path / "secret", tmp_path / "post")
    assert (settings.host, settings.port, settings.idle_seconds) == ("127.0.0.1", 1234, 300)


def test_environment_is_above_the_file_and_the_command_line_above_all(config, monkeypatch):
    monkeypatch.setenv("CCMDESK_SERVER_PORT", "2345")
    monkeypatch.setenv("CCMDESK_SERVER_HOST", "::1")
    assert load_settings(config).port == 2345
    assert load_settings(config, port=3456).port == 3456
    assert load_settings(config, port=None).is_loopback


def test_environment_may_name_the_file(config, monkeypatch):
    monkeypatch.setenv("CCMDESK_SERVER_CONFIG", str(config))
    assert load_settings().port == 1234


def test_environment_alone_is_enough(monkeypatch):
    monkeypatch.setenv("CCMDESK_SERVER_DATABASE_URL", "postgresql://bank@db/bank")
    monkeypatch.setenv("CCMDESK_SERVER_SECRET_FILE", "/run/secret")
    assert load_settings().database_url == "postgresql+psycopg://bank@db/bank"


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("port = 70000", "port"),
        ('port = "x"', "port"),
        ("idle_seconds = 301", "idle_seconds"),
        ('databse = "x"', "databse"),
        ('tls_cert = "server.pem"', "tls_cert"),
        ("refusal_ms = -1", "refusal_ms"),
        ("temporary_hours = 0", "temporary_hours"),
        ("carrier_seconds = 21", "carrier_seconds"),
        ('smtp_host = "mail.example.org"', "smtp_from"),
        ('smtp_host = "mail.example.org"\nsmtp_from = "x@example.org"\nsmtp_security = "none"', "smtp_security"),
        ('smtp_host = "mail.example.org"\nsmtp_from = "x@example.org"\nsmtp_security = "ssl"', "smtp_security"),
        ('smtp_host = "mail.example.org"\nsmtp_from = "x@example.org"\nsmtp_user = "bank"', "smtp_user"),
        ('smtp_host = "localhost"\nsmtp_from = "x@example.org"\nsmtp_password_file = "x"', "smtp_user"),
        ('sms_url = "http://sms.example.org"\nsms_token_file = "x"', "https"),
        ('sms_url = "ftp://127.0.0.1"\nsms_token_file = "x"', "https"),
        ('sms_url = "https://"\nsms_token_file = "x"', "https"),
        ('sms_url = "https://bank:token@sms.example.org"\nsms_token_file = "x"', "jeton"),
        ('sms_url = "https://sms.example.org"', "sms_token"),
    ],
)
def test_a_wrong_setting_is_named(config, line, word):
    text = "\n".join(x for x in config.read_text().splitlines() if not x.startswith("port"))
    config.write_text(f"{text}\n{line}\n")
    with pytest.raises(OperatorError, match=word):
        load_settings(config)


@pytest.mark.parametrize(
    "lines",
    [
        'smtp_host = "mail.example.org"\nsmtp_from = "x@example.org"\nsmtp_user = "bank"\nsmtp_password_file = "p"',
        'smtp_host = "127.0.0.1"\nsmtp_from = "Banque <x@example.org>"\nsmtp_security = "none"\nsmtp_port = 25',
        'sms_url = "https://sms.example.org/v1"\nsms_token_file = "token"',
        'sms_url = "http://127.0.0.1:8080/sms"\nsms_token_file = "token"',
    ],
)
def test_carriers_may_be_set(config, lines, tmp_path):
    config.write_text(f"{config.read_text()}{lines}\n")
    settings = load_settings(config)
    for path in (settings.smtp_password_file, settings.sms_token_file):
        assert path is None or path.parent == tmp_path


@pytest.mark.parametrize("name", ["secret", "smtp_password", "sms_token"])
def test_a_secret_is_never_in_the_file_and_never_repeated(config, name):
    config.write_text(f'{config.read_text()}{name} = "canary-of-the-file"\n')
    with pytest.raises(OperatorError, match=name) as told:
        load_settings(config)
    assert "canary" not in str(told.value)


def test_secrets_of_the_environment_are_above_the_files_and_shown_nowhere(config, monkeypatch):
    lines = (
        'smtp_host = "localhost"\nsmtp_from = "x@example.org"\nsmtp_user = "bank"\nsmtp_password_file = "p"\n'
        'sms_url = "https://sms.example.org"\nsms_token_file = "token"\n'
    )
    config.write_text(config.read_text() + lines)
    for name, value in (("SECRET", "5e" * 32), ("SMTP_PASSWORD", "mail-canary"), ("SMS_TOKEN", "sms-canary")):
        monkeypatch.setenv(f"CCMDESK_SERVER_{name}", value)
    settings = load_settings(config)

    assert (settings.secret_file, settings.smtp_password_file, settings.sms_token_file) == (None, None, None)
    assert ServerKeys.of(settings).signing_keys == ServerKeys.from_text("5e" * 32).signing_keys
    assert secret_text(settings.smtp_password, settings.smtp_password_file) == "mail-canary"
    shown = f"{settings!r} {settings} {settings.model_dump()} {settings.model_dump_json()}"
    assert [word for word in ("5e5e", "canary") if word in shown] == []


def test_a_wrong_secret_of_the_environment_is_not_repeated(config, monkeypatch):
    monkeypatch.setenv("CCMDESK_SERVER_SECRET", "canary-secret")
    with pytest.raises(OperatorError, match="environnement") as told:
        ServerKeys.of(load_settings(config))
    assert "canary" not in f"{told.value} {told.value.__cause__!r}"


def test_several_secrets_of_the_environment_are_newest_first(config, monkeypatch):
    monkeypatch.setenv("CCMDESK_SERVER_SECRET", f"{'22' * 32},{'11' * 32}")
    keys, old = ServerKeys.of(load_settings(config)), ServerKeys.from_text("11" * 32)
    assert keys.open_totp(1, old.seal_totp(1, b"x")) == b"x"
    assert keys.unlock_share(1, "x") == old.unlock_share(1, "x")
    assert ServerKeys.from_text("22" * 32).open_totp(1, keys.seal_totp(1, b"x")) == b"x"


def test_a_secret_is_needed(config, monkeypatch):
    config.write_text("\n".join(line for line in config.read_text().splitlines() if "secret" not in line))
    with pytest.raises(OperatorError, match="secret"):
        load_settings(config)


@pytest.mark.parametrize("url", ["mysql://x/y", "bank.db", "", "postgresql+psycopg2://x/y"])
def test_only_our_databases_are_accepted(config, url):
    with pytest.raises(OperatorError, match="database_url"):
        load_settings(config, database_url=url)


@pytest.mark.parametrize("content", [b"port = ", b"\xff\xfe", b"[[", b"\0"])
def test_a_broken_file_is_refused_in_a_sentence(config, content):
    config.write_bytes(content)
    with pytest.raises(OperatorError, match="illisible"):
        load_settings(config)


def test_an_absent_file_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(OperatorError, match="introuvable"):
        load_settings(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),  # noqa: S104 -- only asked about
        ("::", False),
        ("192.168.1.2", False),
        ("bank.example.org", False),
    ],
)
def test_loopback_is_told_from_networks(host, loopback):
    settings = Settings(database_url="sqlite:///x", secret_file="x", host=host)
    assert settings.is_loopback is loopback


# -- keys ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", ["", "ab", "xy" * 32, "ab" * 33, "é" * 64])
def test_a_wrong_secret_is_refused_in_a_sentence(tmp_path, content):
    (tmp_path / "secret").write_text(content)
    with pytest.raises(OperatorError, match="secret"):
        ServerKeys.from_file(tmp_path / "secret")


def test_totp_secrets_open_for_their_customer_and_server_only(tmp_path):
    (tmp_path / "secret").write_text(new_secret())
    keys = ServerKeys.from_file(tmp_path / "secret")
    sealed = keys.seal_totp(6000022, b"twenty bytes of text")

    assert keys.open_totp(6000022, sealed) == b"twenty bytes of text"
    assert keys.seal_totp(6000022, b"twenty bytes of text") != sealed
    with pytest.raises(OperatorError):
        keys.open_totp(6000030, sealed)
    with pytest.raises(OperatorError):
        keys.open_totp(6000022, sealed[:-1] + bytes([sealed[-1] ^ 1]))
    (tmp_path / "secret").write_text(new_secret())
    with pytest.raises(OperatorError):
        ServerKeys.from_file(tmp_path / "secret").open_totp(6000022, sealed)
