"""Nominal mentions: the body, place, norm or collective met before (or soon after) that each can stand for."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from graph.extract.coref import described
from graph.extract.coref.deeds import by_deeds
from graph.extract.coref.discourse import Table
from graph.extract.coref.governed import governed_kind
from graph.extract.coref.group_traits import group_noun, made_of, modifiers, options, told
from graph.extract.coref.lead import JUDGE_LEAD, NAMED_SOON
from graph.extract.coref.persons import PersonSieve
from graph.extract.coref.readings import Decide, likeliest
from graph.extract.forms import name_words
from graph.extract.lexicon import table as lexicon
from graph.extract.lexicon import words
from graph.extract.mention import AGENCY, BODIES, GROUP, ORGANIZATION, PERSON, PLACE, Mention
from graph.extract.names.definitions import Definitions
from graph.extract.names.nominals import is_definite, is_indefinite
from graph.extract.referent import Referent, nearest
from graph.extract.statements.listeners import listeners

LEGISLATURES = words("nouns", "legislatures")
RULING = LEGISLATURES | set("court circuit tribunal senate house council cabinet".split())  # no departments
BODY_ALIASES = {
    "tribe": frozenset({"nation"}),
    "justice": frozenset({"court"}),
    "panel": frozenset({"court", "committee"}),
    "lawmaker": frozenset({"legislature"}),
    "guardsman": frozenset({"guard"}),
    "force": frozenset({"force", "police", "rcmp", "constabulary", "garda"}),
    "chamber": LEGISLATURES | {"council", "senate", "house"},
}
RANKS = frozenset(
    "district supreme appeals appellate appeal circuit high highest top lower trial federal state superior county city "
    "labor labour immigration criminal civil bankruptcy family juvenile tax".split()
)
IDENTICAL = frozenset({"same", "very", "latter", "own", "full"})  # "the same court": the one spoken of
ENDING = frozenset({"trust", "foundation", "alliance", "association", "coalition", "union"})  # "Gulf of Maine Trust"
NATIONAL = frozenset({"federal", "central", "national"})  # "the federal government" is "the government"
FOREMOST = frozenset({"nsubj", "nsubjpass", "compound"})  # how a city stands of which "the city" goes on to tell
SEATS = {
    "town": "city",
    "village": "city",
    "capital": "city",
    "province": "state",
    "commonwealth": "state",
    "nation": "country",
}


COMMONWEALTHS = words("coref", "commonwealths")
LINKED, ALONE = words("coref", "known_bodies"), words("coref", "known_alone")
DIVISIONS = frozenset("district province region prefecture municipality parish township commune canton".split())


class NominalSieve:
    """Joins nominal mentions in text order; those it cannot place become referents of their own."""

    def __init__(self, table: Table, lead: int, jurisdiction: dict[str, Referent], decide: Decide = likeliest) -> None:
        self.table = table
        self.lead = lead
        self.jurisdiction = jurisdiction
        self.decide = decide
        self.definitions = Definitions(table)
        self.listeners = listeners(table.referents)
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
        courts = {
            next((m.start for m in r.mentions if m.named and m.start > mention.start), -1): r
            for r in self.table.referents
            if r.named and r.type is AGENCY and {"court", "circuit"} & set(name_words(r.name))
        }
        soon = [i for i in courts if 0 < i < mention.start + NAMED_SOON and "supreme" not in name_words(courts[i].name)]
        return courts[min(soon)] if soon else None

    def body(self, mention: Mention) -> Referent | None:
        """The body that a common noun stands for: "the department", "the court"."""
        noun = mention.noun
        told = described.met(self.table, mention, self.lead)
        if told is not None:
            return told
        if is_indefinite(mention):
            return self.court_of_the_lead(mention) if noun in {"court", "panel"} else None
        fits = [r for r in self.table.referents if r.type in BODIES and _same_body_noun(r, noun, mention)]
        if noun == "administration":
            fits = self._of_a_person(fits) or fits
        if noun == "government" and not fits:
            fits = self.executive(mention)
        fits = fits or self._called(mention) or self._court_of_the_lead_told(mention)
        best = nearest(fits, mention) or nearest(self._bands(noun), mention)
        if (
            best is None
            and (noun in LINKED or (noun in ALONE and _bare(mention)))
            and is_definite(mention)
            and not (noun == "union" and _brought_in(mention))
            and (mention.head.i == mention.start + 1 or noun not in {"agency", "department", "board"})
        ):
            pool = [
                r
                for r in self.table.referents
                if r.named
                and r.type is (AGENCY if noun in {"agency", "department", "board"} else ORGANIZATION)
                and not r.name.endswith(" Party")
                and id(r) not in self.listeners
                and not (RULING & set(name_words(r.name)))
            ]
            before = [r for r in pool if r.mentions[0].start < mention.start]
            best = nearest(before, mention) if noun in LINKED or len(before) == 1 else None
        return best

    def executive(self, mention: Mention) -> list[Referent]:
        """What "the federal government" is where "the government" was spoken of; and what "the government" is before a
        court where an administration is spoken of, and no other."""
        bare = {t.lower_ for t in mention.span if t.i != mention.head.i and t.pos_ != "DET"}
        agencies = [r for r in self.table.referents if r.type is AGENCY]
        if bare:
            same = [r for r in agencies if all(m.name.lower() == "government" for m in r.mentions)]
            return same if bare <= NATIONAL | _party_words() else []
        heads = {id(r): _head_word(r.mentions[0].name) for r in agencies}
        ruling = [r for r in agencies if heads[id(r)] == "administration"]
        courts = any(heads[id(r)] in {"court", "circuit"} for r in agencies)
        return ruling if courts and len(ruling) == 1 and is_definite(mention) else []

    def _of_a_person(self, bodies: list[Referent]) -> list[Referent]:
        """Those called by a person's name, "the Obama administration", not "the Social Security Administration"."""
        surnames = {name_words(r.name)[-1] for r in self.table.referents if r.type is PERSON and name_words(r.name)}
        return [b for b in bodies if any(w in surnames for m in b.mentions for w in name_words(m.name)[:-1])]

    def _court_of_the_lead_told(self, mention: Mention) -> list[Referent]:
        """The court of the lead of which a definite mention tells more: "A French court has suspended it. *The
        administrative court in Toulouse* ruled …"; not a court of another rank."""
        if mention.noun not in {"court", "tribunal"} or not is_definite(mention):
            return []
        courts = [r for r in self.table.referents if r.type is AGENCY and r.mentions[0].noun == mention.noun]
        if len(courts) != 1 or courts[0].named:
            return []
        first = courts[0].mentions[0]
        met = is_indefinite(first) and self.lead <= first.start < min(mention.start, self.lead + JUDGE_LEAD)
        ranks = {t.lower_ for t in mention.span} & RANKS <= {t.lower_ for t in first.span}
        return courts if met and ranks else []

    def _called(self, mention: Mention) -> list[Referent]:
        """The bodies whose name a noun brings in: "the telecoms *association* Afintel" … "the association"."""
        if not _bare(mention):
            return []
        named = [m for m in self.table.mentions if m.named and m.type is ORGANIZATION and m.start]
        before = ((m, self.table.doc[m.start - 1]) for m in named)
        told = [m for m, token in before if token.is_lower and token.tag_ == "NN" and token.text == mention.noun]
        return [self.table.of_mention[id(m)] for m in told]

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
            return nearest([r for r in same if not _another(r, mention)], mention)
        before = [
            m
            for m in self.table.mentions
            if m.named
            and m.type is PLACE
            and m.end <= mention.start
            and mention.start - m.end < 60
            and governed_kind(m.name) == kind
        ]
        home = self.jurisdiction.get(kind)
        if noun == "commonwealth" and home is not None and home.name not in COMMONWEALTHS:
            return None  # Australia's
        told = kind != "city" or mention.span[0].lower_ != "the" or (before and before[-1].head.dep_ in FOREMOST)
        if (
            before
            and told
            and (home is None or self.table.of_mention[id(before[-1])] is not home)
            and mention.start - before[-1].end < (45 if kind != "city" and before[-1].head.dep_ in FOREMOST else 25)
        ):
            return self.table.of_mention[id(before[-1])]
        if home is not None and home not in self.table.referents:
            self.table.referents.append(home)  # named only inside the names of its bodies
        return home or nearest(self._unnamed(kind), mention)

    def _unnamed(self, kind: str) -> list[Referent]:
        """The places of a kind that are spoken of as known, though nothing names them: "the state"."""
        spoken = [r for r in self.table.referents if r.type is PLACE and not r.named]
        return [
            r
            for r in spoken
            if SEATS.get(r.mentions[0].noun, r.mentions[0].noun) == kind and is_definite(r.mentions[0])
        ]

    def group(self, mention: Mention) -> Referent | None:
        """The collective spoken of before that a mention most likely means."""
        if group_noun(mention) in {"lawmaker", "legislator"} and not modifiers(mention) and not told(mention):
            bodies = [r for r in self.table.referents if r.type is AGENCY and LEGISLATURES & set(name_words(r.name))]
            if len(bodies) == 1:
                return bodies[0]
        body = described.of_members(self.table, mention)
        if body is not None:
            return body
        groups = [r for r in self.table.referents if r.type is GROUP]
        crowd = nearest(by_deeds(mention, groups), mention)
        if crowd is not None:
            return crowd
        band = nearest([g for g in groups if made_of(g, mention)], mention)
        if band is not None and band.first < mention.start:
            return band
        table = self.table
        return self.decide(mention, options(mention, groups, self.lead, table.quoted, table.sentence_of)).referent


def _bare(mention: Mention) -> bool:
    """Whether a noun stands with "the" alone: "the firm", not "that firm", "the old firm", "the firm that she owns"."""
    told = any(c.dep_ in {"relcl", "acl", "prep", "appos"} for c in mention.head.rights)
    return len(mention.span) == 2 and mention.span[0].lower_ == "the" and not told


def _brought_in(mention: Mention) -> bool:
    """As in "the union *that represents nursing aides*": which is told because no other words have told of it."""
    return any(c.dep_ == "relcl" and c.lemma_ == "represent" for c in mention.head.rights)


def _another(place: Referent, mention: Mention) -> bool:
    """Whether a place is another of its kind by its name: "Nellore district" and "*Kadapa* district"."""
    own = {t.lower_ for t in mention.span if t.pos_ == "PROPN" and t.i < mention.head.i}
    return mention.noun in DIVISIONS and bool(own) and not own & set(name_words(place.name))


def _same_body_noun(referent: Referent, noun: str, mention: Mention) -> bool:
    wanted = {noun} | BODY_ALIASES.get(noun, frozenset())
    if not any(_head_word(m.name) in wanted for m in referent.mentions) and "police" not in wanted:
        return False  # most are told by this alone
    if noun == "union" and referent.type is AGENCY:  # no trade union: "the European Union"
        return False
    said = {w for m in referent.mentions for w in name_words(m.name)}
    council = noun == "council"
    loose = mention.type is ORGANIZATION or council  # "his department" is not every department
    owner = [c for c in mention.head.children if c.dep_ == "poss" and not (loose and c.tag_ == "PRP$")]
    if owner and not {c.lower_ for c in owner} & said:
        return False
    heads = {_head_word(m.name) for m in referent.mentions} | ({"police"} & said if referent.type is AGENCY else set())
    mods = {t.lower_ for t in mention.span if t.pos_ in {"NOUN", "PROPN", "ADJ"} and t.i != mention.head.i}
    return bool(wanted & heads) and mods - IDENTICAL - ({"local"} if council else set()) <= said


@cache
def _party_words() -> frozenset[str]:
    """The words of the parties by which a government is called: "the NDP government"."""
    return frozenset(word.lower() for word in lexicon("titles")["parties"])


@lru_cache(maxsize=10_000)
def _head_word(name: str) -> str:
    """What a body is by its name: "department" for "Department of Administration", "court" for "Supreme Court"."""
    words = re.split(r",? (?:of|for|on|at|in|to) ", name)[0].split()
    last = name.split()[-1:]
    return (last if last and last[0].lower() in ENDING else words)[-1].lower() if words else ""
