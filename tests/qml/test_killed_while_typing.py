"""A window that is killed in the middle of typing has lost nothing when it opens again."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant_studio.assistants.assistant import Assistant
from assistant_studio.paths import Home
from assistant_studio.studio import Studio

VICTIM = Path(__file__).with_name("typing_window.py")
MESSAGE, NAME = "Dear Ms Okafor", "Old Letter helper"
TIMEOUT_S = 120


@pytest.mark.timeout(400)
def test_what_was_typed_is_there_after_a_kill(
    real_studio: Studio,
    home: Home,
    open_window: Callable[[], Any],
    wait_for: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Studio, "install_starters", lambda _studio: [])
    made = real_studio.assistants.create(Assistant(name="Letter helper")).id
    unsent, drafts = real_studio.conversations.unsent, real_studio.drafts
    victim = subprocess.Popen(
        [sys.executable, str(VICTIM), str(home.root), made],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    try:
        # Both are on disk by themselves: nobody closed, left or saved anything.
        wait_for(lambda: unsent.get(made, None) == MESSAGE, TIMEOUT_S)
        wait_for(lambda: (kept := drafts.get(made)) and kept.assistant.name == NAME, TIMEOUT_S)
        assert victim.poll() is None
    finally:
        victim.kill()
        victim.wait()

    window = open_window()
    app = window.view_model("AppViewModel")
    app.openAssistant(made)
    chat = window.view_model("ChatViewModel")
    wait_for(lambda: chat.draft == MESSAGE)
    wait_for(lambda: window.named("Your message").property("text") == MESSAGE)
    app.editAssistant(made)
    wait_for(lambda: window.has("Name"))
    wait_for(lambda: window.named("Name").property("text") == NAME)
    assert real_studio.assistants.get(made).name == "Letter helper"
