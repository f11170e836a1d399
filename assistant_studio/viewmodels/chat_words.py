"""What the chat page says about an answer: how far it is, how it ended, how long it took."""

from __future__ import annotations

import re

from assistant_studio.answering.events import LeftOut, Timings
from assistant_studio.answering.reasoning import Reasoning
from assistant_studio.answering.way_words import way_text
from assistant_studio.answering.ways import WayKind
from assistant_studio.conversations.message import MessageState
from assistant_studio.language import N_, _, decimal_number, ngettext, whole_number
from assistant_studio.viewmodels import attachment_words
from assistant_studio.viewmodels.answer_details import AnswerDetails
from assistant_studio.viewmodels.model_status import short_name

_CITATION = re.compile("\u2060?\u2063[^\u2063]*\u2063")
SEARCHING = N_("Searching your files…")
THINKING = N_("Thinking…")
WRITING = N_("Writing…")
STOPPING = N_("Stopping…")
CUT_OFF = N_("This answer was cut off before it was finished.")
STOPPED = N_("You stopped this answer.")
PROMPT_WHOLE = N_(
    "The whole text, word for word: the instructions, the earlier messages, the "
    "passages and the question."
)
PROMPT_NOT_ASKED = N_(
    "The model was not asked for this answer: nothing in the files fits the "
    "question, and the app says so without guessing."
)
PROMPT_LISTED = N_("The model was not asked: rules went through all of it.")
PROMPT_PARTS = N_(
    "The model was asked part by part, each time with the instructions, the part as delimited "
    "data, and what to note of it. Its notes are the answer, so there is no last prompt."
)
PROMPT_UNCLEAR = N_("The model was not asked: it is not clear which document is meant.")
PROMPT_NOT_KEPT = N_("This answer did not come to its end, so what the model saw was not kept.")
PROMPT_NOT_YET = N_("The answer is still being written; this is shown when it is finished.")
TOO_LONG = N_("The answer reached the longest it may be.")
REPEATS = N_("The model began to repeat itself, so the answer was ended here.")
_ENDINGS = {"length": TOO_LONG, "repeats": REPEATS}


def thought_text(reasoning: Reasoning | None) -> str:
    """How long the model thought, or that it still does; empty if it did not."""
    if reasoning is None:
        return ""
    return (
        _("Thought for {duration}", duration=duration(reasoning.seconds))
        if reasoning.closed
        else _(THINKING)
    )


def unfinished_thought_text(reasoning: Reasoning) -> str:
    """Of an answer that is not written any more: how far its thoughts came."""
    if reasoning.closed:
        return thought_text(reasoning)
    return _(
        "Thought for {duration}, without coming to an end", duration=duration(reasoning.seconds)
    )


def duration(seconds: float) -> str:
    """A stretch of time as people say it."""
    if seconds < 0.95:
        return _("{seconds} s", seconds=decimal_number(seconds))
    minutes, rest = divmod(round(seconds), 60)
    return (
        _("{minutes} min {rest} s", minutes=minutes, rest=rest)
        if minutes
        else _("{seconds} s", seconds=rest)
    )


def quotation(text: str) -> str:
    """Words of an answer as a Markdown quotation, with room to write below it."""
    # What stands around the number of a citation is drawn over, and no part of the words.
    words = _CITATION.sub("", text.replace("\u2029", "\n").replace("\u2028", "\n"))
    words = words.replace("\u00a0", " ").strip()
    lines = [f"> {line}".rstrip() for line in words.splitlines()]
    return "\n".join(lines) + "\n\n" if words else ""


def loading(model_name: str) -> str:
    """The model is being made ready."""
    return (
        _("Getting {short_name} ready…", short_name=short_name(model_name))
        if model_name
        else _("Getting ready…")
    )


def reading(done: int, total: int) -> str:
    """The model reads the prompt."""
    return _(
        "Reading {done} of {total} tokens…", done=whole_number(done), total=whole_number(total)
    )


def found(passages: int) -> str:
    """What the search found."""
    if not passages:
        return _(WRITING)
    return ngettext("Reading {count} passage…", "Reading {count} passages…", passages)


def prompt_note(details: AnswerDetails, prompt: str) -> str:
    """What is to be said about the prompt of an answer, or why there is none."""
    way = way_text(details.way)
    if prompt:
        why = PROMPT_WHOLE
    elif details.way.kind is WayKind.LISTED:
        why = PROMPT_LISTED
    elif details.way.kind is WayKind.SECTIONS:
        why = PROMPT_PARTS
    else:
        not_asked = {"not_found": PROMPT_NOT_ASKED, "unclear": PROMPT_UNCLEAR}
        why = not_asked.get(details.finish, PROMPT_NOT_KEPT)
    return f"{way} {_(why)}".strip()


def context_text(used: int, total: int) -> str:
    """How full the context is; nothing while nobody knows."""
    return (
        _("Context {used} / {total}", used=whole_number(used), total=whole_number(total))
        if total > 0
        else ""
    )


def left_out_text(left_out: LeftOut) -> str:
    """What did not fit into the context; empty when all did."""
    parts = []
    if left_out.messages:
        parts.append(
            ngettext("{count} earlier message", "{count} earlier messages", left_out.messages)
        )
    if left_out.passages:
        parts.append(ngettext("{count} passage", "{count} passages", left_out.passages))
    sentences = (
        [_("{what} did not fit into the context.", what=_(" and ").join(parts))] if parts else []
    )
    sentences += [attachment_words.partly_text(*partly) for partly in left_out.attachments]
    return " ".join(sentences)


def uncited_text(finish: str) -> str:
    """What the sources of an answer that cites none of them are; empty while it is written."""
    if finish == "not_found":
        return _("Nearest in your files, not cited: none of these passages answers the question.")
    return _("The model read these passages; the answer cites none of them.") if finish else ""


def unread_text(passages: int) -> str:
    """How many passages were found and not given to the model; empty for none."""
    if not passages:
        return ""
    return ngettext(
        "{count} more passage was found, but not read, so that the answer comes soon.",
        "{count} more passages were found, but not read, so that the answer comes soon.",
        passages,
    )


def timings_text(details: AnswerDetails) -> str:
    """How long an answer took: "0.2 s to first word · 58 tokens/s · 2 sources"."""
    parts = []
    timings = details.timings
    if timings is not None and details.finish != "not_found":
        parts += _speed_parts(timings)
    if details.cited:
        parts.append(ngettext("{count} source", "{count} sources", len(details.cited)))
    return " · ".join(parts)


def _speed_parts(timings: Timings) -> list[str]:
    parts = []
    if timings.first_token_s > 0:
        parts.append(_("{seconds} s to first word", seconds=decimal_number(timings.first_token_s)))
    if timings.tokens_per_s > 0:
        parts.append(_("{tokens_per_s:.0f} tokens/s", tokens_per_s=timings.tokens_per_s))
    return parts


def ending_text(state: MessageState, finish: str) -> str:
    """What a person should know about how an answer ended; empty if it simply ended."""
    if state is MessageState.STREAMING:
        return _(CUT_OFF)
    if state is MessageState.STOPPED:
        return _(STOPPED)
    return _(_ENDINGS[finish]) if finish in _ENDINGS else ""


def unsupported_title(count: int) -> str:
    """How many sentences no source supports; empty for none."""
    if count == 0:
        return ""
    return ngettext("{count} sentence has no source", "{count} sentences have no source", count)


def unsupported_text(sentences: tuple[str, ...]) -> str:
    """Which sentences no source supports."""
    shown = [_("“{quote}”", quote=_shortened(sentence)) for sentence in sentences[:3]]
    further = len(sentences) - 3
    listed = ", ".join(shown)
    if further > 0:
        listed = ngettext(
            "{listed}, and {count} more", "{listed}, and {count} more", further, listed=listed
        )
    return ngettext(
        "{sentences} is not in your files.",
        "{sentences} are not in your files.",
        len(sentences),
        sentences=listed,
    )


def _shortened(sentence: str, limit: int = 120) -> str:
    text = " ".join(sentence.split()).rstrip(".")
    return text if len(text) <= limit else text[: limit - 1].rsplit(" ", 1)[0] + "…"
