"""Compiles llama-cpp-python once, without the parts nobody uses, and keeps the wheel."""

from __future__ import annotations

import contextlib
import os
import platform
import re
import shutil
import sys
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from studio_dev.downloads import require_hash, sha256_of
from studio_dev.locking import only_one
from studio_dev.places import Places
from studio_dev.problems import Problem
from studio_dev.stamp import key_of
from studio_dev.workshop import Workshop

VERSION = "0.3.36"
_SDIST = f"llama_cpp_python-{VERSION}.tar.gz"
_SDIST_SHA256 = "832db0699007f1be95a7e41ef12e88926b02ba836461e36a36372db2760c1a2e"

# The package forces this one on in CMake's cache; a normal variable of the same name, set before
# its project() line, hides the cache entry (policies CMP0077 and CMP0126). It leaves out
# llama.cpp's "common" library, which only its own command-line programs use.
_SLIM = "set(LLAMA_BUILD_COMMON OFF)\n"
# LLAVA_BUILD: reading pictures. NATIVE: instructions that only this computer may have.
_FLAGS = ("-DGGML_NATIVE=OFF", "-DLLAVA_BUILD=OFF")
_OLD_CPU_FLAGS = ("-DGGML_NATIVE=ON", "-DLLAVA_BUILD=OFF")
_BASELINE = frozenset({"avx2", "bmi2", "f16c", "fma"})


@dataclass(frozen=True, slots=True)
class Build:
    """One way to compile it.

    Attributes:
        flags: CMake's flags.
        machine: The processor family and system the wheel is for.
    """

    flags: tuple[str, ...]
    machine: str

    @property
    def key(self) -> str:
        """A name for the wheel's folder that changes with whatever changes the wheel."""
        facts = {"flags": self.flags, "slim": _SLIM, "machine": self.machine, "version": VERSION}
        return f"{VERSION}-{key_of(facts)[:12]}"


def build_for_this_computer() -> Build:
    """The build that runs on this computer and, if it can be, on every one since about 2015."""
    libc = "-".join(platform.libc_ver())
    machine = f"{sys.platform}-{platform.machine().lower()}-{libc}"
    return Build(flags_for(platform.machine(), _cpu_features()), machine)


def flags_for(machine: str, features: frozenset[str] | None) -> tuple[str, ...]:
    """CMake's flags for a processor.

    Args:
        machine: As `platform.machine()` gives it.
        features: Its instruction sets by Linux's names; None if unknown.
    """
    is_x86 = machine.lower() in ("x86_64", "amd64")
    if is_x86 and features is not None and not features >= _BASELINE:
        return _OLD_CPU_FLAGS
    return _FLAGS


def kept_wheel(places: Places, build: Build) -> Path | None:
    """The wheel in the cache, if it is there; `is_sound` tells whether it is undamaged.

    Args:
        places: Where the cache is.
        build: Which wheel.
    """
    found = sorted((places.cache / "wheels" / build.key).glob("llama_cpp_python-*.whl"))
    return found[0] if found else None


def provide(shop: Workshop) -> Path:
    """The wheel for this computer, from the cache or compiled now.

    Args:
        shop: What to work with.

    Returns:
        The wheel's path.

    Raises:
        Problem: It could not be fetched or compiled.
    """
    build = build_for_this_computer()
    lock = shop.places.cache / "building" / f"{build.key}.lock"
    with only_one(lock, "the compiler's work", shop.board):
        wheel = kept_wheel(shop.places, build)
        if wheel is not None and is_sound(wheel):
            return wheel
        if wheel is not None:
            shop.board.say("  the kept llama-cpp-python wheel is damaged: it is made anew")
            wheel.unlink()
        return _compile(shop, build)


def is_sound(wheel: Path) -> bool:
    """Whether every file in the wheel can be read and has its checksum.

    Args:
        wheel: The wheel.
    """
    try:
        with zipfile.ZipFile(wheel) as archive:
            return archive.testzip() is None
    except (zipfile.BadZipFile, OSError, EOFError):
        return False


def _compile(shop: Workshop, build: Build) -> Path:
    work = shop.places.cache / "building" / build.key
    target = shop.places.cache / "wheels" / build.key
    work.mkdir(parents=True, exist_ok=True)
    what = f"llama-cpp-python {VERSION}"
    with shop.doing(what, f"compiled; the wheel is kept in {target}") as tell:
        made = _build(shop, build, _source(shop, work, tell), work, tell)
        target.mkdir(parents=True, exist_ok=True)
        kept = target / made.name
        made.replace(kept)
        # The work folder holds hundreds of megabytes; it stays only while it can save time.
        shutil.rmtree(work, ignore_errors=True)
    return kept


def _source(shop: Workshop, work: Path, tell: Callable[[str], None]) -> Path:
    """Fetch, check and unpack the source; a finished part is taken up again."""
    unpacked = work / "source"
    if unpacked.is_dir():
        return unpacked
    archive = work / _SDIST
    if not archive.is_file() or sha256_of(archive) != _SDIST_SHA256:
        tell("fetching the source")
        shop.pip(
            ["download", "--no-deps", "--no-binary", "llama-cpp-python", "--dest", str(work)]
            + [f"llama-cpp-python=={VERSION}"],
            what="Fetching llama-cpp-python",
            tell=tell,
        )
        require_hash(archive, _SDIST_SHA256, "llama-cpp-python's source")
    tell("unpacking the source")
    partial = work / "source.partial"
    shutil.rmtree(partial, ignore_errors=True)
    with tarfile.open(archive) as tar:
        # Older patch versions of Python 3.11 lack the filter; the hash is checked either way.
        if hasattr(tarfile, "data_filter"):
            tar.extractall(partial, filter="data")
        else:
            tar.extractall(partial)
    (partial / f"llama_cpp_python-{VERSION}").replace(unpacked)
    shutil.rmtree(partial, ignore_errors=True)
    return unpacked


def _build(
    shop: Workshop, build: Build, source: Path, work: Path, tell: Callable[[str], None]
) -> Path:
    slim, out = work / "slim.cmake", work / "out"
    slim.write_text(_SLIM, encoding="utf-8")
    shutil.rmtree(out, ignore_errors=True)
    given = os.environ.get("CMAKE_ARGS", "")
    flags = [*build.flags, f"-DCMAKE_PROJECT_INCLUDE={slim.as_posix()}", given]
    jobs = os.environ.get("CMAKE_BUILD_PARALLEL_LEVEL", str(_cores()))
    shop.pip(
        # A fixed folder lets an interrupted compile go on with the files it had finished.
        ["wheel", "-v", "--no-deps", "--no-cache-dir", "-C", f"build-dir={work / 'build'}"]
        + ["--wheel-dir", str(out), str(source)],
        what="Compiling llama-cpp-python",
        tell=tell,
        extra={"CMAKE_ARGS": " ".join(flags).strip(), "CMAKE_BUILD_PARALLEL_LEVEL": jobs},
    )
    made = sorted(out.glob("llama_cpp_python-*.whl"))
    if not made:
        raise Problem(
            "Compiling llama-cpp-python left no wheel.",
            f"Remove the folder {work} and run the same command again.",
        )
    return made[0]


def _cores() -> int:
    with contextlib.suppress(AttributeError):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _cpu_features() -> frozenset[str] | None:
    with contextlib.suppress(OSError):
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
        found = re.search(r"^flags\s*:\s*(.*)$", text, re.M)
        if found:
            return frozenset(found[1].split())
    return None
