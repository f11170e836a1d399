"""Reads the command line, runs one command, and gives its exit status."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path

from assistant_studio import __version__
from assistant_studio.cancel import Cancelled
from assistant_studio.cli import (
    assistants,
    bundles,
    checks,
    conversations,
    documents,
    embedders,
    folders,
    library,
    models,
    searching,
    talking,
    upkeep,
    versions,
)
from assistant_studio.cli.output import Output
from assistant_studio.errors import StudioError
from assistant_studio.language import N_, _
from assistant_studio.network import install_network_guard
from assistant_studio.paths import Home, default_home, home_at
from assistant_studio.translations import speak_as_chosen_in

EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_INTERRUPTED = 130

Command = Callable[[argparse.Namespace, Output], int]

_EPILOG = N_(
    "Without a command the window opens.\n"
    "An assistant is named by its name, its id or a unique beginning of either."
)


def run(arguments: list[str]) -> int:
    """Run one command line; returns the exit status (see the epilog of `--help` and cli.md)."""
    speak_as_chosen_in(_named_home(arguments))
    parser = build_parser()
    if not _names_command(arguments, parser):
        return _open_window(arguments)
    options = parser.parse_args(arguments)
    options.home = home_at(options.home) if options.home else default_home()
    install_network_guard(options.home, process="command")
    output = Output(options.json)
    command: Command = options.run
    try:
        return command(options, output)
    except StudioError as error:
        output.error(error)
        return EXIT_FAILED
    except (KeyboardInterrupt, Cancelled):
        output.message(_("Stopped."))
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        return EXIT_FAILED


def build_parser() -> argparse.ArgumentParser:
    """The whole command line."""
    parser = argparse.ArgumentParser(
        prog="assistant-studio",
        description=_("Assistants of your own, on your own computer."),
        epilog=_(_EPILOG),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"assistant-studio {__version__}")
    _add_common(parser, home=None, json=False)
    common = argparse.ArgumentParser(add_help=False)
    # A subcommand's own default would overwrite what stood before the subcommand's name.
    _add_common(common, home=argparse.SUPPRESS, json=argparse.SUPPRESS)
    commands = parser.add_subparsers(title=_("commands"), metavar="COMMAND", required=True)
    rooms = (
        assistants,
        library,
        versions,
        documents,
        searching,
        folders,
        talking,
        conversations,
        checks,
        models,
        embedders,
        bundles,
        upkeep,
    )
    for room in rooms:
        room.add_commands(commands, common)
    return parser


def _add_common(parser: argparse.ArgumentParser, home: object, json: object) -> None:
    parser.add_argument(
        "--home", type=folder, default=home, metavar="DIR", help=_("the data folder to work in")
    )
    parser.add_argument(
        "--json", action="store_true", default=json, help=_("print results as JSON")
    )


def folder(text: str) -> Path:
    """A folder's path, for argparse; an empty one is a script's slip and not the folder here."""
    if not text.strip():
        raise argparse.ArgumentTypeError(_("the path is empty"))
    return Path(text).expanduser()


def _named_home(arguments: list[str]) -> Home:
    """The data folder, before argparse has read the line: its own texts need the language."""
    for place, argument in enumerate(arguments):
        if argument.startswith("--home="):
            return home_at(Path(argument.removeprefix("--home=")))
        if argument == "--home" and place + 1 < len(arguments):
            return home_at(Path(arguments[place + 1]))
    return default_home()


def _names_command(arguments: list[str], parser: argparse.ArgumentParser) -> bool:
    """Whether a command, or a question about the commands, stands in the arguments."""
    commands: set[str] = set()
    for action in parser._subparsers._group_actions if parser._subparsers else []:  # noqa: SLF001
        commands |= set(action.choices or ())
    skip = False
    for argument in arguments:
        if skip:
            skip = False
        elif argument == "--home":
            skip = True
        elif argument in ("-h", "--help", "--version", "--json") or argument in commands:
            return True
        elif not argument.startswith("-"):
            # A file for the window, or a mistyped command, which argparse names.
            return not _is_file_to_open(argument)
        elif not argument.startswith("--home="):
            return True
    return False


def _is_file_to_open(argument: str) -> bool:
    return argument.endswith(".assistant") or Path(argument).exists()


def _open_window(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="assistant-studio")
    parser.add_argument("--home", type=folder)
    parser.add_argument("files", nargs="*", type=Path)
    options = parser.parse_args(arguments)
    home = home_at(options.home) if options.home else default_home()
    if not _has_display():
        sys.stderr.write(
            _(
                "assistant-studio: there is no display here (neither DISPLAY nor WAYLAND_DISPLAY "
                "is set), so no window can open. Talk in the terminal instead: {command}",
                command='assistant-studio chat "Acme Handbook"',
            )
            + "\n"
        )
        return EXIT_FAILED
    install_network_guard(home, process="window")
    try:
        # The command line runs without Qt; only opening the window needs it.
        from importlib import import_module

        # Nothing that the window's start makes is garbage, and looking for some would slow it;
        # later the window collects by itself (`desktop.garbage`).
        gc.disable()
        status: int = import_module("assistant_studio.app").run_window(home, options.files)
    except ImportError as error:
        sys.stderr.write(
            _(
                "assistant-studio: the window could not be opened ({error}). Install the missing "
                "system library, or talk in the terminal with: {command}",
                error=error,
                command="assistant-studio chat NAME",
            )
            + "\n"
        )
        return EXIT_FAILED
    return status


def _has_display() -> bool:
    """Whether Qt will find a place for its window; without one it ends the process."""
    if sys.platform != "linux":
        return True
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(name) for name in names)
