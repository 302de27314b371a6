"""Collectives that are called by what they did: "Riders marched to City Hall. *The protesters* …"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from graph.extract.lexicon import words
from graph.extract.mention import Mention
from graph.extract.names.nominals import is_definite
from graph.extract.referent import Referent

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
FILED = frozenset({"case", "challenge", "filing"})  # brought to court only where somebody files them


def by_deeds(mention: Mention, groups: Sequence[Referent]) -> list[Referent]:
    """The collectives that "the protesters" or "the plaintiffs" are by what is told of them before; none where one is
    called so already, or where the text tells whom it means: "the challengers in the race"."""
    told = any(c.dep_ == "prep" and c.lower_ in {"in", "to"} for c in mention.head.rights)
    for key, did in DEEDS.items():
        nouns = words("coref", key)
        if mention.noun in nouns and is_definite(mention) and not told:
            if any(m.noun in nouns for g in groups for m in g.mentions):
                return []
            return [g for g in groups if any(did(m) for m in g.mentions if m.start < mention.start)]
    return []


def _protested(mention: Mention) -> bool:
    """As in "*Riders* shut down roads to protest the ban", "*nurses* marched"."""
    return any(t.lemma_.lower() in words("coref", "protesting") for t in _done(mention))


def _sued(mention: Mention) -> bool:
    """As in "*Seven officials* sued the governor", "*groups* that brought the suit", "a suit filed by *families*"."""
    told = (c for c in mention.head.rights if c.dep_ in {"relcl", "acl"})
    return any(map(_is_suing, (*_done(mention), *told, *_done_by(mention))))


DEEDS = {"protesters": _protested, "plaintiffs": _sued}


def _done(mention: Mention) -> Iterator[Token]:
    """The verbs whose subject a collective is, with those that go on from them without one of their own."""
    if mention.head.dep_ == "nsubj":
        verb = mention.head.head
        yield verb
        after = (c for c in verb.rights if c.dep_ in {"advcl", "xcomp", "conj"})
        yield from (c for c in after if not any(t.dep_ in SUBJECTS for t in c.lefts))


def _done_by(mention: Mention) -> Iterator[Token]:
    """What is done "by" a collective."""
    if mention.head.dep_ == "pobj" and mention.head.head.lower_ == "by":
        yield mention.head.head.head


def _is_suing(token: Token) -> bool:
    """As in "sued", "a suit", "filed a case", "a case filed"."""
    lemma = token.lemma_.lower()
    if lemma == "sue" or (token.pos_ == "NOUN" and lemma in words("events", "suit") - FILED):
        return True
    things = [c for c in token.children if c.dep_ in {"dobj", "nsubjpass"}] + [token.head] * (token.dep_ == "acl")
    return lemma in words("coref", "filing") and any(t.lemma_.lower() in words("events", "suit") for t in things)
