"""`policygraph authorities`: lists of people that others keep, taken into the ledger, shown and taken out."""

from __future__ import annotations

import json as json_
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.commands import console
from api.commands.options import Home, Json, examples, paragraphs, settings
from graph.errors import NotFound

if TYPE_CHECKING:
    from graph.authority import AuthorityPerson, Term
    from graph.ledger import Ledger
    from graph.ledger_authorities import Taken

ALWAYS = ("added", "changed", "unchanged", "removed", "failed")  # columns of the summary; others where there are any

group = typer.Typer(
    help="Lists of people that others keep: who held which office when, and by which ids they are known elsewhere.",
    no_args_is_help=True,
    rich_markup_mode="rich",
)


def import_(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PATH",
            help="Files and folders as openstates/people and congress-legislators publish them (YAML).",
            show_default=False,
        ),
    ],
    replace: Annotated[
        bool, typer.Option("--replace", help="What is given is the whole list: who is not in it goes.")
    ] = False,
    report: Annotated[
        Path | None,
        typer.Option(help="Write a line of JSON for each person, and for each file that failed.", dir_okay=False),
    ] = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """Take in lists of people: names, ids, parties and terms of office, and nothing of how to reach someone.

    The same files twice change nothing; changed ones replace what was known from them; who is gone from a folder goes.
    A file that cannot be read is named on standard error, the others are done, and the exit code is 1.
    """
    from graph.authority.lists import read
    from graph.learning import learn
    from graph.pipeline import Workspace

    readings = list(read(paths))
    with Workspace.open(settings(home=home)) as workspace:
        taken = learn(workspace, readings, paths, replace)
    lines = [_line(one) for one in taken]
    for one in taken:
        if one.outcome == "failed":
            console.error(f"{one.file}: {one.reason}")
    if report:
        report.write_text("".join(f"{json_.dumps(line, ensure_ascii=False)}\n" for line in lines), encoding="utf-8")
    counts = Counter(one.outcome for one in taken)
    _summarise(counts, lines, json, report)
    people = counts.total() - sum(counts[other] for other in ("failed", "skipped", "noted", "removed"))
    if not people and not counts["failed"]:
        console.error(f"there is no list of people in {', '.join(map(str, paths))}")
    raise typer.Exit(1 if counts["failed"] or not people else 0)


def list_(
    source: Annotated[
        str | None, typer.Argument(metavar="NAME", help="A list, to see its people.", show_default=False)
    ] = None,
    expired: Annotated[bool, typer.Option("--expired", help="Only people whose terms have all ended.")] = False,
    day: Annotated[
        str | None, typer.Option("--on", metavar="DAY", help="As of that day.", show_default="today")
    ] = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """Show the lists that were imported, or the people of one, with the terms that have ended."""
    today = _day(day)
    with _ledger(home) as ledger:
        if source is None and not expired:
            _show_lists([asdict(summary) for summary in ledger.authorities.summaries(today)], json)
            return
        known = ledger.authorities.sources()
        if source is not None and source not in known:
            raise NotFound("authority", source, known)
        people = [p for p in ledger.authorities.people(source) if p.expired(today) or not expired]
    _show_people(people, today, json)


def remove(
    sources: Annotated[list[str], typer.Argument(metavar="NAME", help="Lists, as `authorities list` shows them.")],
    home: Home = None,
) -> None:
    """Take out lists, with all their people."""
    from graph.learning import forget
    from graph.pipeline import Workspace

    failed = False
    with Workspace.open(settings(home=home)) as workspace:
        for source in sources:
            try:
                console.note(f"removed {source}: {forget(workspace, source):,} people")
            except NotFound as error:
                console.error(str(error))
                failed = True
    raise typer.Exit(1 if failed else 0)


EXAMPLES = {
    "import": examples(
        "policygraph authorities import people/data/il congress-legislators/legislators-current.yaml",
        "policygraph authorities import congress-legislators/ --replace   # an updated copy, at another place",
        "policygraph authorities import people/data --json | tail -1   # the summary, for a program",
    ),
    "list": examples(
        "policygraph authorities list                          # which lists there are",
        "policygraph authorities list openstates --expired   # whose terms have all ended",
        "policygraph authorities list openstates --on 2025-08-30 --json",
    ),
    "remove": examples("policygraph authorities remove openstates"),
}
_COMMANDS: dict[str, Callable[..., None]] = {"import": import_, "list": list_, "remove": remove}
for name, function in _COMMANDS.items():
    group.command(name, help=paragraphs(function.__doc__), epilog=EXAMPLES[name])(function)


def _ledger(home: Path | None) -> Ledger:
    from graph.ledger import Ledger

    return Ledger(settings(home=home).ledger_path)


def _summarise(counts: Counter[str], lines: list[dict[str, Any]], json: bool, report: Path | None) -> None:
    shown = [*ALWAYS, *(name for name in ("skipped", "noted") if counts[name])]
    if json:
        for line in lines:
            console.print_json(line, indent=None)
        console.print_json({"summary": {name: counts[name] for name in shown}}, indent=None)
        return
    console.table(shown, [[f"{counts[name]:,}" for name in shown]], right=shown)
    if counts["noted"] and not report:
        console.note("of some files something was left out; --report FILE tells what")


def _line(one: Taken) -> dict[str, Any]:
    source, id_ = one.key or (None, None)
    return {
        "source": one.file,
        "outcome": one.outcome,
        "reason": one.reason,
        "authority": source,
        "id": id_,
        "name": one.name,
    }


def _show_lists(summaries: list[dict[str, Any]], json: bool) -> None:
    if json:
        console.print_json(summaries)
        return
    columns = ("list", "people", "no longer in office", "terms", "expired", "imported", "licence")
    keys = ("source", "people", "expired_people", "terms", "expired_terms", "imported", "license")
    console.table(columns, ([line[key] for key in keys] for line in summaries), right=columns[1:5])


def _show_people(people: list[AuthorityPerson], today: str, json: bool) -> None:
    if json:
        console.print_json([_person(person, today) for person in people])
        return
    rows = (
        (person.name, term.office.label, term.district, term.since, term.until, _state(term, today))
        for person in people
        for term in person.terms
    )
    console.table(("name", "office", "district", "from", "until", ""), rows)


def _person(person: AuthorityPerson, today: str) -> dict[str, Any]:
    terms = [
        {"office": term.office.label, "path": f"office/{term.office.slug}", "from": term.since}
        | {name: getattr(term, name) for name in ("until", "district", "state", "division", "party")}
        | {"expired": term.expired(today)}
        for term in person.terms
    ]
    told = ("source", "id", "name", "surname", "given", "names", "birth", "death", "parties", "license")
    known = {name: getattr(person, name) for name in told}
    return known | {"ids": [list(one) for one in person.ids], "expired": person.expired(today), "terms": terms}


def _state(term: Term, today: str) -> str:
    return "expired" if term.expired(today) else ""


def _day(given: str | None) -> str:
    try:
        return date.fromisoformat(given).isoformat() if given else date.today().isoformat()
    except ValueError:
        raise typer.BadParameter(f"{given!r} is no day: write YYYY-MM-DD", param_hint="--on") from None
