"""`policygraph contradictions`: what documents tell otherwise of an order or an event, with both evidences."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands import console
from api.commands.options import Home, Json, examples, settings

if TYPE_CHECKING:
    from graph.contradictions import Contradiction, Side

EXAMPLES = examples(
    "policygraph contradictions                # all that the graph has",
    "policygraph contradictions 14224          # those about one order: its name, number, place or issuer",
    "policygraph contradictions --json | jq -r '.[] | select(.what == \"dateSigned\") | .about.iri'",
    "policygraph ask 24                        # an article against the order's own text",
)


def command(
    order: Annotated[str | None, typer.Argument(help="An order, by name, number, place, issuer or IRI.")] = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """List what documents tell otherwise than others: numbers, days, who signed, what an order requires, what happened.

    Which of them is right is not said: each line shows where both stand.
    """
    found = _found(order, home)
    if json:
        console.print_json([asdict(one) for one in found])
    elif not found:
        console.note("no two documents contradict each other")
    else:
        rows = [(one.about.label, one.what, _shown(one.one), _shown(one.other)) for one in found]
        console.table(("about", "what", "some say", "others say"), rows)


def _found(order: str | None, home: Home) -> tuple[Contradiction, ...]:
    from graph.contradictions import contradictions
    from graph.naming import things
    from graph.pipeline import Workspace

    with Workspace.open(settings(home=home)) as workspace:
        wanted = [thing.value for thing in things(workspace.store, "order", order)] if order else None
        return contradictions(workspace.store, wanted)


def _shown(side: Side) -> str:
    return f"{side.says}\n{console.cited(one.citation for one in side.grounds)}"
