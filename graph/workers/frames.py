"""How the service and its workers talk, over a socket: frames of a kind (one byte), a length and so many bytes."""

from __future__ import annotations

import struct
from enum import Enum
from typing import IO, Final

HEAD: Final = struct.Struct(">cI")
CHUNK: Final = 64 * 1024


class Frame(Enum):
    """What a frame is."""

    READY = b"R"  # worker: the store is open; its process id, and how it is kept off the network
    TASK = b"T"  # service: a task
    KIND = b"K"  # worker: the results' kind and media type
    DATA = b"D"  # worker: some of the results
    ERROR = b"E"  # worker: why there are no more
    END = b"."  # worker: that was all; b"spent" where another worker had better run the next query


_FRAMES: Final = {frame.value: frame for frame in Frame}


def packed(kind: Frame, data: bytes = b"") -> bytes:
    """A frame as it is sent."""
    return HEAD.pack(kind.value, len(data)) + data


def receive(source: IO[bytes]) -> tuple[Frame, bytes]:
    """The next frame. Raises EOFError where the other side has gone."""
    kind, length = HEAD.unpack(_exactly(source, HEAD.size))
    return Frame(kind), _exactly(source, length)


def _exactly(source: IO[bytes], length: int) -> bytes:
    data = source.read(length)
    if len(data) < length:
        raise EOFError
    return data


def unpacked(data: bytes) -> tuple[list[tuple[Frame, bytes]], bytes]:
    """The frames that have come whole, and the bytes after them."""
    frames, at = [], 0
    while len(data) - at >= HEAD.size:
        kind, length = HEAD.unpack_from(data, at)
        end = at + HEAD.size + length
        if len(data) < end:
            break
        frames.append((_FRAMES[kind], data[at + HEAD.size : end]))
        at = end
    return frames, data[at:]
