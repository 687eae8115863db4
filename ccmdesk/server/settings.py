"""What an operator may set: a TOML file (`--config`), and environment variables CCMDESK_SERVER_* above it."""

from __future__ import annotations

import ipaddress
import os
import tomllib
from pathlib import Path
from typing import Annotated, Final, Self

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ENV_PREFIX: Final = "CCMDESK_SERVER_"
CONFIG_VARIABLE: Final = "CCMDESK_SERVER_CONFIG"
"""Names the configuration file when `--config` does not."""

DEFAULT_PORT: Final = 8443
_SQLITE: Final = "sqlite:///"
_PATHS: Final = ("tls_cert", "tls_key", "secret_file", "mailbox")


class OperatorError(Exception):
    """Something the operator must put right. The message is one French sentence for him."""


class Settings(BaseSettings):
    """One server process. Which caisses it works for is in the database, not here.

    `secret_file` holds 64 hex digits; `mailbox` is the folder that receives e-mails and SMS as files (none: they
    wait in the queue); `idle_seconds` and `session_seconds` end sessions (PSD2 RTS art. 4(3)(d): five
    minutes at most without activity); a refused sign-in is answered no sooner than `refusal_ms`.
    """

    model_config = SettingsConfigDict(env_prefix=ENV_PREFIX, extra="forbid", frozen=True)

    database_url: str
    secret_file: Path
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65_535)] = DEFAULT_PORT
    tls_cert: Path | None = None
    tls_key: Path | None = None
    mailbox: Path | None = None
    idle_seconds: Annotated[int, Field(ge=10, le=300)] = 300
    session_seconds: Annotated[int, Field(ge=60, le=24 * 3600)] = 8 * 3600
    attempt_seconds: Annotated[int, Field(ge=10, le=3600)] = 300
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
        return self

    @property
    def is_loopback(self) -> bool:
        """Whether the server only listens to its own machine."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False


def load_settings(config: Path | None = None, **overrides: str | int | None) -> Settings:
    """Read the settings: `overrides` (command line) above the environment above the file above the defaults.

    Paths in the file count from the file's own folder. Raises OperatorError.
    """
    if config is None and os.environ.get(CONFIG_VARIABLE):
        config = Path(os.environ[CONFIG_VARIABLE])
    values = _read(config) if config else {}
    given = {name.upper() for name in os.environ}
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
    folder = config.resolve().parent
    url = values.get("database_url")
    if isinstance(url, str) and url.startswith(_SQLITE):
        values["database_url"] = f"{_SQLITE}{(folder / url.removeprefix(_SQLITE)).as_posix()}"
    for name in _PATHS:
        if isinstance(values.get(name), str):
            values[name] = folder / str(values[name])
    return values
