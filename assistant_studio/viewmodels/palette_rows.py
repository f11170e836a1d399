"""What the palette offers: assistants, commands and conversations, best and latest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from assistant_studio.assistants.assistant import Assistant
from assistant_studio.conversations.escaping import escaped
from assistant_studio.conversations.listing import ConversationEntry
from assistant_studio.conversations.search import Hit
from assistant_studio.viewmodels.commands import CommandRow
from assistant_studio.viewmodels.dates import short_date
from assistant_studio.viewmodels.fuzzy import Fit, fit

ASSISTANTS, CONVERSATIONS, COMMANDS = "assistants", "conversations", "commands"
_MOST_OF_A_KIND = 5
# A name found by another word than its own comes after those found by theirs.
_BY_OTHER_WORDS = 60.0


@dataclass(frozen=True, slots=True)
class PaletteRow:
    """One thing that can be opened or done.

    Attributes:
        key: Tells it from the others.
        kind: "assistants", "conversations" or "commands"; the heading it stands under.
        name: As a screen reader says it.
        title: As it is shown: markup, what was typed between `<b>` and `</b>`.
        detail: A second line, likewise; may be empty.
        note: A few words at the end: a shortcut, a date.
        icon_name: Its icon, where it has no avatar.
        letter: Its avatar's letter; empty where it has none.
        color: Its avatar's colour.
        picture: The sha256 of its avatar's picture; empty shows the letter.
        target: The id of the assistant or conversation, or the command's name.
        message_id: The message to show; empty for the end of the conversation.
    """

    key: str
    kind: str
    name: str
    title: str
    detail: str
    note: str
    icon_name: str
    letter: str
    color: str
    picture: str
    target: str
    message_id: str = ""


def assistant_rows(typed: str, assistants: Sequence[Assistant]) -> list[tuple[float, PaletteRow]]:
    """The assistants whose name or tagline fits, with how well; given in the order of their use."""
    found = []
    for assistant in assistants:
        fits = fit(typed, assistant.name)
        score = fits.score if fits else 0.0
        marks = fits.marks if fits else ()
        if fits is None and (by_tagline := fit(typed, assistant.tagline)):
            score, fits = by_tagline.score - _BY_OTHER_WORDS, by_tagline
        if fits is None:
            continue
        row = PaletteRow(
            key=f"assistant:{assistant.id}",
            kind=ASSISTANTS,
            name=assistant.name,
            title=marked(assistant.name, marks),
            detail=escaped(assistant.tagline),
            note="",
            icon_name="",
            letter=assistant.letter,
            color=assistant.avatar.color,
            picture=assistant.avatar.picture,
            target=assistant.id,
        )
        found.append((score, row))
    return _best(found)


def command_rows(typed: str, commands: Iterable[CommandRow]) -> list[tuple[float, PaletteRow]]:
    """The commands whose title or other words fit, with how well; given the latest used first."""
    found = []
    for command in commands:
        fits = _command_fit(typed, command)
        if fits is None:
            continue
        row = PaletteRow(
            key=f"command:{command.key}",
            kind=COMMANDS,
            name=command.title,
            title=marked(command.title, fits.marks),
            detail="",
            note=command.keys_text,
            icon_name=command.icon_name or "square",
            letter="",
            color="",
            picture="",
            target=command.key,
        )
        found.append((fits.score, row))
    return _best(found) if typed.strip() else found


def conversation_rows(
    entries: Iterable[ConversationEntry], assistants: dict[str, Assistant]
) -> list[PaletteRow]:
    """Conversations as they are, for a palette in which nothing is typed yet."""
    today = date.today()
    return [
        _conversation_row(
            entry.id, entry.title, entry.changed_at, assistants.get(entry.assistant_id), today
        )
        for entry in entries
    ]


def hit_rows(hits: Iterable[Hit], assistants: dict[str, Assistant]) -> list[PaletteRow]:
    """What a search over all conversations found."""
    today = date.today()
    rows = []
    for hit in hits:
        assistant = assistants.get(hit.assistant_id)
        # The first message is often the title: said once, it is enough.
        said = hit.excerpt.text != hit.title.text
        rows.append(
            _conversation_row(
                hit.conversation_id,
                hit.title.text,
                hit.created_at,
                assistant,
                today,
                title_marks=hit.title.marks,
                detail=marked(hit.excerpt.text, hit.excerpt.marks) if said else "",
                plain_detail=hit.excerpt.text if said else "",
                message_id=hit.message_id or "",
            )
        )
    return rows


def marked(text: str, marks: Iterable[tuple[int, int]]) -> str:
    """A text as markup, every character of it escaped, its marks bold."""
    parts, at = [], 0
    for start, end in marks:
        if start >= at:
            parts += [escaped(text[at:start]), "<b>", escaped(text[start:end]), "</b>"]
            at = end
    return "".join([*parts, escaped(text[at:])])


def _conversation_row(
    conversation_id: str,
    title: str,
    moment: str,
    assistant: Assistant | None,
    today: date,
    *,
    title_marks: tuple[tuple[int, int], ...] = (),
    detail: str = "",
    plain_detail: str = "",
    message_id: str = "",
) -> PaletteRow:
    when = short_date(datetime.fromisoformat(moment).astimezone(), today)
    who = assistant.name if assistant else ""
    return PaletteRow(
        key=f"conversation:{conversation_id}",
        kind=CONVERSATIONS,
        name=", ".join(part for part in (title, who, when, plain_detail) if part),
        title=marked(title, title_marks),
        detail=detail,
        note=" · ".join(part for part in (who, when) if part),
        icon_name="message-square",
        letter="",
        color="",
        picture="",
        target=conversation_id,
        message_id=message_id,
    )


def _command_fit(typed: str, command: CommandRow) -> Fit | None:
    by_title = fit(typed, command.title)
    if by_title is not None:
        return by_title
    by_words = fit(typed, f"{command.title} {command.words} {command.group}")
    return Fit(by_words.score - _BY_OTHER_WORDS, ()) if by_words else None


def _best(found: list[tuple[float, PaletteRow]]) -> list[tuple[float, PaletteRow]]:
    """The best few; what fits alike stays in the order in which it came."""
    return sorted(found, key=lambda pair: -pair[0])[:_MOST_OF_A_KIND]
