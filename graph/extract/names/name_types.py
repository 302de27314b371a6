"""What a name names, by all that stands around it: person, agency, organisation or place.

The candidates (`names`) type a name by its words. Where those tell little ("Notti Quiete", "Seogwipo", "Perkins Coie"),
all that is said of it tells: what it is called ("the charity X", "X, a law firm"), what is of it or in it
("X's spokesman", "in X", "mayor of X"), what it does. How much each trait weighs is learned
(`lexicons/name_weights.csv`, by `tests/gold/fit_names.py`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from math import exp

from spacy.tokens import Doc, Token

from graph.extract.forms import is_region
from graph.extract.lexicon import rows, table, words
from graph.extract.mention import AGENCY, ORGANIZATION, PERSON, PLACE, Mention
from graph.extract.names.given_names import is_given
from graph.extract.names.joints import head_type
from graph.extract.names.persons import is_title_word
from graph.model import EntityType

Traits = dict[str, float]
BODIES_AND_PLACES = (AGENCY, ORGANIZATION, PLACE)  # "Teamsters Local 120" is nobody
TYPES = (PERSON, *BODIES_AND_PLACES)
POSTS = ("office", "person", "individual")
CLEAR = 0.45  # how likely another type must be: .4 to .6 differ by .001
LONGEST = 6  # letters, less one, of an acronym
SMALL = frozenset(
    "in at near from of to for with by on the and or over across through between outside around as a".split()
)
CLASSES = ("person", "office", "individual", "organization", "agency", "place", "facility", "named_facility", "group")
TELLING = "public service private studied tribal campaign united command incorporated company".split()
BODIES = {"person", "organization", "agency", "place", "group"}  # nouns of more than one of these tell less


def retype(doc: Doc, named: Sequence[Mention], shouted: frozenset[int]) -> None:
    """Give each name the type that is likeliest by all its mentions; `shouted`: where a capital tells nothing."""
    names = distinct(named)
    led = (n.partition("'s administration") for n, _ in names)
    leaders = {n.split()[-1] for n, own, _ in led if own}  # "Ann Parker's administration" … "Parker"
    for name, mentions in by_name(named).items():
        if name in leaders and mentions[0].type is PERSON:
            continue
        if _is_sainted(mentions):
            for mention in mentions:
                mention.type = PLACE
            continue
        found = traits(doc, mentions, names, shouted)
        chances = likely(found)
        best = max(BODIES_AND_PLACES if any(map(str.isdigit, name)) else TYPES, key=lambda t: chances[t])
        if mentions[0].type is PERSON and any(_called_a_body(m) or _which_does(m) for m in mentions):
            best, chances[best] = ORGANIZATION, 1.0
        if mentions[0].type in (ORGANIZATION, PLACE) and any(map(_holds_office, mentions)):
            best, chances[PERSON] = PERSON, 1.0
        if best is not mentions[0].type and chances[best] > CLEAR:
            for mention in mentions:
                mention.type, mention.title = best, None


def _is_sainted(mentions: Sequence[Mention]) -> bool:
    """As in "farmers in Westmoreland and *St Elizabeth*": a parish, where nobody says or signs anything."""
    first = mentions[0]
    sainted = first.span[0].text in {"St", "St.", "Saint", "Santa", "San"} and len(first.span) == 2
    hung = all(m.title is None and m.head.dep_ in {"pobj", "conj", "compound", "appos"} for m in mentions)
    return first.type is PERSON and sainted and hung


def _which_does(mention: Mention) -> bool:
    """As in "Pamalakaya Cagayan, *which* has campaigned": nobody is told of so."""
    doc, end = mention.span.doc, mention.end
    after = doc[end + 1] if end + 1 < len(doc) and doc[end].text == "," else None
    stands = mention.head.dep_ in {"nsubj", "nsubjpass", "dobj", "conj", "appos"}  # not "a team led by Ann Lee, which"
    told = stands and after is not None and after.lower_ == "which" and after.dep_ in {"nsubj", "nsubjpass"}
    return told and mention.title is None and after is not None and mention.start <= after.head.head.i < mention.end


def _called_a_body(mention: Mention) -> bool:
    """Whether a name without a title spells out a noun of private bodies: "the two companies, *Zipp* and *Glyde*"."""
    head = mention.head
    while head.dep_ == "conj" and head.head.pos_ == "PROPN":
        head = head.head
    noun = head.head.lemma_.lower()
    apposed = head.dep_ == "appos" and head.head.pos_ == "NOUN"
    if mention.start and (before := mention.span.doc[mention.start - 1]).pos_ == "NOUN" and before.is_lower:
        noun, apposed = before.lemma_.lower(), True  # "the hotel *association* Dehoga Sachsen"
    body = noun in words("nouns", "organization") and noun not in words("nouns", "person")
    return mention.title is None and not is_given(mention.span[0].text) and apposed and body


def _holds_office(mention: Mention) -> bool:
    """As in "Japan's consul general in Jeju, *Takeda Hiroshi*, said": between commas after an office and its seat."""
    doc, start, end = mention.span.doc, mention.start, mention.end
    enclosed = start > 3 and doc[start - 1].text == "," and end < len(doc) and doc[end].text in {",", "."}
    seat = mention.head.head
    prep = seat.head if seat.dep_ == "pobj" else seat
    office = prep.head
    told = prep.lower_ in {"in", "of", "for", "at"} and office.tag_ == "NN"
    told = told and seat.pos_ == "PROPN" and any(office.lemma_ in words("nouns", key) for key in POSTS)
    plain = len(mention.span) in (2, 3) and all(t.text.istitle() and t.is_alpha for t in mention.span)
    placed = is_region(mention.name) or {t.ent_type_ for t in mention.span} == {"GPE"}
    return enclosed and told and plain and not placed and head_type(mention.span[-1].text) is None


def by_name(named: Sequence[Mention]) -> dict[str, list[Mention]]:
    """The mentions of each name that may be of several types."""
    found: dict[str, list[Mention]] = defaultdict(list)
    parties = set(table("titles")["parties"].values())
    for mention in named:
        if mention.type in TYPES and mention.name not in parties:
            found[mention.name].append(mention)
    return {name: mentions for name, mentions in found.items() if len({m.type for m in mentions}) == 1}


def distinct(named: Sequence[Mention]) -> tuple[tuple[str, EntityType], ...]:
    """Every name with its type."""
    return tuple(dict.fromkeys((m.name, m.type) for m in named))


def likely(found: Traits) -> dict[EntityType, float]:
    """How likely each type is."""
    scores = {kind: sum(v * w.get(name, 0.0) for name, v in found.items()) for kind, w in _weights().items()}
    most = max(scores.values())
    shares = {kind: exp(score - most) for kind, score in scores.items()}
    return {kind: share / sum(shares.values()) for kind, share in shares.items()}


@cache
def _weights() -> Mapping[EntityType, Traits]:
    return {kind: {row["trait"]: float(row[kind.value]) for row in rows("name_weights")} for kind in TYPES}


def traits(
    doc: Doc, mentions: list[Mention], names: tuple[tuple[str, EntityType], ...], shouted: frozenset[int]
) -> Traits:
    """What is known of a name that tells its type. `names`: all of the document's; `shouted`: tokens whose capitals
    tell nothing."""
    told = [m for m in mentions if m.start not in shouted] or mentions
    found = dict.fromkeys(_of_form(mentions[0], names), 1.0)
    counts: dict[str, int] = defaultdict(int)
    for mention in told:
        for name in dict.fromkeys(_around(doc, mention)):
            counts[name] += 1
    for name, count in counts.items():
        found[name] = count / len(told)
        found[f"any {name}"] = 1.0
    return found


def _of_form(mention: Mention, names: tuple[tuple[str, EntityType], ...]) -> Iterator[str]:
    """What the name itself tells."""
    span, kind = mention.span, mention.type
    yield "bias"
    yield f"typed={kind.value}"
    yield f"words={min(len(span), 4)}"
    yield f"typed={kind.value},words={min(len(span), 4)}"
    labels = {t.ent_type_ or "none" for t in span}
    label = labels.pop() if len(labels) == 1 else "mixed"
    yield f"label={label}"
    yield f"typed={kind.value},label={label}"
    head = head_type(span[-1].text)
    yield f"head={head.value if head is not None else 'none'}"
    yield f"last={span[-1].lower_}"
    if is_given(span[0].text):
        yield "given"
    if span.text.isupper():
        yield "capitals"
    if is_region(mention.name):
        yield "region"
    for key in TELLING:
        if any(t.text in words("names", key) for t in span):
            yield f"has={key}"
    yield from {f"in {other.value}" for name, other in names if mention.name in name and name != mention.name}
    yield from {f"end of {other.value}" for name, other in names if name.endswith(f" {mention.name}")}
    if any(c.isdigit() for c in span.text):
        yield "digit"
    if "'" in span.text or "’" in span.text:
        yield "owned"
    if span[-1].tag_ == "NNPS":
        yield "plural"


def _around(doc: Doc, mention: Mention) -> Iterator[str]:
    """What stands around one mention."""
    head, end = mention.span.root, mention.end
    yield f"dep={head.dep_}"
    if len(mention.span) == 1 and _is_acronym(head):
        yield "acronym"
    if mention.start:
        yield from _before(doc, mention.start)
        if mention.title is not None:
            yield "titled"
    if end < len(doc):
        yield from _behind(doc, doc[end], end)
    if head.dep_ in {"nsubj", "nsubjpass"}:
        yield "says" if head.head.lemma_.lower() in words("cues", "say") else "acts"
    if head.dep_ == "pobj":
        yield f"after {head.head.lower_}"
    yield from _called(head, end)


def _is_acronym(token: Token) -> bool:
    """Whether a word is letters for words, "DAB": of no region, and no dateline's, which begins its line."""
    line = token.i == 0 or "\n" in token.nbor(-1).text
    return (
        token.text.isupper() and token.is_alpha and 1 < len(token) < LONGEST and not line and not is_region(token.text)
    )


def _before(doc: Doc, start: int) -> Iterator[str]:
    """What stands before a name."""
    before = doc[start - 1]
    if before.lower_ in SMALL:
        yield f"before={before.lower_}"
    else:
        yield from (f"before is {c}" for c in _classes(before))
        if before.text == ",":
            yield "after comma"
    if is_title_word(before):
        yield "title"
    if start > 1 and before.lower_ == "the":
        yield from (f"before is {c}" for c in _classes(doc[start - 2]) if doc[start - 2].pos_ == "NOUN")
        if doc[start - 2].lower_ in SMALL:
            yield f"before={doc[start - 2].lower_} the"
    if start > 1 and before.lower_ in {"of", "for", "at", "in", "with"}:
        yield from (f"{before.lower_} it {c}" for c in _classes(doc[start - 2]))


def _called(head: Token, end: int) -> Iterator[str]:
    """What a name is called beside it: by appositions, relative clauses and "is"; `end`: the token after it."""
    for child in head.children:
        if child.dep_ == "appos" and child.i >= end:
            yield from (f"called {c}" for c in _classes(child))
            if child.ent_type_:
                yield f"beside {child.ent_type_}"
        if child.dep_ == "relcl":
            yield from (f"rel {c.lower_}" for c in child.lefts if c.tag_ in {"WP", "WDT", "WRB", "WP$"})
    if head.dep_ == "appos":
        yield from (f"apposed to {c}" for c in _classes(head.head))
    if head.dep_ in {"attr", "nsubj"} and head.head.lemma_ == "be":
        other = next((c for c in head.head.children if c.dep_ == "attr" and c != head), None)
        if other is not None:
            yield from (f"is {c}" for c in _classes(other))


def _behind(doc: Doc, after: Token, end: int) -> Iterator[str]:
    """What follows a name."""
    if after.text in {"'s", "’s", "’", "'"}:
        yield "owns"
        for token in doc[end + 1 : end + 5]:
            if token.pos_ in {"NOUN", "PROPN"}:
                yield from (f"owns {c}" for c in _classes(token))
                if token.head.i < end or token.head == token or token.dep_ != "compound":
                    break
    elif after.pos_ in {"NOUN", "PROPN"}:
        yield "goes on"
        yield from (f"goes on {c}" for c in _classes(after))
    elif after.text == ",":
        yield from _after_comma(doc, end + 1)
    elif after.text == "(":
        yield "("
    elif after.pos_ in {"VERB", "AUX"}:
        yield "verb after"
    elif after.lower_ in SMALL:
        yield f"then {after.lower_}"


def _after_comma(doc: Doc, i: int) -> Iterator[str]:
    """What a name's apposition begins with, and what it calls the name."""
    follows = doc[i].lower_ if i < len(doc) else ""
    if follows in {"who", "which", "where", "whose", "a", "an", "the"} or follows.isdigit():
        yield f", {'N' if follows.isdigit() else follows}"
    if i < len(doc) and doc[i].ent_type_ == "GPE":
        yield ", place"
    if follows in {"a", "an", "the"}:
        for token in doc[i + 1 : i + 9]:
            if token.is_punct:
                break
            if token.pos_ == "NOUN" and token.dep_ != "compound":
                yield from (f"called {c}" for c in _classes(token))
                break


def _classes(token: Token) -> Iterator[str]:
    """What kinds of noun a word is."""
    lemma = token.lemma_.lower()
    found = [key for key in CLASSES if lemma in words("nouns", key)]
    yield from found
    if found:
        yield "+".join(sorted(BODIES.intersection(found)))
