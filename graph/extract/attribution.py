"""Clauses that a cue reports: after it ("said that …"), before it ("…, X said") or around it ("A, X said, and B")."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.extract.frames import Frame
from graph.extract.layout import Kind
from graph.extract.lexicon import table, words
from graph.extract.spans import finite, trimmed
from graph.extract.subjects import another_act, subject_of
from graph.extract.utterance import Utterance, Workbench

RELATIVE = frozenset({"who", "which", "that", "whom", "what"})
DAYS = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday", "tonight"}
)
JOINING = frozenset({"and", "but", "yet", "so"})
SUBORDINATING = frozenset({"although", "though", "since", "while", "because", "even"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
FILLERS = frozenset({"time", "statement", "letter", "interview", "email", "court", "conference", "hearing", "meeting"})
GOING_ON = frozenset({"go", "continue", "come", "appear", "rise"})
BLOCK = frozenset({"prep", "npadvmod", "advmod", "dobj", "dative", "prt", "oprd", "pobj"})


def clauses(bench: Workbench) -> list[Utterance]:
    """Every reported clause, in order."""
    result = []
    for frame in bench.reading.frames:
        if _reports(bench, frame):
            result += list(_of_cue(bench, frame))
    return result


def _reports(bench: Workbench, frame: Frame) -> bool:
    """Whether a verb can report a clause here."""
    verb = frame.verb
    if bench.marks.quoted(verb.i):
        return False
    if not (frame.lemma in words("cues", "say") or (frame.lemma in words("cues", "ask") and _asks(frame))):
        return False
    if bench.reading.official and frame.lemma not in table("cues")["official"]["say"].split():
        return False
    if frame.passive or frame.modal not in {None, "will", "did"} or frame.negated or verb.dep_ == "amod":
        return False
    if bench.reading.in_furniture(verb) or _in_title(bench, verb):
        return False
    if _supposed(verb) or (frame.lemma == "point" and frame.particle is None and not any(c.lower_ == "out" for c in verb.children)):
        return False
    modal = any(c.dep_ == "aux" and c.lower_ != "to" for c in verb.children)
    return verb.tag_ != "VB" or modal or (verb.dep_ == "xcomp" and verb.head.lemma_ in GOING_ON)


def _supposed(verb: Token) -> bool:
    """"if it suggests that …", "shoppers who believe that …": a condition, or a description of whoever it fits."""
    if verb.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in {"if", "unless", "whether"} for c in verb.children):
        return True
    opinion = verb.lemma_.lower() in {"believe", "think", "hope", "hop", "fear", "expect", "suspect", "feel"}
    return opinion and verb.dep_ == "relcl" and verb.doc[verb.left_edge.i - 1].text != ","


def _asks(frame: Frame) -> bool:
    child = next((c for c in frame.verb.rights if c.dep_ == "ccomp"), None)
    return child is not None and child.left_edge.lower_ in words("cues", "wh")


def _in_title(bench: Workbench, token: Token) -> bool:
    paragraph = bench.reading.paragraph(token.idx)
    return paragraph is not None and paragraph.kind is Kind.TITLE


def _of_cue(bench: Workbench, frame: Frame) -> Iterator[Utterance]:
    verb = frame.verb
    end = bench.sentences.end(verb)
    subject = subject_of(bench, verb)
    follows = any(c.dep_ == "nsubj" and c.lower_ == "who" for c in verb.children)
    after = _after(bench, frame, end) if frame.lemma not in words("cues", "no_clause") else None
    if after is not None:
        if verb.i not in bench.consumed or (
            bench.reading.doc[after[0] - 1].lower_ == "that"
            and not (bench.marks.quoted(after[0]) or bench.opens_quote(after[0]))
        ):
            for a, b in _parts(bench, *after):
                yield from utterance(bench, a, b, verb, subject, follows=follows)
        return
    if verb.i not in bench.consumed and not any(c.dep_ == "nsubj" and c.lower_ in RELATIVE for c in verb.children):
        yield from _around(bench, frame, subject, end)


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


# --- after the cue


def _after(bench: Workbench, frame: Frame, end: int) -> tuple[int, int] | None:
    """Tokens of the clause that follows the cue."""
    verb, doc = frame.verb, bench.reading.doc
    complement = _complement(bench, frame, end)
    that = _that(bench, verb, end)
    if that is not None and (complement is None or that <= complement.i):
        start = that + 1
    elif complement is not None:
        start = max(complement.left_edge.i, verb.i + 1)
        needs_more = frame.lemma in words("cues", "that_only") and doc[start].lower_ not in words("cues", "wh")
        if needs_more and not _bare_clause(complement):
            return None
        while start < complement.i and doc[start].lower_ in DAYS:
            start += 1
    else:
        return None
    stop = max(complement.right_edge.i + 1, start) if complement is not None else end
    return start, cut(bench, verb, start, min(_further(verb, complement, stop), end))


def _further(verb: Token, complement: Token | None, stop: int) -> int:
    """Past a part of the clause that the parser hangs on the cue: another tense than the cue's shows it."""
    if complement is None:
        return stop
    for child in verb.rights:
        same = child.tag_ == verb.tag_ and not any(c.tag_ in {"MD", "VBZ", "VBP"} for c in child.lefts)
        if child.dep_ == "conj" and child.i > complement.i and not same and not any(c.dep_ in SUBJECTS for c in child.children):
            stop = max(stop, child.right_edge.i + 1)
    return stop


def _bare_clause(complement: Token) -> bool:
    """"Police believe the two were …": a full clause without "that", after a verb of opinion."""
    helped = [c for c in complement.children if c.dep_ in {"aux", "auxpass"}]
    finite_verb = any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in (complement, *helped))
    return finite_verb and any(c.dep_ in SUBJECTS for c in complement.children)


def _complement(bench: Workbench, frame: Frame, end: int) -> Token | None:
    """The verb of the clause that follows, which a semicolon parts from the cue no more than its subject lacks."""
    rights = [
        c for c in frame.verb.rights if c.dep_ == "ccomp" and c.i < end and not _parted(bench, frame.verb.i, c.left_edge.i)
    ]
    for child in rights:
        if any(c.dep_ in SUBJECTS for c in child.children):
            return child
    return next((c for c in rights if c.tag_ not in {"VBG", "VB"}), None)


def _parted(bench: Workbench, i: int, j: int) -> bool:
    """Whether a semicolon, or a comma right before it, parts a clause from the cue; "that" may follow a comma."""
    doc = bench.reading.doc
    bare = doc[j].lower_ != "that" and not bench.opens_quote(j) and not bench.marks.quoted(j)
    return any(t.text == ";" for t in doc[i:j]) or (bare and doc[j - 1].text == "," and j - 2 > i)


def _that(bench: Workbench, verb: Token, end: int) -> int | None:
    """The "that" which opens the clause, past what may stand between ("told reporters on Monday that")."""
    doc = bench.reading.doc
    for token in doc[verb.i + 1 : min(end, verb.i + 30)]:
        if bench.marks.quoted(token.i) or token.text in {";", ":"}:
            return None
        if token.lower_ == "that":
            return int(token.i) if token.i + 1 < end and _opens_clause(doc[token.i - 1], token, verb) else None
        acts = token.tag_ in {"VBZ", "VBP", "MD", "VBG"} or (token.tag_ == "VBD" and token.dep_ not in {"relcl", "acl"})
        if acts or (token.pos_ == "VERB" and token.lemma_.lower() in words("cues", "say")):
            return None
    return None


def _opens_clause(before: Token, that: Token, verb: Token) -> bool:
    if that.dep_ == "det" and that.head.ent_type_ in {"DATE", "TIME"}:
        return False
    if before is verb or before.lower_ in DAYS or before.lemma_.lower() in FILLERS or before.text == ",":
        return that.doc[that.i + 1].pos_ not in {"VERB", "AUX"} or that.dep_ == "mark"
    if that.dep_ == "mark":
        return that.head.dep_ not in {"relcl", "acl"} or before.pos_ not in {"NOUN"} or before.dep_ in {"dobj", "dative"}
    return that.dep_ in {"nsubj", "det"} and that.head.dep_ != "relcl" and before.pos_ in {"VERB", "ADV", "NUM"}


def cut(bench: Workbench, verb: Token, start: int, stop: int) -> int:
    """Where the clause ends, before a semicolon or another act of the speaker, and never inside a quotation."""
    doc = bench.reading.doc
    for i in range(start, stop):
        token = doc[i]
        if bench.marks.quoted(i):
            continue
        if token.text == ";":
            return i
        if token.dep_ == "conj" and i > start + 2 and another_act(token, verb):
            back = i
            while back > start and doc[back - 1].lower_ in {"and", "but", ",", "then", "also", "has", "had", "have"}:
                back -= 1
            return back
    return _close(bench, stop)


def _close(bench: Workbench, stop: int) -> int:
    """Past the end of the quotation that a cut would leave open."""
    size = len(bench.reading.doc)
    if not (0 < stop < size and bench.marks.quoted(stop - 1)):
        return stop
    number = bench.marks[stop - 1]
    while stop < size and bench.marks[stop] == number:
        stop += 1
    return min(stop + 1, size)


def _parts(bench: Workbench, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """A clause, cut where another "that" joins a second one: "said that A and that B"."""
    doc, begin = bench.reading.doc, start
    for i in range(start + 2, stop - 1):
        joins = doc[i].lower_ == "that" and doc[i - 1].lower_ in {"and", "but"} and not bench.marks.quoted(i)
        if joins and doc[i].pos_ in {"SCONJ", "DET", "PRON"}:
            yield begin, i - 1
            begin = i + 1
    yield begin, stop


# --- before and around the cue


def _around(bench: Workbench, frame: Frame, subject: Token | None, end: int) -> Iterator[Utterance]:
    """The sentence that a cue without a clause of its own comments on: "A, X said", "A, X said, and B"."""
    doc, verb = bench.reading.doc, frame.verb
    begin, stop = _block(bench, verb, subject, end)
    start = bench.sentences.start(verb)
    comma = _comma_before(bench, begin, start)
    if comma is None or (stop < end and not (doc[stop].is_punct or doc[stop].lower_ in {"as", "when", "after", "before"})):
        if comma is None:
            yield from _loose(bench, frame, subject, end)
        return
    first = segment_start(bench, start, comma)
    left = any(c.dep_ == "ccomp" and c.i < begin for c in verb.lefts)
    before = (left or finite(bench.reading, first, comma)) and doc[comma - 1].lower_ not in RELATIVE
    after = stop + 1 if stop < end and doc[stop].text in {",", ";"} and not bench.opens_quote(stop + 1) else end
    if before or (after >= end and comma - first > 3 and doc[first].pos_ in {"DET", "NOUN", "PROPN", "PRON", "ADJ"}):
        yield from utterance(bench, first, comma, verb, subject, fronted=True)
        if _same_speech(bench, after, end, doc[stop].text if stop < end else ""):
            skip = doc[after].lower_ in JOINING | SUBORDINATING
            yield from utterance(bench, after + skip, cut(bench, verb, after + skip, end), verb, subject)
    elif after < end:
        yield from utterance(bench, after, cut(bench, verb, after, end), verb, subject)


def _loose(bench: Workbench, frame: Frame, subject: Token | None, end: int) -> Iterator[Utterance]:
    """A clause right after "said" in which the parser sees none: "said the way it works “is not working”"."""
    i = frame.verb.i + 1
    if frame.lemma not in {"say", "argue", "claim", "insist", "contend", "note", "warn", "add"} or subject is None or i >= end:
        return
    if bench.reading.doc[i].pos_ in {"DET", "PROPN", "PRON", "NOUN", "ADJ"} and subject.i < i and finite(bench.reading, i, end):
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
    """Where a commented clause begins: past a semicolon, a dateline, or "But"."""
    doc = bench.reading.doc
    for i in range(comma - 1, start, -1):
        dateline = doc[i].text in {"—", "–", "--", "-"} and i < start + 12 and doc[start].text.isupper() and len(doc[start]) > 2
        if (doc[i].text == ";" or (dateline and bool(doc[i - 1].whitespace_))) and not bench.marks.quoted(i):
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
