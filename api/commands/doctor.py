"""`policygraph doctor`: whether this installation and its graph are well."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands import console
from api.commands.options import BaseIri, Home, Json, examples, settings
from graph.errors import StorageError
from graph.settings import Settings

if TYPE_CHECKING:
    from graph.doctor import Finding

EXAMPLES = examples(
    "policygraph doctor",
    "policygraph doctor --shapes        # validate all that is in the store, which takes its time",
    "policygraph doctor --json | jq -r '.findings[] | select(.state == \"ill\") | .detail'",
)


def command(
    shapes: Annotated[bool, typer.Option("--shapes", help="Hold all that is in the store against the shapes.")] = False,
    json: Json = False,
    home: Home = None,
    base_iri: BaseIri = None,
) -> None:
    """Check versions, the language model's files, the index of places, the ledger, the store, and whether they agree.

    Changes nothing. The exit code is 1 where something is ill; each finding says what helps.
    """
    from graph.doctor import State

    findings = list(_findings(settings(home=home, base_iri=base_iri), shapes))
    well = all(finding.state is State.WELL for finding in findings)
    if json:
        console.print_json({"well": well, "findings": [asdict(finding) for finding in findings]})
    else:
        console.table(("check", "state", "detail"), [(f.check, f.state, f.detail) for f in findings])
    raise typer.Exit(0 if well else 1)


def _findings(chosen: Settings, shapes: bool) -> Iterator[Finding]:
    from graph import doctor

    yield from doctor.versions()
    yield doctor.model()
    yield doctor.places(chosen)
    if not chosen.ledger_path.exists():
        yield doctor.Finding("ledger", doctor.State.WELL, f"nothing is stored at {chosen.home} yet")
        return
    yield doctor.ledger_file(chosen)
    try:
        yield from _stored(chosen, shapes)
    except StorageError as error:
        yield doctor.Finding("storage", doctor.State.ILL, str(error))


def _stored(chosen: Settings, shapes: bool) -> Iterator[Finding]:
    """What is found in ledger and store. Raises StorageError where one of them cannot be opened."""
    from graph import doctor
    from graph.ledger import Ledger
    from graph.store import open_store

    with Ledger(chosen.ledger_path) as ledger:
        yield doctor.evidence(ledger)
        if chosen.store == "oxigraph" and not chosen.store_path.exists():
            yield doctor.Finding("ledger and store", doctor.State.ILL, "there is no store yet: policygraph rebuild")
            return
        with closing(open_store(chosen)) as store:
            yield doctor.store(store)
            yield doctor.consistency(ledger, store, chosen)
            yield doctor.search(ledger, chosen)
            yield doctor.containment(store)
            if shapes:
                yield doctor.shapes(store)
