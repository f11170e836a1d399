"""Templates: assistants to start from, written for this app, each a folder of data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from assistant_studio.assistants.assistant import Assistant, SamplingChoice, checked
from assistant_studio.assistants.starters import StarterFile
from assistant_studio.assistants.store import resolved


class TemplateFile(StarterFile):
    """`template.json` of a template; the instructions stand beside it in `instructions.md`.

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
    """The templates in a folder; read once, when somebody first asks."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: tuple[Template, ...] | None = None

    def all(self) -> tuple[Template, ...]:
        """All templates in the order they are offered."""
        if self._read is None:
            files = [read_template(path) for path in self._folder.glob("*/template.json")]
            ordered = sorted(files, key=lambda found: (found[0].place, found[0].id))
            self._read = tuple(template for _, template in ordered)
        return self._read

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
            what="template",
            listing="assistant-studio templates",
        )


def read_template(path: Path) -> tuple[TemplateFile, Template]:
    """Read one `template.json` and what lies beside it."""
    file = TemplateFile.model_validate_json(path.read_text(encoding="utf-8"))
    instructions = (path.parent / "instructions.md").read_text(encoding="utf-8").strip()
    assistant = checked(file.model_copy(update={"instructions": instructions}).assistant())
    documents = tuple(path.parent / name for name in file.documents)
    return file, Template(path.parent.name, assistant, documents)
