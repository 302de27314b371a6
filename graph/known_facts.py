"""Facts as documents say them, which the index knows; those that people write, of whatever shape, the store.

Both tell a fact alike: what stands in the index comes without a query.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from graph import lookups
from graph.facts import EVERY, FAMILIES, Citation, Fact, Ground, cited, facts, local_name, told
from graph.lists.facts import FAMILY_OF, STATED, Known, about, known
from graph.lists.told import short
from graph.lookups import Detail, in_order
from ontology.terms import PGO

if TYPE_CHECKING:
    from graph.search import Index
    from graph.store import Store

_OTHERS: Final = {PGO.topic.value: "topic", **dict.fromkeys(STATED, "")}
"""Families of binary facts by their predicates, but for relations."""


def known_facts(store: Store, index: Index, iris: Iterable[str], families: Iterable[str] = FAMILIES) -> Iterator[Fact]:
    """Facts by their IRIs, as `facts.facts` gives them."""
    paths = [iri.removeprefix(index.root) for iri in iris]
    with index.reading() as db:
        there = known(db, paths, index.root)
    yield from _told(store, index.root, {path: there.get(path) for path in paths}, families)


def facts_about(store: Store, index: Index, iri: str) -> tuple[Fact, ...]:
    """Every fact that a thing takes part in, as `lookups.facts_about` gives them; none of what there is not."""
    return in_order(_told(store, index.root, _about(index, iri), EVERY))


def of_order(store: Store, index: Index, iri: str) -> tuple[tuple[Fact, ...], tuple[Detail, ...]]:
    """Every fact that an order takes part in, and what documents state of its form, as `lookups.facts_about` and
    `lookups.details` give them."""
    there = _about(index, iri)
    return in_order(_told(store, index.root, there, EVERY)), _details(store, index.root, iri, there)


def _details(store: Store, root: str, iri: str, there: Mapping[str, Known | None]) -> tuple[Detail, ...]:
    if None in there.values():  # people may state some, too
        return lookups.details(store, iri)
    stated = _stated(there)
    found = [(one.row["predicate"], one.row["object"][0], f"{root}{path}", one) for path, one in stated]
    rows = [(what, Detail(local_name(what), value, Ground(cited(one), fact))) for what, value, fact, one in found]
    return tuple(one for _, one in sorted(rows, key=lambda row: (row[0], row[1].value, _when(row[1].ground.citation))))


def _about(index: Index, iri: str) -> dict[str, Known | None]:
    with index.reading() as db:
        return about(db, short(iri, index.root), index.root)


def _stated(there: Mapping[str, Known | None]) -> Iterator[tuple[str, Known]]:
    for path, one in there.items():
        if one is not None and path.startswith("fact/") and one.row["predicate"] in STATED:
            yield path, one


def _when(citation: Citation) -> tuple[str, str, int, int]:
    return citation.date or "", citation.document, citation.start, citation.end


def _told(store: Store, root: str, there: Mapping[str, Known | None], families: Iterable[str]) -> Iterator[Fact]:
    for path, one in there.items():
        if one is not None and (family := _family(path, one)) in families:
            yield from told(f"{root}{path}", family, one)
    if others := [path if "://" in path else f"{root}{path}" for path, one in there.items() if one is None]:
        yield from facts(store, others, families)


def _family(path: str, one: Known) -> str:
    """The family of a fact; none of what documents state of an order's form."""
    kind = path.partition("/")[0]
    return _OTHERS.get(one.row["predicate"], FAMILY_OF[kind]) if kind == "fact" else FAMILY_OF[kind]
