"""How the service and its workers talk, over a socket: frames of a kind (one byte), a length and so many bytes."""

from __future__ import annotations

import asyncio
import socket
import struct
from enum import Enum
from typing import Final

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


def send(connection: socket.socket, kind: Frame, data: bytes = b"") -> None:
    """Send a frame, waiting until it is taken."""
    connection.sendall(HEAD.pack(kind.value, len(data)) + data)


def receive(connection: socket.socket) -> tuple[Frame, bytes]:
    """The next frame. Raises EOFError where the other side has gone."""
    kind, length = HEAD.unpack(_exactly(connection, HEAD.size))
    return Frame(kind), _exactly(connection, length)


def _exactly(connection: socket.socket, length: int) -> bytes:
    data = bytearray()
    while len(data) < length:
        some = connection.recv(length - len(data))
        if not some:
            raise EOFError
        data += some
    return bytes(data)


async def take(reader: asyncio.StreamReader) -> tuple[Frame, bytes]:
    """The next frame, in the service. Raises EOFError where the worker has gone."""
    kind, length = HEAD.unpack(await reader.readexactly(HEAD.size))
    return Frame(kind), await reader.readexactly(length)


def give(writer: asyncio.StreamWriter, kind: Frame, data: bytes = b"") -> None:
    """Send a frame from the service."""
    writer.write(HEAD.pack(kind.value, len(data)) + data)
