"""Where torch comes from: a build for processors alone, never CUDA's gigabytes unannounced."""

from __future__ import annotations

import ssl
import sys
import urllib.error
import urllib.request

VERSION = "2.13.0"
# PyPI's build: without CUDA on macOS and Windows, with CUDA's gigabytes on Linux.
PLAIN = f"torch=={VERSION}"
CPU = f"{PLAIN}+cpu"
CPU_INDEX = "https://download.pytorch.org/whl/cpu"
_PROBE_S = 3.0

CUDA_WARNING = (
    "Only the CUDA build of torch can be had from here (PyTorch's own index does not answer): "
    "it works on any processor, but brings several gigabytes that this app does not use."
)


def needs_choice(platform: str = sys.platform) -> bool:
    """Whether PyPI's torch would bring CUDA along.

    Args:
        platform: As in `sys.platform`; PyPI's builds for macOS and Windows have no CUDA.
    """
    return platform.startswith("linux")


def is_not_offered(lines: list[str]) -> bool:
    """Whether pip failed because no source has the package, as opposed to any other reason.

    Args:
        lines: What pip printed last.
    """
    text = "\n".join(lines)
    unreachable = "Failed to establish a new connection" in text or "Max retries" in text
    return "No matching distribution found" in text and not unreachable


def pytorch_answers(index: str = CPU_INDEX, timeout_s: float = _PROBE_S) -> bool:
    """Ask PyTorch's index once, with a short limit.

    Args:
        index: Its address.
        timeout_s: How long to wait.
    """
    request = urllib.request.Request(f"{index}/torch/", method="HEAD")
    try:
        with urllib.request.urlopen(request, timeout=timeout_s):
            return True
    except urllib.error.URLError as error:
        # Somebody answered whose certificate this Python cannot judge; pip brings its own list.
        return isinstance(error.reason, ssl.SSLError)
    except (OSError, ValueError):
        return False
