"""Whose an office is, where its words tell: "its president", "the panel's chairman", "Ohio's governor"."""

from __future__ import annotations

import re

from spacy.tokens import Span, Token

from graph.extract.forms import name_words, place_kind
from graph.extract.lexicon import table, words
from graph.extract.mention import AGENCY, ORGANIZATION, PLACE
from graph.extract.reading import Reading
from graph.extract.referent import Referent
from graph.extract.roles import Role

LIKE = {noun: frozenset(names.split()) for noun, names in table("titles")["like"].items()}
HEADSHIP = re.compile(r"^((?:former |acting )?(?:co-)?(?:head|chair)) of ")
NEAR_BODY = 80  # tokens within which "its president" means the body last named
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
        owner = owner_of(reading, token)
        if owner is None or owner.type not in (AGENCY, ORGANIZATION) or not owner.named or is_party(owner):
            continue
        spoken = _spoken(reading, token)
        if spoken.text.casefold().endswith(owner.name.casefold()) and token.pos_ != "PRON":
            return None
        if _spelt_out(role, token, owner):
            return None
        owned = [t for t in role.span if not (token.dep_ == "poss" and token.left_edge.i <= t.i <= token.i)]
        rest = [t for t in owned if not spoken.start <= t.i < spoken.end and t.text not in SMALL]
        title = "".join(t.text_with_ws for t in rest).strip(" ,")
        return f"{title} of {owner.name}" if title else None
    return None


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


def owner_of(reading: Reading, token: Token, generic: frozenset[str] = frozenset()) -> Referent | None:
    """The body at a token; for "its" and "the group's" that nothing else resolves, the body last named.

    `generic`: words that stand for it however they hang in the sentence.
    """
    meant = [token]
    if token.tag_ == "WP$":  # "members of the party, whose leader, Ann Lee, …"
        above = next((t.head for t in token.ancestors if t.dep_ == "relcl"), token)
        meant = [above, *(o for c in above.children if c.lower_ == "of" for o in c.children)]
    for found in map(reading.referent, meant):
        if found is not None and found.type in (AGENCY, ORGANIZATION) and (found.named or found.name.istitle()):
            return found
    noun = token.lemma_.lower()
    owning = noun in (words("titles", "generic" if token.dep_ == "compound" else "owning")) or token.lower_ == "its"
    if noun not in generic and not (owning and token.dep_ in {"poss", "compound"}):
        return None
    bodies = [r for r in reading.referents if r.type in (AGENCY, ORGANIZATION) and r.named and not is_party(r)]
    same = [r for r in bodies if LIKE.get(noun, frozenset({noun})) & set(name_words(r.name))]
    told = body_told_of(reading, token.i) if token.dep_ == "poss" else None
    if told is not None and (not same or told in same):
        return told
    before = [r for r in same or bodies if r.before(token.i) >= 0 and (same or token.i - r.before(token.i) < NEAR_BODY)]
    return max(before, key=lambda r: r.before(token.i), default=same[0] if same and token.dep_ == "poss" else None)


def body_told_of(reading: Reading, i: int) -> Referent | None:
    """The body of which the text tells right before a token: the last one that is the subject of a clause."""
    for token in reversed(reading.doc[max(0, i - NEAR_BODY) : i]):
        found = reading.referent(token) if token.dep_ in {"nsubj", "nsubjpass"} and token.pos_ != "PRON" else None
        if found is not None and found.type in (AGENCY, ORGANIZATION) and (found.named or " " in found.name):
            return found
    return None


def is_party_word(noun: str) -> bool:
    """Whether a lemma is a party's word: "democrat"."""
    return noun.capitalize() in table("titles")["parties"]


def is_party(body: Referent) -> bool:
    """Whether a body is a political party that we know."""
    return body.name in set(table("titles")["parties"].values())
