"""What stands above an order's body: its number, its title and its date, told apart from the office's own letterhead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from graph.extract.official.dates import Day, days, lines_of

LONGEST = 2500  # code points; more stands above no order's body
BODY = re.compile(
    r"(?:AND |And )?(?:WHEREAS|Whereas|Wheras)\b|(?:NOW,? ?THEREFORE|Now,? ?[Tt]herefore|PURSUANT TO|Pursuant to|By (?:virtue of )?(?:the )?(?:power|authority)|Under (?:the )?(?:power|authority)|"
    r"BY (?:VIRTUE OF )?(?:THE )?(?:POWER|AUTHORITY)|UNDER (?:THE )?(?:POWER|AUTHORITY|SECTION)|An application having|In accordance with|In order to|I, [A-Z]|It is hereby|IT IS HEREBY)|"
    r"(?:Section|SECTION|Sec\.|SEC\.|§)\s*(?:1|I|ONE|One)\b|(?:1\.|I\.|A\.)\s|The following\b|[IT]o the\b",
)
KINDS = r"(?:Orders?|Proclamation|Directive|Memorandum|Declaration|Circular)"
OF_OFFICER = r"[ ]of[ ]the(?:[ ][A-Z][\w’'-]*){1,6}?[ ](?:No\.?|Number)"  # "Order of the Health Officer No. 7"
NUMBER = re.compile(
    rf"^(?:\W*|.{{0,40}}?\W)(?P<name>(?:(?:Emergency|Executive|Administrative|Secretary[’']s|Secretarial|General|Special|Public|Health|Mayoral|Policy|National|Security|Presidential|State|Mayor[’']s|Local|County|Joint|Departmental|Ministerial|Officer)(?:[ \t]+|[ \t]*\n[ \t]*)){{0,4}}"
    rf"{KINDS}(?:{OF_OFFICER}|:?[\s:]*(?:(?:Nos?|Numbers?)\b[.,:;]?|#|№)?)[\s:]*(?P<number>"
    r"(?:[A-Z]{1,4}[-\s])?[\dOIl][\dOIlS]*(?:[-./–][\dA-Z][\dA-Za-z]*)*(?:(?<=[ID])\s\d{4}\s\d+|\s\d{1,3}(?=\s*$))?))(?!\w)",
    re.IGNORECASE | re.MULTILINE,
)
OTHER = re.compile(
    r"\b(?:amend|amends|amending|amendment|amendments|revok\w+|revocation|rescind\w+|rescission|extension|extending|modif\w+|supersed\w+|implement\w+|pursuant|under|to|by|of|in|with)\s*(?:to|of)?\s*$",
    re.IGNORECASE,
)
ADDRESS = re.compile(
    r"^(?:the\s+)?(?:city|state|county|commonwealth|town|village|borough|district|territory|government|office|executive|department|bureau|division|white\s+house|mayor|governor|president|secretary|united\s+states|\W+)\b",
    re.IGNORECASE,
)
FURNITURE = re.compile(
    r"^(?:presidential documents?|title \d.*the president|preamble|authority|by the (?:president|governor|mayor)\b.*|an?\s+(?:executive\s+)?(?:proclamation|order|declaration|memorandum)|"
    r"for immediate release|press release|office of the .*|order of the .*|(?:to|from|cc)\s*:.*|.*\bdepartment|the white house.*|page \d.*|federal register.*|vol\. .*|\d+|.*\b\d{5}\b|n\W?[ty]\W?|(?:the )?following .*order|proclamation|"
    r"please read .*|filed .*|section|purpose|background|policy|summary|sources|effective date\b.*|date of order\b.*|dated?\b.*|\W+)\W*$",
    re.IGNORECASE,
)
KIND_ONLY = re.compile(
    r"^\W*(?:(?:emergency|executive|administrative|secretar\w+[’']?s?|general|public|health|mayoral|policy|directive)\s+){0,4}(?:order|proclamation|directive|memorandum|declaration)\W*(?:no|number|#)?\W*\d*\W*$",
    re.IGNORECASE,
)
UNFINISHED = re.compile(
    r"(?:\b(?:of|the|and|for|to|in|on|by|with|regarding|concerning|No\.?)|,|No\.?\s*\d+,?)$", re.IGNORECASE
)
BESIDE = re.compile(r"[ \t]*(?::|[—–]|\s-\s)[ \t]*(?P<title>[^\n]+?)[ \t]*(?:\n|$)")
_DIGITS = str.maketrans("OoIl", "0011")
SIGNED = re.compile(
    r"(?:^\W*|\b(?:dated?(?: (?:of order|signed|issued))?|signed|issued|order|of|release)[\s:,]*)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Spans in code points. `number` is as a reader would write it ("201" for OCR's "2OI"); `end`: where the body begins."""

    end: int
    number: str | None = None
    number_span: tuple[int, int] | None = None
    name_span: tuple[int, int] | None = None
    title_span: tuple[int, int] | None = None
    day: Day | None = None


@lru_cache(maxsize=8)
def letterhead(text: str) -> Letterhead:
    """Read the lines above the body; every part is None where it does not stand there."""
    lines, end = _above(text)
    numbered = _number(text, end)
    day = _day(text, lines)
    name = (numbered.start("name"), numbered.end("name")) if numbered else None
    span = (numbered.start("number"), numbered.end("number")) if numbered else None
    return Letterhead(
        end, plain_number(numbered["number"]) if numbered else None, span, name, _title(text, lines, name, day), day
    )


def plain_number(written: str) -> str:
    """ "2OI" -> "201", "1 10" -> "110"; letters that belong there stay ("N-25-20")."""
    if re.match(r"[A-Z]{1,4}[-\s]\d", written):
        return written
    if re.match(r"[\dOIl][\dOIl\s]*$", written):
        return re.sub(r"\s", "", written).translate(_DIGITS)
    return written


def _above(text: str) -> tuple[list[tuple[int, int]], int]:
    """The lines above the body, and where it begins."""
    lines: list[tuple[int, int]] = []
    for start, end in lines_of(text, 0, min(len(text), LONGEST)):
        line = text[start:end]
        if BODY.match(line) or ((len(line) > 220 or _prose(line)) and not NUMBER.match(line)):
            return lines, start
        lines.append((start, end))
        if len(lines) == 30:
            break
    return lines, lines[-1][1] if lines else 0


def _prose(line: str) -> bool:
    """A sentence: long, with its full stop, mostly in lower case."""
    words = line.split()
    small = sum(w[:1].islower() for w in words)
    return len(words) > 12 and small > len(words) / 2


def _number(text: str, end: int) -> re.Match[str] | None:
    """The document's own number: the first one that names no other order ("Amendment of Executive Order No. 15")."""
    for match in NUMBER.finditer(text, 0, end):
        before = text[max(0, match.start("name") - 40) : match.start("name")]
        if any(c.isdigit() for c in match["number"]) and not OTHER.search(before):
            return match
    return None


def _day(text: str, lines: list[tuple[int, int]]) -> Day | None:
    """The day that stands alone on its line, or after "Date:", or after the order's own name."""
    if not lines:
        return None
    for day in days(text, 0, lines[-1][1]):
        line = text.rfind("\n", 0, day.start) + 1
        stop = text.find("\n", day.end)
        before, after = text[line : day.start], text[day.end : stop if stop >= 0 else len(text)]
        if re.search(r"effective|expir|amend|revo|dated", before, re.IGNORECASE):
            continue
        if SIGNED.search(before) and len(after.strip(" .,;:*_)")) < 3:
            return day
    return None


def _title(
    text: str, lines: list[tuple[int, int]], name: tuple[int, int] | None, day: Day | None
) -> tuple[int, int] | None:
    """The lines that say what the order is about: beside its number ("Executive Order 12: Snow Days"), below it, else
    the first that is no letterhead."""
    beside = _beside(text, name[1]) if name else None
    after = beside[1] if beside else name[1] if name else 0
    run = [beside] if beside else []
    for start, end in (line for line in lines if line[0] >= after):
        inside = any(start < b and end > a for a, b in [name or (0, 0), (day.start, day.end) if day else (0, 0)])
        unfinished = run and UNFINISHED.search(text[run[-1][0] : run[-1][1]])
        goes_on = not beside and _names_matter(text[start:end], numbered=name is not None)
        if not inside and (unfinished or goes_on):
            run.append((start, end))
        elif run:
            break
    return (run[0][0], run[-1][1]) if run and run[-1][1] <= run[0][0] + 400 else None


def _beside(text: str, after: int) -> tuple[int, int] | None:
    """What stands on the number's own line, after a colon or a dash, unless it is only a day."""
    match = BESIDE.match(text, after)
    if match is None:
        return None
    cut = [match.start("title"), *(at for d in days(text, *match.span("title")) for at in (d.start, d.end))]
    cut.append(match.end("title"))
    rest = "".join(text[a:b] for a, b in zip(cut[::2], cut[1::2], strict=True))
    plain = re.sub(r"[\d.,]+", "", rest).strip()  # "Amending Executive Orders 11030, 13653 and 13673" names matter too
    return match.span("title") if _names_matter(plain, numbered=True) else None


def _names_matter(line: str, numbered: bool) -> bool:
    """Whether a line is part of a title; below a number stands no letterhead."""
    letters = sum(c.isalpha() for c in line)
    if letters < 6 or letters < 0.6 * len(line) or FURNITURE.match(line) or KIND_ONLY.match(line):
        return False
    return numbered or not ADDRESS.match(line)
