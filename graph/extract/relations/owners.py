"""Whose an office is, where its words tell: "its president", "the panel's chairman", "Ohio's governor"."""

from __future__ import annotations

import re

from spacy.tokens import Span, Token

from graph.extract.forms import name_words, place_kind
from graph.extract.lexicon import table, words
from graph.extract.mention import AGENCY, ORGANIZATION, PLACE
from graph.extract.reading import Reading
from graph.extract.referent import Referent
from graph.extract.relations.roles import Role

LIKE = {noun: frozenset(names.split()) for noun, names in table("titles")["like"].items()}
PARTIES = frozenset(table("titles")["parties"].values())
HEADSHIP = re.compile(r"^((?:former |acting )?(?:co-)?(?:head|chair)) of ")
NEAR_BODY = 80  # tokens within which "its president" means the body last named
CHAMBERS = frozenset("council court senate house assembly legislature parliament board commission committee".split())
UNLED = frozenset({"court", "courts", "circuit", "tribunal", "white"})  # nobody is "its president"
SMALL = frozenset({"'s", "’s", "’", "'", "the", "The", "of", "for"})
PRAISE = re.compile(
    r"^(?:(?:new|newly elected|embattled|longtime|current|outspoken|Republican|Democratic|GOP|our|fellow)[ -])+"
)


def headship(reading: Reading, role: Role) -> str | None:
    """ "Head of panel" for who leads it: the body by its full name."""
    match = HEADSHIP.match(role.text)
    if match is None:
        return None
    inside = (r for r in map(reading.referent, role.span) if r is not None)
    body = next((r for r in inside if r.type in (AGENCY, ORGANIZATION)), None)
    body = body or next(
        (r for t in role.span if (r := owner_of(reading, t, words("titles", "owning"))) is not None), None
    )
    if body is None or not body.named or is_party(body) or body.name.casefold() in role.text.casefold():
        return None
    return f"{match[1]} of {body.name}"


def owned_by(reading: Reading, role: Role) -> str | None:
    """ "Its president", "the department's director", "ICE director": the body written out by its full name."""
    for token in role.span:
        place = _owning_place(reading, token)
        if place is not None:
            return _of_place(role, token, place)
        owner = owner_of(reading, token, office=True)
        if owner is None or owner.type not in (AGENCY, ORGANIZATION) or is_party(owner):
            continue
        if not owner.named and token.lower_ != "its":
            continue
        spoken = _spoken(reading, token)
        if spoken.text.casefold().endswith(owner.name.casefold()) and token.pos_ != "PRON":
            return None
        if _spelt_out(role, token, owner):
            return None
        owned = [t for t in role.span if not (token.dep_ == "poss" and token.left_edge.i <= t.i <= token.i)]
        rest = [t for t in owned if not spoken.start <= t.i < spoken.end and t.text not in SMALL]
        title = "".join(t.text_with_ws for t in rest).strip(" ,")
        title = re.sub(r"^an? ", "", title)
        return f"{title} of {owner.name}" if title else None
    return _before(reading, role)


def _before(reading: Reading, role: Role) -> str | None:
    """ "The association, *whose* secretary Ann Babu …": whose the office is by what stands before a title."""
    before = reading.doc[role.span.start - 1] if role.span.start else None
    body = owner_of(reading, before, office=True) if before is not None and before.tag_ == "WP$" else None
    known = body is not None and body.named and not is_party(body)
    return f"{role.text} of {body.name}" if known and body is not None and " of " not in role.text else None


def _spelt_out(role: Role, token: Token, owner: Referent) -> bool:
    """Whether the role's own words go on to name the body, or the half of it that was read: "of the City of Troy"."""
    rest = " ".join(token.doc[token.i : role.span.end].text.split()).casefold().removeprefix("the ")
    name = owner.name.casefold()
    return " of " in rest and (rest.startswith(name) or name.startswith(rest))


def _owning_place(reading: Reading, token: Token) -> Referent | None:
    """The place that owns an office: "Ohio's", "the state's"."""
    after = "".join(t.text for t in token.doc[token.i + 1 : token.i + 3]).lower()
    if token.dep_ != "poss" or token.pos_ == "PRON" or (token.lower_ == "state" and after.endswith("attorney")):
        return None
    found = reading.referent(token)
    if found is None or found.type is not PLACE:
        found = reading.discourse.jurisdiction.get(token.lower_)
    return found if found is not None and found.named else None


def _of_place(role: Role, owner: Token, place: Referent) -> str | None:
    """ "The state's health secretary" -> "health secretary of Ohio"."""
    title = "".join(t.text_with_ws for t in role.span if t.i > owner.i and t.text not in {"'s", "’s", "’", "'"})
    former = re.match(r"(?:former|then)\b", role.text, re.IGNORECASE)
    title = re.sub(r"^(?:only|junior|senior|own)\s|" + PRAISE.pattern, "", title.strip(" ,"))
    if role.noun == "senator" and place_kind(place.name) == "state":
        title = f"U.S. {title}"
    return f"{'former ' if former else ''}{title} of {place.name}" if title else None


def _spoken(reading: Reading, token: Token) -> Span:
    """The words by which the body is spoken of at a token."""
    mention = reading.discourse.mention_at.get(token.i)
    if mention is None or token.pos_ == "PRON" or token.dep_ == "poss":
        return reading.doc[token.i : token.i + 1]
    return reading.doc[mention.start : mention.end]


def owner_of(
    reading: Reading, token: Token, generic: frozenset[str] = frozenset(), *, office: bool = False
) -> Referent | None:
    """The body at a token; for "its" and "the group's" that nothing else resolves, the body last named.

    `generic`: words that stand for it however they hang in the sentence. `office`: of an office, which an unnamed body
    has too.
    """
    meant = [token]
    near = reading.referent(token.nbor(-1)) if token.lower_ == "group" and token.i else None
    if near is not None and is_party(near):
        return None  # "Liberal Democrat group leader"
    if token.tag_ == "WP$":  # "members of the party, whose leader, Ann Lee, …"
        above = next((t.head for t in token.ancestors if t.dep_ == "relcl"), token)
        meant = [above, *(o for c in above.children if c.lower_ == "of" for o in c.children)]
    for found in map(reading.referent, meant):
        known = found is not None and (found.named or found.name.istitle() or (token.lower_ == "its" and office))
        if found is not None and known and found.type in (AGENCY, ORGANIZATION):
            return found
    noun = token.lemma_.lower()
    owning = noun in (words("titles", "generic" if token.dep_ == "compound" else "owning")) or token.lower_ == "its"
    if noun not in generic and not (owning and token.dep_ in {"poss", "compound"}):
        return None
    partisan = noun == "party"  # "her party's critic"
    bodies = [r for r in reading.referents if r.type in (AGENCY, ORGANIZATION) and r.named and is_party(r) is partisan]
    same = [r for r in bodies if LIKE.get(noun, frozenset({noun})) & set(name_words(r.name))]
    if token.dep_ == "compound" and noun in CHAMBERS and not same:
        return None  # "City Council President", where no council is named
    told = body_told_of(reading, token.i, owned=True) if token.dep_ == "poss" else None
    if told is not None and (not same or told in same):
        return told
    before = [r for r in same or bodies if r.before(token.i) >= 0 and (same or token.i - r.before(token.i) < NEAR_BODY)]
    return max(before, key=lambda r: r.before(token.i), default=same[0] if same and token.dep_ == "poss" else None)


def body_told_of(reading: Reading, i: int, *, owned: bool = False) -> Referent | None:
    """The body of which the text tells right before a token: the last one that is the subject of a clause. `owned`:
    whose "its director" is, which is a body of the sentence before though it acts not there."""
    last, sentence = None, reading.doc[i].sent.start
    for token in reversed(reading.doc[max(0, i - NEAR_BODY) : i]):
        if token.i < sentence and token.sent.start != sentence:
            if last is not None:
                return last
            sentence = token.sent.start
        found = reading.referent(token) if token.pos_ != "PRON" else None
        if found is None or found.type not in (AGENCY, ORGANIZATION) or UNLED & set(name_words(found.name)):
            continue
        if found.named or " " in found.name:
            if token.dep_ in {"nsubj", "nsubjpass"}:
                return found
            last = last or (found if owned and not is_party(found) else None)
    return last


def is_party_word(noun: str) -> bool:
    """Whether a lemma is a party's word: "democrat"."""
    return noun.capitalize() in table("titles")["parties"]


def is_party(body: Referent) -> bool:
    """Whether a body is a political party that we know."""
    return body.name in PARTIES
