"""Whether the system is set to move less; Qt 6.11 knows of contrast, but not of this."""

from __future__ import annotations

import configparser
import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

_TIMEOUT_S = 5.0
_SPI_GETCLIENTAREAANIMATION = 0x1042


def system_reduces_motion() -> bool:
    """Ask the system, which may take a while; False where it does not say."""
    if sys.platform == "win32":
        shown = ctypes.c_int(1)
        ctypes.windll.user32.SystemParametersInfoW(
            _SPI_GETCLIENTAREAANIMATION, 0, ctypes.byref(shown), 0
        )
        return shown.value == 0
    if sys.platform == "darwin":
        return _said("defaults", "read", "com.apple.universalaccess", "reduceMotion") == "1"
    return (
        _kde_reduces() if "KDE" in os.environ.get("XDG_CURRENT_DESKTOP", "") else _gnome_reduces()
    )


def _gnome_reduces() -> bool:
    said = _said("gsettings", "get", "org.gnome.desktop.interface", "enable-animations")
    return said == "false"


def _kde_reduces() -> bool:
    """Plasma has a factor for how long animations take; 0 is none."""
    config = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    try:
        parser.read(Path(config) / "kdeglobals", encoding="utf-8")
        return parser.getfloat("KDE", "AnimationDurationFactor", fallback=1.0) == 0.0
    except (configparser.Error, ValueError, UnicodeDecodeError):
        return False


def _said(*command: str) -> str:
    if shutil.which(command[0]) is None:
        return ""
    try:
        answer = subprocess.run(
            command, capture_output=True, text=True, timeout=_TIMEOUT_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return answer.stdout.strip()
