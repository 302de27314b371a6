"""`pgo:matches`: what is found by words joins with the rest of a query, wherever in it that is asked."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import QueryError, QueryRefused
from graph.matching import expanded, query
from graph.pipeline import Workspace

DEV = Path(__file__).parents[1] / "gold" / "dev"
BASE = "https://w3id.org/policygraph/id/"
PREFIXES = """PREFIX pgo: <https://w3id.org/policygraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
MAYOR = f"{BASE}person/brandon-johnson-mayor-of-chicago"
SEED = f"{BASE}document/3172838525bc482d"
STUNT = f"{BASE}statement/3172838525bc482d-8a4ed1bc2800"


def rows(workspace: Workspace, sparql: str) -> list[tuple[str | None, ...]]:
    """What a query gives, sorted."""
    found = query(workspace.store, workspace.index, PREFIXES + sparql)
    assert isinstance(found, ox.QuerySolutions)
    return sorted((tuple(term and term.value for term in row) for row in found), key=repr)


@pytest.mark.parametrize(
    "where",
    [
        '?thing pgo:matches "brandon johnson" . ?thing a pgo:Person',
        '?thing a pgo:Person ; pgo:matches "brandon johnson"',
        '?thing a pgo:Person ; pgo:matches "brandon johnson" .',
        '?thing pgo:matches "brandon johnson" ; a pgo:Person .',
        '?thing pgo:matches "brandon" ; pgo:matches "johnson" ; a pgo:Person .',
        '?thing pgo:matches "brandon johnson" ; ; a pgo:Person ; .',
        "?thing a pgo:Person ; pgo:matches 'brandon johnson'",
        '?thing a pgo:Person ; pgo:matches """brandon johnson"""',
        '?thing a pgo:Person ; pgo:matches "Brandon\\u0020johns*"',
        '?thing a pgo:Person ; <https://w3id.org/policygraph/ontology#matches> "brandon johnson"',
        '?thing pgo:matches ("brandon johnson" pgo:Person)',
        '?thing pgo:matches (pgo:Person "brandon johnson" 5)',
        '(?thing) pgo:matches ("brandon johnson" pgo:Person pgo:Office)',
        '(?thing ?score) pgo:matches ("brandon johnson" pgo:Person) FILTER(?score > 0.9)',
        'VALUES ?words { "brandon johnson" } ?thing pgo:matches ?words ; a pgo:Person',
        '?thing pgo:matches $words . ?thing a pgo:Person { VALUES ?words { "brandon johnson" "nobody" } }',
        '?thing a pgo:Person # ; pgo:matches "x"\n ; pgo:matches # "y" \n "brandon johnson"',
        '?thing rdfs:label ?label FILTER(STRLEN(?label) > 0) ?thing a pgo:Person ; pgo:matches "brandon johnson"',
        'BIND(1 AS ?one) ?thing a pgo:Person ; pgo:matches "brandon johnson"',
        'FILTER NOT EXISTS { ?thing a pgo:Order } ?thing a pgo:Person ; pgo:matches "brandon johnson"',
        'GRAPH ?g { ?thing a pgo:Person ; pgo:matches "brandon johnson" }',
        '{ SELECT ?thing WHERE { ?thing a pgo:Person ; pgo:matches "brandon johnson" } LIMIT 3 }',
        '?thing a pgo:Person FILTER EXISTS { ?thing pgo:matches "brandon johnson" }',
        '{ ?thing a pgo:Office ; pgo:matches "brandon" } UNION { ?thing a pgo:Person ; pgo:matches "brandon johnson" }',
        '?thing a pgo:Person . MINUS { ?thing a pgo:Person MINUS { ?thing pgo:matches "brandon johnson" } }',
        '?thing a/rdfs:label* pgo:Person ; pgo:matches "brandon johnson" ; rdfs:label ?x , ?y',
    ],
)
def test_it_joins_with_the_rest_wherever_it_stands(where: str, annotated: Workspace) -> None:
    assert rows(annotated, f"SELECT DISTINCT ?thing WHERE {{ {where} }}") == [(MAYOR,)]


def test_a_sentence_leads_to_its_document_and_a_fact_to_itself(annotated: Workspace) -> None:
    assert rows(annotated, 'SELECT ?thing { ?thing pgo:matches "publicity stunt" }') == [(SEED,), (STUNT,)]
    assert rows(annotated, 'SELECT ?who { ?s pgo:matches "publicity stunt" ; pgo:speaker/rdfs:label ?who }') != []


def test_score_words_and_evidence_come_along(annotated: Workspace) -> None:
    where = '(?thing ?score ?words ?evidence) pgo:matches ("publicity stunt" pgo:Statement)'
    ((thing, score, words, evidence),) = rows(annotated, f"SELECT ?thing ?score ?words ?evidence {{ {where} }}")

    assert (thing, words, evidence) == (STUNT, "Johnson's order a publicity stunt", f"{SEED}#char=658,691")
    assert 0 < float(score or 0) < 1
    ordered = query(
        annotated.store,
        annotated.index,
        f'{PREFIXES} SELECT ?score {{ (?thing ?score) pgo:matches "order" }} ORDER BY DESC(?score)',
    )
    scores = [float(row["score"].value) for row in ordered]  # type: ignore[union-attr]
    assert len(scores) > 10
    assert scores == sorted(scores, reverse=True)


def test_of_several_things_that_are_asked_for_each_row_tells_which(annotated: Workspace) -> None:
    where = 'VALUES ?asked { "brandon johnson" "publicity stunt" } ?thing pgo:matches ?asked . ?thing a ?type'
    found = rows(annotated, f"SELECT DISTINCT ?asked ?thing {{ {where} FILTER(?type IN (pgo:Person, pgo:Statement)) }}")

    assert found == [("brandon johnson", MAYOR), ("publicity stunt", STUNT)]


def test_no_more_come_than_are_asked_for_and_the_best_do(annotated: Workspace) -> None:
    assert len(rows(annotated, 'SELECT ?t { ?t pgo:matches ("order" 7) }')) == 7
    (best,) = rows(annotated, 'SELECT ?t { ?t pgo:matches ("national guard" pgo:Agency 1) }')
    assert best[0] in {f"{BASE}agency/california-national-guard", f"{BASE}agency/illinois-national-guard"}


@pytest.mark.parametrize("words", ["", "zyxwvut", "-- * ( )", '\\"'])
def test_what_is_nowhere_gives_nothing(words: str, annotated: Workspace) -> None:
    assert rows(annotated, f'SELECT ?t {{ ?t pgo:matches "{words}" }}') == []


def test_construct_ask_and_describe_take_it_too(annotated: Workspace) -> None:
    def ask(sparql: str) -> object:
        return query(annotated.store, annotated.index, PREFIXES + sparql)

    assert bool(ask('ASK { ?t pgo:matches "brandon johnson" }'))
    assert not bool(ask('ASK { ?t pgo:matches "zyxwvut" }'))
    made = list(ask('CONSTRUCT { ?t pgo:matches "x" } WHERE { ?t a pgo:Person ; pgo:matches "brandon johnson" }'))  # type: ignore[call-overload]
    assert [str(triple) for triple in made] == [f'<{MAYOR}> <https://w3id.org/policygraph/ontology#matches> "x"']
    assert list(ask('DESCRIBE ?t { ?t a pgo:Person ; pgo:matches "brandon johnson" }'))  # type: ignore[call-overload]


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { ?s ?p ?o }",
        "SELECT * { pgo:matches rdfs:comment ?o }",
        "SELECT * { ?s ?p pgo:matches }",
        "SELECT * { ?s ?p rdfs:label, pgo:matches }",
        "SELECT * { ?s ?p ?o FILTER(?p = pgo:matches) }",
        "SELECT * { VALUES ?p { pgo:matches } ?s ?p ?o }",
        'SELECT * { ?s rdfs:label "?x pgo:matches \\"y\\"" }',
        'SELECT * { ?s rdfs:label ?matches # ?x pgo:matches "y"\n }',
        'SELECT * { ?s <https://example.org/#matches> "x" }',
        'PREFIX pgo: <https://example.org/> SELECT * { ?s pgo:matches "x" }',
        'CONSTRUCT { ?s pgo:matches "x" } WHERE { ?s ?p ?o }',
    ],
)
def test_what_does_not_ask_by_it_stays_as_it_is(sparql: str, annotated: Workspace) -> None:
    assert expanded(PREFIXES + sparql, annotated.index) is None


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("?t pgo:matches ?words", "a string, or a variable that VALUES gives strings"),
        ("VALUES ?words { 7 } ?t pgo:matches ?words", "a string, or a variable that VALUES gives strings"),
        ("?t pgo:matches 7", "after pgo:matches stands a string"),
        ("?t pgo:matches ()", "after pgo:matches stands a string"),
        ('?t pgo:matches ("a" "b")', "after pgo:matches stands a string"),
        ('?t pgo:matches "a"@en', "has one object"),
        ('?t pgo:matches "a", "b"', "has one object"),
        ('?t pgo:matches ("a" 0)', "from 1 to 10,000"),
        ('?t pgo:matches ("a" 99999)', "from 1 to 10,000"),
        ('?t pgo:matches ("a" 1.5)', "from 1 to 10,000"),
        ('?t pgo:matches ("a" 1 2)', "in brackets stand the words"),
        ('?t pgo:matches ("a" pgo:Event)', "only things of these classes"),
        ('<https://example.org/x> pgo:matches "a"', "before pgo:matches stands a variable"),
        ('(?t <https://example.org/x>) pgo:matches "a"', "before pgo:matches stands a variable"),
        ('() pgo:matches "a"', "before pgo:matches stands a variable"),
        ('(?a ?b ?c ?d ?e) pgo:matches "a"', "before pgo:matches stands a variable"),
        ('(?a ?a) pgo:matches "a"', "each variable"),
        ('[ pgo:matches "a" ] ?p ?o', "not in a path, nor in square brackets"),
        ('?t rdfs:seeAlso [ pgo:matches "a" ]', "not in a path, nor in square brackets"),
        ('?t rdfs:label|pgo:matches "a"', "not in a path, nor in square brackets"),
        ('?t rdfs:seeAlso/pgo:matches "a"', "not in a path, nor in square brackets"),
        ('?t pgo:matches/rdfs:label "a"', "no part of a path"),
        ('?t pgo:matches+ "a"', "no part of a path"),
        ('?t ^pgo:matches "a"', "no part of a path"),
        ('?t !pgo:matches "a"', "no part of a path"),
        ('?t (pgo:matches) "a"', "not in a path, nor in square brackets"),
    ],
)
def test_a_pattern_that_cannot_be_answered_is_refused_with_its_place(
    where: str, said: str, annotated: Workspace
) -> None:
    with pytest.raises(QueryError, match=r"line 4, column \d+") as refused:
        rows(annotated, f"SELECT * {{ {where} }}")

    assert said in str(refused.value)
    assert refused.value.line == 4


def test_construct_where_is_told_to_have_a_template(annotated: Workspace) -> None:
    with pytest.raises(QueryError, match="CONSTRUCT WHERE takes no"):
        query(annotated.store, annotated.index, PREFIXES + 'CONSTRUCT WHERE { ?t pgo:matches "a" }')


@pytest.mark.parametrize(
    "sparql",
    [
        'SELECT * { ?t pgo:matches "order" . }} ',
        'SELECT * {\n ?t pgo:matches "order" .\n ?t nope:nope ?x }',
        'SELECT * { ?t pgo:matches "order" ',
        'SELECT * { ?t pgo:matches "order" . ?t ?p }',
        'SELECT ?t ?u { ?t pgo:matches "order" } GROUP BY ?t',
    ],
)
def test_what_is_wrong_elsewhere_is_told_of_the_query_as_it_came(sparql: str, annotated: Workspace) -> None:
    with pytest.raises(QueryError) as plainly:
        annotated.store.query(PREFIXES + sparql)
    with pytest.raises(QueryError) as refused:
        rows(annotated, sparql)

    assert str(refused.value) == str(plainly.value)
    assert (refused.value.line, refused.value.column) == (plainly.value.line, plainly.value.column)


def test_what_is_too_much_for_one_query_is_refused_with_what_helps(
    annotated: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.matching.LONGEST", 1000)
    with pytest.raises(QueryRefused, match="ask for fewer"):
        rows(annotated, 'SELECT * { ?t pgo:matches "order" }')


def test_service_is_refused_as_ever(annotated: Workspace) -> None:
    with pytest.raises(QueryRefused, match="SERVICE"):
        rows(annotated, 'SELECT * { ?t pgo:matches "order" SERVICE <http://127.0.0.1:9/> { ?t ?p ?o } }')


@given(noise=st.text(alphabet=st.sampled_from("{}()[];.,\"'\\<>?:#@^/|!a \n"), max_size=60), at=st.integers(0, 60))
def test_no_text_with_it_in_it_does_harm(noise: str, at: int, annotated: Workspace) -> None:
    text = f'{PREFIXES}SELECT * {{ {noise[:at]} ?t pgo:matches "order" {noise[at:]} }}'
    try:
        query(annotated.store, annotated.index, text)
    except (QueryError, QueryRefused):
        return


@given(words=st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_words_are_words_and_never_sparql(words: str, annotated: Workspace) -> None:
    written = str(ox.Literal(words))
    found = query(
        annotated.store, annotated.index, f"{PREFIXES}SELECT * {{ VALUES ?w {{ {written} }} ?t pgo:matches ?w }}"
    )
    assert all(row["w"] == ox.Literal(words) for row in found)  # type: ignore[union-attr]
