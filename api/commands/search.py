"""`policygraph search`: anything by words."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands import console
from api.commands.options import Home, Json, examples, settings

if TYPE_CHECKING:
    from graph.search import Hit, Kind

EXAMPLES = examples(
    "policygraph search pritz                             # what is called so, or begins so",
    "policygraph search '\"publicity stunt\"' --type Statement",
    "policygraph search 'national guard' --since 2025-06-01 --json",
)


def command(
    words: Annotated[str, typer.Argument(metavar="WORDS", help='All must be found; "…": one after the other.')],
    type: Annotated[
        list[str] | None,
        typer.Option(help="What is looked for: Person, Order, Statement, Sentence …; may be given several times."),
    ] = None,
    document: Annotated[list[str] | None, typer.Option(metavar="ID", help="Only in these documents.")] = None,
    place: Annotated[
        str | None, typer.Option(help="Only in documents that speak of this place, or of one in it.")
    ] = None,
    since: Annotated[str | None, typer.Option(metavar="DAY", help="Only in documents of this day or later.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="Only in documents of this day or before.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many, at most.")] = 20,
    json: Json = False,
    home: Home = None,
) -> None:
    """Find people, offices, bodies, places, orders and policies by their names; documents by their titles; provisions,
    statements and sentences by their words.

    What is called just so comes first. The last word may be the beginning of one, and prosec* stands for all words that
    begin so. A word that nothing has is taken for one that something has, if one is near enough.
    """
    from graph.containment import within
    from graph.pipeline import Workspace
    from graph.search import Filters, find_or_correct, wanted

    kinds, days = _kinds(type or []), (_day(since), _day(until))
    if not (asked := wanted(words, goes_on=True)):
        raise typer.BadParameter("there is no word in it", param_hint="WORDS")
    with Workspace.open(settings(home=home)) as workspace:
        of = within(workspace.store, workspace.index, place) if place else None
        filters = Filters(kinds, tuple(document or ()), *days, of)
        found, meant = find_or_correct(workspace.index, asked, filters, limit)
    if meant is not None:
        console.note(f"nothing has it; this was looked for instead: {meant.whole}")
    _print(found, json)
    raise typer.Exit(0 if found else 1)


def _kinds(names: list[str]) -> tuple[Kind, ...]:
    from graph.search import Kind

    try:
        return tuple(Kind(name.capitalize()) for name in names)
    except ValueError:
        raise typer.BadParameter(f"there are {', '.join(Kind)}", param_hint="--type") from None


def _day(given: str | None) -> str | None:
    from graph.naming import given_day

    try:
        return None if given is None else given_day(given).value
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def _print(found: list[Hit], json: bool) -> None:
    if json:
        console.print_json([{name: value for name, value in asdict(hit).items() if name != "key"} for hit in found])
        return
    rows = [(hit.kind, hit.label, hit.text if hit.text != hit.label else "", _place(hit)) for hit in found]
    console.table(("what", "name or title", "words", "where"), rows)
    console.note(f"{len(rows):,} found")


def _place(hit: Hit) -> str:
    if hit.document is None or hit.start is None:
        return ""
    return f"{hit.document.rpartition('/')[2]} {hit.start}–{hit.end}"
