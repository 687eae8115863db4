"""What the operator's command lines are made of."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ccmdesk.server.settings import load_settings
from ccmdesk.wire.base import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from ccmdesk.server.settings import Settings

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 -- argparse gives its type no other name
    Command = Callable[[argparse.Namespace], int]

LONGEST_LINE: Final = 140


def add_command(commands: Commands, name: str, command: Command, text: str) -> argparse.ArgumentParser:
    """Add a command; `text` says what it does, in a line."""
    parser = commands.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.", allow_abbrev=False)
    parser.set_defaults(command=command)
    return parser


def add_configured(commands: Commands, name: str, command: Command, text: str) -> argparse.ArgumentParser:
    """Add a command that works on a configured server."""
    parser = add_command(commands, name, command, text)
    parser.add_argument(
        "--config", type=Path, metavar="FICHIER", help="server.toml (ou CCMDESK_SERVER_CONFIG, ou CCMDESK_SERVER_*)"
    )
    return parser


def add_group(commands: Commands, name: str, text: str) -> Commands:
    """Add a command that has commands of its own."""
    parser = commands.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.", allow_abbrev=False)
    return parser.add_subparsers(required=True, metavar="COMMANDE")


def settings_of(given: argparse.Namespace, **overrides: str | int | None) -> Settings:
    """Read the settings of a configured command. Raises OperatorError."""
    return load_settings(given.config, **overrides)


def line(text: str) -> str:
    """Read a name or the like. It stands in letters and in what the bank signs, where it is one line and looks so."""
    try:
        if len(text) <= LONGEST_LINE:
            return one_line(text)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"une ligne attendue, {LONGEST_LINE} caractères au plus")


def day(text: str) -> date:
    """Read a date that is typed as AAAA-MM-JJ."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"date attendue sous la forme AAAA-MM-JJ : {text!r}") from None
