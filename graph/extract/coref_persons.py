"""Persons met by a common noun ("the mayor", "a federal judge"): the holder of the role who is meant."""

from __future__ import annotations

import re

from spacy.tokens import Span

from graph.extract.discourse import Table
from graph.extract.forms import region_name, region_words
from graph.extract.lexicon import table as lexicon
from graph.extract.lexicon import words
from graph.extract.mention import PERSON, Mention
from graph.extract.nominals import is_definite, is_indefinite
from graph.extract.persons import is_title_word
from graph.extract.referent import Referent, nearest
from graph.extract.role_phrases import in_list_after
from graph.extract.roles import Role, title_roles

DOMINANT = 1.5  # a holder spoken of this many times as often as another is the one meant
NAMED_SOON = 300  # tokens within which the lead's judge or court is named
JUDGE_LEAD = 90  # tokens of the lead in which "a federal judge" is the one named later
EXECUTIVES = words("titles", "executives") | words("titles", "other_heads")
RULES = frozenset({"issue", "rule", "write", "grant", "find", "block", "hold", "conclude", "side", "order"})
RULING_SOON = 60  # tokens
NAMED_NEXT = 120  # tokens within which whoever is asked to rule is named
ASKING = frozenset({"ask", "want", "urge", "petition", "persuade", "beg", "get"})
JUDGES = frozenset({"judge", "justice", "chancellor", "magistrate"})
COUNCIL = frozenset(
    "councilman councilwoman councilmember councilor councillor alderman alderwoman alderperson".split()
)
SERVING = frozenset({*lexicon("titles")["spokes"]["nouns"], "lawyer", "attorney", "aide"})  # others, who hold offices
SERVICES = frozenset({"general", "colonel"})  # "the general" may be a lieutenant general
LAWMAKERS = frozenset({"lawmaker", "legislator"})
LEGISLATORS = frozenset("senator representative assemblyman assemblywoman assemblymember delegate lawmaker".split())
OUT_OF_OFFICE = re.compile(r"\b(?:former|ex|then|late|elect|designate|nominee|candidate|hopeful)\b", re.IGNORECASE)
OF = frozenset({"of", "for", "in", "at", "on"})
LONGEST_PLACE = 9  # tokens
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


class PersonSieve:
    """Finds the person that a nominal mention stands for. `lead`: the token where the body begins."""

    def __init__(self, table: Table, lead: int) -> None:
        self.table = table
        self.lead = lead

    def find(self, mention: Mention) -> Referent | None:
        """The person meant, or None where the mention introduces one of its own."""
        noun = mention.noun
        if noun == "general" and "attorney" in mention.span.text.lower():
            noun = "attorney general"
        linked = self.apposed(mention) or self.named_after(mention) or self.in_the_role(mention)
        if linked is not None:
            return linked
        if noun in {"democrat", "republican"}:
            return self.partisan(mention) if is_definite(mention) else None
        fits = [
            r
            for r in self.table.referents
            if r.type is PERSON and any(self.same_role(role, noun, mention) for role in r.roles)
        ]
        fits = [r for r in fits if not _is_former_only(r, noun)] or fits
        if noun in JUDGES and is_indefinite(mention):
            return self.judge_of_the_lead(mention) or self.judge_asked(mention)
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
        same = [r for r in same if any(_rank(m.span) == _rank(mention.span) for m in r.mentions)]
        return nearest(same, mention) or self.roleless(mention, noun)

    def main(self, fits: list[Referent], mention: Mention, noun: str) -> list[Referent]:
        """Of several holders of an executive's office, those whom the document speaks of most; a predecessor is named
        in passing."""
        if noun not in EXECUTIVES or len(fits) < 2 or len(mention.span) > 2:
            return fits
        most = max(len(r.mentions) for r in fits)
        return [r for r in fits if len(r.mentions) * DOMINANT >= most] or fits

    def judge_of_the_lead(self, mention: Mention) -> Referent | None:
        """ "A federal judge on Tuesday …" is the judge whom the next paragraphs name."""
        if mention.start > self.lead + JUDGE_LEAD or mention.span[0].lower_ in {"another", "any"}:
            return None
        judges = [r for r in self.table.referents if r.named and any(x.noun in JUDGES for x in r.roles)]
        named = {
            id(r): next(m.start for m in r.mentions if m.named) for r in judges
        }  # a headline's "Judge" may be earlier
        judges = [r for r in judges if 0 < named[id(r)] - mention.start < NAMED_SOON]
        return min(judges, key=lambda r: named[id(r)], default=None) or self.ruling_soon(mention)

    def judge_asked(self, mention: Mention) -> Referent | None:
        """ "They asked *a judge* to close it; Circuit Judge Ann Lee refused": the next one named."""
        asks = mention.head.dep_ in {"dobj", "nsubj"} and mention.head.head.i - mention.start < 4
        verb = mention.head.head if mention.head.dep_ == "dobj" else mention.head.head.head
        if not asks or verb.lemma_.lower() not in ASKING:
            return None
        after = [m for m in self.table.mentions if m.named and m.type is PERSON and m.start > mention.end]
        soon = (self.table.of_mention[id(m)] for m in after if m.start < mention.end + NAMED_NEXT)
        return next((r for r in soon if any(x.noun in JUDGES for x in r.roles)), None)

    def ruling_soon(self, mention: Mention) -> Referent | None:
        """Whom the text names soon after a judge of its lead, without a role, as one who rules: "Ann Lee, who was
        appointed in 2019, issued the order"."""
        after = [m for m in self.table.mentions if m.named and m.type is PERSON and mention.end < m.start]
        for other in (m for m in after if m.start - mention.end < RULING_SOON):
            person = self.table.of_mention[id(other)]
            rules = other.head.dep_ == "nsubj" and other.head.head.lemma_.lower() in RULES
            if rules and not person.roles and person.first == other.start:
                person.roles.extend(title_roles(mention.span))
                return person
        return None

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
            and not any(x.office or x.noun in SERVING for x in r.roles)
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
        "a judge in Erie County, *Mark Lee*, told them"; not in "a spokesman for his rival, Mark Lee, said"."""
        comma = _comma_after(mention)
        inside = any(m.type is PERSON and m.start < mention.start for m in self.over(mention.start))
        named = next((m for m in self.over(comma + 1) if m.named and m.type is PERSON), None) if comma else None
        if inside or named is None or named.title is not None or named.head.dep_ in {"nsubj", "nsubjpass"}:
            return None
        if not ENCLOSED.match(self.table.doc.text, named.span.end_char):
            return None  # a list
        for token in self.table.doc[mention.head.i + 1 : comma]:
            others = (m for m in self.over(token.i) if m is not mention and m.type is PERSON)
            if token.tag_ == "PRP$" or any(m.head.dep_ == "pobj" for m in others):
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

    def same_role(self, role: Role, noun: str, mention: Mention) -> bool:
        """Whether a role is the one a mention speaks of: same noun and rank, and no other place or body."""
        if not _same_noun(role, noun):
            return False
        if noun not in SERVICES and _rank(role.span) != _rank(mention.span):
            return False
        wanted = {t.lower_ for t in mention.span if t.pos_ in {"PROPN", "NOUN", "ADJ"} and t.i != mention.head.i}
        if noun in JUDGES:
            wanted -= COURTS
        wanted -= {"current", "own", "new", "attorney", "then"} | {p.lower() for p in lexicon("titles")["parties"]}
        have = {t.lower() for t in re.findall(r"\w+", role.text)}
        if any(t.text.isupper() and region_name(t.text) in role.text for t in mention.span):
            return True  # "the NSW premier" is the premier of New South Wales
        if not wanted or wanted & have or not _told_of(role):
            return bool(not wanted or wanted & have) or not self.one_of_several(noun, mention)
        places = {region_name(w.title()).lower() for w in wanted}
        return not places & region_words() and wanted <= {"city", "state", "county"}

    def one_of_several(self, noun: str, mention: Mention) -> bool:
        """Whether a text speaks of several holders of like offices: "the Secretary of Energy", "… of the Interior"."""
        alike = (m for m in self.table.mentions if m.type is PERSON and m.head.lemma_.lower() == noun)
        return bool(_of(mention)) and any(_of(m) and not _of(m) & _of(mention) for m in alike)


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
