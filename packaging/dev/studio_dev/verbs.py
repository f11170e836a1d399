"""The verbs of dev.py: what each does, and the way from the command line to it."""

from __future__ import annotations

import argparse
import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import FrameType

from studio_dev import checks
from studio_dev.places import Places
from studio_dev.problems import Problem, explain_os_error
from studio_dev.progress import Board
from studio_dev.setup import bring_up_to_date

SAMPLE_ASSISTANT = "Acme Handbook"


@dataclass(frozen=True, slots=True)
class Verb:
    """Something that dev.py does.

    Attributes:
        name: As it is typed.
        help: What it does, one line.
        do: Does it, after set-up; gets the places, the board and the further arguments.
        script: The file that does the work, where it is one of the tests' tools.
    """

    name: str
    help: str
    do: Callable[[Places, Board, Sequence[str]], int]
    script: str = ""


def run_app(places: Places, board: Board, arguments: Sequence[str]) -> int:
    """Start the app; without a display, the sample assistant as a conversation in the terminal."""
    command = [str(places.python), "-P", "-m", "assistant_studio", *arguments]
    if not arguments and not has_display(os.environ, sys.platform):
        board.say(
            "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set): "
            f'"{SAMPLE_ASSISTANT}" opens as a conversation in this terminal.'
        )
        command += ["chat", SAMPLE_ASSISTANT]
    return _hand_over(command)


def has_display(environment: Mapping[str, str], platform: str) -> bool:
    """Whether a window can be shown.

    Args:
        environment: The environment variables.
        platform: As in `sys.platform`; Windows and macOS always have a display.
    """
    if not platform.startswith("linux"):
        return True
    named = ("DISPLAY", "WAYLAND_DISPLAY")
    return any(environment.get(name) for name in named) or bool(environment.get("QT_QPA_PLATFORM"))


def _hand_over(command: Sequence[str]) -> int:
    """Become the program, so that signals and the terminal are its own."""
    sys.stdout.flush()
    if os.name != "nt":
        os.execv(command[0], list(command))
    # Windows has no exec that keeps the terminal.
    return subprocess.run(command, check=False).returncode


def _script(name: str) -> Callable[[Places, Board, Sequence[str]], int]:
    def start(places: Places, board: Board, arguments: Sequence[str]) -> int:
        return _hand_over([str(places.python), str(places.root / name), *arguments])

    return start


_TOOLS = (
    (
        "bench",
        "measure, and print the ratios that the project promises",
        "tests/bench/run_bench.py",
    ),
    ("prove", "the long proofs: kills, corpora, soaks", "tests/prove/run_prove.py"),
    (
        "texts",
        "bring the catalogues of translations up to date (--check: only look)",
        "packaging/translations/update_catalogues.py",
    ),
    ("screens", "make the README's pictures", "tests/screens/make_screens.py"),
)

VERBS = (
    Verb("run", "set up and start the app (further arguments are the app's)", run_app),
    Verb("test", "set up and run every check (further arguments are pytest's)", checks.test),
    Verb("lint", "the checks that read the code without running it", checks.lint),
    Verb("fix", "let ruff mend and format the code", checks.fix),
    *(Verb(name, text, _script(script), script) for name, text, script in _TOOLS),
)


def available(places: Places) -> list[Verb]:
    """The verbs whose work exists in this checkout.

    Args:
        places: The checkout's folders.
    """
    return [verb for verb in VERBS if not verb.script or (places.root / verb.script).is_file()]


def _parser(verbs: Sequence[Verb]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dev.py",
        description="Sets up whatever is missing, then does what the verb says.",
        epilog="Further arguments go to the program behind the verb: dev.py test -- -k storage",
    )
    choices = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    for verb in verbs:
        choice = choices.add_parser(verb.name, help=verb.help, description=verb.help)
        choice.add_argument("arguments", nargs="*", metavar="-- ARGUMENT")
    return parser


def main(arguments: Sequence[str]) -> int:
    """Run dev.py.

    Args:
        arguments: What stands behind `dev.py`.

    Returns:
        The exit status: 0 done, 1 it could not be done, 130 interrupted.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        # What tools print may hold signs that this terminal's encoding lacks.
        sys.stdout.reconfigure(errors="replace")
    places, board = Places.of_this_checkout(), Board()
    verbs = available(places)
    if not arguments:
        _parser(verbs).print_help()
        return 2
    # Everything behind the verb is somebody else's: argparse must not read it.
    own, passed = list(arguments[:1]), list(arguments[1:])
    if passed[:1] in (["-h"], ["--help"]):
        own, passed = own + passed[:1], []
    chosen = _parser(verbs).parse_args(own).verb
    if passed[:1] == ["--"]:
        passed = passed[1:]
    verb = next(verb for verb in verbs if verb.name == chosen)
    for number in (signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):
        signal.signal(number, _interrupt)
    try:
        bring_up_to_date(places, board, verb.name)
        return verb.do(places, board, passed)
    except KeyboardInterrupt:
        board.clear()
        board.say("\nInterrupted. What was finished is kept: the same command goes on from there.")
        return 130
    except OSError as error:
        return _report(explain_os_error(error), places)
    except Problem as problem:
        return _report(problem, places)


def _report(problem: Problem, places: Places) -> int:
    sys.stdout.flush()
    print(f"\ndev.py: {problem.cause}\n{problem.next_step}", file=sys.stderr)  # noqa: T201
    if places.setup_log.is_file():
        print(f"The log is {places.setup_log}", file=sys.stderr)  # noqa: T201
    return 1


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
