"""What passes between finding documents and reading them: origins, pieces, and how the user wants them read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

STDIN = "-"
STDIN_NAME = "standard input"  # what the user is told
BODY_NAME = "the request's body"


@dataclass(frozen=True, slots=True)
class Intake:
    """How sources are read, where the user says so.

    fields         what a table's columns or a JSON object's fields are called: {"text": "body", "date": "published"}
    kind           the suffix that stands for what has none: standard input, an address (".jsonl")
    follow         fetch the pages that a feed's items link to; else a feed's own text is read
    allow_private  fetch from private and loopback addresses too
    timeout        seconds that one fetch may take in all
    feeds          feeds that have been fetched already, by their addresses
    body           the file that stands for standard input: a request's body that was written to the disk
    passed         entries of feeds that are in already and passed over: their sources, with Entry.stamp
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    kind: str | None = None
    follow: bool = False
    allow_private: bool = False
    timeout: float = 30.0
    feeds: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    body: Path | None = None
    passed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Origin:
    """A file (its absolute path), an address or standard input ("-"): one thing that is opened, with any number of
    documents in it. `size` (bytes) and `modified` (ns) tell whether a file is still what it was; None where unknown."""

    name: str
    size: int | None = None
    modified: int | None = None

    @property
    def is_address(self) -> bool:
        """Whether it is fetched from the network."""
        return self.name.lower().startswith(("http://", "https://"))


@dataclass(frozen=True, slots=True)
class Piece:
    """One document that is still to be read; it can go to another process.

    `source` names it to the user and in the ledger: a path, an address, or a place within a container, after "!":
    "/news/2025.zip!a/page.html", "/news/all.jsonl!12". `kind` is a key of READERS. `data` are its bytes; None stands
    for the file that `source` names. `known` is what its container says of it, by the names of Document's fields: it
    holds where the document itself says nothing. `passed` are the bytes of the origin that end with this piece.
    """

    source: str
    kind: str
    data: bytes | None = None
    known: Mapping[str, str] = field(default_factory=dict)
    passed: int | None = None

    @property
    def place(self) -> str | None:
        """What `source` says of where a document lies; nothing of what came through standard input or over HTTP, never
        twice the same thing."""
        return None if self.source.split("!")[0] in (STDIN_NAME, BODY_NAME) else self.source


@dataclass(frozen=True, slots=True)
class Member:
    """Something within a container that may be a container itself, not yet opened.

    `name` is its path there, None where the container holds but this one thing; `kind` a suffix ("" is found out by
    how it begins); `size` what the container says of its length; `fault` why it cannot be opened.
    """

    name: str | None
    kind: str
    open: Callable[[], BinaryIO]
    size: int | None = None
    known: Mapping[str, str] = field(default_factory=dict)
    fault: str | None = None
