"""Bodies met by what they are ("a nonprofit", "the state's largest union", "the supervisors"), named near by."""

from __future__ import annotations

import re

from graph.extract.coref.discourse import Table
from graph.extract.forms import name_words
from graph.extract.lexicon import table as lexicon
from graph.extract.lexicon import words
from graph.extract.mention import AGENCY, BODIES, PERSON, Mention
from graph.extract.referent import Referent

POSSESSIVE = re.compile(r"['’]s?$")
LEAD = 60  # tokens of the lead in which a body is described before it is named
NAMED_SOON = 150  # tokens within which it is named then
ACTING = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "poss", "conj"})
LED = words("coref", "led_bodies")
LITTLE = frozenset({"of", "the", "and", "for", "on"})
CALLED = frozenset({"called", "named", "dubbed", "known"})
SUPERLATIVES = frozenset({"JJS", "RBS"})


def met(table: Table, mention: Mention, lead: int) -> Referent | None:
    """The named body that a description is of."""
    beside_it = beside(table, mention) or of_its_head(table, mention) or top_court(table, mention)
    return beside_it or named_later(table, mention, lead)


def beside(table: Table, mention: Mention) -> Referent | None:
    """The named body in apposition to a description: "the Shelter Alliance, *a nonprofit* that sued"."""
    head = mention.head
    if head.dep_ == "appos" and not any(c.dep_ in {"cc", "conj"} for c in head.rights):
        return _named_at(table, mention.start - 2, mention) if table.doc[mention.start - 1].text == "," else None
    others = [c for c in head.children if c.dep_ == "appos"]
    called = next((c for c in head.rights if c.dep_ == "acl" and c.lower_ in CALLED), None)
    if called is not None:  # "a group *called Fair Fork*", "known as Fair Fork"
        begins = called.i + 1 + (table.doc[called.i + 1 : called.i + 2].text == "as")
        return _named_at(table, begins + (table.doc[begins : begins + 1].text.lower() == "the"), mention)
    others += [c for c in head.head.lefts if head.dep_ == "attr" and c.dep_ == "nsubj"]
    if head.tag_ == "NN":  # "the union that represents officers, *Teamsters Local 120*, sued"
        within = (t for c in head.rights if c.dep_ == "relcl" for t in c.subtree)
        named = [t for t in within if t.dep_ == "appos" and t.head.tag_ == "NNS"]
        others += [t for t in named if t.head.right_edge == t.right_edge]
        others += [c for c in head.head.lefts if c.i > head.i and c.dep_ == head.dep_ == "nsubj"]
    return next((found for t in others if (found := _named_at(table, t.i, mention)) is not None), None)


def _named_at(table: Table, index: int, besides: Mention) -> Referent | None:
    for candidate in table.covering.get(index, ()):
        if candidate is not besides and candidate.named and candidate.type in BODIES:
            return table.of_mention.get(id(candidate))
    return None


def named_later(table: Table, mention: Mention, lead: int) -> Referent | None:
    """The body that the lead describes and later text names: "A police union sued … The Troopers' Association"."""
    if not lead <= mention.start < lead + LEAD or not _introduces(mention):
        return None
    fits = [r for r in table.referents if r.named and _is_such(r, mention)]
    fits = [r for r in fits if any(m.named and m.start >= lead for m in r.mentions)]
    first = {id(r): next(m.start for m in r.mentions if m.named and m.start >= lead) for r in fits}
    fits = [r for r in fits if mention.end <= first[id(r)] < mention.start + NAMED_SOON]
    return fits[0] if len(fits) == 1 else None


def _introduces(mention: Mention) -> bool:
    """Whether a description brings its body in: "a union", "the state's largest union"."""
    doc, head = mention.span.doc, mention.head
    if head.dep_ not in ACTING or doc[max(0, mention.start - 1)].pos_ == "PRON":  # "brands it a terrorist group"
        return False
    if any(t.tag_ in SUPERLATIVES for t in mention.span):
        return True
    made_up = mention.end < len(doc) and doc[mention.end].lower_ == "of"  # "a coalition of unions"
    return mention.span[0].lower_ in {"a", "an"} and not made_up


def _is_such(referent: Referent, mention: Mention) -> bool:
    """Whether a body called by name can be one of a sort: a union, a council, an organisation."""
    if referent.type is not mention.type:
        return False
    name = set(name_words(referent.name))
    for called in lexicon("bodies")["sorts"].values():
        if mention.noun in called["nouns"].split():
            return bool(name & set(called["names"].split())) and not name & set(called.get("others", "").split())
    return False


def top_court(table: Table, mention: Mention) -> Referent | None:
    """The supreme court that "Ohio's highest court", "the state's top court" is."""
    said = {t.lower_ for t in mention.span}
    if mention.noun != "court" or not said & {"highest", "high", "top"}:
        return None
    places = {t.lower_ for t in mention.span if t.pos_ == "PROPN"}
    courts = [r for r in table.referents if r.named and r.type is AGENCY and "supreme" in name_words(r.name)]
    fits = [r for r in courts if places <= {w for m in r.mentions for w in name_words(m.name)}]
    return fits[0] if len(fits) == 1 and "nation" not in said else None


def of_members(table: Table, mention: Mention) -> Referent | None:
    """The body whose members all speak or act: "the supervisors" where a Board of Supervisors is named."""
    called = lexicon("bodies")["members"].get(mention.noun)
    first = mention.span[0]
    if called is None or len(mention.span) > 1 + (first.lower_ in {"the", "county", "city"}) or _some_of(mention):
        return None
    heads = set(called.split())
    bodies = [r for r in table.referents if r.named and r.type is AGENCY and heads & set(name_words(r.name))]
    return bodies[0] if len(bodies) == 1 else None


def _some_of(mention: Mention) -> bool:
    """Whether only some are meant: "most commissioners", "supervisors who voted no"."""
    return any(c.dep_ in {"relcl", "acl", "prep", "appos", "nummod", "amod", "conj"} for c in mention.head.children)


def of_its_head(table: Table, mention: Mention) -> Referent | None:
    """The body that somebody's "his office", "her agency" is: the one that his title or apposition names."""
    owner = mention.span[0]
    if owner.tag_ != "PRP$" or len(mention.span) > 2 or mention.noun not in LED:
        return None
    person = table.look(owner, mention)
    if person is None or person.type is not PERSON:
        return None
    told = " ".join(["", *(role.text.lower() for role in person.roles), ""])
    nouns = {role.noun for role in person.roles}
    bodies = [r for r in table.referents if r.named and r.type is mention.type and r.type in BODIES]
    fits = [r for r in bodies if f" {r.name.lower()} " in told or _office_of(r, nouns, mention)]
    fits = fits or [r for r in bodies if _heads(r, told, mention)]
    return fits[0] if len(fits) == 1 else None


def _heads(body: Referent, told: str, mention: Mention) -> bool:
    """Whether a title says what its body is for: the *corrections* director's Department of *Corrections*."""
    name = [w for w in name_words(body.name) if w not in LITTLE]
    return mention.noun in name and len(name) > 1 and all(w == mention.noun or f" {w} " in told for w in name)


def _office_of(body: Referent, nouns: set[str], mention: Mention) -> bool:
    name = name_words(body.name)
    return mention.noun == "office" and name[-1:] == ["office"] and any(POSSESSIVE.sub("", w) in nouns for w in name)
