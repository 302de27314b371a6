"""Where the parser's trees are mended after the number of a norm: "Executive Order 26-11 bars agencies from hiring"."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Token

from graph.parse.mend.names import WORDS, among

NORMS, ACTING, GOVERNING = (frozenset(WORDS[key].split()) for key in ("norms", "acting", "governing"))
AFTER = ("numbered_norms",)
LONGEST_NUMBER = 5  # tokens: "No.", "26", "-", "11"
NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
WITHIN = NOUNS | {"DT", "PRP$", "JJ", "CD", "POS", "VBN", "RB"}  # what a noun phrase is made of, by its first noun


@Language.component("numbered_norms")
def numbered_norms(doc: Doc) -> Doc:
    """Let what a numbered norm does be its verb, where the parser takes it for a noun: of 1,470 such sentences ("Order
    No. 7 caps gatherings") it reads 453 so, and of those with "the order" one in a hundred."""
    for norm in among(doc, NORMS):
        verb = _verb(norm)
        if verb is not None and not (verb.tag_ == "VBZ" and norm.head == verb and norm.dep_ == "nsubj"):
            thing = _thing(verb)
            if thing is not None:
                _govern(norm, verb, thing)
    return doc


def _verb(norm: Token) -> Token | None:
    """What follows the number of a norm, if that may be its verb and no preposition governs the norm."""
    doc, number = norm.doc, False
    if norm.text.islower():
        return None
    for token in doc[norm.i + 1 : norm.i + 2 + LONGEST_NUMBER]:
        if number and token.text in ACTING:
            start = _start(norm)
            return None if start > 0 and doc[start - 1].lower_ in GOVERNING else token
        number = number or any(c.isdigit() for c in token.text)
        if (token.is_lower and token.is_alpha) or (token.is_punct and token.text not in {"-", "–", "."}):
            return None
        if token.text == "." and number:
            return None
    return None


def _start(norm: Token) -> int:
    """Where the name of a norm begins."""
    start = norm.i
    while start > 0 and (norm.doc[start - 1].text[0].isupper() or norm.doc[start - 1].tag_ in {"DT", "PRP$"}):
        start -= 1
    return start


def _thing(verb: Token) -> Token | None:
    """The head of the noun phrase right after a verb."""
    last = None
    for token in verb.doc[verb.i + 1 : verb.sent.end]:
        if token.tag_ not in WITHIN:
            break
        last = token if token.tag_ in NOUNS else last
    return last


def _govern(norm: Token, verb: Token, thing: Token) -> None:
    """Put the verb in the place of the highest of the three, the norm and the thing below it."""
    start, three = _start(norm), (verb, norm, thing)
    tops = [_top(token, start, thing.i) for token in three]
    top = min(tops, key=lambda t: len(list(t.ancestors)))
    outer, dep = (verb if top.head == top else top.head), top.dep_
    if outer != verb and any(a in tops for a in (outer, *outer.ancestors)):
        return
    loose = [t for t in verb.doc[start : thing.i] if t not in three and (t.head in three or t in tops)]
    after = [c for c in norm.rights if c.i > thing.i]
    if dep == "nsubj" and outer.tag_ == "VB":  # "orders clerks to wear masks": what is ordered
        verb.head, verb.dep_ = (verb if outer.head == outer else outer.head), outer.dep_
        outer.head, outer.dep_ = verb, "xcomp"
    else:
        verb.head, verb.dep_ = outer, dep
    verb.tag_ = "VBZ"
    norm.head, norm.dep_ = verb, "nsubj"
    thing.head, thing.dep_ = verb, "dobj"
    for token in loose:
        token.head = norm if token.i < verb.i else thing
    for token in after:
        token.head = verb


def _top(token: Token, start: int, end: int) -> Token:
    """The highest token of a stretch that a token hangs on."""
    while token.head != token and start <= token.head.i <= end:
        token = token.head
    return token
