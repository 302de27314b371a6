"""Which place an office or an issuer governs."""

from __future__ import annotations

import re

from graph.extract.forms import country_of, place_kind
from graph.extract.layout import END, Kind, Paragraph
from graph.extract.mention import AGENCY, PLACE
from graph.extract.official.official import seat
from graph.extract.reading import Reading
from graph.extract.referent import Referent
from graph.extract.relations.roles import Role

LEVEL = {
    "mayor": "city",
    "alderman": "city",
    "councilman": "city",
    "councilwoman": "city",
    "manager": "city",
    "city attorney": "city",
    "governor": "state",
    "premier": "state",
    "attorney general": "state",
    "treasurer": "state",
    "secretary": "state",
    "comptroller": "state",
    "epidemiologist": "state",
    "sheriff": "county",
    "executive": "county",
    "minister": "country",
    **dict.fromkeys(("assemblyman", "assemblywoman", "assemblymember", "delegate"), "state"),
}
KINDS = {  # words of a title by which it tells the kind of place itself
    "city": re.compile(r"\b(?:city|municipal)\b|^(?:police|fire) (?!minister)", re.IGNORECASE),
    "county": re.compile(r"\b(?:county|parish)\b", re.IGNORECASE),
    "state": re.compile(r"\b(?:state|provincial|territorial|chief minister|minister[- ]president)\b", re.IGNORECASE),
    "country": re.compile(r"\b(?:prime minister|(?:home|cabinet|foreign) secretary)\b", re.IGNORECASE),
}
FEDERAL = re.compile(r"\b(?:homeland security|defen[cs]e|(?<!cabinet )interior|treasury|war)\b", re.IGNORECASE)
GOVERNS = frozenset({*LEVEL, "commissioner", "officer", "director", "chief", "administrator", "judge"})
LEAD = 250  # code points with which a story begins
SHORT = 60  # code points
DOMINANT = 3  # a place spoken of this many times as often as the local one is what the document is about


def level_of(noun: str, text: str) -> str:
    """Which kind of place an office governs: by its own words ("county judge"), else by its noun; "none" if unknown."""
    if noun == "secretary" and FEDERAL.search(text) and not KINDS["country"].search(text):
        return "none"  # of the government in Washington
    return next((level for level, words in KINDS.items() if words.search(text)), LEVEL.get(noun, "none"))


def home(reading: Reading, level: str, near: int) -> Referent | None:
    """The place of a level that is meant at token `near`: the one named in that paragraph, unless the document is
    plainly about another."""
    main = _seat(reading, level) or reading.discourse.jurisdiction.get(level)
    paragraph = reading.paragraph(reading.doc[near].idx)
    if paragraph is None or main is None or reading.official:
        return main
    local = _named_in(reading, level, paragraph.start, near)
    above = [] if local else _named_above(reading, level, paragraph)
    if above:
        return above[0]
    if not local or main in local:
        return main
    best = max(local, key=lambda r: (r.before(near + 12), len(r.mentions)))
    return main if len(main.mentions) >= DOMINANT * len(best.mentions) else best


def _named_in(reading: Reading, level: str, start: int, near: int) -> list[Referent]:
    """The places of a level named from a code point on, up to some words after token `near`."""
    return [
        r
        for r in reading.referents
        if r.type is PLACE
        and r.named
        and place_kind(r.name) == level
        and any(start <= m.span.start_char and m.start <= near + 12 for m in r.mentions)
    ]


def _named_above(reading: Reading, level: str, paragraph: Paragraph) -> list[Referent]:
    """The places of a level that the heading above a paragraph names: "NEVADA: THE GOVERNOR HITS PAUSE"."""
    before = (p for p in reversed(reading.paragraphs) if p.end <= paragraph.start)
    above = next((p for p in before if _is_heading(reading, p)), None)
    span = reading.doc.char_span(above.start, above.end, alignment_mode="expand") if above else None
    if above is None or span is None:
        return []
    inside = {id(reading.referent(t)) for t in span}
    return [r for r in _named_in(reading, level, above.start, span.end) if id(r) in inside]


def _is_heading(reading: Reading, paragraph: Paragraph) -> bool:
    """A heading, numbered or not."""
    line = reading.document.text[paragraph.start : paragraph.end]
    short = len(line) < SHORT and not END.search(line)
    return paragraph.kind is Kind.HEADING or (paragraph.kind is Kind.ITEM and short and line[0].isdigit())


def grounded(reading: Reading, place: Referent, near: int) -> bool:
    """Whether a text gives reason to take a place for that of an office at token `near`: it is spoken of in that
    paragraph before, or from its beginning on. Of places that come later only a third are meant (train)."""
    paragraph, first = reading.paragraph(reading.doc[near].idx), place.mentions[0]
    if paragraph is not None and any(
        m.start < near + 3 and m.span.start_char >= paragraph.start for m in place.mentions
    ):
        return True
    body = next((p.start for p in reading.paragraphs if p.kind is Kind.PROSE), 0)
    return first.span.start_char < body + LEAD and (len(place.mentions) > 1 or first.start < near)


def _seat(reading: Reading, level: str) -> Referent | None:
    """The place that the issuer of an order's own text governs, where it is of that level."""
    place = governed_by(reading) if reading.official else None
    return place if place is not None and place_kind(place.name) == level else None


def governed_by(reading: Reading) -> Referent | None:
    """The place that the office governs whose order a text is."""
    governed = seat(reading.document.text)
    span = reading.doc.char_span(*governed[:2], alignment_mode="expand") if governed else None
    place = reading.referent(span[-1]) if span is not None else None
    return place if place is not None and place.type is PLACE else None


def jurisdiction_of(reading: Reading, issuer: Referent) -> Referent | None:
    """The place that an issuer of orders governs, where the text has it. None for presidents."""
    if issuer.type is PLACE:
        return issuer
    if issuer.type is AGENCY:
        return _of_body(reading, issuer)
    for role in issuer.roles:
        if role.noun == "president" and not re.search(r"\bof\b", role.text):
            return None
        place = _in_role(reading, role)
        if place is not None and role.noun in GOVERNS:
            return place
        level = level_of(role.noun, role.text)
        if role.noun == "minister" and level == "country" and _provincial(reading):
            level = "state"
        if role.noun in GOVERNS and level != "none":
            return home(reading, level, role.span.start)
    return None


def _provincial(reading: Reading) -> bool:
    """Whether a text's ministers are those of a province: "Natural Resources Minister" in Nova Scotia."""
    known = reading.discourse.jurisdiction
    country, province = known.get("country"), known.get("state")
    if province is None or country_of(province.name) in {"US", ""}:
        return False
    return country is None or len(country.mentions) < len(province.mentions)


def _in_role(reading: Reading, role: Role) -> Referent | None:
    named = [reading.referent(t) for t in role.span]
    return next((p for p in named if p is not None and p.type is PLACE), None)


def _of_body(reading: Reading, body: Referent) -> Referent | None:
    for place in [r for r in reading.referents if r.type is PLACE and r.named]:
        if place.name.casefold() in body.name.casefold() and place.name not in {"United States", "U.S.", "America"}:
            return place
    for mention in body.mentions:
        window = reading.doc[max(0, mention.start - 2) : mention.end]
        level = next((t.lower_ for t in window if t.lower_ in {"state", "city", "county"}), None)
        if level is not None:
            return home(reading, level, mention.start)
    return None
