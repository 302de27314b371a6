"""An ingestion as it goes on: line by line for programs and reports, as a bar and a table for people."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from api.commands import account, console
from api.tally import Tally

if TYPE_CHECKING:
    from graph.pipeline import Outcome


def told(
    outcomes: Iterable[Outcome], tally: Tally, total: int | None, as_json: bool, report: Path | None, bar: bool = True
) -> None:
    """Take up all outcomes: each on a line of the report, and as JSON or with a bar, with what failed on stderr."""
    with ExitStack() as stack:
        out = stack.enter_context(report.open("w", encoding="utf-8")) if report else None
        shown = outcomes if as_json else _with_progress(outcomes, tally, total, bar)
        for outcome in shown:
            said = tally.add(outcome)
            if as_json:
                console.print_json(said, indent=None)
                if outcome.error is not None:
                    console.error(outcome.error)
            if out:
                out.write(json.dumps(said, ensure_ascii=False) + "\n")
                out.flush()
    summarise(tally, as_json)


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
