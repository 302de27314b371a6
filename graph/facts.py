"""Facts as the graph holds them, read back one by one, each with the characters it was read from.

A fact is the same five-fold thing to every reader (tables, networks, pages): who (`subject`), does or is what
(`predicate`), to whom (`object`), in which words (`value`), and on what evidence (`citation`).

    family      subject   predicate                          object      value
    relation    subject   issuedBy, opposes …                object
    provision   order     requires, prohibits, permits …     bearer      action
    statement   speaker   says                               about       content
    event       actor     MOBILIZE, ACCUSE …                 recipient   (place, status and time beside it)
    topic       order, document   topic                      topic

A statement about several things comes as several facts with one IRI.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode

from graph.lists.facts import FAMILY_OF, Known
from graph.model import ProvisionKind
from graph.queries import Term, select, select_many
from graph.topics.scheme import labels
from ontology.terms import PGO, TOPICS

if TYPE_CHECKING:
    from graph.store import Store

_BATCH = 1000
FAMILIES = ("relation", "provision", "statement", "event")
"""What ties things together. Two orders of one topic have nothing to do with one another: topics are asked for."""
EVERY = (*FAMILIES, "topic")
KINDS = {
    PGO.Requirement: ProvisionKind.REQUIRES,
    PGO.Prohibition: ProvisionKind.PROHIBITS,
    PGO.Permission: ProvisionKind.PERMITS,
    PGO.Establishment: ProvisionKind.ESTABLISHES,
    PGO.Declaration: ProvisionKind.DECLARES,
    PGO.Reaffirmation: ProvisionKind.REAFFIRMS,
    PGO.Revocation: ProvisionKind.REVOKES,
}

_OF_KIND = {kind: (family,) for kind, family in FAMILY_OF.items()} | {"fact": ("relation", "topic")}
_KIND = re.compile(rf"/id/({'|'.join(_OF_KIND)})/")
_KINDS = {node.value: kind for node, kind in KINDS.items()}


@dataclass(frozen=True, slots=True, order=True)
class Thing:
    """An entity, by its IRI, with the name that it goes by."""

    iri: str
    label: str


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """Where a fact stands: `text` is the document's characters from `start` up to `end` (code points).

    `iri` names that span (`{document}#char=start,end`); `title` and `date` are the document's.
    """

    document: str
    start: int
    end: int
    text: str
    iri: str
    title: str
    date: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Ground:
    """A fact (IRI) that says something, and where it stands."""

    citation: Citation
    fact: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of one document; see the module for what stands where. `claim` is the statement it stands in."""

    family: str
    iri: str
    subject: Thing | None
    predicate: str
    object: Thing | None
    value: str | None
    place: Thing | None
    status: str | None
    mode: str | None
    time: str | None
    quantity: str | None
    direct: bool | None
    stance: str | None
    condition: str | None
    deadline: str | None
    due: str | None
    counterparty: Thing | None
    claim: str | None
    confidence: float
    citation: Citation


def facts(store: Store, iris: Iterable[str] | None = None, families: Iterable[str] = FAMILIES) -> Iterator[Fact]:
    """All facts, or those with the given IRIs, family by family, as the store finds them: a thousand are held."""
    wanted = None if iris is None else [NamedNode(iri) for iri in iris]
    for family in families:
        name = f"facts-{family}s"
        some = None if wanted is None else [node for node in wanted if _may_be(node.value, family)]
        rows = select(store, name) if some is None else select_many(store, name, "fact", some)
        while batch := list(islice(rows, _BATCH)):
            named = _names(store, (row["fact"] for row in batch))
            yield from (_fact(family, row, named) for row in batch)


def _may_be(iri: str, family: str) -> bool:
    """Whether a fact may be of a family: not where its path, as documents' facts have them, tells another one."""
    kind = _KIND.search(iri)
    return kind is None or family in _OF_KIND[kind[1]]


def _names(store: Store, found: Iterable[Term]) -> dict[str, dict[str, str]]:
    """By fact and thing what the fact's document calls the thing; the first of several names will do."""
    names = defaultdict[str, dict[str, str]](dict)
    for row in select_many(store, "facts-names", "fact", found):
        called, thing, name = names[row["fact"].value], row["thing"].value, row["name"].value
        called[thing] = min(name, called.get(thing, name))
    return names


def citation(row: dict[str, Term]) -> Citation:
    """The evidence columns of a row: ?document ?start ?end ?text ?evidence ?title and, if known, ?date."""
    return Citation(
        document=row["document"].value,
        start=int(row["start"].value),
        end=int(row["end"].value),
        text=row["text"].value,
        iri=row["evidence"].value,
        title=row["title"].value,
        date=_text(row, "date"),
    )


def fullness(label: str) -> tuple[int, str]:
    """By which of several labels to call a thing: the greatest, so that Oregon comes before Ore."""
    return len(label), label


def thing(row: dict[str, Term], column: str) -> Thing | None:
    """The entity in a column, named by the column of the same name + `Label`, else by the end of its IRI."""
    if column not in row:
        return None
    iri = row[column].value
    label = row.get(f"{column}Label")
    return Thing(iri, label.value if label is not None else local_name(iri))


def local_name(iri: str) -> str:
    """What stands behind the last `#` or `/`: `issuedBy`, `MOBILIZE`."""
    return iri.rstrip("#/").replace("#", "/").rpartition("/")[2]


def called(iri: str) -> str:
    """The name of a topic; of anything else that has no other name the end of its IRI."""
    return labels().get(iri.removeprefix(TOPICS)) or local_name(iri)


def code(term: Term) -> str:
    """A predicate's, kind's, type's or status's short name: `issuedBy`, `requires`, `MOBILIZE`, `actual`."""
    return _code(term.value)


def _fact(family: str, row: dict[str, Term], names: Mapping[str, Mapping[str, str]]) -> Fact:
    iri, values = row["fact"].value, {column: term.value for column, term in row.items()}
    return _made(family, iri, values, names.get(iri, {}), citation(row))


def told(iri: str, family: str, known: Known) -> Iterator[Fact]:
    """A fact as a document says it: a statement about several things comes several times, as from a store."""
    row, where = known.row, cited(known)
    names = {**row["names"], known.document: known.title}  # which may be of a topic itself
    for thing in row["object"] or [None]:
        yield _made(family, iri, {**row, "object": thing}, names, where)


def cited(known: Known) -> Citation:
    """Where a fact stands that the index knows."""
    span = known.row["start"], known.row["end"]
    iri = "{}#char={},{}".format(known.document, *span)
    return Citation(known.document, *span, known.row["text"], iri, known.title, known.date)


def _made(family: str, iri: str, row: Mapping[str, Any], names: Mapping[str, str], cited: Citation) -> Fact:
    def party(column: str) -> Thing | None:
        one = row.get(column)
        return Thing(one, names.get(one) or called(one)) if one else None

    def coded(column: str) -> str | None:
        return _code(row[column]) if column in row else None

    return Fact(
        family=family,
        iri=iri,
        subject=party("subject"),
        predicate=coded("predicate") or "says",
        object=party("object"),
        value=row.get("value"),
        place=party("place"),
        status=coded("status"),
        mode=coded("mode"),
        time=row.get("time"),
        quantity=row.get("quantity"),
        direct=row["direct"] == "true" if "direct" in row else None,
        stance=coded("stance"),
        condition=row.get("condition"),
        deadline=row.get("deadline"),
        due=row.get("due"),
        counterparty=party("counterparty"),
        claim=row.get("claim"),
        confidence=float(row["confidence"]),
        citation=cited,
    )


def _code(iri: str) -> str:
    kind = _KINDS.get(iri)
    return kind.value if kind else local_name(iri)


def _text(row: dict[str, Term], column: str) -> str | None:
    return row[column].value if column in row else None
