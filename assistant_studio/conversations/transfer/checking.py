"""What may come in with a conversation: every field checked, what is not known left out."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

_Short = Annotated[str, Field(max_length=2_000)]
_Count = Annotated[int, Field(ge=0, le=1_000_000_000)]
_Seconds = Annotated[float, Field(ge=0, le=1_000_000_000, allow_inf_nan=False)]


class _Checked(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)


class _Passage(_Checked):
    rank: _Count
    document: _Short
    document_id: _Short
    page: _Count | None
    place: _Short
    heading: _Short
    start: _Count
    end: _Count
    text: Annotated[str, Field(max_length=100_000)]
    score: Annotated[float, Field(allow_inf_nan=False)]
    found_by: Annotated[list[_Short], Field(max_length=10)]
    fit: Annotated[float, Field(allow_inf_nan=False)] = 0.0


class _Source(_Checked):
    n: Annotated[int, Field(ge=1, le=1_000)]
    passage: _Passage


class _Sentence(_Checked):
    start: _Count
    end: _Count
    text: Annotated[str, Field(max_length=100_000)]
    sources: Annotated[list[Annotated[int, Field(ge=1, le=1_000)]], Field(max_length=1_000)]
    supported: bool


class _Timings(_Checked):
    retrieval_s: _Seconds
    prompt_s: _Seconds
    first_token_s: _Seconds
    total_s: _Seconds
    prompt_tokens: _Count
    reused_tokens: _Count
    output_tokens: _Count
    tokens_per_s: _Seconds


class _LeftOut(_Checked):
    messages: _Count = 0
    passages: _Count = 0
    # JSON has lists where the app has tuples.
    attachments: Annotated[
        list[Annotated[tuple[_Short, _Count, _Count], Field(strict=False)]], Field(max_length=100)
    ] = []


class _Error(_Checked):
    kind: _Short
    message: _Short
    hint: _Short


class _Reasoning(_Checked):
    text: Annotated[str, Field(max_length=1_000_000)]
    seconds: _Seconds = 0.0
    closed: bool = True


class _Way(_Checked):
    kind: Literal["search", "whole", "sections", "listed"]
    documents: Annotated[list[_Short], Field(max_length=1_000)] = []
    sections: _Count = 0
    read: _Count = 0
    notes: Annotated[list[Annotated[str, Field(max_length=20_000)]], Field(max_length=20_000)] = []


_PARTS: dict[str, TypeAdapter[Any]] = {
    "sources": TypeAdapter(Annotated[list[_Source], Field(max_length=200)]),
    "sentences": TypeAdapter(Annotated[list[_Sentence], Field(max_length=20_000)]),
    "timings": TypeAdapter(_Timings),
    "finish": TypeAdapter(_Short),
    "left_out": TypeAdapter(_LeftOut),
    "error": TypeAdapter(_Error),
    "reasoning": TypeAdapter(_Reasoning),
    "way": TypeAdapter(_Way),
}


def checked_details(details: Any, text: str) -> dict[str, Any]:
    """What is known of an answer, each part only where it is as it should be.

    Args:
        details: As they stand in a file.
        text: The answer, in which the sentences must lie.
    """
    if not isinstance(details, dict):
        return {}
    found = {}
    for name, adapter in _PARTS.items():
        if details.get(name) is not None:
            try:
                value = adapter.validate_python(details[name])
            except (ValidationError, RecursionError):
                continue
            found[name] = adapter.dump_python(value, mode="json")
    sentences = found.get("sentences", [])
    if any(not s["start"] <= s["end"] <= len(text) for s in sentences):
        del found["sentences"]
    return found
