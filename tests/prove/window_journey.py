"""The window's part of the journey: open it, ask the sample assistant, close it."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "screens"))

import make_screens as screens
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

from assistant_studio.app import run_window
from assistant_studio.network import install_network_guard


def main(home_dir: str) -> int:
    """Ask one question in the real window."""
    home = screens.Home(Path(home_dir))
    install_network_guard(home, "window")
    application = QGuiApplication(sys.argv[:1])
    # A start as a person makes it, ended after a while.
    QTimer.singleShot(4000, application, application.quit)
    status = run_window(home)
    studio, _sample_id = screens.sample_studio(home)
    screens.services.set_studio(studio)
    camera = screens.Photographer(studio, Path(home_dir))
    camera.wait_for(lambda: camera.app.modelState == "ready", "the language model")
    camera.ask(screens.SHOWN)
    camera.close()
    screens.indexing().stop()
    screens.cancel_tasks()
    studio.close()
    screens.close_tasks()
    screens.services.set_studio(None)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
