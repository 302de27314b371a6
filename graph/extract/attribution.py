"""Clauses that a cue reports: after it ("said that …"), before it ("…, X said"), around it, or by "according to"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.extract.frames import Frame
from graph.extract.layout import Kind
from graph.extract.lexicon import words
from graph.extract.quotes import subject_of
from graph.extract.spans import finite, trimmed
from graph.extract.utterance import Utterance, Workbench

RELATIVE = frozenset({"who", "which", "that", "whom"})
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday today yesterday tonight".split())
NO_REPORT = frozenset(
    {"decline", "refuse", "fail", "want", "plan", "hesitate", "need", "try", "ask", "order", "have", "use", "like"}
)
JOINING = frozenset({"and", "but", "although", "though", "since", "while", "yet", "because", "so"})


def clauses(bench: Workbench) -> list[Utterance]:
    """Every reported clause, in order."""
    result = []
    for frame in bench.reading.frames:
        if _reports(bench, frame):
            result += list(_of_cue(bench, frame))
    for token in bench.reading.doc:
        if token.lower_ == "according" and not bench.marks.quoted(token.i) and token.i not in bench.consumed:
            result += list(_according(bench, token))
    return result


def _reports(bench: Workbench, frame: Frame) -> bool:
    """Whether a verb can report a clause here."""
    verb = frame.verb
    if frame.lemma not in words("cues", "say") or bench.marks.quoted(verb.i) or verb.i in bench.consumed:
        return False
    if frame.passive or frame.modal not in {None, "will", "did"} or frame.negated or verb.dep_ == "amod":
        return False
    if bench.reading.in_furniture(verb) or _in_title(bench, verb):
        return False
    if (
        verb.tag_ == "VB"
        and verb.dep_ in {"xcomp", "ccomp", "acl", "advcl"}
        and not any(c.dep_ == "aux" and c.tag_ == "MD" for c in verb.children)
    ):
        return verb.head.lemma_ in {"go", "continue", "come", "appear", "rise"}
    return True


def _in_title(bench: Workbench, token: Token) -> bool:
    paragraph = bench.reading.paragraph(token.idx)
    return paragraph is not None and paragraph.kind is Kind.TITLE


def _of_cue(bench: Workbench, frame: Frame) -> Iterator[Utterance]:
    verb = frame.verb
    start, end = bench.sentences.start(verb), bench.sentences.end(verb)
    subject = subject_of(bench, verb, start) if frame.subject is None and verb.tag_ not in {"VBG"} else frame.subject
    if subject is not None and bench.marks.quoted(subject.i):
        return
    follows = any(c.dep_ == "nsubj" and c.lower_ == "who" for c in verb.children)
    after = _after(bench, frame, end)
    if after is not None:
        for a, b in _parts(bench, verb, *after):
            yield from _utterance(bench, a, b, verb, subject, follows=follows)
        return
    if frame.lemma in words("cues", "that_only") and frame.lemma not in {
        "promise",
        "announce",
        "report",
        "point",
        "protest",
    }:
        if not (verb.i + 1 < len(bench.reading.doc) and bench.reading.doc[verb.i + 1].text in {".", ","}):
            return
    yield from _around(bench, verb, subject, start, end)


def _utterance(
    bench: Workbench, a: int, b: int, cue: Token, subject: Token | None, follows: bool = False, fronted: bool = False
) -> Iterator[Utterance]:
    span = trimmed(bench.reading, a, b)
    if span is not None:
        yield Utterance(*span, cue, subject, follows=follows, fronted=fronted)


# --- after the cue


def _after(bench: Workbench, frame: Frame, end: int) -> tuple[int, int] | None:
    """Tokens of the clause that follows the cue."""
    verb = frame.verb
    complement = _complement(frame)
    that = _that(bench, verb, end)
    if complement is None and that is None:
        return None
    if that is not None and (complement is None or that <= complement.i):
        start = that + 1
    else:
        assert complement is not None
        start = max(complement.left_edge.i, verb.i + 1)
        if (
            frame.lemma in words("cues", "that_only")
            and bench.reading.doc[start].lower_ not in {"how", "whether", "what", "why"}
            and not _bare_clause(complement, frame)
        ):
            return None
        while start < complement.i and bench.reading.doc[start].lower_ in DAYS:
            start += 1
    stop = max(complement.right_edge.i + 1, start) if complement is not None else end
    return start, _cut(bench, verb, start, min(stop, end))


def _bare_clause(complement: Token, frame: Frame) -> bool:
    """ "Police believe the two were …": a full clause without "that", after a verb of opinion."""
    return (
        any(c.dep_ in {"nsubj", "nsubjpass", "expl"} for c in complement.children)
        and complement.tag_ != "VB"
        and any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in (complement, *complement.children))
    )


def _complement(frame: Frame) -> Token | None:
    for child in frame.verb.rights:
        if child.dep_ == "ccomp" and any(c.dep_ in {"nsubj", "nsubjpass", "expl", "csubj"} for c in child.children):
            return child
    for child in frame.verb.rights:
        if child.dep_ == "ccomp" and child.tag_ not in {"VBG", "VB"}:
            return child
    return None


def _that(bench: Workbench, verb: Token, end: int) -> int | None:
    """The "that" which opens the clause, past what may stand between ("told reporters on Monday that")."""
    for token in bench.reading.doc[verb.i + 1 : min(end, verb.i + 16)]:
        if bench.marks.quoted(token.i) or token.text in {";", ":"}:
            return None
        if token.lower_ == "that":
            follows = token.doc[token.i + 1] if token.i + 1 < end else None
            if (
                token.tag_ in {"IN", "WDT"}
                and token.dep_ in {"mark", "nsubj", "dobj", "det"}
                and follows is not None
                and not (token.dep_ == "nsubj" and token.head.dep_ == "relcl")
            ):
                return int(token.i)
            return None
        if token.tag_ in {"VBZ", "VBP", "MD"} or (token.tag_ == "VBD" and token.dep_ not in {"relcl", "acl"}):
            return None
    return None


def _cut(bench: Workbench, verb: Token, start: int, stop: int) -> int:
    """Where the clause ends, before a semicolon or another cue that shares the subject of this one."""
    doc = bench.reading.doc
    for i in range(start, stop):
        token = doc[i]
        if bench.marks.quoted(i):
            continue
        if token.text == ";":
            return i
        if token.dep_ == "conj" and i > start + 2 and _another_act(token, verb):
            back = i
            while back > start and doc[back - 1].lower_ in {"and", "but", ",", "then", "also", "has", "had"}:
                back -= 1
            return back
    return stop if not _inside(bench, stop) else _close(bench, stop)


def _another_act(token: Token, verb: Token) -> bool:
    """Whether a coordinated verb is the speaker's next act rather than part of what was said."""
    if (
        token.pos_ != "VERB"
        or token.tag_ != "VBD"
        or verb.tag_ != "VBD"
        or any(c.dep_ in {"nsubj", "nsubjpass", "aux", "auxpass"} for c in token.children)
    ):
        return False
    lemma = token.lemma_.lower()
    speech = lemma in words("cues", "say") or lemma in words("cues", "label_as") or lemma in words("cues", "quote_only")
    head = token.head
    return speech or any(c.dep_ == "aux" and c.tag_ in {"MD", "VBD", "VBZ"} for c in head.children)


def _inside(bench: Workbench, stop: int) -> bool:
    return (
        0 < stop < len(bench.reading.doc)
        and bench.marks.quoted(stop - 1)
        and (bench.marks[stop] == bench.marks[stop - 1] or bench.closes_quote(stop))
    )


def _close(bench: Workbench, stop: int) -> int:
    """Past the end of the quotation that a cut would leave open."""
    number = bench.marks[stop - 1]
    while stop < len(bench.reading.doc) and bench.marks[stop] == number:
        stop += 1
    return stop + 1


def _parts(bench: Workbench, verb: Token, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """A clause, cut where another "that" joins a second one: "said that A and that B"."""
    doc, begin = bench.reading.doc, start
    for i in range(start + 2, stop - 1):
        if (
            doc[i].lower_ == "that"
            and doc[i].pos_ in {"SCONJ", "DET", "PRON"}
            and doc[i - 1].lower_ in {"and", "but"}
            and not bench.marks.quoted(i)
            and i + 1 < stop
        ):
            yield begin, i - 1
            begin = i + 1
    yield begin, stop


# --- before and around the cue


def _around(bench: Workbench, verb: Token, subject: Token | None, start: int, end: int) -> Iterator[Utterance]:
    """The sentence that a cue without a clause of its own comments on: "A, X said", "A, X said, and B"."""
    doc = bench.reading.doc
    begin, stop = _block(verb, subject, end)
    comma = begin - 1
    while comma > start and (doc[comma].is_space or bench.closes_quote(comma)):
        comma -= 1
    if comma < start or not (
        doc[comma].text in {",", "--", "—", "–"} or doc[comma].text[-1:] in {"?", "!"} and bench.closes_quote(comma + 1)
    ):
        return
    first = _segment_start(bench, start, comma)
    before = finite(bench.reading, first, comma) and doc[comma - 1].lower_ not in RELATIVE
    rest = stop + 1 if stop < end and doc[stop].text == "," else stop
    after = stop < end and doc[stop].text == "," and not bench.opens_quote(rest)
    if before:
        yield from _utterance(bench, first, comma, verb, subject, fronted=True)
        if after and rest < end and doc[rest].lower_ in JOINING and _same_speech(bench, rest + 1, end, verb):
            yield from _utterance(bench, rest + 1, _cut(bench, verb, rest + 1, end), verb, subject)
    elif after:
        yield from _utterance(bench, rest, _cut(bench, verb, rest, end), verb, subject)


def _block(verb: Token, subject: Token | None, end: int) -> tuple[int, int]:
    """The tokens of "X said Monday in a statement"."""
    begin = min([verb.i, *(t.i for t in verb.lefts if t.dep_ in {"aux", "advmod", "neg"} and t.i > verb.i - 4)])
    if subject is not None and subject.i < verb.i and subject.head in {verb, verb.head}:
        begin = min(begin, subject.left_edge.i)
    if subject is not None and subject.i < verb.i and begin > subject.i:
        begin = min(begin, subject.left_edge.i)
    stop = verb.i + 1
    if subject is not None and verb.i < subject.i < end:
        stop = max(stop, subject.right_edge.i + 1)
    for child in verb.rights:
        if (
            child.dep_ in {"prep", "npadvmod", "advmod", "dobj", "dative", "prt", "oprd", "pobj"}
            and child.i <= stop + 1
        ):
            stop = max(stop, child.right_edge.i + 1)
        elif child.dep_ in {"punct", "cc", "ccomp", "conj", "parataxis", "advcl"}:
            break
    return begin, min(stop, end)


def _segment_start(bench: Workbench, start: int, comma: int) -> int:
    """Where the commented clause begins: after a semicolon, an earlier quotation that stands alone, or "But"."""
    doc = bench.reading.doc
    for i in range(comma - 1, start, -1):
        if doc[i].text == ";" and not bench.marks.quoted(i):
            start = i + 1
            break
    while start < comma and (
        doc[start].lower_ in {"but", "and", "yet", "so"}
        or doc[start].is_punct
        and not bench.opens_quote(start)
        or doc[start].is_space
    ):
        start += 1
    return start


def _same_speech(bench: Workbench, start: int, end: int, verb: Token) -> bool:
    """Whether what follows "X said, and" is still X's speech and not the story's."""
    if start >= end:
        return False
    first = bench.reading.doc[start]
    if first.lower_ in {"he", "she", "they", "it"}:
        return bench.reading.doc[start - 1].lower_ not in {"and", "but"} or any(
            t.tag_ == "VBD" and t.lower_ in {"was", "had"} for t in bench.reading.doc[start : start + 3]
        )
    if first.tag_ in {"VBD", "VBN"} and first.pos_ == "VERB":
        return False
    return finite(bench.reading, start, end)


# --- according to


def _according(bench: Workbench, token: Token) -> Iterator[Utterance]:
    """ "A, according to X", "According to X, A", "A, according to X, B"."""
    doc = bench.reading.doc
    if token.i + 2 >= len(doc) or doc[token.i + 1].lower_ != "to" or bench.reading.in_furniture(token):
        return
    start, end = bench.sentences.start(token), bench.sentences.end(token)
    source = next((c for t in (doc[token.i + 1],) for c in t.children if c.dep_ == "pobj"), None)
    if source is None:
        source = doc[token.i + 2]
    stop = min(end, _source_end(bench, source, end))
    first = _segment_start(bench, start, token.i)
    comma = (
        token.i - 1
        if token.i > first and doc[token.i - 1].text in {",", "—", "–", "--"} or bench.closes_quote(token.i - 1)
        else token.i
    )
    if finite(bench.reading, first, comma):
        yield from _utterance(bench, first, comma, token, source, fronted=True)
    elif stop < end:
        yield from _utterance(bench, stop + (doc[stop].text == ","), _cut(bench, token, stop + 1, end), token, source)


def _source_end(bench: Workbench, source: Token, end: int) -> int:
    for i in range(source.i + 1, end):
        if bench.reading.doc[i].text in {",", ";", "."} or bench.opens_quote(i):
            return i
    return end
