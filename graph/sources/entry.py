"""One entry of a feed, whatever the feed's dialect."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.sources.piece import Origin

_FURNITURE = re.compile(r"\n*The post .+ (?:appeared first on|first appeared on) .+\s*\Z")  # WordPress adds it


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed: its text ("" where it has none), and what the feed knows of it by Document's fields."""

    source: str
    text: str
    known: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, feed: str, number: int, texts: list[str], known: Mapping[str, str | None]) -> Entry:
        """From the texts it comes with, of which the longest counts; named by its address, else by its number."""
        url = known.get("url") or ""
        told = {name: value.strip() for name, value in known.items() if value and value.strip()}
        if not Origin(url).is_address:
            told.pop("url", None)
        return cls(f"{feed}!{told.get('url', number)}", _FURNITURE.sub("", max(texts, key=len, default="")), told)

    @property
    def stamp(self) -> str:
        """What tells whether an entry is still what it was."""
        said = "\n".join((self.text, *sorted(f"{name}={value}" for name, value in self.known.items())))
        return hashlib.sha256(said.encode()).hexdigest()[:16]
