"""What an operator may set: a TOML file (`--config`), and environment variables CCMDESK_SERVER_* above it."""

from __future__ import annotations

import ipaddress
import os
import tomllib
from pathlib import Path
from typing import Annotated, Final, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ENV_PREFIX: Final = "CCMDESK_SERVER_"
CONFIG_VARIABLE: Final = "CCMDESK_SERVER_CONFIG"
"""Names the configuration file when `--config` does not."""

DEFAULT_PORT: Final = 8443
_SQLITE: Final = "sqlite:///"
_PATHS: Final = (
    "tls_cert",
    "tls_key",
    "secret_file",
    "mailbox",
    "smtp_password_file",
    "smtp_ca_file",
    "sms_token_file",
    "sms_ca_file",
)
_SECRETS: Final = {"secret": "secret_file", "smtp_password": "smtp_password_file", "sms_token": "sms_token_file"}
"""Settings whose value is a secret, and the one that names a file instead. The former come from the environment, never
from the configuration file, and take the place of the latter."""


class OperatorError(Exception):
    """Something the operator must put right. The message is one French sentence for him."""


class Settings(BaseSettings):
    """One server process. Which caisses it works for is in the database, not here.

    The server's secret is `secret` (environment only) or the content of `secret_file`: 64 hex digits, several after
    a rotation, the newest first. `mailbox` is the folder that receives e-mails and SMS as files, unless `smtp_host`
    or `sms_url` says where they go (nothing at all: they wait in the queue). `smtp_security` "none" is for a relay on
    this machine; SMTP asks no password when there is no `smtp_user`. `idle_seconds` and `session_seconds` end
    sessions (PSD2 RTS art. 4(3)(d): five minutes at most without activity); a refused sign-in is answered no sooner
    than `refusal_ms`; a temporary password lives `temporary_hours`, the introduction of an authenticator
    `enrolment_seconds`, a code sent by SMS `recovery_seconds`, a challenge `challenge_seconds`.
    """

    model_config = SettingsConfigDict(env_prefix=ENV_PREFIX, extra="forbid", frozen=True, hide_input_in_errors=True)

    database_url: str
    secret: SecretStr | None = None
    secret_file: Path | None = None
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65_535)] = DEFAULT_PORT
    tls_cert: Path | None = None
    tls_key: Path | None = None
    mailbox: Path | None = None
    smtp_host: str | None = None
    smtp_port: Annotated[int, Field(ge=1, le=65_535)] = 587
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    smtp_user: str | None = None
    smtp_password: SecretStr | None = None
    smtp_password_file: Path | None = None
    smtp_ca_file: Path | None = None
    smtp_from: str | None = None
    sms_url: str | None = None
    sms_token: SecretStr | None = None
    sms_token_file: Path | None = None
    sms_ca_file: Path | None = None
    sms_sender: Annotated[str, Field(max_length=16)] = "CCM Direct"
    carrier_seconds: Annotated[float, Field(gt=0, le=20)] = 10.0
    idle_seconds: Annotated[int, Field(ge=10, le=300)] = 300
    session_seconds: Annotated[int, Field(ge=60, le=24 * 3600)] = 8 * 3600
    attempt_seconds: Annotated[int, Field(ge=10, le=3600)] = 300
    enrolment_seconds: Annotated[int, Field(ge=60, le=24 * 3600)] = 1800
    recovery_seconds: Annotated[int, Field(ge=60, le=3600)] = 600
    challenge_seconds: Annotated[int, Field(ge=30, le=600)] = 300
    temporary_hours: Annotated[int, Field(ge=1, le=30 * 24)] = 7 * 24
    password_workers: Annotated[int, Field(ge=1, le=64)] = 2
    password_queue: Annotated[int, Field(ge=1, le=10_000)] = 128
    refusal_ms: Annotated[int, Field(ge=0, le=5_000)] = 250

    @field_validator("database_url")
    @classmethod
    def _driver(cls, url: str) -> str:
        """Name the drivers we ship, so that an operator may write plain `postgresql://`."""
        scheme, separator, rest = url.partition("://")
        if not separator or scheme not in {"sqlite", "sqlite+pysqlite", "postgresql", "postgresql+psycopg"}:
            raise ValueError("sqlite:///… ou postgresql://…")
        return f"postgresql+psycopg://{rest}" if scheme == "postgresql" else url

    @model_validator(mode="after")
    def _pair(self) -> Self:
        if (self.tls_cert is None) != (self.tls_key is None):
            raise ValueError("tls_cert et tls_key vont ensemble")
        if (self.secret is None) == (self.secret_file is None):
            raise ValueError("secret_file, ou secret dans l’environnement : l’un des deux")
        return self

    @model_validator(mode="after")
    def _mail(self) -> Self:
        if self.smtp_host is None:
            return self
        if self.smtp_from is None:
            raise ValueError("smtp_from manque")
        if self.smtp_security == "none" and not is_loopback(self.smtp_host):
            raise ValueError("smtp_security : « none » ne vaut que vers cette machine")
        if self.smtp_password is not None and self.smtp_password_file is not None:
            raise ValueError("smtp_password_file, ou smtp_password dans l’environnement : l’un des deux")
        if (self.smtp_user is None) != (self.smtp_password is None and self.smtp_password_file is None):
            raise ValueError("smtp_user et son mot de passe vont ensemble")
        return self

    @model_validator(mode="after")
    def _sms(self) -> Self:
        if self.sms_url is None:
            return self
        url = urlsplit(self.sms_url)
        if not url.hostname or not (url.scheme == "https" or (url.scheme == "http" and is_loopback(url.hostname))):
            raise ValueError("sms_url : https://…")
        if url.username is not None or url.password is not None:
            raise ValueError("sms_url : le jeton va dans sms_token_file")
        if (self.sms_token is None) == (self.sms_token_file is None):
            raise ValueError("sms_token_file, ou sms_token dans l’environnement : l’un des deux")
        return self

    @property
    def is_loopback(self) -> bool:
        """Whether the server only listens to its own machine."""
        return is_loopback(self.host)


def is_loopback(host: str) -> bool:
    """Whether a host, by name or address, is this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def secret_text(secret: SecretStr | None, path: Path | None) -> str | None:
    """Read a secret that is given by value or by file, without the spaces around it. Raises OperatorError."""
    if secret is not None:
        return secret.get_secret_value().strip()
    if path is None:
        return None
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise OperatorError(f"Fichier introuvable ou illisible : {path}") from error


def load_settings(config: Path | None = None, **overrides: str | int | None) -> Settings:
    """Read the settings: `overrides` (command line) above the environment above the file above the defaults.

    Paths in the file count from the file's own folder. Raises OperatorError.
    """
    if config is None and os.environ.get(CONFIG_VARIABLE):
        config = Path(os.environ[CONFIG_VARIABLE])
    values = _read(config) if config else {}
    given = {name.upper() for name in os.environ}
    given |= {
        f"{ENV_PREFIX}{path.upper()}" for name, path in _SECRETS.items() if f"{ENV_PREFIX}{name.upper()}" in given
    }
    values = {key: value for key, value in values.items() if f"{ENV_PREFIX}{key.upper()}" not in given}
    values.update({key: value for key, value in overrides.items() if value is not None})
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        faults = sorted(
            {str(fault["loc"][0]) if fault["loc"] else str(fault["ctx"]["error"]) for fault in error.errors()}
        )
        raise OperatorError(f"Réglages absents ou incorrects : {', '.join(faults)}.") from error


def _read(config: Path) -> dict[str, object]:
    try:
        values: dict[str, object] = tomllib.loads(config.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise OperatorError(f"Fichier de configuration introuvable : {config}") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise OperatorError(f"Fichier de configuration illisible : {config}") from error
    told = [name for name in _SECRETS if name in values]
    if told:
        raise OperatorError(f"Un secret n’a pas sa place dans {config} : {', '.join(told)}.")
    folder = config.resolve().parent
    url = values.get("database_url")
    if isinstance(url, str) and url.startswith(_SQLITE):
        values["database_url"] = f"{_SQLITE}{(folder / url.removeprefix(_SQLITE)).as_posix()}"
    for name in _PATHS:
        if isinstance(values.get(name), str):
            values[name] = folder / str(values[name])
    return values
