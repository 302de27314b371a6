"""What an order does to other norms by its own operative words, and what it rests on.

"Executive Order 70, dated June 21, 2021, is hereby REVOKED"; "By the authority vested in me by section 24 of the Executive
Law".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from graph.extract.mention import ORDER, POLICY, Mention
from graph.extract.official.letterhead import letterhead
from graph.extract.reading import Reading, RelationDraft
from graph.extract.referent import Referent
from graph.model import Evidence, Predicate

ENDED = r"revoked|rescinded|repealed|superseded|terminated|cancell?ed|abrogated|withdrawn|replaced"
CHANGED = r"amended|modified|extended|continued|renewed"
PASSIVE = re.compile(
    rf"\b(?:(?:is|are|be|were)\s+(?:hereby\s+)?(?:further\s+|also\s+)?|hereby\s+(?:is|are)\s+(?:further\s+)?)(?P<verb>{ENDED}|{CHANGED})\b",
    re.IGNORECASE,
)
ACTIVE = re.compile(
    r"\b(?:I\s+(?:do\s+)?(?:hereby\s+)?(?:further\s+)?|This\s+(?:[A-Z]\w+\s+){0,2}(?:Order|Proclamation|Directive|Declaration)\s+(?:hereby\s+)?|hereby\s+)"
    r"(?P<verb>revoke|rescind|repeal|supersede|terminate|replace|amend|modify|extend)s?\b",
    re.IGNORECASE,
)
TITLE = re.compile(
    r"\b(?P<verb>amend(?:ment|ments|ing)|revo(?:cation|king)|rescission|rescinding|repeal(?:ing)?|supersed\w+)\s+(?:of|to)?\b",
    re.IGNORECASE,
)
STOP = re.compile(r"(?<!\bNo)(?<!\bNos)(?<!\bSec)[.;:]\s+(?=[A-Z“\"(§])|\n\s*\n|\n(?=\s*(?:§|Sec|\(\w\)))")
ASIDE = re.compile(
    r"\b(?:by|under|pursuant to|in|with|to|from|per|amended|until|unless|if|than)\s+(?:the\s+)?(?:prior\s+|said\s+)?$",
    re.IGNORECASE,
)
REACH = 700  # code points of one clause


def supersessions(reading: Reading, own: Referent) -> Iterator[RelationDraft]:
    """What the document's own order revokes and amends, each norm with the clause that does it."""
    text, body = reading.document.text, letterhead(reading.document.text).end
    norms = [
        m for r in reading.referents if r is not own and r.type in (ORDER, POLICY) for m in r.mentions if _cited(m)
    ]
    norms.sort(key=lambda m: m.start)
    starts = [m.span.start_char for m in norms]
    before = body
    for match in PASSIVE.finditer(text, body):
        start = _clause_start(text, max(before, match.start() - REACH), match.start())
        before = match.end()
        yield from _drafts(reading, own, norms, starts, (start, match.start()), (start, match.end()), match["verb"])
    for match in ACTIVE.finditer(text, body):
        end = _clause_end(text, match.end())
        yield from _drafts(reading, own, norms, starts, (match.end(), end), (match.start(), end), match["verb"])
    title = letterhead(text).title_span
    if title is not None and (found := TITLE.search(text, *title)):
        yield from _drafts(
            reading, own, norms, starts, (found.end(), title[1]), (found.start(), title[1]), found["verb"]
        )


def grounds(reading: Reading, own: Referent, clauses: tuple[Evidence, ...]) -> Iterator[RelationDraft]:
    """The norms that the clauses of authority name."""
    for clause in clauses:
        for referent in reading.referents:
            if referent.type is POLICY and any(
                _cited(m) and clause.start <= m.span.start_char < clause.end for m in referent.mentions
            ):
                yield RelationDraft(own, Predicate.CITES_AUTHORITY, referent, clause.start, clause.end, 0.85)


def _cited(mention: Mention) -> bool:
    """Whether a mention is a name or a description of its own, and not "the Order", "such Act"."""
    return mention.named and (mention.type is ORDER or len(mention.span) > 1)


def _drafts(
    reading: Reading,
    own: Referent,
    norms: list[Mention],
    starts: list[int],
    where: tuple[int, int],
    clause: tuple[int, int],
    verb: str,
) -> Iterator[RelationDraft]:
    text = reading.document.text
    kind = Predicate.AMENDS if re.match(r"amend|modif|exten|contin|renew", verb, re.IGNORECASE) else Predicate.REVOKES
    orders = []
    for mention in norms[bisect_left(starts, where[0]) :]:
        start = mention.span.start_char
        if start >= where[1]:
            break
        if not ASIDE.search(text[max(where[0], start - 24) : start]):
            orders.append(mention)
    only = [m for m in orders if m.type is ORDER] or orders[:1]
    for mention in only:
        norm = reading.referent(mention.head)
        if norm is not None and norm is not own:
            yield RelationDraft(own, kind, norm, *clause, 0.85)


def _clause_start(text: str, floor: int, verb: int) -> int:
    last = floor
    for stop in STOP.finditer(text, floor, verb):
        last = stop.end()
    while last < verb and text[last].isspace():
        last += 1
    return last


def _clause_end(text: str, start: int) -> int:
    stop = STOP.search(text, start, min(len(text), start + REACH))
    return stop.start() + 1 if stop else min(len(text), start + REACH)
