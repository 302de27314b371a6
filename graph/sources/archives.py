"""Archives and what is compressed: ZIP, tar, gzip, bzip2, xz. The standard library's, which reads them as streams."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import stat
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, BinaryIO, cast

from graph.errors import InputError
from graph.settings import Settings
from graph.sources.kinds import kind_of, stem_of
from graph.sources.piece import Intake, Member
from graph.sources.salvage import salvaged
from graph.sources.streams import load

_ENCRYPTED = "is encrypted: unpack the archive with its password first"
_LONGEST_HEADER = 1_000_000  # bytes of a tar header, which tarfile reads whole; a path has at most a few thousand
_SHORT = {".tgz": ".tar", ".tbz2": ".tar", ".txz": ".tar"}


def open_zip(stream: BinaryIO, name: str, settings: Settings, intake: Intake) -> Iterator[Member | InputError]:
    """The files in a ZIP archive; of one that is cut off those that can be found."""
    stream = _seekable(stream, name, settings)
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, NotImplementedError):
        stream.seek(0)
        yield from salvaged(stream, name, settings)
        return
    with archive:
        for info in archive.infolist():
            path = info.filename.replace("\\", "/")
            if not info.is_dir() and not stat.S_ISLNK(info.external_attr >> 16):
                fault = _ENCRYPTED if info.flag_bits & 1 else _fault(path)
                open_member = cast(Callable[[], BinaryIO], partial(archive.open, info))
                yield Member(path, kind_of(path), open_member, info.file_size, fault=fault)


def _seekable(stream: BinaryIO, name: str, settings: Settings) -> BinaryIO:
    """A ZIP archive's table stands at its end: one that comes as a stream is held in memory, up to a limit."""
    return stream if stream.seekable() else io.BytesIO(load(stream, name, settings.max_bytes))


class _Header(tarfile.TarInfo):
    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> _Header:
        found = super().frombuf(buf, encoding, errors)
        if found.type not in tarfile.SUPPORTED_TYPES or found.size < 0:
            raise tarfile.ReadError("damaged header")
        if not found.isreg() and found.size > _LONGEST_HEADER:
            raise tarfile.ReadError("header of absurd length")
        return found


def open_tar(stream: BinaryIO, name: str, settings: Settings, intake: Intake) -> Iterator[Member | InputError]:
    """The files in a tar archive; links and devices are none."""
    blocks = _Blocks(stream)
    try:
        with tarfile.open(
            fileobj=cast(BinaryIO, blocks), mode="r|", bufsize=tarfile.BLOCKSIZE, tarinfo=_Header
        ) as archive:
            while (info := archive.next()) is not None:
                vars(archive)["members"].clear()  # tarfile keeps all that it has seen
                if info.isreg():
                    opened = cast(Callable[[], BinaryIO], partial(archive.extractfile, info))
                    yield Member(info.name, kind_of(info.name), opened, info.size, fault=_fault(info.name))
    except tarfile.TarError as error:
        raise InputError(name, f"is cut off or damaged ({error}); what stands before was read") from error
    if not blocks.end_in_zeros():
        raise InputError(name, "is cut off or damaged (it goes on after no whole file); what stands before was read")


class _Blocks:
    """A tar archive's blocks. tarfile takes for its end where it is cut between files, or a damaged header."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream, self.last = stream, b""

    def read(self, size: int) -> bytes:
        if data := self.stream.read(size):
            self.last = data
        return data

    def end_in_zeros(self) -> bool:
        """Whether the archive ended as one does, with blocks of zeros to the end of the file."""
        while not any(self.last) and self.read(1 << 16):
            pass
        return not any(self.last)


def _fault(path: str) -> str | None:
    leaves = path.startswith("/") or path[1:2] == ":" or ".." in path.split("/")
    return "has a path that leads out of its archive: rename it if it is a document" if leaves else None


def open_gzip(stream: BinaryIO, name: str, settings: Settings, intake: Intake) -> Iterator[Member]:
    """What was compressed with gzip."""
    yield _only(name, partial(gzip.open, stream))


def open_bzip2(stream: BinaryIO, name: str, settings: Settings, intake: Intake) -> Iterator[Member]:
    """What was compressed with bzip2."""
    yield _only(name, partial(bz2.open, stream))


def open_xz(stream: BinaryIO, name: str, settings: Settings, intake: Intake) -> Iterator[Member]:
    """What was compressed with xz or LZMA."""
    yield _only(name, partial(lzma.open, stream))


def _only(name: str, opened: Callable[[], Any]) -> Member:
    return Member(None, _SHORT.get(kind_of(name)) or kind_of(stem_of(name)), opened)
