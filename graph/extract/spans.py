"""Quotation marks and sentences as tokens, and spans trimmed so that marks stay in pairs or go."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from graph.extract.reading import Quotation, Reading

OPEN, CLOSE = '"“', '"”'
EDGE = " \t\n,;:.—–-"
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
SUBORDINATE = frozenset({"relcl", "advcl", "acl", "csubj"})


@dataclass(slots=True)
class Marks:
    """For each token, the number of the quotation that it lies in, or -1; marks belong to none."""

    quotations: list[Quotation]
    inside: list[int]

    def __getitem__(self, i: int) -> int:
        """The number of the quotation that token i lies in, or -1."""
        return self.inside[i]

    def quoted(self, i: int) -> bool:
        """Whether a token lies between quotation marks."""
        return self.inside[i] >= 0


def marks_of(reading: Reading) -> Marks:
    """One pass over the quotations."""
    inside = [-1] * len(reading.doc)
    for number, quotation in enumerate(reading.quotations):
        span = reading.doc.char_span(quotation.start, quotation.end, alignment_mode="expand")
        for token in span if span is not None else ():
            if quotation.start <= token.idx < quotation.end:
                inside[token.i] = number
    return Marks(reading.quotations, inside)


@dataclass(slots=True)
class Sentences:
    """Own sentences as token ranges: the parser's, joined where it cuts inside a quotation or before a cue."""

    first: list[int]
    last: list[int]  # one past the last token

    def start(self, token: Token) -> int:
        """First token of the sentence that a token stands in."""
        return self.first[token.i]

    def end(self, token: Token) -> int:
        """One past the last token of the sentence, final punctuation included."""
        return self.last[token.i]


def sentences_of(reading: Reading, marks: Marks) -> Sentences:
    """The document's sentences; a paragraph's end always ends one."""
    doc = reading.doc
    starts = [0]
    previous = doc[0] if len(doc) else None
    for token in doc[1:]:
        if (token.is_sent_start and not _runs_on(token, marks)) or (previous is not None and "\n" in previous.text):
            starts.append(token.i)
        previous = token
    first, last = [0] * len(doc), [0] * len(doc)
    for start, end in zip(starts, [*starts[1:], len(doc)], strict=True):
        stop = end
        while stop > start + 1 and doc[stop - 1].is_space:
            stop -= 1
        first[start:end] = [start] * (end - start)
        last[start:end] = [stop] * (end - start)
    return Sentences(first, last)


def _runs_on(token: Token, marks: Marks) -> bool:
    """Whether a sentence that the parser begins here goes on from the one before."""
    if marks.quoted(token.i) and marks[token.i] == marks[token.i - 1]:
        return True
    if token.is_space or token.text in CLOSE:
        return token.text != '"' or marks.quoted(token.i - 1)
    i = token.i - 1
    while i > 0 and (token.doc[i].is_space or token.doc[i].text in "\"“”’'") and "\n" not in token.doc[i].text:
        i -= 1
    before = token.doc[i]
    ended = before.text[-1:] in ".!?" or "\n" in before.text
    return not ended or (token.text[:1].islower() and before.text not in ".")


def finite(reading: Reading, start: int, end: int) -> bool:
    """Whether tokens `start:end` hold a main clause's finite verb."""
    return any(
        t.tag_ in FINITE
        and t.dep_ not in SUBORDINATE
        and not (t.dep_ in {"aux", "auxpass"} and t.head.dep_ in SUBORDINATE)
        for t in reading.doc[start:end]
    )


def trimmed(reading: Reading, start: int, end: int) -> tuple[int, int] | None:
    """Code points of tokens `start:end` without edge punctuation and unpaired marks; None where empty."""
    if start >= end:
        return None
    text = reading.document.text
    a, b = reading.doc[start].idx, reading.doc[end - 1].idx + len(reading.doc[end - 1])
    return trim_characters(text, a, b)


def trim_characters(text: str, a: int, b: int) -> tuple[int, int] | None:
    """As `trimmed`, of code points."""
    a, b = _strip(text, a, b)
    while a < b:
        inner = text[a:b]
        opens, closes = sum(c in "“" for c in inner), sum(c in "”" for c in inner)
        straight = inner.count('"')
        if inner[0] in OPEN and inner[-1] in CLOSE and _one_quote(inner):
            a, b = _strip(text, a + 1, b - 1)
        elif inner[0] in "”" or (inner[0] in OPEN and (opens > closes or straight % 2)):
            a, b = _strip(text, a + 1, b)
        elif inner[-1] in "“" or (inner[-1] in CLOSE and (closes > opens or straight % 2)):
            a, b = _strip(text, a, b - 1)
        else:
            break
    return (a, b) if a < b else None


def _one_quote(inner: str) -> bool:
    """Whether the marks at both ends are one pair."""
    return not any(c in '“”"' for c in inner[1:-1])


def _strip(text: str, a: int, b: int) -> tuple[int, int]:
    while a < b and text[a] in EDGE:
        a += 1
    while b > a and text[b - 1] in EDGE:
        b -= 1
    return a, b
