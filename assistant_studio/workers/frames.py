"""Messages between the app and its workers: a length, then MessagePack; never pickle.

Every message is a map with the key `type`. From the app: `configure` (module,
home, options), `call` (id, method, arguments), `cancel` (id). From a worker: `item` (id, value),
`done` (id, value), `failed` (id, error record), `bug` (id, text), `cancelled` (id).
"""

from __future__ import annotations

import struct
from typing import Any, BinaryIO

import msgpack

MAX_FRAME_BYTES = 256 << 20
_LENGTH = struct.Struct("<I")

Message = dict[str, Any]


class FrameError(Exception):
    """The other side sent something that is no frame."""


def packed_frame(message: Message) -> bytes:
    """One message as the bytes that travel.

    Raises:
        FrameError: The message is larger than a frame may be.
        TypeError: It holds something that is no plain data.
        UnicodeEncodeError: A text in it holds half a surrogate pair.
    """
    body: bytes = msgpack.packb(message)
    if len(body) > MAX_FRAME_BYTES:
        raise FrameError(f"a message of {len(body)} bytes is more than a frame holds")
    return _LENGTH.pack(len(body)) + body


def write_frame(pipe: BinaryIO, message: Message) -> None:
    """Send one message.

    Raises:
        FrameError: The message is larger than a frame may be.
        OSError: The other side is gone.
    """
    pipe.write(packed_frame(message))
    pipe.flush()


def read_frame(pipe: BinaryIO) -> Message | None:
    """Receive one message, or None when the other side has closed.

    Raises:
        FrameError: What came is cut off, too large or no map.
    """
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > MAX_FRAME_BYTES:
        raise FrameError(f"a frame says it has {length} bytes")
    body = pipe.read(length)
    if len(body) < length:
        return None
    message = msgpack.unpackb(body, strict_map_key=False)
    if not isinstance(message, dict) or "type" not in message:
        raise FrameError("a frame holds no message")
    return message
