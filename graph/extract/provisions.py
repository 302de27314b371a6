"""What orders require, prohibit, permit, establish, declare, reaffirm and revoke."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from graph.extract.layout import Kind, Paragraph
from graph.extract.lexicon import words
from graph.extract.norm_context import Context
from graph.extract.norm_cues import is_passive, norms
from graph.extract.norm_effects import effects
from graph.extract.norm_model import Form, Norm, subject_of
from graph.extract.norm_spans import actions
from graph.extract.order_text import RECITAL, Sections, is_instrument, is_norm, own_order
from graph.extract.reading import ProvisionDraft, Reading
from graph.extract.referent import Referent
from graph.model import EntityType, ProvisionKind


def provisions(reading: Reading) -> list[ProvisionDraft]:
    """Every norm of the orders that a document reports or is, in order."""
    return list(_Reader(reading).read())


PLAIN = (ProvisionKind.DECLARES, ProvisionKind.ESTABLISHES, ProvisionKind.REVOKES, ProvisionKind.REAFFIRMS)
NORMS = (EntityType.ORDER, EntityType.POLICY)


@dataclass(frozen=True, slots=True)
class _Lead:
    """The line before a list, whose items lack what it says: "The Director shall:"."""

    kind: ProvisionKind
    bearer: Token
    order: Referent


class _Reader:
    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.doc = reading.doc
        self.context = Context(reading)
        self.own = own_order(reading) if is_instrument(reading) else None
        self.sections = Sections()
        self.lead: _Lead | None = None
        self.listed_order: Referent | None = None

    def read(self) -> Iterator[ProvisionDraft]:
        """The provisions of the document, sentence by sentence."""
        before: Paragraph | None = None
        for sentence in self.doc.sents:
            paragraph = self.reading.paragraph(_first(sentence))
            if paragraph is None:
                continue
            if paragraph is not before:
                before = paragraph
                self.enter(paragraph)
            if paragraph.kind is not Kind.FURNITURE:
                yield from self.sentence(sentence, paragraph)

    def enter(self, paragraph: Paragraph) -> None:
        line = self.reading.document.text[paragraph.start : paragraph.end]
        if self.own is not None:
            self.sections.enter(line)
        if paragraph.kind is not Kind.ITEM or (line[:1].isupper() and line[1:2] == "."):
            self.lead = self.listed_order = None

    def sentence(self, sentence: Span, paragraph: Paragraph) -> Iterator[ProvisionDraft]:
        start, end = sentence.start, sentence.end
        if self.sections.closed:
            return
        self.context.next_sentence(start, end)
        if (
            paragraph.kind is Kind.ITEM
            and self.listed_order is not None
            and self.context.focus is not self.listed_order
        ):
            if not self.context.between(start, end):
                self.context.set(self.listed_order)
        if paragraph.kind in (Kind.TITLE, Kind.HEADING) and (self.own is None or len(sentence) < 6):
            return
        if sentence.text.rstrip().endswith("?"):
            return
        bullet = _bullet(self.doc, start, end) if paragraph.kind is Kind.ITEM else None
        if self.lead is not None and bullet is not None and self.doc[start].idx - paragraph.start < 5:
            spans = self.listed(bullet, end)
            if spans:
                norm = Norm(self.lead.kind, Form.MODAL, self.doc[bullet], None, self.lead.bearer, spans)
                yield from self.drafts(norm, self.lead.order)
                return
        covered = start
        for norm in self.found(start, end, bullet):
            if norm.cue.i < covered:
                continue
            order = self.order_of(norm, start, end, paragraph)
            if order is None:
                continue
            if not self.fits(norm, order, start, end):
                continue
            self.context.set(order)
            covered = norm.spans[-1][1]
            yield from self.drafts(norm, order)
        self.remember_lead(start, end)

    def listed(self, verb: int, end: int) -> list[tuple[int, int]]:
        """The actions of a list item that begins with a bare verb."""
        token = self.doc[verb]
        if token.lower_ != token.lemma_.lower() and token.tag_ not in {"VB", "VBP"}:
            return []
        if any(t.tag_ == "MD" for t in self.doc[verb : min(end, verb + 2)]) or token.pos_ in {"DET", "PRON", "ADP"}:
            return []
        return actions(self.doc, verb, end)

    def found(self, start: int, end: int, bullet: int | None) -> list[Norm]:
        told = list(norms(self.doc, start, end, bullet))
        cues = {n.cue.i for n in told}
        told += [e for e in effects(self.doc, start, end, bullet) if e.cue.i not in cues]
        return sorted(told, key=lambda n: n.cue.i)

    def order_of(self, norm: Norm, start: int, end: int, paragraph: Paragraph) -> Referent | None:
        if not _speaks(self.reading, norm) or (self.own is None and _idle(self.reading, norm)):
            return None
        line = self.reading.document.text[paragraph.start : paragraph.start + 12]
        if self.own is None or RECITAL.match(line):
            if norm.declared or (self.own is not None and norm.commander is None):
                return None
            return self.context.order_of(norm, start, end)
        return self.own_norm(norm, start, end)

    def own_norm(self, norm: Norm, start: int, end: int) -> Referent | None:
        if norm.form in (Form.MODAL, Form.PASSIVE):
            return self.own if not self.sections.skipped and is_norm(self.reading, norm) else None
        commander = norm.commander
        if (
            norm.declared
            or (commander is None and norm.form in (Form.ACTIVE, Form.EFFECT))
            or (commander is not None and commander.lower_ in {"i", "we"})
            or (commander is not None and self.reading.referent(commander) is self.own)
        ):
            return self.own
        referent = self.reading.referent(commander) if commander is not None else None
        if referent is not None and referent.type is EntityType.ORDER:
            return referent
        if norm.form is Form.ACTIVE and referent is not None:  # "it carries out Order 12, in which Zinke told …"
            named = [order for _, order in self.context.between(start, norm.cue.i) if order is not self.own]
            return named[-1] if named else None
        return None

    def fits(self, norm: Norm, order: Referent, start: int, end: int) -> bool:
        """Whether an effect is an instrument's: by the instrument itself, or by its issuer on another instrument."""
        if norm.form is not Form.EFFECT:
            return True
        target = self.reading.referent(norm.target)
        if (
            norm.kind is ProvisionKind.REAFFIRMS
            and norm.commander is None
            and (target is None or target.type not in NORMS)
        ):
            return False
        if norm.kind in (ProvisionKind.REVOKES, ProvisionKind.REAFFIRMS) and target is order:
            return (
                self.own is not None and norm.target is not None and self.doc[norm.target.left_edge.i].lower_ != "this"
            )
        if (
            norm.kind not in PLAIN
            and self.own is not None
            and norm.commander is not None
            and self.reading.referent(norm.commander) is self.own
        ):
            return False  # "This Order opens trails to riders": its purpose
        if norm.commander is None or self.own is not None:
            return True
        commander = self.reading.referent(norm.commander)
        if norm.cue.tag_ == "VBN" and commander is not None and commander.type is not EntityType.ORDER:
            return self.context.instrument_in(norm.cue.i, end) is not None
        if commander is None or commander.type not in (EntityType.PERSON, EntityType.AGENCY, EntityType.PLACE):
            return True
        if norm.kind is ProvisionKind.DECLARES:
            return True
        if norm.kind is ProvisionKind.REVOKES:
            return target is not None and target.type is EntityType.ORDER
        return self.context.instrument_in(start, end) is not None

    def remember_lead(self, start: int, end: int) -> None:
        """Keep the bearer of a line that ends with a modal verb and a colon."""
        tokens = [t for t in self.doc[start:end] if not t.is_space]
        if len(tokens) < 3 or tokens[-1].text != ":":
            return
        self.listed_order = self.context.alive()
        cue = tokens[-2]
        kind = _lead_kind(self.doc, cue)
        order = self.own or self.context.alive()
        bearer = _lead_bearer(self.doc, cue, start)
        if kind is not None and order is not None and bearer is not None:
            self.lead = _Lead(kind, bearer, order)

    def drafts(self, norm: Norm, order: Referent) -> Iterator[ProvisionDraft]:
        """One provision for each action of a norm."""
        bearers = bearers_of(self.reading, norm.bearer)
        for start, end in norm.spans:
            if end > start:
                yield ProvisionDraft(
                    order, norm.kind, bearers, self.doc[start].idx, self.doc[end - 1].idx + len(self.doc[end - 1])
                )


def _first(sentence: Span) -> int:
    return next((int(t.idx) for t in sentence if not t.is_space), int(sentence.start_char))


def _lead_kind(doc: Doc, cue: Token) -> ProvisionKind | None:
    before = doc[cue.i - 1] if cue.i else cue
    if cue.lower_ in {"shall", "must", "will"} or (
        cue.lower_ == "to" and (before.lemma_ in {"be", "have"} or before.tag_ == "VBN")
    ):
        return ProvisionKind.REQUIRES
    if cue.lower_ == "may":
        return ProvisionKind.PERMITS
    if cue.lower_ == "not":
        return ProvisionKind.PROHIBITS
    return None


def _lead_bearer(doc: Doc, cue: Token, start: int) -> Token | None:
    before = cue.i
    while before > start and doc[before - 1].pos_ in {"AUX", "PART", "VERB"}:
        before -= 1
    for chunk in reversed(list(doc[start:before].noun_chunks)):
        if chunk.root.dep_ in {"nsubj", "nsubjpass", "dobj", "ROOT", "attr", "appos"} and chunk.root.text != "I":
            return chunk.root if chunk.root.dep_ != "appos" else chunk.root.head
    return None


def _bullet(doc: Doc, start: int, end: int) -> int | None:
    """The first word of a list item, without its mark."""
    for t in doc[start:end]:
        if t.is_alpha and len(t) > 1 and not (t.i + 1 < end and doc[t.i + 1].text in {")", "."}):
            return int(t.i)
    return None


def _speaks(reading: Reading, norm: Norm) -> bool:
    """Whether a norm is told as the instrument's, and not inside somebody's words."""
    if reading.quotation(norm.cue.idx) is not None:
        return norm.commander is not None and norm.commander.lower_ in {"i", "we"}
    return not _reported(reading, norm.cue)


def _idle(reading: Reading, norm: Norm) -> bool:
    """Modal clauses of a story that forecast or tell of risks, and bind nobody."""
    if norm.form is not Form.MODAL:
        return False
    main = norm.cue.head if norm.cue.tag_ == "MD" else norm.cue
    first = reading.doc[norm.spans[0][0]]
    forecast = norm.whole and not is_passive(main) and (norm.cue.lower_ != "may" or first.pos_ in {"PRON", "DET"})
    if norm.kind is ProvisionKind.PERMITS and (main.lemma_ in {"face", "have", "need", "prove", "seem"} or forecast):
        return True
    if norm.bearer is not None and norm.cue.lemma_ == "be" and norm.bearer.lower_ in {"he", "she", "others", "i", "we"}:
        return True
    return (
        norm.bearer is not None
        and norm.bearer.lower_ in {"he", "she", "i", "we", "you"}
        and reading.referent(norm.bearer) is None
    )


def _reported(reading: Reading, cue: Token) -> bool:
    token = cue if cue.dep_ not in {"aux", "auxpass"} else cue.head
    for _ in range(6):
        head = token.head
        if head is token:
            return False
        said = (c for c in token.children if c.dep_ == "parataxis" and c.lemma_.lower() in words("deontic", "speech"))
        if any(not _voice(reading, next((s for s in c.children if s.dep_ == "nsubj"), None)) for c in said):
            return True
        if (
            token.dep_ in {"ccomp", "parataxis"}
            and head.lemma_.lower() in words("deontic", "speech")
            and head.pos_ == "VERB"
        ):
            speaker = next((c for c in head.children if c.dep_ == "nsubj"), None)
            return not _voice(reading, speaker if speaker is not None else subject_of(head))
        token = head
    return False


def _voice(reading: Reading, speaker: Token | None) -> bool:
    """Whether it is the instrument itself that says something."""
    if speaker is None:
        return False
    referent = reading.referent(speaker)
    return (referent is not None and referent.type is EntityType.ORDER) or speaker.lemma_.lower() in words("deontic", "voices")


def bearers_of(reading: Reading, head: Token | None) -> list[Referent]:
    """Everybody bound: the head of the noun phrase and what is coordinated with it."""
    if head is None:
        return []
    found: list[Referent] = []
    for token in (head, *(c for c in head.conjuncts if c.i > head.i)):
        referent = reading.referent(token)
        if (
            referent is not None
            and referent not in found
            and referent.type not in (EntityType.ORDER, EntityType.POLICY)
        ):
            found.append(referent)
    return found
