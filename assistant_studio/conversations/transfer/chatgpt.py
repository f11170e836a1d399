"""One conversation of ChatGPT's `conversations.json`: a map of nodes, of which texts are taken."""

from __future__ import annotations

from typing import Any

from assistant_studio.conversations.message import MessageState, Role
from assistant_studio.conversations.titles import clean_title
from assistant_studio.conversations.transfer import incoming
from assistant_studio.conversations.transfer.incoming import ReadConversation, ReadMessage

_ROLES = {"user": Role.USER, "assistant": Role.ASSISTANT}


def is_one(item: Any) -> bool:
    """Whether this looks like a conversation of ChatGPT's."""
    return isinstance(item, dict) and isinstance(item.get("mapping"), dict)


def read(item: dict[str, Any]) -> ReadConversation | None:
    """The conversation; None where no message of it holds text.

    What is no text (pictures, calls of tools, hidden instructions) is left out.
    """
    mapping: dict[str, Any] = item["mapping"]
    if len(mapping) > incoming.MAX_MESSAGES:
        raise incoming.damaged(1)
    begun = item.get("create_time") or item.get("update_time") or 0
    taken: dict[str, ReadMessage] = {}
    ends: dict[str, str | None] = {}
    for key in _in_order(mapping):
        node = mapping[key]
        parent = node.get("parent")
        above = ends.get(parent) if isinstance(parent, str) else None
        message = _message(key, node.get("message"), above, begun)
        if message is None:
            ends[key] = above
        else:
            taken[key] = message
            ends[key] = key
    leaf = ends.get(str(item.get("current_node"))) or next(reversed(taken), None)
    if leaf is None:
        return None
    origin = str(item.get("conversation_id") or item.get("id") or f"{item.get('title')}{begun}")
    title = item.get("title")
    return ReadConversation(
        origin=f"chatgpt:{origin[:150]}".encode("utf-8", "replace").decode(),
        title=clean_title(title if isinstance(title, str) else taken[leaf].text[:200]),
        titled_by_person=True,
        created_at=incoming.moment(begun, 1),
        changed_at=incoming.moment(item.get("update_time") or begun, 1),
        pinned=False,
        archived=item.get("is_archived") is True,
        leaf_id=leaf,
        messages=tuple(taken.values()),
    )


def _in_order(mapping: dict[str, Any]) -> list[str]:
    """The nodes, each after its parent; what hangs on nothing but itself is never reached."""
    below: dict[str, list[str]] = {}
    for key, node in mapping.items():
        if isinstance(node, dict):
            parent = node.get("parent")
            known = isinstance(parent, str) and parent in mapping
            below.setdefault(str(parent) if known else "", []).append(key)
    order = list(below.get("", ()))
    for key in order:
        order.extend(below.pop(key, ()) if key else ())
    return order


def _message(key: str, message: Any, above: str | None, begun: Any) -> ReadMessage | None:
    if not isinstance(message, dict):
        return None
    author, content = message.get("author"), message.get("content")
    role = _ROLES.get(str(author.get("role"))) if isinstance(author, dict) else None
    if role is None or not isinstance(content, dict):
        return None
    parts = content.get("parts")
    texts = [part for part in parts if isinstance(part, str)] if isinstance(parts, list) else []
    text = "\n\n".join(part for part in texts if part.strip())[: incoming.MAX_TEXT_CHARS]
    if not text:
        return None
    return ReadMessage(
        id=key,
        parent_id=above,
        role=role,
        text=text.encode("utf-8", "replace").decode(),
        state=MessageState.COMPLETE,
        details={},
        created_at=incoming.moment(message.get("create_time") or begun, 1),
    )
