"""How an endpoint is made to read all graphs at once where a query names none: engines differ, so it is tried out.

SPARQL leaves it to the endpoint what a plain query reads. Some read the union of all graphs by themselves (Virtuoso,
GraphDB, Neptune, QLever, RDF4J), some where a request asks for it, some only where they have been set up for it.
"""

from __future__ import annotations

from typing import IO, Final, cast

import pyoxigraph as ox

from graph.errors import StorageError
from graph.store.endpoint import RESULTS, Endpoint
from ontology.terms import RDF

Parameters = list[tuple[str, str]]

WAYS: Final[dict[str, Parameters]] = {
    "by itself": [],
    "Oxigraph": [("union-default-graph", "")],
    "Jena": [("default-graph-uri", "urn:x-arq:UnionGraph")],
    "Stardog": [("default-graph-uri", "tag:stardog:api:context:all")],
}
_CURE: Final = (
    "plain queries do not see the union of all graphs, and nothing that we know makes them: "
    "switch it on where the endpoint is set up (docs/stores.md says how)"
)
_DEAF: Final = (
    "plain queries see all graphs even where they name some by FROM: switch the union off where the endpoint is set up "
    "(Oxigraph: without --union-default-graph), we ask for it where it is wanted"
)


def union_parameters(endpoint: Endpoint, name: ox.NamedNode) -> Parameters:
    """What to send along with a plain query, found by a triple that is put into this graph and taken out again.

    Raises StorageError where the endpoint does not answer or does not keep what it is told, where no way is known to
    read all graphs, and where FROM is not heard.
    """
    triple = f"{name} {RDF.value} {name}"
    endpoint.tell(f"INSERT DATA {{ GRAPH {name} {{ {triple} }} }}")
    try:
        if not _holds(endpoint, f"ASK {{ GRAPH {name} {{ {triple} }} }}"):
            raise StorageError(endpoint.url, "does not have what it was told: are the addresses of the same store?")
        if _holds(endpoint, f"ASK FROM {RDF.value} {{ {triple} }}"):
            raise StorageError(endpoint.url, _DEAF)
        for parameters in WAYS.values():
            if _holds(endpoint, f"ASK {{ {triple} }}", parameters):
                return parameters
        raise StorageError(endpoint.url, _CURE)
    finally:
        endpoint.tell(f"DROP SILENT GRAPH {name}")


def _holds(endpoint: Endpoint, sparql: str, parameters: Parameters | None = None) -> bool:
    body = endpoint.ask(sparql, RESULTS, parameters or ())
    return bool(ox.parse_query_results(cast(IO[bytes], body), format=ox.QueryResultsFormat.JSON))
