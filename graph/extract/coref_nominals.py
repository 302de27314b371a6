"""Nominal mentions: the body, place, norm or collective met before (or soon after) that each can stand for."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from graph.extract.coref_persons import JUDGE_LEAD, NAMED_SOON, PersonSieve
from graph.extract.definitions import Definitions
from graph.extract.discourse import Table
from graph.extract.forms import name_words, place_kind
from graph.extract.lexicon import table
from graph.extract.mention import AGENCY, BODIES, GROUP, ORGANIZATION, PERSON, PLACE, Mention
from graph.extract.nominals import is_definite, is_indefinite
from graph.extract.referent import Referent, nearest

LEGISLATURES = frozenset({"congress", "legislature", "parliament", "assembly"})
GENERIC = frozenset({"people", "person", "anyone", "those", "one", "everyone", "everybody", "nobody", "man", "woman"})
DEFINITE = frozenset({"the", "these", "those", "this", "that", "both", "all", "its", "their", "his", "her", "our"})
OTHERS = frozenset(
    {"other", "another", "further", "more", "additional", "several", "many", "some", "dozens", "hundreds", "thousands"}
)
APART = frozenset({"former", "other", "own", "neighboring", "neighbouring", "fellow"})
FEDERAL = frozenset({"federal", "immigration", "ice", "u.s.", "us", "masked", "border"})
BODY_ALIASES = {"justice": "court", "panel": "court", "lawmaker": "legislature", "guardsman": "guard"}
SEATS = {
    "town": "city",
    "village": "city",
    "capital": "city",
    "province": "state",
    "commonwealth": "state",
    "nation": "country",
}


class NominalSieve:
    """Joins nominal mentions in text order; those it cannot place become referents of their own."""

    def __init__(self, table: Table, lead: int, jurisdiction: dict[str, Referent]) -> None:
        self.table = table
        self.lead = lead
        self.jurisdiction = jurisdiction
        self.definitions = Definitions(table)
        self.finders = {
            PERSON: PersonSieve(table, lead).find,
            AGENCY: self.body,
            ORGANIZATION: self.body,
            PLACE: self.place,
            GROUP: self.group,
        }

    def join(self, mention: Mention) -> None:
        """Find the mention's referent, or make it."""
        target = self.definitions.meant(mention) or self.finders[mention.type](mention)
        if target is None:
            self.table.new(mention)
        else:
            self.table.join(mention, target)

    def court_of_the_lead(self, mention: Mention) -> Referent | None:
        """ "A Texas appeals court on Friday …" is the court that the next paragraphs name."""
        if mention.start > self.lead + JUDGE_LEAD or mention.span[0].lower_ not in {"a", "an"}:
            return None
        courts = [
            r
            for r in self.table.referents
            if r.named and r.type is AGENCY and {"court", "circuit"} & set(name_words(r.name))
        ]
        courts = [r for r in courts if 0 < r.first - mention.start < NAMED_SOON and "supreme" not in name_words(r.name)]
        return min(courts, key=lambda r: r.first, default=None)

    def body(self, mention: Mention) -> Referent | None:
        """The body that a common noun stands for: "the department", "the court"."""
        noun = mention.noun
        if is_indefinite(mention):
            return self.court_of_the_lead(mention) if noun in {"court", "panel"} else None
        fits = [r for r in self.table.referents if r.type in BODIES and _same_body_noun(r, noun, mention)]
        best = nearest(fits, mention) or nearest(self._bands(noun), mention)
        if (
            best is None
            and noun in {"agency", "group", "organization", "department", "company", "union", "board"}
            and is_definite(mention)
            and (mention.head.i == mention.start + 1 or noun not in {"agency", "department", "board"})
        ):
            pool = [
                r
                for r in self.table.referents
                if r.named and r.type is (AGENCY if noun in {"agency", "department", "board"} else ORGANIZATION)
            ]
            before = [r for r in pool if r.mentions[0].start < mention.start]
            best = nearest(before, mention)
        return best

    def _bands(self, noun: str) -> list[Referent]:
        """Unnamed collectives that are called by a body's noun: "a coalition of unions" … "the coalition"."""
        return [r for r in self.table.referents if r.type is GROUP and r.mentions[0].head.lower_ == noun]

    def place(self, mention: Mention) -> Referent | None:
        """The place that "the city", "the state" or "the bridge" stands for."""
        noun = mention.noun
        if is_indefinite(mention):
            return None
        kind = SEATS.get(noun, noun)
        government = [r for r in self.table.referents if r.type is AGENCY and r.name.startswith(f"{noun.title()} of ")]
        if government and mention.head.text.istitle():
            return nearest(government, mention)  # "the City" of an order's text
        if kind not in {"city", "state", "county", "country"}:
            same = [
                r
                for r in self.table.referents
                if r.type is PLACE and (name_words(r.name)[-1:] == [noun] or r.mentions[0].noun == noun)
            ]
            return nearest(same, mention)
        before = [
            m
            for m in self.table.mentions
            if m.named
            and m.type is PLACE
            and m.end <= mention.start
            and mention.start - m.end < 60
            and place_kind(m.name) == kind
        ]
        home = self.jurisdiction.get(kind)
        if (
            before
            and (home is None or self.table.of_mention[id(before[-1])] is not home)
            and mention.start - before[-1].end < 25
        ):
            return self.table.of_mention[id(before[-1])]
        return home

    def group(self, mention: Mention) -> Referent | None:
        """The same collective: same noun, compatible modifiers, and the same "who …" where both say it."""
        noun = _group_noun(mention)
        groups = [r for r in self.table.referents if r.type is GROUP]
        fits = [r for r in groups if _group_noun(r.mentions[0]) == noun]
        if noun in GENERIC:
            return nearest(
                [r for r in fits if any(m.span.text.casefold() == mention.span.text.casefold() for m in r.mentions)],
                mention,
            )
        mods, post = _modifiers(mention), _post(mention)
        if noun in {"lawmaker", "legislator"} and not mods and not post:
            bodies = [r for r in self.table.referents if r.type is AGENCY and LEGISLATURES & set(name_words(r.name))]
            if len(bodies) == 1:
                return bodies[0]
        fits = [r for r in fits if _same_group(r, mods, post, self.lead)]
        if _introduces(mention):
            fits = [r for r in fits if _introduced_as(r, mention, self.lead)]
        elif not fits:
            fits = [r for r in groups if _alike(noun, r) and _same_group(r, mods, post, self.lead)]
        return nearest(fits, mention)


@cache
def _synonyms() -> dict[str, str]:
    return {word: key for key, line in table("nouns")["alike"].items() for word in line.split()}


def _alike(noun: str, referent: Referent) -> bool:
    """Whether a collective is called by a noun that means the same: "workers" after "employees"."""
    key = _synonyms().get(noun)
    return key is not None and key == _synonyms().get(_group_noun(referent.mentions[0]))


@lru_cache(maxsize=1_000)
def _group_noun(mention: Mention) -> str:
    """The noun of a collective; officers and officials of immigration are agents."""
    noun = mention.noun
    if noun not in {"officer", "official"}:
        return noun
    return "agent" if {t.lower_ for t in mention.span if t.i < mention.head.i} & {"ice", "immigration"} else noun


def _introduces(mention: Mention) -> bool:
    """ "some 50 vendors", "further agencies", "agencies that collect climate data" after mere "agencies"."""
    first = [t for t in mention.span if t.i < mention.head.i]
    if first and first[0].lower_ in DEFINITE:
        return False
    return any(t.like_num or t.lower_ in OTHERS for t in first) or bool(_told(mention))


def _told(mention: Mention) -> frozenset[str]:
    """What tells a collective from others of its noun, in a relative clause or after a preposition."""
    after = mention.head.doc[mention.head.i + 1] if mention.end > mention.head.i + 1 else None
    if after is None or after.tag_ in {"VBG", "VBN", "CC", ","} or after.lower_ in {"in", "at", "on"}:
        return frozenset()
    return _post(mention)


def _introduced_as(referent: Referent, mention: Mention, lead: int) -> bool:
    """Whether a collective has been spoken of in the same words, or in a headline."""
    if referent.last < lead:
        return True
    told = _told(mention)
    if told:
        return any(_post(m) == told for m in referent.mentions)
    same = {m.name.casefold() for m in referent.mentions}
    return mention.name.casefold() in same


def _same_group(referent: Referent, mods: frozenset[str], post: frozenset[str], lead: int) -> bool:
    have = frozenset[str]().union(*(_modifiers(m) for m in referent.mentions))
    told = [p for p in map(_post, referent.mentions) if p]
    return (
        (mods <= have or (bool(have) and have <= mods) or referent.last < lead)
        and have & APART == mods & APART
        and (not post or not told or post in told)
    )


@lru_cache(maxsize=1_000)
def _post(mention: Mention) -> frozenset[str]:
    """What a collective's mention says after its noun."""
    return frozenset(
        t.lemma_.lower() for t in mention.span if t.i > mention.head.i and t.pos_ in {"NOUN", "PROPN", "VERB", "ADJ"}
    )


def _same_body_noun(referent: Referent, noun: str, mention: Mention) -> bool:
    wanted = {noun, BODY_ALIASES.get(noun, noun)}
    if not any(_head_word(m.name) in wanted for m in referent.mentions) and "police" not in wanted:
        return False  # most are told by this alone
    said = {w for m in referent.mentions for w in name_words(m.name)}
    owner = [c for c in mention.head.children if c.dep_ == "poss"]
    if owner and not {c.lower_ for c in owner} & said:
        return False
    heads = {_head_word(m.name) for m in referent.mentions} | ({"police"} & said)
    mods = {t.lower_ for t in mention.span if t.pos_ in {"NOUN", "PROPN", "ADJ"} and t.i != mention.head.i}
    return bool(wanted & heads) and mods <= said


@lru_cache(maxsize=10_000)
def _head_word(name: str) -> str:
    """What a body is by its name: "department" for "Department of Administration", "court" for "Supreme Court"."""
    words = re.split(r",? (?:of|for|on|at|in|to) ", name)[0].split()
    return words[-1].lower() if words else ""


@lru_cache(maxsize=1_000)
def _modifiers(mention: Mention) -> frozenset[str]:
    before = (t for t in mention.span if t.i < mention.head.i)
    found = frozenset(t.lemma_.lower() for t in before if t.pos_ in {"NOUN", "PROPN", "ADJ"})
    if found & FEDERAL and mention.noun in {"agent", "officer", "official"}:
        found = found - FEDERAL | {"federal"}  # in this genre ICE agents are the federal and the immigration agents
    return found - {"same", "such", "many", "several", "few", "more", "most", "thousand", "hundred"}
