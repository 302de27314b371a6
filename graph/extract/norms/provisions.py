"""What orders require, prohibit, permit, establish, declare, reaffirm and revoke."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from graph.extract.layout import Kind, Paragraph
from graph.extract.lexicon import words
from graph.extract.mention import NORMS
from graph.extract.norms.bearers import bearers_of
from graph.extract.norms.conditions import condition, deadline
from graph.extract.norms.context import Context
from graph.extract.norms.counterparty import counterparty
from graph.extract.norms.cues import norms
from graph.extract.norms.effects import effects
from graph.extract.norms.gates import PLAIN, done_before, fits, idle, performed, speaks
from graph.extract.norms.leads import Lead, Listing, item, lead
from graph.extract.norms.listings import Lists
from graph.extract.norms.model import Form, Norm, person_like
from graph.extract.norms.repeats import without_repeats
from graph.extract.norms.states import named_states
from graph.extract.official.letterhead import letterhead
from graph.extract.official.order_text import (
    ENACTING,
    RECITAL,
    Sections,
    binds,
    is_instrument,
    is_norm,
    own_order,
    preface_end,
    stands_in_own_text,
)
from graph.extract.reading import ProvisionDraft, Reading
from graph.extract.referent import Referent
from graph.model import EntityType, ProvisionKind

SECTION = re.compile(r"(?:that )?sections? [\dI|l][\d, and()]* of ", re.IGNORECASE)


def provisions(reading: Reading) -> list[ProvisionDraft]:
    """Every norm of the orders that a document reports or is, in order."""
    told = list(_Reader(reading).read())
    told.extend(named_states(reading, told))
    return without_repeats(reading, sorted(told, key=lambda draft: draft.start))


class _Reader:
    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.doc = reading.doc
        self.context = Context(reading)
        self.own = own_order(reading) if is_instrument(reading) else None
        self.body = letterhead(reading.document.text).end if reading.official else 0
        self.preface = preface_end(reading.document.text) if reading.official else 0
        self.sections = Sections()
        self.lists = Lists()
        self.listed_order: Referent | None = None
        self.recital = False  # whether a recital is being read, which may run over several lines of a scan
        self.due: tuple[str, str | None] | None = None  # by when what a list names is due, and how its lead is marked

    def read(self) -> Iterator[ProvisionDraft]:
        """The provisions of the document, sentence by sentence."""
        before: Paragraph | None = None
        for sentence in self.doc.sents:
            paragraph = self.reading.paragraph(_first(sentence))
            if paragraph is None:
                continue
            if paragraph is not before:
                before = paragraph
                self.enter(paragraph, sentence.text.strip())
            if paragraph.kind is not Kind.FURNITURE and not self.sections.closed:
                yield from self.sentence(sentence, paragraph)

    def enter(self, paragraph: Paragraph, first: str) -> None:
        line = self.reading.document.text[paragraph.start : paragraph.end]
        if self.own is not None and paragraph.start >= self.body:  # "Date: April 9, 2025" above it closes nothing
            self.sections.enter(line, first)
        begun = self.recital and self.own is not None and not ENACTING.match(line)
        self.recital = RECITAL.match(line) is not None or begun
        self.lists.enter(paragraph.kind, line)
        if paragraph.kind is not Kind.ITEM:
            self.listed_order = None
        if self.due is not None and self.level in (None, self.due[1]):
            self.due = None

    @property
    def level(self) -> str | None:
        """By which kind of mark the paragraph is an item."""
        return None if self.lists.mark is None else self.lists.mark[0]

    def sentence(self, sentence: Span, paragraph: Paragraph) -> Iterator[ProvisionDraft]:
        start, end = sentence.start, sentence.end
        self.context.next_sentence(start, end)
        if paragraph.kind is Kind.ITEM and self.listed_order is not None and not self.context.between(start, end):
            self.context.set(self.listed_order)
        titled = paragraph.kind is Kind.HEADING and (self.own is None or len(sentence) < 6)
        if paragraph.kind is Kind.TITLE or titled:
            return
        if sentence.text.rstrip().endswith("?"):
            return
        bullet = _bullet(self.doc, start, end) if paragraph.kind is Kind.ITEM else None
        shared = self.lists.lead
        if shared is not None and bullet is not None and self.doc[start].idx - paragraph.start < 5:
            if self.lists.part or (_gerund(self.doc[bullet]) and not shared.lead.nouns):
                bullet = None  # "by: (i) keeping to its terms": how
            listed = item(self.doc, bullet, end, shared.lead) if bullet is not None else None
            if listed is not None:
                if not _thing(self.reading, shared.lead.bearer):
                    yield from self.drafts(listed, shared.order, start, end)
                if shared.lead.nouns:
                    yield from self.told(listed.spans[-1][1], end, None, paragraph)
                self.lists.leave(sentence, listed=True)
                return
        opened = lead(self.doc, start, end)
        if opened is None or not opened.named:
            yield from self.told(start, end, bullet, paragraph)
        if sentence.text.rstrip().endswith(":"):
            self.listed_order = self.context.alive()
            due = deadline(sentence.text)
            self.due = (due, self.level) if due is not None else self.due
        self.lists.leave(sentence, listed=False)
        self.remember(opened)

    def told(self, start: int, end: int, bullet: int | None, paragraph: Paragraph) -> Iterator[ProvisionDraft]:
        covered, prior, last = start, False, start - 1
        found = self.found(start, end, bullet)
        for number, norm in enumerate(found):
            if norm.cue.i < covered and norm.cue.i != last:
                continue
            following = next((n.cue.i for n in found[number + 1 :] if n.cue.i >= norm.spans[-1][1]), end)
            order = self.order_of(norm, start, end, paragraph, prior)
            if order is not None:
                self.context.set(order)
                yield from self.drafts(norm, order, covered, following)
                covered, prior, last = norm.spans[-1][1], True, norm.cue.i

    def found(self, start: int, end: int, bullet: int | None) -> list[Norm]:
        told = list(norms(self.doc, start, end, bullet, official=self.own is not None))
        cues = {n.cue.i for n in told}
        told += [e for e in effects(self.doc, start, end, bullet) if e.cue.i not in cues]
        return sorted(told, key=lambda n: n.cue.i)

    def order_of(self, norm: Norm, start: int, end: int, paragraph: Paragraph, prior: bool) -> Referent | None:
        """The order that a norm belongs to; None where it is nobody's or another's than an order's."""
        if not speaks(self.reading, norm) or _fragment(self.doc, norm):
            return None
        recital = self.recital
        if self.own is not None and not recital:
            return self.own_norm(norm, self.own, start, prior)
        if idle(self.reading, norm, start, prior) or (recital and norm.commander is None):
            return None
        if norm.declared and norm.kind in PLAIN and not performed(norm):
            return None  # "was created": by whom is not said
        far = self.context.age > 2 and self.context.named_in(start, end, norm.cue.i) is None
        if far and (norm.declared or norm.form is Form.STATE):
            return None  # "is limited": only right after the order's own words
        order = self.context.order_of(norm, start, end)
        if order is None or (recital and order is self.own):
            return None
        return order if fits(self.reading, self.context, norm, order, end) else None

    def own_norm(self, norm: Norm, own: Referent, start: int, prior: bool) -> Referent | None:
        """The order of a norm in an instrument's own text."""
        if norm.cue.lemma_.lower() in words("deontic", "wishing") and norm.form in (Form.ACTIVE, Form.PASSIVE):
            return None  # "Residents are encouraged to", "I ask the Legislature to"
        if norm.cue.idx < self.preface and norm.form is not Form.EFFECT and not norm.declared:
            return None  # "Parties to the Statute must respect it … I hereby order"
        if norm.form in (Form.MODAL, Form.PASSIVE, Form.STATE):
            return own if self.open_to(norm.bearer, norm.cue) and is_norm(self.reading, norm, prior) else None
        if norm.form is Form.EFFECT and norm.cue.dep_ == "relcl" and self.of_another(norm, own):
            return None  # "Order No. 4, by which the sale was permitted, is cancelled"
        if norm.form is Form.EFFECT and norm.cue.dep_ == "acl" and _of_any(norm.target):
            return None  # "any Board created by Executive Order"
        if norm.form is Form.EFFECT and norm.kind in PLAIN and done_before(norm):
            return self.another(norm.commander, own)  # "The Council, established in my memorandum of May 3, has …"
        if norm.cue.dep_ == "relcl" and norm.declared and norm.commander is None and norm.kind not in PLAIN:
            return None  # "a post for which consent is required"
        if norm.form is Form.EFFECT and norm.cue.i and norm.cue.nbor(-1).text == "(":
            return None  # "Order 14156 (Declaring a National Emergency)"
        if self.sections.skipped and norm.commander is None and not norm.declared:
            return None  # "It is the policy to: (a) Reduce rules"
        if stands_in_own_text(self.reading, norm, own):
            return own
        other = self.another(norm.commander, own)
        if other is not None:
            return other
        referent = self.reading.referent(norm.commander)
        if norm.form is Form.ACTIVE and referent is not None:  # "it carries out Order 12, in which Zinke told …"
            named = [order for _, order in self.context.between(start, norm.cue.i) if order is not own]
            return named[-1] if named else None
        return None

    def open_to(self, bearer: Token | None, cue: Token) -> bool:
        """Whether the section may bind: it is not one of those that only name members, terms or aims."""
        return not self.sections.skipped or (self.sections.aims and binds(self.reading, bearer, cue))

    def another(self, commander: Token | None, own: Referent) -> Referent | None:
        """The other order that a norm is told of."""
        referent = self.reading.referent(commander) if commander is not None else None
        return referent if referent is not None and referent.type is EntityType.ORDER and referent is not own else None

    def of_another(self, norm: Norm, own: Referent) -> bool:
        """Whether a relative clause tells what another norm did."""
        referent = self.reading.referent(norm.cue.head) if norm.spans[0][0] > norm.cue.head.i else None
        return referent is not None and referent is not own and referent.type in NORMS

    def remember(self, found: Lead | None) -> None:
        """Keep what a line that ends with a colon says of the items below it."""
        order = self.own or self.context.alive()
        if found is None or order is None:
            return
        shall = next((t for t in found.bearer.sent if t.lower_ == "shall"), found.bearer) if found.bearer else None
        if not self.sections.skipped or (shall is not None and self.open_to(found.bearer, shall)):
            self.lists.begin(Listing(found, order))

    def drafts(self, norm: Norm, order: Referent, before: int, after: int) -> Iterator[ProvisionDraft]:
        """One provision for each action of a norm, which stands alone between the tokens `before` and `after`."""
        bearers = bearers_of(self.reading, norm)
        for number, (start, end) in enumerate(norm.spans):
            if number == 0 and not bearers and norm.bearer is not None:
                start = unnamed(norm, start, (Form.MODAL,) if self.own is None else (Form.MODAL, Form.PASSIVE))
            if end > start and self.doc[start].tag_ != "MD" and not _announces(self.doc[start:end]):
                last = self.doc[end - 1]
                until = norm.spans[number + 1][0] if number + 1 < len(norm.spans) else after
                clause = self.doc[before if number == 0 else start : until].text
                yield ProvisionDraft(
                    order,
                    norm.kind,
                    bearers,
                    self.doc[start].idx,
                    last.idx + len(last),
                    condition(clause),
                    deadline(clause) or (self.due[0] if self.due is not None else None),
                    counterparty=counterparty(self.reading, self.doc[start:end], bearers),
                )


def _thing(reading: Reading, bearer: Token | None) -> bool:
    """Whether a lead is about a thing, whose list says what it is to be like: "The transfer shall:"."""
    singular = bearer is not None and bearer.tag_ == "NN" and reading.referent(bearer) is None
    return bearer is not None and singular and not person_like(bearer)


def _gerund(token: Token) -> bool:
    """Whether an item begins with a deed ("monitoring"), however it is tagged."""
    return token.lower_.endswith("ing") and token.pos_ != "ADP" and token.tag_ not in {"VB", "VBP"}


def _of_any(target: Token | None) -> bool:
    """Whether a noun means no thing of its own: "any prior Board", "such orders"."""
    return target is not None and any(c.lower_ in {"any", "each", "every", "such", "no"} for c in target.lefts)


def _announces(span: Span) -> bool:
    """ "ORDER *the following*:" says nothing yet."""
    return len(span) < 4 and span.text.lower().startswith("the following")


def _first(sentence: Span) -> int:
    return next((int(t.idx) for t in sentence if not t.is_space), int(sentence.start_char))


def _fragment(doc: Doc, norm: Norm) -> bool:
    """Whether the action is but a section of an order, whose verb ("is extended") amends it and binds nobody."""
    start, end = norm.spans[0]
    return norm.kind is ProvisionKind.REQUIRES and SECTION.match(doc[start:end].text) is not None


def _bullet(doc: Doc, start: int, end: int) -> int | None:
    """The first word of a list item, without its mark."""
    for t in doc[start:end]:
        if t.is_alpha and len(t) > 1 and not (t.i + 1 < end and doc[t.i + 1].text in {")", "."}):
            return int(t.i)
    return None


def unnamed(norm: Norm, start: int, forms: tuple[Form, ...]) -> int:
    """Where the action begins that is bound on something that is nobody: "Such amendments shall require …"."""
    bearer = norm.bearer
    if bearer is None or norm.form not in forms or bearer.pos_ == "PRON" or bearer.tag_ in {"WDT", "WP"}:
        return start
    first = bearer.left_edge.i
    return first if first < bearer.i + 1 <= norm.cue.i < start and bearer.head.i >= norm.cue.i else start
