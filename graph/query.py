"""The questions that users ask (questions.md), each a SPARQL file with its evidence, and the look-ups beside them.

    >>> from graph.query import ask
    >>> answer = ask(store, 13, speaker="Pritzker", about="Trump")
    >>> [(row.values["turn"], row.values["content"], row.evidence[0].iri) for row in answer.rows]

    >>> from graph.pipeline import Workspace                  # a store on disk
    >>> with Workspace.open(settings) as workspace:
    ...     ask(workspace.store, 2, order="Chicago")
    >>> from graph.store.rdflib_store import to_dataset       # and for those who think in rdflib
    >>> to_dataset(store).query(QUESTIONS[2].sparql)          # the same question, with an rdflib.query.Result

A question is the file `graph/queries/question-NN.rq`: its head gives title and parameters, so that adding a question
takes no Python. Parameters are given as a reporter would: names, addresses (IRIs), words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from graph.contradictions import contradicting
from graph.corroboration import Corroboration, corroborated
from graph.document_list import LIMIT, document
from graph.errors import NotFound
from graph.facts import Citation, citation, code, facts, thing
from graph.lookups import entity, facts_about, order
from graph.naming import (
    entity_class,
    event_status,
    event_type,
    given_day,
    given_iri,
    given_share,
    order_status,
    things,
    topics,
)
from graph.paths import shortest_path
from graph.queries import Term, bound, select
from graph.question import EVIDENCE, QUESTIONS, SAVED, Answer, Parameter, Question, Row, SavedQuery, Value
from graph.similar import LEAST, Norm, likest, near, norms, words_of
from ontology.terms import PGO, PLOVER

if TYPE_CHECKING:
    from graph.store import Store

__all__ = [
    "QUESTIONS",
    "SAVED",
    "Answer",
    "Parameter",
    "Question",
    "Row",
    "SavedQuery",
    "ask",
    "asked_sparql",
    "document",
    "entity",
    "facts_about",
    "filled",
    "order",
    "shortest_path",
]

Given = str | int | Iterable[str] | None

_CLAIMS = 10_000  # claims in other words that are looked at for being one
_CODES = (PGO.Order.value.removesuffix("Order"), PLOVER, "http://www.w3.org/1999/02/22-rdf-syntax-ns#")


def ask(store: Store, number: int, **parameters: Given) -> Answer:
    """Answer a question. A parameter may have several values, any of which will do; None counts as not given.

    Raises NotFound for a question, parameter or name that there is not, ValueError for a required one not given.
    """
    if number not in QUESTIONS:
        raise NotFound("question", str(number))
    question = QUESTIONS[number]
    terms = _meant(store, f"question {number}", question.parameters, parameters)
    if lacking := question.lacks(terms):
        raise ValueError(f"question {number} needs {lacking}")
    asked = {name: tuple(term.value for term in found) for name, found in terms.items()}
    rows = _ANSWERS.get(number, _select)(store, question, terms)
    return Answer(question, asked, question.columns, rows)


def filled(store: Store, name: str, given: Mapping[str, Given], limit: int | None = None, offset: int = 0) -> str:
    """The SPARQL of a saved query with what it is asked in its place, as terms. `limit` and `offset` are the part of
    the rows that is wanted, where the query has parts.

    Raises NotFound for a query, parameter or name that there is not, ValueError for a required one not given.
    """
    if name not in SAVED:
        raise NotFound("query", name)
    query = SAVED[name]
    terms = _meant(store, f"query {name}", query.parameters, given)
    return bound(query.sparql, {p.variable: terms.get(p.name) for p in query.parameters}, limit, offset)


def asked_sparql(store: Store, number: int, given: Mapping[str, Given]) -> str:
    """The SPARQL of a question with what it is asked in its place; as shipped where Python asks it many times."""
    question = QUESTIONS[number]
    if question.query not in SAVED:
        return question.sparql
    terms = {parameter.name for parameter in SAVED[question.query].parameters}
    limits = [int(value) for name, values in given.items() if name not in terms for value in _several(values)[:1]]
    return filled(store, question.query, {name: value for name, value in given.items() if name in terms}, *limits)


def _meant(
    store: Store, asked: str, parameters: Iterable[Parameter], given: Mapping[str, Given]
) -> dict[str, list[Term]]:
    """The terms that each parameter means which is given or has a default: "" takes a name's default away."""
    defaults = {p.name: [p.default] for p in parameters if p.default}
    values = defaults | {name: _several(value) for name, value in given.items() if value is not None}
    values = {name: found for name, found in values.items() if found != [""] or name not in defaults}
    _check(asked, parameters, values)
    return {p.name: _terms(store, p, values[p.name]) for p in parameters if p.name in values}


def _check(asked: str, parameters: Iterable[Parameter], given: Mapping[str, list[str]]) -> None:
    known = {parameter.name: parameter for parameter in parameters}
    for name in given:
        if name not in known:
            raise NotFound(f"parameter of {asked}", name)
    if missing := [name for name, parameter in known.items() if parameter.required and not given.get(name)]:
        raise ValueError(f"{asked} needs {' and '.join(missing)}")


def _several(value: Given) -> list[str]:
    return [str(value)] if isinstance(value, str | int) else [str(v) for v in value or ()]


def _terms(store: Store, parameter: Parameter, values: list[str]) -> list[Term]:
    return list(dict.fromkeys(term for value in values for term in _MEANINGS[parameter.kind](store, value)))


def _whole_number(store: Store, value: str) -> list[Term]:
    return [Literal(int(value))]


_MEANINGS: dict[str, Callable[[Store, str], Iterable[Term]]] = {
    **{kind: partial(lambda kind, store, name: things(store, kind, name), kind) for kind in ("order", "entity")},
    **{kind: partial(lambda kind, store, name: things(store, kind, name), kind) for kind in ("actor", "place")},
    "words": lambda store, value: [Literal(value)],
    "event type": lambda store, value: [event_type(value)],
    "event status": lambda store, value: [event_status(value)],
    "class": lambda store, value: [entity_class(value)],
    "number": _whole_number,
    "day": lambda store, value: [given_day(value)],
    "order status": lambda store, value: [order_status(value)],
    "share": lambda store, value: [given_share(value)],
    "iri": lambda store, value: [given_iri(value)],
    "topic": lambda store, value: topics(value),
}


def _select(store: Store, question: Question, terms: dict[str, list[Term]]) -> tuple[Row, ...]:
    limits = [int(terms[p.name][0].value) for p in question.parameters if p.kind == "number" and p.name in terms]
    bindings = {p.variable: terms.get(p.name) for p in question.parameters if p.kind != "number"}
    return _merged(select(store, question.query, bindings, *limits[:1]))


def _merged(found: Iterable[dict[str, Term]]) -> tuple[Row, ...]:
    """Rows that say the same of the same things become one, with all their evidence; the first name seen stays."""
    rows: dict[tuple[tuple[str, str], ...], tuple[dict[str, Value], dict[str, Citation]]] = {}
    for row in found:
        told = {name: term for name, term in row.items() if name not in EVIDENCE and not name.endswith("Label")}
        key = tuple((name, term.value) for name, term in told.items())
        _, evidence = rows.setdefault(key, ({name: _value(row, name) for name in told}, {}))
        cited = citation(row)
        evidence[cited.iri] = cited
    return tuple(Row(values, tuple(evidence.values())) for values, evidence in rows.values())


def _value(row: dict[str, Term], name: str) -> Value:
    term = row[name]
    if isinstance(term, Literal):
        kind = term.datatype.value.rpartition("#")[2]
        return {"boolean": lambda: term.value == "true", "integer": lambda: int(term.value)}.get(
            kind, lambda: term.value
        )()
    if f"{name}Label" in row:
        return thing(row, name)
    return code(term) if term.value.startswith(_CODES) else term.value


def _path(store: Store, question: Question, terms: dict[str, list[Term]]) -> tuple[Row, ...]:
    """The shortest of the paths between any of the ones and any of the others: a row for each step.

    `from` and `to` follow the path; `subject`, `fact`, `object` (or place) say the fact in its own direction.
    """
    ends = [(one.value, other.value) for one in terms["one"] for other in terms["other"]]
    avoid = {term.value for term in terms.get("avoid", [])}
    paths = [path for one, other in ends if (path := shortest_path(store, one, other, avoid)) is not None]
    steps = min(paths, key=len, default=())
    return tuple(
        Row(
            {
                "step": n,
                "from": step.source,
                "to": step.target,
                "subject": step.fact.subject,
                "fact": step.fact.predicate,
                "object": step.fact.object or step.fact.place,
                "status": step.fact.status,
                "claim": step.fact.claim,
            },
            (step.fact.citation,),
        )
        for n, step in enumerate(steps, start=1)
    )


def _claims(store: Store, question: Question, terms: dict[str, list[Term]]) -> tuple[Row, ...]:
    """The claims of the most sources first, each with the longest of the words in which it is told."""
    bindings = {p.variable: terms.get(p.name) for p in question.parameters if p.kind != "number"}
    found = dict.fromkeys(row["statement"].value for row in select(store, question.query, bindings, _CLAIMS))
    claims = sorted(corroborated(store, facts(store, found, ["statement"])), key=_rank)
    limit = int(terms["limit"][0].value) if "limit" in terms else LIMIT
    return tuple(_claim(claim) for claim in claims[: max(0, limit)])


def _rank(claim: Corroboration) -> tuple[int, int, str, str]:
    fact = claim.facts[0]
    return -claim.sources, -len(claim.documents), fact.subject.iri if fact.subject else "", fact.iri


def _claim(claim: Corroboration) -> Row:
    fact = min(claim.facts, key=lambda one: (-len(one.value or ""), one.citation))
    told: dict[str, Value] = {"speaker": fact.subject, "claim": fact.value, "documents": len(claim.documents)}
    cited = {one.citation.iri: one.citation for one in sorted(claim.facts, key=lambda one: one.citation)}
    return Row(told | {"sources": claim.sources, "statement": fact.iri}, tuple(cited.values()))


def _like(store: Store, question: Question, terms: dict[str, list[Term]]) -> tuple[Row, ...]:
    """Provisions by how much of them is the same as of one, or of those of an order, or as some words."""
    provisions = facts(store, (term.value for term in terms.get("provision", ())), ["provision"])
    of_orders = (fact for term in terms.get("order", ()) for fact in facts_about(store, term.value))
    chosen = list(provisions) or [fact for fact in of_orders if fact.family == "provision"]
    asked = norms(store, chosen) or [Norm(" ".join(term.value for term in terms.get("words", ())))]
    if not any(norm.action for norm in asked):
        return ()
    orders = terms.get("order") or [NamedNode(fact.subject.iri) for fact in chosen if fact.subject]
    words: list[Term] = [Literal(word) for word in words_of(asked)]
    nearest = near(store, asked, words, {*orders, *terms.get("provision", ())})
    found = likest(store, asked, _merged(select(store, question.query, {"provision": nearest, "words": words})))
    limit = int(terms["limit"][0].value) if "limit" in terms else LIMIT
    told = [(share, row) for share, row in found if share >= LEAST][: max(0, limit)]
    return tuple(Row(row.values | {"likeness": round(100 * share)}, row.evidence) for share, row in told)


def _disagreements(store: Store, question: Question, terms: dict[str, list[Term]]) -> tuple[Row, ...]:
    """What is told otherwise; of provisions those that are of one thing."""
    bindings = {"order": terms.get("order")}
    rows = list(select(store, question.query, bindings))
    return _merged(contradicting(store, rows, "orderFact", "articleFact"))


_ANSWERS: dict[int, Callable[[Store, Question, dict[str, list[Term]]], tuple[Row, ...]]] = {
    14: _claims,
    22: _like,
    24: _disagreements,
    25: _path,
}
"""Questions that take more than one query."""
