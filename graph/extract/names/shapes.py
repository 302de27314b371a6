"""Names by their shape: numbered orders, cited norms, headings, signatures, party tags, "the X administration"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from graph.extract.forms import is_region
from graph.extract.layout import Kind, Paragraph
from graph.extract.lexicon import table, words
from graph.extract.mention import AGENCY, ORDER, ORGANIZATION, PERSON, PLACE, Candidate
from graph.extract.names.citations import cited_norms
from graph.extract.names.persons import is_title_word
from graph.extract.official.official import headings, is_official, seat, signatures
from graph.model import EntityType

NUMBER = r"(?:No\.?\s*|Number\s+|#\s?)?(?:[A-Z]{1,4}[-\s]?)?\d[\w.]*(?:[-–/]\w+)*"
_TEN = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_ONE = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen)"
SPELLED = rf"(?i:number\s(?:{_TEN}(?:-{_ONE})?|{_ONE}))\b"  # "Executive Order Number Four"
FOREIGN = r"(?:Presidential|Supreme|Executive|Emergency|Government|Royal|Imperial|Municipal|Ministerial|Prime\sMinisterial|Mayoral|Cabinet)"
ORDER_SHAPE = re.compile(
    r"\b(?:Executive|Administrative|Emergency|Secretary[’']s|Secretarial|General|Special|Public Health|Health|Health Officer|Emergency Executive|"
    r"Local Emergency|Joint|Ministerial|Commissioner[’']s|Mayor[’']s|Governor[’']s|Sheriff[’']s|Chief[’']s|Police|Traffic|"
    r"Presidential Policy|National Security|Mayoral|Departmental|Standing|Military)\s"
    r"(?:Orders?|Directives?|Declarations?|Proclamations?|Memorandum|Memoranda|Rule)\s"
    + NUMBER
    + rf"|\b(?:Executive|EXECUTIVE|Administrative|ADMINISTRATIVE)\s(?:Order|ORDER)\s{SPELLED}"
    r"|\b(?:EXECUTIVE|ADMINISTRATIVE|EMERGENCY)?\s?(?:ORDER|DIRECTIVE|PROCLAMATION)\s(?:NO\.?\s*|NUMBER\s)?\d[\w.]*(?:[-–/]\w+)*"
    r"|\b(?:Proclamation|Direction|Directive|Order|Memorandum|Declaration|Circular|EO|E\.O\.|O\.\sReg\.)\s"
    + NUMBER
    + rf"|\b(?:{FOREIGN}\s)?(?:Decree|Edict|Ukase|Instruction)\s"
    + NUMBER
    + r"|\b(?:Emergency|EMERGENCY)\s(?:Regulation|REGULATION|Rule|RULE|Ordinance|ORDINANCE)\s(?i:no\.?\s*|number\s)?\d[\w.]*(?:[-–/]\w+)*"
    + r"|\bGA-\d+\b"
)
_NUMBERED = r"(?:[A-Z]{1,4}[-\s]?)?\d[\w.]*(?:[-–/]\w+)*(?<!\.)"
TOGETHER = re.compile(
    r"\b(?P<what>(?:[A-Z][\w’']*\s){1,3}?(?:Order|Directive|Proclamation|Declaration))(?:s\s(?:Nos?\.?\s|Numbers\s)?|\sNos\.\s)"
    rf"(?P<numbers>{_NUMBERED}(?:(?:,|,?\s(?:and|or|&))\s{_NUMBERED}(?![\w./-]*\w)(?!\s(?:others?|more|days?|months?|years?)\b))+)"
)
SECTION_SHAPE = re.compile(  # a section that is revoked is an order of its own
    r"\b(?:Sub)?(?:[Ss]ection|[Pp]aragraph|[Ss]ubdivision)s?\s[\w.()]+(?:\s(?:and|of)\s(?:[Ss]ection\s)?[\w.()]+){0,2}\sof\s(?:prior\s|the\s)?"
    r"(?:(?:Emergency|Executive|Administrative|Secretary[’']s)\s){0,2}(?:Order|Directive|Proclamation)\s"
    + NUMBER
    + r"(?=[^.;\n]{0,60}?\s(?:is|are|was|were)\s(?:hereby\s)?(?:revoked|rescinded|repealed|superseded))"
)
OFFICER = r"(?:Mayor|Governor|Premier|Sheriff|Attorney General|District Attorney|City Attorney|Prosecutor|President|Comptroller|Controller|Clerk|Treasurer|Marshal|Ombudsman)"
OFFICE_SHAPE = re.compile(
    r"\b(?:[A-Z][\w.]+[ ]){0,4}?"
    + OFFICER
    + r"[’']s[ ](?:Office|Department|Cabinet|Task[ ]Force)(?:[ ](?:of|for|on)(?:[ ]the)?(?:[ ][A-Z]\w+|[ ]and(?=[ ][A-Z]))+)?"
    r"|\b(?:Office|OFFICE)[ ](?:of|OF)[ ](?:the|THE)[ ](?:(?:[A-Z]\w+[ ])?"
    + OFFICER
    + r"|MAYOR|GOVERNOR|(?:Press|PRESS)[ ](?:Secretary|SECRETARY))\b"
    r"|\bOffice[ ]of[ ](?:Governor|Mayor)(?:[ ][A-Z][\w.]+){1,3}"
)
DATELINE = re.compile(
    r"^(?:\()?(?P<city>[A-Z][A-Z.’'-]+(?:\s[A-Z][A-Z.’'-]+){0,3})(?=(?:,[ ](?:[A-Z][\w. ]{1,20}|(?:19|20)\d\d)){0,3}\)?[ ]?(?:\([\w/ ]{2,20}\)[ ]?)?(?:[—–•]|--?[ ]))",
    re.MULTILINE,
)
OPENING = re.compile(r"^(?P<city>[A-Z][A-Z.’'-]+(?:\s[A-Z][A-Z.’'-]+){0,2}):[ ](?=[A-Z“\"‘].{60})", re.MULTILINE)
COUNTIES = re.compile(
    r"\b(?P<names>[A-Z][\w.]+(?:(?:,\s|\sand\s|,\sand\s)[A-Z][\w.]+(?:[ ][A-Z][\w.]+)?)+)\s"
    r"(?P<kind>[Cc]ounties|[Ss]treets|[Aa]venues|[Rr]oads|[Bb]oulevards|[Pp]arishes|[Gg]arages|[Aa]irports|[Rr]ivers)\b"
)
FIRST = re.compile(
    r"\b(?:San|Santa|St\.|De|Del|La|Las|Los|El|Fort|Prince|New|North|South|East|West|Mount|Palm|Lake)[ ]$"
)
KINDS_OF_PLACE = {
    "counties": "County",
    "streets": "Street",
    "avenues": "Avenue",
    "roads": "Road",
    "boulevards": "Boulevard",
    "parishes": "Parish",
    "garages": "garage",
    "airports": "airport",
    "rivers": "River",
}
PARTY = re.compile(r"(?<=[ ])(?P<name>(?:[A-Z][\w’'-]+[ ]){2,4}party)\b(?![ ]of\b)")  # "the Country Liberal party"
GOVERNMENT = re.compile(
    r"\b(?P<seat>(?:City[ ]and[ ]County|City|County|Town|Village|Borough|CITY[ ]AND[ ]COUNTY|CITY|COUNTY|TOWN|VILLAGE)[ ](?:of|OF)[ ])"
    r"(?P<name>(?:[A-Z][\w.’'-]*\w[ ]?)+)"
)
COMMITTEE = re.compile(
    r"\b(?:House|Senate)\s(?:Oversight|Judiciary|Appropriations|Finance|Rules|Intelligence|Ways\sand\sMeans|Armed\sServices|"
    r"Foreign\s(?:Affairs|Relations)|Budget|Ethics|Education|Energy|Agriculture|Commerce|Homeland\sSecurity|Banking)"
    r"(?:\s(?:Sub)?[Cc]ommittee)?\b"
)
STATE = re.compile(r"\b(?:[Ss]tate|[Cc]ommonwealth)[ ]of[ ](?=[A-Z])")
ROAD = re.compile(r"\b(?:I-|Interstate[ ])(?P<number>\d{1,3})\b|\b(?:US|SR|Route|Highway)[- ]\d{1,3}\b")
INSIDE = re.compile(r"\b(?:in|within|throughout|across|around|near|outside)\s(?:the\s)?$")
WORD = r"[A-Z][\w’'-]+"
DEPARTMENTS = re.compile(
    rf"\b(?:Departments|Ministries)[ ]of[ ](?P<names>{WORD}(?:(?:,[ ]and[ ]|,[ ]|[ ]and[ ]|[ ])(?!and\b){WORD}){{1,12}})"
)
AMBIGUOUS_PARTIES = frozenset({"Labour", "Labor", "Liberal", "Conservative", "Green"})
PARTISANS = words("titles", "partisans")
PARTY_TAG = re.compile(r"(?<=[,(\s])(?P<party>[DR])(?=[-–][A-Z])")
ADMINISTRATION = re.compile(
    r"\b(?P<name>(?:(?!(?:The|This|That|His|Her|Its|Their|Our|An?)\s)[A-Z][\w.’'-]+\s){1,2}?[Aa]dministration)\b(?!\s(?:of|for))"
)


def shape_candidates(doc: Doc, text: str, forms: list[str], layout: tuple[Paragraph, ...]) -> Iterator[Candidate]:
    """Every name that its shape gives away."""
    yield from _matches(doc, text, SECTION_SHAPE, ORDER, -1)
    yield from _matches(doc, text, ORDER_SHAPE, ORDER, 0)
    yield from _orders_together(doc, text)
    yield from cited_norms(doc, text)
    yield from _matches(doc, text, OFFICE_SHAPE, AGENCY, 0)
    yield from _matches(doc, text, COMMITTEE, AGENCY, 1)  # "*House Oversight* chairman"
    yield from _places(doc, text, layout)
    yield from _governments(doc, text)
    yield from _departments(doc, text)
    yield from _official(doc, text, layout)
    yield from _parties(doc, text, forms)
    for match in ADMINISTRATION.finditer(text):
        span = doc.char_span(match.start("name"), match.end("name"), alignment_mode="contract")
        if (
            span is not None
            and len(span) > 1
            and span[0].ent_type_ in {"PERSON", "ORG", "GPE", ""}
            and not span[0].is_stop
        ):
            yield Candidate(span.start, span.end, AGENCY, 1)


def _matches(doc: Doc, text: str, shape: re.Pattern[str], kind: EntityType, rank: int) -> Iterator[Candidate]:
    for match in shape.finditer(text):
        found = match.group().rstrip(".,-–/")
        lead = len(found) - len(found.lstrip())
        span = doc.char_span(match.start() + lead, match.start() + len(found), alignment_mode="expand")
        if span is not None:
            yield Candidate(span.start, span.end, kind, rank)


def _orders_together(doc: Doc, text: str) -> Iterator[Candidate]:
    """ "Executive Orders 13175 and 13211": each is one, the first with the words before it."""
    for match in TOGETHER.finditer(text):
        for number in re.finditer(_NUMBERED, match["numbers"]):
            start, end = (match.start("numbers") + at for at in number.span())
            span = doc.char_span(start if number.start() else match.start(), end, alignment_mode="expand")
            if span is not None:
                yield Candidate(span.start, span.end, ORDER, -1, f"{match['what']} {number.group()}")


def _opening(text: str, layout: tuple[Paragraph, ...]) -> list[re.Match[str]]:
    """The dateline with a colon that a story begins with; of several lines like it each tells who speaks."""
    body = next((p.start for p in layout if p.kind is Kind.PROSE), 0)
    found = list(OPENING.finditer(text))
    return found if len(found) == 1 and found[0].start() == body else []


def _places(doc: Doc, text: str, layout: tuple[Paragraph, ...]) -> Iterator[Candidate]:
    """Datelines ("EL PASO, Texas —", "SURAT: The") and counties named together ("Lucas and Wood counties")."""
    for match in (*DATELINE.finditer(text), *_opening(text, layout)):
        span = doc.char_span(match.start("city"), match.end("city"), alignment_mode="contract")
        if span is not None and len(match["city"]) > 3:
            yield Candidate(span.start, span.end, PLACE, 0, match["city"].title())
    for match in ROAD.finditer(text):
        span = doc.char_span(match.start(), match.end(), alignment_mode="contract")
        if span is not None:
            yield Candidate(span.start, span.end, PLACE, 0, match["number"] and f"Interstate {match['number']}")
    for match in COUNTIES.finditer(text):
        noun = KINDS_OF_PLACE[match["kind"].lower()]
        for name in re.finditer(r"[A-Z][\w.]+(?:[ ][A-Z][\w.]+)?", match["names"]):
            start = match.start("names") + name.start()
            if name.group() == "City":
                continue  # "New York *City* and Nassau counties"
            first = None if name.start() else FIRST.search(text, max(0, start - 8), start)  # "*Santa* Cruz"
            span = doc.char_span(
                first.start() if first else start, start + len(name.group()), alignment_mode="contract"
            )
            if span is not None:
                yield Candidate(span.start, span.end, PLACE, 0, f"{span.text} {noun}")


def _governments(doc: Doc, text: str) -> Iterator[Candidate]:
    """ "the City of Tacoma" is a government, but "in the City of Raleigh" is a place."""
    for match in GOVERNMENT.finditer(text):
        span = doc.char_span(match.start(), match.end(), alignment_mode="contract")
        if span is None or len(span) < 3:
            continue
        end = next((t.i for t in span[3:] if is_title_word(t)), span.end)
        place = INSIDE.search(text, max(0, match.start() - 20), match.start())
        name = doc[end - 1].idx + len(doc[end - 1])
        yield Candidate(
            span.start, end, PLACE if place else AGENCY, 0, text[match.start("name") : name] if place else None
        )
    for match in STATE.finditer(text):
        span = doc.char_span(match.start(), match.end() - 1, alignment_mode="expand")
        if span is None or not (span[0].dep_ in {"nsubj", "dobj", "attr"} or span[0].head.lower_ == "by"):
            continue
        size = next((n for n in (3, 2, 1) if is_region(doc[span.end : span.end + n].text)), 0)
        if size:
            yield Candidate(span.start, span.end + size, AGENCY, 0)


def _departments(doc: Doc, text: str) -> Iterator[Candidate]:
    """ "the Departments of Buildings, Health and Mental Hygiene, and Fire": each is one."""
    for match in DEPARTMENTS.finditer(text):
        comma = ", and " in match["names"]
        for part in re.finditer(
            r"(?:^|, and |, )(.+?)(?=, |$)" if comma else r"(?:^|, | and )(.+?)(?=, | and |$)", match["names"]
        ):
            start = match.start("names") + part.start(1)
            span = doc.char_span(start, start + len(part[1]), alignment_mode="contract")
            if span is not None:
                yield Candidate(span.start, span.end, AGENCY, 0, f"Department of {part[1]}")


def _official(doc: Doc, text: str, layout: tuple[Paragraph, ...]) -> Iterator[Candidate]:
    """Signatories and headings of an order's own text."""
    if not is_official(text):
        return
    for signature in signatures(text):
        span = doc.char_span(signature.start, signature.end, alignment_mode="expand")
        if span is not None:
            yield Candidate(span.start, span.end, PERSON, -1, signature.name)
    governed = seat(text)
    if governed is not None and not any(s.start <= governed[0] < s.end for s in signatures(text)):
        span = doc.char_span(*governed[:2], alignment_mode="expand")
        if span is not None:
            yield Candidate(span.start, span.end, PLACE, -2, governed[2])
    for start, end in headings(text, layout):
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None:
            yield Candidate(span.start, span.end, ORDER, 1)


def _parties(doc: Doc, text: str, forms: list[str]) -> Iterator[Candidate]:
    """Party words: "a Democrat", "Republican-led", "R-Vickery"; "the Democrat said" is a person's mention besides."""
    parties: dict[str, str] = table("titles")["parties"]
    for match in PARTY_TAG.finditer(text):
        span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
        if span is not None:
            yield Candidate(span.start, span.end, ORGANIZATION, 0, table("titles")["party_initials"][match["party"]])
            yield from _seat(doc, span.end)
    for match in PARTY.finditer(text):
        span = doc.char_span(match.start(), match.end(), alignment_mode="contract")
        if span is not None and not is_title_word(span[0]) and span[0].lower_ not in {"the", "his", "her", "its"}:
            yield Candidate(span.start, span.end, ORGANIZATION, 1)
    for i, form in enumerate(forms):
        long = " ".join(forms[i : i + 2])
        if long in parties:
            yield Candidate(i, i + 2, ORGANIZATION, 0, parties[long])
        if form not in parties or (form in AMBIGUOUS_PARTIES and not _in_party_context(doc, i)):
            continue
        yield Candidate(i, i + 1, ORGANIZATION, 3, parties[form])


def _seat(doc: Doc, i: int) -> Iterator[Candidate]:
    """The place in "R-Cedar Falls": what follows the hyphen."""
    start = i + 1 if i < len(doc) and doc[i].text in {"-", "–"} else i
    end = start
    while end < len(doc) and end - start < 3 and doc[end].text[:1].isupper():
        end += 1
    if end > start:
        yield Candidate(start, end, PLACE, 1)


def _in_party_context(doc: Doc, i: int) -> bool:
    """Whether an ambiguous word ("Liberal", "Green") is a party here: before a politician's title or "Party"; "Labor
    Minister" is the office, "the Labor premier" is not."""
    owner = doc[i + 1 : i + 2].text in {"'s", "’s"}
    following = {t.lower_ for t in doc[i + 1 : i + 3 + 2 * owner] if not (doc[i].text == "Labor" and t.is_title)}
    return bool(following & PARTISANS)
