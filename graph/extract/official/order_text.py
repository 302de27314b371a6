"""An instrument's own text: which order it is, and which of its clauses are norms."""

from __future__ import annotations

import re

from spacy.tokens import Token

from graph.extract.layout import END, Kind
from graph.extract.lexicon import words
from graph.extract.mention import NORMS
from graph.extract.norms.gates import PLAIN
from graph.extract.norms.model import SUBJECTS, Form, Norm, is_passive, person_like, relative
from graph.extract.reading import Reading
from graph.extract.referent import Referent
from graph.model import EntityType, ProvisionKind

CARE = frozenset({"file", "publish", "post", "distribute"})  # what is done with the instrument is a norm
PAY = frozenset({"compensation", "expense", "reimbursement", "diem", "salary"})  # of members: goes with the composition
THINGS = frozenset({"agreement", "document", "event", "page", "part", "notice", "withdrawal", "circular"})
GOVERNMENTS = frozenset({"city", "county", "state", "commonwealth", "town", "district", "government", "province"})
BOUND = (EntityType.PERSON, EntityType.AGENCY, EntityType.GROUP, EntityType.ORGANIZATION)
NOMINAL = frozenset({"DET", "PROPN", "NOUN", "ADJ", "PRON", "NUM"})
SHALL = re.compile(r"\bshall\b")
RECITAL = re.compile(r"\s*(?:(?:AND )?WHEREAS\b|Whereas,)")
ENACTING = re.compile(
    r"\s*(?:NOW\b|Now,|THEREFORE|Therefore|(?:Section|Sec\.|SECTION|SEC\.|§)\s*[\dIl]|\d+\.\s|I, |"
    r"BE IT|Be it|IT IS|It is hereby)"
)
SKIPPED = re.compile(r"(?:Definitions?|Severability|Effective Date|Authorities|Terms?)\b", re.IGNORECASE)
# What mostly tells why, and still may bind somebody; registers call sections so that bind throughout.
AIMS = re.compile(
    r"(?:Authority|Membership|Composition|Members)\b|(?:Purposes?|Policy|Background|Findings?|General Provisions)\W*$",
    re.IGNORECASE,
)
ENACTED = re.compile(
    r"\bhereby (?:\w+ and |further )?(?:order|ordered|direct|proclaim)\b|\bNOW,? THEREFORE\b|\bis ordered\b"
)
FIRST = re.compile(r"^\W*(?:(?:Section|Sec\.|SECTION|SEC\.|§)\s*)?[1lI]\.?\s", re.MULTILINE)
CLOSING = re.compile(
    r"(?:ATTEST|Attest\b|APPROVED (?:this|THIS)|Approved this|IN (?:WITNESS|TESTIMONY) WHEREOF|"
    r"GIVEN |Given under|DONE |Done (?:at|in|this)|DATED|Dated|Date:|"
    r"Executed (?:this|on)|EXECUTED|SIGNED|Signed this)"
)
TITLE = re.compile(r"[A-Z][\w ,’'-]{2,60}?[.:—]|[A-Z][A-Z \w,’'-]{2,60}$")
SAYS = re.compile(r"\b(?:shall|must|may|will|is|are|has|have)\b")  # a sentence, and no title
LABEL = re.compile(
    r"\s*(?:(?:Section|Sec\.|SECTION|SEC\.|Article|ARTICLE|Part|PART|Paragraph)\s*)?(?:\(?(?:[a-zA-Z]|[ivxIVX]{1,5}|\d{1,3})[.):]+\)?\s*)+"
)


def is_instrument(reading: Reading) -> bool:
    """Whether a document is an order itself: it enacts, or it has the "shall" of one."""
    return reading.official or len(SHALL.findall(reading.document.text)) >= 4


def own_order(reading: Reading) -> Referent | None:
    """The order that the document is: the one of its heading, else "this order"."""
    text = reading.document.text
    orders = [r for r in reading.referents if r.type is EntityType.ORDER and r.mentions]
    this = next((r for r in orders if any(m.span.text.lower().startswith("this ") for m in r.mentions)), None)
    for referent in sorted(orders, key=lambda r: r.mentions[0].start):
        first = referent.mentions[0].span
        paragraph = reading.paragraph(first.start_char)
        if paragraph is None or paragraph.start > len(text) // 3:
            break
        line = text[paragraph.start : paragraph.end]
        if paragraph.kind in (Kind.TITLE, Kind.HEADING) or line.isupper():
            return referent
    return this or (orders[0] if orders else None)


def preface_end(text: str) -> int:
    """Where the clause of enactment begins, before which an order tells why; 0 where none stands before section 1."""
    enacted, first = ENACTED.search(text), FIRST.search(text)
    before = enacted is not None and (first is None or enacted.start() < first.start())
    return enacted.start() if enacted is not None and before else 0


class Sections:
    """Which section of an instrument a paragraph stands in, as the paragraphs pass by."""

    def __init__(self) -> None:
        self.skipped = False
        self.aims = False  # skipped, but for what somebody named shall do
        self.closed = False
        self._labelled = False  # whether the line before is but a label, after which the title comes

    def enter(self, line: str, first: str) -> None:
        """Read the section's label and title off a paragraph's beginning, of which `first` is the first sentence."""
        self.closed = self.closed or bool(CLOSING.match(line))
        labelled, self._labelled = self._labelled, False
        label, within = LABEL.match(line), re.match(r"\s*\(", line) is not None
        if label is not None and label.end() < len(line):
            title = TITLE.match(line, label.end())
            item = within and title is not None and (title.end() == len(line) or SAYS.search(title.group()))
            if title is not None and not item:  # "(a) Reduce rules." is an item
                self._titled(title.group())
            elif not within:
                self._titled("")
        elif label is not None and not within:  # its title stands on the next line
            self._titled("")
            self._labelled = True
        elif line.isupper() or (len(line) < 60 and not END.search(line)):
            self._titled(line)
        elif labelled and len(first) < 60 and not END.search(first):
            self._titled(first)  # it runs into the text: "Membership The Chair shall serve"

    def _titled(self, title: str) -> None:
        self.aims = AIMS.match(title) is not None
        self.skipped = self.aims or SKIPPED.match(title) is not None


def stands_in_own_text(reading: Reading, norm: Norm, own: Referent) -> bool:
    """Whether an active norm or an effect is the instrument's own: "I hereby order", "This Order revokes"."""
    if norm.cue.lemma_.lower() == "extend" and norm.kind not in PLAIN:
        return False  # an order is amended by that, nobody bound
    if norm.form is Form.EFFECT and norm.cue.dep_ == "acl":
        return False  # "the emergency *declared* in this order": what it says elsewhere
    if norm.kind in (ProvisionKind.REVOKES, ProvisionKind.REAFFIRMS) and norm.target is not None:
        itself = reading.doc[norm.target.left_edge.i].lower_ in {"this", "such", "said"}
        if itself or (norm.kind is ProvisionKind.REAFFIRMS and not _names_norm(reading, norm.target)):
            return False
    if norm.declared or norm.commander is None or norm.commander.lower_ in {"i", "we"}:
        return True
    if norm.kind is ProvisionKind.REAFFIRMS and norm.commander.lemma_.lower() in GOVERNMENTS:
        return True  # "The City restates its adherence to …"
    purpose = norm.form is Form.EFFECT and norm.kind not in PLAIN  # "This Order opens trails to riders"
    return reading.referent(norm.commander) is own and not purpose


def _names_norm(reading: Reading, target: Token) -> bool:
    """Whether what is reaffirmed is a norm, or the adherence to one."""
    within = (target, *(t for c in target.rights if c.dep_ == "prep" for t in c.subtree))
    return any((r := reading.referent(t)) is not None and r.type in NORMS for t in within)


def is_norm(reading: Reading, norm: Norm, prior: bool) -> bool:
    """Whether a modal clause of an instrument binds somebody, and is not about the instrument itself."""
    main = norm.cue.head if norm.cue.tag_ == "MD" or norm.cue.dep_ in {"aux", "auxpass"} else norm.cue
    if norm.cue.lower_ in {"can", "could"} or (relative(main) and not (prior and _takes_up(main))):
        return False
    if norm.kind is ProvisionKind.PERMITS and relative(main) and (is_passive(main) or norm.whole):
        return False  # "those who may be designated", "an essay, which may deter some"
    if norm.kind is ProvisionKind.PERMITS and _foreseen(norm.bearer or norm.target, norm.cue, main):
        return False
    if norm.form is Form.PASSIVE and any(c.lower_ == "should" for c in norm.cue.lefts):
        return False  # "Schools should be barred from": a principle
    if _inside(main, norm.cue) or _at_discretion(reading, norm):
        return False
    subject = norm.bearer if norm.bearer is not None else next((c for c in main.lefts if c.dep_ in SUBJECTS), None)
    verb = reading.doc[norm.spans[0][0]] if norm.bearer is not None else main
    if subject is not None and (_about_itself(reading, subject, verb) or _state_lasts(subject, verb)):
        return False
    if norm.kind is ProvisionKind.PROHIBITS and subject is not None and is_passive(main):
        return True  # "No such animal shall be taken out", "the races shall not be held"
    if verb.lemma_.lower() in words("deontic", "effect_establishes") and any(c.dep_ == "expl" for c in verb.lefts):
        return False  # "there shall be established an Office"
    if subject is not None and subject.lemma_.lower() in words("deontic", "writings") and not is_passive(main):
        return False  # "The plan shall address costs": what it is to say binds nobody
    objects = {c.lower_ for c in verb.rights if c.dep_ == "dobj"}
    if "effect" in objects or (verb.lemma_ == "apply" and not objects and verb.nbor().lower_ != "for"):
        return False  # "The amendments shall take effect on June 1, and shall apply to all"
    own = verb.lemma_.lower() in words("deontic", "own_verbs" if norm.bearer is None else "composing")
    ends = verb.lemma_ == "terminate" and any(
        c.dep_ == "dobj" and c.ent_type_ != "DATE" for c in verb.rights
    )  # "shall terminate the Force"
    if (own and not ends) or verb.lemma_ == "sue":
        return False
    subtree = list(verb.subtree)
    if verb.lemma_.lower() in {"receive", "reimburse", "compensate"} and any(t.lemma_.lower() in PAY for t in subtree):
        return False
    if verb.lemma_.lower() == "be" and any(t.lower_ == "policy" for t in subtree):
        return False  # "It shall be the policy of the United States to …"
    if subject is not None and (subject.lower_ in {"we", "i"} or any(c.lower_ == "our" for c in subject.lefts)):
        return False  # "we must encourage our industry": why, not what
    if verb.lemma_ == "be" and any(c.dep_ == "acomp" and c.lower_ in {"effective", "applicable"} for c in verb.rights):
        return False  # "These changes shall be effective on June 1"
    return not _composes(verb)


def _composes(verb: Token) -> bool:
    """Whether a clause says who belongs to a body: "shall have nine members", "The Chair shall be the Mayor"."""
    lemma = verb.lemma_.lower()
    if lemma not in {"be", "appoint", "select", "have", "designate"}:
        return False
    slots = {"nsubjpass", "dobj", "attr", "oprd", "expl"} | ({"nsubj"} if lemma in {"be", "have"} else set())
    if lemma == "have" and verb.nbor().lower_ == "as":
        return True  # "shall have as its Chair the Mayor"
    things = [c for c in verb.children if c.dep_ in slots]
    within = (o for t in things for c in t.rights if c.lower_ == "of" for o in c.children)
    return any(t.lemma_.lower() in words("deontic", "composition") for t in (*things, *within))


def binds(reading: Reading, bearer: Token | None, cue: Token) -> bool:
    """Whether a clause of a section of aims binds somebody all the same: "(a) *The Director shall* report"."""
    referent = reading.referent(bearer)
    if referent is None or referent.type not in BOUND or cue.lower_ != "shall":
        return False
    aims = (t for t in reading.doc[cue.sent.start : cue.i] if t.lower_ == "policy")
    return not any(t.dep_ in {"attr", "nsubj"} for t in aims)  # "It is the policy … that agencies shall"


def _inside(verb: Token, cue: Token) -> bool:
    """Whether a clause is what another is about: "any determination that privilege shall not be invoked", "to ensure
    that they have an opportunity to speak"."""
    if cue.tag_ != "MD" and cue.lemma_ == "have" and _conditional(verb):
        return True
    that = any(c.lower_ == "that" for c in verb.lefts)
    if that and verb.dep_ in {"acl", "ccomp"} and verb.head.pos_ == "NOUN":
        return True
    return cue.tag_ != "MD" and verb.dep_ == "ccomp" and verb.head.lemma_.lower() in {"ensure", "assure", "see"}


def _conditional(verb: Token) -> bool:
    """Whether a clause is a condition or a question: "if it is safe and the Secretary has the power to lease it"."""
    for _ in range(3):
        if any(c.lower_ in {"if", "whether", "unless"} for c in verb.lefts):
            return True
        if verb.dep_ != "conj":
            return False
        verb = verb.head
    return False


def _foreseen(subject: Token | None, cue: Token, main: Token) -> bool:
    """Whether a clause tells what may come of a thing: "Such practices may increase the trust of buyers"."""
    thing = subject is not None and subject.pos_ == "NOUN" and not person_like(subject)
    body = subject is not None and subject.lemma_.lower() in words("deontic", "bodies")
    active = cue.lower_ == "may" and not is_passive(main)
    return active and thing and not body and main.lemma_ in words("deontic", "effects_foreseen")


def _at_discretion(reading: Reading, norm: Norm) -> bool:
    """Whether a clause only leaves something to somebody: "such agencies *as the Secretary may deem* appropriate"."""
    if norm.cue.lower_ != "may" or norm.cue.i < 3:
        return False
    for token in reversed(reading.doc[max(norm.cue.sent.start, norm.cue.i - 12) : norm.cue.i]):
        if token.pos_ not in NOMINAL and token.lower_ not in {",", "of", "and", "or"}:
            named = token.i + 1 < norm.cue.i and token.nbor().pos_ in {"DET", "PRON", "PROPN"}
            within = {t.lower_ for t in reading.doc[token.i : norm.cue.i]}
            return token.text == "as" and named and ("," not in within or bool(within & {"and", "or"}))
    return False


def _takes_up(verb: Token) -> bool:
    """Whether a relative clause says what its noun does: "the panel, which shall report"."""
    own = [c for c in verb.lefts if c.dep_ in SUBJECTS]
    return not own or own[0].tag_ in {"WDT", "WP"} or own[0].lower_ == "that"


def _about_itself(reading: Reading, subject: Token, verb: Token) -> bool:
    if subject.lemma_.lower() not in words("deontic", "own_subjects") or verb.lemma_.lower() in CARE:
        return False
    if subject.lemma_.lower() in THINGS and any(c.lower_ in {"no", "any", "each", "every"} for c in subject.lefts):
        return False  # "No agreement shall be signed"
    referent = reading.referent(subject)
    return referent is None or referent.type in NORMS or subject.lower_ == "nothing"


def _state_lasts(subject: Token, verb: Token) -> bool:
    """Whether a state of things is only said to last: "The State of Emergency shall remain in effect"."""
    return subject.lower_ == "state" and verb.lemma_.lower() in {"remain", "continue", "expire", "lapse", "end"}
