"""Nominal mentions: the person, body, place, norm or collective met before (or soon after) that each can stand for."""

from __future__ import annotations

import re

from spacy.tokens import Span

from graph.extract.discourse import Table
from graph.extract.forms import name_words, place_kind, region_name, region_words
from graph.extract.lexicon import words
from graph.extract.mention import AGENCY, GROUP, ORGANIZATION, PERSON, PLACE, POLICY, Mention
from graph.extract.nominals import is_definite, is_indefinite
from graph.extract.persons import is_title_word
from graph.extract.referent import Referent, nearest
from graph.extract.roles import Role, title_roles

EXECUTIVES = frozenset(
    {"mayor", "governor", "premier", "president", "executive", "sheriff", "minister", "commissioner", "chief"}
)
NAMED_SOON = 300  # tokens within which the lead's judge or court is named
JUDGE_LEAD = 90  # tokens of the lead in which "a federal judge" is the one named later
JUDGES = frozenset({"judge", "justice", "chancellor", "magistrate"})
COURTS = frozenset(
    {
        "federal",
        "state",
        "local",
        "district",
        "circuit",
        "county",
        "superior",
        "senior",
        "trial",
        "appeals",
        "us",
        "u.s.",
    }
)
GENERIC = frozenset({"people", "person", "anyone", "those", "one", "everyone", "everybody", "nobody", "man", "woman"})
BODIES = (AGENCY, ORGANIZATION)
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
        self.finders = {
            PERSON: self.person,
            AGENCY: self.body,
            ORGANIZATION: self.body,
            PLACE: self.place,
            POLICY: self.policy,
            GROUP: self.group,
        }

    def join(self, mention: Mention) -> None:
        """Find the mention's referent, or make it."""
        target = self.finders[mention.type](mention)
        if target is None:
            self.table.new(mention)
        else:
            self.table.join(mention, target)

    def person(self, mention: Mention) -> Referent | None:
        noun = mention.head.lemma_.lower()
        if noun == "general" and "attorney" in mention.span.text.lower():
            noun = "attorney general"
        linked = self.apposed(mention)
        if linked is not None:
            return linked
        if noun in {"democrat", "republican"}:
            return self.last_person(mention) if is_definite(mention) else None
        fits = [
            r
            for r in self.table.referents
            if r.type is PERSON and any(self.same_role(role, noun, mention) for role in r.roles)
        ]
        fits = [r for r in fits if not _is_former_only(r, noun)] or fits
        if noun in JUDGES and is_indefinite(mention):
            return self.judge_of_the_lead(mention)
        if is_indefinite(mention) and self.lead < mention.start:
            return next((r for r in fits if not r.named and r.name == mention.name), None)
        best = nearest(fits, mention)
        if best is not None:
            return best
        if is_indefinite(mention):
            return None
        same = [
            r
            for r in self.table.referents
            if r.type is PERSON and not r.named and r.mentions[0].head.lemma_.lower() == noun
        ]
        same = [r for r in same if not _of(mention) or any(_of(m) == _of(mention) for m in r.mentions)]
        return nearest(same, mention) or self.roleless(mention, noun)

    def judge_of_the_lead(self, mention: Mention) -> Referent | None:
        """ "A federal judge on Tuesday …" is the judge whom the next paragraphs name."""
        if mention.start > self.lead + JUDGE_LEAD or mention.span[0].lower_ in {"another", "any"}:
            return None
        judges = [r for r in self.table.referents if r.named and any(x.noun in JUDGES for x in r.roles)]
        judges = [r for r in judges if 0 < r.first - mention.start < NAMED_SOON]
        return min(judges, key=lambda r: r.first, default=None)

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

    def roleless(self, mention: Mention, noun: str) -> Referent | None:
        """ "Boston's mayor … Michelle Wu, a Democrat, …": an office nobody is said to hold goes to the person whom the
        text names soon after without a role, or has named often without one."""
        if noun not in EXECUTIVES or not _qualified_by_place(mention):
            return None
        pool = [
            r
            for r in self.table.referents
            if r.type is PERSON and r.named and not any(x.office for x in r.roles) and len(r.mentions) > 1
        ]
        pool = [r for r in pool if r.before(mention.start) >= 0 or r.first - mention.start < 80]
        best = nearest(pool, mention)
        if best is not None:
            best.roles.extend(title_roles(mention.span))
        return best

    def apposed(self, mention: Mention) -> Referent | None:
        """The named person beside a role: "the mayor, Michelle Wu", "Fidel Maltez, the city manager of Chelsea"."""
        head = mention.head
        others = [head.head] if head.dep_ == "appos" else []
        others += [c for c in head.children if c.dep_ == "appos"]
        if head.dep_ == "attr":
            others += [c for c in head.head.children if c.dep_ == "nsubj"]
        for other in others:
            for candidate in self.table.mentions:
                if candidate.type is PERSON and candidate.named and candidate.start <= other.i < candidate.end:
                    return self.table.of_mention.get(id(candidate))
        return None

    def last_person(self, mention: Mention) -> Referent | None:
        before = [m for m in self.table.mentions if m.type is PERSON and m.named and m.end <= mention.start]
        return self.table.of_mention[id(before[-1])] if before else None

    def same_role(self, role: Role, noun: str, mention: Mention) -> bool:
        if role.noun != noun and not {role.noun, noun} <= JUDGES:
            return False
        if _rank(role.span) != _rank(mention.span):
            return False
        wanted = {t.lower_ for t in mention.span if t.pos_ in {"PROPN", "NOUN", "ADJ"} and t.i != mention.head.i}
        if noun in JUDGES:
            wanted -= COURTS
        wanted -= {"current", "own", "new", "attorney", "democratic", "republican", "then"}
        have = {t.lower() for t in re.findall(r"\w+", role.text)}
        if not wanted or wanted & have or not _told_of(role):
            return True
        places = {region_name(w.title()).lower() for w in wanted}
        return not places & region_words() and wanted <= {"city", "state", "county"}

    def body(self, mention: Mention) -> Referent | None:
        noun = mention.head.lemma_.lower()
        if is_indefinite(mention):
            return self.court_of_the_lead(mention) if noun in {"court", "panel"} else None
        fits = [r for r in self.table.referents if r.type in BODIES and _same_body_noun(r, noun, mention)]
        best = nearest(fits, mention)
        if (
            best is None
            and noun in {"agency", "group", "organization", "department", "company", "union", "board"}
            and is_definite(mention)
        ):
            pool = [
                r
                for r in self.table.referents
                if r.named and r.type is (AGENCY if noun in {"agency", "department", "board"} else ORGANIZATION)
            ]
            before = [r for r in pool if r.mentions[0].start < mention.start]
            best = nearest(before, mention)
        return best

    def place(self, mention: Mention) -> Referent | None:
        noun = mention.head.lemma_.lower()
        if is_indefinite(mention):
            return None
        kind = SEATS.get(noun, noun)
        if kind not in {"city", "state", "county", "country"}:
            same = [
                r
                for r in self.table.referents
                if r.type is PLACE and (name_words(r.name)[-1:] == [noun] or r.mentions[0].head.lemma_.lower() == noun)
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

    def policy(self, mention: Mention) -> Referent | None:
        noun = mention.head.lemma_.lower()
        if is_indefinite(mention):
            return None
        fits = [
            r for r in self.table.referents if r.type is POLICY and r.last < mention.start and _norm_noun(r) == noun
        ]
        best = nearest(fits, mention)
        if best is None and is_definite(mention) and noun in {"law", "measure", "statute", "act"}:
            best = nearest(
                [
                    r
                    for r in self.table.referents
                    if r.type is POLICY and r.named and r.mentions[0].start < mention.start
                ],
                mention,
            )
        return best

    def group(self, mention: Mention) -> Referent | None:
        """The same collective: same noun, compatible modifiers, and the same "who …" where both say it."""
        noun = mention.head.lemma_.lower()
        fits = [r for r in self.table.referents if r.type is GROUP and r.mentions[0].head.lemma_.lower() == noun]
        if noun in GENERIC:
            return nearest(
                [r for r in fits if any(m.span.text.casefold() == mention.span.text.casefold() for m in r.mentions)],
                mention,
            )
        mods, post = _modifiers(mention), _post(mention)
        return nearest([r for r in fits if _same_group(r, mods, post)], mention)


def _same_group(referent: Referent, mods: set[str], post: frozenset[str]) -> bool:
    have = set().union(*(_modifiers(m) for m in referent.mentions))
    told = [p for p in map(_post, referent.mentions) if p]
    return (mods <= have or have <= mods) and (not post or not told or post in told)


def _post(mention: Mention) -> frozenset[str]:
    """What a collective's mention says after its noun."""
    return frozenset(
        t.lemma_.lower() for t in mention.span if t.i > mention.head.i and t.pos_ in {"NOUN", "PROPN", "VERB", "ADJ"}
    )


def _of(mention: Mention) -> frozenset[str]:
    """The proper nouns after "of" and "for" in a person's mention: {"interior"} in "the Secretary of the Interior"."""
    return frozenset(t.lower_ for t in mention.span if t.i > mention.head.i and t.pos_ in {"PROPN", "NOUN", "ADJ"})


def _qualified_by_place(mention: Mention) -> bool:
    """Whether nothing but a place (or "city", "state") qualifies an office: "Boston's mayor", not "the personnel secretary"."""
    others = [t for t in mention.span if t.i != mention.head.i and t.pos_ in {"NOUN", "ADJ", "PROPN", "VERB"}]
    return all(
        t.ent_type_ == "GPE" or t.lower_ in {"city", "state", "county", "town", "new", "current"} for t in others
    )


def _told_of(role: Role) -> bool:
    """Whether a role's words say of what it is: "Mayor" does not, "Mayor of Lynn" does."""
    return any(t.pos_ == "PROPN" and t.lemma_.lower() != role.noun and not is_title_word(t) for t in role.span)


def _rank(span: Span) -> frozenset[str]:
    """What sets an office below another of the same noun: "deputy", "press" (secretary)."""
    return frozenset(t.lower_ for t in span) & {
        "deputy",
        "assistant",
        "vice",
        "lieutenant",
        "associate",
        "press",
        "communications",
    }


def _is_former_only(referent: Referent, noun: str) -> bool:
    return all("former" in r.text.lower() or "candidate" in r.text.lower() for r in referent.roles if r.noun == noun)


def _same_body_noun(referent: Referent, noun: str, mention: Mention) -> bool:
    last = [w for m in referent.mentions for w in name_words(m.name)]
    aliases = {"justice": "court", "panel": "court", "lawmaker": "legislature", "guardsman": "guard"}
    wanted = {noun, aliases.get(noun, noun)}
    mods = {t.lower_ for t in mention.span if t.pos_ in {"NOUN", "PROPN", "ADJ"} and t.i != mention.head.i}
    owner = [c for c in mention.head.children if c.dep_ == "poss"]
    if owner and not {c.lower_ for c in owner} & {w for w in last}:
        return False
    return bool(wanted & set(last)) and (not mods or mods <= set(last))


def _norm_noun(referent: Referent) -> str:
    return referent.mentions[0].head.lemma_.lower()


def _modifiers(mention: Mention) -> set[str]:
    found = {t.lemma_.lower() for t in mention.span if t.pos_ in {"NOUN", "PROPN", "ADJ"} and t.i < mention.head.i}
    return found - {"same", "such", "own", "many", "several", "few", "more", "most", "thousand", "hundred"}
