"""The entities of a document as a language model names them, part by part: merged, and each mention at its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from graph.extract.llm.answer import Item
from graph.extract.llm.parts import Part
from graph.extract.llm.verify import Span, Verifier
from graph.model import Entity, EntityType, Evidence

CARRIED = 120  # entities that the next part is told of: those most spoken of
FORMS = 6  # of each, so many of its surface forms

_DETERMINER = re.compile(r"^(?:the|an?|this|that|these|those|his|her|its|their|our|my|your)\s+", re.IGNORECASE)


@dataclass(eq=False, slots=True)
class Thing:
    """One entity while its document is still being read; compared by identity. `forms` holds its surface forms."""

    id: str
    type: EntityType
    name: str
    forms: list[str] = field(default_factory=list)
    mentions: set[Span] = field(default_factory=set)

    def learn(self, forms: Iterable[str]) -> None:
        """Take in surface forms that are new."""
        self.forms += [form for form in dict.fromkeys(forms) if form not in self.forms]

    def may_be(self, type_: EntityType, name: str, forms: Iterable[str]) -> bool:
        """Whether an item under this entity's id speaks of it: models begin to count anew, whatever they are told."""
        if type_ is not self.type:
            return False
        ours, theirs = (
            {_plain(form) for form in (one, *more)} for one, more in ((self.name, self.forms), (name, forms))
        )
        words = [set(" ".join(form).split()) for form in (ours, theirs)]
        return bool(ours & theirs) or words[0] <= words[1] or words[1] <= words[0]


class Things:
    """All entities of one document so far."""

    def __init__(self, verifier: Verifier) -> None:
        self.verifier = verifier
        self.all: dict[str, Thing] = {}
        self._numbers = count(1)

    def take(self, items: list[Item], used: set[str], part: Part) -> tuple[dict[str, Thing], list[Item]]:
        """The entities of one answer: the answer's id -> entity, and the items that have no mention in the part.

        `used` holds the ids that the answer's facts name; those of earlier parts count without being listed again.
        """
        before = dict(self.all)
        named = {item["id"]: self._thing(item, before) for item in items}
        named |= {id_: before[id_] for id_ in used if id_ in before and id_ not in named}
        forms = {thing: [thing.name] if _is_proper(thing.name) else [] for thing in named.values()}
        for item in items:
            forms[named[item["id"]]] += item["mentions"]
        for thing, spans in _placed(self.verifier, forms, part).items():
            thing.mentions |= spans
            thing.learn(form for form in forms[thing] if self.verifier.places(form, _span(part)).spans)
        self.all = {id_: thing for id_, thing in self.all.items() if thing.mentions}
        lost = [item for item in items if not named[item["id"]].mentions]
        return {id_: thing for id_, thing in named.items() if thing.mentions}, lost

    def known(self) -> list[dict[str, Any]]:
        """What the next part is told of."""
        most = sorted(self.all.values(), key=lambda thing: -len(thing.mentions))[:CARRIED]
        return [{"id": t.id, "type": t.type, "name": t.name, "mentions": t.forms[:FORMS]} for t in most]

    def entities(self) -> tuple[Entity, ...]:
        """All entities, in the order of their first mentions."""
        order = sorted(self.all.values(), key=lambda thing: min(thing.mentions))
        return tuple(Entity(t.id, t.type, t.name, self._evidence(t)) for t in order)

    def _evidence(self, thing: Thing) -> tuple[Evidence, ...]:
        return tuple(Evidence(a, b, self.verifier.text[a:b]) for a, b in sorted(thing.mentions))

    def _thing(self, item: Item, before: Mapping[str, Thing]) -> Thing:
        """The entity that an item speaks of: one of an earlier part, by id or by its proper name, or a new one."""
        type_, name = EntityType(item["type"]), " ".join(item["name"].split())
        known = before.get(item["id"])
        if known is not None and known.may_be(type_, name, item["mentions"]):
            return known
        for thing in self.all.values():
            if thing.type is type_ and _is_proper(name) and _plain(thing.name) == _plain(name):
                return thing
        made = Thing(f"e{next(self._numbers)}", type_, name)
        self.all[made.id] = made
        return made


def _placed(verifier: Verifier, forms: Mapping[Thing, list[str]], part: Part) -> dict[Thing, set[Span]]:
    """Every mention in a part. One inside another is none, unless the entity had no other; one that may be of several
    entities is of the one last spoken of."""
    candidates: dict[Span, list[Thing]] = {}
    for thing, surfaces in forms.items():
        for span in {span for surface in surfaces for span in _everywhere(verifier, surface, part)}:
            candidates.setdefault(span, []).append(thing)
    outer = _outermost(candidates)
    found = _shared_out({span: candidates[span] for span in outer})
    for span in sorted(candidates.keys() - outer):
        for thing in candidates[span]:
            if thing not in found:
                found[thing] = {span}
    return found


def _everywhere(verifier: Verifier, surface: str, part: Part) -> Iterable[Span]:
    """All places of a surface form, at a sentence's beginning too: "the order" is also "The order"."""
    surface = surface.strip()
    found = verifier.places(surface, _span(part)).spans
    if " " in surface:
        return found + verifier.places(surface[0].swapcase() + surface[1:], _span(part)).spans
    lower = surface.islower()  # a single word with a capital is not the same without: "US" and "us", "May" and "may"
    return [(start, end) for start, end in found if lower or not verifier.text[start:end].islower()]


def _outermost(spans: Iterable[Span]) -> set[Span]:
    reach, outer = -1, set()
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if end > reach:
            outer.add((start, end))
            reach = end
    return outer


def _shared_out(candidates: Mapping[Span, list[Thing]]) -> dict[Thing, set[Span]]:
    found: dict[Thing, set[Span]] = {}
    last: dict[Thing, int] = {}
    for span in sorted(candidates):
        owner = max(candidates[span], key=lambda thing: last.get(thing, -1))
        found.setdefault(owner, set()).add(span)
        last[owner] = span[0]
    return found


def _span(part: Part) -> Span:
    return part.start, part.end


def _plain(form: str) -> str:
    return _DETERMINER.sub("", " ".join(form.casefold().replace("’", "'").split())).removesuffix("'s")


def _is_proper(name: str) -> bool:
    return any(word[0].isupper() for word in _DETERMINER.sub("", name).split())
