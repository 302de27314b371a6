"""People as an authority knows them: their names, ids, parties, and the terms in which they held offices."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any

from graph.office import Office, Standing
from graph.slug import slug

UNTOLD = timedelta(days=4 * 365 + 1)
"""How long before its last day a term whose first one is not told is held to have begun: most offices' four years."""


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """That someone holds an office from a day to a day (ISO 8601, both in it), where they are known.

    `over` is what the office is over as texts call it ("Illinois", "Chicago"; "Portland, Maine" where "Portland" is
    another one), `place` the place's own name, `state` the postal code of the state it is or lies in, `division` its
    OCD id; `link` stands between title and `over`.
    """

    title: str
    link: str
    over: str
    place: str
    state: str | None = None
    division: str | None = None
    district: str | None = None
    since: str | None = None
    until: str | None = None
    party: str | None = None

    @property
    def office(self) -> Office:
        """The office, as `graph.office.parse` reads it from a text."""
        return Office(self.title, self.over, self.link, Standing.CURRENT)

    def expired(self, today: str) -> bool:
        """Whether its last day has passed."""
        return self.until is not None and self.until < today

    def covers(self, day: str) -> bool:
        """Whether the office was held on a day, as far as the days tell (see UNTOLD)."""
        if self.until is None:
            return self.since is not None and self.since <= day
        return (self.since or _before(self.until)) <= day <= self.until

    @property
    def begins(self) -> str:
        """The first day, or the one that it is held to be."""
        return self.since or (_before(self.until) if self.until else "9999-12-31")


@dataclass(frozen=True, slots=True)
class AuthorityPerson:
    """A person of an authority. (`source`, `id`) tells one from all others.

    `name` is the main name and `names` the others, nicknames with their surname among them; `ids` are (scheme, value),
    such as ("wikidata", "Q22250"); `parties` as the source has them, the last of them last; `url` is where the source
    is published, `license` its licence. What is private, such as addresses, is not here: it is never read.
    """

    source: str
    id: str
    name: str
    surname: str
    given: str | None = None
    names: tuple[str, ...] = ()
    birth: str | None = None
    death: str | None = None
    ids: tuple[tuple[str, str], ...] = ()
    parties: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    url: str = ""
    license: str = ""

    @property
    def key(self) -> str:
        """What it is called in IRIs: "openstates-333130a9-ecba-4992-b223-d2af0c9f2a06"."""
        return called(self.source, self.id)

    @property
    def wikidata(self) -> str | None:
        """The Wikidata id, where there is one."""
        return dict(self.ids).get("wikidata")

    def latest(self) -> Term | None:
        """The term that ends last."""
        return max(self.terms, key=lambda term: (term.until or "9999", term.begins, term), default=None)

    def expired(self, today: str) -> bool:
        """Whether it holds no office any more, as far as the source tells."""
        return bool(self.terms) and all(term.expired(today) for term in self.terms)

    def content(self) -> str:
        """All of it as JSON, always the same for the same person."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def of(cls, content: str) -> AuthorityPerson:
        """The person that has this content."""
        data: dict[str, Any] = json.loads(content)
        data["terms"] = tuple(Term(**term) for term in data["terms"])
        data["ids"] = tuple((scheme, value) for scheme, value in data["ids"])
        return cls(**data | {name: tuple(data[name]) for name in ("names", "parties")})


def merged(people: Iterable[AuthorityPerson]) -> AuthorityPerson:
    """One person whom several files of a source tell of: the first one's name, and all that each of them knows."""
    first, *others = people
    for other in others:
        names = (*first.names, other.name, *other.names)
        first = replace(
            first,
            names=tuple(name for name in dict.fromkeys(names) if name != first.name),
            birth=first.birth or other.birth,
            death=first.death or other.death,
            ids=tuple(dict.fromkeys((*first.ids, *other.ids))),
            parties=tuple(dict.fromkeys((*first.parties, *other.parties))),
            terms=tuple(sorted({*first.terms, *other.terms}, key=in_time)),
        )
    return first


def in_time(term: Term) -> tuple[str, ...]:
    """What terms are sorted by: when they begin and end, then by office."""
    return term.begins, term.until or "9999", term.office.slug, term.district or "", term.party or ""


def called(source: str, id_: str) -> str:
    """What a person of a list is called in IRIs."""
    return f"{source}-{slug(id_.rpartition('/')[2])}"


def _before(until: str) -> str:
    return (date.fromisoformat(until) - UNTOLD).isoformat() if until > "0005" else until
