"""`policygraph ingest --watch DIR --feed URL`: round after round, until it is stopped."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from api.commands import console
from api.tally import Tally

if TYPE_CHECKING:
    from graph.pipeline import Intake, Outcome, Workspace
    from graph.settings import Settings
    from graph.watch import Round, Watch


def watch_of(folders: Sequence[Path], feeds: Sequence[str], every: str, settings: Settings, intake: Intake) -> Watch:
    """What is to be watched. Raises SettingsError, typer.BadParameter."""
    from graph.sources import Origin
    from graph.watch import Watch, interval

    if wrong := [feed for feed in feeds if not Origin(feed).is_address]:
        raise typer.BadParameter(f"{wrong[0]!r} is no address: write https://…", param_hint="--feed")
    return Watch(folders, feeds, interval(every), settings, intake)


def outcomes(
    workspace: Workspace, watch: Watch, first: Sequence[str], intake: Intake, tally: Tally, **options: Any
) -> Iterator[Outcome]:
    """What comes of what was named first and then of each round, with a line at the end of each.

    Ends in order when it is interrupted or told to end (SIGTERM), after the document that is under way.
    """
    from graph.watch import Round, stopping

    with stopping() as stop, closing(watch.rounds(stop)) as rounds:
        console.note("watching; ^C ends it")
        for found in chain([Round(tuple(first), (), intake, ())] if first else [], rounds):
            before = tally.counts.copy()
            with closing(_round(workspace, found, options)) as done:
                for outcome in done:
                    if outcome.error is not None:
                        watch.failed(outcome.source)
                    yield outcome
                    if stop.is_set():
                        return
            console.note(_line(tally.counts - before))


def _round(workspace: Workspace, found: Round, options: dict[str, Any]) -> Generator[Outcome, None, None]:
    from graph.pipeline import Outcome

    for error in found.errors:
        yield Outcome(error.source, error=str(error))
    if found.where:
        yield from workspace.ingest(found.where, found.intake, **options)
    yield from workspace.gone(found.gone, options["retract"])


def _line(counts: Counter[str]) -> str:
    said = ", ".join(f"{count:,} {name}" for name, count in sorted(counts.items()))
    return f"{time.strftime('%H:%M:%S')}  {said or 'nothing new'}"
