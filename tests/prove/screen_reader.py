"""What a screen reader is told: each screen's tree over AT-SPI, from a real window under Xvfb.

It needs Xvfb, dbus-run-session, at-spi2-core and a Python with the `dbus` module (Debian:
python3-dbus).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve()
READER = HERE.with_name("atspi_tree.py")
SYSTEM_PYTHON = "/usr/bin/python3"
LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
SECTIONS = ("Profile", "Instructions", "Knowledge", "Model", "Starters", "Checks", "History")
SETTINGS = ("appearance", "answers", "data", "network", "shortcuts", "about")
SCREENS = (
    *("chat", "library", "templates", "archive"),
    *(f"form/{section}" for section in SECTIONS),
    *(f"settings/{section}" for section in SETTINGS),
)
# Each has to come before the next in the order a screen reader walks.
ORDER = ("Sidebar", "Search conversations and assistants", "Library", "Settings")
FORM_ORDER = ("Back", *SECTIONS, "Undo", "Save version", "Preview", "A question to the draft")


def read_screens() -> dict[str, Any]:
    """Open each screen and read its tree; says what is missing where it cannot be done."""
    missing = [tool for tool in ("Xvfb", "dbus-run-session") if shutil.which(tool) is None]
    missing += [] if any(Path(path).exists() for path in LAUNCHERS) else ["at-spi-bus-launcher"]
    look = subprocess.run([SYSTEM_PYTHON, "-c", "import dbus"], capture_output=True, check=False)
    missing += [] if look.returncode == 0 else ["python3-dbus"]
    if missing:
        return {"could_not_be_read_failed": f"not installed: {', '.join(missing)}"}
    with tempfile.TemporaryDirectory() as folder:
        command = ["xvfb-run", "-a", "-s", "-screen 0 1440x900x24", "dbus-run-session", "--"]
        environment = {
            **{name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"},
            "QT_QPA_PLATFORM": "xcb",
            "QT_QUICK_BACKEND": "software",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "QT_ACCESSIBILITY": "1",
        }
        answer = subprocess.run(
            [*command, sys.executable, str(HERE), folder],
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            timeout=600,
            check=False,
        )
    if answer.returncode != 0:
        return {"could_not_be_read_failed": answer.stdout[-2000:] or "the window did not open"}
    found: dict[str, Any] = json.loads(answer.stdout.splitlines()[-1])
    return found


def main(folder: str) -> int:
    """Inside Xvfb and a session bus: open the window, and have each screen read from outside."""
    bus = next(path for path in LAUNCHERS if Path(path).exists())
    launcher = subprocess.Popen([bus, "--launch-immediately"])
    sys.path.insert(0, str(HERE.parents[1] / "screens"))
    import make_screens as screens
    from PySide6.QtGui import QGuiApplication

    application = QGuiApplication(sys.argv[:1])
    application.setApplicationName("assistant-studio")
    screens.load_fonts()
    studio, sample_id = screens.sample_studio(screens.Home(Path(folder) / "home"))
    screens.services.set_studio(studio)
    camera = screens.Photographer(studio, Path(folder))
    trees = {name: _read(camera, sample_id, name, screens.QTest.qWait) for name in SCREENS}
    camera.close()
    screens.indexing().stop()
    screens.cancel_tasks()
    studio.close()
    screens.close_tasks()
    screens.services.set_studio(None)
    launcher.terminate()
    launcher.wait()
    for name, lines in trees.items():
        sys.stderr.write(f"\n== {name}\n" + "\n".join(lines) + "\n")
    unread = [name for name, lines in trees.items() if len(lines) < 10]
    nameless = {
        name: [line.strip() for line in lines if line.strip() in _NAMELESS]
        for name, lines in trees.items()
    }
    disordered = [name for name, lines in trees.items() if not _in_order(name, lines)]
    found = {
        "screens": {name: len(lines) for name, lines in trees.items()},
        "unread_failed": unread,
        "nameless_failed": {name: lines for name, lines in nameless.items() if lines},
        "disordered_failed": disordered,
    }
    sys.stdout.write(json.dumps(found) + "\n")
    return 0


_NAMELESS = {f"{role}: " for role in ("push button", "check box", "radio button", "slider")}


def _in_order(screen: str, lines: list[str]) -> bool:
    said = [line.partition(": ")[2] for line in lines]
    at = 0
    for name in FORM_ORDER if screen.startswith("form") else ORDER:
        if name not in said[at:]:
            return False
        at = said.index(name, at) + 1
    return True


def _read(camera: Any, sample_id: str, name: str, wait: Any) -> list[str]:
    page, _slash, section = name.partition("/")
    if page == "chat":
        camera.app.openAssistant(sample_id)
    elif page == "library":
        camera.app.openLibrary()
    elif page == "templates":
        camera.app.openTemplates()
    elif page == "archive":
        camera.app.openArchive()
    elif page == "form":
        camera.app.editAssistant(sample_id)
        wait(800)
        camera.turn_to(section)
    else:
        camera.app.openSettingsAt(section)
    wait(800)
    reader = subprocess.Popen(
        [SYSTEM_PYTHON, str(READER), str(os.getpid())], stdout=subprocess.PIPE, text=True
    )
    end_s = time.monotonic() + 120
    # The window answers the reader's questions meanwhile.
    while reader.poll() is None and time.monotonic() < end_s:
        wait(20)
    reader.kill()
    said, _errors = reader.communicate()
    return said.splitlines()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
