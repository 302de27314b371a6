"""`policygraph compare`: why two things are one, or two."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.commands import console
from api.commands.judgements import line
from api.commands.options import Home, Json, examples, settings

if TYPE_CHECKING:
    from graph.resolve import Comparison, Profile

EXAMPLES = examples(
    "policygraph compare person/brandon-johnson-mayor-of-chicago     # what is said of him, and who else is near",
    "policygraph compare person/kate-brown-governor-of-oregon person/kate-brown-mayor-of-buffalo",
)


def command(
    one: Annotated[str, typer.Argument(metavar="THING", help="Its IRI, or what follows /id/ in it.")],
    other: Annotated[
        str | None, typer.Argument(metavar="OTHER", help="Another one; else all that it was compared with.")
    ] = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """Show what documents say of a thing, and by which features it is the same as another one or not.

    Only things of one name are compared: persons of one surname, orders of one issuer. Two are one where the weights of
    the features that they share sum up to 1.5 or more, and two where to -1 or less; in between they are left apart,
    unsure. The features and their weights stand in graph/resolve/features.csv.

    People of imported lists are shown that the thing is, or might be: of those the likeliest is the one. Who is known
    by an office alone is who held it on the document's day, by a list, or else by all documents of within 31 days of it
    that give someone the office. What people have judged outranks all of that.
    """
    from graph.errors import NotFound
    from graph.ledger import Ledger

    chosen = settings(home=home)
    path, against = (None if name is None else name.removeprefix(f"{chosen.base_iri}id/") for name in (one, other))
    with Ledger(chosen.ledger_path, readonly=True) as ledger:
        block, listed = ledger.things.block(path or ""), ledger.things.listed(path or "")
        telling = ledger.things.telling(path or "")
        judged = [line(kept) for kept in ledger.judgements.on(path or "")]
    said = {name: [profile for profile, its in block.items() if its == name] for name in sorted({*block.values()})}
    for name in (path, against):
        if name is not None and name not in said:
            raise NotFound("thing of which documents speak by name" if name == path else "thing beside it", name)
    found = [_line(said, str(path), name) for name in ([against] if against else said) if name != path]
    profiles = [_profile(profile, telling.get(profile.key, [])) for profile in said[str(path)]]
    people = [] if against else list(_people(said[str(path)], listed, str(path)))
    if json:
        told = {"thing": path, "profiles": profiles, "listed": people, "compared": found, "judged": judged}
        console.print_json(told)
        return
    console.table(("said of it", "offices", "more"), ([p["name"] or path, p["offices"], p["more"]] for p in profiles))
    if people:
        console.table(
            ("listed as", "name", "score", "verdict", "because"),
            ([p["person"], p["name"], f"{p['score']:g}", p["verdict"], _because(p)] for p in people),
            right=("score",),
        )
    if judged:
        columns = ("number", "about", "who", "why", "state", "reason")
        console.table(("n", "judged", *columns[2:]), ([one[name] for name in columns] for one in judged), right=("n",))
    console.table(
        ("compared with", "score", "verdict", "because"),
        ([line["thing"], f"{line['score']:g}", line["verdict"], _because(line)] for line in found),
        right=("score",),
    )


def _line(said: dict[str, list[Profile]], one: str, other: str) -> dict[str, Any]:
    """The two profiles of two things that are most alike."""
    from graph.resolve import compare

    pairs = [(compare(a, b), a, b) for a, b in product(said[one], said[other])]
    return {"thing": other} | _told(max(pairs, key=lambda pair: (pair[0].score, pair[1].key, pair[2].key))[0])


def _told(found: Comparison) -> dict[str, Any]:
    features = [{"feature": name, "weight": weight} for name, weight in found.features]
    return {"score": found.score, "verdict": found.verdict.value, "features": features}


def _people(said: list[Profile], listed: dict[Profile, str], path: str) -> Iterator[dict[str, Any]]:
    """The people of lists that a thing is, and those that it might be, each by what is most alike."""
    from graph.resolve import Comparison, Verdict, compare

    days = sorted(f"{seat.slug} on {p.when}" for p in said if not p.name for seat in p.seats)
    for person, its in listed.items():
        named = (compare(profile, person) for profile in said if profile.name)
        best = max(named, key=lambda comparison: comparison.score, default=None)
        told = {"person": person.authority, "name": person.name} | _told(best or Comparison(()))
        if its == path:
            yield told | {"verdict": "the one", "held": days}
        elif best is not None and best.verdict is not Verdict.DIFFERENT:
            yield told | {"held": list[str]()}


def _because(line: dict[str, Any]) -> str:
    held = [f"held {office}" for office in line.get("held", ())]
    return ", ".join([*(f"{feature['feature']} {feature['weight']:+g}" for feature in line["features"]), *held])


def _profile(profile: Profile, telling: list[str]) -> dict[str, Any]:
    seats = ", ".join(
        seat.slug if seat.standing.value == "current" else f"{seat.standing.value} {seat.slug}"
        for seat in profile.seats
    )
    names = ("when", "home", "party", "issuer", "kind", "number", "signed", "published")
    more = [f"{name} {value}" for name in names if (value := getattr(profile, name))]
    more += [f"held then by {' or '.join(telling)}, as documents say"] if telling else []
    return {"name": profile.name, "offices": seats, "more": ", ".join(more)}
