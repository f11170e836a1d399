"""What can go wrong during set-up, as one sentence with the cause and the next step."""

from __future__ import annotations

import errno
import re
from collections.abc import Sequence


class Problem(Exception):
    """Set-up cannot go on.

    Attributes:
        cause: What happened and what it means, one sentence.
        next_step: What the person can do now.
    """

    def __init__(self, cause: str, next_step: str) -> None:
        super().__init__(f"{cause} {next_step}")
        self.cause = cause
        self.next_step = next_step


# Other programs tell us only by their words: the first pattern that matches explains the failure.
_SIGNS: tuple[tuple[str, str, str], ...] = (
    (
        r"No space left on device|Disk quota exceeded|ENOSPC",
        "The disk is full.",
        "Free about 4 GB and run the same command again.",
    ),
    (
        r"Temporary failure in name resolution|Name or service not known|getaddrinfo failed"
        r"|nodename nor servname|Failed to establish a new connection|Network is unreachable"
        r"|Could not resolve|Connection refused|ConnectTimeout|ReadTimeout|Read timed out"
        r"|Connection timed out|Max retries exceeded|Connection reset by peer",
        "The package index could not be reached.",
        "Check the network (or the proxy settings of pip) and run the same command again; "
        "set-up goes on where it stopped.",
    ),
    (
        r"CERTIFICATE_VERIFY_FAILED|SSLError",
        "The package index's certificate was not accepted.",
        "Check the computer's clock and certificates (a company network may need PIP_CERT), "
        "then run the same command again.",
    ),
    (
        r"No CMAKE_CXX_COMPILER could be found|CMAKE_C(XX)?_COMPILER not set"
        r"|CMAKE_CXX_COMPILER-NOTFOUND|Could not find compiler",
        "There is no C++ compiler, and llama-cpp-python has to be compiled.",
        "Install one (Debian and Ubuntu: g++; Fedora: gcc-c++; macOS: xcode-select --install; "
        "Windows: Visual Studio Build Tools with C++) and run the same command again.",
    ),
    (
        r"Killed signal terminated program|virtual memory exhausted|std::bad_alloc|out of memory"
        r"|Cannot allocate memory",
        "The computer ran out of memory.",
        "Close other programs, or compile one file at a time with CMAKE_BUILD_PARALLEL_LEVEL=1 "
        "in front of the same command.",
    ),
    (
        r"THESE PACKAGES DO NOT MATCH THE HASHES",
        "A downloaded package is not the one that was expected.",
        "Run the same command again; if it happens twice, do not use that package index.",
    ),
    (
        r"Permission denied|Operation not permitted|Read-only file system",
        "A file or folder may not be written.",
        "See which one in the log, change its owner or its mode, and run the same command again.",
    ),
    (
        r"No matching distribution found for (?P<what>\S+)",
        "{what} is not to be had for this Python and this system.",
        "Use Python 3.11 to 3.14 on a 64-bit Linux (glibc 2.34 or newer), Windows or macOS "
        "(Apple silicon), and check that pip's configured index is complete.",
    ),
    (
        r"is not a supported wheel on this platform",
        "A package was made for another system than this one.",
        "Empty the folder .venv and run the same command again.",
    ),
)


def explain_failure(what: str, lines: Sequence[str]) -> Problem:
    """Tell what a failed program most likely means.

    Args:
        what: What was being done, as in "Installing the packages".
        lines: The last lines that the program printed.

    Returns:
        The problem, with its cause where one of the known signs was found.
    """
    text = "\n".join(lines)
    for pattern, cause, next_step in _SIGNS:
        found = re.search(pattern, text)
        if found:
            return Problem(
                f"{what} failed: {_lower_first(cause.format(**found.groupdict()))}", next_step
            )
    said = next((line.strip() for line in reversed(lines) if re.search("error", line, re.I)), "")
    said = said or next((line.strip() for line in reversed(lines) if line.strip()), "no words")
    return Problem(
        f"{what} failed: {said[:300].rstrip('.')}.",
        "The log has the rest; run the same command again once the cause is gone.",
    )


def explain_os_error(error: OSError) -> Problem:
    """Tell what an error of the operating system means.

    Args:
        error: As Python raised it.
    """
    where = f" ({error.filename})" if error.filename else ""
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return Problem(
            f"The disk is full{where}.", "Free about 4 GB and run the same command again."
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Problem(
            f"This place may not be written{where}.",
            "Change its owner or its mode, or clone into a folder of your own.",
        )
    return Problem(
        f"The system answered: {error.strerror or error}{where}.",
        "Run the same command again once the cause is gone.",
    )


def _lower_first(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:] if sentence[1:2].islower() else sentence
