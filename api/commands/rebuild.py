"""`policygraph rebuild`: the store again, from the ledger."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from api.commands import console
from api.commands.options import BaseIri, Home, examples, settings
from graph.errors import StorageLocked
from graph.settings import Settings

EXAMPLES = examples(
    "policygraph rebuild                                        # after an update of policygraph",
    "policygraph rebuild --base-iri https://data.example.org/   # under another base IRI",
)


def command(home: Home = None, base_iri: BaseIri = None) -> None:
    """Make the store anew from the ledger, in the place of the old one. Nothing is read again; nothing is lost.

    A service that holds the home does so itself: POST /rebuild asks it to, and it answers queries meanwhile.
    """
    from graph.pipeline import Workspace

    started, chosen = time.perf_counter(), settings(home=home, base_iri=base_iri)
    with _asking_the_service(chosen), Workspace.open(chosen) as workspace:
        workspace.rebuild()
        quads = len(workspace.store)
    console.note(f"rebuilt: {quads:,} quads in {time.perf_counter() - started:.1f} s")


@contextmanager
def _asking_the_service(chosen: Settings) -> Iterator[None]:
    """Say how a service is asked for it, where one has the home open."""
    try:
        yield
    except StorageLocked as error:
        key = ' -H "X-API-Key: $POLICYGRAPH_API_KEY"' if chosen.api_key else ""
        command = f"curl -X POST{key} http://{chosen.host}:{chosen.port}/rebuild"
        reason = f"another process has it open: stop it; or if it is a service, ask that for it: {command}"
        raise StorageLocked(error.path, reason) from error
