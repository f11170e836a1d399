"""The voice: a real one where there is one, silence at once, and a sentence where there is none."""

from __future__ import annotations

import shutil
import threading
import time
import wave
from pathlib import Path

import pytest

from assistant_studio.cancel import Cancelled, CancelToken
from assistant_studio.errors import StudioError
from assistant_studio.voice.speaking import EspeakSpeaker, Manner
from assistant_studio.voice.system_voices import SystemVoice

ESPEAK = shutil.which("espeak-ng")


@pytest.mark.skipif(ESPEAK is None, reason="espeak-ng is not on this computer")
def test_a_real_voice_says_it(tmp_path: Path) -> None:
    sound = tmp_path / "said.wav"
    EspeakSpeaker(ESPEAK, ("-w", str(sound))).say("Thirty days. --help; $(reboot)", CancelToken())
    with wave.open(str(sound)) as said:
        assert said.getnframes() / said.getframerate() > 1


def slow_voice(folder: Path) -> str:
    """A command that speaks for ever."""
    script = folder / "voice"
    script.write_text(f"#!/bin/sh\ntouch {folder}/speaks\nexec sleep 600\n")
    script.chmod(0o700)
    return str(script)


def test_it_falls_silent_at_once(tmp_path: Path) -> None:
    token = CancelToken()
    speaker = EspeakSpeaker(slow_voice(tmp_path))
    ended: list[BaseException | None] = []

    def say() -> None:
        try:
            speaker.say("A long story. " * 1000, token)
        except Cancelled as stopped:
            ended.append(stopped)

    thread = threading.Thread(target=say)
    thread.start()
    give_up_s = time.monotonic() + 60
    while not (tmp_path / "speaks").exists() and time.monotonic() < give_up_s:
        time.sleep(0.005)
    token.cancel()
    thread.join(60)
    assert not thread.is_alive()
    assert isinstance(ended[0], Cancelled)


def test_a_voice_that_fails_is_a_sentence(tmp_path: Path) -> None:
    script = tmp_path / "voice"
    script.write_text("#!/bin/sh\ncat >/dev/null\necho 'no sound card' >&2\nexit 1\n")
    script.chmod(0o700)
    with pytest.raises(StudioError, match=r"could not be read aloud \(no sound card\)"):
        EspeakSpeaker(str(script)).say("Hello.", CancelToken())


def test_without_a_voice_the_reason_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert "Install espeak-ng" in EspeakSpeaker().missing
    with pytest.raises(StudioError, match="no voice on this computer"):
        EspeakSpeaker().say("Hello.", CancelToken())


def listing_voice(folder: Path, said_to: Path) -> str:
    """A command that lists voices as espeak-ng does, and notes how it is called."""
    script = folder / "voice"
    rows = (
        "Pty Language       Age/Gender VoiceName          File                 Other Languages\n"
        " 5  de              --/M      German             gmw/de\n"
        " 2  en-gb           --/M      English_(Great_Britain) gmw/en   (en 2)\n"
        " 5  en-us           --/M      us-mbrola-2        mb/mb-us2            (en 7)\n"
        " 5  variant         --/M      Storm              !v/Storm\n"
    )
    (folder / "rows").write_text(rows)
    script.write_text(
        f'#!/bin/sh\nif [ "$1" = --voices ]; then cat {folder}/rows; exit; fi\n'
        f'cat >/dev/null\necho "$@" >> {said_to}\n'
    )
    script.chmod(0o700)
    return str(script)


def test_it_reads_in_the_voice_and_at_the_speed_that_are_chosen(tmp_path: Path) -> None:
    said_to, manner = tmp_path / "said", Manner("en-gb", 200)
    speaker = EspeakSpeaker(listing_voice(tmp_path, said_to), manner=lambda: manner)
    assert speaker.voices() == [
        SystemVoice("en-gb", "English (Great Britain)"),
        SystemVoice("de", "German"),
    ]
    german = "Die Ware wird innerhalb von dreißig Tagen nach dem Kauf von der Firma ersetzt."
    speaker.say(german, CancelToken())
    manner = Manner("gone-from-here", 100)
    speaker.say(german, CancelToken())
    manner = Manner()
    # Too short to tell: the language of the window.
    speaker.say("OK.", CancelToken())

    assert said_to.read_text().splitlines() == [
        "--stdin -s 330 -v en-gb",
        "--stdin -s 165 -v de",
        "--stdin -s 165 -v en-gb",
    ]


@pytest.mark.skipif(ESPEAK is None, reason="espeak-ng is not on this computer")
def test_the_voices_of_this_computer_can_be_heard(tmp_path: Path) -> None:
    assert ESPEAK is not None
    voices = {voice.key: voice for voice in EspeakSpeaker(ESPEAK).voices()}
    assert voices["de"].name == "German"
    sound = tmp_path / "said.wav"
    german = EspeakSpeaker(ESPEAK, ("-w", str(sound)), lambda: Manner("de", 100))
    german.say("Guten Tag.", CancelToken())
    assert sound.stat().st_size > 10_000
