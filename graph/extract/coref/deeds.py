"""Collectives that are called by what they did: "Riders marched to City Hall. *The protesters* …"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from graph.extract.lexicon import words
from graph.extract.mention import Mention
from graph.extract.names.nominals import is_definite
from graph.extract.referent import Referent

PROTESTING = frozenset({"protest", "march", "rally", "demonstrate", "picket", "strike"})
FILING = frozenset({"file", "bring", "lodge"})
CASES = frozenset({"case", "challenge"})
SUITS = frozenset({"suit", "lawsuit", "complaint", "petition"})


def by_deeds(mention: Mention, groups: Sequence[Referent]) -> list[Referent]:
    """The collectives that "the protesters" or "the plaintiffs" are by what is told of them before; none where one is
    called so already."""
    for nouns in (words("coref", "protesters"), words("coref", "plaintiffs")):
        if mention.noun in nouns and is_definite(mention):
            if any(m.noun in nouns for g in groups for m in g.mentions):
                return []
            did = _sued if nouns is words("coref", "plaintiffs") else _protested
            return [g for g in groups if any(did(m) for m in g.mentions if m.start < mention.start)]
    return []


def _protested(mention: Mention) -> bool:
    """As in "*Riders* shut down roads to protest the ban", "*nurses* marched"."""
    return any(t.lemma_.lower() in PROTESTING for t in _done(mention))


def _sued(mention: Mention) -> bool:
    """As in "*Seven officials* sued the governor", "*groups* that brought the suit", "a suit filed by *families*"."""
    return any(_is_suing(t) for t in (*_done(mention), *_told(mention), *_done_by(mention)))


def _done(mention: Mention) -> Iterator[Token]:
    """The verbs whose subject a collective is, with those that go on from them."""
    if mention.head.dep_ == "nsubj":
        verb = mention.head.head
        yield verb
        yield from (c for c in verb.rights if c.dep_ in {"advcl", "xcomp", "conj"})


def _told(mention: Mention) -> Iterator[Token]:
    """The verbs of the clauses by which a collective is told."""
    return (c for c in mention.head.rights if c.dep_ in {"relcl", "acl"})


def _done_by(mention: Mention) -> Iterator[Token]:
    """What is done "by" a collective."""
    if mention.head.dep_ == "pobj" and mention.head.head.lower_ == "by":
        yield mention.head.head.head


def _is_suing(token: Token) -> bool:
    """As in "sued", "a suit", "filed a case"."""
    lemma = token.lemma_.lower()
    if lemma == "sue" or (token.pos_ == "NOUN" and lemma in SUITS):
        return True
    filed = (t for t in (*token.children, token.head) if t.dep_ in {"dobj", "nsubjpass"} or token.dep_ == "acl")
    return lemma in FILING and any(t.lemma_.lower() in SUITS | CASES for t in filed)
