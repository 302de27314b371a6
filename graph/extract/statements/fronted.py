"""Clauses that a cue without a clause of its own comments on: "A, X said", "A, X said, and B", "A, X said, B"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.extract.frames import Frame
from graph.extract.spans import finite
from graph.extract.statements.cuts import cut, utterance
from graph.extract.statements.utterance import Utterance, Workbench

RELATIVE = frozenset({"who", "which", "that", "whom", "what"})
JOINING = frozenset({"and", "but", "yet", "so"})
SUBORDINATING = frozenset({"although", "though", "since", "while", "because", "even"})
BLOCK = frozenset({"prep", "npadvmod", "advmod", "dobj", "dative", "prt", "oprd", "pobj"})
TIMES = frozenset({"as", "when", "after", "before"})
PLAIN = frozenset({"DET", "NOUN", "PROPN", "PRON", "ADJ"})
LOOSE = frozenset({"say", "argue", "claim", "insist", "contend", "note", "warn", "add"})
ADDRESSING = frozenset({"tell", "remind", "inform", "advise", "assure", "reassure", "warn", "notify", "caution"})


def around(bench: Workbench, frame: Frame, subject: Token | None, end: int) -> Iterator[Utterance]:
    """The parts of its sentence that a cue comments on, the one before it marked as fronted."""
    doc, verb = bench.reading.doc, frame.verb
    begin, stop = _block(bench, verb, subject, end)
    comma = _comma_before(bench, begin, bench.sentences.start(verb))
    if comma is None:
        yield from _loose(bench, frame, subject, end)
    elif frame.object is not None and frame.object.i > verb.i and frame.lemma not in ADDRESSING:
        return
    elif stop >= end or doc[stop].is_punct or doc[stop].lower_ in TIMES:
        yield from _parts(bench, verb, subject, (begin, comma, stop, end))


def _parts(
    bench: Workbench, verb: Token, subject: Token | None, place: tuple[int, int, int, int]
) -> Iterator[Utterance]:
    """`place`: where "X said" begins, the comma before it, where it stops, the sentence's end."""
    doc, (begin, comma, stop, end) = bench.reading.doc, place
    first = segment_start(bench, bench.sentences.start(verb), comma)
    left = any(c.dep_ == "ccomp" and c.i < begin for c in verb.lefts)
    before = (left or finite(bench.reading, first, comma)) and doc[comma - 1].lower_ not in RELATIVE
    after = stop + 1 if stop < end and doc[stop].text in {",", ";"} and not bench.opens_quote(stop + 1) else end
    if before or (after >= end and comma - first > 3 and doc[first].pos_ in PLAIN):
        yield from utterance(bench, first, begin, verb, subject, fronted=True)
        if _same_speech(bench, after, end, doc[stop].text if stop < end else ""):
            skip = doc[after].lower_ in JOINING | SUBORDINATING
            yield from utterance(bench, after + skip, cut(bench, verb, after + skip, end), verb, subject)
    elif after < end and (doc[after].tag_ != "VBG" or bench.marks.quoted(after)):  # not "went wide, missing a chance"
        yield from utterance(bench, after, cut(bench, verb, after, end), verb, subject)


def _loose(bench: Workbench, frame: Frame, subject: Token | None, end: int) -> Iterator[Utterance]:
    """A clause right after "said" in which the parser sees none: "said the way it works “is not working”"."""
    i = frame.verb.i + 1
    if frame.lemma not in LOOSE or subject is None or not subject.i < i < end:
        return
    if bench.reading.doc[i].pos_ in PLAIN and finite(bench.reading, i, end):
        yield from utterance(bench, i, cut(bench, frame.verb, i, end), frame.verb, subject)


def _comma_before(bench: Workbench, begin: int, start: int) -> int | None:
    """The token that parts the commented clause from "X said"."""
    doc, comma = bench.reading.doc, begin - 1
    while comma > start and (doc[comma].is_space or doc[comma].text in {'"', "”", "’", "'"}):
        comma -= 1
    if comma <= start:
        return None
    asked = doc[comma].text[-1:] in {"?", "!"} and comma < begin - 1
    return comma + asked if asked or doc[comma].text in {",", "--", "—", "–"} else None


def _block(bench: Workbench, verb: Token, subject: Token | None, end: int) -> tuple[int, int]:
    """The tokens of "X said Monday in a statement"."""
    begin = min([verb.i, *(t.i for t in verb.lefts if t.dep_ in {"aux", "advmod", "neg"} and t.i > verb.i - 4)])
    if subject is not None and subject.i < verb.i:
        begin = min(begin, _phrase_start(bench, subject))
    stop = verb.i + 1
    if subject is not None and verb.i < subject.i < end:
        stop = max(stop, subject.right_edge.i + 1)
    for child in verb.rights:
        if child.dep_ in BLOCK and child.left_edge.i <= stop + 1:
            stop = max(stop, child.right_edge.i + 1)
        elif child.dep_ in {"punct", "cc", "ccomp", "conj", "parataxis", "advcl"}:
            break
    while stop > verb.i + 1 and bench.reading.doc[stop - 1].is_punct:
        stop -= 1
    return begin, min(stop, end)


def _phrase_start(bench: Workbench, subject: Token) -> int:
    mention = bench.reading.discourse.mention_at.get(subject.i)
    if mention is not None and mention.named:
        start = mention.title.start if mention.title is not None else mention.start
        return start - (start > 0 and bench.reading.doc[start - 1].pos_ == "DET")
    return int(subject.left_edge.i)


def segment_start(bench: Workbench, start: int, comma: int) -> int:
    """Where a commented clause begins: past a semicolon or "But"."""
    doc = bench.reading.doc
    for i in range(comma - 1, start, -1):
        if doc[i].text == ";" and not bench.marks.quoted(i):
            start = i + 1
            break
    while start < comma and _skippable(bench, start):
        start += 1
    return start


def _skippable(bench: Workbench, i: int) -> bool:
    token = bench.reading.doc[i]
    return token.lower_ in JOINING or token.is_space or (token.is_punct and not bench.opens_quote(i))


def _same_speech(bench: Workbench, start: int, end: int, mark: str) -> bool:
    """Whether what follows "A, X said, and" is still X's speech and not the story's."""
    doc = bench.reading.doc
    if start + 2 >= end or not (mark == ";" or doc[start].lower_ in JOINING | SUBORDINATING):
        return False
    if doc[start].lower_ in SUBORDINATING:
        return any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in doc[start:end])
    first = doc[start + (doc[start].lower_ in JOINING)]
    if first.lower_ in {"he", "she", "they"} or (first.tag_ in {"VBD", "VBN"} and first.pos_ == "VERB"):
        return any(t.lower_ in {"was", "had", "would"} for t in doc[first.i + 1 : first.i + 2])
    return finite(bench.reading, start, end)
