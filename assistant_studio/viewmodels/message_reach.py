"""How far back a conversation is read so that one of its messages is among what is shown."""

from __future__ import annotations

from assistant_studio.viewmodels import services

# Read beyond the message itself, so that it does not stand alone at the top.
_MARGIN_MESSAGES = 10


def message_reach(conversation_id: str, message_id: str) -> int:
    """The number of messages from the end back to this one, and some more.

    A branch that is not shown becomes the one that is.

    Raises:
        NotFound: There is no such message.
    """
    conversations = services.studio().conversations
    distance = conversations.distance_to_end(conversation_id, message_id)
    if distance is None:
        conversations.branches.choose(message_id)
        distance = conversations.distance_to_end(conversation_id, message_id)
    return (distance or 0) + 1 + _MARGIN_MESSAGES
