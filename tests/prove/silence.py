"""Proof: a whole journey connects nowhere, native code included (seen by strace)."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

JOURNEY = Path(__file__).with_name("journey.py")
# connect(3, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("192.0.2.1")}, 16)
_CONNECT = re.compile(r"connect\(\d+, \{sa_family=(AF_\w+)(.*)")
_ADDRESS = re.compile(r'(?:inet_addr\("|inet_pton\(AF_INET6, ")([0-9a-fA-F.:]+)"')


def journey_under_strace() -> dict[str, Any]:
    """Run the journey (window, command line, every worker) and read each `connect` it made."""
    strace = shutil.which("strace")
    if strace is None:
        return {"strace_failed": "strace is not installed"}
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "connects"
        finished = subprocess.run(
            [strace, "-f", "-qq", "-e", "trace=connect", "-o", str(log), sys.executable]
            + [str(JOURNEY), str(Path(folder) / "home")],
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"},
            capture_output=True,
            text=True,
            check=False,
        )
        connects = [m for line in log.read_text().splitlines() if (m := _CONNECT.search(line))]
    return {
        "journey_failed": finished.stderr[-2000:] if finished.returncode else "",
        "journey": finished.stdout.strip().splitlines(),
        "connects": len(connects),
        "connects_outside": [c[0] for c in connects if not _is_local(c[1], c[2])],
    }


def _is_local(family: str, rest: str) -> bool:
    if family not in ("AF_INET", "AF_INET6"):
        return True
    address = _ADDRESS.search(rest)
    return address is not None and (address[1].startswith("127.") or address[1] == "::1")
