"""The models an assistant can answer with, and how it draws its words."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from assistant_studio.assistants.assistant import Assistant, SamplingChoice
from assistant_studio.errors import StudioError
from assistant_studio.language import _, decimal_number, whole_number
from assistant_studio.models.engine import Sampling
from assistant_studio.models.store import InstalledModel
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.assistant_draft import AssistantDraft
from assistant_studio.viewmodels.draft_part import DraftPart
from assistant_studio.viewmodels.model_status import short_name
from assistant_studio.viewmodels.rows_model import RowsModel

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

DEFAULT_KEY = ""
_STANDARD = Sampling()


@dataclass(frozen=True, slots=True)
class ModelRow:
    """One model to choose.

    Attributes:
        key: Its sha256; empty for the app's own choice.
        name: For people.
        detail: Parameters, size and context in words.
    """

    key: str
    name: str
    detail: str


class ModelsModel(RowsModel):
    """The models, the app's own choice first."""

    row_type = ModelRow


@QmlElement
class ModelChoices(DraftPart):
    """What the builder's model section shows and changes.

    Signals:
        changed: The draft or the models are different.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._models = ModelsModel(self)
        self._known: dict[str, str] = {}
        services.changes().modelChanged.connect(self.refresh)

    def _begin(self, draft: AssistantDraft) -> None:
        draft.draftChanged.connect(self.changed)
        self.refresh()

    @Property(QObject, constant=True)
    def models(self) -> QObject:
        """A list of `ModelRow`."""
        return self._models

    @Slot()
    def refresh(self) -> None:
        """Look again at what is installed."""
        if not services.has_studio():
            return
        try:
            found = services.studio().models.list()
        except StudioError as error:
            services.changes().problemMet.emit(error.message, error.hint)
            found = []
        self._known = {model.sha256: model.name for model in found}
        default = _("{name} at present", name=short_name(found[0].name)) if found else ""
        rows = [ModelRow(DEFAULT_KEY, _("Default model"), default)]
        rows += [ModelRow(model.sha256, short_name(model.name), _detail(model)) for model in found]
        self._models.show(rows)
        self.changed.emit()

    # The model

    @Property(str, notify=changed)
    def chosen(self) -> str:
        """The key of the model that is chosen."""
        return (self._draft.assistant.model_sha256 or "") if self._draft is not None else ""

    @Slot(str)
    def choose(self, key: str) -> None:
        """Let the assistant answer with this model."""
        if self._draft is None or key == (self._draft.assistant.model_sha256 or ""):
            return
        changed = replace(
            self._draft.assistant, model_sha256=key or None, model_name=self._known.get(key, "")
        )
        self._draft.edit(replace(self._draft.draft, assistant=changed), "model_sha256")

    @Property(str, notify=changed)
    def missingText(self) -> str:
        """That the model that is chosen is gone; empty while it is here."""
        assistant = self._draft.assistant if self._draft is not None else Assistant()
        if not assistant.model_sha256 or assistant.model_sha256 in self._known:
            return ""
        name = assistant.model_name
        called = short_name(name) if name else assistant.model_sha256[:12]
        return _("“{name}”, this assistant's model, is not on this computer any more.", name=called)

    # How words are drawn

    @property
    def _sampling(self) -> SamplingChoice:
        return self._draft.assistant.sampling if self._draft is not None else SamplingChoice()

    def _sample(self, **values: object) -> None:
        if self._draft is not None:
            sampling = replace(self._sampling, **values)  # type: ignore[arg-type]
            # The steps of a slider that is drawn are one edit.
            self._draft.change("sampling", sampling, run=f"slid {' '.join(values)}")

    @Property(float, notify=changed)
    def temperature(self) -> float:
        """0 to 2; the app's own where none is chosen."""
        chosen = self._sampling.temperature
        return _STANDARD.temperature if chosen is None else chosen

    @temperature.setter  # type: ignore[no-redef]
    def temperature(self, value: float) -> None:
        self._sample(temperature=round(value, 2))

    @Property(str, notify=changed)
    def temperatureText(self) -> str:
        """The temperature in plain words."""
        value = float(self.temperature)
        if value == 0:
            words = _("always the likeliest word: the same answer each time")
        elif value <= 0.4:
            words = _("close to the point")
        elif value <= 0.9:
            words = _("livelier")
        else:
            words = _("adventurous: less reliable")
        return _("{value} — {words}", value=decimal_number(value, 2), words=words)

    @Property(int, notify=changed)
    def longest(self) -> int:
        """The longest answer, in tokens."""
        chosen = self._sampling.max_tokens
        return _STANDARD.max_tokens if chosen is None else chosen

    @longest.setter  # type: ignore[no-redef]
    def longest(self, tokens: int) -> None:
        self._sample(max_tokens=tokens)

    @Property(str, notify=changed)
    def longestText(self) -> str:
        """The longest answer in plain words."""
        tokens = int(self.longest)
        return _(
            "{tokens} tokens, about {words} words",
            tokens=whole_number(tokens),
            words=whole_number(10 * round(tokens * 0.075)),
        )

    @Property(bool, notify=changed)
    def thorough(self) -> bool:
        """Whether the whole context is used for passages."""
        return self._draft is not None and self._draft.assistant.retrieval.thorough

    @thorough.setter  # type: ignore[no-redef]
    def thorough(self, thorough: bool) -> None:
        if self._draft is not None:
            before = self._draft.assistant.retrieval
            self._draft.change("retrieval", replace(before, thorough=thorough))

    @Property(bool, notify=changed)
    def customised(self) -> bool:
        """Whether any of the sampling is not the app's own."""
        return self._sampling != SamplingChoice()

    @Slot()
    def resetSampling(self) -> None:
        """Take the app's own sampling."""
        if self._draft is not None:
            self._draft.change("sampling", SamplingChoice())


def _detail(model: InstalledModel) -> str:
    millions = model.info.parameters / 1e6
    if millions >= 1000:
        parameters = _("{count} billion parameters", count=decimal_number(millions / 1000))
    else:
        parameters = _("{count} million parameters", count=whole_number(round(millions)))
    size = whole_number(round(model.size_bytes / 1e6))
    if not model.info.context_length:
        return _("{parameters} · {size} MB", parameters=parameters, size=size)
    return _(
        "{parameters} · {size} MB · reads up to {context} tokens",
        parameters=parameters,
        size=size,
        context=whole_number(model.info.context_length),
    )
