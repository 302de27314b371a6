"""`policygraph query`: SPARQL over the graph."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.commands import console
from api.commands.options import Home, Json, examples, settings

if TYPE_CHECKING:
    from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples

    Result = QueryBoolean | QuerySolutions | QueryTriples

EXAMPLES = examples(
    "policygraph query 'SELECT ?type (COUNT(*) AS ?n) WHERE { ?thing a ?type } GROUP BY ?type'   # in a table",
    "policygraph query question.rq --format csv > answer.csv   # from a file",
    "policygraph ask 17 --sparql | policygraph query - --json   # from standard input",
    "policygraph query 'DESCRIBE <https://w3id.org/policygraph/id/place/4887398>'   # a graph, as Turtle",
)


class Format(StrEnum):
    """How a result is written; a table of rows and a graph each have their own."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    XML = "xml"
    TURTLE = "turtle"
    NTRIPLES = "ntriples"
    JSONLD = "jsonld"
    RDFXML = "rdfxml"


def command(
    sparql: Annotated[
        str, typer.Argument(metavar="SPARQL", help="A query, a file that holds one, or - for standard input.")
    ],
    format: Annotated[
        Format | None,
        typer.Option(
            "--format", "-f", help="Rows: table, csv, tsv, json, xml. A graph: turtle, ntriples, jsonld, rdfxml."
        ),
    ] = None,
    json: Json = False,
    home: Home = None,
) -> None:
    """Ask the graph in SPARQL 1.1.

    Prints rows as a table, the answer of ASK as true or false, a graph as Turtle. A plain query sees all documents;
    GRAPH ?document { … } tells them apart; ?thing pgo:matches "words" looks for words (docs/sparql.md).
    `policygraph ask N --sparql` prints queries to start from.
    """
    from graph.matching import query
    from graph.pipeline import Workspace
    from graph.store.federation import federated

    wanted = Format.JSON if json else format
    text = text_of(sparql)
    chosen = settings(home=home)
    with Workspace.open(chosen) as workspace:
        text = federated(text, chosen.endpoints, chosen.query_longest)
        _print(query(workspace.store, workspace.index, text), wanted)


def text_of(sparql: str) -> str:
    """The query: the argument itself, what a file holds, or what stands on standard input."""
    if sparql == "-":
        return sys.stdin.read()
    path = Path(sparql)
    if "\n" not in sparql and len(sparql) < 4096 and path.is_file():
        return path.read_text(encoding="utf-8")
    if sparql.endswith((".rq", ".sparql")) and not any(c.isspace() for c in sparql):
        raise typer.BadParameter(f"there is no file {sparql}")
    return sparql


def _print(result: Result, format: Format | None) -> None:
    """Write a result; raises typer.BadParameter where the format is of the other kind."""
    from pyoxigraph import QueryBoolean, QueryTriples

    from graph.row_formats import write

    if isinstance(result, QueryTriples):
        _graph(result, format or Format.TURTLE)
    elif format not in (None, Format.TABLE):
        write(result, sys.stdout.buffer, _known(format, _row_formats(), "rows"))
        sys.stdout.write("\n" if format is Format.JSON else "")
    elif isinstance(result, QueryBoolean):
        sys.stdout.write("true\n" if result else "false\n")
    else:
        _table(result)


def _known(format: Format, formats: dict[Format, Any], what: str) -> Any:
    if format not in formats:
        choice = ", ".join(formats)
        raise typer.BadParameter(f"the query gives {what}, which can be had as {choice}", param_hint="--format")
    return formats[format]


def _graph(triples: QueryTriples, format: Format) -> None:
    from pyoxigraph import serialize

    from ontology.terms import PREFIXES

    wanted = _known(format, _graph_formats(), "a graph")
    serialize(triples, sys.stdout.buffer, wanted, prefixes=PREFIXES if format is Format.TURTLE else None)


def _graph_formats() -> dict[Format, Any]:
    from pyoxigraph import RdfFormat

    return {
        Format.TURTLE: RdfFormat.TURTLE,
        Format.NTRIPLES: RdfFormat.N_TRIPLES,
        Format.JSONLD: RdfFormat.JSON_LD,
        Format.RDFXML: RdfFormat.RDF_XML,
    }


def _row_formats() -> dict[Format, Any]:
    from pyoxigraph import QueryResultsFormat

    return {
        Format.TABLE: None,
        Format.CSV: QueryResultsFormat.CSV,
        Format.TSV: QueryResultsFormat.TSV,
        Format.JSON: QueryResultsFormat.JSON,
        Format.XML: QueryResultsFormat.XML,
    }


def _table(solutions: QuerySolutions) -> None:
    columns = [variable.value for variable in solutions.variables]
    rows = [[_shown(term) for term in solution] for solution in solutions]
    console.table(columns, rows)
    console.note(f"{len(rows):,} row{'' if len(rows) == 1 else 's'}")


def _shown(term: Any) -> str:
    """A term for reading: a literal's text, an IRI shortened by the prefixes."""
    from pyoxigraph import NamedNode

    from ontology.terms import PREFIXES

    if term is None:
        return ""
    if not isinstance(term, NamedNode):
        return str(term.value)
    for prefix, namespace in PREFIXES.items():
        if term.value.startswith(namespace):
            return f"{prefix}:{term.value.removeprefix(namespace)}"
    return str(term.value)
