"""Judgements reported without a clause: "called X Y", "described X as Y", "accused X of Y", "urged X to 'do Y'"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.extract.frames import Frame, noun_phrases
from graph.extract.lexicon import table, words
from graph.extract.spans import FINITE, trimmed
from graph.extract.statements.subjects import is_speech, subject_of
from graph.extract.statements.utterance import Utterance, Workbench

NOT_NAMING = frozenset({"for", "on", "in", "off", "up", "upon", "out", "back", "together", "attention"})

# Nouns with a "for" of their own: "criticized the exemption *for churches*".
AIMED = words("cues", "aimed")
NOT_AS = frozenset({"well", "soon", "long", "much", "many", "part", "if", "though", "he", "she", "they", "it", "of"})


def judgements(bench: Workbench) -> list[Utterance]:
    """Every reported judgement, in order."""
    result: list[Utterance] = []
    for frame in bench.reading.frames:
        if (
            bench.marks.quoted(frame.verb.i)
            or bench.reading.in_furniture(frame.verb)
            or frame.negated
            or frame.verb.i in bench.consumed
        ):
            continue
        found = list(_accused(bench, frame)) or list(_labelled(bench, frame)) or list(_requested(bench, frame))
        result += found
    return result


def _accuse_preps(lemma: str) -> set[str]:
    return {prep for prep, verbs in table("cues")["accuse"].items() if lemma in verbs.split()}


def _accused(bench: Workbench, frame: Frame) -> Iterator[Utterance]:
    """ "accused the mayor of using the issue and of lying": what follows each preposition."""
    preps = _accuse_preps(frame.lemma)
    subject = _subject(bench, frame) if preps else None
    if subject is None:
        return
    doc, verb = bench.reading.doc, frame.verb
    stop = _region_end(bench, verb, verb.i + 1, bench.sentences.end(verb))
    i = _first_prep(bench, frame, stop, preps)
    as_what = (c.i for c in verb.rights if c.lower_ == "as" and c.dep_ == "prep")
    if i is not None and frame.lemma in words("cues", "label_as") and min(as_what, default=i) < i:
        return  # "hailed it as a win for growers"
    while i is not None:
        j = _next_prep(bench, i + 1, stop, preps)
        yield from _utterance(bench, i + 1, j, verb, subject, frame.object)
        i = j + 1 if j < stop and j + 1 < len(doc) else None


def _first_prep(bench: Workbench, frame: Frame, stop: int, preps: set[str]) -> int | None:
    """The preposition of the charge: the verb's own, before one inside the object ("opponents of the order")."""
    verb, doc = frame.verb, bench.reading.doc
    first = verb.i + 1 if _extracted(frame) else verb.i + 2
    found = [
        t.i
        for t in doc[first:stop]
        if t.lower_ in preps and (not bench.marks.quoted(t.i) or bench.opens_quote(t.i - 1)) and t.dep_ != "agent"
    ]
    found = [i for i in found if not (doc[i].head == frame.object and doc[i].head.lemma_.lower() in AIMED)]
    own = [i for i in found if doc[i].head == verb]
    acts = [i for i in found if i + 1 < stop and doc[i + 1].tag_ == "VBG"]
    return min([*own, *acts] or found, default=None)


def _next_prep(bench: Workbench, i: int, stop: int, preps: set[str]) -> int:
    doc = bench.reading.doc
    for j in range(i + 1, stop - 1):
        if doc[j].lower_ in {"and", "or"} and doc[j + 1].lower_ in preps and not bench.marks.quoted(j):
            return j
    return stop


def _labelled(bench: Workbench, frame: Frame) -> Iterator[Utterance]:
    verb, lemma = frame.verb, frame.lemma
    verdict = lemma in words("cues", "label_verdict")
    bare, with_as = verdict or lemma in words("cues", "label"), lemma in words("cues", "label_as")
    subject = _subject(bench, frame) if bare or with_as else None
    if subject is None or bench.reading.official:
        return  # an instrument's own words judge, and report no judgements
    doc, end = bench.reading.doc, bench.sentences.end(verb)
    start = verb.i + 1
    while start < end and (doc[start].dep_ == "prt" or doc[start].lower_ in {"off", "down"}):
        start += 1
    stop = _region_end(bench, verb, start, end)
    extracted = _extracted(frame)
    if with_as:
        at = _as_token(bench, start, stop)
        if at is None:
            at = next((c.i for c in verb.rights if c.lower_ == "as" and c.dep_ == "prep" and c.i >= stop), None)
            stop = stop if at is None else bench.reading.doc[at].right_edge.i + 1
        if at is not None:
            yield from _utterance(
                bench, at + 1 if extracted or at == start else start, stop, verb, subject, frame.object
            )
            return
    if not bare or start >= stop or doc[start].lower_ in NOT_NAMING or (verdict and not _verdict(bench, start, stop)):
        return
    if not _mere_name(bench, extracted, start, stop) and (extracted or _names(bench, frame, start, stop)):
        yield from _utterance(bench, start, stop, verb, subject, frame.object)


def _verdict(bench: Workbench, start: int, stop: int) -> bool:
    """Whether the words hold praise or blame, next to nothing of a clause between them."""
    said = {t.lower_ for t in bench.reading.doc[start:stop]}
    judged = said & (words_of("good") | words_of("bad"))
    return bool(judged) and not any(t.tag_ in FINITE for t in bench.reading.doc[start:stop])


def words_of(side: str) -> set[str]:
    """The words of praise ("good") or blame ("bad")."""
    return set(table("cues")["stance"][side].split())


def _mere_name(bench: Workbench, extracted: bool, start: int, stop: int) -> bool:
    """ "an operation that they call Metro Surge", "called Friday's meeting": a name or a summons, no judgement."""
    doc = bench.reading.doc
    last = doc[stop - 1]
    plain = not any(bench.opens_quote(i) for i in range(start, stop))
    if plain and last.lemma_.lower() in {"meeting", "session", "election", "vote", "hearing", "police"}:
        return True
    return plain and last.pos_ == "PROPN" and (extracted or doc[stop - 2].pos_ == "PROPN" or doc[start].pos_ == "PRON")


def _subject(bench: Workbench, frame: Frame) -> Token | None:
    """Whoever judges; None where nobody is named, or where it is the thing judged."""
    if frame.passive or (frame.verb.tag_ == "VBN" and frame.verb.dep_ in {"acl", "relcl"} and frame.subject is None):
        return next((c for a in frame.verb.children if a.dep_ == "agent" for c in a.children if c.dep_ == "pobj"), None)
    if frame.verb.tag_ == "VB" and frame.modal is None:
        return None
    return subject_of(bench, frame.verb)


def _extracted(frame: Frame) -> bool:
    """Whether the thing judged stands before the verb: "a ban that she called cruel", "what he called …"."""
    verb = frame.verb
    lefts = {c.dep_ for c in verb.lefts}
    if verb.dep_ == "relcl":
        relative = next((c for c in verb.lefts if c.dep_ in {"nsubj"} and c.tag_ in {"WP", "WDT"}), None)
        return relative is None and verb.head.lemma_.lower() not in {"time", "day", "moment", "week", "month", "year"}
    return bool({"dobj", "oprd"} & lefts) or frame.passive


def _as_token(bench: Workbench, start: int, stop: int) -> int | None:
    for i in range(start, stop - 1):
        if bench.reading.doc[i].lower_ == "as" and not bench.marks.quoted(i):
            return None if bench.reading.doc[i + 1].lower_ in NOT_AS else i
    return None


def _names(bench: Workbench, frame: Frame, start: int, stop: int) -> bool:
    """Whether an object and, directly after it, what it is called follow the verb."""
    doc = bench.reading.doc
    if frame.predicate is not None and frame.predicate.i > frame.verb.i and frame.predicate.dep_ == "oprd":
        return True
    if any(bench.opens_quote(i) for i in range(start + 1, stop)):
        return True
    ends = {c.start: c.end for c in noun_phrases(doc[start:stop])}
    if start not in ends:
        return False
    i = ends[start]
    while i < stop and doc[i].dep_ == "advmod":
        i += 1
    return (
        i < stop
        and (i in ends or doc[i].pos_ == "ADJ" or doc[i].tag_ == "VBN")
        and doc[i].dep_ not in {"npadvmod"}
        and doc[i].ent_type_ not in {"DATE", "TIME"}
    )


def _requested(bench: Workbench, frame: Frame) -> Iterator[Utterance]:
    """ "urged the city to 'act lawfully'": a request of which words are quoted."""
    requests = frame.lemma in table("cues")["request"]["verbs"].split() and not frame.passive
    subject = _subject(bench, frame) if requests else None
    if subject is None:
        return
    doc, end = bench.reading.doc, bench.sentences.end(frame.verb)
    stop = _region_end(bench, frame.verb, frame.verb.i + 1, end)
    for i in range(frame.verb.i + 1, stop - 1):
        if bench.marks.quoted(i):
            return
        opens = any(bench.opens_quote(j) for j in range(i + 1, min(stop, i + 12)))
        infinitive = doc[i].lower_ == "to" and (doc[i + 1].pos_ in {"VERB", "AUX"} or bench.opens_quote(i + 1))
        if opens and (infinitive or (doc[i].lower_ == "for" and bench.opens_quote(i + 1))):
            yield from _utterance(bench, i + 1, stop, frame.verb, subject, frame.object)
            return


def _region_end(bench: Workbench, verb: Token, start: int, end: int) -> int:
    """Where what belongs to the verb stops: before a comma or conjunction that begins something else."""
    doc, edge = bench.reading.doc, max(verb.right_edge.i + 1, start)
    stop = min(end, edge) if edge > verb.i + 2 else end
    if stop < end and (
        bench.opens_quote(stop) or (doc[stop].lower_ == "and" and doc[stop + 1].lower_ in {"of", "for"})
    ):
        stop = end
    if 0 < stop < end and bench.marks.quoted(stop - 1):
        stop = end
    i = start
    while i < stop:
        token = doc[i]
        if bench.marks.quoted(i):
            i += 1
            continue
        if token.text in {";", "—", "–", "--", ":"} and i > start:
            return i
        if token.lower_ in {"and", "but"} and i + 1 < end and _new_clause(bench, i + 1, verb):
            return i
        if token.text == "," and i > start + 1 and _leaves(bench, i + 1, end):
            return i
        if bench.closes_quote(i) and i > 0 and doc[i - 1].text == "," and i + 1 < end:
            return i + 1
        i += 1
    return stop


def _new_clause(bench: Workbench, i: int, verb: Token) -> bool:
    if i >= len(bench.reading.doc):
        return False  # the text breaks off
    token = bench.reading.doc[i]
    if token.pos_ in {"VERB", "AUX"} and token.tag_ in {"VBD", "VBZ", "VBP", "MD"}:
        return True
    if (
        token.tag_ in {"VBG"}
        and verb.tag_ == "VBG"
        and token.dep_ == "conj"
        and (token.head == verb or is_speech(token.lemma_.lower()))
    ):
        return True
    if token.lower_ in {"he", "she", "they"}:
        return True
    return any(
        t.tag_ in {"VBD", "VBZ", "MD"} and t.dep_ in {"conj", "ROOT", "aux"} and t.head.i <= verb.i
        for t in bench.reading.doc[i : i + 8]
    )


def _leaves(bench: Workbench, i: int, end: int) -> bool:
    """Whether what follows a comma no longer belongs to the judgement."""
    if i >= end:
        return True
    token = bench.reading.doc[i]
    if token.tag_ in {"VBG", "VBD", "WDT", "WP", "WRB"} or token.lower_ in {
        "and",
        "but",
        "while",
        "saying",
        "who",
        "which",
        "although",
        "though",
        "because",
        "as",
        "according",
    }:
        return not (token.lower_ == "and" and not _new_clause(bench, i + 1, token))
    return False


def _utterance(
    bench: Workbench, a: int, b: int, cue: Token, subject: Token, judged: Token | None
) -> Iterator[Utterance]:
    span = trimmed(bench.reading, a, b)
    if span is not None:
        yield Utterance(*span, cue, subject, judged=judged)
