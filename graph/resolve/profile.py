"""Profiles: what a document says of a thing, as far as it tells which thing in the world it is.

Many documents say the same of one thing, so that a corpus has far fewer profiles than entities: a profile is called by
what it says (`key`), kept once, and compared once.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, replace
from functools import cached_property, lru_cache

from graph.model import EntityType
from graph.office import Standing
from graph.slug import fingerprint

DIGITS = 16  # hexadecimal, of a profile's key


@dataclass(frozen=True, slots=True, order=True)
class Seat:
    """An office held, held before or sought: its title and what it is over, both as slugs, after the synonyms of
    offices.toml. "President" is `Seat("president", "united-states", CURRENT)`."""

    title: str
    jurisdiction: str | None
    standing: Standing = Standing.CURRENT

    @property
    def slug(self) -> str:
        """Its place in an IRI: "mayor-of-chicago"."""
        return f"{self.title}-of-{self.jurisdiction}" if self.jurisdiction else self.title


@dataclass(frozen=True, slots=True, order=True)
class Tenure:
    """That a list has someone hold a seat from a day to a day (ISO 8601, both in it), where they are known."""

    title: str
    jurisdiction: str | None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, order=True)
class Profile:
    """What is said of a thing. Only things of one `block` can be the same.

    `seats`: a person's offices, or those of an order's issuer; `home`: the jurisdiction that the document is about,
    where nothing else ties a person to one; `party`: slug; `when`: the year of the document that gives someone an
    office, or its day, where that is all it says of whom it means. What a list made by others says of a person
    (graph/resolve/listed.py) has `authority`, which of its people that is, with the `names`, `ids` and `tenures` that
    it gives. For orders: `issuer`, the issuer's name; `kind` and `number`; `signed`, a day, perhaps cut ("2023-07");
    `published`, the document's day; `document`, its id; `titles`, slugs; `words`, what it is about.

    A thing that only its document knows has a profile where a judgement speaks of it: it is alone in its block, and
    has a `document`. `mark` sets a thing apart that a judgement says is another one than what it looks like: it holds
    the judgements' ids.
    """

    type: EntityType
    block: str
    name: str = ""
    seats: tuple[Seat, ...] = ()
    home: str | None = None
    party: str | None = None
    issuer: str | None = None
    kind: str | None = None
    number: str | None = None
    signed: str | None = None
    published: str | None = None
    document: str | None = None
    titles: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    mark: str | None = None
    when: str | None = None
    authority: str | None = None
    names: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    tenures: tuple[Tenure, ...] = ()

    @property
    def is_listed(self) -> bool:
        """Whether a list says this, and no document."""
        return bool(self.ids)

    @property
    def is_local(self) -> bool:
        """Whether it is of a thing that only its document knows."""
        return self.document is not None and self.block.startswith(f"{self.type.value.lower()}/{self.document}-")

    @cached_property
    def said(self) -> Profile:
        """What it says, whichever document says so, and when."""
        return self if self.document is None and self.when is None else replace(self, document=None, when=None)

    @cached_property
    def saying(self) -> str:
        """The content of what it says: the same for profiles that say the same. Of a person it is cut out of the
        content, for there are many, and most are read to be compared once."""
        if self.type is EntityType.ORDER or self.document is not None:
            return self.said.content
        return self.content.replace(f', "when": "{self.when}"', "", 1) if self.when else self.content

    @cached_property
    def content(self) -> str:
        """All of it as JSON, always the same for the same profile."""
        said = {field.name: value for field in fields(self) if (value := getattr(self, field.name))}
        for name in ("seats", "tenures"):
            if parts := getattr(self, name):
                said[name] = [{part.name: getattr(one, part.name) for part in fields(one)} for one in parts]
        return json.dumps(said, ensure_ascii=False, sort_keys=True)

    @cached_property
    def key(self) -> str:
        """What it is called: 16 hexadecimal digits of a hash of its content."""
        return fingerprint(self.content, DIGITS)

    @cached_property
    def _hash(self) -> int:
        return hash(self.key)

    def __hash__(self) -> int:
        """By the key, which is made once; asked for hundreds of times for each profile of a block."""
        return self._hash

    @classmethod
    def read(cls, content: str) -> Profile:
        """The profile that has this content."""
        return _read(content)


@lru_cache(maxsize=16_384)  # what many documents speak of is read again and again, and keeps its key
def _read(content: str) -> Profile:
    data = json.loads(content)
    seats = (Seat(s["title"], s["jurisdiction"], Standing(s["standing"])) for s in data.pop("seats", ()))
    tenures = (Tenure(**tenure) for tenure in data.pop("tenures", ()))
    titles, words, names, ids = (tuple(data.pop(name, ())) for name in ("titles", "words", "names", "ids"))
    profile = Profile(
        EntityType(data.pop("type")),
        data.pop("block"),
        data.pop("name", ""),
        tuple(seats),
        titles=titles,
        words=words,
        names=names,
        ids=ids,
        tenures=tuple(tenures),
        **data,
    )
    profile.__dict__["content"] = content  # what `content` would make again
    return profile
