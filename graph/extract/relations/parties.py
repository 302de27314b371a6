"""Which party a person belongs to: party words in titles, appositions, tags, lists and by-phrases."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.extract.lexicon import table, words
from graph.extract.mention import ORGANIZATION, PERSON, PLURAL, Mention
from graph.extract.reading import Reading, RelationDraft
from graph.extract.referent import Referent
from graph.extract.relations.owners import is_party
from graph.model import Predicate

PARTISAN = frozenset({"Democrat", "Republican", "Conservative", "Liberal", "Green", "Nationalist", "Tory"})
LIST = 40  # tokens of a list of names
OPENINGS = frozenset({",", "—", "–", "--", "-", ":", "("})
LISTED = frozenset({"PROPN", "PUNCT", "CCONJ", "ADP", "NOUN", "PRON"})
AFTER = 12  # tokens after a name in which its party may stand


def parties(reading: Reading, person: Referent) -> Iterator[RelationDraft]:
    """The parties of one person, each once."""
    done: set[int] = set()
    for mention, token in _party_words(reading, person):
        party = party_at(reading, token)
        if party is not None and id(party) not in done:
            done.add(id(party))
            start, end = min(mention.span.start_char, token.idx), max(mention.span.end_char, token.idx + len(token))
            yield RelationDraft(person, Predicate.MEMBER_OF, party, start, end)


def party_at(reading: Reading, token: Token) -> Referent | None:
    """The party that a word names, also where the word stands for a person of it."""
    there = reading.referent(token)
    if there is not None and is_party(there):
        return there
    name = table("titles")["parties"].get(token.text)
    return next((r for r in reading.referents if name is not None and r.type is ORGANIZATION and r.name == name), None)


def _party_words(reading: Reading, person: Referent) -> Iterator[tuple[Mention, Token]]:
    """Party words that belong to a person, each with the mention beside it."""
    found = [(mention, token) for mention in person.mentions for token in _at_mention(reading, mention)]
    for role in person.roles:
        if role.noun not in words("nouns", "partisan_staff"):
            near = min(person.mentions, key=lambda m: abs(m.start - role.span.start))
            found += [(near, token) for token in role.span if party_at(reading, token) is not None]
    yield from found or _opened(reading, person)


def _at_mention(reading: Reading, mention: Mention) -> Iterator[Token]:
    """Party words in the title, in what follows the name, or in the mention itself; the owner's of a "fellow"."""

    def partisan(token: Token) -> bool:
        return party_at(reading, token) is not None

    if mention.title is not None:
        yield from (t for t in mention.title if partisan(t))
    yield from _after(reading, mention)
    if mention.head.dep_ == "nsubj" and mention.head.head.lemma_ == "be":
        yield from (t for t in mention.head.head.rights if t.dep_ == "attr" and partisan(t))
    if mention.head.dep_ == "poss" and mention.named and partisan(mention.head.head):  # "Lee's own Labour Party"
        yield mention.head.head
    listed = _list_of(mention)
    if listed is not None:  # "two Democrats, Lee and Roe", "Republican senators, among them Lee"
        yield from [t for t in (listed, *listed.lefts) if partisan(t)][:1]
    if mention.head.dep_ == "appos" and mention.head.head.tag_ in {"NN", "NNP"} and partisan(mention.head.head):
        yield mention.head.head  # "a fellow Republican, state Sen. Ann Lee"
    if not mention.named and mention.head.lemma_ not in words("nouns", "partisan_staff"):
        yield from (t for t in mention.span if partisan(t))
    if mention.named:
        yield from (c for c in mention.head.children if c.dep_ in {"amod", "compound"} and partisan(c))


def _opened(reading: Reading, person: Referent) -> Iterator[tuple[Mention, Token]]:
    """Whoever a paragraph that opens with partisans goes on with: "*Democrats* were no kinder. Governor Lee said …"."""
    first = person.mentions[0]
    paragraph = reading.paragraph(first.span.start_char)
    if first.title is None or paragraph is None or paragraph.start >= first.span.sent.start_char:
        return
    opening = reading.doc.char_span(paragraph.start, first.span.sent.start_char, alignment_mode="contract")
    if opening and reading.quotation(paragraph.start + 1) is None:
        sentence = opening[0].sent
        yield from ((first, t) for t in sentence if t.dep_ == "nsubj" and t.head.dep_ == "ROOT" and _several(t))


def _several(token: Token) -> bool:
    """Whether a word is a party's and stands for some of its people: "Democrats", "not every Republican"."""
    every = any(c.lower_ in {"every", "each"} for c in token.children)
    return token.text.removesuffix("s") in PARTISAN and (token.tag_ in PLURAL or every)


def _list_of(mention: Mention) -> Token | None:
    """The plural noun that a list of names spells out, to which the mention belongs: "two *Democrats*, Lee and Roe"."""
    doc = mention.span.doc
    for i in range(mention.start - 1, max(1, mention.start - LIST), -1):
        token = doc[i]
        if token.tag_ in PLURAL and doc[i + 1].text in OPENINGS:
            counted = doc[i + 1].text != "," or any(c.dep_ == "nummod" for c in token.children)
            return token if counted or doc[i + 2].lower_ in {"including", "among", "namely"} else None
        if token.pos_ not in LISTED and token.lower_ not in {"including", "the"}:
            return None
        if token.text in {".", ";"} or "\n" in token.text:
            return None
    return None


def _after(reading: Reading, mention: Mention) -> Iterator[Token]:
    """ ", a Democrat", ", Democrat of Minnesota", " of Ohio, another Republican", "(D-Lynn)", ", like Lee a Tory"."""
    doc = reading.doc
    start = mention.end
    if start + 2 < len(doc) and doc[start].text == "of":
        start = next((i for i in range(start, min(start + 5, len(doc))) if doc[i].text == ","), start)
    if start >= len(doc) or doc[start].text not in {",", "("}:
        return
    alike = start + 1 < len(doc) and doc[start + 1].lower_ in {"like", "also"}
    for token in doc[start + 1 : start + AFTER]:
        stops = token.text in {".", ";", "“", '"'} or "\n" in token.text
        if stops or (token.pos_ in {"VERB", "AUX"} and token.tag_ != "VBN"):
            return
        there = reading.referent(token)
        if party_at(reading, token) is not None:
            if token.i + 1 < len(doc) and doc[token.i + 1].lemma_ not in words("nouns", "partisan_staff"):
                yield token
            return
        another = there is not None and there.type is PERSON and there.named
        if another and not alike and there is not reading.referent(mention.head):
            return
