"""The graph as files, in the formats that others read: RDF, networks, tables; all of it or a part.

    >>> with open("chicago.ttl", "wb") as out:
    ...     export(store, "turtle", out, Neighbourhood(iri))

The formats are the table EXPORTERS; installed packages add theirs by the entry-point group `policygraph.exporters`.
Those that `stream` hold no more than one document at a time, however large the store or the part.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, BinaryIO

from graph.errors import ExportError
from graph.export.csv_zip import write_csv
from graph.export.dot import write_dot
from graph.export.json_ld import write_jsonld
from graph.export.networks import write_cytoscape, write_gexf, write_graphml, write_nodelink
from graph.export.parquet import write_parquet
from graph.export.rdf_xml import write_rdfxml
from graph.export.sqlite import write_sqlite
from graph.export.triples import write_nquads, write_ntriples, write_trig, write_turtle
from graph.export.view import Among, Construct, Listed, Neighbourhood, OneDocument, Scope, View, Whole, view

if TYPE_CHECKING:
    from graph.store import Store

__all__ = [
    "EXPORTERS",
    "Among",
    "Construct",
    "Exporter",
    "Listed",
    "Neighbourhood",
    "OneDocument",
    "Scope",
    "View",
    "Whole",
    "export",
    "view",
]


@dataclass(frozen=True, slots=True)
class Exporter:
    """One format: its name for people, its media type, its file suffix, whether it streams, and what writes it."""

    title: str
    media_type: str
    suffix: str
    streams: bool
    write: Callable[[View, BinaryIO], None]


EXPORTERS: dict[str, Exporter] = {
    "turtle": Exporter("Turtle", "text/turtle", ".ttl", True, write_turtle),
    "trig": Exporter("TriG", "application/trig", ".trig", True, write_trig),
    "ntriples": Exporter("N-Triples", "application/n-triples", ".nt", True, write_ntriples),
    "nquads": Exporter("N-Quads", "application/n-quads", ".nq", True, write_nquads),
    "rdfxml": Exporter("RDF/XML", "application/rdf+xml", ".rdf", True, write_rdfxml),
    "jsonld": Exporter("JSON-LD", "application/ld+json", ".jsonld", True, write_jsonld),
    "graphml": Exporter("GraphML", "application/graphml+xml", ".graphml", False, write_graphml),
    "gexf": Exporter("GEXF", "application/gexf+xml", ".gexf", False, write_gexf),
    "nodelink": Exporter("node-link JSON", "application/json", ".json", False, write_nodelink),
    "cytoscape": Exporter("Cytoscape JSON", "application/json", ".cyjs", False, write_cytoscape),
    "dot": Exporter("DOT (Graphviz)", "text/vnd.graphviz", ".dot", True, write_dot),
    "csv": Exporter("CSV (zipped)", "application/zip", ".csv.zip", True, write_csv),
    "parquet": Exporter("Parquet (zipped)", "application/zip", ".parquet.zip", True, write_parquet),
    "sqlite": Exporter("SQLite", "application/vnd.sqlite3", ".sqlite", True, write_sqlite),
}
EXPORTERS |= {point.name: point.load() for point in entry_points(group="policygraph.exporters")}


def export(store: Store, format: str, out: BinaryIO, scope: Scope | None = None, licence: str | None = None) -> None:
    """Write a scope (the whole store unless told otherwise) in a format: a key of EXPORTERS. `licence` is the address
    of that of the data, if they have one.

    Nothing is written where the scope is wrong. Raises ExportError, NotFound, QueryError, QueryRefused.
    """
    if format not in EXPORTERS:
        raise ExportError(format, f"no such format; there are {', '.join(EXPORTERS)}")
    with view(store, scope or Whole(), licence) as part:
        EXPORTERS[format].write(part, out)
