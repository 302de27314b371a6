"""Where the parser's sentences and trees are mended: what it is known to take for something else.

The components of the pipeline that do so stand before the parser, which keeps to the sentences that they begin, and
after it, where they attach words anew (and know tags, but no parts of speech yet).
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Token

from graph import mend_names, mend_numbered
from graph.mend_names import WORDS, among

HOURS, AFTER_HOURS, ORDERS, COMMANDS, NUMBERED, CITING = (
    frozenset(WORDS[key].split()) for key in ("hours", "after_hours", "orders", "commands", "numbered", "citing")
)
LONGEST_MARK = 4  # "viii"
ASIDE = 36  # tokens
ENDLESS = 300  # tokens; the longest sentence of 120 orders has 228
COMMANDER = 80  # tokens between two verbs that share a subject
ADDRESSEE = 14  # tokens between a command's verb and what is to be done
ENDS = frozenset({".", "!", "?"})
JOINED = frozenset({"and", "but", ",", "also"})
VERBS = frozenset({"VB", "VBN", "VBP"})
NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP"})
AFTER_VERBS = NOUNS | {"DT", "PRP$", "JJ", "CD", "IN", "CC", "TO"}
FORWARD = frozenset({"forward", "further", "cap", "cross", "clear", "open", "close", "secure", "lower", "limit"})
BEFORE = ("paragraph_starts", "endless_sentences")
AFTER = (
    "orders_doing",
    "list_marks",
    *mend_names.AFTER,
    *mend_numbered.AFTER,
    "apposed_verbs",
    "interrupted_verbs",
    "commanding_verbs",
)


def put_into(nlp: Language) -> None:
    """Add the components to a pipeline with a parser."""
    for name in BEFORE:
        nlp.add_pipe(name, before="parser")
    for name in reversed(AFTER):
        nlp.add_pipe(name, after="parser")


@Language.component("paragraph_starts")
def paragraph_starts(doc: Doc) -> Doc:
    """Begin a sentence after each line break, and after an hour that ends one, and none in small letters right after a
    word ("All / executive departments"), nor in a citation ("Order No. / 4", "5 U.S.C. / App.)"); the parser keeps to
    it."""
    for token in doc[:-1]:
        if (token.is_space and "\n" in token.text) or (token.lower_ in HOURS and _begins(token.nbor())):
            doc[token.i + 1].is_sent_start = True
        elif (token.is_alpha and token.nbor().is_lower) or _numbers(token):
            doc[token.i + 1].is_sent_start = False
    for token in _cited(doc):
        token.is_sent_start = False
    return doc


@Language.component("endless_sentences")
def endless_sentences(doc: Doc) -> Doc:
    """Begin a sentence where none can have ended for ENDLESS tokens: no reader takes that for one, and what is asked of
    each word and each other word of its sentence would take minutes."""
    begun = 0
    for token in doc:
        if token.text in ENDS or "\n" in token.text:
            begun = token.i + 1
        elif token.i - begun == ENDLESS:
            token.is_sent_start, begun = True, token.i
    return doc


def _numbers(token: Token) -> bool:
    """Whether a number follows the dot of "No."."""
    before = doc[token.i - 1].text if (doc := token.doc) and token.i else ""
    return token.text == "." and before in NUMBERED and any(c.isdigit() for c in token.nbor().text)


def _cited(doc: Doc) -> Iterator[Token]:
    """What goes on with a citation ("issued Executive Order 2023-02"), closes a bracket, or is put in brackets right
    after others."""
    yield from (t for t in among(doc, ("executive",)) if t.i and t.nbor(-1).is_lower and t.nbor(-1).is_alpha)
    yield from (t.nbor() for t in among(doc, CITING) if t.i + 1 < len(doc) and "\n" not in t.nbor().text)
    yield from (t for t in among(doc, (")", ",")) if t.i)
    yield from (t for t in among(doc, ("(",)) if t.i and t.nbor(-1).text == ")")


def _begins(token: Token) -> bool:
    """Whether a word after "10 p.m." begins a sentence: "The", not "Monday", "EST", "Eastern", "London time"."""
    after = token.nbor().lower_ if token.i + 1 < len(token.doc) else ""
    return token.text.istitle() and token.text not in AFTER_HOURS and after != "time"


@Language.component("orders_doing")
def orders_doing(doc: Doc) -> Doc:
    """Mend "an order closing schools", which the parser takes for schools of a sort: the order is what is signed."""
    for token in (t for t in doc[:-2] if t.lower_ in ORDERS and t.dep_ == "compound"):
        doing, thing = token.nbor(), token.head
        beside = doing.dep_ == "compound" and doing.head == thing and doing.lower_.endswith("ing")
        if beside and thing.tag_ in {"NNS", "NN"} and thing.dep_ != "compound":
            _reattach(token, doing, thing)
    return doc


def _reattach(order: Token, doing: Token, thing: Token) -> None:
    lefts = [c for c in thing.lefts if c.i < order.i]
    dep, head = thing.dep_, thing.head
    thing.head, thing.dep_ = doing, "dobj"
    order.head, order.dep_ = (order if head == thing else head), dep
    doing.head, doing.dep_, doing.tag_ = order, "acl", "VBG"
    for child in lefts:
        child.head = order


@Language.component("list_marks")
def list_marks(doc: Doc) -> Doc:
    """Mend "(ii) The Secretary shall …", whose mark the parser takes for a subject of its own."""
    for sentence in doc.sents:
        mark = sentence[1] if len(sentence) > 3 else sentence[0]
        if sentence[0].text == "(" and len(mark) <= LONGEST_MARK and mark.nbor().text == ")" and mark != sentence.root:
            mark.dep_ = "meta"
    return doc


@Language.component("apposed_verbs")
def apposed_verbs(doc: Doc) -> Doc:
    """Mend "Roe, a critic of the mayor, threatened to sue.", where the parser takes what he did for what was done to
    him, and finds no verb for the sentence."""
    for sentence in doc.sents:
        who = sentence.root
        if who.tag_ in NOUNS and sentence.text.rstrip().endswith((".", "”", '"')):
            apposed = [c for c in who.rights if c.dep_ == "appos"]
            done = (c for c in who.rights if c.dep_ == "acl" and c.tag_ == "VBN" and doc[c.i - 1].text == ",")
            verb = next((c for c in done if apposed and apposed[0].i < c.i), None)
            if verb is not None:
                verb.head, verb.dep_, verb.tag_ = verb, "ROOT", "VBD"
                who.head, who.dep_ = verb, "nsubj"
    return doc


@Language.component("interrupted_verbs")
def interrupted_verbs(doc: Doc) -> Doc:
    """Mend "the Secretary shall, as appropriate, issue guidance", where the parser finds no verb for "shall", and
    "shall forward samples", where it takes another word for it."""
    for cue in (t for t in doc[:-3] if t.tag_ == "MD"):
        own = cue.dep_ in {"aux", "auxpass"} and cue.head.i > cue.i and cue.head.tag_ in VERBS
        verb = None if own else _after_aside(cue) if cue.nbor().text == "," else _right_after(cue)
        if verb is not None:
            _give_verb(cue, verb)
    return doc


def _right_after(cue: Token) -> Token | None:
    """The word after a modal verb, where that governs a form that no modal verb can: "must *forward* isolates"."""
    word = cue.nbor()
    wrong = cue.dep_ == "aux" and cue.head.tag_ in {"VBZ", "VBD"} and cue.head.i > cue.i
    return word if wrong and word.lower_ in FORWARD and word.nbor().tag_ in AFTER_VERBS | {"VBZ"} else None


def _after_aside(cue: Token) -> Token | None:
    """The verb that follows what stands between commas, be it taken for a noun or an adjective."""
    doc = cue.doc
    after_commas = (doc[k] for k in range(cue.i + 3, min(cue.sent.end - 1, cue.i + ASIDE)) if doc[k - 1].text == ",")
    return next((t for t in after_commas if t.is_lower and t.is_alpha and _may_be_verb(t)), None)


def _may_be_verb(word: Token) -> bool:
    return word.tag_ in {"VB", "VBP"} or (word.tag_ in {"NN", "JJ"} and word.nbor().tag_ in AFTER_VERBS)


def _give_verb(cue: Token, verb: Token) -> None:
    """Put the verb in the place of what the parser took for the clause's head, with the subject on its left."""
    top = cue.head if cue.dep_ in {"aux", "auxpass"} else cue
    while top not in (verb, *verb.ancestors) and top.head != top:
        top = top.head
    if top not in (verb, *verb.ancestors):
        return
    lefts = [c for c in (*top.lefts, *cue.head.lefts, *cue.lefts) if c.i < cue.i and c != verb]
    if top != verb:
        verb.head, verb.dep_ = (verb if top.head == top else top.head), top.dep_
    if top not in (verb, cue):
        top.head, top.dep_ = verb, "dobj" if top.i > verb.i else "dep"
    cue.head, cue.dep_ = verb, "aux"
    verb.tag_ = "VB"
    for child in lefts:
        child.head = verb
    if not any(c.dep_ in {"nsubj", "nsubjpass"} for c in lefts):
        subject = next((c for c in lefts if c.tag_ in NOUNS), None)
        if subject is not None:
            subject.dep_ = "nsubj"


@Language.component("commanding_verbs")
def commanding_verbs(doc: Doc) -> Doc:
    """Mend "puts the army in charge and orders firms to …", whose second verb the parser takes for a noun or for the
    verb of a clause within, and "the order bars vendors, of whatever kind, from …", where it finds vendors of
    a sort."""
    for verb in (t for t in doc[1:-3] if t.lower_ in COMMANDS):
        subject = any(c.dep_ == "nsubj" for c in verb.lefts)
        if subject and verb.dep_ == "compound":
            _change_places(verb, verb.head)
        elif subject:
            verb.tag_ = "VBZ"
        elif verb.nbor(-1).lower_ in JOINED and (top := _commander(verb)) is not None:
            _share_subject(verb, top)
    return doc


def _change_places(verb: Token, thing: Token) -> None:
    """Let a verb govern the noun that it was said to be a part of."""
    dep, head = thing.dep_, thing.head
    verb.head, verb.dep_, verb.tag_ = (verb if head == thing else head), dep, "VBZ"
    thing.head, thing.dep_ = verb, "dobj"


def _commander(verb: Token) -> Token | None:
    """The verb in the present before a command whose subject it can share, where the parser joined it to none."""
    joined = verb.tag_ == "VBZ" and verb.dep_ != "compound" and verb.head.tag_ in {"VBZ", "VBN", "VBD"}
    if joined or verb.dep_ in {"nsubj", "pobj", "ROOT"} or _addressee(verb) is None:
        return None
    start = max(verb.sent.start, verb.i - COMMANDER)
    before = (t for t in verb.doc[start : verb.i] if t.tag_ == "VBZ" and t.head.i != verb.i)
    return next((t for t in before if any(c.dep_ == "nsubj" for c in t.lefts)), None)


def _addressee(verb: Token) -> tuple[Token, Token] | None:
    """To whom a command goes and what is to be done: "orders *firms* to *hand* over", "bars *clubs* from *opening*"."""
    doc = verb.doc
    for k in range(verb.i + 1, min(verb.sent.end - 1, verb.i + ADDRESSEE)):
        doing = doc[k + 1]
        done = (doc[k].lower_ == "to" and doing.tag_ == "VB") or (doc[k].lower_ == "from" and doing.tag_ == "VBG")
        if done:
            nouns = [t for t in doc[verb.i + 1 : k] if t.tag_ in NOUNS]
            return (nouns[-1], doing) if nouns else None
        if doc[k].tag_ in {"VBZ", "VBD", "MD"} or doc[k].text in {";", ":"}:
            return None
    return None


def _share_subject(verb: Token, top: Token) -> None:
    found = _addressee(verb)
    if found is None or any(t in (top, *top.ancestors) for t in (verb, *found)):
        return
    whom, doing = found
    verb.head, verb.dep_, verb.tag_ = top, "conj", "VBZ"
    whom.head, whom.dep_ = verb, "dobj"
    for child in [c for c in doing.children if c.dep_ == "nsubj" and c.i < doing.i and c != whom]:
        child.head, child.dep_ = whom, "compound"
    if doing.nbor(-1).lower_ == "to":
        doing.head, doing.dep_ = verb, "xcomp"
