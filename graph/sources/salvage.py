"""The files at the beginning of a ZIP archive whose end is missing, and with it the table of what is in it."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO, NamedTuple

from graph.errors import InputError
from graph.settings import Settings
from graph.sources.kinds import kind_of
from graph.sources.piece import Member

_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_LOST = "is cut off or damaged; what stands before was read"
_ENCRYPTED, _SIZES_FOLLOW, _UTF8 = 1, 8, 0x800
_STORED, _DEFLATED = 0, 8


class _File(NamedTuple):
    path: str
    flags: int
    method: int
    crc: int
    packed: int


def salvaged(stream: BinaryIO, name: str, settings: Settings) -> Iterator[Member | InputError]:
    """The members that are whole, in order; then the error that the rest is lost."""
    while (file := _header(stream)) is not None:
        data = _data(stream, file, settings.max_bytes)
        if data is None:
            break
        if not file.path.endswith("/"):
            yield Member(file.path, kind_of(file.path), partial(io.BytesIO, data))
    yield InputError(name, _LOST)


def _header(stream: BinaryIO) -> _File | None:
    head = stream.read(_LOCAL.size)
    if len(head) < _LOCAL.size or not head.startswith(b"PK\x03\x04"):
        return None
    _, _, flags, method, _, _, crc, packed, _, length, extra = _LOCAL.unpack(head)
    path = stream.read(length).decode("utf-8" if flags & _UTF8 else "cp437", "replace")
    stream.read(extra)
    return _File(path.replace("\\", "/"), flags, method, crc, packed)


def _data(stream: BinaryIO, file: _File, longest: int) -> bytes | None:
    """A file's bytes; None where they are not whole, or nothing tells where they end."""
    if file.flags & _ENCRYPTED or file.method not in (_STORED, _DEFLATED) or file.packed > longest:
        return None
    if file.method == _DEFLATED:
        return _inflated(stream, file, longest)
    data = stream.read(file.packed)
    return data if not file.flags & _SIZES_FOLLOW and zlib.crc32(data) == file.crc else None


def _inflated(stream: BinaryIO, file: _File, longest: int) -> bytes | None:
    """What deflate made, which tells its own end; no longer than a document may be."""
    inflate, data = zlib.decompressobj(-zlib.MAX_WBITS), b""
    try:
        while not inflate.eof:
            packed = inflate.unconsumed_tail or stream.read(1 << 16)
            data += inflate.decompress(packed, longest + 1 - len(data))
            if not packed or len(data) > longest:
                return None
    except zlib.error:
        return None
    stream.seek(-len(inflate.unused_data), io.SEEK_CUR)
    crc = file.crc
    if file.flags & _SIZES_FOLLOW:
        follows = stream.read(16)
        marked = follows.startswith(b"PK\x07\x08")
        crc = int.from_bytes(follows[4:8] if marked else follows[:4], "little")
        stream.seek((16 if marked else 12) - len(follows), io.SEEK_CUR)
    return data if zlib.crc32(data) == crc else None
