"""Who holds which office, written out with its jurisdiction or body."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Span, Token

from graph.extract.forms import name_words, place_kind
from graph.extract.jurisdiction import LEVEL, home, level_of
from graph.extract.lexicon import table
from graph.extract.mention import AGENCY, ORGANIZATION, PLACE
from graph.extract.reading import Reading, RelationDraft
from graph.extract.referent import Referent
from graph.extract.roles import QUALIFIERS, Role
from graph.model import Predicate

BODY_OF = {
    **dict.fromkeys(
        (
            "councilman",
            "councilwoman",
            "councilmember",
            "councilor",
            "councillor",
            "alderman",
            "alderwoman",
            "alderperson",
        ),
        ("council",),
    ),
    "member": ("council", "legislature", "assembly"),
    "supervisor": ("supervisors",),
    "commissioner": ("commissioners", "commission"),
    "justice": ("court", "courts"),
    "judge": ("court", "appeals"),
    "senator": ("senate",),
    "assemblyman": ("assembly",),
    "assemblywoman": ("assembly",),
    "assemblymember": ("assembly",),
}
GENERIC_BODIES = frozenset(
    {
        "group",
        "union",
        "association",
        "agency",
        "department",
        "council",
        "company",
        "bureau",
        "organization",
        "nonprofit",
        "party",
    }
)
NEAR_BODY = 80  # tokens within which "its president" means the body last named
SMALL = frozenset({"'s", "’s", "’", "'", "the", "The", "of", "for"})


def offices(reading: Reading, person: Referent) -> Iterator[RelationDraft]:
    """The offices of one person, the fullest wording of each."""
    if not person.named and not person.roles:
        return
    written: list[str] = []
    for role in sorted(person.roles, key=lambda r: -len(r.text)):
        if not role.office or _is_voice(role) or is_party_word(role.noun) or _is_partisan_staff(role):
            continue
        text = complete(reading, role)
        if role.noun == "predecessor":
            text = _predecessors_office(reading, role)
        if text and not any(_same_office(text, other) for other in written):
            written.append(text)
            yield RelationDraft(person, Predicate.HOLDS_OFFICE, text, *evidence_of(person, role))


def _predecessors_office(reading: Reading, role: Role) -> str:
    """ "His predecessor, Eric Holcomb": a former holder of the same office; empty where that is not known."""
    owners = [reading.referent(t) for t in role.span if t.dep_ == "poss"]
    for owner in owners:
        for other in owner.roles if owner is not None else ():
            if other.office and other.noun in LEVEL:
                return f"former {complete(reading, other)}"
    return ""


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
    text = _of_one(role, text)
    owned = _owned(reading, role)
    if owned is not None:
        return owned
    if role.noun in {"senator", "representative"} and text.lower() == role.noun:
        return _in_congress(reading, role, text)
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
    body = body_of_title(reading, role)
    if body is not None and bare.lower() in {role.noun, "council member", "city council member"}:
        return f"{text} of {body.name}"
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


def _of_one(role: Role, text: str) -> str:
    """A plural title written for one of its holders: "Three councilors" -> "councilor"."""
    words = re.sub(
        r"^(?:(?:two|three|four|five|six|seven|several|other|\d+)\s)+", "", text, flags=re.IGNORECASE
    ).split()
    if words and words[-1].lower().endswith("s") and role.noun == words[-1].lower().removesuffix("s"):
        words[-1] = words[-1][:-1]
    return " ".join(words)


def _in_congress(reading: Reading, role: Role, text: str) -> str:
    """A bare "Sen." or "Rep.": of Congress with the state where one follows the name, of the legislature otherwise."""
    doc, start = reading.doc, role.span.end
    for token in doc[start : start + 12]:
        there = reading.referent(token)
        if there is not None and there.type is PLACE and place_kind(there.name) == "state":
            return f"U.S. {text} from {there.name}"
        if token.text in {".", "“", '"', "said"}:
            break
    return f"U.S. {text}" if any(_presidential(r) for r in reading.referents) else text


def _presidential(order: Referent) -> bool:
    return order.issuer is not None and any(r.noun == "president" for r in order.issuer.roles)


def _owned(reading: Reading, role: Role) -> str | None:
    """ "Its president", "the department's director", "ICE director": the body written out by its full name."""
    for token in role.span:
        owner = owner_of(reading, token)
        if owner is None or owner.type not in (AGENCY, ORGANIZATION) or not owner.named or is_party(owner):
            continue
        spoken = _spoken(reading, token)
        if spoken.text.casefold().endswith(owner.name.casefold()) and token.pos_ != "PRON":
            return None
        rest = [t for t in role.span if not spoken.start <= t.i < spoken.end and t.text not in SMALL]
        title = "".join(t.text_with_ws for t in rest).strip(" ,")
        return f"{title} of {owner.name}" if title else None
    return None


def _spoken(reading: Reading, token: Token) -> Span:
    """The words by which the body is spoken of at a token."""
    mention = reading.discourse.mention_at.get(token.i)
    if mention is None or token.pos_ == "PRON" or token.dep_ == "poss":
        return reading.doc[token.i : token.i + 1]
    return reading.doc[mention.start : mention.end]


def owner_of(reading: Reading, token: Token) -> Referent | None:
    """The body at a token; for "its" and "the group's" that nothing else resolves, the body last named."""
    found = reading.referent(token)
    if found is not None and found.type in (AGENCY, ORGANIZATION) and found.named:
        return found
    noun = token.lemma_.lower()
    if token.dep_ not in {"poss", "compound"} or not (noun in GENERIC_BODIES or token.lower_ == "its"):
        return None
    bodies = [r for r in reading.referents if r.type in (AGENCY, ORGANIZATION) and r.named and not is_party(r)]
    same = [r for r in bodies if noun in name_words(r.name)]
    before = [r for r in same or bodies if r.before(token.i) >= 0 and token.i - r.before(token.i) < NEAR_BODY]
    return max(before, key=lambda r: r.before(token.i), default=None)


def body_of_title(reading: Reading, role: Role) -> Referent | None:
    """The council or court that a bare title implies, where the document names just one that it can be."""
    keyword = BODY_OF.get(role.noun, ())
    if not keyword or "former" in role.text.lower() or (role.noun == "commissioner" and len(role.text.split()) > 2):
        return None
    bodies = [
        r
        for r in reading.referents
        if r.type is AGENCY and r.named and any(k in r.name.lower().split() for k in keyword)
    ]
    if role.noun == "justice":
        bodies = [r for r in bodies if "supreme" in r.name.lower()] or bodies
    if len(bodies) > 1 and role.noun in {"justice", "judge"}:
        bodies = [max(bodies, key=lambda r: len(r.mentions))] if role.noun == "justice" else []
    return bodies[0] if len(bodies) == 1 else None


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
        if place.lower() not in QUALIFIERS | {"attorney"}:
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


def _is_partisan_staff(role: Role) -> bool:
    """ "A Democratic strategist" holds no office, "the chief strategist" does."""
    parties = table("titles")["parties"]
    return role.noun in {"strategist", "consultant", "adviser", "activist"} and any(t.text in parties for t in role.span)


def is_party_word(noun: str) -> bool:
    """Whether a lemma is a party's word: "democrat"."""
    return noun.capitalize() in table("titles")["parties"]


def is_party(body: Referent) -> bool:
    """Whether a body is a political party that we know."""
    return body.name in set(table("titles")["parties"].values())
