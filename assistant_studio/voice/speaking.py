"""Saying a text aloud: what the app asks of a voice, and the voice of espeak-ng on Linux."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import StudioError
from assistant_studio.language import _, current
from assistant_studio.voice.system_voices import SystemVoice, listed_voices, voice_for

_COMMANDS = ("espeak-ng", "espeak")
WORDS_PER_MINUTE = 165


@dataclass(frozen=True, slots=True)
class Manner:
    """How a text is read.

    Attributes:
        voice: A voice's key; empty takes one that suits the text's language.
        speed_percent: How fast, 100 being the usual.
    """

    voice: str = ""
    speed_percent: int = 100


class Speaker(Protocol):
    """A voice that speaks through this computer's loudspeakers."""

    @property
    def missing(self) -> str:
        """Why nothing can be said here, in a sentence; empty where it can."""
        ...

    def voices(self) -> list[SystemVoice]:
        """The voices there are, by name; may take a moment the first time."""
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

    def __init__(
        self,
        command: str | None = None,
        arguments: tuple[str, ...] = (),
        manner: Callable[[], Manner] = Manner,
    ) -> None:
        """Find the command.

        Args:
            command: Its path; None looks for it.
            arguments: Given to it besides, such as `-w FILE` to write a file instead.
            manner: Asked before each text how it is to be read.
        """
        self._manner = manner
        self._voices: list[SystemVoice] | None = None
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

    def voices(self) -> list[SystemVoice]:
        """The voices there are; see `Speaker`."""
        if self._voices is None:
            self._voices = listed_voices(self._command) if self._command is not None else []
        return self._voices

    def say(self, text: str, token: CancelToken) -> None:
        """Say a text; see `Speaker`."""
        if self._command is None:
            raise StudioError(self.missing)
        token.check()
        # A list, never a shell; the text goes in as data.
        arguments = [self._command, "--stdin", *self._told(text), *self._arguments]
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

    def _told(self, text: str) -> list[str]:
        """What the command is told of how to read a text."""
        manner, keys = self._manner(), [voice.key for voice in self.voices()]
        # One that was chosen may be gone from the computer by now.
        chosen = manner.voice if manner.voice in keys else voice_for(text, keys, current().code)
        speed = round(WORDS_PER_MINUTE * manner.speed_percent / 100)
        return ["-s", str(speed), *(["-v", chosen] if chosen else [])]


def _failed(why: object) -> StudioError:
    detail = why[0] if isinstance(why, list) and why else why or ""
    return StudioError(
        _("The answer could not be read aloud ({detail}).", detail=str(detail)),
        _("Check that this computer's sound works, and try again."),
    )
