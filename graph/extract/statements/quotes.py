"""Quotations that are utterances of their own, with the cue after, before or between, or by the last speaker."""

from __future__ import annotations

from spacy.tokens import Token

from graph.extract.layout import Kind
from graph.extract.lexicon import words
from graph.extract.reading import Quotation
from graph.extract.spans import trim_characters
from graph.extract.statements.subjects import noun_after, subject_of
from graph.extract.statements.utterance import Utterance, Workbench

REACH = 40  # tokens between a quotation and its cue, at most: titles and appositions stand between


def quotes(bench: Workbench) -> list[Utterance]:
    """One utterance for each quotation that stands alone, in order."""
    result: list[Utterance] = []
    previous: Utterance | None = None
    paragraph = -1
    for number, quotation in enumerate(bench.marks.quotations):
        where = bench.reading.paragraph(quotation.start)
        if where is None or where.kind is Kind.FURNITURE:
            continue
        if where.start != paragraph:
            goes_on = previous is not None and not bench.marks.quotations[number - 1].closed
            previous, paragraph = (previous if goes_on else None), where.start
        found = _attributed(bench, number, quotation) or _continued(bench, number, quotation, previous)
        if found is not None:
            previous = found
            result.append(found)
            if found.cue is not None:
                bench.consumed.add(found.cue.i)
    return result


def _attributed(bench: Workbench, number: int, quotation: Quotation) -> Utterance | None:
    first, last = _tokens(bench, number)
    if first > last:
        return None
    after = _cue_after(bench, quotation, first, last)
    if after is not None:
        return _utterance(bench, quotation, *after)
    before = _cue_before(bench, first)
    if before is not None:
        return _utterance(bench, quotation, *before)
    return None


def _utterance(bench: Workbench, quotation: Quotation, cue: Token | None, subject: Token | None) -> Utterance | None:
    span = trim_characters(bench.reading.document.text, quotation.start, quotation.end)
    return None if span is None else Utterance(*span, cue, subject, quoted=True)


def _tokens(bench: Workbench, number: int) -> tuple[int, int]:
    """First and last token inside a quotation."""
    quotation = bench.marks.quotations[number]
    span = bench.reading.doc.char_span(quotation.start, quotation.end, alignment_mode="expand")
    if span is None:
        return 1, 0
    first, last = span.start, span.end - 1
    while first <= last and bench.marks[first] != number:
        first += 1
    while last >= first and bench.marks[last] != number:
        last -= 1
    return first, last


def _boundary_before(bench: Workbench, first: int) -> str:
    """What stands before a quotation's mark: "start" of a sentence, a comma or colon, or a word."""
    doc, i = bench.reading.doc, first - 2
    while i >= 0 and doc[i].is_space and "\n" not in doc[i].text:
        i -= 1
    if (
        i < 0
        or doc[i].is_space
        or doc[i].text[-1:] in ".!?"
        or (bench.closes_quote(i) and doc[i - 1].text[-1:] in ".!?")
    ):
        return "start"
    if doc[i].text in {":", ",", "—", "–", "--", "-", "•", "*", "·", "▪"}:
        return "start" if i == 0 or (doc[i - 1].is_space and doc[i].text not in {":", ","}) else doc[i].text
    return "word"


def _cue_after(bench: Workbench, quotation: Quotation, first: int, last: int) -> tuple[Token, Token | None] | None:
    """The cue in what follows a quotation that a comma (or ?, !, a dash) leaves open."""
    doc = bench.reading.doc
    i = last + 2
    text = bench.reading.document.text
    tail = text[quotation.start : quotation.end].rstrip()[-1:]
    if i >= len(doc):
        return None
    comma = doc[i].text == ","
    if not (comma or tail in {",", "?", "!", "-", "—", "–"} or tail.isalnum() or tail in ")]'’"):
        return None
    boundary = _boundary_before(bench, first)
    if boundary == "word" or (boundary in ",:" and not comma and tail != ","):
        return None
    i += comma
    if not comma and tail in {"?", "!"} and _new_sentence(bench, i):
        return None
    if not comma and tail.isalnum() and doc[i].lower_ in {"is", "are", "was", "were"}:
        return None
    return _clause_cue(bench, i)


def _new_sentence(bench: Workbench, i: int) -> bool:
    """Whether what follows "…?” is a sentence of its own rather than "…?” Smith asked"."""
    token = bench.reading.doc[i]
    if not token.text[:1].isupper():
        return False
    found = _clause_cue(bench, i)
    return token.pos_ != "PROPN" or found is None or any(c.dep_ in {"ccomp", "dobj"} for c in found[0].rights)


def _clause_cue(bench: Workbench, i: int) -> tuple[Token, Token | None] | None:
    """The first cue from token i on, within the sentence, and its subject."""
    doc, start = bench.reading.doc, i
    if i < len(doc) and doc[i].pos_ == "CCONJ":
        return None
    while i < len(doc) and i - start < REACH:
        token = doc[i]
        if bench.marks.quoted(i) or (token.is_space and "\n" in token.text) or (token.text in {".", "?", "!", ";"}):
            break
        if is_quote_cue(token):
            return token, subject_of(bench, token, start)
        if token.lower_ == "according" and i + 1 < len(doc) and doc[i + 1].lower_ == "to":
            return token, noun_after(bench, i + 2)
        i += 1
    return None


def is_quote_cue(token: Token) -> bool:
    """Whether a verb may introduce a quotation."""
    lemma = token.lemma_.lower()
    return (
        token.pos_ in {"VERB", "AUX"}
        and token.dep_ not in {"amod", "compound"}
        and (lemma in words("cues", "say") or lemma in words("cues", "quote_only"))
    )


def _cue_before(bench: Workbench, first: int) -> tuple[Token | None, Token | None] | None:
    """The cue in what leads up to a quotation by a comma, a colon or directly."""
    doc, boundary = bench.reading.doc, _boundary_before(bench, first)
    if boundary == "start":
        return None
    start = bench.sentences.start(doc[first - 1])
    i = first - 2
    if boundary == "word":
        return (doc[i], subject_of(bench, doc[i], start)) if is_quote_cue(doc[i]) and doc[i].tag_ != "VB" else None
    i -= 1
    while i >= start and first - i < REACH:
        token = doc[i]
        if (
            not bench.marks.quoted(i)
            and is_quote_cue(token)
            and token.dep_ not in {"relcl", "acl"} | ({"advcl"} if token.tag_ != "VBG" else set())
        ):
            return token, subject_of(bench, token, start)
        if bench.closes_quote(i):
            return _between(bench, i + 1, first - 2)
        if (
            boundary == ","
            and token.tag_ in {"VBD", "VBZ", "VBP"}
            and not bench.marks.quoted(i)
            and token.dep_ not in {"relcl", "advcl"}
        ):
            return None
        i -= 1
    return (
        (None, _named_before(bench, start, first))
        if boundary == ":" and _named_before(bench, start, first) is not None
        else None
    )


def _between(bench: Workbench, start: int, end: int) -> tuple[Token, Token | None] | None:
    return _clause_cue(bench, start + (bench.reading.doc[start].text == ",")) if start < end else None


def _named_before(bench: Workbench, start: int, first: int) -> Token | None:
    """Who is named before a colon without a verb: "From Sen. Rodric Bray, a Republican: …"."""
    for token in bench.reading.doc[start:first]:
        referent = bench.reading.referent(token)
        if referent is not None and referent.type == "Person" and referent.named:
            return token
    return None


def _continued(bench: Workbench, number: int, quotation: Quotation, previous: Utterance | None) -> Utterance | None:
    """A quotation of whole sentences without a cue of its own: the last speaker's."""
    first, last = _tokens(bench, number)
    if first > last or _boundary_before(bench, first) != "start":
        return None
    body = bench.reading.document.text[quotation.start : quotation.end].strip()
    nxt = bench.reading.doc[last + 2].text if last + 2 < len(bench.reading.doc) else "."
    whole = body[-1:] in ".!?…" or nxt in {".", "!", "?"} or not quotation.closed
    if not whole or (not body[:1].isupper() and not body[:1].isdigit() and body[:1] not in "[‘'…"):
        return None
    found = _utterance(bench, quotation, None, previous.subject if previous is not None else None)
    if found is not None and previous is not None:
        found.cue = previous.cue
    return found
