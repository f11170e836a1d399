"""The part of a conversation that is read: its end, and more of it as a person goes back."""

from __future__ import annotations

from assistant_studio.conversations.message import Message
from assistant_studio.viewmodels import services

# What is read at once; a conversation of thousands opens as fast as a short one.
WINDOW_MESSAGES = 30
# Read beyond a message that was looked for, so that it does not stand alone at the top.
_MARGIN_MESSAGES = 10


class MessageWindow:
    """Reads messages from the end of a conversation backwards.

    Attributes:
        has_older: Whether there are messages before those that were read last.
        seen: Those that were read last, and the one before them where there is one.
    """

    def __init__(self) -> None:
        self.has_older = False
        self.seen: tuple[Message, ...] = ()

    def read(
        self, conversation_id: str, before: str | None = None, reaching: str = ""
    ) -> tuple[Message, ...]:
        """The last messages of a conversation, or the last ones before one of them.

        Args:
            conversation_id: The conversation; empty for one without messages.
            before: The id of that one.
            reaching: The id of a message to read back to, and a little further; a branch that is
                not shown becomes the one that is.

        Raises:
            NotFound: There is no such conversation or message.
        """
        self.has_older, self.seen = False, ()
        if not conversation_id:
            return ()
        size = WINDOW_MESSAGES
        if reaching:
            size = max(size, _reach(conversation_id, reaching))
        # One more than is shown tells whether there are older ones.
        self.seen = services.studio().conversations.latest_messages(
            conversation_id, size + 1, before
        )
        self.has_older = len(self.seen) > size
        return self.seen[-size:]


def _reach(conversation_id: str, message_id: str) -> int:
    """The number of messages from the end back to this one, and some more."""
    conversations = services.studio().conversations
    distance = conversations.distance_to_end(conversation_id, message_id)
    if distance is None:
        conversations.branches.choose(message_id)
        distance = conversations.distance_to_end(conversation_id, message_id)
    return (distance or 0) + 1 + _MARGIN_MESSAGES
