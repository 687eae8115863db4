"""The demo's bank: `ccmdesk server run`, in a process of its own that ends with the demo."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Final, Self

from ccmdesk.demo.folder import DemoError

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

READY_SECONDS: Final = 30
STOP_SECONDS: Final = 2
"""How long the server may take to end. Clients' idle TLS connections would hold it for ten seconds."""

COMMAND_SECONDS: Final = 120
_PAUSE: Final = 0.02
_LOG_TAIL: Final = 600


class ServerProcess:
    """Starts, watches and ends the server. Never restarts it by itself.

    The first start takes a free port of this machine and keeps it, so that clients find the bank again. As a context
    manager it ends the server however the block ends.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._config = folder / "server.toml"
        self._ready_file = folder / "ready.json"
        self._process: subprocess.Popen[bytes] | None = None
        self._port = 0
        self.url = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def pid(self) -> int | None:
        """Process id while the server runs."""
        return self._process.pid if self._process is not None and self.is_running() else None

    def is_running(self) -> bool:
        """Whether the process lives."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start the server and wait until it listens. Nothing happens when it runs.

        Raises DemoError: it ended at once (with the end of its log), or does not answer.
        """
        if self.is_running():
            return
        self._ready_file.unlink(missing_ok=True)
        command = ["run", "--port", str(self._port), "--ready-file", str(self._ready_file)]
        with (self._folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 -- our own command
                self._command(*command, module="ccmdesk.demo.leash"),
                stdin=subprocess.PIPE,  # never written to: it closes when we are gone, and the server ends
                stdout=log,
                stderr=log,
                start_new_session=os.name == "posix",  # Ctrl-C is for the demo, which then ends the server itself
            )
        self._await_ready(self._process)

    def stop(self) -> None:
        """Ask the server to end, and end it if it does not. Nothing happens when it does not run."""
        process = self._process
        if process is None:
            return
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        if process.stdin is not None:
            process.stdin.close()
        self._process = None

    def day_end(self, *arguments: str) -> str:
        """Run `ccmdesk server day-end` and return its report. Raises DemoError."""
        return self.command("day-end", *arguments)

    def migrate(self) -> None:
        """Bring the bank's tables up to this version. Raises DemoError."""
        self.command("migrate")

    def command(self, *words: str, answer: str = "") -> str:
        """Run `ccmdesk server WORDS…` and return what it prints. `answer`: what it asks for (a password).

        Raises DemoError with what it says when it refuses.
        """
        done = subprocess.run(  # noqa: S603 -- our own command
            self._command(*words),
            input=f"{answer}\n".encode() if answer else b"",
            capture_output=True,
            timeout=COMMAND_SECONDS,
            check=False,
        )
        if done.returncode:
            raise DemoError((done.stderr or done.stdout).decode("utf-8", "replace").strip())
        return done.stdout.decode("utf-8", "replace").strip()

    def _command(self, *words: str, module: str = "") -> list[str]:
        command = ["-m", module] if module else ["-m", "ccmdesk", "server"]
        return [sys.executable, "-X", "utf8", *command, *words, "--config", str(self._config)]

    def _await_ready(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            if process.poll() is not None:
                self.stop()
                raise DemoError(f"Le serveur de la démonstration s’est arrêté aussitôt.\n{self._log_end()}")
            if self._ready_file.is_file():
                ready = json.loads(self._ready_file.read_bytes())
                self._port, self.url = int(ready["port"]), str(ready["url"])
                return
            time.sleep(_PAUSE)
        self.stop()
        raise DemoError(f"Le serveur de la démonstration ne répond pas après {READY_SECONDS} s.\n{self._log_end()}")

    def _log_end(self) -> str:
        content = (self._folder / "server.log").read_bytes()
        return content[-_LOG_TAIL:].decode("utf-8", "replace")
