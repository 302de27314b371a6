"""Clients that others wrote, against the running service."""

from __future__ import annotations

from pathlib import Path

import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from graph.case import read_case
from graph.pipeline import Workspace
from graph.settings import Settings
from tests.conftest import GOLD
from tests.e2e.serving import serving

SELECT = "SELECT ?s ?o { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?o } ORDER BY ?s ?o LIMIT 20"


def test_rdflibs_sparql_store_asks_and_reads_as_a_graph(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    with Workspace.open(settings) as workspace:
        workspace.put(*read_case(GOLD / "dev" / "chicago-seed.json"))
        ours = [[str(term.value) for term in row] for row in workspace.store.query(SELECT)]  # type: ignore[union-attr]
    with serving(settings) as address:
        graph = rdflib.Graph(SPARQLStore(f"{address}/sparql"))
        assert [[str(term) for term in row] for row in graph.query(SELECT)] == ours  # type: ignore[union-attr]
        assert len(ours) == 20
        subject = rdflib.URIRef(ours[0][0])
        assert ours[0][1] in {str(label) for label in graph.objects(subject, rdflib.RDFS.label)}
        assert graph.query(f"ASK {{ <{subject}> ?p ?o }}").askAnswer is True
        built = graph.query(f"CONSTRUCT {{ <{subject}> ?p ?o }} WHERE {{ <{subject}> ?p ?o }}").graph
        assert built is not None
        assert set(built) == {(subject, p, o) for p, o in graph.predicate_objects(subject)}
