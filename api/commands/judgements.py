"""`policygraph judgements`: what people have judged, which outranks the rules: made, shown, undone, taken elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.commands import console
from api.commands.options import Home, Json, Who, Why, examples, paragraphs, settings
from graph.judgement import Kind, State

if TYPE_CHECKING:
    from graph.ledger_judgements import Kept, Taken

group = typer.Typer(
    help="What people have judged, which outranks the rules: made, shown, undone, taken elsewhere.",
    no_args_is_help=True,
    rich_markup_mode="rich",
)


def add(
    kind: Annotated[Kind, typer.Argument(help="What is judged.", show_default=False)],
    what: Annotated[
        str,
        typer.Argument(
            metavar="WHAT",
            help="A thing, by its IRI, by what follows /id/ in it, or by a mention "
            "(DOCUMENT#char=4,19); or a fact, likewise.",
            show_default=False,
        ),
    ],
    other: Annotated[
        str | None, typer.Argument(metavar="OTHER", help="The other thing, of same and different.", show_default=False)
    ] = None,
    change: Annotated[
        str | None,
        typer.Option(
            "--set",
            metavar="FIELD=VALUE",
            help="Of corrected: the value that a field should have; FIELD= for none.",
            show_default=False,
        ),
    ] = None,
    who: Who = None,
    why: Why = "",
    home: Home = None,
    json: Json = False,
) -> None:
    """Judge: that two things are the same or different, that something is no entity, that a fact is wrong or right, or
    what it should say.

    Of two things that look the same, OTHER is set apart. The fields of a fact are those that it is printed with:
    subject, predicate, object, value; order, kind, bearer, counterparty, condition, deadline, due; speaker, about,
    direct, stance; type, mode, status, actor, recipient, place, time; of a thing: name, type, geonames.
    """
    from graph.judging import Judging, take
    from graph.pipeline import Workspace

    field, sign, value = (change or "").partition("=")
    if change is not None and not sign:
        raise typer.BadParameter(f"{change!r} is not FIELD=VALUE", param_hint="--set")
    chosen = settings(home=home)
    with Workspace.open(chosen) as workspace:
        judging = Judging(workspace.ledger, chosen.base_iri, console.user(who), why)
        judgement = judging.make(kind, what, other, (field.strip(), value.strip()) if change is not None else None)
        taken = take(workspace, judgement)
    _show_taken(taken, json)


def list_(
    state: Annotated[State | None, typer.Option(help="Only those that are so.", show_default=False)] = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """Show all judgements, with what each does: in force, undone, or idle and why."""
    from graph.ledger import Ledger

    with Ledger(settings(home=home).ledger_path, readonly=True) as ledger:
        every = list(ledger.judgements.all())
    lines = [line(one) for one in every]
    numbers = {told["id"]: told["number"] for told in lines}
    for told, one in zip(lines, every, strict=True):
        if one.judgement.undoes in numbers:
            told["about"] = f"undo: {numbers[one.judgement.undoes]}"
    lines = [told for told in lines if state in (None, told["state"])]
    if json:
        console.print_json(lines)
        return
    columns = {"number": "n", "about": "judged", "who": "who", "when": "when", "why": "why", "state": "state"}
    columns |= {"reason": "because"}
    console.table(columns.values(), ([told[name] for name in columns] for told in lines), right=("n",))


def undo(
    judgement: Annotated[str, typer.Argument(metavar="N", help="Its number or its id.", show_default=False)],
    who: Who = None,
    why: Why = "",
    home: Home = None,
    json: Json = False,
) -> None:
    """Take a judgement back. That is another entry, and can be undone itself."""
    from graph.judging import Judging, take
    from graph.pipeline import Workspace

    chosen = settings(home=home)
    with Workspace.open(chosen) as workspace:
        number = workspace.ledger.judgements.find(judgement).number
        made = Judging(workspace.ledger, chosen.base_iri, console.user(who), why).undo(judgement)
        taken = take(workspace, made)
    _show_taken(taken, json, f"takes back judgement {number}")


def export(
    file: Annotated[
        Path | None, typer.Argument(help="Where to; else standard output.", dir_okay=False, show_default=False)
    ] = None,
    home: Home = None,
) -> None:
    """Write all judgements as lines of JSON, undone ones and undos too, for another ledger."""
    from graph.ledger import Ledger

    with Ledger(settings(home=home).ledger_path, readonly=True) as ledger:
        lines = [f"{kept.judgement.line}\n" for kept in ledger.judgements.all()]
    if file is None:
        typer.echo("".join(lines), nl=False)
    else:
        file.write_text("".join(lines), encoding="utf-8")
        console.note(f"{len(lines):,} judgements")


def import_(
    file: Annotated[Path, typer.Argument(help="What `judgements export` wrote.", exists=True, dir_okay=False)],
    home: Home = None,
    json: Json = False,
) -> None:
    """Take in judgements that were made elsewhere. Those that are here already change nothing.

    A judgement whose document is not here waits for it, and is shown as idle. A line that is no judgement is named on
    standard error, the others are taken, and the exit code is 1.
    """
    from graph.judging import bring
    from graph.pipeline import Workspace

    read = [(number, text) for number, text in enumerate(_lines(file), start=1) if text.strip()]
    with Workspace.open(settings(home=home)) as workspace:
        found = bring(workspace, (text for _, text in read))
        taken = [one for one in found if not isinstance(one, str)]
        now = {one.number: one for one in workspace.ledger.judgements.some({one.kept.number for one in taken})}
    kept = [now[one.kept.number] for one in taken]
    failed = [(number, one) for (number, _), one in zip(read, found, strict=True) if isinstance(one, str)]
    for number, reason in failed:
        console.error(f"{file}, line {number}: {reason}")
    for one in kept:
        if one.state is State.IDLE:
            console.note(f"judgement {one.number} is idle: {one.reason}")
    new = sum(one.is_new for one in taken)
    counts = Counter(one.state.value for one in kept)
    told = {"added": new, "unchanged": len(kept) - new, "failed": len(failed)} | {
        s.value: counts[s.value] for s in State
    }
    if json:
        console.print_json(told)
    else:
        console.table(told, [[f"{count:,}" for count in told.values()]], right=told)
    raise typer.Exit(1 if failed else 0)


EXAMPLES = {
    "add": examples(
        "policygraph judgements add different person/kate-brown 31f0a8c2be5d7e94#char=0,10 --why 'two towns'",
        "policygraph judgements add same person/j-johnson person/brandon-johnson-mayor-of-chicago",
        "policygraph judgements add wrong event/31f0a8c2be5d7e94-0a1b2c3d4e5f",
        "policygraph judgements add corrected provision/31f0a8c2be5d7e94-0a1b2c3d4e5f --set bearer=ICE",
    ),
    "list": examples("policygraph judgements list --state idle   # what waits for its document, and why"),
    "undo": examples("policygraph judgements undo 3 --why 'the wrong Brown'"),
    "export": examples("policygraph judgements export judgements.jsonl"),
    "import": examples("policygraph judgements import judgements.jsonl"),
}
_COMMANDS: dict[str, Callable[..., None]] = {
    "add": add,
    "list": list_,
    "undo": undo,
    "export": export,
    "import": import_,
}
for name, function in _COMMANDS.items():
    group.command(name, help=paragraphs(function.__doc__), epilog=EXAMPLES[name])(function)


def line(kept: Kept) -> dict[str, Any]:
    """A judgement for a program."""
    from graph.judgement_graphs import label

    judgement = kept.judgement
    return {"number": kept.number, "id": judgement.id, "kind": judgement.kind, "about": label(judgement)} | {
        "who": judgement.who,
        "when": judgement.at,
        "why": judgement.why,
        "state": kept.state,
        "reason": kept.reason,
    }


def _show_taken(taken: Taken, json: bool, does: str = "says so") -> None:
    kept = taken.kept
    if json:
        console.print_json(line(kept) | {"new": taken.is_new, "documents": sorted(taken.touched)})
    elif not taken.is_new:
        console.note(f"judgement {kept.number} {does} already")
    elif kept.judgement.kind is Kind.UNDO:
        console.note(f"judgement {kept.number} {does}")
    else:
        console.note(f"judgement {kept.number}: {kept.state}" + (f", {kept.reason}" if kept.reason else ""))


def _lines(file: Path) -> Iterator[str]:
    with file.open(encoding="utf-8-sig", errors="replace") as opened:
        yield from opened
