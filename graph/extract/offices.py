"""Who holds which office, written out with its jurisdiction or body."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.extract.forms import place_kind
from graph.extract.jurisdiction import home, level_of
from graph.extract.lexicon import table
from graph.extract.mention import AGENCY, ORGANIZATION
from graph.extract.reading import Reading, RelationDraft
from graph.extract.referent import Referent
from graph.extract.roles import QUALIFIERS, Role
from graph.model import Predicate


def offices(reading: Reading, person: Referent) -> Iterator[RelationDraft]:
    """The offices of one person, the fullest wording of each."""
    if not person.named and not person.roles:
        return
    written: list[str] = []
    for role in sorted(person.roles, key=lambda r: -len(r.text)):
        if not role.office or _is_voice(role) or is_party_word(role.noun):
            continue
        text = complete(reading, role)
        if not any(_same_office(text, other) for other in written):
            written.append(text)
            yield RelationDraft(person, Predicate.HOLDS_OFFICE, text, *evidence_of(person, role))


def evidence_of(person: Referent, role: Role) -> tuple[int, int]:
    """Code points of the role and the person's mention beside it."""
    for mention in person.mentions:
        if mention.title is not None and mention.title.start == role.span.start:
            return mention.title.start_char, mention.span.end_char
    near = min(person.mentions, key=lambda m: abs(m.start - role.span.start))
    return min(near.span.start_char, role.span.start_char), max(near.span.end_char, role.span.end_char)


def complete(reading: Reading, role: Role) -> str:
    """The office with its jurisdiction or body, where the text leaves no doubt which that is."""
    text = re.sub(
        r"^(?:(?:new|newly elected|embattled|longtime|current|outspoken|Republican|Democratic|GOP|our|then)[ -])+",
        "",
        _turned(role),
    )
    owned = _owned(reading, role)
    if owned is not None:
        return owned
    if re.search(r"\b(?:of|for|at|in)\b", text) or len(re.findall(r"[A-Z]\w+", text)) > 2:
        return text
    place = home(reading, level_of(role.noun, text), role.span.start)
    bare = re.sub(
        r"^(?:former|acting|interim|ex|deputy|lieutenant|lt\.?|police|fire|city|county|state|district|health|public)[\s-]+",
        "",
        text,
        flags=re.IGNORECASE,
    )
    if role.noun in {"justice", "judge"} and bare.lower() in {"justice", "chief justice", "judge"}:
        court = next((r for r in reading.referents if r.type is AGENCY and r.named and "court" in r.name.lower()), None)
        return f"{text} of {court.name}" if court is not None else text
    if place is not None and bare.lower() in {
        role.noun,
        "manager",
        "chief",
        "attorney",
        "clerk",
        "council member",
        "councilman",
        "councilwoman",
    }:
        return f"{text[0].upper() + text[1:]} of {place.name}"
    return text


def _owned(reading: Reading, role: Role) -> str | None:
    """ "Its president", "the department's director", "ICE director": the body written out by its full name."""
    noun = next((t for t in role.span if t.lemma_.lower() == role.noun or t.lower_ == role.noun), None)
    if noun is None:
        return None
    for token in role.span:
        owner = reading.referent(token)
        if owner is None or owner.type not in (AGENCY, ORGANIZATION) or not owner.named or is_party(owner):
            continue
        mention = reading.discourse.mention_at.get(token.i)
        spoken = (
            reading.doc[mention.start : mention.end]
            if mention is not None and token.pos_ != "PRON"
            else reading.doc[token.i : token.i + 1]
        )
        if spoken.text.casefold().endswith(owner.name.casefold()) and token.pos_ != "PRON":
            return None
        rest = [
            t
            for t in role.span
            if not (spoken.start <= t.i < spoken.end)
            and t.text not in {"'s", "’s", "’", "'", "the", "The", "of", "for"}
        ]
        title = "".join(t.text_with_ws for t in rest).strip(" ,")
        return f"{title} of {owner.name}" if title else None
    return None


def _turned(role: Role) -> str:
    """ "Illinois Governor" -> "Governor of Illinois", where the place stands before a one-word office."""
    first, _, rest = role.text.partition(" ")
    if first.lower() in QUALIFIERS and rest[:1].isupper() and len(rest.split()) > 1:
        turned = _turned(Role(role.span, role.noun, role.office, rest))
        return f"{first} {turned}"
    match = re.match(r"^((?:[A-Z][\w.’'-]+\s){1,3})((?:Attorney )?[A-Z]?\w+)$", role.text)
    if (
        match
        and role.noun in {"mayor", "governor", "premier", "attorney general"}
        and place_kind(match[1].strip()) in {"city", "state"}
    ):
        place = re.sub(r"['’]s?$", "", match[1].strip())
        if place.lower() != "attorney":
            return f"{match[2]} of {place}"
    return role.text


def _same_office(a: str, b: str) -> bool:
    first, second = set(re.findall(r"\w+", a.lower())), set(re.findall(r"\w+", b.lower()))
    return (first <= second or second <= first) and first & QUALIFIERS == second & QUALIFIERS


def _is_voice(role: Role) -> bool:
    return (
        role.noun in table("titles")["spokes"]["nouns"]
        or role.noun in {"lawyer"}
        or role.text.lower() in {"attorney", "counsel"}
        or (
            role.noun in {"attorney", "counsel"}
            and " for " in role.text
            and "district" not in role.text.lower()
            and "u" not in role.text[:1].lower()
        )
    )


def is_party_word(noun: str) -> bool:
    """Whether a lemma is a party's word: "democrat"."""
    return noun.capitalize() in table("titles")["parties"]


def is_party(body: Referent) -> bool:
    """Whether a body is a political party that we know."""
    return body.name in set(table("titles")["parties"].values())
