"""What turns replies into rich text; its libraries are loaded after the window is up."""

from assistant_studio.conversations.highlighting import GrowingCode, highlighted
from assistant_studio.conversations.markdown import code_text, rich_text
from assistant_studio.conversations.plain_text import plain_text

__all__ = ["GrowingCode", "code_text", "highlighted", "plain_text", "rich_text"]
