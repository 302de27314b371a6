"""What documents tell, as pages show it: what several tell alike is shown once, with the words of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from api.wire import EntityRef, EvidenceOut, FactOut
from graph.corroboration import Corroboration


@dataclass(frozen=True, slots=True)
class Told:
    """A fact as the surest of the documents tells it that tell it alike, and where each of them does."""

    fact: FactOut
    grounds: tuple[EvidenceOut, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A document with how much of something it tells."""

    href: str
    title: str
    date: str | None
    facts: int


def alike(groups: Sequence[Corroboration], facts: Iterable[FactOut]) -> list[Told]:
    """The facts with those of each group as one, in the order in which the first of each comes."""
    group = {fact.iri: number for number, one in enumerate(groups) for fact in one.facts}
    found: dict[int, list[FactOut]] = {}
    for fact in facts:
        found.setdefault(group[fact.iri], []).append(fact)
    return [one(some) for some in found.values()]


def one(facts: Sequence[FactOut]) -> Told:
    """Facts that say the same as one."""
    grounds = {fact.evidence.iri: fact.evidence for fact in facts}
    return Told(max(facts, key=lambda fact: fact.confidence), tuple(grounds.values()))


def is_same(thing: EntityRef | None, iri: str) -> bool:
    """Whether a party of a fact is the thing that a page is about."""
    return thing is not None and thing.iri == iri


def sources(facts: Iterable[FactOut]) -> list[Source]:
    """The documents that tell these facts, the latest first, those without a day last."""
    found: dict[str, list[FactOut]] = {}
    for fact in facts:
        found.setdefault(fact.evidence.document, []).append(fact)
    told = [
        Source(some[0].evidence.href.partition("#")[0], some[0].evidence.title, some[0].evidence.date, len(some))
        for some in found.values()
    ]
    return sorted(told, key=lambda source: (source.date or "", source.title), reverse=True)
