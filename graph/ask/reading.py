"""A sentence read as a pattern says: what it gives each parameter, and which of its words it leaves unexplained."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from graph.ask.days import Days, counts
from graph.ask.grammar import FILLER, Pattern, Slot, grammar
from graph.ask.mentions import Mention
from graph.ask.sentence import Match, Sentence
from graph.question import QUESTIONS
from graph.search import Kind
from graph.search.named import Named

_KINDS = {
    "order": frozenset({Kind.ORDER}),
    "place": frozenset({Kind.PLACE}),
    "actor": frozenset({Kind.PERSON, Kind.AGENCY, Kind.ORGANIZATION, Kind.GROUP, Kind.PLACE}),
    "entity": frozenset({Kind.PERSON, Kind.AGENCY, Kind.ORGANIZATION, Kind.GROUP, Kind.PLACE, Kind.ORDER, Kind.POLICY}),
    "words": frozenset({Kind.PERSON}),  # the name in full
}
_JOINING = frozenset({"and", "or", "of", "the"})
_PARTS = re.compile(r"\s+(?:and|or)\s+|\s*[,;/]\s*", re.IGNORECASE)
_TOO_MANY = 4  # words that stand for what is looked for, to a value
_STRANGE, _KNOWN = 0.2, 1.0  # points that such a word costs, which may mean something else if the grammar knows it


@dataclass(frozen=True, slots=True)
class Filled:
    """What a parameter is given: values, and the things that they are; `said` are the words of the sentence."""

    said: str
    values: tuple[str, ...]
    things: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence as a pattern reads it. `lacks`: concepts and parameters that it needs and has not.

    `left` are the words that it does not explain; of several readings the one with the most `points` is meant.
    """

    pattern: Pattern
    given: dict[str, Filled]
    lacks: tuple[str, ...]
    silent: int
    left: tuple[int, ...]
    points: float

    @property
    def is_whole(self) -> bool:
        """Whether nothing is lacking, and nothing left."""
        return not self.lacks and not self.silent and not self.left


@dataclass(slots=True)
class _Read:
    """What has been read so far."""

    pattern: Pattern
    asked: Sentence
    given: dict[str, Filled] = field(default_factory=dict)
    explained: set[int] = field(default_factory=set)
    points: float = 0.0
    silent: int = 0
    taken: set[int] = field(default_factory=set)  # by the orders that are named: other concepts are not meant there


def read(pattern: Pattern, asked: Sentence, named: Iterable[Mention], when: Days | None) -> Reading:
    """The sentence as the pattern reads it."""
    so_far = _Read(pattern, asked)
    takes_order = any(slot.name == "order" for slot in pattern.slots)
    orders = [Match("order", one.start, one.end) for one in named if one.is_order and takes_order]
    so_far.taken = {n for one in orders for n in one.words}
    _says(so_far, orders)
    _may(so_far)
    free = [one for one in named if not so_far.explained.issuperset(one.words) or one.is_order]
    _slots(so_far, free)
    _makers(so_far, free)
    _days(so_far, when)
    _numbers(so_far)
    _means(so_far)
    _words(so_far, free)
    return _reading(so_far)


def _says(so_far: _Read, orders: list[Match]) -> None:
    """What is found of each line, the longest, one beside the other."""
    found = list[Match]()
    for line in so_far.pattern.says:
        known = [m for concept in line for m in so_far.asked.matching(concept) if so_far.taken.isdisjoint(m.words)]
        known += orders if "order" in line else []
        apart = [m for m in known if all(m.end <= o.start or o.end <= m.start for o in found)]
        if not apart:
            so_far.silent += 1
            continue
        best = max(apart, key=lambda m: (m in orders, m.end - m.start, -m.start))
        found.append(best)
        so_far.points += 1.0 if best in orders else _worth(so_far.asked, best)
        if best not in orders:
            so_far.explained.update(best.words)


def _worth(asked: Sentence, match: Match) -> float:
    """What a concept counts: the more words it has, the more; little where they are words that stand anywhere."""
    plain = all(asked.words[n].folded in grammar().stop for n in match.words)
    return 0.3 if plain else 0.5 + 0.5 * len(match.words)


def _may(so_far: _Read) -> None:
    known = grammar()
    allowed = so_far.pattern.concepts | {FILLER}
    for match in so_far.asked.matches:
        if match.concept in allowed:
            so_far.points += 0.2 * len(set(match.words) - so_far.explained) * (match.concept != FILLER)
            so_far.explained.update(match.words)
    so_far.explained |= {n for n, word in enumerate(so_far.asked.words) if word.folded in known.stop}


def _slots(so_far: _Read, free: Iterable[Mention]) -> None:
    """Each thing fills the first parameter that takes it, or one more value of what stands just before it."""
    before: tuple[Mention, Slot] | None = None
    for one in free:
        slot = next((slot for slot in so_far.pattern.slots if _takes(so_far, slot, one)), None)
        if slot is None and before is not None and _are_joined(so_far.asked, before[0], one):
            slot = before[1] if _fitting(so_far.pattern, before[1], one) else None
        if slot is not None:
            _fill(so_far, slot, one)
            before = one, slot


def _takes(so_far: _Read, slot: Slot, one: Mention) -> bool:
    follows = slot.after is None or _follows(so_far.asked, one, slot.after)
    return slot.name not in so_far.given and follows and bool(_fitting(so_far.pattern, slot, one))


def _fitting(pattern: Pattern, slot: Slot, one: Mention) -> tuple[Named, ...]:
    kinds = _KINDS[_kind(pattern, slot)]
    return tuple(thing for thing in one.things if thing.kind in kinds)


def _kind(pattern: Pattern, slot: Slot) -> str:
    return next(one.kind for one in QUESTIONS[pattern.question].parameters if one.name == slot.name)


def _are_joined(asked: Sentence, one: Mention, other: Mention) -> bool:
    between = {word.folded for word in asked.words[one.end : other.start]}
    return bool(between & {"and", "or"}) and between <= _JOINING


def _fill(so_far: _Read, slot: Slot, one: Mention) -> None:
    fits, said = _fitting(so_far.pattern, slot, one), so_far.asked.said(one.words)
    by_name = _kind(so_far.pattern, slot) == "words"
    values = tuple(thing.label if by_name else thing.iri for thing in fits)
    before = so_far.given.get(slot.name)
    filled = Filled(said, values, fits)
    if before is not None:
        filled = Filled(f"{before.said}, {said}", before.values + values, before.things + fits)
    so_far.given[slot.name] = filled
    so_far.explained.update(one.words)
    so_far.points += 0.6


def _makers(so_far: _Read, free: Iterable[Mention]) -> None:
    """Who made the order, told apart from it: "Johnson's order in Chicago", "what gives Wu power for her order"."""
    if not any(slot.name == "order" for slot in so_far.pattern.slots):
        return
    for one in free:
        given = so_far.given.get("order")
        both = tuple(o for o in one.orders if given is None or o.iri in given.values)
        is_said = given is not None or (so_far.asked.matching("order") and so_far.asked.matching("theirs"))
        if both and is_said and not so_far.explained.issuperset(one.words):
            said = so_far.asked.said(one.words) if given is None else given.said
            so_far.given["order"] = Filled(said, tuple(o.iri for o in both), both)
            so_far.explained.update(one.words)
            so_far.points += 0.3


def _follows(asked: Sentence, one: Mention, concept: str) -> bool:
    at = one.start
    while at > 0 and asked.words[at - 1].folded in ("the", "a", "an"):
        at -= 1
    return any(match.end == at for match in asked.matching(concept))


def _days(so_far: _Read, when: Days | None) -> None:
    if when is None or not so_far.pattern.days or so_far.explained.issuperset(when.words):
        return
    said = so_far.asked.said(when.words)
    days = (when.first, when.last) if len(so_far.pattern.days) > 1 else (when.last or when.first,)
    for name, day in zip(so_far.pattern.days, days, strict=True):
        if day is not None:
            so_far.given[name] = Filled(said, (day.isoformat(),))
    so_far.explained.update(when.words)
    so_far.points += 0.6


def _numbers(so_far: _Read) -> None:
    if (name := so_far.pattern.numbers) is not None:
        for n, count in counts(so_far.asked, grammar().numbers):
            if n not in so_far.explained and name not in so_far.given:
                so_far.given[name] = Filled(so_far.asked.words[n].text, (str(count),))
                so_far.explained.add(n)


def _means(so_far: _Read) -> None:
    """What concepts say: several values of one parameter mean any of them."""
    for concept, name, value in so_far.pattern.means:
        for match in [m for m in so_far.asked.matching(concept) if so_far.taken.isdisjoint(m.words)][:1]:
            before = so_far.given.get(name, Filled("", ()))
            said = f"{before.said} {so_far.asked.said(match.words)}".strip()
            so_far.given[name] = Filled(said, (*before.values, value))


def _words(so_far: _Read, free: Iterable[Mention]) -> None:
    """What is looked for: words that nothing else explains, and that name nobody."""
    pattern, asked = so_far.pattern, so_far.asked
    quoted = [n for some in asked.quoted for n in some]
    places = quoted or list(_wanted(so_far, free))
    turned = not quoted and any(asked.words[n].folded in grammar().turning for n in places)
    if (name := pattern.words) is None or turned:
        return
    spans = list(asked.quoted if quoted else _runs(asked, places))
    values = [value for span in spans for value in _PARTS.split(asked.said(span)) if value]
    if values and len(places) <= _TOO_MANY * len(values):
        so_far.given[name] = Filled(", ".join(asked.said(span) for span in spans), tuple(map(_beginning, values)))
        so_far.explained.update(n for span in spans for n in span)
        costly = () if pattern.of else places
        so_far.points += 0.5 - sum(_STRANGE if _is_strange(asked, n) else _KNOWN for n in costly)


def _wanted(so_far: _Read, named: Iterable[Mention]) -> Iterator[int]:
    pattern, asked = so_far.pattern, so_far.asked
    people = {n for one in named if all(thing.kind is Kind.PERSON for thing in one.things) for n in one.words}
    if pattern.of is not None:
        yield from sorted({n for match in asked.matching(pattern.of) for n in match.words})
        return
    for cue in sorted((m for concept in pattern.after for m in asked.matching(concept)), key=lambda m: -m.end):
        free = {n for n in range(cue.end, len(asked.words)) if n not in so_far.explained | people}
        first = min(free, default=0)
        if free and so_far.explained.issuperset(range(cue.end, first)):
            joined = free | {n for n, word in enumerate(asked.words) if word.folded in _JOINING}
            yield from takewhile(joined.__contains__, range(first, len(asked.words)))
            return


def _is_strange(asked: Sentence, n: int) -> bool:
    return not any(n in match.words for match in asked.matches if match.concept != FILLER)


def _runs(asked: Sentence, places: Iterable[int]) -> Iterator[range]:
    """Places one after the other, of which only small words stand between, as spans."""
    run: range | None = None
    for n in places:
        if run is not None and all(asked.words[m].folded in _JOINING for m in range(run.stop, n)):
            run = range(run.start, n + 1)
            continue
        if run is not None:
            yield run
        run = range(n, n + 1)
    if run is not None:
        yield run


def _beginning(value: str) -> str:
    """Words of which the last is the beginning of others: "body camera" is in "body cameras"."""
    return value[:-1] if re.search(r"[^siu]s$", value) and len(value) > 3 and value.islower() else value


def _reading(so_far: _Read) -> Reading:
    pattern, given = so_far.pattern, so_far.given
    for name, value in pattern.otherwise:
        given.setdefault(name, Filled("", (value,)))
    required = {p.name for p in QUESTIONS[pattern.question].parameters if p.required} | pattern.needs
    required |= {pattern.words} if pattern.words else set()
    lacks = tuple(sorted(required - given.keys()))
    left = tuple(n for n in range(len(so_far.asked.words)) if n not in so_far.explained)
    return Reading(pattern, given, lacks, so_far.silent, left, so_far.points - 1.5 * len(left))
