"""What a sentence names: things by their names, and orders by their own name or by whose, or where, they are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from graph.ask.grammar import KIND, TITLE, grammar
from graph.ask.sentence import Sentence
from graph.queries import select
from graph.search import Index, Kind
from graph.search.named import Named, called, having

if TYPE_CHECKING:
    from graph.store import Store

LONGEST: Final = 12  # words of a name
BETWEEN: Final = 3  # words at most between whose an order is, and "order": "Wu's recent executive order"
MAKERS: Final = (Kind.PERSON, Kind.PLACE, Kind.OFFICE, Kind.AGENCY, Kind.ORGANIZATION)
OF: Final = frozenset({"of", "by", "from", "in", "for", "signed", "issued", "the"})
BODIES: Final = (Kind.AGENCY, Kind.ORGANIZATION, Kind.GROUP, Kind.POLICY)


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name something: what it may be. `orders` are those that it made, or that apply in it; `of`: whose the
    order is, where that is not its own name."""

    start: int
    end: int
    things: tuple[Named, ...]
    orders: tuple[Named, ...] = ()
    of: tuple[Named, ...] = ()

    @property
    def words(self) -> range:
        """Which words."""
        return range(self.start, self.end)

    @property
    def is_order(self) -> bool:
        """Whether it names an order."""
        return bool(self.of) or any(thing.kind is Kind.ORDER for thing in self.things)


def mentions(store: Store, index: Index, asked: Sentence) -> tuple[Mention, ...]:
    """What is named, in the order of the sentence; of names that overlap the longest."""
    found = [*_exact(index, asked), *_persons(index, asked)]
    others = {n for one in found if not one.is_order for n in one.words}
    named = _apart(asked, [*found, *_orders(index, asked, others), *_subjects(index, asked, others)])
    makers = [_known(store, _titled(asked, one)) for one in named]
    return _apart(asked, [*makers, *_of_makers(asked, makers)])


def _exact(index: Index, asked: Sentence) -> Iterator[Mention]:
    """Whole names."""
    spans = {range(n, end): _folded(asked, n, end) for n, end in _spans(asked, 1) if not _is_plain(asked, n, end)}
    found = called(index, spans.values()) if spans else {}
    return (Mention(span.start, span.stop, found[name]) for span, name in spans.items() if name in found)


def _orders(index: Index, asked: Sentence, others: Collection[int]) -> Iterator[Mention]:
    """Orders by a part of their name with what orders are called in it, and more than other names: "memorandum of 28
    September"; "Trump's order" are all of his."""
    nouns = {n for match in asked.matching("order") for n in match.words}
    for start, end in _spans(asked, 2):
        words = range(start, end)
        if nouns.isdisjoint(words) or all(n in others or _is_common(asked, n) for n in words):
            continue
        if things := having(index, tuple(asked.words[n].folded for n in words), (Kind.ORDER,)):
            yield Mention(start, end, things)


def _subjects(index: Index, asked: Sentence, others: Collection[int]) -> Iterator[Mention]:
    """Orders by what they are about, where nothing else in the sentence is called an order: "the curfew"."""
    strange = {n for n in range(len(asked.words)) if _is_strange(asked, n)}
    for start, end in () if asked.matching("order") else _spans(asked, 1):
        words = range(start, end)
        is_told = start > 0 and asked.words[start - 1].folded == "the" and not strange.isdisjoint(words)
        if not is_told or not set(words).isdisjoint(others):
            continue
        if things := having(index, tuple(asked.words[n].folded for n in words), (Kind.ORDER,)):
            yield Mention(start, end, things)


def _persons(index: Index, asked: Sentence) -> Iterator[Mention]:
    """People by a part of their name, bodies by several words of it, where the grammar has no such words."""
    strange = [n for n in range(len(asked.words)) if _is_strange(asked, n)]
    for start, end in _spans(asked, 1):
        if all(n in strange for n in range(start, end)):
            words = tuple(asked.words[n].folded for n in range(start, end))
            kinds = (Kind.PERSON, *(BODIES if len(words) > 1 else ()))
            if things := having(index, words, kinds):
                yield Mention(start, end, things)


def _known(store: Store, one: Mention) -> Mention:
    """With the orders that it made; an office also as whoever holds or held it."""
    makers = [NamedNode(thing.iri) for thing in one.things if thing.kind in MAKERS]
    offices = [NamedNode(thing.iri) for thing in one.things if thing.kind is Kind.OFFICE]
    holders = _rows(store, "holders-of", "office", offices, Kind.PERSON) if offices else ()
    orders = _rows(store, "orders-of", "thing", makers, Kind.ORDER) if makers else ()
    return replace(one, things=tuple(sorted({*one.things, *holders})), orders=orders)


def _of_makers(asked: Sentence, named: Iterable[Mention]) -> Iterator[Mention]:
    """Orders by who made them, or where they apply: "Wu's executive order", "the order in Chicago"."""
    named = tuple(named)
    own = {n for one in named if one.is_order for n in one.words}
    nouns = {m.start: m.end for m in reversed(asked.matching("order")) if own.isdisjoint(m.words)}
    nouns |= {match.start: match.start for match in asked.matching("provision")}
    ends = {end: start for start, end in nouns.items() if start < end}
    for one in named:
        makers = tuple(thing for thing in one.things if thing.kind in MAKERS)
        span = (_forward(asked, one, nouns) or _backward(asked, one, ends) or _alone(asked, one)) if makers else None
        if span is not None:
            yield Mention(span.start, span.stop, one.orders, of=makers)


def _forward(asked: Sentence, one: Mention, nouns: dict[int, int]) -> range | None:
    at = one.end
    for _ in range(BETWEEN + 1):
        if at in nouns:
            return range(one.start, nouns[at])
        if at >= len(asked.words) or not (asked.words[at].folded == "s" or _is(asked, at, KIND)):
            return None
        at += 1
    return None


def _backward(asked: Sentence, one: Mention, ends: dict[int, int]) -> range | None:
    at = one.start
    while at > 0 and asked.words[at - 1].folded in OF:
        at -= 1
    return range(ends[at], one.end) if at in ends and at < one.start else None


def _alone(asked: Sentence, one: Mention) -> range | None:
    """Of provisions "like Wu's"."""
    small = {n for n, word in enumerate(asked.words) if word.folded in grammar().stop}
    is_his = one.end < len(asked.words) and asked.words[one.end].folded == "s"
    follows = any(set(range(match.end, one.start)) <= small for match in asked.matching("similar"))
    return range(one.start, one.end + 1) if is_his and follows else None


def _rows(store: Store, query: str, parameter: str, of: list[NamedNode], kind: Kind) -> tuple[Named, ...]:
    """What a query finds of things, each by the longest of its labels."""
    labels = dict[str, str]()
    for row in select(store, query, {parameter: of}):
        found, label = (term.value for term in row.values())
        labels[found] = max(labels.get(found, ""), label, key=lambda name: (len(name), name))
    return tuple(sorted(Named(iri, label, kind) for iri, label in labels.items()))


def _titled(asked: Sentence, one: Mention) -> Mention:
    """With the titles before a person's name: "Gov. JB Pritzker"."""
    start = one.start
    if any(thing.kind is Kind.PERSON for thing in one.things):
        while start > 0 and _is(asked, start - 1, TITLE):
            start -= 1
    return replace(one, start=start)


def _apart(asked: Sentence, found: Iterable[Mention]) -> tuple[Mention, ...]:
    """The longest of those that overlap; of equals the one with more words that count, or the first."""
    kept = list[Mention]()
    for one in sorted(found, key=lambda m: (-len(m.words), sum(_is_common(asked, n) for n in m.words), m.start)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda m: m.start))


def _spans(asked: Sentence, least: int) -> Iterator[tuple[int, int]]:
    count = len(asked.words)
    return ((n, end) for n in range(count) for end in range(n + least, min(count, n + LONGEST) + 1))


def _folded(asked: Sentence, start: int, end: int) -> str:
    return " ".join(word.folded for word in asked.words[start:end])


def _is_plain(asked: Sentence, start: int, end: int) -> bool:
    """Whether words name nothing in particular: "the order", "this executive order"."""
    return all(_is_common(asked, n) for n in range(start, end))


def _is_common(asked: Sentence, n: int) -> bool:
    word = asked.words[n].folded
    return len(word) == 1 or word in grammar().stop or _is(asked, n, "order") or _is(asked, n, KIND)


def _is_strange(asked: Sentence, n: int) -> bool:
    word = asked.words[n].folded
    return len(word) > 1 and word not in grammar().stop and not any(n in m.words for m in asked.matches)


def _is(asked: Sentence, n: int, concept: str) -> bool:
    return any(n in match.words for match in asked.matching(concept))
