"""Templates: assistants to start from, written for this app, each a folder of data."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assistant_studio.assistants.assistant import Assistant, SamplingChoice, checked
from assistant_studio.assistants.starters import StarterFile
from assistant_studio.assistants.store import resolved
from assistant_studio.language import ENGLISH, _, current


class TemplateFile(StarterFile):
    """`template.json` of a template; the instructions stand beside it in `instructions.md`.

    A folder named after a language holds both once more, with the fields that differ in it: what
    is said, and documents of its own, since a search in one language finds little in another.

    Attributes:
        place: Where it stands among the others, the smallest first.
        temperature: How freely it words things; low where it is to copy from files.
    """

    place: int = 100
    temperature: float | None = None

    def assistant(self) -> Assistant:
        """What the template makes, not kept anywhere yet."""
        made = super().assistant()
        return replace(made, sampling=SamplingChoice(temperature=self.temperature))


@dataclass(frozen=True, slots=True)
class Template:
    """An assistant to start from.

    Attributes:
        id: Its folder's name.
        assistant: What it makes, not kept anywhere yet.
        documents: Sample files, which a person may leave out.
    """

    id: str
    assistant: Assistant
    documents: tuple[Path, ...] = ()


class Templates:
    """The templates in a folder; each language's are read once, when somebody first asks."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, tuple[Template, ...]] = {}

    def all(self) -> tuple[Template, ...]:
        """All templates in the order they are offered, in the language that is chosen now."""
        code = current().code
        if code not in self._read:
            files = [read_template(path, code) for path in self._folder.glob("*/template.json")]
            ordered = sorted(files, key=lambda found: (found[0].place, found[0].id))
            self._read[code] = tuple(template for _file, template in ordered)
        return self._read[code]

    def resolve(self, reference: str) -> Template:
        """The template that its id, its name or a unique beginning of either means.

        Raises:
            NotFound: Nothing begins like that.
            Ambiguous: More than one does.
        """
        return resolved(
            reference,
            self.all(),
            names=lambda template: (template.assistant.name, template.id),
            what=_("template"),
            listing="assistant-studio templates",
        )


def read_template(path: Path, code: str = ENGLISH) -> tuple[TemplateFile, Template]:
    """Read one `template.json` and what lies beside it.

    Args:
        path: The file.
        code: The language to read it in; English where the template does not have it.
    """
    said = path.parent / code / path.name
    if not said.exists():
        said = path
    file = TemplateFile.model_validate(_with(_plain(path), _plain(said)))
    instructions = said.with_name("instructions.md").read_text(encoding="utf-8").strip()
    assistant = checked(file.model_copy(update={"instructions": instructions}).assistant())
    documents = tuple(said.parent / name for name in file.documents)
    return file, Template(path.parent.name, assistant, documents)


def _plain(path: Path) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return plain


def _with(plain: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    return {**plain, **said, "avatar": {**plain["avatar"], **said["avatar"]}}
