"""Persons listed together ("Sens. Ann Lee and Bob Roe, both Democrats"), and the words that are said of all of them."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from graph.extract.coref.discourse import Table
from graph.extract.lexicon import table as lexicon
from graph.extract.mention import PERSON, Mention
from graph.extract.names.persons import SUFFIX
from graph.extract.relations.roles import is_role_word

LINKS = frozenset({",", "and", "or", "&", ";"})
LEADING_IN = frozenset({"among", "them", "including", "such", "as", "like", ",", "-", "–", "—", ":"})
CLOSING = frozenset({",", ".", ";", ":", "-", "–", "—", ")", "who", "of", "on", "in", "from"})
REACH = 10  # tokens that a phrase said of a list may have


def persons_together(table: Table) -> Iterator[list[Mention]]:
    """Runs of named persons with nothing but commas, "and" and titles between them; also runs of one."""
    named = [m for m in table.mentions if m.type is PERSON and m.named]
    run: list[Mention] = []
    for mention in named:
        if run and not _linked(table.doc, run[-1], mention):
            yield run
            run = []
        run.append(mention)
    if run:
        yield run


def begin(mention: Mention) -> int:
    """The first token of a person's mention, title included."""
    return mention.title.start if mention.title is not None else mention.start


def _linked(doc: Doc, first: Mention, second: Mention) -> bool:
    between = [t for t in doc[first.end : begin(second)] if t.text not in SUFFIX]
    return 0 < len(between) <= 3 and all(t.lower_ in LINKS for t in between)


def said_of_all(doc: Doc, run: list[Mention]) -> Iterator[Span]:
    """Noun phrases that name all persons of a run: before it ("three councilors - …") and after it ("…, both
    Democrats"). They end with their head, which is a plural."""
    start, end = begin(run[0]), run[-1].end
    before = _phrase_before(doc, start, end, len(run))
    if before is not None:
        yield before
    if len(run) > 1:
        after = _phrase_after(doc, end)
        if after is not None:
            yield after


def _phrase_before(doc: Doc, start: int, end: int, size: int) -> Span | None:
    i = start - 1
    while i >= 0 and doc[i].lower_ in LEADING_IN:
        i -= 1
    lead = [t.lower_ for t in doc[i + 1 : start]]
    if i < 0 or not is_plural_role(doc[i]):
        return None
    said_among = {"including", "such", "like", "them"} & set(lead)
    among = i > 0 and doc[i - 1].lower_ == "among" and lead == [","]  # "Among Republicans, Ann Lee of Iowa …"
    closed = size > 1 and bool(lead) and end < len(doc) and doc[end].text in CLOSING
    if not (said_among or among or closed):
        return None
    return doc[max(doc[i].left_edge.i, i - REACH) : i + 1]


def _phrase_after(doc: Doc, end: int) -> Span | None:
    if end + 1 >= len(doc) or not (doc[end].text == "," or doc[end].lower_ in {"are", "were"}):
        return None
    for token in doc[end + 1 : end + 1 + REACH]:
        if token.is_space or token.pos_ in {"VERB", "AUX"} or token.text in {",", ".", "“", '"'}:
            return None
        if is_plural_role(token):
            following = doc[token.i + 1] if token.i + 1 < len(doc) else None
            closes = following is None or following.is_space or following.text in CLOSING
            return doc[end + 1 : token.i + 1] if closes else None
    return None


def is_plural_role(token: Token) -> bool:
    """ "councilors", "Democrats", "co-chairs": a plural that names people by what they are."""
    if token.text in lexicon("titles")["parties"]:
        return token.text.endswith("s")
    return token.tag_ in {"NNS", "NNPS"} and is_role_word(token)
