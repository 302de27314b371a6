"""Every format is read back by somebody else's reader: pyoxigraph, rdflib, networkx, pydot, csv, pyarrow, sqlite3, a
schema. Tables are looked at more closely in test_tables.py."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import warnings
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

import networkx as nx
import pyarrow.parquet as pq
import pydot
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from graph.case import read_case
from graph.errors import ExportError, NotFound, QueryError
from graph.export import EXPORTERS, Construct, Neighbourhood, OneDocument, Scope, export, view
from graph.export.xml_text import xml_safe
from graph.facts import EVERY, facts
from graph.projection import edges, nodes, to_networkx, topic_nodes
from graph.rdf import graph_iri, quads, vocabulary_quads
from graph.resolve import resolve
from graph.store import Store
from graph.store.oxigraph import MemoryStore
from graph.store.rdflib_bridge import from_graph
from ontology.terms import OA, PGO, RDF, RDFS, SKOS

BASE = "https://example.org/kg/"
DEV = Path(__file__).parent.parent / "gold" / "dev"
TRUMP = f"{BASE}id/person/donald-trump-president-of-united-states"
MEDIA = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
RDFLIB = {
    "turtle": "turtle",
    "trig": "trig",
    "ntriples": "nt",
    "nquads": "nquads",
    "rdfxml": "xml",
    "jsonld": "json-ld",
}
WITH_GRAPHS = ("trig", "nquads", "jsonld")
NASTY = (
    "\ufeff=cmd|' /C calc'!A0 \"two\" 'one' <b>&amp;</b> ]]> \\n \\ \t tab\r\nCRLF\rCR\nLF \x85\u2028 é 😀 עברית \u200b"
)
ILLEGAL = "\x00\x01\x08\x0b\x0c\x1f\x7f\ufffe\uffff"
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def filled(*names: str) -> Store:
    store = MemoryStore()
    for path in sorted(DEV.glob("*.json")):
        if not names or path.stem in names:
            document, record = read_case(path)
            store.replace(graph_iri(BASE, document.id), quads(document, record, resolve(document, record), BASE))
    return store


@pytest.fixture(scope="module")
def store() -> Store:
    store = filled()
    store.replace(f"{BASE}id/graph/vocabulary", vocabulary_quads(BASE))
    return store


@pytest.fixture(scope="module")
def seed() -> Store:
    return filled("chicago-seed")


def strange(text: str) -> Store:
    """Two people, a document and a fact between them, all of whose texts are this one."""
    named: Callable[[str], ox.NamedNode] = lambda path: ox.NamedNode(f"{BASE}id/{path}")  # noqa: E731
    document, one, other, fact = named("document/0"), named("person/1"), named("person/2"), named("fact/3")
    evidence, position, quote = named("document/0#c"), named("document/0#p"), named("document/0#q")
    said = ox.Literal(text)
    triples = [
        (document, RDFS.label, said),
        *((person, RDF.type, PGO.Person) for person in (one, other)),
        *((person, RDFS.label, said) for person in (one, other)),
        *((fact, RDF.type, RDF.Statement), (fact, RDF.subject, one), (fact, RDF.predicate, PGO.opposes)),
        *((fact, RDF.object, other), (fact, PGO.confidence, ox.Literal("0.9", datatype=ox.NamedNode(XSD + "decimal")))),
        *((fact, PGO.evidence, evidence), (evidence, OA.hasSelector, position), (evidence, OA.hasSelector, quote)),
        *((position, OA.start, ox.Literal(0)), (position, OA.end, ox.Literal(7)), (quote, OA.exact, said)),
        (one, SKOS.altLabel, ox.Literal(text, language="en-gb")),
    ]
    store = MemoryStore()
    store.replace(document.value, [ox.Quad(*triple, document) for triple in triples])
    return store


XSD = "http://www.w3.org/2001/XMLSchema#"


def written(store: Store, format: str, scope: Scope | None = None) -> bytes:
    out = io.BytesIO()
    export(store, format, out, scope)
    return out.getvalue()


def as_read(store: Store, format: str, text: Callable[[str], str] = str) -> set[ox.Quad]:
    """What a reader of the format should see: without graphs if it has none, literals as `text` leaves them."""
    found = set()
    for q in store.quads():
        value = q.object
        if isinstance(value, ox.Literal):
            tag = {"language": value.language} if value.language else {"datatype": value.datatype}
            value = ox.Literal(text(value.value), **tag)  # type: ignore[arg-type]
        graph = q.graph_name if format in WITH_GRAPHS else ox.DefaultGraph()
        found.add(ox.Quad(q.subject, q.predicate, value, graph))
    return found


@pytest.mark.parametrize("format", MEDIA)
def test_pyoxigraph_reads_back_every_quad(store: Store, format: str) -> None:
    assert set(ox.parse(written(store, format), MEDIA[format])) == as_read(store, format)


@pytest.mark.filterwarnings("ignore:.*is deprecated, use Dataset")  # by rdflib's own readers
@pytest.mark.parametrize("format", MEDIA)
def test_rdflib_reads_back_every_quad(seed: Store, format: str) -> None:
    found = rdflib.Dataset() if format in WITH_GRAPHS else rdflib.Graph()
    found.parse(written(seed, format), format=RDFLIB[format])
    assert set(from_graph(found)) == as_read(seed, format)


@pytest.mark.parametrize("format", MEDIA)
@QUICK
@given(text=TEXT)
@example(text=NASTY)
@example(text=NASTY + ILLEGAL)
def test_any_text_survives_in_rdf(format: str, text: str) -> None:
    store = strange(text)
    expected = as_read(store, format, xml_safe if format == "rdfxml" else str)
    assert set(ox.parse(written(store, format), MEDIA[format])) == expected


@pytest.mark.parametrize("format", EXPORTERS)
def test_a_format_is_written_the_same_way_twice(seed: Store, format: str) -> None:
    assert content(format, written(seed, format)) == content(format, written(seed, format))


def test_turtle_reads_well(seed: Store) -> None:
    text = written(seed, "turtle").decode()
    head, body = text.split("\n<", 1)
    assert head.splitlines() == sorted(head.splitlines())
    assert "@prefix pgo: <https://w3id.org/policygraph/ontology#> ." in head
    assert (
        f"<{TRUMP}> a pgo:Person ;\n"
        '\trdfs:label "Donald Trump" ;\n'
        "\tskos:altLabel" in body
    )  # fmt: skip
    subjects = [line for line in body.splitlines() if line.startswith("<")]
    assert subjects == sorted(subjects, key=lambda line: line.partition(">")[0])


def test_jsonld_is_compact_with_our_context_and_needs_no_network(seed: Store) -> None:
    found = json.loads(written(seed, "jsonld"))
    (graph,) = found["@graph"]
    people = {node["id"]: node for node in graph["graph"] if node.get("type") == "Person"}
    assert people[TRUMP]["label"] == "Donald Trump"
    assert isinstance(found["@context"], dict)
    (fact,) = (
        n for n in graph["graph"] if n.get("subject") == TRUMP and str(n.get("predicate")).endswith("holdsOffice")
    )
    assert fact["evidence"].startswith(graph["id"] + "#char=")


def test_rdf_xml_names_what_it_cannot_say() -> None:
    for predicate in ("http://example.org/12", "http://example.org/a/"):
        scope = Construct(f"CONSTRUCT {{ <http://example.org/s> <{predicate}> 1 }} WHERE {{}}")
        with pytest.raises(ExportError, match=f"rdfxml: cannot name the predicate {predicate}"):
            written(MemoryStore(), "rdfxml", scope)


# networks


def project(store: Store) -> nx.MultiDiGraph[str]:
    """The network of graph/network.py, with topics beside the things."""
    return to_networkx([*nodes(store), *topic_nodes(store)], edges(store, EVERY))


def as_network(store: Store, text: Callable[[str], str] = str) -> nx.MultiDiGraph[str]:
    network = project(store)
    for _, data in network.nodes(data=True):
        data |= {name: text(value) for name, value in data.items() if isinstance(value, str)}
    for *_, data in network.edges(data=True):
        data |= {name: text(value) for name, value in data.items() if isinstance(value, str)}
    return network


def node_rows(network: nx.MultiDiGraph[str]) -> dict[str, tuple[Any, ...]]:
    return {iri: (data.get("label"), data.get("type")) for iri, data in network.nodes(data=True)}


def edge_rows(network: nx.MultiDiGraph[str]) -> list[tuple[Any, ...]]:
    names = (
        "predicate",
        "family",
        "role",
        "status",
        "date",
        "char_start",
        "char_end",
        "text",
        "evidence",
        "confidence",
    )
    return sorted(
        ((one, other, *(data.get(name) for name in names)) for one, other, data in network.edges(data=True)), key=repr
    )


def read_nodelink(data: bytes) -> Any:
    return nx.node_link_graph(json.loads(data), edges="edges")


def read_cytoscape(data: bytes) -> Any:
    return nx.cytoscape_graph(json.loads(data))


def read_graphml(data: bytes) -> Any:
    return nx.read_graphml(io.BytesIO(data), force_multigraph=True)


def read_gexf(data: bytes) -> Any:
    return nx.read_gexf(io.BytesIO(data))


NETWORKS = {"nodelink": read_nodelink, "cytoscape": read_cytoscape, "graphml": read_graphml, "gexf": read_gexf}


@pytest.mark.parametrize("format", NETWORKS)
def test_networkx_reads_back_every_node_and_edge(store: Store, format: str) -> None:
    found, expected = NETWORKS[format](written(store, format)), project(store)
    assert node_rows(found) == node_rows(expected)
    assert edge_rows(found) == edge_rows(expected)
    assert len(expected.edges) > 400


@pytest.mark.parametrize("format", NETWORKS)
@QUICK
@given(text=TEXT)
@example(text=NASTY)
@example(text=NASTY + ILLEGAL)
def test_any_text_survives_in_networks(format: str, text: str) -> None:
    store = strange(text)
    found = NETWORKS[format](written(store, format))
    expected = as_network(store, xml_safe if format in ("graphml", "gexf") else str)
    assert node_rows(found) == node_rows(expected)
    assert edge_rows(found) == edge_rows(expected)


GRAPHML = etree.RelaxNG(
    etree.XML(
        b"""
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://graphml.graphdrawing.org/xmlns"
         datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start><element name="graphml">
    <optional><attribute name="schemaLocation" ns="http://www.w3.org/2001/XMLSchema-instance"/></optional>
    <zeroOrMore><element name="key">
      <attribute name="id"><data type="NMTOKEN"/></attribute>
      <attribute name="for"><choice><value>node</value><value>edge</value></choice></attribute>
      <attribute name="attr.name"/>
      <attribute name="attr.type"><choice>
        <value>boolean</value><value>int</value><value>long</value>
        <value>float</value><value>double</value><value>string</value>
      </choice></attribute>
    </element></zeroOrMore>
    <element name="graph">
      <attribute name="edgedefault"><value>directed</value></attribute>
      <zeroOrMore><element name="node"><attribute name="id"/><ref name="data"/></element></zeroOrMore>
      <zeroOrMore><element name="edge">
        <attribute name="source"/><attribute name="target"/>
        <optional><attribute name="id"/></optional><ref name="data"/>
      </element></zeroOrMore>
    </element>
  </element></start>
  <define name="data"><zeroOrMore><element name="data"><attribute name="key"/><text/></element></zeroOrMore></define>
</grammar>"""
    )
)
NAMESPACE = "{http://graphml.graphdrawing.org/xmlns}"


def test_graphml_keeps_the_schemas_rules_and_every_reference_leads_somewhere(store: Store) -> None:
    root = etree.fromstring(written(store, "graphml"))
    GRAPHML.assertValid(root)
    keys = {(key.get("id"), key.get("for")) for key in root.iter(f"{NAMESPACE}key")}
    ids = [node.get("id") for node in root.iter(f"{NAMESPACE}node")]
    assert len(set(ids)) == len(ids)
    for data in root.iter(f"{NAMESPACE}data"):
        parent = data.getparent()
        assert parent is not None
        assert (data.get("key"), parent.tag.removeprefix(NAMESPACE)) in keys
    for edge in root.iter(f"{NAMESPACE}edge"):
        assert {edge.get("source"), edge.get("target")} <= set(ids)


def read_dot(data: bytes) -> pydot.Dot:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # pydot 4.0 calls pyparsing by its old names
        found = pydot.graph_from_dot_data(data.decode())
    assert found is not None
    return found[0]


def shown(text: str) -> str:
    """What DOT's quoted form of a text stands for: blanks for line breaks, nothing else changed."""
    return " ".join(text.replace("\0", " ").split())


def unquoted(text: str) -> str:
    assert text[0] == text[-1] == '"'
    return text[1:-1].replace('\\"', '"').replace("\\\\", "\\")


def test_dot_is_read_by_pydot_with_every_node_and_edge(seed: Store) -> None:
    graph, network = read_dot(written(seed, "dot")), project(seed)
    labels = {unquoted(node.get_name()): unquoted(node.get("label")) for node in graph.get_nodes()}
    assert labels == {iri: data["label"] for iri, data in network.nodes(data=True)}
    found = sorted((unquoted(e.get_source()), unquoted(e.get_destination())) for e in graph.get_edges())
    assert found == sorted((one, other) for one, other, _ in network.edges)
    (threat,) = (e for e in graph.get_edges() if "threatened to extend" in e.get("tooltip"))
    assert (threat.get("label"), threat.get("style")) == ('"MOBILIZE (threatened)"', "dashed")


@QUICK
@given(text=TEXT)
@example(text=NASTY + ILLEGAL)
@example(text="\\")
def test_any_text_survives_in_dot(text: str) -> None:
    graph = read_dot(written(strange(text), "dot"))
    (edge,) = graph.get_edges()
    assert {unquoted(node.get("label")) for node in graph.get_nodes()} == {shown(text)}
    assert unquoted(edge.get("tooltip")) == shown(text) if text else True


# tables


def tables(data: bytes) -> dict[str, list[dict[str, str]]]:
    found = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            if name.endswith(".csv"):
                text = archive.read(name).decode("utf-8-sig")
                found[name] = list(csv.DictReader(io.StringIO(text, newline="")))
    return found


def parquet(data: bytes) -> dict[str, list[dict[str, Any]]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = [name for name in archive.namelist() if name.endswith(".parquet")]
        return {name: pq.read_table(io.BytesIO(archive.read(name))).to_pylist() for name in files}


def rows(data: bytes) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of an SQLite file's tables but `about`, which says when it was made."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.deserialize(data)
        names = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%fts%'").fetchall()
        some = [name for (name,) in names if "_fts" not in name and name != "about"]
        return {name: db.execute(f"SELECT * FROM {name}").fetchall() for name in some}  # noqa: S608


CONTENT: dict[str, Callable[[bytes], Any]] = {"csv": tables, "parquet": parquet, "sqlite": rows}


def content(format: str, data: bytes) -> Any:
    """What does not tell when the file was made."""
    return CONTENT.get(format, bytes)(data)


def cell(value: object) -> str:
    return "" if value is None else str(value)


def undone(text: str) -> str:
    """A cell as it was: without the apostrophe that keeps spreadsheets from running it."""
    return text.removeprefix("'")


def test_csv_has_every_node_edge_and_fact(store: Store) -> None:
    found = tables(written(store, "csv"))
    assert found["nodes.csv"] == [
        {k: cell(v) for k, v in asdict(node).items()} for node in [*nodes(store), *topic_nodes(store)]
    ]
    assert [{k: undone(v) for k, v in row.items()} for row in found["edges.csv"]] == [
        {k: undone(cell(v)) for k, v in asdict(edge).items()} for edge in edges(store, EVERY)
    ]
    assert [(row["fact"], row["family"], undone(row["value"]), row["evidence"]) for row in found["facts.csv"]] == [
        (fact.iri, fact.family, undone(fact.value or ""), fact.citation.iri) for fact in facts(store, families=EVERY)
    ]


@QUICK
@given(text=TEXT)
@example(text=NASTY + ILLEGAL)
@example(text='=HYPERLINK("http://evil")')
@example(text="-1+1")
@example(text="@SUM(1)")
@example(text="\t=1")
@example(text="'already'")
def test_any_text_survives_in_csv_and_no_spreadsheet_runs_it(text: str) -> None:
    found = tables(written(strange(text), "csv"))
    (edge,), (fact,) = found["edges.csv"], found["facts.csv"]
    cells = {edge["text"], fact["text"], fact["title"], *(row["label"] for row in found["nodes.csv"])}
    assert {undone(value) for value in cells} == {text}
    assert not any(value.startswith(("=", "+", "-", "@", "\t", "\r")) for value in cells)


@settings(QUICK, max_examples=10)  # a file of SQLite takes 30 ms
@given(text=TEXT)
@example(text=NASTY + ILLEGAL)
@example(text="")
def test_any_text_survives_in_parquet_and_sqlite(text: str) -> None:
    store = strange(text)
    nodes, facts = (parquet(written(store, "parquet"))[f"{name}.parquet"] for name in ("nodes", "facts"))
    assert {row["label"] for row in nodes} | {row["text"] for row in facts} == {text}
    found = rows(written(store, "sqlite"))
    assert {row[1] for row in found["entities"]} | {row[4] for row in found["evidence"]} == {text}


# scopes


def test_one_document_is_its_own_graph_by_id_and_by_iri(store: Store) -> None:
    document, record = read_case(DEV / "chicago-seed.json")
    expected = set(quads(document, record, resolve(document, record), BASE))
    for key in (document.id, graph_iri(BASE, document.id)):
        assert set(ox.parse(written(store, "nquads", OneDocument(key)), ox.RdfFormat.N_QUADS)) == expected


def test_a_neighbourhood_has_all_facts_of_one_entity_with_their_evidence_and_no_others(store: Store) -> None:
    pritzker = f"{BASE}id/person/jb-pritzker-governor-of-illinois"
    expected = [fact for fact in facts(store) if pritzker in {end.iri for end in (fact.subject, fact.object) if end}]
    with view(store, Neighbourhood(pritzker)) as part:
        assert sorted(map(repr, part.facts())) == sorted(map(repr, expected))
        labels = {node.label for node in part.nodes()}
        assert set(part.store.quads()) <= set(store.quads())
    assert len(expected) > 3
    assert {"JB Pritzker", "Donald Trump", "Governor of Illinois"} <= labels
    assert "Brandon Johnson" not in labels


@pytest.mark.parametrize("format", EXPORTERS)
def test_a_construct_is_exported_whatever_its_shape(seed: Store, format: str) -> None:
    sparql = """
        PREFIX pgo: <https://w3id.org/policygraph/ontology#>
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        CONSTRUCT { ?actor <http://example.org/acts-in> ?place . ?place rdfs:label ?name }
        WHERE { ?event pgo:actor ?actor ; pgo:place ?place . ?place rdfs:label ?name }"""
    data, csv_ = written(seed, format, Construct(sparql)), written(seed, "csv", Construct(sparql))
    if format in MEDIA:
        expected = {ox.Quad(t.subject, t.predicate, t.object) for t in seed.query(sparql)}  # type: ignore[union-attr, misc]
        assert set(ox.parse(data, MEDIA[format])) == expected
    elif format in NETWORKS:
        network = NETWORKS[format](data)
        assert {edge["predicate"] for *_, edge in network.edges(data=True)} == {"http://example.org/acts-in"}
        assert {"Chicago", "Washington DC"} <= {node["label"] for _, node in network.nodes(data=True)}
    elif format == "csv":
        found = tables(data)
        assert {row["value"] for row in found["facts.csv"]} == {"Chicago", "Washington DC"}
        assert len(found["edges.csv"]) == 4
    elif format == "parquet":
        assert [len(table) for table in parquet(data).values()] == [len(table) for table in tables(csv_).values()]
    elif format == "sqlite":
        assert len(rows(data)["triples"]) == len(tables(csv_)["edges.csv"]) + len(tables(csv_)["facts.csv"])
    else:
        assert len(read_dot(data).get_edges()) == 4


@pytest.mark.parametrize("format", EXPORTERS)
def test_blank_nodes_of_a_construct_stay_apart_and_tied(format: str) -> None:
    sparql = "CONSTRUCT { _:a <http://e.org/p> _:b . _:b <http://e.org/p> _:a . _:b <http://e.org/q> 'x' } WHERE {}"
    data = written(MemoryStore(), format, Construct(sparql))
    if format in MEDIA:
        found = list(ox.parse(data, MEDIA[format]))
        assert len(found) == 3
        assert len({quad.subject for quad in found}) == 2
    elif format in NETWORKS:
        assert NETWORKS[format](data).number_of_edges() == 2


@pytest.mark.parametrize("format", EXPORTERS)
def test_an_empty_store_is_an_empty_file_that_is_well_formed(format: str) -> None:
    data = written(MemoryStore(), format)
    if format in MEDIA:
        assert list(ox.parse(data, MEDIA[format])) == []
    elif format in NETWORKS:
        assert len(NETWORKS[format](data)) == 0
    elif format in CONTENT:
        assert set(map(tuple, content(format, data).values())) == {()}
    else:
        assert read_dot(data).get_nodes() == []


def test_nothing_is_written_for_a_scope_or_format_that_there_is_not(seed: Store) -> None:
    out = io.BytesIO()
    with pytest.raises(ExportError, match="pdf: no such format; there are turtle, trig"):
        export(seed, "pdf", out)
    with pytest.raises(NotFound, match="no document '0000000000000000'"):
        export(seed, "turtle", out, OneDocument("0" * 16))
    with pytest.raises(NotFound, match="no entity"):
        export(seed, "turtle", out, Neighbourhood(f"{BASE}id/person/nobody"))
    with pytest.raises(ExportError, match="only a CONSTRUCT or DESCRIBE gives a graph"):
        export(seed, "turtle", out, Construct("SELECT * WHERE { ?s ?p ?o }"))
    with pytest.raises(QueryError):
        export(seed, "turtle", out, Construct("CONSTRUCT {"))
    assert out.getvalue() == b""


def test_every_format_has_a_media_type_and_a_suffix_of_its_own() -> None:
    assert set(EXPORTERS) == {*MEDIA, *NETWORKS, "dot", *CONTENT}
    assert len({exporter.suffix for exporter in EXPORTERS.values()}) == len(EXPORTERS)


class Pipe(io.RawIOBase):
    """A stream that takes bytes and can neither seek nor tell, like a socket."""

    def __init__(self) -> None:
        super().__init__()
        self.taken = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.taken += data
        return len(data)

    def tell(self) -> int:
        raise OSError("a pipe cannot tell")


@pytest.mark.parametrize("format", EXPORTERS)
def test_every_format_can_be_written_to_a_pipe(seed: Store, format: str) -> None:
    pipe = Pipe()
    export(seed, format, pipe)  # type: ignore[arg-type]
    assert content(format, bytes(pipe.taken)) == content(format, written(seed, format))
