"""Saying a text aloud: what the app asks of a voice, and the voice of espeak-ng on Linux."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
from typing import Protocol

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import StudioError
from assistant_studio.language import _

_COMMANDS = ("espeak-ng", "espeak")
WORDS_PER_MINUTE = 165


class Speaker(Protocol):
    """A voice that speaks through this computer's loudspeakers."""

    @property
    def missing(self) -> str:
        """Why nothing can be said here, in a sentence; empty where it can."""
        ...

    def say(self, text: str, token: CancelToken) -> None:
        """Say a text; returns when it is said.

        Args:
            text: As it is to be read, without marks; see `spoken_text`.
            token: Falls silent at once.

        Raises:
            StudioError: It could not be said.
            Cancelled: `token` was set.
        """
        ...


class EspeakSpeaker:
    """Speaks by the command `espeak-ng`."""

    def __init__(self, command: str | None = None, arguments: tuple[str, ...] = ()) -> None:
        """Find the command.

        Args:
            command: Its path; None looks for it.
            arguments: Given to it besides, such as `-w FILE` to write a file instead.
        """
        self._command = command or next(filter(None, map(shutil.which, _COMMANDS)), None)
        self._arguments = arguments

    @property
    def missing(self) -> str:
        """Why nothing can be said here; empty where it can."""
        if self._command is not None:
            return ""
        return _(
            "There is no voice on this computer. Install espeak-ng to have answers read aloud."
        )

    def say(self, text: str, token: CancelToken) -> None:
        """Say a text; see `Speaker`."""
        if self._command is None:
            raise StudioError(self.missing)
        token.check()
        # A list, never a shell; the text goes in as data.
        arguments = [self._command, "--stdin", "-s", str(WORDS_PER_MINUTE), *self._arguments]
        try:
            process = subprocess.Popen(
                arguments,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
            )
        except OSError as error:
            raise _failed(str(error.strerror)) from error
        with process:
            forget = token.on_cancel(process.kill)
            try:
                _nothing, said = process.communicate(text.encode("utf-8", "replace"))
            except BrokenPipeError:
                said = b""
            finally:
                forget()
                with contextlib.suppress(OSError):
                    process.kill()
        token.check()
        if process.returncode != 0:
            raise _failed(said.decode(errors="replace").strip().splitlines()[-1:])


def _failed(why: object) -> StudioError:
    detail = why[0] if isinstance(why, list) and why else why or ""
    return StudioError(
        _("The answer could not be read aloud ({detail}).", detail=str(detail)),
        _("Check that this computer's sound works, and try again."),
    )
