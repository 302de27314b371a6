"""The day on which an order was signed, as its foot tells it: "IN WITNESS WHEREOF … this 6th day of …", "THE WHITE HOUSE, June 9, 2023"."""

from __future__ import annotations

import re

from graph.extract.official.dates import Day, days
from graph.extract.official.letterhead import Letterhead

FOOT = 1800  # code points
FORMULA = re.compile(
    r"\b(?:in witness whereof|in testimony whereof|given (?:under|at)|done (?:at|in|this)|witness my hand|set my hand|executed (?:this|on|at|in)|"
    r"signed this|issued this|ordered this|proclaimed this|i (?:have )?hereunto)\b|"
    r"^\W{0,9}(?:it is )?(?:so ordered,? )?(?:(?-i:D)(?:ated?|ATED?)(?: signed| issued| of order)?\b|(?:signed|issued)(?: on)?:)",
    re.IGNORECASE | re.MULTILINE,
)
PLACE_LINE = re.compile(
    r"^\W*(?:[Tt](?:he|HE) [Ww](?:hite|HITE) [Hh](?:ouse|OUSE)|(?!Executive|.*Order)[A-Z][\w .’'-]{2,40}(?:, [A-Z][\w. ]{1,25})?)[\s,.]*$"
)
PUBLISHED = re.compile(
    r"\b(?:filed|f\.?r\.? doc|received|published|posted|revised|endorsed|printed|updated|recorded)\b", re.IGNORECASE
)
REACH = 500  # code points from the formula of witness to its day


def signing_day(text: str, head: Letterhead) -> Day | None:
    """The day of signing: by the foot's formula of witness, else by the head, else by a day that stands alone at the
    foot; None where there is none."""
    body = head.end
    start = max(body, len(text) - FOOT)
    found = [day for day in days(text, start) if not PUBLISHED.search(_line_before(text, day))]
    solemn = [day for day in found if _in_formula(text, day)]
    placed = [day for day in found if _on_own_line(text, day)]
    told = solemn or ([head.day] if head.day else placed)
    return told[-1] if told else _early(text, body)


def _early(text: str, body: int) -> Day | None:
    """A formula of witness that much else follows: annexes, a list of copies."""
    for formula in re.finditer(
        r"\b(?:IN WITNESS WHEREOF|IN TESTIMONY WHEREOF|GIVEN [Uu]nder|DONE (?:at|in))\b", text[body:]
    ):
        at = body + formula.start()
        found = days(text, at, min(len(text), at + REACH))
        if found:
            return found[0]
    for place in re.finditer(r"^\W{0,9}THE WHITE HOUSE\W", text[body:], re.IGNORECASE | re.MULTILINE):
        at = body + place.start()
        found = days(text, at, min(len(text), at + 60))
        if found:
            return found[0]
    return None


def _line_before(text: str, day: Day) -> str:
    return text[text.rfind("\n", 0, day.start) + 1 : day.start]


def _in_formula(text: str, day: Day) -> bool:
    """Whether a formula of witness leads to the day: near before it, with no other sentence between."""
    formulas = list(FORMULA.finditer(text, max(0, day.start - REACH), day.start))
    if not formulas:
        return False
    last = formulas[-1]
    between = text[last.end() : day.start]
    near = len(between) < 40 if last.group().lower().startswith(("dated", "date", "signed", "issued")) else True
    return (
        near and not re.search(r"[a-z]{4,}\.\s+[A-Z]|\n\s*\n.*\n\s*\n", between) and "effective" not in between.lower()
    )


def _on_own_line(text: str, day: Day) -> bool:
    """Whether the day ends its line and only a place stands before it."""
    stop = text.find("\n", day.end)
    after = text[day.end : stop if stop >= 0 else len(text)].strip(" .,*_")
    before = _line_before(text, day).strip(" .,;*_")
    return len(after) < 3 and (not before or bool(PLACE_LINE.match(before)) or bool(re.match(r"\W*on\W*$", before)))
