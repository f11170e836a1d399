"""A conversation as a web page that stands alone: no script, nothing loaded, all text escaped."""

from __future__ import annotations

import html
from functools import lru_cache

from markdown_it import MarkdownIt

from assistant_studio.conversations.links import safe_address
from assistant_studio.conversations.message import Message, Role
from assistant_studio.conversations.transfer.as_markdown import about, said_at
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
from assistant_studio.language import _, current

# Beyond this, Markdown is shown as it was written: taking it apart could take for ever.
_MAX_MARKDOWN_CHARS = 200_000

# Colours of the light theme; what a printer or a PDF cannot do is left out of it.
_STYLE = """
body { font-family: Inter, "Segoe UI", system-ui, sans-serif; font-size: 15px; line-height: 1.5;
  color: #1E1F22; background: #FFFFFF; max-width: 720px; margin: 0 auto; padding: 24px 20px; }
h1 { font-size: 24px; margin-bottom: 4px; }
.about, .when { color: #65635D; font-size: 13px; }
.who { font-weight: 600; margin: 26px 0 2px 0; }
.you { background: #E9E5DA; padding: 8px 14px; white-space: pre-wrap; }
pre, code { font-family: "JetBrains Mono", monospace; font-size: 13px; background: #F3F0E8; }
pre { padding: 10px; white-space: pre-wrap; }
table { border-collapse: collapse; } th, td { border: 1px solid #CBC6B8; padding: 4px 8px; }
blockquote { color: #65635D; margin-left: 16px; }
.sources { color: #65635D; font-size: 13px; }
"""


def as_html(conversation: WholeConversation) -> str:
    """The whole page."""
    title = html.escape(conversation.title)
    body = "\n".join(_part(message, conversation) for message in conversation.branch())
    missing = "".join(f'<p class="about">{html.escape(s)}</p>\n' for s in left_out(conversation))
    return f"""<!DOCTYPE html>
<html lang="{html.escape(current().code)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>{_STYLE}</style>
</head>
<body>
<h1 dir="auto">{title}</h1>
<p class="about">{html.escape(about(conversation))}</p>
{missing}{body}
</body>
</html>
"""


def _part(message: Message, conversation: WholeConversation) -> str:
    own = message.role is Role.USER
    who = html.escape(_("You") if own else conversation.assistant)
    head = f'<p class="who">{who} <span class="when">{html.escape(said_at(message))}</span></p>'
    if own:
        lines = html.escape(message.text).replace("\n", "<br>")
        attached = conversation.attachments.get(message.id, ())
        rows = "".join(map(_attached, attached))
        return f'{head}\n<div class="you" dir="auto">{lines}</div>{rows}'
    below = _sources(message) + _unsupported(message)
    return f'{head}\n<div dir="auto">{_rendered(message)}</div>{below}'


def _attached(attachment: WholeAttachment) -> str:
    title, text = html.escape(attached_title(attachment)), html.escape(shown_text(attachment))
    return f'\n<p class="about"><b>{title}</b></p>\n<pre dir="auto">{text}</pre>'


def _rendered(message: Message) -> str:
    text = cited_text(message, lambda n: f" [{n}]")
    if len(text) > _MAX_MARKDOWN_CHARS:
        return f"<pre>{html.escape(text)}</pre>"
    return str(_markdown().render(text))


def _sources(message: Message) -> str:
    sources = cited_sources(message)
    if not sources:
        return ""
    rows = "".join(
        f"<p>[{s.n}] <b>{html.escape(s.document)}</b>, {html.escape(said_place(s.place))}: "
        f"“{html.escape(s.quote)}”</p>"
        for s in sources
    )
    return f'\n<div class="sources"><p><b>{html.escape(_("Sources"))}</b></p>{rows}</div>'


def _unsupported(message: Message) -> str:
    rows = "".join(f"<p>“{html.escape(each)}”</p>" for each in unsupported_sentences(message))
    if not rows:
        return ""
    title = html.escape(_("Not in the files"))
    return f'\n<div class="sources"><p><b>{title}</b></p>{rows}</div>'


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False})
    markdown.enable(["table", "strikethrough"])
    # A picture would be loaded from somewhere; its text and its address stay as they were written.
    markdown.disable(["image", "html_inline", "html_block"])
    markdown.validateLink = lambda url: safe_address(url) is not None  # type: ignore[method-assign]
    return markdown
