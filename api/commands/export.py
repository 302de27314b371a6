"""`policygraph export`: the graph, or a part of it, as a file."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from api.commands.options import BaseIri, Home, examples, settings
from api.commands.query import text_of

if TYPE_CHECKING:
    from graph.export import Scope
    from graph.pipeline import Workspace
    from graph.store import Store

EXAMPLES = examples(
    "policygraph export turtle --output graph.ttl",
    "policygraph export csv --output graph.zip   # documents, things, orders and facts as tables, zipped",
    "policygraph export graph.sqlite   # a file's name tells the format, too; for Datasette, DuckDB …",
    "policygraph export gexf --entity Chicago -o chicago.gexf   # one thing with its facts and neighbours, for Gephi",
    "policygraph export jsonld --document 31f0a8c2be5d7e94",
    "policygraph export turtle --list 'orders?place=Chicago&status=blocked'   # what a list lists, as over HTTP",
    "policygraph export ntriples --construct claims.rq   # the graph that a query makes",
)
RDF = ("turtle", "trig", "ntriples", "nquads", "rdfxml", "jsonld")
NETWORKS = ("graphml", "gexf", "nodelink", "cytoscape", "dot")
TABLES = ("csv", "parquet", "sqlite")
FORMATS = [*RDF, *NETWORKS, *TABLES]  # those of EXPORTERS, which are too heavy to load for a page of help


def command(
    format: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            help=f"One of {', '.join(FORMATS)}; or a file to write, whose name ends like graph.ttl or graph.sqlite.",
            autocompletion=lambda: FORMATS,
            show_default=False,
        ),
    ],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file to write; else standard output.", dir_okay=False)
    ] = None,
    document: Annotated[str | None, typer.Option(help="Only this document: its id.")] = None,
    entity: Annotated[
        str | None, typer.Option(help="Only this thing with its facts: its name, its IRI, or the IRI after /id/.")
    ] = None,
    list: Annotated[
        str | None, typer.Option(help="Only what a list lists: its name, and its filters after ?, as over HTTP.")
    ] = None,
    construct: Annotated[
        str | None, typer.Option(help="Only what a CONSTRUCT query gives: the query, a file, or - for standard input.")
    ] = None,
    home: Home = None,
    base_iri: BaseIri = None,
) -> None:
    """Write the graph, or a part of it, in a format that other tools read.

    RDF for triple stores, GraphML, GEXF, DOT, node-link and Cytoscape JSON for networks, CSV, Parquet (zipped, with a
    description of all columns) and SQLite for tables. N-Triples, N-Quads and tables need no more memory for a large
    graph than for a small one. A file is complete or not there.
    """
    from graph.export import EXPORTERS, export
    from graph.pipeline import Workspace

    if format not in EXPORTERS and output is None and (known := named(Path(format))):
        format, output = known, Path(format)
    if format not in EXPORTERS:
        raise typer.BadParameter(f"there is no format {format}; there are {', '.join(EXPORTERS)}", param_hint="FORMAT")
    if output is None and format in TABLES and sys.stdout.isatty():
        raise typer.BadParameter(f"{format} is not for the screen: name a file with --output", param_hint="FORMAT")
    chosen = settings(home=home, base_iri=base_iri)
    with Workspace.open(chosen) as workspace:
        scope = _scope(workspace, document, entity, list, construct)
        with opened(output) as out:
            export(workspace.store, format, out, scope, chosen.licence)


def named(path: Path) -> str | None:
    """The format that the end of a file's name tells."""
    from graph.export import EXPORTERS

    return next((name for name, one in EXPORTERS.items() if path.name.endswith(one.suffix)), None)


def _scope(
    workspace: Workspace, document: str | None, entity: str | None, list: str | None, construct: str | None
) -> Scope:
    from graph.export import Construct, Neighbourhood, OneDocument, Whole

    if sum(part is not None for part in (document, entity, list, construct)) > 1:
        raise typer.BadParameter("only one of --document, --entity, --list and --construct can be given")
    if document is not None:
        return OneDocument(document)
    if entity is not None:
        return Neighbourhood(_entity(workspace.store, workspace.settings.base_iri, entity))
    if list is not None:
        return _listed(workspace, list)
    return Whole() if construct is None else Construct(text_of(construct))


def _listed(workspace: Workspace, given: str) -> Scope:
    """A list by its name and filters: `orders?place=Chicago&sort=date`. Raises NotFound for what it does not have."""
    from urllib.parse import parse_qs

    from graph.export import Listed
    from graph.listing import ON, ask

    name, _, query = given.partition("?")
    filters = parse_qs(query)
    sort, on = (filters.pop(one, [None])[-1] for one in ("sort", ON))
    try:
        asked = ask(workspace.store, workspace.index, name.strip("/"), filters, sort, on)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--list") from error
    return Listed(workspace.index, asked)


def _entity(store: Store, base_iri: str, given: str) -> str:
    """The IRI of a thing that is given by its IRI, by what stands after /id/ in it, or by its name. Raises NotFound."""
    from graph.naming import things

    if "://" in given:
        return given
    if "/" in given:
        return f"{base_iri}id/{given}"
    found = [term.value for term in things(store, "entity", given)]
    if len(found) > 1:
        raise typer.BadParameter(f"several things go by the name {given}: {', '.join(found)}", param_hint="--entity")
    return found[0]


@contextmanager
def opened(output: Path | None) -> Iterator[BinaryIO]:
    """Standard output, or a file that takes its name only when all of it is written."""
    if output is None:
        sys.stdout.flush()
        yield sys.stdout.buffer
        return
    part = output.with_name(f".{output.name}.part")
    try:
        with part.open("wb") as out:
            yield out
        part.replace(output)
    finally:
        part.unlink(missing_ok=True)
