"""Streams that may be cut off, broken or bombs: read in order, with every fault an InputError that names the source."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO, cast

from graph.errors import InputError

# Text shrinks to a tenth, repetitive JSON lines to a fiftieth; deflate goes to a thousandth, bzip2 to a millionth.
RATIO = 200
FREE = 100_000_000  # bytes that are read whatever they were before
CUT_OFF = "is cut off before its end: fetch it again"
_BUFFER = 65_536


class Exhausted(InputError):
    """More has come out of an origin than any document is worth: it ends the whole of it."""


class Budget:
    """How much may be inflated from one origin, all that is nested in it together: RATIO times what was read of it."""

    def __init__(self, source: str, consumed: Callable[[], int]) -> None:
        self.source, self.consumed, self.inflated = source, consumed, 0

    def spend(self, amount: int) -> None:
        """Count what was inflated. Raises Exhausted."""
        self.inflated += amount
        if self.inflated > FREE + RATIO * self.consumed():
            reason = f"is a bomb: {self.inflated:,} bytes came out of {self.consumed():,}; the rest of it is not read"
            raise Exhausted(self.source, reason)


class _Tap(io.RawIOBase):
    def __init__(self, stream: BinaryIO, source: str, head: bytes, budget: Budget | None) -> None:
        self.stream, self.source, self.head, self.budget = stream, source, head, budget
        self.count = 0

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.count

    def readinto(self, buffer: Any) -> int:
        data = self._next(len(buffer))
        buffer[: len(data)] = data
        self.count += len(data)
        if self.budget is not None:
            self.budget.spend(len(data))
        return len(data)

    def _next(self, size: int) -> bytes:
        if self.head:
            data, self.head = self.head[:size], self.head[size:]
            return data
        try:
            return self.stream.read(size)
        except EOFError as error:
            raise InputError(self.source, CUT_OFF) from error
        except (zlib.error, lzma.LZMAError, zipfile.BadZipFile, OSError) as error:
            raise InputError(self.source, f"cannot be read to its end: {error}") from error


def tapped(stream: BinaryIO, source: str, head: bytes = b"", budget: Budget | None = None) -> BinaryIO:
    """The stream, after `head`, with faults as InputErrors and what is read spent from a budget. Not seekable."""
    return cast(BinaryIO, io.BufferedReader(_Tap(stream, source, head, budget), _BUFFER))


def counted(stream: BinaryIO, source: str) -> tuple[BinaryIO, Callable[[], int]]:
    """An origin's stream, and how far into it one has come."""
    if stream.seekable():
        return stream, stream.tell
    tap = _Tap(stream, source, b"", None)
    return cast(BinaryIO, io.BufferedReader(tap, _BUFFER)), lambda: tap.count


def load(stream: BinaryIO, source: str, max_bytes: int, advice: str = "; cut it up") -> bytes:
    """All bytes of a stream. Raises InputError, having read no more than it may, where there are too many."""
    data = stream.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise InputError(source, f"is too long: more than {max_bytes:,} bytes{advice}")
    return data
