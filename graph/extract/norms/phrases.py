"""The noun phrase that is a norm, cut where it goes on to tell when, why or by whom."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from graph.extract.lexicon import words
from graph.extract.norms.idioms import UNTOUCHED
from graph.extract.norms.model import Span
from graph.extract.norms.trim import trim

DATED = re.compile(
    r"(?:\d|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|late|early|last|this|next|mid)"
)
ADVERBIAL = frozenset({"prep", "npadvmod", "advcl", "advmod", "cc", "dobj"})
REACH = frozenset({"in", "for", "across", "throughout", "along", "over"})
MEANS = frozenset({"order", "decree", "directive", "memorandum", "memo", "proclamation", "one", "another", "own"})
STOPS = frozenset({",", ";", ":", ".", "(", "—", "--", "–"})
TURNS = frozenset({"after", "before", "because", "while", "when", "as", "but"})


def noun_phrase(doc: Doc, head: Token, end: int, *, relative: bool, cue: Token | None = None) -> Span:
    """A noun phrase with its "of …", "for …", without when it happened; with relative clauses where asked."""
    last = head.i + 1
    while last < end and not _phrase_ends(doc, last, head, relative, cue):
        last += 1
    first = head.left_edge.i if head.i - 14 < head.left_edge.i else head.i
    return trim(doc, max(first, cue.i + 1) if cue is not None and cue.i < head.i else first, last)


def _phrase_ends(doc: Doc, i: int, head: Token, relative: bool, cue: Token | None) -> bool:
    token = doc[i]
    if i == head.i + 1 and token.text[:1].isdigit() and head.pos_ == "PROPN":
        return False  # "Executive Order 2021-03"
    if token.text == "," and relative and _by_which(doc, i):
        return False
    if token.text in STOPS or token.lower_ in TURNS or token.lower_ in UNTOUCHED or "\n" in token.text:
        return True
    if cue is not None and token.i > head.i and token.head.i == cue.i and token.dep_ in ADVERBIAL:
        reach = token.lower_ in REACH and cue.lemma_ in {"declare", "proclaim", "suspend", "waive"}
        if not (reach or _of_norm(token, cue)) or _dated(doc, i):
            return True
    if (token.ent_type_ in {"DATE", "TIME"} and token.dep_ in {"npadvmod", "advmod", "dobj", "tmod"}) or _dated(doc, i):
        return True
    if token.tag_ == "WP" and doc[i - 1].pos_ == "ADP":
        return False  # "an emergency over what it called persecution"
    if token.tag_ == "TO" and i + 1 < len(doc) and doc[i + 1].text[:1].isupper() and head.text[:1].isupper():
        return False  # "the Task Force to Reduce Crime"
    if not relative and (
        token.tag_ in {"WDT", "WP", "WRB", "TO", "VBN"} or (token.lower_ == "that" and token.pos_ != "DET")
    ):
        return True
    if token.lower_ not in {"and", "or"}:
        return False
    if i + 1 < len(doc) and doc[i + 1].lower_ in {"do", "hereby", "further", "order", "direct"}:
        return True  # "and order as follows", where the tagger takes the verb for a noun
    return any(t.pos_ in {"VERB", "AUX"} and t.dep_ == "conj" for t in doc[i + 1 : i + 4])


def _by_which(doc: Doc, comma: int) -> bool:
    """Whether what a norm did follows: "Order 4, *under which* districts could opt in"."""
    return comma + 2 < len(doc) and doc[comma + 1].lower_ in {"by", "under"} and doc[comma + 2].tag_ == "WDT"


def _of_norm(preposition: Token, cue: Token) -> bool:
    """Whether a preposition goes with the norm that is undone, which the parser hangs on the verb: "revokes an order
    *by* her predecessor *on* records", "ends bargaining *at* agencies"; not "replaces it *with* one of his own"."""
    told = preposition.dep_ == "prep" and preposition.lower_ in {"by", "from", "on", "at", "across", "between", "with"}
    thing = next((c for c in preposition.rights if c.dep_ == "pobj"), None)
    means = preposition.lower_ in {"by", "with"} and thing is not None and thing.lemma_.lower() in MEANS
    return (
        told
        and thing is not None
        and not means
        and cue.lemma_.lower() in words("deontic", "effect_revokes")
        and not (preposition.lower_ == "with" and cue.lemma_ in {"replace", "supersede"})
    )


def _dated(doc: Doc, i: int) -> bool:
    """ "on Monday", "in late July" """
    return doc[i].pos_ == "ADP" and any(
        c.dep_ == "pobj" and c.ent_type_ in {"DATE", "TIME"} and DATED.match(doc[i + 1].text) for c in doc[i].children
    )
