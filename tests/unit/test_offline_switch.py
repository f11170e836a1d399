"""The offline switch: not even what a person started gets out while it is on."""

from __future__ import annotations

import json
import subprocess
import sys

from assistant_studio.network import network_uses
from assistant_studio.paths import Home
from assistant_studio.settings import SettingsStore

# An audit hook cannot be taken out again, so a process of its own has it. 192.0.2.1 is nobody's
# (RFC 5737): whether it can be reached does not matter, only whether the guard lets one try.
ASKS = """
import json, socket, sys
from pathlib import Path
from assistant_studio.errors import NetworkBlocked
from assistant_studio.network import install_network_guard, network_allowed
from assistant_studio.paths import Home

install_network_guard(Home(Path(sys.argv[1])), "test")

def attempt():
    try:
        with socket.socket() as one:
            one.settimeout(0.05)
            one.connect(("192.0.2.1", 80))
    except NetworkBlocked as error:
        return {"message": error.message, "hint": error.hint}
    except OSError:
        pass
    return None

for line in sys.stdin:
    if line.strip() == "started by a person":
        with network_allowed("download of a model"):
            answer = attempt()
    else:
        answer = attempt()
    print(json.dumps(answer), flush=True)
"""


def test_a_download_that_a_person_started_is_refused_while_the_switch_is_on(home: Home) -> None:
    home.create()
    settings = SettingsStore(home.settings_file)
    command = [sys.executable, "-c", ASKS, str(home.root)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None

        def ask(how: str) -> dict[str, str] | None:
            process.stdin.write(f"{how}\n")  # type: ignore[union-attr]
            process.stdin.flush()  # type: ignore[union-attr]
            answer: dict[str, str] | None = json.loads(process.stdout.readline())  # type: ignore[union-attr]
            return answer

        assert ask("started by a person") is None
        unasked = ask("by itself")
        assert unasked is not None
        assert "nothing leaves this computer" in unasked["message"]

        # It counts at once, also in a process that runs already.
        settings.change(offline=True)
        refused = ask("started by a person")
        assert refused is not None
        assert refused["message"] == "A connection to 192.0.2.1:80 was blocked: you are offline."
        assert "Stay offline" in refused["hint"]
        assert ask("by itself") is not None

        settings.change(offline=False)
        assert ask("started by a person") is None

    uses = network_uses(home)[::-1]
    assert [use.allowed for use in uses] == [True, False, False, False, True]
    assert uses[0].reason == "download of a model"


def test_settings_that_cannot_be_read_let_nothing_through(home: Home) -> None:
    home.create()
    home.settings_file.write_text("{ no settings", encoding="utf-8")
    command = [sys.executable, "-c", ASKS, str(home.root)]
    done = subprocess.run(
        command, input="started by a person\n", capture_output=True, text=True, check=True
    )

    assert "you are offline" in json.loads(done.stdout)["message"]
