"""The body that a bare title sits in: the councilor's council, the judge's court, the senator's chamber."""

from __future__ import annotations

import re

from graph.extract.forms import country_of, name_words, person_fits, place_kind, region_name, region_words
from graph.extract.lexicon import rows, table
from graph.extract.mention import AGENCY, ORGANIZATION, PLACE, Mention
from graph.extract.reading import Reading
from graph.extract.referent import Referent
from graph.extract.relations.jurisdiction import home
from graph.extract.relations.roles import Role

HEADS: dict[str, tuple[str, ...]] = table("titles")["heads"]
SEATS: dict[str, tuple[str, ...]] = table("titles")["seats"]
SITS: dict[str, tuple[str, ...]] = table("titles")["sits"]
OUT_OF_SEAT = re.compile(r"\b(?:former|ex|retired)\b", re.IGNORECASE)
LOWER_COURTS = frozenset({"district", "circuit", "superior", "county", "trial", "magistrate", "municipal", "appeals"})
CHAIRS = frozenset({"chairman", "chairwoman", "chair", "chairperson", "vice-chair", "co-chair"})
LEGISLATORS = frozenset({"senator", "representative", "delegate"})
UNITED_STATES = frozenset({"United States", "U.S.", "US", "America", "United States of America"})


def seat_of(reading: Reading, person: Referent, role: Role) -> Referent | None:
    """The council, chamber or court that a bare title implies, where the document speaks of just one that it can be."""
    keywords = set(SEATS.get(role.noun, ()))
    if not keywords or OUT_OF_SEAT.search(role.text):
        return None
    if role.noun in {"commissioner", "chairman", "chairwoman"} and len(role.text.split()) > 2:
        return None  # "State Police Commissioner"
    bodies = [r for r in reading.referents if r.type is AGENCY and keywords & _kinds(r)]
    if role.noun in {"justice", "judge"}:
        return _court(person, role, [r for r in bodies if r.named])
    if role.noun in LEGISLATORS | {"speaker", "leader"}:
        bodies = [r for r in bodies if _of_level(r, level(reading, person, role))]
    spoken = {w.lower() for w in re.findall(r"\w+", role.text)} & keywords
    bodies = [r for r in bodies if spoken & _kinds(r)] or ([] if spoken else bodies)
    ranked = role.noun == "leader" and re.search(r"\b(?:minority|majority)\b", role.text, re.IGNORECASE)
    if role.noun in {"president", "leader"} and not spoken and not ranked:
        return None
    named = [r for r in bodies if r.named] or bodies
    return named[0] if len(named) == 1 else None


def chamber_of(reading: Reading, role: Role) -> Referent | None:
    """The only chamber that the document speaks of in which a member of a kind can sit: an MP's parliament."""
    keywords = set(SITS.get(role.noun, ()))
    if not keywords or OUT_OF_SEAT.search(role.text):
        return None
    bodies = [r for r in reading.referents if r.type is AGENCY and keywords & _kinds(r)]
    return bodies[0] if len(bodies) == 1 else None


def seat_alone(reading: Reading, role: Role, text: str) -> str:
    """A seat without its place, where the paragraph does not tell it: the text may be about another."""
    seat, _, place = text.partition(" of ")
    paragraph = reading.paragraph(role.span.start_char)
    told = paragraph is not None and place in reading.document.text[paragraph.start : paragraph.end]
    return text if told else seat


def headed(reading: Reading, person: Referent, role: Role) -> Referent | None:
    """The body that a bare title heads: "*Chairman* Pai" that of the commission last named, "*Board* Chair Lee" that of
    the board."""
    kinds = set(HEADS.get(role.noun, ()))
    said = {w.lower() for w in re.findall(r"\w+", role.text)} - {role.noun}
    owned = any(t.dep_ == "poss" or t.tag_ in {"PRP$", "WP$"} for t in role.span)
    if not kinds or said - kinds or (said and role.noun not in CHAIRS) or owned:
        return None
    if role.noun == "president" and is_head_of_state(reading, person):
        return None
    bodies = [r for r in reading.referents if r.type in (AGENCY, ORGANIZATION) and r.named]
    bodies = [r for r in bodies if (said or kinds) & set(name_words(r.name)) and r is not person]
    before = [r for r in bodies if r.before(role.span.start) >= 0]
    return max(before, key=lambda r: r.before(role.span.start)) if before else next(iter(bodies), None)


def is_head_of_state(reading: Reading, person: Referent) -> bool:
    """Whether "President Lee" may be a country's: of well-known name, or in a text that is set in another country."""
    known = any(person_fits(person.name, row["name"]) for row in rows("holders"))
    return known or foreign_country(reading) is not None


def _kinds(body: Referent) -> frozenset[str]:
    """The words by which a body is known for a council, court or chamber; none for committees and other houses."""
    said = frozenset(name_words(body.name))
    house = "house" in said and not (body.name.startswith("House") or _regional(body) or not body.named)
    other = said & {"committee", "subcommittee", "white"} or house or "general assembly" in body.name.lower()
    return frozenset() if other else said


def _regional(body: Referent) -> bool:
    return any(region in body.name.lower() for region in region_words())


def _court(person: Referent, role: Role, courts: list[Referent]) -> Referent | None:
    """A judge's court: one of the kind that the titles name; of several the one spoken of last before the judge."""
    kinds = {w.lower() for r in person.roles for w in re.findall(r"\w+", r.text)} & LOWER_COURTS
    if kinds:
        alike = kinds | ({"appeals"} if "circuit" in kinds else set())
        courts = [r for r in courts if alike & _kinds(r)]
    elif role.noun == "judge":
        federal = any("federal" in r.text.lower() for r in person.roles)
        lower = [r for r in courts if "supreme" not in _kinds(r)]
        courts = lower or ([] if federal else courts)
    if len(courts) > 1:
        return max(courts, key=lambda r: (r.before(role.span.start), len(r.mentions)))
    return courts[0] if courts else None


def level(reading: Reading, person: Referent, role: Role) -> str:
    """Whether a legislator sits for a "state" or for the "country"; "" where the text leaves it open."""
    same = " ".join(r.text for r in person.roles if r.noun == role.noun)
    if re.search(r"\b(?:state|assembly)\b", same, re.IGNORECASE):
        return "state"
    if re.search(r"\b(?:U\.?S\b|United States|Congress)", role.text):
        return "country"
    for mention in person.mentions:
        there = constituency(reading, mention)
        if there is not None:
            return "country" if place_kind(there.name) == "state" else "state"
    if _partisan_seat(reading, person) is not None:
        return "country"
    return "country" if any(_presidential(r) for r in reading.referents) else ""


def _partisan_seat(reading: Reading, person: Referent) -> Referent | None:
    """The state in "three Kansas Republicans", said of a legislator."""
    spans = [r.span for r in person.roles if r.noun.capitalize() in table("titles")["parties"]]
    places = [reading.referent(t) for span in spans for t in span]
    return next((p for p in places if p is not None and p.type is PLACE and place_kind(p.name) == "state"), None)


def constituency(reading: Reading, mention: Mention) -> Referent | None:
    """The place after a legislator's name or before the party: "Lee of Ohio", "R-Lynn", "a Lynn Democrat"."""
    doc = reading.doc
    parties = table("titles")["parties"]
    for token in doc[mention.end : mention.end + 10]:
        there = reading.referent(token)
        tagged = doc[token.i - 1].text in {"-", "–", "of", "from"} or doc[token.i - 1].lower_ in {"of", "from"}
        partisan = token.i + 1 < len(doc) and doc[token.i + 1].text in parties
        if there is not None and there.type is PLACE and there.named and (tagged or partisan):
            return there
        if token.text in {".", "“", '"', "said"} or token.pos_ in {"VERB", "AUX"} or "\n" in token.text:
            return None
    return None


def local_place(reading: Reading, role: Role) -> Referent | None:
    """The city or county that a local title is of: the one that its paragraph tells of, else the document's."""
    noun = role.noun
    kinds = ("city", "county") if "council" in SEATS.get(noun, ()) and noun not in CHAIRS else ("county", "city")
    mayors = [x for r in reading.referents for x in r.roles if x.noun == "mayor"] if kinds[0] == "city" else []
    titled = [p for p in (reading.referent(t) for x in mayors for t in x.span) if p is not None and p.type is PLACE]
    famous = [held(reading, r) for r in reading.referents if any(x in mayors for x in r.roles)]
    places = [*titled[:1], *famous, *(home(reading, kind, role.span.start) for kind in kinds)]
    return next((p for p in places if p is not None), None)


def held(reading: Reading, person: Referent) -> Referent | None:
    """The place that a well-known mayor or governor is known to have governed, where the text speaks of it."""
    known = {row["place"] for row in rows("holders") if person_fits(person.name, row["name"]) and person.named}
    return next((r for r in reading.referents if r.type is PLACE and _plain(r.name) in known), None)


def _plain(place: str) -> str:
    return place.removesuffix(" City")


def county_of_bodies(reading: Reading) -> str | None:
    """The county that only bodies' names tell: "Multnomah County Sheriff's Office"."""
    found = (re.match(r"((?:[A-Z][\w.’'-]+ )+County)\b", r.name) for r in reading.referents if r.type is AGENCY)
    return next((m[1] for m in found if m is not None), None)


def _of_level(body: Referent, wanted: str) -> bool:
    national = "u.s" in body.name.lower() or "congress" in body.name.lower()
    return not (_regional(body) if wanted == "country" else national)


def _presidential(order: Referent) -> bool:
    return order.issuer is not None and any(r.noun == "president" for r in order.issuer.roles)


def foreign_country(reading: Reading) -> Referent | None:
    """The country that the document is set in, where that is not the United States."""
    country = reading.discourse.jurisdiction.get("country")
    if country is None or country.name in UNITED_STATES or region_name(country.name) in UNITED_STATES:
        return None
    surnames = {row["name"].split()[-1] for row in rows("holders") if row["office"] == "president"}
    heads = [r for r in reading.referents if any(x.noun == "president" for x in r.roles)]
    american = any(r.name.split()[-1] in surnames for r in heads if r.named)
    states = [r for r in reading.referents if r.type is PLACE and place_kind(r.name) == "state"]
    state = reading.discourse.jurisdiction.get("state")
    at_home = state is not None and country_of(state.name) == "US" and len(state.mentions) >= len(country.mentions)
    return None if american or at_home or len(states) > len(country.mentions) else country


def legislator(reading: Reading, person: Referent, role: Role, text: str) -> str:
    """A bare "Sen." or "Rep." written out: "U.S. Senator from Ohio", "state Representative of Ohio"."""
    abroad = foreign_country(reading)
    if abroad is not None:
        return f"{text} of {abroad.name}"
    where = level(reading, person, role)
    seats = [*(constituency(reading, m) for m in person.mentions), _partisan_seat(reading, person)]
    state = next((p for p in seats if p is not None and place_kind(p.name) == "state"), None)
    if where == "country":
        base = text if text.lower().startswith(("u.s", "us ", "united")) else f"U.S. {text}"
        return f"{base} from {region_name(state.name)}" if state is not None else base
    state = home(reading, "state", role.span.start)
    base = text if where == "" or "state" in text.lower() else f"state {text}"
    return f"{base} of {region_name(state.name)}" if state is not None else base
