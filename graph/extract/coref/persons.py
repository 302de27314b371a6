"""Persons met by a common noun ("the mayor", "a federal judge"): the holder of the role who is meant."""

from __future__ import annotations

import re
from functools import lru_cache

from spacy.tokens import Span, Token

from graph.extract.coref.discourse import Table
from graph.extract.coref.lead import (
    EXECUTIVES,
    JUDGES,
    OUT_OF_OFFICE,
    judge_asked,
    judge_of_the_lead,
    named_next,
)
from graph.extract.forms import native_of, region_name, region_words
from graph.extract.lexicon import table as lexicon
from graph.extract.lexicon import words
from graph.extract.mention import PERSON, Mention
from graph.extract.names.nominals import is_definite, is_indefinite
from graph.extract.names.persons import is_title_word
from graph.extract.referent import Referent, nearest
from graph.extract.relations.role_phrases import in_list_after
from graph.extract.relations.roles import Role, of_other_things, title_roles

DOMINANT = 1.5  # a holder spoken of this many times as often as another is the one meant
COUNCIL = frozenset(
    "councilman councilwoman councilmember councilor councillor alderman alderwoman alderperson".split()
)
FORMER = frozenset({"former", "ex", "late"})
FOUNDING = frozenset({"founder", "co-founder", "cofounder", "organizer", "organiser", "activist"})
SERVING = frozenset({*lexicon("titles")["spokes"]["nouns"], "lawyer", "attorney", "aide"})  # others, who hold offices
SERVICES = frozenset({"general", "colonel"})  # "the general" may be a lieutenant general
LAWMAKERS = frozenset({"lawmaker", "legislator"})
LEGISLATORS = frozenset("senator representative assemblyman assemblywoman assemblymember delegate lawmaker".split())
OF = frozenset({"of", "for", "in", "at", "on"})
LONGEST_PLACE = 9  # tokens
NO_MATTER = frozenset({"current", "own", "new", "attorney", "then", *map(str.lower, lexicon("titles")["parties"])})
ENCLOSED = re.compile(r"[.;]|,(?! (?:and|or)\b)")  # what follows a name that tells who holds the office before it
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


class Sought:
    """What a mention tells of the office of whom it means: its noun, its rank, what it is of."""

    def __init__(self, mention: Mention, noun: str) -> None:
        self.mention, self.noun, self.rank = mention, noun, _rank(mention.span)
        self.is_former = any(t.lower_ in FORMER for t in mention.span)
        described = (t for t in mention.span if t.pos_ in {"PROPN", "NOUN", "ADJ"} and t.i != mention.head.i)
        self.wanted = {t.lower_ for t in described} - NO_MATTER - (COURTS if noun in JUDGES else frozenset())
        self.regions = [region_name(t.text) for t in mention.span if t.text.isupper()]


class PersonSieve:
    """Finds the person that a nominal mention stands for. `lead`: the token where the body begins."""

    def __init__(self, table: Table, lead: int) -> None:
        self.table = table
        self.lead = lead
        self.ranks: dict[int, frozenset[str]] = {}  # id(role) -> its rank; roles stay as long as the table

    def find(self, mention: Mention) -> Referent | None:
        """The person meant, or None where the mention introduces one of its own."""
        noun = mention.noun
        if noun == "general" and "attorney" in mention.span.text.lower():
            noun = "attorney general"
        linked = self.apposed(mention) or self.named_after(mention) or self.in_the_role(mention)
        if linked is not None:
            return linked
        sought = Sought(mention, noun)
        fits = [r for r in self.table.referents if any(self.same_role(role, sought) for role in r.roles)]
        linked = named_next(self.table, self.lead, mention, noun, bool(fits))
        if linked is not None:
            return linked
        if noun in {"democrat", "republican"}:
            return self.partisan(mention) if is_definite(mention) else None
        if mention.head.tag_ == "NNP" and mention.head.ent_type_ == "NORP":
            people = [r for r in self.table.referents if r.type is PERSON and r.first < mention.start]
            return nearest([r for r in people if _from(r, mention.head)], mention)
        fits = [r for r in fits if not _is_former_only(r, noun)] or fits
        if noun in JUDGES and is_indefinite(mention):
            return judge_of_the_lead(self.table, self.lead, mention) or judge_asked(self.table, mention)
        if is_indefinite(mention) and self.lead < mention.start:
            return next((r for r in fits if not r.named and r.name == mention.name), None)
        best = nearest(self.main(fits, mention, noun), mention)
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
        same = [r for r in same if any(_rank(m.span) == sought.rank for m in r.mentions)]
        return nearest(same, mention) or self.roleless(mention, noun)

    def main(self, fits: list[Referent], mention: Mention, noun: str) -> list[Referent]:
        """Of several holders of an executive's office, those whom the document speaks of most; a predecessor is named
        in passing."""
        if noun not in EXECUTIVES or len(fits) < 2 or len(mention.span) > 2:
            return fits
        most = max(len(r.mentions) for r in fits)
        return [r for r in fits if len(r.mentions) * DOMINANT >= most] or fits

    def roleless(self, mention: Mention, noun: str) -> Referent | None:
        """ "Boston's mayor … Michelle Wu, a Democrat, …": an office nobody is said to hold goes to the person whom the
        text names soon after without a role, or has named often without one."""
        if noun not in EXECUTIVES or not _qualified_by_place(mention):
            return None
        pool = [
            r
            for r in self.table.referents
            if r.type is PERSON
            and r.named
            and not any(x.office or x.noun in SERVING or x.noun in FOUNDING for x in r.roles)
            and len(r.mentions) > 1
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
                    if in_list_after(head, candidate):
                        return None
                    return self.table.of_mention.get(id(candidate))
        return None

    def named_after(self, mention: Mention) -> Referent | None:
        """The person named between commas after an office and what it is of, where the parser hung the name elsewhere:
        "a judge in Erie County, *Mark Lee*, told them", "a spokesman for Roe, *Ann Lee*, said"; not in "a spokesman
        for his rival, Mark Lee, said"."""
        comma = _comma_after(mention)
        inside = any(m.type is PERSON and m.start < mention.start for m in self.over(mention.start))
        named = next((m for m in self.over(comma + 1) if m.named and m.type is PERSON), None) if comma else None
        if inside or named is None or named.title is not None or named.head.dep_ in {"nsubj", "nsubjpass"}:
            return None
        if not ENCLOSED.match(self.table.text, named.span.end_char):
            return None  # a list
        for token in self.table.doc[mention.head.i + 1 : comma]:
            others = (m for m in self.over(token.i) if m is not mention and m.type is PERSON)
            if token.tag_ == "PRP$" or any(m.head.dep_ == "pobj" and not m.named for m in others):
                return None
        return self.table.of_mention.get(id(named))

    def over(self, index: int) -> list[Mention]:
        """The mentions that lie over a token."""
        return self.table.covering.get(index, [])

    def in_the_role(self, mention: Mention) -> Referent | None:
        """ "As a candidate, she promised …": whoever the clause is about."""
        prep = mention.head.head
        if mention.head.dep_ != "pobj" or prep.lower_ != "as" or not is_indefinite(mention):
            return None
        clauses = [*(c for c in mention.head.children if c.dep_ == "relcl"), prep.head]
        subject = next((c for clause in clauses for c in clause.children if c.dep_ == "nsubj"), None)
        found = self.table.look(subject, mention) if subject is not None else None
        return found if found is not None and found.type is PERSON else None

    def partisan(self, mention: Mention) -> Referent | None:
        """ "The Republican": whoever is said to be one, else who holds an elected office, else anyone named last."""
        noun = mention.noun
        before = [r for r in self.table.referents if r.type is PERSON and r.named and r.first < mention.start]
        tagged = [r for r in before if any(x.noun == noun for x in r.roles)]
        elected = [r for r in before if any(x.noun in words("nouns", "elected") for x in r.roles)]
        return nearest(tagged, mention) or nearest(elected, mention) or nearest(before, mention)

    def same_role(self, role: Role, sought: Sought) -> bool:
        """Whether a role is the one a mention speaks of: same noun and rank, and no other place or body."""
        noun, mention, wanted = sought.noun, sought.mention, sought.wanted
        if not _same_noun(role, noun) or (sought.is_former and not OUT_OF_OFFICE.search(role.text)):
            return False
        if noun not in SERVICES and self.rank(role) != sought.rank:
            return False
        if any(region in role.text for region in sought.regions):
            return True  # "the NSW premier" is the premier of New South Wales
        told = bool(not wanted or wanted & _words(role.text))
        if told or not _told_of(role):
            return told or not (of_other_things(role.span, mention.span) or self.one_of_several(noun, mention))
        places = {region_name(w.title()).lower() for w in wanted}
        return not places & region_words() and wanted <= {"city", "state", "county"}

    def rank(self, role: Role) -> frozenset[str]:
        """What sets a role apart from another of the same noun."""
        if id(role) not in self.ranks:
            self.ranks[id(role)] = _rank(role.span)
        return self.ranks[id(role)]

    def one_of_several(self, noun: str, mention: Mention) -> bool:
        """Whether a text speaks of several holders of like offices: "the Secretary of Energy", "… of the Interior"."""
        alike = (m for m in self.table.mentions if m.type is PERSON and m.head.lemma_.lower() == noun)
        return bool(_of(mention)) and any(_of(m) and not _of(m) & _of(mention) for m in alike)


@lru_cache(maxsize=10_000)
def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.lower()))


def _same_noun(role: Role, noun: str) -> bool:
    """Whether two nouns are of one kind: "councilman" and "Council Member", "judge" and "justice"."""
    if role.noun == noun or {role.noun, noun} <= JUDGES:
        return True
    if noun in LAWMAKERS:
        return role.noun in LEGISLATORS
    return noun in COUNCIL and (role.noun in COUNCIL or (role.noun == "member" and "council" in role.text.lower()))


def _qualified_by_place(mention: Mention) -> bool:
    """Whether only a place qualifies an office: "Boston's mayor", not "the personnel secretary"."""
    others = [t for t in mention.span if t.i != mention.head.i and t.pos_ in {"NOUN", "ADJ", "PROPN", "VERB"}]
    return all(
        t.ent_type_ == "GPE" or t.lower_ in {"city", "state", "county", "town", "new", "current"} for t in others
    )


def _told_of(role: Role) -> bool:
    """Whether a role's words say of what it is: "Mayor" does not, "Mayor of Lynn", "the alliance's director" do."""
    named = any(t.pos_ == "PROPN" and t.lemma_.lower() != role.noun and not is_title_word(t) for t in role.span)
    return named or any(t.dep_ == "poss" and t.pos_ == "NOUN" for t in role.span)


def _rank(span: Span) -> frozenset[str]:
    """What sets an office apart from another of the same noun: "deputy", "press" (secretary), "First" (Deputy); the
    word before it, too, from which a page's line may part it ("The Deputy / Commissioner")."""
    before = [t for t in span.doc[max(0, span.start - 2) : span.start] if t.is_title][-1:]
    return frozenset(t.lower_ for t in (*before, *span) if t.lower_ != "first" or t.is_title) & {
        "first",
        "deputy",
        "assistant",
        "vice",
        "lieutenant",
        "associate",
        "press",
        "communications",
    }


def _from(person: Referent, native: Token) -> bool:
    """Whether a name stands with the place that a native is of: "Mitch McConnell of *Kentucky*"."""
    named = [m for m in person.mentions if m.named]
    beside = {t for m in named for t in (*m.head.subtree, *(m.title or ())) if t.ent_type_ == "GPE"}
    return any(native_of(native.text, t.text) for t in beside)


def _is_former_only(referent: Referent, noun: str) -> bool:
    return all(OUT_OF_OFFICE.search(r.text) for r in referent.roles if r.noun == noun)


def _of(mention: Mention) -> frozenset[str]:
    """The proper nouns after "of" and "for" in a person's mention: {"interior"} in "the Secretary of the Interior"."""
    return frozenset(t.lower_ for t in mention.span if t.i > mention.head.i and t.pos_ in {"PROPN", "NOUN", "ADJ"})


def _comma_after(mention: Mention) -> int:
    """The comma after an office and the place or body that it is of; 0 where none stands there."""
    doc, i = mention.span.doc, mention.end
    if i < len(doc) and doc[i].lower_ in OF:
        stop = min(len(doc), i + LONGEST_PLACE)
        i = next((t.i for t in doc[i:stop] if t.text == "," or t.pos_ in {"VERB", "AUX"}), i)
    return i if i < len(doc) and doc[i].text == "," else 0
