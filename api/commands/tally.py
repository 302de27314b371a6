"""What an ingestion has done so far: line by line for programs and reports, as a bar and a table for people."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.commands import account, console

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

    def add(self, outcome: Outcome) -> None:
        """Count one outcome."""
        if outcome.account is not None:
            self.account = outcome.account + self.account if self.account else outcome.account
        self.counts[state(outcome)] += outcome.documents
        self.counts["reprints"] += outcome.reprint_of is not None
        self.words += outcome.words
        self.facts += outcome.facts

    def figures(self) -> dict[str, Any]:
        """The counts that are told: always the four, others where there are any."""
        other = {name: count for name, count in sorted(self.counts.items()) if name not in ALWAYS and count}
        return {name: self.counts[name] for name in ALWAYS} | other | {"words": self.words, "facts": self.facts}


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


def told(
    outcomes: Iterable[Outcome], tally: Tally, total: int | None, as_json: bool, report: Path | None, bar: bool = True
) -> None:
    """Take up all outcomes: each on a line of the report, and as JSON or with a bar, with what failed on stderr."""
    with ExitStack() as stack:
        out = stack.enter_context(report.open("w", encoding="utf-8")) if report else None
        shown = _as_json(outcomes) if as_json else _with_progress(outcomes, tally, total, bar)
        for outcome in shown:
            tally.add(outcome)
            if out:
                out.write(json.dumps(line(outcome), ensure_ascii=False) + "\n")
                out.flush()
    summarise(tally, as_json)


def _as_json(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """Pass outcomes on, each printed on a line at once."""
    for outcome in outcomes:
        console.print_json(line(outcome), indent=None)
        if outcome.error is not None:
            console.error(outcome.error)
        yield outcome


def _with_progress(outcomes: Iterable[Outcome], tally: Tally, total: int | None, bar: bool) -> Iterator[Outcome]:
    """Pass outcomes on, with what failed and, where a person is watching, a bar on standard error: how much of the
    bytes is done, how many documents and words, how fast, and how long it will take yet."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    screen = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[done]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=screen, transient=True, disable=not (bar and screen.is_terminal)) as progress:
        task = progress.add_task("Reading", total=total, done="")
        for outcome in outcomes:
            if outcome.error is not None:
                console.error(outcome.error, screen)
            yield outcome
            progress.update(task, advance=outcome.bytes, done=_so_far(tally))


def _so_far(tally: Tally) -> str:
    rate = tally.words / max(0.001, time.perf_counter() - tally.began)
    failed = f", {tally.failed:,} failed" if tally.failed else ""
    return f"{tally.documents:,} documents{failed}  {tally.words:,} words  {rate:,.0f} words/s"


def summarise(tally: Tally, as_json: bool) -> None:
    """Print the sum of an ingestion."""
    seconds, figures = time.perf_counter() - tally.began, tally.figures()
    if as_json:
        figures |= {"llm": account.figures(tally.account)} if tally.account else {}
        console.print_json({"summary": figures | {"seconds": round(seconds, 3)}}, indent=None)
        return
    console.table(figures, [[f"{number:,}" for number in figures.values()]], right=tuple(figures))
    console.note(f"in {seconds:,.1f} s")
    if tally.account:
        account.tell(tally.account)
