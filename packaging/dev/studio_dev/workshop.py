"""What each step of set-up works with: the folders, the board, and the way to start programs."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from studio_dev import pip_lines
from studio_dev.children import Children
from studio_dev.places import Places
from studio_dev.progress import Board

# Settings of the person that would put the packages somewhere else.
_DROPPED = ("PYTHONPATH", "PYTHONHOME", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "VIRTUAL_ENV")

Arguments = Sequence[str | os.PathLike[str]]


@dataclass(frozen=True, slots=True)
class Workshop:
    """What a step needs.

    Attributes:
        places: The checkout's folders and the cache.
        board: Where to say what happens.
        run: Starts programs.
    """

    places: Places
    board: Board
    run: Children = field(default_factory=Children)

    @contextlib.contextmanager
    def doing(self, what: str, outcome: str = "done") -> Iterator[Callable[[str], None]]:
        """Show something on the board while it is done.

        Args:
            what: What is done.
            outcome: Said at the end, unless it failed; an empty text says nothing.

        Yields:
            A function that changes the words behind it.
        """
        self.board.begin(what)
        try:
            yield lambda words: self.board.tell(what, words)
        except BaseException:
            self.board.end(what, outcome="")
            raise
        self.board.end(what, outcome)

    def pip(
        self,
        arguments: Arguments,
        *,
        what: str,
        tell: Callable[[str], None],
        extra: Mapping[str, str] | None = None,
    ) -> None:
        """Run the virtual environment's pip to its end.

        Args:
            arguments: What follows `pip`.
            what: What is done, for the sentence when it fails.
            tell: Called with a few words now and then.
            extra: Environment variables to set on top.

        Raises:
            Problem: pip failed.
        """
        self.run.run(
            what,
            [self.places.python, "-m", "pip", *arguments],
            follow=pip_lines.PipLines(tell),
            environment=environment(extra),
        )

    def try_pip(
        self, arguments: Arguments, *, tell: Callable[[str], None]
    ) -> tuple[int, list[str]]:
        """Run the virtual environment's pip, whatever comes of it.

        Args:
            arguments: What follows `pip`.
            tell: Called with a few words now and then.

        Returns:
            Its exit status and its last lines.
        """
        return self.run.run_any(
            [self.places.python, "-m", "pip", *arguments],
            follow=pip_lines.PipLines(tell),
            environment=environment(),
        )


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment that pip runs in; what the person configured for pip stays in force.

    Args:
        extra: Variables to set on top.
    """
    kept = {name: value for name, value in os.environ.items() if name not in _DROPPED}
    kept.update(
        PIP_DISABLE_PIP_VERSION_CHECK="1",
        PIP_NO_INPUT="1",
        PIP_USER="0",
        # Leaves a line now and then while a large file comes, terminal or not.
        PIP_PROGRESS_BAR="raw",
        PYTHONUNBUFFERED="1",
    )
    kept.update(extra or {})
    return kept
