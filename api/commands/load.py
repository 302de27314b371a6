"""`policygraph load`: parts that a cluster has made, into the ledger and the store."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.commands import console
from api.commands.options import BaseIri, Home, Json, examples, settings
from api.commands.progress import told
from api.tally import Tally

EXAMPLES = examples(
    "policygraph load parts/                    # what a cluster has made for `policygraph ingest`",
    "policygraph load s3://bucket/parts         # any place that fsspec reaches",
    "policygraph load parts/ --partial          # what there is so far of a run that is not finished",
)


def command(
    location: Annotated[str, typer.Argument(metavar="LOCATION", help="Folder or address of the parts.")],
    partial: Annotated[
        bool, typer.Option("--partial", help="Load what is there of a run that is not finished.")
    ] = False,
    report: Annotated[
        Path | None,
        typer.Option(help="Write a line of JSON for each document: its outcome and the reason.", dir_okay=False),
    ] = None,
    home: Home = None,
    base_iri: BaseIri = None,
    json: Json = False,
) -> None:
    """Bring parts that a cluster has made into the graph.

    Nothing is read again: each part is checked and taken in as it is, so that versions and reprints are as if its
    documents had been read here. Loading twice changes nothing. A part that is damaged or missing is named, nothing
    of it is loaded, and the exit code is 1.
    """
    from graph.loading import load
    from graph.pipeline import Workspace

    tally = Tally()
    with Workspace.open(settings(home=home, base_iri=base_iri)) as workspace:
        told(load(workspace, location, partial), tally, None, json, report)
    if not tally.documents:
        console.error(f"there is no document in {location}")
    raise typer.Exit(0 if tally.documents and not tally.failed else 1)
