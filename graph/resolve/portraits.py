"""Portraits: the profile of each entity of a record that other documents may speak of too.

Named things are such, and those that an office, a number or an issuer tells; what is known only by a description
("federal agents", "the order", "a spokesperson") has no portrait: the same words mean something else elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from graph import instrument
from graph.authority import NATION, Agency, is_local, lookup, state_named
from graph.model import Document, Entity, EntityType, OrderDetails, Predicate, Record
from graph.resolve.days import is_whole, told
from graph.resolve.descriptions import office_of
from graph.resolve.names import bare, describes, is_generic, is_national, is_proper, is_serial
from graph.resolve.person_names import block_of, person_name
from graph.resolve.profile import Profile, Seat
from graph.resolve.seats import is_body, is_foreign, jurisdictions, seats_of
from graph.resolve.subjects import NAMED, sentence, stems, subject, titles
from graph.slug import slug

LEAD = 400  # code points at the head of a story that tell what it is about
BODY = 2000  # code points of an order's own text, from where it is enacted, that tell what it is about
TOLD = 0.5  # how much they count for the order that it speaks of first
_PARTY = re.compile(r"^(.+?)s? party$|^(democrat|republican)", re.IGNORECASE)


def portraits(document: Document, record: Record) -> dict[str, Profile]:
    """The profiles by entity id; entity ids and their order do not matter to what they say."""
    view = _View(document, record, {e.id: e for e in record.entities}, seats_of(record), jurisdictions(record))
    if not view.american:
        view = replace(view, seats=seats_of(record, american=False))
    found = ((entity.id, view.profile(entity)) for entity in record.entities)
    return {entity: profile for entity, profile in found if profile is not None}


def local(entity: Entity, path: str, document_id: str) -> Profile:
    """The profile of an entity that only its document knows, by this path, for a judgement to speak of."""
    return Profile(entity.type, path, bare(entity.name), document=document_id)


@dataclass(frozen=True)
class _View:
    """A record as portraits are drawn from it."""

    document: Document
    record: Record
    entities: dict[str, Entity]
    seats: dict[str, tuple[Seat, ...]]
    over: tuple[str, ...]  # the jurisdictions that it speaks of, as it calls them; what it is about first

    def profile(self, entity: Entity) -> Profile | None:
        match entity.type:
            case EntityType.PERSON:
                return self.person(entity)
            case EntityType.PLACE:
                return self.place(entity)
            case EntityType.ORDER:
                return self.order(entity)
            case EntityType.GROUP:
                return None
            case EntityType.AGENCY:
                body = self.body(entity)
                if body is not None:
                    return Profile(entity.type, body.path)
                return None if is_local(entity.name) else self.named(entity)
            case _:
                return self.named(entity)

    def person(self, entity: Entity) -> Profile | None:
        name, seats = bare(entity.name), self.seats.get(entity.id, ())
        if not is_proper(name) or describes(name):
            return self.holder(entity)
        seated = any(seat.jurisdiction for seat in seats)
        if len(name.split()) == 1 and not seated:
            return None  # a surname alone is somebody else in the next document
        home = slug(self.over[0]) if self.over and not seated else None
        when = self.document.date[:4] if self.document.date and seated else None
        return Profile(entity.type, block_of(name), name, seats, home, self.party(entity.id), when=when)

    def holder(self, entity: Entity) -> Profile | None:
        """Who is known by an office alone is who held it on the document's day."""
        held, day = office_of(bare(entity.name)), self.document.date
        if held is None or day is None or not is_whole(day) or not self.american:
            return None
        return Profile(entity.type, f"office/{held.slug}", seats=(held,), when=day)

    def party(self, person: str) -> str | None:
        """The party that a person is a member of."""
        joined = (r.object for r in self.record.relations if (r.subject, r.predicate) == (person, Predicate.MEMBER_OF))
        names = sorted(self.entities[other].name for other in joined if other in self.entities)
        parties = (match for name in names if (match := _PARTY.match(bare(name))))
        return next((slug(match[1] or match[2]).removesuffix("ic") for match in parties), None)

    def body(self, entity: Entity) -> Agency | None:
        """The public body that a name means here: by itself, or as the one of the only government that it fits."""
        name, year = bare(entity.name), int((self.document.date or "0")[:4]) or None
        if not self.american:
            return None
        if (found := lookup(name, NATION if is_national(name) else None, year)) is not None:
            return found
        met = [
            one for over in self.over if slug(over) != slug(NATION) and (one := lookup(name, over, year)) is not None
        ]
        return met[0] if len({one.path for one in met}) == 1 else lookup(name, NATION, year) if not met else None

    @cached_property
    def american(self) -> bool:
        """Whether bodies that are not said to be another nation's are of the United States."""
        if not any(is_foreign(seat) for some in self.seats.values() for seat in some):
            return True
        named = [*self.over, *(e.name for e in self.record.entities if e.type is EntityType.PLACE)]
        return any(slug(name) in (slug(NATION), "us") or state_named(name) for name in named)

    def place(self, entity: Entity) -> Profile | None:
        """A place by its GeoNames id, else by name within the one that it lies in: "Chinatown" in Chicago."""
        if entity.geonames is not None:
            return Profile(entity.type, f"place/{entity.geonames}")
        around = self.entities.get(entity.within or "")
        if around is not None and around.geonames is not None and is_proper(bare(entity.name)):
            return Profile(entity.type, f"place/{slug(bare(entity.name))}-{around.geonames}")
        if any(c.isdigit() for c in entity.name):  # "District 9", "34th Street": one in every town
            return None
        return self.named(entity)

    def named(self, entity: Entity) -> Profile | None:
        """A thing whose name says whose it is."""
        name = bare(entity.name)
        if not is_proper(name) or is_generic(name) or (entity.type is EntityType.POLICY and is_serial(name)):
            return None
        return Profile(entity.type, f"{entity.type.value.lower()}/{slug(name)}")

    def order(self, entity: Entity) -> Profile | None:
        details = next((d for d in self.record.orders if d.order == entity.id), OrderDetails(entity.id))
        number = details.number.value if details.number else instrument.number(entity)
        issuer = self.issuer(entity.id)
        if issuer is None:
            if number is None or not instrument.is_universal(number):
                return None
            block = f"order/executive-order-{number}"
            return Profile(entity.type, block, kind="ExecutiveOrder", number=number)
        names = [entity.name, *(mention.text for mention in entity.mentions)]
        return Profile(
            entity.type,
            f"order/{slug(person_name(issuer.name).surname)}",
            "" if number else bare(details.title.value if details.title else entity.name),
            self.seats.get(issuer.id, ()),
            issuer=issuer.name,
            kind=instrument.kind(entity.type, entity.name),
            number=number,
            signed=details.signed.value if details.signed else told(names, self.document.date),
            published=self.document.date,
            document=self.document.id,
            titles=tuple(sorted(titles(names if details.title is None else [details.title.value, *names]))),
            words=subject(self.subject(entity, details), self.around(issuer)),
        )

    @cached_property
    def foremost(self) -> str | None:
        """The order that a story speaks of first."""
        orders = (e for e in self.record.entities if e.type is EntityType.ORDER and e.mentions)
        return min(((e.mentions[0].start, e.id) for e in orders), default=(0, None))[1]

    def around(self, issuer: Entity) -> set[str]:
        """The words that stand for who governs, not for what: officials, and what they are over."""
        officials = (entity.name for entity in self.record.entities if entity.id in self.seats)
        over = {s.jurisdiction for some in self.seats.values() for s in some if s.jurisdiction}
        places = (place.replace("-", " ") for place in over if not is_body(place))
        return {word for name in (issuer.name, *officials, *places) for word in stems(name)}

    def issuer(self, order: str) -> Entity | None:
        """An order's issuer, where the name says who it is: the first in the text where there are several."""
        said = [r for r in self.record.relations if (r.subject, r.predicate) == (order, Predicate.ISSUED_BY)]
        said.sort(key=lambda r: (r.evidence.start, r.object or ""))
        found = (self.entities.get(r.object or "") for r in said)
        return next((e for e in found if e is not None and is_proper(bare(e.name)) and not is_generic(e.name)), None)

    def subject(self, order: Entity, details: OrderDetails) -> Iterator[tuple[str, float]]:
        """What tells what an order is about, each with how much it counts: its names, its title, what it provides, and
        of its own text the recitals and the beginning, of others the sentences that speak of it."""
        yield from ((name, 1.0) for name in {order.name, *(m.text for m in order.mentions)})
        yield from ((p.evidence.text, 1.0) for p in self.record.provisions if p.order == order.id)
        if details.title:
            yield details.title.value, NAMED
        if details.title or details.authority or details.recitals:
            yield from ((recital.text, 1.0) for recital in details.recitals)
            yield self.document.title or "", NAMED
            body = max((clause.end for clause in details.authority), default=0)
            yield self.document.text[body : body + BODY], 1.0
        else:
            spans = (mention.span for mention in order.mentions)
            yield from ((text, 1.0) for text in {sentence(self.document.text, *span) for span in spans})
            if order.id == self.foremost:
                yield self.document.text[:LEAD], TOLD
