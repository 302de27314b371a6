"""Names of bodies that the model cuts at "and", though the parser holds both halves together: "the *Jamaica Hotel and
Tourist Association*", "the *Senate Energy and Natural Resources Committee*"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from graph.extract.forms import is_region
from graph.extract.mention import BODIES, Candidate
from graph.extract.names.joints import capital, head_type
from graph.extract.names.known import known_names
from graph.extract.names.persons import is_title_word

TOGETHER = frozenset({"nmod", "compound"})
APART = frozenset({"PERSON", "GPE", "NORP", "LOC"})
OWNED = frozenset({"'", "’"})
LONGEST = 5  # words of each half


def joined_candidates(doc: Doc, shouted: frozenset[int]) -> Iterator[Candidate]:
    """Every such name; `shouted`: tokens in capitals or title case, where a capital tells nothing."""
    for token in doc[1:-1]:
        if token.text in {"and", "&"} and capital(doc[token.i - 1], shouted):
            end = _end(doc, token, shouted)
            start = _start(doc, token, shouted) if end else 0
            kind = head_type(doc[end - 1].text)
            if end and start < token.i and kind in BODIES and _is_part(doc, start, token.i):
                yield Candidate(start, end, kind, 0)


def _end(doc: Doc, joint: Token, shouted: frozenset[int]) -> int:
    """Where the name ends whose word before the joint modifies its last one, or that one thing does what a verb in the
    singular tells; 0 where none does."""
    first = joint.nbor(-1)
    one = first.dep_ == "nsubj" and first.head.tag_ == "VBZ"
    head = next((c for c in first.children if c.dep_ == "conj" and c.i > joint.i), first) if one else first.head
    held = (one or first.dep_ in TOGETHER) and joint.i < head.i <= joint.i + LONGEST and head.tag_ == "NNP"
    rest = doc[joint.i + 1 : head.i + 1]
    whole = all(capital(t, shouted) or t.text in OWNED for t in rest) and not any(map(is_title_word, rest))
    ended = head.i + 1 >= len(doc) or not doc[head.i + 1].text[:1].isupper()
    return head.i + 1 if held and whole and ended and rest.text not in known_names() else 0


def _start(doc: Doc, joint: Token, shouted: frozenset[int]) -> int:
    start = joint.i
    while start > 0 and joint.i - start < LONGEST and capital(doc[start - 1], shouted):
        start -= 1
    listed = start > 1 and doc[start - 1].text == "," and capital(doc[start - 2], shouted)
    return joint.i if listed else start  # "Science, Space and Technology Committee"


def _is_part(doc: Doc, start: int, end: int) -> bool:
    """Whether what stands before the joint is no name of its own: not "the White House and Justice Ministry"."""
    half = doc[start:end]
    alone = half.text in known_names() or is_region(half.text) or head_type(half[-1].text) in BODIES
    acronym = end - start == 1 and (half[0].text.isupper() or half[0].ent_type_ in APART)
    return not (alone or acronym or half[-1].ent_type_ in {"PERSON", "NORP"} or any(map(is_title_word, half)))
