"""Who the office-holder or the judge of a story's lead is: whom its next sentences name."""

from __future__ import annotations

import re

from graph.extract.coref.discourse import Table
from graph.extract.lexicon import words
from graph.extract.mention import PERSON, Mention
from graph.extract.referent import Referent
from graph.extract.relations.roles import title_roles

NAMED_SOON = 300  # tokens within which the lead's judge or court is named
JUDGE_LEAD = 90  # tokens of the lead in which "a federal judge" is the one named later
RULES = frozenset({"issue", "rule", "write", "grant", "find", "block", "hold", "conclude", "side", "order"})
RULING_SOON = 60  # tokens
NAMED_NEXT = 120  # tokens within which whoever is asked to rule is named
ASKING = frozenset({"ask", "want", "urge", "petition", "persuade", "beg", "get"})
NAMED_AT_ONCE = 40  # tokens of the lead in which an office-holder is spoken of without a name
JUDGES = frozenset({"judge", "justice", "chancellor", "magistrate"})
EXECUTIVES = words("titles", "executives") | words("titles", "other_heads")
OUT_OF_OFFICE = re.compile(r"\b(?:former|ex|then|late|elect|designate|nominee|candidate|hopeful)\b", re.IGNORECASE)


def judge_of_the_lead(table: Table, lead: int, mention: Mention) -> Referent | None:
    """ "A federal judge on Tuesday …" is the judge whom the next paragraphs name."""
    if mention.start > lead + JUDGE_LEAD or mention.span[0].lower_ in {"another", "any"}:
        return None
    judges = [r for r in table.referents if r.named and any(x.noun in JUDGES for x in r.roles)]
    named = {id(r): next(m.start for m in r.mentions if m.named) for r in judges}  # a headline's "Judge" may be earlier
    judges = [r for r in judges if 0 < named[id(r)] - mention.start < NAMED_SOON]
    return min(judges, key=lambda r: named[id(r)], default=None) or ruling_soon(table, mention)


def judge_asked(table: Table, mention: Mention) -> Referent | None:
    """ "They asked *a judge* to close it; Circuit Judge Ann Lee refused": the next one named."""
    asks = mention.head.dep_ in {"dobj", "nsubj"} and mention.head.head.i - mention.start < 4
    verb = mention.head.head if mention.head.dep_ == "dobj" else mention.head.head.head
    if not asks or verb.lemma_.lower() not in ASKING:
        return None
    after = [m for m in table.mentions if m.named and m.type is PERSON and m.start > mention.end]
    soon = (table.of_mention[id(m)] for m in after if m.start < mention.end + NAMED_NEXT)
    return next((r for r in soon if any(x.noun in JUDGES for x in r.roles)), None)


def ruling_soon(table: Table, mention: Mention) -> Referent | None:
    """Whom the text names soon after a judge of its lead, without a role, as one who rules: "Ann Lee, who was
    appointed in 2019, issued the order"."""
    after = [m for m in table.mentions if m.named and m.type is PERSON and mention.end < m.start]
    for other in (m for m in after if m.start - mention.end < RULING_SOON):
        person = table.of_mention[id(other)]
        rules = other.head.dep_ == "nsubj" and other.head.head.lemma_.lower() in RULES
        if rules and not person.roles and person.first == other.start:
            person.roles.extend(title_roles(mention.span))
            return person
    return None


def named_next(table: Table, lead: int, mention: Mention, noun: str, held: bool) -> Referent | None:
    """ "Manitoba's environment minister has shut a mine. Ann Lee said …": the office-holder of the lead, whom the
    next sentences name without an office as one who speaks."""
    if noun not in EXECUTIVES or not mention.start < lead + NAMED_AT_ONCE or held or _former(mention):
        return None
    stop = lead + JUDGE_LEAD
    named = (m for m in table.mentions if m.named and m.type is PERSON and max(lead, mention.end) < m.start < stop)
    first = next(named, None)
    person = None if first is None else table.of_mention.get(id(first))
    if (
        first is None
        or person is None
        or person.roles
        or any(m.named and m.start < first.start for m in person.mentions)
        or first.title is not None
    ):
        return None
    if first.head.dep_ != "nsubj" or first.head.head.lemma_.lower() not in words("cues", "say"):
        return None
    if mention.start >= lead:  # a headline tells no office in full
        person.roles.extend(title_roles(mention.span))
    return person


def _former(mention: Mention) -> bool:
    return bool(OUT_OF_OFFICE.search(mention.span.text))
