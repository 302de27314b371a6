"""What orders require, prohibit, permit, establish, declare, reaffirm and revoke."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from graph.extract.layout import Kind, Paragraph
from graph.extract.letterhead import letterhead
from graph.extract.lexicon import words
from graph.extract.mention import NORMS
from graph.extract.norm_bearers import bearers_of
from graph.extract.norm_context import Context
from graph.extract.norm_counterparty import counterparty
from graph.extract.norm_cues import norms
from graph.extract.norm_effects import effects
from graph.extract.norm_gates import PLAIN, fits, idle, performed, speaks
from graph.extract.norm_leads import Lead, Listing, item, lead
from graph.extract.norm_model import Form, Norm, person_like
from graph.extract.norm_repeats import without_repeats
from graph.extract.norm_states import named_states
from graph.extract.norm_terms import condition, deadline
from graph.extract.order_text import ENACTING, RECITAL, Sections, is_instrument, is_norm, own_order, stands_in_own_text
from graph.extract.reading import ProvisionDraft, Reading
from graph.extract.referent import Referent
from graph.model import EntityType, ProvisionKind

MARK = re.compile(r"\(?(?:(?P<roman>[ivx]+)|(?P<letter>[a-z])|(?P<capital>[A-Z])|(?P<figure>\d{1,2}))[.)]\s")
LABELLED = re.compile(r"\s*(?:(?:Section|Sec\.)\s+)?\(?(\d+|[a-z]{1,4})[.)]")
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
        self.sections = Sections()
        self.lead: Listing | None = None
        self.listed_order: Referent | None = None
        self.recital = False  # whether a recital is being read, which may run over several lines of a scan
        self.style: str | None = None  # how the items of the list are marked
        self.level: str | None = None  # how the paragraph is marked
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
                self.enter(paragraph)
            if paragraph.kind is not Kind.FURNITURE and not self.sections.closed:
                yield from self.sentence(sentence, paragraph)

    def enter(self, paragraph: Paragraph) -> None:
        line = self.reading.document.text[paragraph.start : paragraph.end]
        if self.own is not None and paragraph.start >= self.body:  # "Date: April 9, 2025" above it closes nothing
            self.sections.enter(line)
        begun = self.recital and self.own is not None and not ENACTING.match(line)
        self.recital = RECITAL.match(line) is not None or begun
        outer = self.style is not None and self.style != "figure" and _style(line) == "figure"
        if paragraph.kind is not Kind.ITEM or (line[:1].isupper() and line[1:2] == ".") or outer:
            self.lead = self.listed_order = None
        self.style = _style(line) if self.lead is not None else None
        self.level = _level(line)
        if self.due is not None and self.level in (None, self.due[1]):
            self.due = None

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
        if self.lead is not None and bullet is not None and self.doc[start].idx - paragraph.start < 5:
            listed = item(self.doc, bullet, end, self.lead.lead)
            if listed is not None:
                if not _thing(self.reading, self.lead.lead.bearer):
                    yield from self.drafts(listed, self.lead.order, start, end)
                if self.lead.lead.nouns:
                    yield from self.told(listed.spans[-1][1], end, None, paragraph)
                return
        opened = lead(self.doc, start, end)
        if opened is None or not opened.named:
            yield from self.told(start, end, bullet, paragraph)
        if sentence.text.rstrip().endswith(":"):
            self.listed_order = self.context.alive()
            due = deadline(sentence.text)
            self.due = (due, self.level) if due is not None else self.due
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
        told = list(norms(self.doc, start, end, bullet))
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
        if norm.form in (Form.MODAL, Form.PASSIVE, Form.STATE):
            return own if not self.sections.skipped and is_norm(self.reading, norm, prior) else None
        if norm.form is Form.EFFECT and norm.cue.dep_ == "relcl" and self.of_another(norm, own):
            return None  # "Order No. 4, by which the sale was permitted, is cancelled"
        if norm.form is Form.EFFECT and norm.cue.dep_ == "acl" and _of_any(norm.target):
            return None  # "any Board created by Executive Order"
        if norm.cue.dep_ == "relcl" and norm.declared and norm.commander is None and norm.kind not in PLAIN:
            return None  # "a post for which consent is required"
        if norm.form is Form.EFFECT and norm.cue.i and norm.cue.nbor(-1).text == "(":
            return None  # "Order 14156 (Declaring a National Emergency)"
        if self.sections.skipped and norm.commander is None and not norm.declared:
            return None  # "It is the policy to: (a) Reduce rules"
        if stands_in_own_text(self.reading, norm, own):
            return own
        referent = self.reading.referent(norm.commander)
        if referent is not None and referent.type is EntityType.ORDER and referent is not own:
            return referent
        if norm.form is Form.ACTIVE and referent is not None:  # "it carries out Order 12, in which Zinke told …"
            named = [order for _, order in self.context.between(start, norm.cue.i) if order is not own]
            return named[-1] if named else None
        return None

    def of_another(self, norm: Norm, own: Referent) -> bool:
        """Whether a relative clause tells what another norm did."""
        referent = self.reading.referent(norm.cue.head) if norm.spans[0][0] > norm.cue.head.i else None
        return referent is not None and referent is not own and referent.type in NORMS

    def remember(self, found: Lead | None) -> None:
        """Keep what a line that ends with a colon says of the items below it."""
        order = self.own or self.context.alive()
        if found is not None and order is not None and not self.sections.skipped:
            self.lead = Listing(found, order)

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


def _of_any(target: Token | None) -> bool:
    """Whether a noun means no thing of its own: "any prior Board", "such orders"."""
    return target is not None and any(c.lower_ in {"any", "each", "every", "such", "no"} for c in target.lefts)


def _announces(span: Span) -> bool:
    """ "ORDER *the following*:" says nothing yet."""
    return len(span) < 4 and span.text.lower().startswith("the following")


def _style(line: str) -> str:
    """How a list item is marked: by a figure, a letter or a dot."""
    mark = LABELLED.match(line)
    return "other" if mark is None else "figure" if mark[1].isdigit() else "letter"


def _level(line: str) -> str | None:
    """By which kind of mark a line is an item, "(b)", "(ii)", "(A)" or "2."; None where it is none."""
    mark = MARK.match(line)
    return None if mark is None else next(name for name, found in mark.groupdict().items() if found)


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
