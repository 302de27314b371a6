"""What an ingestion has done so far, in figures, and each document's outcome as a line for programs."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graph.account import Account
    from graph.pipeline import Outcome

ALWAYS = ("added", "changed", "unchanged", "failed")  # columns of the table; others where there is something to count


@dataclass(slots=True)
class Tally:
    """What has been done so far, in documents by what became of them, and in words and facts that were read."""

    counts: Counter[str] = field(default_factory=Counter)
    words: int = 0
    facts: int = 0
    account: Account | None = None
    began: float = field(default_factory=time.perf_counter)

    @property
    def documents(self) -> int:
        """How many there were, whatever became of them."""
        return self.counts.total() - self.counts["reprints"]

    @property
    def failed(self) -> int:
        """How many could not be read."""
        return self.counts["failed"]

    def add(self, outcome: Outcome) -> dict[str, Any]:
        """Count one outcome; its line."""
        if outcome.account is not None:
            self.account = outcome.account + self.account if self.account else outcome.account
        told = line(outcome)
        self.add_line(told)
        return told

    def add_line(self, line: Mapping[str, Any]) -> None:
        """Count one line of a report."""
        self.counts[line["outcome"]] += line.get("documents", 1)
        self.counts["reprints"] += line["reprint_of"] is not None
        self.words += line["words"]
        self.facts += line["facts"]

    def documents_by_outcome(self) -> dict[str, int]:
        """The counts that are told: always the four, others where there are any."""
        other = {name: count for name, count in sorted(self.counts.items()) if name not in ALWAYS and count}
        return {name: self.counts[name] for name in ALWAYS} | other

    def figures(self) -> dict[str, Any]:
        """These counts, with words and facts."""
        return self.documents_by_outcome() | {"words": self.words, "facts": self.facts}


def state(outcome: Outcome) -> str:
    """In one word: added, changed, unchanged, retracted, skipped or failed."""
    if outcome.error is not None:
        return "failed"
    return str(outcome.change) if outcome.change is not None else "skipped"


def line(outcome: Outcome) -> dict[str, Any]:
    """One outcome for programs: what became of which document, and why."""
    reason = outcome.error.removeprefix(f"{outcome.source}: ") if outcome.error else outcome.skipped
    known = {
        "source": outcome.source,
        "outcome": state(outcome),
        "reason": reason,
        "document": outcome.document_id,
        "reprint_of": outcome.reprint_of,
        "words": outcome.words,
        "facts": outcome.facts,
    }
    if outcome.documents != 1:
        known["documents"] = outcome.documents
    return known | ({"account": asdict(outcome.account)} if outcome.account else {})
