"""What comes of a test: nothing where the service passes it, or else what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import urlencode, urljoin

import pyoxigraph as ox

from graph.settings import Settings
from graph.store.sparql import scan
from tests.conformance.compare import FORMS, answer_of, canonical, expected, table
from tests.conformance.manifest import Request, Trial, parse, path_of
from tests.conformance.serving import HOST, Answer, Client

ENDPOINT, STORE = "/sparql", "/store"
NOTHING = "urn:no-graph"  # the data set of a test that has no data
QUERY_TYPE = "application/sparql-query"
ACCEPT = {
    ".srx": "application/sparql-results+xml",
    ".srj": "application/sparql-results+json",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
}
SD = "http://www.w3.org/ns/sparql-service-description#"

TURTLE = ox.RdfFormat.TURTLE
RDF_TYPES = {form.media_type: form for form in (ox.RdfFormat.TURTLE, ox.RdfFormat.N_TRIPLES, ox.RdfFormat.RDF_XML)}
RESULTS = {form.media_type.partition(";")[0]: form for form in FORMS.values()}


def quads(trials: Iterable[Trial]) -> Iterator[ox.Quad]:
    """The data of tests, each file in a graph: of its own name, or of the one that the test gives it."""
    own = ((trial.graphs, tuple((file, file) for file in trial.data)) for trial in trials)
    for file, name in sorted({pair for named, plain in own for pair in named + plain}):
        for t in parse(file):
            yield ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(name))


def verdict(trial: Trial, client: Client) -> str | None:
    """What is wrong with how the service does a test; None where nothing is."""
    return KINDS[trial.kind](trial, client)


def evaluated(trial: Trial, client: Client) -> str | None:
    """A query over the test's files as the protocol's data set, compared with the expected result."""
    assert trial.query is not None and trial.result is not None  # noqa: PT018 - for the type checker
    suffix = path_of(trial.result).suffix
    answer = _query(trial, client, ACCEPT.get(suffix, "text/turtle, application/sparql-results+xml"))
    if answer.status != 200:
        return f"{answer.status}: {answer.body.decode()}"
    found: object
    if answer.media_type == "text/csv":
        found = table(answer.body)
    elif answer.media_type in RESULTS:
        found = answer_of(answer.body, RESULTS[answer.media_type])
    else:
        found = canonical(quad.triple for quad in ox.parse(answer.body, format=ox.RdfFormat.TURTLE))
    return None if found == expected(trial.result) else f"{found} is not {expected(trial.result)}"


def accepted(trial: Trial, client: Client) -> str | None:
    """A query that must parse."""
    answer = _query(trial, client, "*/*")
    return None if answer.status == 200 else f"{answer.status}: {answer.body.decode()}"


def refused(trial: Trial, client: Client) -> str | None:
    """A query or an update that must not parse."""
    answer = _sent(trial, client)
    return None if answer.status == 400 else f"{answer.status}: {answer.body.decode()}"


def _query(trial: Trial, client: Client, accept: str) -> Answer:
    """Ask a test's query. Its relative IRIs start from its file, as the suites have it; its data are the data set,
    unless it names that itself."""
    assert trial.query is not None
    text = f"BASE <{trial.query}> {path_of(trial.query).read_text(encoding='utf-8')}"
    headers = {"content-type": QUERY_TYPE, "accept": accept}
    if scan(text).chooses_graphs:
        return client.ask("POST", ENDPOINT, headers, text.encode())
    graphs = [("default-graph-uri", file) for file in trial.data or (() if trial.graphs else (NOTHING,))]
    graphs += [("named-graph-uri", name) for _, name in trial.graphs]
    return client.ask("POST", f"{ENDPOINT}?{urlencode(graphs)}", headers, text.encode())


def protocol(trial: Trial, client: Client) -> str | None:
    """The requests of a test one after the other, each with what its answer must be."""
    place, leads = "$", ""
    for request in trial.requests:
        path = re.sub("^/sparql/", ENDPOINT, re.sub("^/gsp", STORE, request.path)).replace(place, leads)
        answer = client.ask(request.method, path, request.headers, request.body)
        if wrong := _unlike(request, answer):
            return f"{request.method} {path}: {answer.status} {answer.body.decode()}: {wrong}"
        if request.location is not None:
            place, leads = request.location, urljoin(f"http://{HOST}{path}", answer.headers["location"])
    return None


def _unlike(request: Request, answer: Answer) -> str | None:
    if not {answer.status, answer.status // 100} & set(request.wanted):
        return f"the status must be one of {request.wanted}"
    forms = RDF_TYPES if request.form == "RDF" else RESULTS if request.form else None
    if forms is not None and answer.media_type not in forms:
        return f"{answer.media_type} is no form of {request.form} results"
    if request.returned is not None and (form := ox.RdfFormat.from_media_type(answer.media_type)) is not None:
        said, wanted = (_graph(data, form) for data, form in ((answer.body, form), (request.returned, TURTLE)))
        return None if said == wanted else f"{said} is not {wanted}"
    if request.boolean is None:
        return None
    found = answer_of(answer.body, RESULTS[answer.media_type])
    return None if found is request.boolean else f"{found} is not {request.boolean}"


def _graph(data: bytes | str, form: ox.RdfFormat) -> frozenset[ox.Triple]:
    base = f"http://{HOST}{STORE}"
    return canonical(quad.triple for quad in ox.parse(data, format=form, base_iri=base, rename_blank_nodes=True))


def updated(trial: Trial, client: Client) -> str | None:
    """An update of the graphs that a test has before, compared with those that it must have after; all over HTTP."""
    _update(client, "DROP ALL")
    for file, name in trial.graphs:
        where = urlencode({"graph": name}) if name else "default"
        body = ox.serialize(parse(file), format=ox.RdfFormat.N_TRIPLES)
        answer = client.ask("POST", f"{STORE}?{where}", {"content-type": "application/n-triples"}, body or b"")
        assert answer.status in (200, 201, 204), answer.body
    answer = _sent(trial, client)
    if answer.status not in (200, 204):
        return f"{answer.status}: {answer.body.decode()}"
    wanted: dict[str, list[ox.Triple]] = {}
    for file, name in trial.after:
        wanted.setdefault(name, []).extend(parse(file))
    found = {name: _read(client, name) for name in {"", *_written(client), *wanted}}
    expected = {name: canonical(wanted.get(name, ())) for name in found}
    return None if found == expected else f"{found} is not {expected}"


def _update(client: Client, text: str) -> Answer:
    return client.ask("POST", ENDPOINT, {"content-type": "application/sparql-update"}, text.encode())


def _written(client: Client) -> list[str]:
    """The graphs that are not the service's own."""
    headers = {"content-type": QUERY_TYPE, "accept": ACCEPT[".csv"]}
    answer = client.ask("POST", ENDPOINT, headers, b"SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
    return [name for name in answer.body.decode().split()[1:] if not name.startswith(Settings().base_iri)]


def _read(client: Client, name: str) -> frozenset[ox.Triple]:
    where = urlencode({"graph": name}) if name else "default"
    answer = client.ask("GET", f"{STORE}?{where}", {"accept": TURTLE.media_type})
    return _graph(answer.body, TURTLE) if answer.status == 200 else frozenset()


def update_accepted(trial: Trial, client: Client) -> str | None:
    """An update that must parse, whether or not it can be carried out."""
    answer = _sent(trial, client)
    return None if answer.status != 400 else answer.body.decode()


def _sent(trial: Trial, client: Client) -> Answer:
    """Send a test's text as what it is by the name of its file."""
    assert trial.query is not None
    if path_of(trial.query).suffix == ".ru":
        return _update(client, f"BASE <{trial.query}> {path_of(trial.query).read_text(encoding='utf-8')}")
    return _query(trial, client, "*/*")


def described(trial: Trial, client: Client) -> str | None:
    """A description of the service at its endpoint, in RDF, by the vocabulary."""
    answer = client.ask("GET", ENDPOINT, {"accept": "text/turtle"})
    if (answer.status, answer.media_type) != (200, "text/turtle"):
        return f"{answer.status} {answer.media_type}"
    triples = [quad.triple for quad in ox.parse(answer.body, format=ox.RdfFormat.TURTLE)]
    endpoints = {t.object for t in triples if t.predicate == ox.NamedNode(SD + "endpoint")}
    if endpoints != {ox.NamedNode(f"http://{HOST}{ENDPOINT}")}:
        return f"the endpoints are {endpoints}"
    unknown = {name for t in triples for name in _names(t)} - TERMS
    return f"no terms of the vocabulary: {unknown}" if unknown else None


def _names(triple: ox.Triple) -> set[str]:
    terms = (triple.predicate, triple.object)
    return {t.value.removeprefix(SD) for t in terms if isinstance(t, ox.NamedNode) and t.value.startswith(SD)}


# https://www.w3.org/TR/sparql11-service-description/
TERMS = set(
    """
    Service Feature Language Function Aggregate EntailmentRegime EntailmentProfile GraphCollection Dataset Graph
    NamedGraph DereferencesURIs UnionDefaultGraph RequiresDataset EmptyGraphs BasicFederatedQuery SPARQL10Query
    SPARQL11Query SPARQL11Update endpoint feature defaultEntailmentRegime entailmentRegime
    defaultSupportedEntailmentProfile supportedEntailmentProfile extensionFunction extensionAggregate
    languageExtension supportedLanguage propertyFeature defaultDataset availableGraphs resultFormat inputFormat
    defaultGraph namedGraph name graph
    """.split()
)

KINDS: dict[str, Callable[[Trial, Client], str | None]] = {
    "QueryEvaluationTest": evaluated,
    "CSVResultFormatTest": evaluated,
    "PositiveSyntaxTest": accepted,
    "PositiveSyntaxTest11": accepted,
    "NegativeSyntaxTest": refused,
    "NegativeSyntaxTest11": refused,
    "ProtocolTest": protocol,
    "GraphStoreProtocolTest": protocol,
    "UpdateEvaluationTest": updated,
    "PositiveUpdateSyntaxTest11": update_accepted,
    "NegativeUpdateSyntaxTest11": refused,
    "ServiceDescriptionTest": described,
}
