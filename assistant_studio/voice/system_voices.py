"""The voices of this computer, as espeak-ng lists them, and which one suits a text."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass

from assistant_studio.knowledge.document_language import language_of

_LIST_TIMEOUT_S = 10.0
# "5  de  --/M  German  gmw/de  (…)": priority, language, age and gender, name, file.
_ROW = re.compile(r"\s*\d+\s+(\S+)\s+\S+\s+(\S+)\s+(\S+)")
# Voices of other programs, which may not be installed, and changes of another voice.
_NOT_WHOLE = ("mb/", "!v/")


@dataclass(frozen=True, slots=True)
class SystemVoice:
    """One voice.

    Attributes:
        key: What the command calls it, such as "de" or "en-gb".
        name: For people, as the system says it: "English (Great Britain)".
    """

    key: str
    name: str


def listed_voices(command: str) -> list[SystemVoice]:
    """The voices of the command, by name; none where it does not say."""
    try:
        ran = subprocess.run(
            [command, "--voices"],
            capture_output=True,
            timeout=_LIST_TIMEOUT_S,
            check=True,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.SubprocessError):
        return []
    found = (_ROW.match(line) for line in ran.stdout.decode(errors="replace").splitlines()[1:])
    voices = {
        row[1]: SystemVoice(row[1], row[2].replace("_", " ").strip())
        for row in found
        if row is not None and not row[3].startswith(_NOT_WHOLE)
    }
    return sorted(voices.values(), key=lambda voice: voice.name.casefold())


def voice_for(text: str, keys: Iterable[str], usual: str) -> str:
    """The voice that suits a text's language, where that is plain.

    Args:
        text: What is to be read.
        keys: The voices there are.
        usual: The language to take for a text that is too short to tell.

    Returns:
        A voice's key; empty lets the command choose.
    """
    known = list(keys)
    language = language_of(text) or usual
    wanted = "cmn" if language == "zh" else language.lower()
    if wanted in known:
        return wanted
    base = wanted.split("-")[0]
    return next((key for key in known if key.split("-")[0] == base), "")
