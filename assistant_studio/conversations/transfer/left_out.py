"""What an export for people leaves out of a conversation, in sentences."""

from __future__ import annotations

from assistant_studio.conversations.transfer.attached import WholeAttachment
from assistant_studio.conversations.transfer.gathering import WholeConversation
from assistant_studio.language import _, ngettext, whole_number

# Of a file or a long paste, so much stands in an export for people; it may be hundreds of pages.
SHOWN_CHARS = 4_000


def left_out(conversation: WholeConversation) -> list[str]:
    """What is not in the file as Markdown, web page or PDF; JSON leaves none of it out."""
    branch = conversation.branch()
    others = len(conversation.messages) - len(branch)
    said = []
    if others:
        said.append(
            ngettext(
                "{count} message on another branch is left out.",
                "{count} messages on other branches are left out.",
                others,
            )
        )
    if any(message.details.get("reasoning") for message in branch):
        said.append(_("What the model thought before its answers is left out."))
    attached = [each for m in branch for each in conversation.attachments.get(m.id, ())]
    if any(len(each.text) > SHOWN_CHARS for each in attached):
        said.append(
            _(
                "Of what was attached, only the first {count} characters are in it.",
                count=whole_number(SHOWN_CHARS),
            )
        )
    return [str(sentence) for sentence in said]


def attached_title(attachment: WholeAttachment) -> str:
    """What stands above an attachment's text: its name, and how much of it follows."""
    total = len(attachment.text)
    if total > SHOWN_CHARS:
        return _(
            "Attached: {name} (the first {shown} of {count} characters)",
            name=attachment.name,
            shown=whole_number(SHOWN_CHARS),
            count=whole_number(total),
        )
    return _("Attached: {name}", name=attachment.name)


def shown_text(attachment: WholeAttachment) -> str:
    """As much of an attachment's text as stands in an export for people."""
    return attachment.text[:SHOWN_CHARS].strip("\n")
