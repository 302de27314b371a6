"""Names of bodies that smaller rules would cut, whole: "Cycling UK", "the People's National Party", "Moms for Water".

They end or begin with a place, hold a possessive or a purpose, or tell what people have come together for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Doc, Span, Token

from graph.extract.forms import is_region
from graph.extract.lexicon import table, words
from graph.extract.mention import AGENCY, BODIES, ORGANIZATION, PLURAL, Candidate
from graph.extract.names.bodies import of_government
from graph.extract.names.given_names import is_given
from graph.extract.names.joined_names import joined_candidates
from graph.extract.names.joints import head_type
from graph.extract.names.persons import is_title_word
from graph.model import EntityType

PARTISAN = re.compile(r"[DRI]-")  # "D-Colo."
SIZES = (3, 2, 1)  # words of a region's name
LONGEST = 4  # words before the place
OWNED = frozenset({"'s", "’s", "'", "’"})
AIMS = frozenset({"to", "in"})
JOINTS = OWNED | AIMS | {"of", "the", "for", "and", "&", "on", "-", "at"}
CAUSES = frozenset({"for", "against"})
PLACED = frozenset({"GPE", "LOC"})
APART = frozenset({"DATE", "TIME", "NORP", "EVENT", "PERSON", "GPE", "LOC", "FAC"})


def whole_candidates(doc: Doc, shouted: frozenset[int]) -> Iterator[Candidate]:
    """Every such name; `shouted`: tokens in capitals or title case, where a capital tells nothing."""
    yield from joined_candidates(doc, shouted)
    for entity in doc.ents:
        if entity.label_ == "ORG" and shouted.isdisjoint(range(entity.start, entity.end)):
            yield from _of_the_model(_bare(entity))
    before = ""
    for token in doc:
        if before[:1].isupper() and token.i not in shouted:
            yield from _before_place(doc, token.i, shouted)
            yield from _for_a_cause(doc, token.i, shouted)
        before = token.text


def unlabelled(name: Span) -> Span:
    """A name without the label of its section, and without the end of the sentence before it: "e. The Office to Help",
    "to the Mayor. The Mayor's Office"."""
    stops = [t.i for t in name[:-2] if t.text[-1] == "." and t.nbor().text == "The" and len(t.text.rstrip(".")) != 2]
    return name.doc[stops[-1] + 1 : name.end] if stops else name


# --- what the language model takes for one body, though a place or a head word inside could stand alone


def _of_the_model(name: Span) -> Iterator[Candidate]:
    capitals = all(t.text[:1].isupper() or t.text in JOINTS for t in name)
    if len(name) < 2 or not capitals or any(is_title_word(t) for t in name) or PARTISAN.match(name.text):
        return
    head = head_type(name[-1].text) or _before_of(name)
    aimed = any(t.lower_ in AIMS for t in name[1:]) or any(
        after.text in OWNED and owner.text in words("names", "owners") for owner, after in pairwise(name)
    )
    if aimed and head in BODIES:
        yield Candidate(name.start, name.end, head, 1)
    elif _begins_in_region(name):
        yield Candidate(name.start, name.end, _kind(name), 3)
    elif _ends_in_region(name) and name[0].pos_ != "ADJ" and not _is_rest(name.doc, name.start):
        yield Candidate(name.start, name.end, _kind(name), 2)


def _before_of(name: Span) -> EntityType | None:
    """What the word before "of" or "for" names: "People's *Organization* for Progress", "*Court* of King's Bench"."""
    return next((head_type(t.nbor(-1).text) for t in name[1:-1] if t.lower_ in {"of", "for"}), None)


def _bare(entity: Span) -> Span:
    """A name without article and possessive around it."""
    start, end = entity.start, entity.end
    while start < end and (entity.doc[start].is_space or entity.doc[start].lower_ in {"the", "a", "an"}):
        start += 1
    while end > start and (entity.doc[end - 1].is_space or entity.doc[end - 1].text in OWNED | {",", "."}):
        end -= 1
    return entity.doc[start:end]


def _kind(name: Span) -> EntityType:
    ruled = name[0].text in {"State", "Commonwealth"} and name[1].text == "of"
    return AGENCY if ruled or of_government(name.text) else head_type(name[-1].text) or _before_of(name) or ORGANIZATION


def _ends_in_region(name: Span) -> bool:
    return any(is_region(name[-size:].text) for size in SIZES if size < len(name))


def _begins_in_region(name: Span) -> bool:
    """As in "Arizona Health Care Cost Containment System": not "Texas House Republicans"."""
    size = next((n for n in SIZES if is_region(name[:n].text)), 0)
    rest = name[size:]
    after = name.doc[name.end : name.end + 1]
    if not size or len(rest) < 2 or rest[0].text in OWNED or name[0].text in {"U.S.", "US"}:
        return False  # "the U.S. Court of Appeals": by its head word
    if any(is_title_word(t) or t.text == "and" for t in after):
        return False  # "Texas Health and Human Services Commissioner"
    last = rest[-1]
    return not (
        (last.tag_ in PLURAL and last.lemma_.lower() in words("nouns", "group"))
        or last.text in words("names", "no_chapter")
        or last.text in table("titles")["parties"]
    )


# --- words before the name of a place


def _before_place(doc: Doc, i: int, shouted: frozenset[int]) -> Iterator[Candidate]:
    """Capitalised words right before a place's name that ends there: "WWF *Norway*", "Exports *NZ*"."""
    end = _place_end(doc, i)
    if end <= i or _goes_on(doc, end) or head_type(doc[end - 1].text) is not None:
        return
    start = i
    while start > 0 and i - start < LONGEST and start - 1 not in shouted and _own(doc[start - 1]):
        start -= 1
    doing = doc[start].tag_ == "VBG" and doc[end : end + 1].text in OWNED  # "Deferring Indiana's goals"
    if start < i and not (is_given(doc[start].text) or _is_rest(doc, start) or doing):
        yield Candidate(start, end, ORGANIZATION, 3)


def _place_end(doc: Doc, i: int) -> int:
    """Where a place that begins at a token ends; the token itself where none does."""
    if doc[i].text[:1].isupper():
        for size in SIZES:
            found = doc[i : i + size]  # shorter where the text ends
            if is_region(found.text):
                return int(found.end)
    if doc[i].ent_iob_ != "B" or doc[i].ent_type_ not in PLACED:
        return i
    end = i + 1  # a span's `ents` would go through all of the document's
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    return end


def _goes_on(doc: Doc, end: int) -> bool:
    """Whether a place is the beginning of another name, or of one with its state: "Portland, Ore."."""
    after = doc[end : end + 2]
    stated = len(after) == 2 and after[0].text == "," and (is_region(after[1].text) or after[1].ent_type_ == "GPE")
    return stated or after.text[:1].isupper()


def _own(token: Token) -> bool:
    """Whether a capitalised word before a place can be a body's own: no title, direction, day, person, place."""
    if not token.is_alpha or not token.text[:1].isupper() or token.is_stop or token.pos_ in {"DET", "ADP", "PRON"}:
        return False
    known = token.text in words("names", "no_own") or token.text in words("names", "place") or is_region(token.text)
    return not (known or is_title_word(token) or token.ent_type_ in APART or token.text in table("titles")["parties"])


def _is_rest(doc: Doc, start: int) -> bool:
    """Whether what begins at a token is the rest of a longer name: "Alliance for *Clean Energy New York*"."""
    before = doc[max(0, start - 3) : start]
    if not len(before):
        return False
    aimed = any(t.lower_ == "for" for t in before[-2:]) and before[0].text[:1].isupper()
    return aimed or before[-1].lower_ in {"of", "for", "-"} or before[-1].text in {"(", "U.S.", "US"}


# --- people with a cause


def _for_a_cause(doc: Doc, i: int, shouted: frozenset[int]) -> Iterator[Candidate]:
    """ "Moms *for* Clean Water", "Mothers *Against* Drink", "Students *for* Justice in Palestine"."""
    head = doc[i - 1]
    if doc[i].lower_ not in CAUSES or head.lower_ not in words("names", "gathered"):
        return
    end = i + 1
    while end < len(doc) and end not in shouted and doc[end].text[:1].isupper() and doc[end].is_alpha:
        end += 1
    if end == i + 1:
        return
    if doc[end : end + 1].text in {"and", "in"} and doc[end + 1 : end + 2].text[:1].isupper():
        end += 2
    start = i - 1
    while start > 0 and doc[start - 1].text[:1].isupper() and doc[start - 1].pos_ in {"ADJ", "PROPN"}:
        start -= 1
    if doc[start - 1 : start].text != "of":
        yield Candidate(start, end, ORGANIZATION, 1)
