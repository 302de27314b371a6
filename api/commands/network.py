"""`policygraph network`: the graph as a network, by the same names and parameters as the addresses below /network."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from api.commands import console
from api.commands.export import opened
from api.commands.options import Home, Json, examples, settings

if TYPE_CHECKING:
    from api.deps import Service

EXAMPLES = examples(
    "policygraph network   # what can be asked, with which parameters",
    "policygraph network neighbourhood of=Chicago hops=2 limit=50",
    "policygraph network neighbourhood of=Chicago hops=2 format=gexf --output chicago.gexf   # for Gephi",
    "policygraph network paths from='Brandon Johnson' to=Pritzker k=3   # each step is a fact with its words",
    "policygraph network centrality measure=betweenness type=Person",
    "policygraph network matrix office=governor office=mayor against=Trump by=year   # who is against whom",
    "policygraph network timeline of=Pritzker predicate=ACCUSE --json",
)
PLACES: Final = {"paths": "/paths"}  # all others are below /network
Lines = tuple[Sequence[str], Iterable[Sequence[object]]]


def command(
    what: Annotated[
        str | None,
        typer.Argument(metavar="WHAT", help="What is asked; nothing lists it all.", show_default=False),
    ] = None,
    parameters: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME=VALUE", help="What it is asked of; some may be given several times."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file to write; else standard output.", dir_okay=False)
    ] = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """Ask the graph as a network: what is around a thing, the shortest paths of evidence, what the network turns on,
    who belongs together, who is against whom and when, who is directed by the same orders.

    The answers are those of the service at /network/WHAT, with the evidence for all that is counted.
    """
    if what is None:
        return _list(json)
    if what not in TABLES:
        raise typer.BadParameter(f"there is no {what}; there are {', '.join(TABLES)}", param_hint="WHAT")
    given = [_pair(one) for one in parameters or ()]
    is_file = dict(given).get("format", "json") != "json"
    found = asyncio.run(_asked(what, given, home, is_file, quoted=not json))
    if is_file:
        with opened(output) as out:
            out.write(found)
        return
    if json:
        console.print_json(found)
        return
    columns, rows = TABLES[what](found)
    console.table(columns, rows, right=("facts", "score", "things", "steps", "within", "outward", "orders"))
    for note in _notes(found):
        console.note(note)


def _pair(given: str) -> tuple[str, str]:
    name, equals, value = given.partition("=")
    if not equals:
        raise typer.BadParameter(f"{given!r} is no NAME=VALUE", param_hint="NAME=VALUE")
    return name, value


async def _asked(what: str, given: Sequence[tuple[str, str]], home: Path | None, is_file: bool, quoted: bool) -> Any:
    """The answer of the service, which is asked within this process, in words where it is `quoted`. Raises NotFound,
    BadParameter."""
    from api.access import Caller
    from api.app import create_app
    from api.inside import client_of

    app = create_app(settings(home=home))
    async with app.router.lifespan_context(app), client_of(app, Caller(None, "command line"), most=None) as client:
        answer = await client.get(PLACES.get(what, f"/network/{what}"), params=tuple(given))
        if answer.is_error:
            raise _problem(answer.status_code, answer.json())
        if is_file:
            return answer.content
        found = answer.json()
        if quoted:
            _quote(app.state.service, _cited(found))
        return found


def _cited(found: dict[str, Any]) -> list[dict[str, Any]]:
    """The facts behind what is counted, which the answer names by their IRIs."""
    cells = (one for cell in found.get("cells", ()) for one in cell["latest"])
    return [*(link["latest"] for link in found.get("links", ())), *cells]


def _quote(service: Service, cited: Sequence[dict[str, Any]]) -> None:
    from api import outgoing
    from graph.known_facts import known_facts

    known = known_facts(service.store, service.workspace.index, dict.fromkeys(one["fact"] for one in cited))
    told = {fact.iri: fact.model_dump() for fact in outgoing.facts(service.settings.base_iri, known)}
    for one in cited:
        if one["fact"] in told:
            one["evidence"] = _words(told[one["fact"]])


def _problem(status: int, problem: dict[str, Any]) -> Exception:
    from graph.errors import NotFound

    if status == 404 and "kind" in problem:
        return NotFound(problem["kind"], problem["key"])
    if 400 <= status < 500:
        return typer.BadParameter(problem["detail"], param_hint="NAME=VALUE")
    return RuntimeError(problem["detail"])


def _operations() -> dict[str, dict[str, Any]]:
    """What can be asked, as the description of the service has it."""
    from fastapi.openapi.utils import get_openapi

    from api.routes import figures, network

    routes = [*network.router.routes, *figures.router.routes]
    paths = get_openapi(title="network", version="1", routes=routes)["paths"]
    return {path.rpartition("/")[2]: operations["get"] for path, operations in paths.items()}


def _list(json: bool) -> None:
    found = _operations()
    if json:
        console.print_json(
            [
                {"name": name, "title": operation["summary"], "parameters": operation["parameters"]}
                for name, operation in found.items()
            ]
        )
        return
    rows = (
        (
            name,
            operation["summary"],
            "\n".join(f"{p['name']}=  {p.get('description', '')}" for p in operation["parameters"]),
        )
        for name, operation in found.items()
    )
    console.table(("", "what", "asked of"), rows)


def _notes(found: dict[str, Any]) -> Iterable[str]:
    if not found.get("complete", True):
        yield "there is more than fits: limit="
    if found.get("next"):
        yield "there is more: limit= and offset="
    if found.get("pivots"):
        yield f"computed from {found['pivots']} of {found['things']} things, drawn by chance, always the same"


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {count}" if count > 1 else name for name, count in counts.items())


def _neighbours(found: dict[str, Any]) -> Lines:
    arrows = {"in": "←", "out": "→"}
    rows = ((arrows[n["direction"]], n["predicate"], n["label"], n["type"], n["count"]) for n in found["items"])
    return ("", "fact", "thing", "type", "facts"), rows


def _neighbourhood(found: dict[str, Any]) -> Lines:
    names = {one["iri"]: one["label"] for one in found["nodes"]}
    rows = (
        (
            names[n["source"]],
            n["predicate"],
            names[n["target"]],
            n["count"],
            n["latest"]["day"],
            n["latest"]["evidence"],
        )
        for n in sorted(found["links"], key=lambda link: -link["count"])
    )
    return ("from", "fact", "to", "facts", "latest", "evidence"), rows


def _paths(found: dict[str, Any]) -> Lines:
    every = [*([found["steps"]] if found["steps"] is not None else []), *found["others"]]
    rows = (
        (
            number if not place else "",
            s["source"]["label"],
            _way(s),
            s["target"]["label"],
            _words(s["fact"]),
        )
        for number, steps in enumerate(every, start=1)
        for place, s in enumerate(steps)
    )
    return ("", "from", "fact", "to", "evidence"), rows


def _way(step: dict[str, Any]) -> str:
    """A step's fact with an arrow from who does or is it: a path may go against it."""
    fact = step["fact"]
    against = fact["subject"] is not None and fact["subject"]["iri"] == step["target"]["iri"]
    return f"← {fact['predicate']}" if against else f"{fact['predicate']} →"


def _centrality(found: dict[str, Any]) -> Lines:
    return ("thing", "type", "score", "iri"), (
        (one["label"], one["type"], f"{one['score']:.4g}", one["iri"]) for one in found["items"]
    )


def _communities(found: dict[str, Any]) -> Lines:
    rows = (
        (c["size"], c["within"], c["outward"], ", ".join(thing["label"] for thing in c["things"]))
        for c in found["items"]
    )
    return ("things", "within", "outward", "who"), rows


def _matrix(found: dict[str, Any]) -> Lines:
    names = {one["iri"]: one["label"] for one in (*found["rows"], *found["columns"])}
    rows = (
        (
            *(names[c["row"]], names[c["column"]], c["count"]),
            *(_counted(c[name]) for name in ("predicates", "topics", "periods")),
            c["latest"][0]["evidence"],
        )
        for c in found["cells"]
    )
    return ("who", "against", "facts", "how", "topics", found["by"], "evidence"), rows


def _timeline(found: dict[str, Any]) -> Lines:
    counted = [(one["period"], one["count"], _counted(one["predicates"]), "") for one in found["periods"]]
    facts = [
        (fact["time"] or fact["evidence"]["date"] or "", "", _sentence(fact), _words(fact)) for fact in found["items"]
    ]
    return (found["by"], "facts", "what", "evidence"), [*counted, *facts]


def _codirection(found: dict[str, Any]) -> Lines:
    rows = (
        (c["one"]["label"], c["other"]["label"], c["count"], "\n".join(s["order"]["label"] for s in c["orders"]))
        for c in found["items"]
    )
    return ("one", "other", "orders", "which"), rows


def _words(fact: dict[str, Any]) -> str:
    cited = fact["evidence"]
    return f"“{cited['text']}” {cited['title']} {cited['start']}–{cited['end']}"


def _sentence(fact: dict[str, Any]) -> str:
    parties = [fact["object"], *fact["about"], fact["place"]]
    named = [fact["subject"]["label"]] if fact["subject"] else []
    return " ".join([*named, fact["predicate"], ", ".join(one["label"] for one in parties if one)])


TABLES: Final[dict[str, Callable[[dict[str, Any]], Lines]]] = {
    "neighbours": _neighbours,
    "neighbourhood": _neighbourhood,
    "paths": _paths,
    "centrality": _centrality,
    "communities": _communities,
    "matrix": _matrix,
    "timeline": _timeline,
    "codirection": _codirection,
}
