"""The tasks that lie before a worker, in a socket of whole messages: it takes one as soon as it has ended the last.

The service holds both ends, so that it can take back what the worker has not begun: the system gives each message to
one of the two.
"""

from __future__ import annotations

import contextlib
import itertools
import socket
import struct
import sys
from typing import Final

LARGEST: Final = 16_000 if sys.platform == "linux" else 2_000  # bytes that a message may have: more goes by the line
NUMBER: Final = struct.Struct(">Q")


class Inbox:
    """The service's ends."""

    def __init__(self) -> None:
        self._ours, self.theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._numbers = itertools.count()

    def put(self, task: bytes) -> int:
        """Lay a task before the worker; nothing where it comes by the line. Its number."""
        number = next(self._numbers)
        self._ours.send(NUMBER.pack(number) + task)
        return number

    def first(self, flags: int = socket.MSG_PEEK) -> int | None:
        """The number of the first that the worker has not begun, if there is one."""
        with contextlib.suppress(OSError):
            return int(NUMBER.unpack(self.theirs.recv(NUMBER.size, flags | socket.MSG_DONTWAIT))[0])
        return None

    def take_back(self, running: int) -> list[int]:
        """Take what comes after the task which the worker is thought to be at, unless it has not even begun that; the
        numbers of what it will not get now."""
        taken = []
        while self.first() not in (None, running) and (number := self.first(0)) is not None:
            taken.append(number)
        return taken

    def close(self) -> None:
        """Nothing more comes."""
        self._ours.close()
        self.theirs.close()


def take(inbox: socket.socket) -> bytes:
    """The worker's next task, waited for; nothing where it comes by the line."""
    return inbox.recv(NUMBER.size + LARGEST)[NUMBER.size :]
