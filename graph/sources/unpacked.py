"""Containers taken apart, and what is nested in them: one member at a time, none of it ever written to disk."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import BinaryIO

from graph.errors import InputError
from graph.settings import Settings
from graph.sources.kinds import COMPRESSED, HEAD, is_read, sniffed
from graph.sources.piece import Intake, Member, Piece
from graph.sources.streams import CUT_OFF, Budget, Exhausted, load, tapped

DEEPEST = 5  # containers in one another; a page in a message in a ZIP in a .tar.gz takes four

Found = Piece | Member | InputError
Opener = Callable[[BinaryIO, str, Settings, Intake], Iterator[Found]]

log = logging.getLogger(__name__)


class Unpacking:
    """One origin that is taken apart. `kinds` are the suffixes that are read, containers among them."""

    def __init__(
        self, openers: Mapping[str, Opener], kinds: Collection[str], settings: Settings, intake: Intake, budget: Budget
    ) -> None:
        self.openers, self.kinds, self.settings, self.intake = openers, kinds, settings, intake
        self.budget = budget

    def pieces(self, stream: BinaryIO, source: str, kind: str | None) -> Iterator[Piece | InputError]:
        """What is in the origin itself; its kind is told by how it begins, where nobody knows it."""
        head = b""
        if kind is None:
            head = stream.read(HEAD)
            kind = sniffed(head)
            stream = tapped(stream, source, head)
        yield from self._guarded(self._read(stream, source, kind, {}, 1), source)

    def _read(
        self, stream: BinaryIO, source: str, kind: str, known: Mapping[str, str], depth: int
    ) -> Iterator[Piece | InputError]:
        if kind not in self.openers:
            yield Piece(source, kind, load(stream, source, self.settings.max_bytes), known)
        elif depth > DEEPEST:
            raise InputError(source, f"is nested too deep: more than {DEEPEST} containers in one another")
        else:
            yield from self._taken_apart(self.openers[kind](stream, source, self.settings, self.intake), source, depth)

    def _taken_apart(self, found: Iterator[Found], container: str, depth: int) -> Iterator[Piece | InputError]:
        names = Counter[str]()
        for item in found:
            if not isinstance(item, Member):
                yield item
            elif item.name is None:
                yield from self._guarded(self._member(item, container, depth), container)
            elif _is_wanted(item.name, item.kind, self.kinds):
                source = _place(container, item.name, names)
                yield from self._guarded(self._member(item, source, depth), source)

    def _member(self, member: Member, source: str, depth: int) -> Iterator[Piece | InputError]:
        if member.fault is not None:
            raise InputError(source, member.fault)
        limit = self.settings.max_bytes
        if member.size is not None and member.size > limit and member.kind not in self.openers:
            raise InputError(source, f"is too long: {member.size:,} bytes, the limit is {limit:,}; cut it up")
        with tapped(member.open(), source, budget=self.budget) as stream:
            kind, inner = member.kind, stream
            if kind not in self.kinds:
                head = stream.read(HEAD)
                kind, inner = sniffed(head), tapped(stream, source, head)
            yield from self._read(inner, source, kind, member.known, depth + 1)

    def _guarded(self, found: Iterator[Piece | InputError], source: str) -> Iterator[Piece | InputError]:
        """What is found, and then what went wrong: the libraries below meet files made to break them."""
        try:
            yield from found
        except Exhausted:
            raise
        except InputError as error:
            yield error
        except EOFError:
            yield InputError(source, CUT_OFF)
        except BaseException as error:
            if not isinstance(error, Exception) and type(error).__name__ != "PanicException":  # an assertion in Rust
                raise
            log.debug("%s could not be opened", source, exc_info=True)
            yield broken(source, error)


def broken(source: str, error: BaseException) -> InputError:
    """What to say of a file at which a library failed in a way that it does not announce."""
    return InputError(source, f"is broken: {' '.join(str(error).split())[:200] or type(error).__name__}")


def _is_wanted(name: str, kind: str, kinds: Collection[str]) -> bool:
    """As in a directory: what has the suffix of a kind that is read, and is not hidden."""
    if any((part.startswith(".") and part not in (".", "..")) or part == "__MACOSX" for part in name.split("/")):
        return False
    return is_read(name, kinds) if kind in COMPRESSED else kind in kinds


def _place(container: str, name: str, names: Counter[str]) -> str:
    """Where a member stands, told apart from others of its name, without what a terminal would act on."""
    shown = "".join(letter if letter.isprintable() else "\ufffd" for letter in name.removeprefix("./"))
    names[shown] += 1
    return f"{container}!{shown}" + (f"#{names[shown]}" if names[shown] > 1 else "")
