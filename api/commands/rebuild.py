"""`policygraph rebuild`: the store again, from the ledger."""

from __future__ import annotations

import time

from api.commands import console
from api.commands.options import BaseIri, Home, examples, settings

EXAMPLES = examples(
    "policygraph rebuild                                        # after an update of policygraph",
    "policygraph rebuild --base-iri https://data.example.org/   # under another base IRI",
)


def command(home: Home = None, base_iri: BaseIri = None) -> None:
    """Delete the store and make it again from the ledger. Nothing is read again; nothing is lost."""
    from graph.pipeline import Workspace

    started = time.perf_counter()
    with Workspace.open(settings(home=home, base_iri=base_iri)) as workspace:
        workspace.rebuild()
        quads = len(workspace.store)
    console.note(f"rebuilt: {quads:,} quads in {time.perf_counter() - started:.1f} s")
