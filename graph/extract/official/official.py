"""What an order's own text says of itself: that it is one, what it calls itself, and who signed it in which office."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from graph.extract.forms import place_kind
from graph.extract.layout import Kind, Paragraph
from graph.extract.official.dates import lines_of
from graph.extract.official.letterhead import letterhead
from graph.extract.official.signing import signing_day
from graph.extract.relations.holders import Office, alike, holder, office_above, office_named, president

OFFICIAL = re.compile(
    r"\bhereby (?:further )?(?:order|direct|declare|proclaim|establish|find|create|revoke|rescind)|"
    r"\b(?:is|are) hereby (?:further )?(?:ordered|directed|declared|created|established|revoked|rescinded|amended)|\bhereby is revoked|NOW,? THEREFORE|"
    r"\bBy (?:virtue of )?(?:the )?(?:power and )?authority (?:that|vested)|\b(?:powers?|authority) vested in me\b|IN WITNESS WHEREOF|^WHEREAS|"
    r"\bIT IS SO ORDERED|(?-i:(?<!\b(?:THE|NEW) )(?<!\b(?:OTHER|THESE) )\bORDERS(?: AS FOLLOWS)?:)|\bThis (?:Order|Directive) is issued (?:under|pursuant)|\bI (?:order|direct)(?: the following|:)|"
    r"\b(?:I|and|do|hereby),? (?:order|proclaim|direct|declare) as follows:|^I, [^\n]{10,500},? order as follows:|"
    r"\bit is ordered(?: as follows|:|,? that)|\bdo (?:hereby )?(?:order|proclaim|adopt and approve)\b",
    re.IGNORECASE | re.MULTILINE,
)
HEADING = re.compile(
    r"^(?:THE FOLLOWING |A |AN )?(?P<name>(?:[A-Z][\w’'-]+ ){0,3}(?:ORDER|DIRECTIVE|PROCLAMATION|MEMORANDUM|DECLARATION|Order|Directive|Proclamation|"
    r"Memorandum|Declaration)(?: OF (?:THE [A-Z ]+|A STATE OF EMERGENCY|EMERGENCY|[A-Z ]+)| of Emergency| of the [A-Z]\w+ [A-Z]\w+)?)$"
)
_PART = r"(?:[A-Z][\w.’'/-]*|de|de la|la|von|van|der|di|del|da)"
_FULL = rf"[A-Z][\w.’'-]*(?:\s{_PART}){{1,4}}(?:,? (?:Jr|Sr|JR|SR|II|III|IV)\.?)?"
NAME = re.compile(
    rf"^(?:/s/\s*|\W{{0,4}}|.{{0,5}}[“\"])(?P<name>{_FULL})(?:, (?:M\.?D|M\.?P\.?H|Ph\.?D|R\.?N|Esq)\.?)*[,.]?$"
)
BLURRED = re.compile(r"^\W*(?P<name>[A-Z]\w*\.?(?: [^\s:;()]{1,16}){1,3}?)[,.]?$")  # "Michael R. B,Jcbmberg"
TITLE = re.compile(
    r"^(?!office|department|executive order)(?:the )?(?:[\w.’']+ ){0,4}(?:governor|mayor|president|secretary|premier|director|commissioner|solicitor|attorney|clerk|officer|executive|"
    r"manager|administrator|superintendent|chair|sheriff|judge|minister|counsel|controller)\b.{0,60}$",
    re.IGNORECASE,
)
EXECUTIVE = re.compile(r"^\W*(?:acting )?(?:governor|mayor|premier|county executive|president)\W*$", re.IGNORECASE)
TITLED = re.compile(rf"^\W*(?P<name>{_FULL}), (?P<title>[A-Z][A-Za-z ]{{3,40}})\.?\W*$")
WITNESS = re.compile(
    r"^(?:attest|approved as to form|by order of|witness|filed|certified|by the governor)", re.IGNORECASE
)
DECLARED = re.compile(
    r"\bI,\s+(?P<name>[A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*){1,4}(?:, (?:Jr|Sr|JR|SR)\.?)?),\s+(?:the )?(?P<title>[^,;\n]{4,70})[,;]"
)
WHITE_HOUSE = re.compile(r"^\W*the white house", re.IGNORECASE)
IMAGE = re.compile(r"^\W*(?P<name>[A-Za-z]+)\.EPS$")  # the Federal Register's name for a signature's picture
VESTED = re.compile(
    r"\b(?:me,?(?: by law,?)?|I,|and|undersigned,?)\s+as\s+(?P<office>(?:Acting )?(?:President|Mayor|Governor|Premier|County Executive)"
    r"(?:\s+of\s+(?:the\s+)?[A-Z]\w+(?:\s+(?:of\s+)?[A-Z]\w+){0,4})?)"
    r"|^\W{0,9}By the (?P<by>(?:President|Governor|Mayor) of (?:the )?[A-Z]\w+(?: (?:of )?[A-Z]\w+){0,4})|^\W{0,9}I, the (?P<self>(?:Governor|Mayor|Premier) of [A-Z]\w+)",
    re.MULTILINE,
)
NOT_A_NAME = re.compile(
    r"\b(?:of|the|state|city|county|order|office|department|attest|executive|house|documents|section|printed|page|great|seal|new|approval|recommended|schedule|part|title|article|annex|appendix|table|attachment)\b",
    re.IGNORECASE,
)
ABOVE = 4  # lines between a signature and "The White House"


@dataclass(frozen=True, slots=True)
class Signature:
    """Code points of a signatory's name and title; `own`: of the issuer, not of a witness. `name`: what the person is
    called, where the text names only the office and the day tells who held it."""

    start: int
    end: int
    title_start: int
    title_end: int
    own: bool
    name: str | None = None


@lru_cache(maxsize=8)
def is_official(text: str) -> bool:
    """Whether a text is an order in its own words, by the formulas of enactment."""
    return bool(OFFICIAL.search(text))


def headings(text: str, layout: tuple[Paragraph, ...]) -> Iterator[tuple[int, int]]:
    """Code points of the lines before the body that say what the document is: "EXECUTIVE ORDER"."""
    numbered = letterhead(text).name_span
    if numbered is not None:
        yield numbered
    for paragraph in layout[:14]:
        if paragraph.kind is Kind.PROSE:
            return
        match = HEADING.match(text[paragraph.start : paragraph.end])
        if match:
            yield paragraph.start + match.start("name"), paragraph.start + match.end("name")


@lru_cache(maxsize=8)
def signatures(text: str) -> tuple[Signature, ...]:
    """Who signed, from "I, Jane Doe, Governor of …", from the lines at the foot, or else by the office that the power is
    vested in; empty for other texts."""
    if not is_official(text):
        return ()
    declared = [
        Signature(m.start("name"), m.end("name"), m.start("title"), m.end("title"), own=True)
        for m in DECLARED.finditer(text)
        if TITLE.match(m["title"])
    ]
    found = [*declared, *_at_foot(text)]
    if not any(s.own for s in found):
        found += _by_office(text)
    return tuple(_sharp(text, s) for s in found)


def _sharp(text: str, signature: Signature) -> Signature:
    """A signature with the name that the office's holder had on the day, where OCR blurred it."""
    title = text[signature.title_start : signature.title_end].strip(" .,_*")
    if not signature.own or signature.name or signature.start == signature.title_start or not EXECUTIVE.match(title):
        return signature
    written = text[signature.start : signature.end]
    office = office_above(text, letterhead(text).end)
    known = _holder(text, office) if office and office.kind == title.lower() else None
    return replace(signature, name=known) if known and known != written and alike(written, known) else signature


def _holder(text: str, office: Office) -> str | None:
    signed = signing_day(text, letterhead(text))
    return holder(office, signed.iso) if signed else None


def _at_foot(text: str) -> Iterator[Signature]:
    lines = list(lines_of(text, letterhead(text).end, len(text)))
    for n, (start, end) in enumerate(lines):
        line = text[start:end]
        if len(line) > 75:
            continue
        if (both := TITLED.match(line)) and TITLE.match(both["title"]) and not NOT_A_NAME.search(both["name"]):
            yield _signature(start, both, start + both.start("title"), start + both.end("title"), own=True)
        elif TITLE.match(line.strip(" .,_*")) and (name := _name_above(text, lines, n)):
            yield Signature(*name[:2], *(_in_full(text, line) or (start, end)), own=name[2])
        elif WHITE_HOUSE.match(line) and (picture := _president_above(text, lines, n)):
            yield picture


def _in_full(text: str, title: str) -> tuple[int, int] | None:
    """Where the text writes out the office that a foot calls "MAYOR": "vested in me as Mayor of the City of Troy"."""
    match = VESTED.search(text) if EXECUTIVE.match(title) else None
    if match is None:
        return None
    start, end = match.span(match.lastgroup or 0)
    same = text[start:end].lower().startswith(title.strip(" .,_*").lower())
    return (start, end) if same and " of " in text[start:end] else None


def _signature(at: int, match: re.Match[str], title: int, title_end: int, own: bool) -> Signature:
    return Signature(at + match.start("name"), at + match.end("name"), title, title_end, own)


def _name_above(text: str, lines: list[tuple[int, int]], n: int) -> tuple[int, int, bool] | None:
    """The name that a title stands under, past the scrawl that OCR makes of a signature; and whether it is the issuer's."""
    k = n - 1
    while k >= max(0, n - 3) and not re.search(r"[^\W\d_]{3}", text[slice(*lines[k])]):
        k -= 1
    if k < 0 or lines[k][1] - lines[k][0] > 45:
        return None
    (start, end), line = lines[k], text[slice(*lines[k])]
    if re.search(r"(?<!\.)\b[A-Z]\.$", line):  # "Michael R.": the surname is lost; "Ann Lee, M.D." has hers
        return None
    before = text[slice(*lines[k - 1])] if k else ""
    own = not WITNESS.match(before)
    joined = f"{before} {line}"
    halved = k > 0 and len(joined) < 35 and not NOT_A_NAME.search(joined)  # "ABRAHAM D." above "BEAME"
    if halved and (not NAME.match(line) or re.match(r"[A-Z]\. ", line)) and (match := NAME.match(joined)):
        return lines[k - 1][0] + match.start("name"), end, own
    if (match := NAME.match(line)) and not NOT_A_NAME.search(line):
        return start + match.start("name"), start + match.end("name"), own
    if EXECUTIVE.match(text[slice(*lines[n])]) and (match := BLURRED.match(line)) and not NOT_A_NAME.search(line):
        return start + match.start("name"), start + match.end("name"), own
    return None


def _president_above(text: str, lines: list[tuple[int, int]], n: int) -> Signature | None:
    for start, end in reversed(lines[max(0, n - ABOVE) : n]):
        line = text[start:end]
        if (picture := IMAGE.match(line)) and (name := _full_name(text, picture["name"])):
            return replace(_signature(start, picture, start, start, own=True), name=name)
        match = NAME.match(line)
        if match and line.isupper() and not NOT_A_NAME.search(line):
            return _signature(start, match, start, start, own=True)
    return None


def _full_name(text: str, surname: str) -> str | None:
    """The president of that surname on the day of signing."""
    signed = signing_day(text, letterhead(text))
    name = president(signed.iso) if signed else None
    return name if name and name.split()[-1].lower() == surname.lower() else None


def _by_office(text: str) -> Iterator[Signature]:
    """The office alone: "the power vested in me as Mayor of the City of New York"; the day tells who held it."""
    match = VESTED.search(text)
    above = office_above(text, letterhead(text).end)
    if match is None:
        yield from _unnamed(text, above)
        return
    start, end = match.span(match.lastgroup or 0)
    office = office_named(start, text[start:end])
    if not office.place and above is not None and above.kind == office.kind:
        office = replace(office, place=above.place)
    foreign = office.kind == "president" and not re.search(r"United States|White House", text, re.IGNORECASE)
    name = None if foreign else _holder(text, office)
    if name and office.kind == "president" and (last := _last_standing(text, name.split()[-1])):
        yield Signature(*last, start, end, own=True, name=name)
        return
    yield Signature(start, end, start, end, own=True, name=name)


@lru_cache(maxsize=8)
def seat(text: str) -> tuple[int, int, str] | None:
    """Code points and name of the place that the issuer's office governs: by the clause of authority, else by the
    letterhead; None where neither names one, and for presidents."""
    match, above = VESTED.search(text), office_above(text, letterhead(text).end)
    written = office_named(*match.span(match.lastgroup or 0)[:1], match[match.lastgroup or 0]) if match else None
    office = written if written is not None and written.place else above
    if office is None or office.kind == "president" or not office.place:
        return None
    start = re.search(re.escape(office.place).replace("\\ ", r"\s+"), text[office.first :], re.IGNORECASE)
    if start is None:
        return None
    at = office.first + start.start()
    name = office.place if re.fullmatch(r"(?:[A-Z][a-z’'.]+ ?)+", office.place) else office.place.title()
    city = office.kind == "mayor" and place_kind(name) == "state"  # "New York"
    return at, at + len(start[0]), f"{name} City" if city else name


def _unnamed(text: str, above: Office | None) -> Iterator[Signature]:
    """What an order without any such clause still tells: by its last line, a name or an office, or by its letterhead."""
    name = _holder(text, above) if above else None
    lines = [(a, b) for a, b in lines_of(text, letterhead(text).end, len(text)) if re.search(r"[^\W\d_]{3}", text[a:b])]
    for start, end in lines[-1:]:
        line = text[start:end]
        match = NAME.match(line)
        if match and end - start < 45 and not NOT_A_NAME.search(line):
            yield _signature(start, match, start, start, own=True)
            return
        if EXECUTIVE.match(line):
            yield Signature(start, end, start, end, own=True, name=name)
            return
    if above is not None and name is not None:
        yield Signature(above.start, above.end, above.start, above.end, own=True, name=name)


def _last_standing(text: str, surname: str) -> tuple[int, int] | None:
    """A president's signature that nothing stands under: "JOSEPH R. BIDEN JR." on a line of its own."""
    for start, end in reversed(list(lines_of(text, letterhead(text).end, len(text)))):
        match = NAME.match(text[start:end]) if end - start < 45 else None
        if match and surname.lower() in match["name"].lower():
            return start + match.start("name"), start + match.end("name")
    return None
