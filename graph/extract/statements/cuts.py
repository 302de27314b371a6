"""Cutting what was said out of its sentence: where a clause ends, and the utterance that it makes."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.extract.spans import trimmed
from graph.extract.statements.subjects import adds, another_act
from graph.extract.statements.utterance import Utterance, Workbench

REMARKS = frozenset({"move", "step", "claim", "charge", "accusation", "assertion", "argument", "stance", "position"})


def utterance(
    bench: Workbench,
    a: int,
    b: int,
    cue: Token,
    subject: Token | None,
    follows: bool = False,
    fronted: bool = False,
) -> Iterator[Utterance]:
    """The utterance of tokens `a:b`, or none where nothing is left of them."""
    span = trimmed(bench.reading, a, b)
    if span is not None:
        yield Utterance(*span, cue, subject, follows=follows, fronted=fronted)


def cut(bench: Workbench, verb: Token, start: int, stop: int) -> int:
    """Where the clause ends, before a semicolon or another act of the speaker, and never inside a quotation."""
    doc = bench.reading.doc
    for i in range(start, stop):
        token = doc[i]
        if bench.marks.quoted(i):
            continue
        if token.text == ";" or (token.text == "," and _comments(bench, i + 1, stop)):
            return i
        if token.dep_ == "conj" and i > start + 2 and another_act(token, verb):
            back = i
            while back > start and doc[back - 1].lower_ in {"and", "but", ",", "then", "also", "has", "had", "have"}:
                back -= 1
            return back
    return _close(bench, stop)


def _comments(bench: Workbench, i: int, stop: int) -> bool:
    """Whether the story goes on after a comma: "…, a move welcomed by", "…, calling it absurd"."""
    doc = bench.reading.doc
    if i + 1 >= stop:
        return False
    return (doc[i].lower_ in {"a", "an"} and doc[i + 1].lower_ in REMARKS) or (doc[i].dep_ == "advcl" and adds(doc[i]))


def _close(bench: Workbench, stop: int) -> int:
    """Past the end of the quotation that a cut would leave open."""
    size = len(bench.reading.doc)
    if not (0 < stop < size and bench.marks.quoted(stop - 1)):
        return stop
    number = bench.marks[stop - 1]
    while stop < size and bench.marks[stop] == number:
        stop += 1
    return min(stop + 1, size)
