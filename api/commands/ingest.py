"""`policygraph ingest`: read documents into the ledger and the store."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.commands import account, console
from api.commands.options import (
    BaseIri,
    Extractor,
    Home,
    Json,
    LlmModel,
    LlmPriceIn,
    LlmPriceOut,
    LlmTimeout,
    LlmUrl,
    examples,
    settings,
)

if TYPE_CHECKING:
    from graph.account import Account
    from graph.pipeline import Outcome, Workspace

EXAMPLES = examples(
    "policygraph ingest articles/                    # a folder and all that is in it",
    "policygraph ingest order.html notes.md          # single files",
    "policygraph ingest articles/ --json | tail -1   # the summary, for a program",
    "policygraph ingest articles/ --extractor llm --llm-url http://127.0.0.1:8080/v1 --llm-model NAME   # by a model",
)


@dataclass(slots=True)
class Tally:
    """What has been done so far."""

    changes: Counter[str]
    failed: int = 0
    words: int = 0
    facts: int = 0
    account: Account | None = None

    @property
    def documents(self) -> int:
        """How many there were, whatever became of them."""
        return self.changes.total() + self.failed

    def add(self, outcome: Outcome) -> None:
        """Count one document."""
        if outcome.account is not None:
            self.account = outcome.account + self.account if self.account else outcome.account
        if outcome.error is not None:
            self.failed += 1
            return
        self.changes[str(outcome.change)] += 1
        self.words += outcome.words
        self.facts += outcome.facts


def command(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PATH",
            help="Files or folders: .txt, .md, .html, .htm, .json (a case: its text and metadata are read).",
        ),
    ],
    home: Home = None,
    base_iri: BaseIri = None,
    extractor: Extractor = None,
    llm_url: LlmUrl = None,
    llm_model: LlmModel = None,
    llm_timeout: LlmTimeout = None,
    llm_price_in: LlmPriceIn = None,
    llm_price_out: LlmPriceOut = None,
    json: Json = False,
) -> None:
    """Read documents into the graph.

    The same text twice is done once; a changed text replaces what was known from its earlier version. A document that
    cannot be read is named on standard error, the others are done, and the exit code is 1. It is safe to interrupt:
    what was done stays, and the next run goes on from there.
    """
    from graph.pipeline import Workspace

    chosen = settings(
        home=home,
        base_iri=base_iri,
        extractor=extractor,
        llm_url=llm_url,
        llm_model=llm_model,
        llm_timeout=llm_timeout,
        llm_price_in=llm_price_in,
        llm_price_out=llm_price_out,
    )
    with Workspace.open(chosen) as workspace:
        tally = ingest(workspace, paths, json)
    if not tally.documents:
        console.error(f"there is no document in {', '.join(map(str, paths))}")
    raise typer.Exit(0 if tally.documents and not tally.failed else 1)


def ingest(workspace: Workspace, paths: list[Path], json: bool = False) -> Tally:
    """Take in files and folders, showing how far it has come and what failed, then the sum of it."""
    started = time.perf_counter()
    tally = Tally(Counter())
    outcomes = workspace.ingest(paths)
    for outcome in _as_json(outcomes) if json else _with_progress(outcomes, tally, paths):
        tally.add(outcome)
    summarise(tally, time.perf_counter() - started, json)
    return tally


def _as_json(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """Pass outcomes on, each printed on a line at once."""
    for outcome in outcomes:
        console.print_json(asdict(outcome), indent=None)
        if outcome.error is not None:
            console.error(outcome.error)
        yield outcome


def _with_progress(outcomes: Iterable[Outcome], tally: Tally, paths: list[Path]) -> Iterator[Outcome]:
    """Pass outcomes on, with what failed and, where a person is watching, a bar on standard error."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from graph.sources import find

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("documents  {task.fields[words]:,} words  {task.fields[failed]} failed"),
        TimeElapsedColumn(),
    )
    screen = Console(stderr=True)
    total = sum(1 for path in paths for _ in find(path)) if screen.is_terminal else None
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as progress:
        task = progress.add_task("Reading", total=total, words=0, failed=0)
        for outcome in outcomes:
            if outcome.error is not None:
                console.error(outcome.error, screen)
            yield outcome
            progress.update(task, advance=1, words=tally.words, failed=tally.failed)


def summarise(tally: Tally, seconds: float, json: bool) -> None:
    """Print the sum of an ingestion."""
    known = {name: tally.changes.get(name, 0) for name in ("added", "changed", "unchanged")}
    figures: dict[str, Any] = known | {"failed": tally.failed, "words": tally.words, "facts": tally.facts}
    if json:
        figures |= {"llm": account.figures(tally.account)} if tally.account else {}
        console.print_json({"summary": figures | {"seconds": round(seconds, 3)}}, indent=None)
        return
    console.table(figures, [[f"{number:,}" for number in figures.values()]], right=tuple(figures))
    console.note(f"in {seconds:,.1f} s")
    if tally.account:
        account.tell(tally.account)
