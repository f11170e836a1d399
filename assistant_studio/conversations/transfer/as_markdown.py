"""A conversation as Markdown: the branch that is shown, with its sources."""

from __future__ import annotations

import re

from assistant_studio.conversations.message import Message, Role
from assistant_studio.conversations.transfer.attached import WholeAttachment
from assistant_studio.conversations.transfer.cited import (
    cited_sources,
    cited_text,
    unsupported_sentences,
)
from assistant_studio.conversations.transfer.gathering import WholeConversation
from assistant_studio.conversations.transfer.left_out import (
    attached_title,
    left_out,
    shown_text,
)
from assistant_studio.knowledge.place_words import said_place
from assistant_studio.language import _


def as_markdown(conversation: WholeConversation) -> str:
    """The whole text of the file."""
    parts = [f"# {_plain(conversation.title)}", about(conversation)]
    missing = " ".join(left_out(conversation))
    parts += [f"*{missing}*"] if missing else []
    parts.extend(_part(message, conversation) for message in conversation.branch())
    return "\n\n".join(parts) + "\n"


def about(conversation: WholeConversation) -> str:
    """With whom it was, and when."""
    return _(
        "A conversation with {assistant}, {date}",
        assistant=_plain(conversation.assistant),
        date=conversation.created_at[:10],
    )


def said_at(message: Message) -> str:
    """When a message was written, to the minute, in UTC as it is kept."""
    return message.created_at[:16].replace("T", " ")


def _part(message: Message, conversation: WholeConversation) -> str:
    if message.role is Role.USER:
        said = f"## {_('You')} · {said_at(message)}\n\n{message.text}"
        attached = conversation.attachments.get(message.id, ())
        return "\n\n".join([said, *(_attached(each) for each in attached)])
    lines = [
        f"## {_plain(conversation.assistant)} · {said_at(message)}",
        cited_text(message, _mark),
    ]
    sources = cited_sources(message)
    if sources:
        listed = [
            f"{s.n}. {_plain(s.document)}, {_plain(said_place(s.place))}: “{s.quote}”"
            for s in sources
        ]
        lines += [f"**{_('Sources')}**", "\n".join(listed)]
    unsupported = unsupported_sentences(message)
    if unsupported:
        listed = [f"- {sentence}" for sentence in unsupported]
        lines += [f"**{_('Not in the files')}**", "\n".join(listed)]
    return "\n\n".join(lines)


def _attached(attachment: WholeAttachment) -> str:
    text = shown_text(attachment)
    # Longer than any run of its own, so that no text ends it.
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"**{_plain(attached_title(attachment))}**\n\n{fence}text\n{text}\n{fence}"


def _mark(n: int) -> str:
    return f" [{n}]"


def _plain(text: str) -> str:
    """A name in one line; a file's name could hold anything."""
    return " ".join(text.split())
