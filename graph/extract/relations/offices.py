"""Who holds which office, written out with its jurisdiction or body."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from graph.extract.forms import place_kind, region_name
from graph.extract.lexicon import table
from graph.extract.mention import AGENCY, ORGANIZATION, PLACE
from graph.extract.reading import Reading, RelationDraft
from graph.extract.referent import Referent
from graph.extract.relations.jurisdiction import LEVEL, grounded, home, level_of
from graph.extract.relations.owners import PRAISE, SMALL, body_told_of, headship, is_party, is_party_word, owned_by
from graph.extract.relations.roles import QUALIFIERS, RANK, Role, of_one
from graph.extract.relations.seats import (
    CHAIRS,
    LEGISLATORS,
    SEATS,
    county_of_bodies,
    foreign_country,
    headed,
    held,
    is_head_of_state,
    legislator,
    level,
    local_place,
    seat_alone,
    seat_of,
)
from graph.model import Predicate

LEADS = re.compile(  # bare titles of those who lead a body
    r"(?:(?:executive|managing|legal|national|regional|local|deputy) )?"
    r"(?:director|president|(?:vice[- ])?chair(?:man|woman|person)?|ceo|chief executive|leader|head|coordinator"
    r"|commander|treasurer)|(?:director|secretary)[- ](?:general|treasurer)|general secretary"
)
STAFF = frozenset({"counsel", "adviser", "advisor", "assistant"})
BELOW = (
    r"^(?:(?:former|acting|interim|ex|then|deputy|lieutenant|lt\.?|police|fire|city|county|state|district|health|public)"
    r"[\s-]+)+"
)
LOCAL = frozenset(
    {*SEATS} - LEGISLATORS - {"justice", "judge", "speaker", "leader", "legislator", "member", "president"}
)
GUESS = 0.4  # how sure an office is at most whose place is guessed: 21 of 58 were right (train)
SINGLE = frozenset({"mayor", "governor", "premier"})  # one at a time
NO_TOWNS = frozenset("attorney lord provincial regional district municipal departmental military civil".split())
SOUGHT = {"presidential": "President", "gubernatorial": "Governor", "mayoral": "Mayor"}


def offices(reading: Reading, person: Referent) -> Iterator[RelationDraft]:
    """The offices of one person, the fullest wording of each."""
    if not person.named and not person.roles:
        return
    written: list[str] = []
    for role in sorted(person.roles, key=lambda r: -len(r.text)):
        if not role.office or _is_voice(role) or is_party_word(role.noun) or _is_partisan_staff(role):
            continue
        if (
            RANK.fullmatch(role.text)
            or re.match(r"(?:another|one|every|each|any|no) ", role.text)
            or _said_fuller(role, person.roles)
        ):
            continue
        text = complete(reading, person, role)
        if role.noun == "predecessor":
            text = _predecessors_office(reading, role)
        if text and not any(_same_office(text, other) for other in written):
            sure = GUESS if _guessed(reading, person, role, text) else 1.0
            if sure == GUESS and role.noun in SEATS:
                text = seat_alone(reading, role, text)
            written.append(text)
            yield RelationDraft(person, Predicate.HOLDS_OFFICE, text, *evidence_of(person, role), at_most=sure)


def _guessed(reading: Reading, person: Referent, role: Role, text: str) -> bool:
    """Whether an office was written out with a place that only happens to be spoken of: "a law like one in Ohio"."""
    name = re.sub(r"^.* (?:of|from) ", "", text)
    if role.text.endswith(name) or _beside(reading, person, name):
        return False
    places = [r for r in reading.referents if r.type is PLACE and name in (r.name, region_name(r.name))]
    return bool(places) and not any(grounded(reading, place, role.span.start) for place in places)


def _beside(reading: Reading, person: Referent, place: str) -> bool:
    """Whether a place is told with somebody's name: "Gov. Maria Salazar of *New Mexico*"."""
    ends = (m.span.end_char for m in person.mentions)
    return any(place in reading.document.text[end : end + len(place) + len(", of ")] for end in ends)


def _taken(reading: Reading, person: Referent, role: Role, place: str) -> bool:
    """Whether another is told to hold the same office there, which one alone can: "Gov. Lee of Ohio and Gov. Ruiz"."""
    others = [r for r in reading.referents if r is not person and r.named and any(_same(x, role) for x in r.roles)]
    there = re.compile(rf"\b{re.escape(place)}\b(?! [A-Z]\w+ )")  # no "Spokane *Valley* Mayor"
    told = (any(_same(x, role) and there.search(x.text) for x in r.roles) or _beside(reading, r, place) for r in others)
    return role.noun in SINGLE and any(told)


def _same(one: Role, other: Role) -> bool:
    return one.noun == other.noun and not QUALIFIERS & set(f"{one.text} {other.text}".lower().split())


def _said_fuller(role: Role, roles: list[Role]) -> bool:
    """ "Secretary Lee", who is the "Energy Secretary" elsewhere."""
    if len(role.text.split()) > 1:
        return False
    word = role.text.lower()
    fuller = [r.text.lower().split() for r in roles if r.office and len(r.text.split()) > 1]
    return any(word in other and not QUALIFIERS & set(other) for other in fuller)


def _predecessors_office(reading: Reading, role: Role) -> str:
    """ "His predecessor, Eric Holcomb": a former holder of the same office; empty where that is not known."""
    owners = [r for r in (reading.referent(t) for t in role.span if t.dep_ == "poss") if r is not None]
    for owner in owners:
        for other in owner.roles:
            if other.office and other.noun != "predecessor":
                return f"former {complete(reading, owner, other)}"
    return ""


def evidence_of(person: Referent, role: Role) -> tuple[int, int]:
    """Code points of the role and the person's mention beside it."""
    for mention in person.mentions:
        if mention.title is not None and mention.title.start == role.span.start:
            return mention.title.start_char, mention.span.end_char
    near = min(person.mentions, key=lambda m: abs(m.start - role.span.start))
    return min(near.span.start_char, role.span.start_char), max(near.span.end_char, role.span.end_char)


def complete(reading: Reading, person: Referent, role: Role) -> str:
    """The office with its jurisdiction or body, where the text leaves no doubt which that is."""
    text = of_one(role, re.sub(PRAISE, "", _turned(role)))
    text = re.sub(r"^(?:then|ex)[ -]+(?:the )?", "former ", text, flags=re.IGNORECASE)
    if (
        sought := re.match(r"(.*)\b(presidential|gubernatorial|mayoral) (candidate|nominee)$", text, re.IGNORECASE)
    ) is not None:
        return f"{sought[1]}{sought[3]} for {SOUGHT[sought[2].lower()]}"
    owned = headship(reading, role) or _party_chair(reading, role) or owned_by(reading, role)
    owned = owned or _staff(reading, role) or _named_after(reading, person, role, text)
    if owned is not None:
        return owned
    bare = re.sub(BELOW, "", text, flags=re.IGNORECASE).strip().lower()
    if role.noun in LEGISLATORS and re.fullmatch(r"(?:(?:u\.?s\.?|state|united states) )?" + role.noun, bare):
        return legislator(reading, person, role, text)
    if re.search(r"\b(?:of|for|at|in|on)\b", text) or len(re.findall(r"[A-Z]\w+", text)) > 3:
        return text
    if role.noun in {"mayor", "governor"} and bare == role.noun and (place := held(reading, person)) is not None:
        return f"{text} of {place.name}"
    body = _led(reading, person, role, bare) or headed(reading, person, role)
    if body is not None:
        return f"{text} of {body.name}"
    seated = _with_seat(reading, person, role, text, bare) or _speaker(reading, person, role, bare)
    return seated or _with_place(reading, person, role, text, bare) or text


def _led(reading: Reading, person: Referent, role: Role, bare: str) -> Referent | None:
    """ "The *association* wants it gone. *Chairman* Lee said …": the body of which the text tells right before."""
    presides = role.noun == "president" and (role.text[0].isupper() or is_head_of_state(reading, person))
    return None if presides or not LEADS.fullmatch(bare) else body_told_of(reading, role.span.start)


def _with_seat(reading: Reading, person: Referent, role: Role, text: str, bare: str) -> str | None:
    """ "Justice" -> "Justice of the Supreme Court", "Council President" -> "Council President of Lynn City Council"."""
    bareness = {role.noun, "council member", "city council member", "council president", "council chair"}
    bareness |= {f"chief {role.noun}", f"associate {role.noun}", "house speaker", "minority leader", "majority leader"}
    seat = seat_of(reading, person, role)
    if bare not in bareness or (seat is None and role.noun not in LOCAL - CHAIRS):
        return None
    placed = seat is not None and any(_within(r, seat) for r in reading.referents)
    place = None if placed or role.noun not in LOCAL else local_place(reading, role)
    if place is not None:
        return f"{text} of {place.name}"
    return None if seat is None else f"{text} of {seat.name}"


def _within(place: Referent, body: Referent) -> bool:
    return place.type is PLACE and place.name.casefold() in body.name.casefold()


def _speaker(reading: Reading, person: Referent, role: Role, bare: str) -> str | None:
    """ "House Speaker" -> "Speaker of the Ohio House", where it is not the House in Washington."""
    if bare not in {"speaker", "house speaker"} or level(reading, person, role) == "country":
        return None
    state = home(reading, "state", role.span.start)
    return f"Speaker of the {state.name} House" if state is not None else None


def _with_place(reading: Reading, person: Referent, role: Role, text: str, bare: str) -> str | None:
    """ "Mayor" -> "Mayor of Lynn", by the place of the office's level that the document is about."""
    if role.noun == "president" and bare == "president":
        country = foreign_country(reading)
        return None if country is None else f"{text} of {country.name}"
    kind = level_of(role.noun, text)
    place = home(reading, kind, role.span.start)
    name = place.name if place is not None else county_of_bodies(reading) if kind == "county" else None
    if name is None or bare not in {role.noun, "attorney", "council member"} or _taken(reading, person, role, name):
        return None
    begins = text if text.startswith("former ") else text[0].upper() + text[1:]
    return f"{begins} of {region_name(name)}"


def _party_chair(reading: Reading, role: Role) -> str | None:
    """ "The state Republican chairman" -> "chairman of the Ohio Republican Party"."""
    party = next((r for r in map(reading.referent, role.span) if r is not None and is_party(r)), None)
    if role.noun not in CHAIRS or party is None or "of" in role.text.split():
        return None
    state = home(reading, "state", role.span.start) if "state" in role.text.lower() else None
    return f"{role.noun} of the {state.name + ' ' if state is not None else ''}{party.name}"


def _named_after(reading: Reading, person: Referent, role: Role, text: str) -> str | None:
    """ "Assistant Secretary Ann Lee *of the Treasury*", "Sheriff Ann Lee *of Lynn County*": what follows the name."""
    if role.noun in LEGISLATORS or re.search(r"\bof\b", text):
        return None
    for mention in person.mentions:
        if mention.title is None or mention.title.start != role.span.start:
            continue
        for child in mention.head.children:
            if child.lower_ == "of" and child.i == mention.end:
                found = next((reading.referent(c) for c in child.children if c.dep_ == "pobj"), None)
                if found is not None and found.named and _can_have(role, text, found):
                    return f"{text} of {found.name}"
    return None


def _can_have(role: Role, text: str, found: Referent) -> bool:
    """Whether a body or place can have an office: a place of its level, any place an archbishop."""
    level = level_of(role.noun, text)
    local = level == place_kind(found.name) or (level == "none" and role.noun not in SEATS)
    return found.type in (AGENCY, ORGANIZATION) or (found.type is PLACE and local)


def _staff(reading: Reading, role: Role) -> str | None:
    """ "Her chief counsel", "the governor's adviser": of the office that she holds."""
    for token in role.span if role.noun in STAFF else ():
        owner = _office_holder(reading, token) if token.dep_ == "poss" else None
        held_by = [r for r in owner.roles if r.office and r.noun in LEVEL] if owner is not None else []
        if owner is not None and held_by:
            title = "".join(t.text_with_ws for t in role.span if t.i > token.i and t.text not in SMALL).strip()
            return f"{title} to the {complete(reading, owner, held_by[0])}"
    return None


def _office_holder(reading: Reading, token: Token) -> Referent | None:
    """Who is meant by a pronoun or a title that owns: "her", "the governor's"."""
    holders = [r for r in reading.referents if any(role.noun == token.lemma_.lower() for role in r.roles)]
    return reading.referent(token) or max(holders, key=lambda r: len(r.mentions), default=None)


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
        place = re.sub(r"['’]s?$|^(?:Then|Ex)-", "", match[1].strip())
        if (QUALIFIERS | NO_TOWNS).isdisjoint(place.lower().split()):  # no town is First Deputy's or Lord's
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
    return role.noun in {"strategist", "consultant", "adviser", "activist"} and any(
        t.text in parties for t in role.span
    )
