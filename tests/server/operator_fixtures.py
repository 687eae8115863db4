"""The operator of a server, who types commands on a real installation."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from ccmdesk.core.clock import SystemClock
from ccmdesk.server.cli import main
from ccmdesk.server.database import Database
from ccmdesk.server.delivery.message import Channel
from ccmdesk.server.keys import ServerKeys
from ccmdesk.server.services.notices import NoticeQueue
from ccmdesk.server.settings import load_settings

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from ccmdesk.server.delivery.message import Letter

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
    """Types commands, reads what they print. `typed`: what comes from standard input, which is no terminal."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self._capsys = capsys
        self._monkeypatch = monkeypatch

    def __call__(self, *arguments: str, typed: str = "") -> tuple[int, str, str]:
        """Exit status, standard output, standard error."""
        self._capsys.readouterr()
        self._monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        more = [] if arguments[0] in {"init", "certificate", "pins"} else ["--config", str(self.folder / "server.toml")]
        status = main([*arguments, *more])
        out, err = self._capsys.readouterr()
        return status, out, err

    def done(self, *arguments: str, typed: str = "") -> str:
        status, out, err = self(*arguments, typed=typed)
        assert (status, err) == (0, "")
        return out

    def refused(self, *arguments: str, typed: str = "") -> str:
        """The one line of a refusal."""
        status, out, err = self(*arguments, typed=typed)
        assert (status, out) == (2, "")
        assert err.startswith("ccmdesk server : ")
        assert err.count("\n") == 1
        return err

    def post(self) -> list[Letter]:
        """Letters that wait, opened with the server's secret."""
        settings = load_settings(self.folder / "server.toml")
        database = Database(settings.database_url)
        queue = NoticeQueue(database, SystemClock(), ServerKeys.of(settings))
        letters = list(iter(queue.claim, None))
        for letter in letters:
            queue.delivered(letter)
        database.dispose()
        return letters

    def temporary_password(self) -> str:
        """What one of the SMS that wait says it is."""
        texts = " ".join(letter.body for letter in self.post() if letter.channel is Channel.SMS)
        (password,) = re.findall(r"\b[a-z2-9]{4}(?:-[a-z2-9]{4}){3}\b", texts)
        return str(password)

    def hire(self, code: str, role: str = "teller", caisse: str = "nimes") -> str:
        """Give someone a staff code; his password, and a line feed: to be typed."""
        out = self.done("staff", "add", code, "--caisse", caisse, "--name", code.title(), "--role", role)
        return out.splitlines()[1].split()[-1] + "\n"

    def sql(self, statement: str) -> list[tuple[object, ...]]:
        """Ask the database; it may also be told."""
        database = Database(load_settings(self.folder / "server.toml").database_url)
        with database.unit_of_work() as connection:
            found = connection.exec_driver_sql(statement)
            rows = [tuple(row) for row in found] if found.returns_rows else []
        database.dispose()
        return rows
