"""What is inside the app: each package with its version, its licence and the licence's words."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from assistant_studio import __version__, paths
from assistant_studio.language import _

DISTRIBUTION = "assistant-studio"
_NAME = re.compile(r"^[\w.-]+")
_LICENCE_FILE = re.compile(r"^(licen[cs]e|copying|notice|authors)", re.IGNORECASE)
_LIMIT_CHARS = 200_000
_EXTRA = re.compile(r"\bextra\s*==")


@dataclass(frozen=True, slots=True)
class Part:
    """Something that is inside the app.

    Attributes:
        key: Unique among the parts.
        name: Its name.
        version: Its version; empty where it has none.
        licence: The licence in a few words, such as "MIT".
        files: Where the words of its licence lie.
    """

    key: str
    name: str
    version: str
    licence: str
    files: tuple[Path, ...] = ()


def parts() -> list[Part]:
    """The app itself, what comes with it, Python, and every package that it needs."""
    return [_app(), *_resources(), _python(), *sorted(_packages(), key=lambda p: p.name.lower())]


def words_of(part: Part) -> str:
    """The words of a part's licence; a sentence where none came with it."""
    found = [_text_of(path) for path in part.files]
    text = "\n\n".join(text.strip() for text in found if text.strip())
    if not text:
        return _(
            "{name} came without the words of its licence ({licence}).",
            name=part.name,
            licence=part.licence,
        )
    return text[:_LIMIT_CHARS]


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _app() -> Part:
    beside = paths.resources_dir().parent / "LICENSE"
    files = (beside,) if beside.is_file() else _files_of(DISTRIBUTION)
    return Part("app", "Assistant Studio", __version__, "Apache-2.0", files)


def _python() -> Part:
    root = Path(metadata.__file__).parents[1]
    files = tuple(path for path in (root / "LICENSE.txt", root / "LICENSE") if path.is_file())
    return Part("python", "Python", platform.python_version(), "PSF-2.0", files)


def _resources() -> Iterator[Part]:
    resources = paths.resources_dir()
    fonts, models = resources / "fonts", resources / "models"
    yield Part("inter", "Inter", "", "OFL-1.1", (fonts / "OFL-Inter.txt",))
    yield Part("jetbrains", "JetBrains Mono", "", "OFL-1.1", (fonts / "OFL-JetBrainsMono.txt",))
    yield Part("lucide", "Lucide", "", "ISC", (resources / "icons" / "LICENSE",))
    for model in sorted(models.iterdir()) if models.is_dir() else ():
        if model.is_dir():
            yield Part(model.name, model.name, "", "Apache-2.0", _licence_files(model))
        elif model.suffix == ".gguf":
            notice = model.with_name(f"{model.name}.NOTICE.txt")
            files = tuple(path for path in (notice, *_licence_files(models)) if path.is_file())
            yield Part(model.name, model.stem, "", "Apache-2.0", files)


def _packages() -> Iterator[Part]:
    """What the app needs, and what that needs, as far as it is installed."""
    waiting, seen = [DISTRIBUTION], {DISTRIBUTION}
    while waiting:
        try:
            found = metadata.distribution(waiting.pop())
        except metadata.PackageNotFoundError:
            continue  # not needed on this system
        for requirement in found.requires or ():
            match = _NAME.match(requirement)
            name = re.sub(r"[-_.]+", "-", match[0]).lower() if match else ""
            if name and name not in seen and not _EXTRA.search(requirement):
                seen.add(name)
                waiting.append(name)
        name = found.metadata["Name"]
        if name.lower() != DISTRIBUTION:
            licence = _licence_of(found)
            files = _files_of(name) or _usual_words(licence)
            yield Part(f"package-{name}", name, found.version, licence, files)


def _licence_of(found: metadata.Distribution) -> str:
    told = found.metadata.json
    short = told.get("license_expression") or _first_line(str(told.get("license") or ""))
    if short:
        return str(short)
    classifiers = [c for c in told.get("classifier") or () if c.startswith("License ::")]
    return ", ".join(line.rpartition(":: ")[2] for line in classifiers) or _("see its words")


def _usual_words(licence: str) -> tuple[Path, ...]:
    """The words of a well-known licence, for packages that name it and do not bring it along."""
    if licence.startswith("LGPL-3.0"):
        folder = paths.resources_dir() / "licences"
        return (folder / "LGPL-3.0.txt", folder / "GPL-3.0.txt")
    return _app().files if licence.startswith("Apache") else ()


def _first_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[0][:80] if lines else ""


def _files_of(name: str) -> tuple[Path, ...]:
    try:
        files = metadata.files(name) or []
    except metadata.PackageNotFoundError:
        return ()
    return tuple(
        Path(str(file.locate()))
        for file in files
        if "dist-info" in file.parts[0] and _LICENCE_FILE.match(file.name)
    )


def _licence_files(folder: Path) -> tuple[Path, ...]:
    return tuple(sorted(p for p in folder.iterdir() if _LICENCE_FILE.match(p.name)))
