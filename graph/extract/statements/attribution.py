"""Clauses that a cue reports: after it ("said that …"), before it ("…, X said") or around it ("A, X said, and B")."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.extract.frames import Frame
from graph.extract.layout import Kind
from graph.extract.lexicon import table, words
from graph.extract.statements.cuts import cut, utterance
from graph.extract.statements.fronted import RELATIVE, around
from graph.extract.statements.subjects import subject_of
from graph.extract.statements.utterance import Utterance, Workbench

DAYS = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday", "tonight"}
)
HOURS = frozenset({"night", "morning", "afternoon", "evening", "week", "month", "year"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
FILLERS = frozenset({"time", "statement", "letter", "interview", "email", "court", "conference", "hearing", "meeting"})
OPINIONS = frozenset({"believe", "think", "hope", "hop", "fear", "expect", "suspect", "feel"})
GOING_ON = frozenset({"go", "continue", "come", "appear", "rise"})


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
    if bench.reading.official and (frame.lemma not in table("cues")["official"]["say"].split() or verb.dep_ == "pcomp"):
        return False  # "except that of reporting to the Congress"
    if frame.passive or frame.modal not in {None, "will", "did"} or frame.negated or verb.dep_ == "amod":
        return False
    if bench.reading.in_furniture(verb) or _in_title(bench, verb) or _supposed(verb):
        return False
    if frame.lemma == "point" and not any(c.lower_ == "out" for c in verb.children):
        return False
    if (
        verb.tag_ == "VBN"
        and not any(c.dep_ == "aux" for c in verb.children)
        and verb.dep_ not in {"ROOT", "conj", "ccomp"}
    ):
        return False
    modal = any(c.dep_ == "aux" and c.lower_ != "to" for c in verb.children)
    return verb.tag_ != "VB" or modal or (verb.dep_ == "xcomp" and verb.head.lemma_ in GOING_ON)


def _supposed(verb: Token) -> bool:
    """Whether a cue is a condition ("if it says that …") or describes whom it fits ("anyone who believes that")."""
    marks = [c.lower_ for c in verb.children if c.dep_ == "mark"]
    if verb.dep_ == "advcl" and set(marks) & {"if", "unless", "whether"}:
        return True
    return verb.lemma_.lower() in OPINIONS and verb.dep_ == "relcl" and verb.doc[verb.left_edge.i - 1].text != ","


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
    if after is not None and bench.reading.doc[after[0] - 1].text == "," and verb.i not in bench.consumed:
        found = list(around(bench, frame, subject, end))
        if any(u.fronted for u in found):
            yield from found
            return
    if after is not None:
        if verb.i not in bench.consumed or (
            bench.reading.doc[after[0] - 1].lower_ == "that"
            and not (bench.marks.quoted(after[0]) or bench.opens_quote(after[0]))
        ):
            for a, b in _parts(bench, *after):
                yield from utterance(bench, a, b, verb, subject, follows=follows)
        return
    if verb.i not in bench.consumed and not any(c.dep_ == "nsubj" and c.lower_ in RELATIVE for c in verb.children):
        yield from around(bench, frame, subject, end)


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
        start = _past_time(bench, start, complement.i)
    else:
        return None
    stop = max(complement.right_edge.i + 1, start) if complement is not None else end
    return start, cut(bench, verb, start, min(_further(verb, complement, stop), end))


def _past_time(bench: Workbench, start: int, stop: int) -> int:
    """Past a day that belongs to the cue: "said on Tuesday night the state would"."""
    doc, i = bench.reading.doc, start
    while (
        i < stop
        and doc[i].lower_ in DAYS | {"on", "late", "early", "last", "this"}
        and doc[i + 1].lower_ in DAYS | HOURS
    ):
        i += 1
    while i < stop and doc[i].lower_ in DAYS | HOURS and (i > start or doc[i].lower_ in DAYS):
        i += 1
    return i if i > start and doc[i - 1].lower_ in DAYS | HOURS else start


def _further(verb: Token, complement: Token | None, stop: int) -> int:
    """Past a part of the clause that the parser hangs on the cue: another tense than the cue's shows it."""
    for child in verb.rights if complement is not None else ():
        if child.dep_ != "conj" or (complement is not None and child.i < complement.i):
            continue
        same = child.tag_ == verb.tag_ and not any(c.tag_ in {"MD", "VBZ", "VBP"} for c in child.lefts)
        if not same and not any(c.dep_ in SUBJECTS for c in child.children):
            stop = max(stop, child.right_edge.i + 1)
    return stop


def _bare_clause(complement: Token) -> bool:
    """ "Police believe the two were …": a full clause without "that", after a verb of opinion."""
    helped = [c for c in complement.children if c.dep_ in {"aux", "auxpass"}]
    finite_verb = any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in (complement, *helped))
    return finite_verb and any(c.dep_ in SUBJECTS for c in complement.children)


def _complement(bench: Workbench, frame: Frame, end: int) -> Token | None:
    """The verb of the clause that follows, one with a subject first; a semicolon ends the cue's reach."""
    verb = frame.verb
    rights = [c for c in verb.rights if c.dep_ == "ccomp" and c.i < end and not _parted(bench, verb.i, c.left_edge.i)]
    for child in rights:
        if any(c.dep_ in SUBJECTS for c in child.children):
            return child
    return next((c for c in rights if c.tag_ not in {"VBG", "VB"}), None)


def _parted(bench: Workbench, i: int, j: int) -> bool:
    return any(t.text == ";" for t in bench.reading.doc[i:j])


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
    if before == verb or before.lower_ in DAYS or before.lemma_.lower() in FILLERS or before.text == ",":
        return that.doc[that.i + 1].pos_ not in {"VERB", "AUX"} or that.dep_ == "mark"
    if that.dep_ == "mark":
        return (
            that.head.dep_ not in {"relcl", "acl"} or before.pos_ not in {"NOUN"} or before.dep_ in {"dobj", "dative"}
        )
    return that.dep_ in {"nsubj", "det"} and that.head.dep_ != "relcl" and before.pos_ in {"VERB", "ADV", "NUM"}


def _parts(bench: Workbench, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """A clause, cut where another "that" joins a second one: "said that A and that B"."""
    doc, begin = bench.reading.doc, start
    for i in range(start + 2, stop - 1):
        joins = doc[i].lower_ == "that" and doc[i - 1].lower_ in {"and", "but", ","} and not bench.marks.quoted(i)
        if joins and doc[i].pos_ in {"SCONJ", "DET", "PRON"}:
            yield begin, i - 1
            begin = i + 1
    yield begin, stop
