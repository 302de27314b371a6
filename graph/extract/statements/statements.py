"""What people are reported to have said: quotations, reported clauses and judgements, each with its speaker."""

from __future__ import annotations

import re

from spacy.tokens import Token

from graph.extract.lexicon import table
from graph.extract.reading import Reading, StatementDraft
from graph.extract.referent import Referent
from graph.extract.spans import marks_of, sentences_of
from graph.extract.statements.attribution import clauses
from graph.extract.statements.judgements import judgements
from graph.extract.statements.quotes import quotes
from graph.extract.statements.sources import sources
from graph.extract.statements.speakers import FIRST, Speakers
from graph.extract.statements.utterance import Utterance, Workbench
from graph.model import EntityType

FORMULAS = frozenset(
    {"refer", "deem", "consider", "read", "define"}
)  # "hereinafter referred to as", "deemed necessary"
FIRST_PERSON = re.compile(r"\b(?:I|we|We|our|Our|my|My)\b")


def statements(reading: Reading) -> list[StatementDraft]:
    """Every attributed statement of a document, in text order."""
    marks = marks_of(reading)
    bench = Workbench(reading, marks, sentences_of(reading, marks), set())
    found = quotes(bench)
    found += clauses(bench)
    found += judgements(bench)
    found += sources(bench)
    found.sort(key=lambda u: (u.start, -u.end))
    drafts: list[StatementDraft] = []
    speakers = Speakers(reading, marks)
    for utterance in _distinct(found):
        for speaker in _speakers(reading, speakers, utterance):
            plain = not utterance.quoted and utterance.judged is None
            if plain and any(
                d.speaker is speaker and d.start <= utterance.start and utterance.end <= d.end for d in drafts[-4:]
            ):
                continue
            drafts.append(_draft(bench, utterance, speaker))
            speakers.last, speakers.last_cue = speaker, utterance.cue
    return drafts


def _distinct(found: list[Utterance]) -> list[Utterance]:
    """Without utterances that say the same of the same cue, and those that merely repeat a quotation."""
    kept: list[Utterance] = []
    for utterance in found:
        if any(_same(u, utterance) for u in kept[-6:]):
            continue
        kept.append(utterance)
    return kept


def _same(a: Utterance, b: Utterance) -> bool:
    overlap = min(a.end, b.end) - max(a.start, b.start)
    return overlap > 0.7 * max(a.end - a.start, b.end - b.start)


def _speakers(reading: Reading, speakers: Speakers, utterance: Utterance) -> list[Referent]:
    if reading.official and utterance.subject is not None and utterance.subject.lower_ in FIRST:
        return []
    if reading.official and utterance.cue is not None and utterance.cue.lemma_.lower() in FORMULAS:
        return []
    cue = utterance.cue if utterance.cue is not None else utterance.subject
    if cue is None:
        return [speakers.last] if speakers.last is not None else []
    if utterance.subject is not None and _commands(reading, utterance, utterance.subject):
        return []
    return speakers.of(utterance.subject, cue, utterance.follows)


def _commands(reading: Reading, utterance: Utterance, subject: Token) -> bool:
    """Whether an instrument is the subject and its words bind: then they are a provision."""
    referent = reading.referent(subject)
    instrument = subject.lemma_.lower() in table("cues")["nouns"]["instruments"].split()
    if not instrument and (referent is None or referent.type is not EntityType.ORDER):
        return False
    if utterance.cue is not None and utterance.cue.lemma_ in {"declare", "find", "announce", "determine", "order"}:
        return True
    said = reading.document.text[utterance.start : utterance.end].lower().split()
    return bool(set(said) & set(table("cues")["deontic"]["words"].split()))


def _draft(bench: Workbench, utterance: Utterance, speaker: Referent) -> StatementDraft:
    about = _about(bench.reading, utterance, speaker)
    return StatementDraft(
        speaker,
        utterance.start,
        utterance.end,
        _direct(bench, utterance),
        utterance.cue,
        about,
        _stance(bench.reading, utterance),
    )


def _direct(bench: Workbench, utterance: Utterance) -> bool:
    """Quoted, or mostly so, or a fronted clause in the first person."""
    if utterance.quoted:
        return True
    span = bench.reading.doc.char_span(utterance.start, utterance.end, alignment_mode="expand")
    tokens = [t for t in span if not t.is_punct and not t.is_space] if span is not None else []
    inside = sum(bench.marks.quoted(t.i) for t in tokens)
    if 2 * inside > len(tokens):
        return True
    text = bench.reading.document.text[utterance.start : utterance.end]
    return utterance.fronted and inside == 0 and bool(FIRST_PERSON.search(text))


def _about(reading: Reading, utterance: Utterance, speaker: Referent) -> list[Referent]:
    """What is judged, then the things named in the content."""
    result: list[Referent] = []
    judged = reading.referent(utterance.judged)
    span = reading.doc.char_span(utterance.start, utterance.end, alignment_mode="expand")
    for referent in (judged, *(reading.referent(t) for t in (span or ()) if t.pos_ != "PRON")):
        if (
            referent is not None
            and referent is not speaker
            and referent not in result
            and referent.type is not EntityType.GROUP
        ):
            result.append(referent)
    return result


def _stance(reading: Reading, utterance: Utterance) -> str | None:
    """For or against, by the cue, or by the words of a judgement."""
    lists = {key: set(words.split()) for key, words in table("cues")["stance"].items()}
    lemma = utterance.cue.lemma_.lower() if utterance.cue is not None else ""
    for side in ("for", "against"):
        if lemma in lists[side]:
            return side
    if utterance.judged is None:
        return None
    said = set(re.findall(r"[\w-]+", reading.document.text[utterance.start : utterance.end].lower()))
    good, bad = said & lists["good"], said & lists["bad"]
    return "for" if good and not bad else "against" if bad and not good else None
