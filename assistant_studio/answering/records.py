"""An answer's details as they were saved, made again; fields of other versions are passed over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from assistant_studio.answering.events import CitedSentence, LeftOut, Source, Timings
from assistant_studio.answering.reasoning import Reasoning
from assistant_studio.answering.ways import Way, WayKind
from assistant_studio.conversations.message import Message, MessageState, Role
from assistant_studio.knowledge.document import Passage


def can_go_on(answer: Message) -> bool:
    """Whether an answer was cut off after something was written."""
    cut = answer.state is not MessageState.COMPLETE or answer.details.get("finish") == "length"
    way = way_from(answer.details)
    if way.read < way.sections:
        # Its text is notes of the parts that were read: asked again, the reading goes on from them.
        return False
    begun = bool(answer.text.strip()) or reasoning_from(answer.details) is not None
    return answer.role is Role.ASSISTANT and cut and begun


def sources_from(details: Mapping[str, Any]) -> tuple[Source, ...]:
    """The passages the model was given."""
    return tuple(
        Source(int(source["n"]), _made(Passage, source["passage"], ("found_by",)))
        for source in details.get("sources", ())
    )


def sentences_from(details: Mapping[str, Any]) -> tuple[CitedSentence, ...]:
    """Each sentence with the sources that support it."""
    return tuple(
        _made(CitedSentence, sentence, ("sources",)) for sentence in details.get("sentences", ())
    )


def timings_from(details: Mapping[str, Any]) -> Timings | None:
    """How long it took; None while it is written, or if it failed."""
    timings = details.get("timings")
    found: Timings | None = _made(Timings, timings) if timings else None
    return found


def left_out_from(details: Mapping[str, Any]) -> LeftOut:
    """What did not fit into the context."""
    kept = details.get("left_out", {})
    partly = tuple((str(n), int(a), int(b)) for n, a, b in kept.get("attachments", ()))
    return LeftOut(int(kept.get("messages", 0)), int(kept.get("passages", 0)), partly)


def reasoning_from(details: Mapping[str, Any]) -> Reasoning | None:
    """What the model thought before it answered."""
    kept = details.get("reasoning")
    found: Reasoning | None = _made(Reasoning, kept) if kept else None
    return found


def way_from(details: Mapping[str, Any]) -> Way:
    """How the files were used; answers of earlier versions of the app only searched them."""
    kept = details.get("way")
    found: Way = _made(Way, kept, ("documents", "notes")) if kept else Way()
    return replace(found, kind=WayKind(found.kind))


def documents_of(details: Mapping[str, Any]) -> frozenset[str]:
    """Ids of the documents that an answer came from: those it cites, else all it was offered."""
    cited = {n for sentence in sentences_from(details) for n in sentence.sources}
    sources = sources_from(details)
    used = [source for source in sources if source.n in cited] or sources
    return frozenset(source.passage.document_id for source in used)


def _made(kind: Any, data: Mapping[str, Any], tuples: Sequence[str] = ()) -> Any:
    values = {field.name: data[field.name] for field in fields(kind) if field.name in data}
    return kind(**{k: tuple(v) if k in tuples else v for k, v in values.items()})
