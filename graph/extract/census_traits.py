"""What tells whether a reader would record a thing that takes part in no fact: a name of the page's noise, a crowd that
is told of once, the court that everybody knows is meant.

How much each trait weighs is learned (`lexicons/census_weights.csv`, by `tests/gold/fit_census.py`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from math import exp, log
from operator import itemgetter

from spacy.tokens import Token

from graph.extract.forms import is_region
from graph.extract.lexicon import rows, words
from graph.extract.mention import PLURAL, Mention
from graph.extract.reading import Draft, Drafts, Reading
from graph.extract.referent import Referent

Traits = dict[str, float]
ARTICLES = {"the": "the", "a": "a", "an": "a", "this": "this", "that": "this", "these": "this", "those": "those"}
SORTS = ("person", "individual", "group", "agency", "organization")
DEPTH = 3  # words above a mention that may say what becomes of it


class Told:
    """The code points of a document that its facts are told in, family by family."""

    def __init__(self, drafts: Drafts) -> None:
        families: tuple[tuple[str, Sequence[Draft]], ...] = (
            ("provision", drafts.provisions),
            ("statement", drafts.statements),
            ("event", drafts.events),
        )
        self.inside = {name: _covered(found) for name, found in families}

    def at(self, offset: int) -> Iterator[str]:
        """The families of the facts that are told at a code point."""
        for name, covered in self.inside.items():
            i = bisect_right(covered, offset, key=itemgetter(0)) - 1
            if i >= 0 and offset < covered[i][1]:
                yield name


def _covered(found: Sequence[Draft]) -> list[tuple[int, int]]:
    """The stretches that facts are told in, those that overlap made one."""
    stretches: list[tuple[int, int]] = []
    for start, end in sorted((d.start, d.end) for d in found):
        if stretches and start <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(end, stretches[-1][1]))
        else:
            stretches.append((start, end))
    return stretches


def chance(found: Traits) -> float:
    """How likely a reader records the thing."""
    weights = _weights()
    return 1 / (1 + exp(-sum(value * weights.get(name, 0.0) for name, value in found.items())))


@cache
def _weights() -> Mapping[str, float]:
    return {row["trait"]: float(row["weight"]) for row in rows("census_weights")}


def traits(reading: Reading, told: Told, referent: Referent) -> Traits:
    """What is known of a thing, a number by name; each by the thing's sort, named or not."""
    sort = f"{referent.type.value} {'named' if referent.named else 'described'}"
    found = {"bias": 1.0, sort: 1.0, f"{sort}: mentions": log(len(referent.mentions))}
    for trait in dict.fromkeys(t for m in referent.mentions for t in _of_mention(reading, told, m)):
        found |= {trait: 1.0, f"{sort}: {trait}": 1.0}
    first = referent.mentions[0]
    for trait in _of_words(first):
        found |= {trait: 1.0, f"{sort}: {trait}": 1.0}
    found[f"{sort}: late"] = first.start / len(reading.doc)
    return found


def _of_mention(reading: Reading, told: Told, mention: Mention) -> Iterator[str]:
    """What one mention of it tells: where it stands in its sentence, in whose words, in which facts."""
    head = mention.head
    yield f"dep={head.dep_}"
    if head.dep_ == "pobj":
        yield f"after {head.head.lower_}"
    if head.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj"}:
        verb = next((t for t in _above(head) if t.pos_ == "VERB"), None)
        if verb is not None:
            yield f"{head.dep_} of {verb.lemma_.lower()}"
            yield f"{head.dep_} of {verb.dep_}"
    if mention.span[0].i == mention.span.sent.start:
        yield "begins"
    if reading.quotation(mention.span.start_char) is not None:
        yield "quoted"
    inside = list(told.at(mention.span.start_char))
    yield from inside
    if not inside:
        yield "in no fact"
    paragraph = reading.paragraph(mention.span.start_char)
    if paragraph is not None:
        yield f"paragraph={paragraph.kind.value}"


def _above(token: Token) -> Iterator[Token]:
    for _ in range(DEPTH):
        token = token.head
        yield token


def _of_words(mention: Mention) -> Iterator[str]:
    """What the words of its first mention tell."""
    return _of_name(mention) if mention.named else _of_description(mention)


def _of_name(mention: Mention) -> Iterator[str]:
    span = mention.span
    yield f"label={mention.head.ent_type_ or 'none'}"
    yield f"words={min(len(span), 4)}"
    yield f"last={span[-1].lower_}"
    if is_region(mention.name):
        yield "region"
    if span.text.isupper() and len(span) == 1:
        yield "capitals"
    if mention.title is not None:
        yield "titled"
    if span.doc[mention.end : mention.end + 1].text[:1].isupper():
        yield "goes on"


def _of_description(mention: Mention) -> Iterator[str]:
    span, head = mention.span, mention.head
    before = [t for t in span if t.i < head.i]
    yield f"noun={mention.noun}"
    yield f"opens={ARTICLES.get(span[0].lower_, span[0].tag_)}"
    yield "plural" if head.tag_ in PLURAL else "singular"
    yield from {f"with {t.pos_}": None for t in before if t.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"}}
    if not before:
        yield "bare"
    if mention.end > head.i + 1:
        yield "told which"
    if any(t.like_num for t in before):
        yield "counted"
    yield from (f"is {key}" for key in SORTS if mention.noun in words("nouns", key))
