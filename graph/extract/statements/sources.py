"""Statements without a verb of saying: "according to X", "by X's estimate", and the turns of a transcript."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from graph.extract.lexicon import table
from graph.extract.reading import Reading
from graph.extract.spans import finite, trim_characters
from graph.extract.statements.cuts import cut, utterance
from graph.extract.statements.fronted import RELATIVE, segment_start
from graph.extract.statements.utterance import Utterance, Workbench

PREPOSITIONS = frozenset({"according", "by", "in", "per"})
TURN = re.compile(r"([A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3}): +(\S.*?)(?:\s*\[[^\]]*\])?$")


def sources(bench: Workbench) -> list[Utterance]:
    """Every statement that a source alone marks, in order."""
    result: list[Utterance] = []
    for token in bench.reading.doc:
        if token.lower_ not in PREPOSITIONS or bench.marks.quoted(token.i) or bench.reading.in_furniture(token):
            continue
        phrase = _source(bench, token)
        if phrase is not None and token.i not in bench.consumed:
            result += list(_commented(bench, token, *phrase))
    for token in bench.reading.doc:
        if token.lower_ == "that" and token.dep_ in {"mark", "nsubj", "dobj"}:
            result += list(_claimed(bench, token))
    return result + list(_turns(bench.reading))


def _source(bench: Workbench, token: Token) -> tuple[Token, int] | None:
    """Who a source phrase names and where it ends, for the preposition it begins with."""
    doc, end = bench.reading.doc, bench.sentences.end(token)
    if token.lower_ == "according" and token.i + 2 < end and doc[token.i + 1].lower_ == "to":
        source = next((c for c in doc[token.i + 1].children if c.dep_ == "pobj"), doc[token.i + 2])
        return source, _source_end(bench, source, end)
    if token.lower_ == "per" and token.i + 1 < end and token.i > 0 and doc[token.i - 1].text == ",":
        named = next((c for c in token.children if c.dep_ == "pobj" and c.pos_ == "PROPN"), None)
        return None if named is None else (named, _source_end(bench, named, end))
    view = next((c for c in token.children if c.dep_ == "pobj"), None)
    if token.lower_ in {"by", "in"} and view is not None and view.lower_ in table("cues")["nouns"]["views"].split():
        owner = next((c for c in view.children if c.dep_ == "poss"), None)
        of = next((c for c in view.children if c.dep_ == "prep" and c.lower_ == "of"), None)
        if owner is None and of is not None:
            owner = next((c for c in of.children if c.dep_ == "pobj"), None)
        if owner is not None:
            return owner, _source_end(bench, max(owner, view, key=lambda t: t.i), end)
    return None


def _source_end(bench: Workbench, source: Token, end: int) -> int:
    doc = bench.reading.doc
    named = next((c.right_edge.i for c in source.rights if c.dep_ == "appos" and c.ent_type_ == "PERSON"), source.i)
    for i in range(named + 1, end):  # past "the coach, Ann Lee"
        if doc[i].text in {",", ";", "."} or bench.opens_quote(i) or (i > source.right_edge.i and _begins(doc, i)):
            return i
    return end


def _begins(doc: Doc, i: int) -> bool:
    """Whether a clause begins without a comma before it: "According to the ministry *over 300 people* have died"."""
    return any(
        t.dep_ in {"nsubj", "nsubjpass"} and t.left_edge.i == i and t.head.dep_ == "ROOT" for t in doc[i : i + 6]
    )


def _commented(bench: Workbench, token: Token, source: Token, stop: int) -> Iterator[Utterance]:
    """ "A, according to X", "According to X, A", "A, according to X, B"."""
    doc, end = bench.reading.doc, bench.sentences.end(token)
    first = segment_start(bench, bench.sentences.start(token), token.i)
    comma = token.i
    while comma > first and (doc[comma - 1].text in {",", "—", "–", "--"} or bench.closes_quote(comma - 1)):
        comma -= 1
    if finite(bench.reading, first, comma) and doc[comma - 1].lower_ not in RELATIVE:
        yield from utterance(bench, first, token.i, token, source, fronted=True)
    elif stop < end:
        start = stop + (doc[stop].text == ",")
        yield from utterance(bench, start, cut(bench, token, start, end), token, source)


def _claimed(bench: Workbench, that: Token) -> Iterator[Utterance]:
    """ "the claim by X that A", "X's warning that A": a noun of saying with its speaker."""
    claim = that.head.head
    fits = that.head.dep_ in {"acl", "relcl", "ccomp"} and that.dep_ == "mark" and claim.i < that.i
    if not fits or claim.lemma_.lower() not in table("cues")["nouns"]["claims"].split() or bench.marks.quoted(that.i):
        return
    owner = next((c for c in claim.children if c.dep_ == "poss"), None)
    by = next((c for c in claim.children if c.dep_ in {"prep", "agent"} and c.lower_ in {"by", "from", "of"}), None)
    if owner is None and by is not None:
        owner = next((c for c in by.children if c.dep_ == "pobj"), None)
    if owner is not None and not bench.reading.official:
        yield from utterance(bench, that.i + 1, that.head.right_edge.i + 1, claim, owner)


def _turns(reading: Reading) -> Iterator[Utterance]:
    """The paragraphs of a transcript: "WALZ: These actions …"."""
    people = {
        r.name.split()[-1].upper(): r.mentions[0].head for r in reading.referents if r.type == "Person" and r.named
    }
    for paragraph in reading.paragraphs:
        found = TURN.match(reading.document.text[paragraph.start : paragraph.end])
        speaker = people.get(found.group(1).split()[-1]) if found else None
        if found and speaker is not None:
            span = trim_characters(
                reading.document.text, paragraph.start + found.start(2), paragraph.start + found.end(2)
            )
            if span is not None:
                yield Utterance(*span, None, speaker, quoted=True)
