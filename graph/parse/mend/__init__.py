"""Where the parser's trees are mended: what it is known to take for something else.

Its components stand after the parser and attach words anew (they know tags, but no parts of speech yet); those that
begin sentences stand before it (`sentences.py`).
"""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Token

from graph.parse.mend import clauses, names, numbered, sentences
from graph.parse.mend.names import WORDS

ORDERS, COMMANDS = (frozenset(WORDS[key].split()) for key in ("orders", "commands"))
LONGEST_MARK = 4  # "viii"
ASIDE = 36  # tokens
COMMANDER = 80  # tokens between two verbs that share a subject
ADDRESSEE = 14  # tokens between a command's verb and what is to be done
JOINED = frozenset({"and", "but", ",", "also"})
VERBS = frozenset({"VB", "VBN", "VBP"})
NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP"})
AFTER_VERBS = NOUNS | {"DT", "PRP$", "JJ", "CD", "IN", "CC", "TO"}
FORWARD = frozenset({"forward", "further", "cap", "cross", "clear", "open", "close", "secure", "lower", "limit"})
AFTER = (
    "orders_doing",
    "list_marks",
    *names.AFTER,
    *numbered.AFTER,
    *clauses.AFTER,
    "apposed_verbs",
    "interrupted_verbs",
    "commanding_verbs",
)


def put_into(nlp: Language) -> None:
    """Add the components to a pipeline with a parser, and keep "Co-Chairs" whole, of whom it makes two words."""
    tokenizer: Any = nlp.tokenizer
    for word in WORDS["hyphened"].split():
        tokenizer.add_special_case(word, [{"ORTH": word}])
    for name in sentences.BEFORE:
        nlp.add_pipe(name, before="parser")
    for name in reversed(AFTER):
        nlp.add_pipe(name, after="parser")


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
