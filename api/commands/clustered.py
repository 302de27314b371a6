"""What `policygraph ingest --cluster` does: have a Dask cluster read into parts, which `policygraph load` takes in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from api.commands import console
from api.commands.progress import told
from api.tally import Tally

if TYPE_CHECKING:
    from graph.reader import Selection
    from graph.settings import Settings
    from graph.sources import Intake


def places(cluster: str | None, parts: str | None, others: Mapping[str, object]) -> tuple[str, str]:
    """Both; one without the other is refused, and so are options that mean nothing with them."""
    if cluster is None or parts is None:
        raise typer.BadParameter("--cluster ADDRESS and --parts LOCATION go together")
    if given := [name for name, value in others.items() if value]:
        raise typer.BadParameter(f"{', '.join(given)} cannot be used with --cluster")
    return cluster, parts


def ingest(
    where: Sequence[str],
    cluster: str,
    parts: str,
    chosen: Settings,
    intake: Intake,
    selection: Selection,
    json: bool,
    report: Path | None,
) -> Tally:
    """Have what was named read, showing how far it has come and what failed, then the sum of it."""
    from graph.cluster import ingest

    tally = Tally()
    told(ingest(where, parts, cluster, chosen, intake, selection), tally, None, json, report)
    if tally.documents and not tally.failed:
        console.note(f"the parts are whole: policygraph load {parts}")
    return tally
