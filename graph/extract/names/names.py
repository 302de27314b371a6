"""Named mentions: who and what is called by a proper name, with its type. The repair layer over spaCy's own entities.

What the model gets wrong in this genre is mended here by shape (`shapes`), by titles and surnames (`persons`), by the
head word of a capitalised name (`bodies`), and by short lists of known names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from spacy.tokens import Doc, Span

from graph.extract.forms import is_region
from graph.extract.layout import Paragraph
from graph.extract.lexicon import rows, table, words
from graph.extract.mention import AGENCY, ORDER, ORGANIZATION, PERSON, PLACE, POLICY, Candidate, Mention
from graph.extract.names.bodies import body_candidates, is_common_noun, of_government, with_chapter
from graph.extract.names.chapters import chapter_candidates, with_region
from graph.extract.names.coined import coined_candidates
from graph.extract.names.facilities import facility_candidates
from graph.extract.names.introduced import introduced_candidates
from graph.extract.names.joints import head_type
from graph.extract.names.known import NOTHING, known_names
from graph.extract.names.ministers import before_minister, of_secretary
from graph.extract.names.persons import is_title_word, line_numbering, person_candidates, person_name
from graph.extract.names.shapes import shape_candidates
from graph.extract.names.short_forms import with_short_forms
from graph.extract.names.towns import hyphened_places, names_people, of_office, towns, unmarked_places
from graph.extract.names.whole_names import unlabelled, whole_candidates
from graph.model import EntityType

BY_LABEL = {"GPE": PLACE, "LOC": PLACE, "FAC": PLACE, "ORG": ORGANIZATION, "LAW": POLICY}
SECTION = re.compile(r"^(?:Sections?|Sec\.|SECTION|Article|Class|Part|Chapter|Level|Phase)\b")
SIDES = frozenset({"pro", "anti"})  # "pro-Moscow" is no body's name
Index = dict[str, list[tuple[tuple[str, ...], str]]]


def named_mentions(doc: Doc, text: str, layout: tuple[Paragraph, ...], shouted: frozenset[int]) -> list[Mention]:
    """The named mentions of a document, in order, none inside another. `text` is the document's, as it stands;
    `shouted`: where a capital tells nothing."""
    forms = [t.text for t in doc]
    places = towns(doc)
    shapes = list(shape_candidates(doc, text, forms, layout))
    candidates = [
        *shapes,
        *person_candidates(doc, forms, shouted, shapes, places),
        *body_candidates(doc, forms, shouted),
        *chapter_candidates(doc, forms, shouted),
        *whole_candidates(doc, shouted),
        *introduced_candidates(doc, shouted),
        *facility_candidates(doc, forms),
        *coined_candidates(doc, shouted),
        *_known(doc, forms),
        *_regions(doc, forms),
        *_model_entities(doc, forms, shouted, places),
        *unmarked_places(doc, shouted),
        *hyphened_places(doc),
    ]
    candidates += [longer for c in candidates if (longer := with_chapter(doc, c)) is not None]
    found = (mention_of(doc, c) for c in _settle(candidates))
    named = [m for m in found if m is not None and any(map(str.isalnum, m.name))]
    return with_short_forms(doc, named, shouted)


def _settle(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Keep the best of overlapping candidates: by rank, then by length."""
    taken: set[int] = set()
    kept = []
    for c in sorted(candidates, key=lambda c: (c.rank, c.start - c.end, c.start)):
        span = range(c.start, c.end)
        if span and taken.isdisjoint(span):
            taken.update(span)
            kept.append(c)
    return sorted((c for c in kept if c.type is not None), key=lambda c: c.start)


def mention_of(doc: Doc, candidate: Candidate) -> Mention | None:
    """The mention that a typed candidate is; None where its words name nothing."""
    assert candidate.type is not None  # _settle leaves only typed ones
    span = unlabelled(doc[candidate.start : candidate.end])
    name = candidate.name or re.sub(r"\s+", " ", span.text).strip()
    if candidate.type is PERSON:
        name = person_name(name)
    name = re.sub(r"^(?:the|The|THE|a|an)\s", "", re.sub(r"['’]s$", "", name))
    if not re.search(r"[^\W\d_]", name) and candidate.type not in (ORDER, POLICY):
        return None
    start = _owned_from(doc, candidate.start) if candidate.type is AGENCY else candidate.start
    return Mention(
        span, candidate.type, name, True, long=doc[start : candidate.end] if start < candidate.start else None
    )


def _owned_from(doc: Doc, start: int) -> int:
    """Where a body's name begins with whose it is: "*China's* Ministry of Commerce", "the *state* Senate"."""
    if start and doc[start - 1].lower_ in {"state", "city", "county", "federal", "national"}:
        return start - 1
    owner = start - 2
    if owner < 0 or doc[start - 1].text not in {"'s", "’s"} or doc[owner].ent_type_ != "GPE":
        return start
    while owner and doc[owner - 1].ent_type_ == "GPE":
        owner -= 1
    return owner


def shouted_tokens(doc: Doc) -> frozenset[int]:
    """Tokens of lines in title case or capitals, where a capital letter tells nothing."""
    result: set[int] = set()
    for sentence in doc.sents:
        if sentence.text.rstrip()[-1:] in {".", "!", "?", "”", '"'} and not sentence.text.isupper():
            continue  # a full sentence of many names
        letters = [t for t in sentence if t.is_alpha and len(t) > 3]
        capitals = sentence.text.isupper() and sum(t.is_alpha for t in sentence) > 1
        if capitals or (len(letters) > 2 and sum(t.text[0].isupper() for t in letters) >= 0.75 * len(letters)):
            result.update(t.i for t in sentence)
    return frozenset(result)


# --- known names


def _known(doc: Doc, forms: list[str]) -> Iterator[Candidate]:
    for start, end, value in _lookup(forms, _known_names()):
        if _of_its_people(doc, start, end) or before_minister(doc, end) or value == NOTHING:
            yield Candidate(start, end, None, 0)
        elif end < len(forms) and forms[end].lower() in words("names", "company") and forms[end].istitle():
            continue  # "CMS Energy"
        else:
            nation = start and forms[start - 1] in {"U.S.", "US"} and end - start > 1
            start = start - 1 if nation else start
            rank = 2 if end - start > 2 else 3  # "Customs and Border Protection" is more than "Border Protection"
            rank = 4 if value == PLACE.value else rank  # "South Africa" is more than "Africa"
            if doc[start:end].text == "City Hall" and acts(doc[start:end]):
                value, rank = AGENCY.value, 1
            if value == ORGANIZATION.value:
                start, end = with_region(forms, start, end)
            yield Candidate(start, end, EntityType(value), rank)


def acts(span: Span) -> bool:
    """Whether a name stands where one who acts or is blamed does: "City Hall refused", "blames Minsk"."""
    verb = span.root.head
    return (
        span.root.dep_ in {"nsubj", "dobj"}
        and not span.text.isupper()  # a dateline
        and verb.pos_ == "VERB"
        and verb.lemma_ not in {"leave", "visit", "enter", "reach"}
    )


def _of_its_people(doc: Doc, start: int, end: int) -> bool:
    """ "*House* Speaker", "*Senate* Democrats": the chamber inside what its officers and members are called."""
    if doc[start].text not in {"House", "Senate", "Assembly"} or end >= len(doc):
        return False
    after = doc[end]
    parted = after.text in table("titles")["parties"] or after.lower_ in {"majority", "minority", "democratic"}
    return after.text[:1].isupper() and (is_title_word(after) or parted)


def _regions(doc: Doc, forms: list[str]) -> Iterator[Candidate]:
    for start, end, form in _lookup(forms, _region_forms()):
        short = len(form) == 2 and form.isupper() and form not in ("US", "UK")
        if short and (start == 0 or doc[start - 1].text not in {",", "("} or _is_a_degree(doc, start)):
            continue
        if form in {"U.S.", "US", "UK", "U.K."} and not _is_a_country(doc, start, end):
            continue  # "U.S. Senator", "US citizens", "ABOUT US": not the country itself
        yield Candidate(start, end, PLACE, 4)


def _is_a_degree(doc: Doc, i: int) -> bool:
    return doc[i].text == "MD" and i > 1 and doc[i - 2].ent_type_ == "PERSON"  # "Ann Lee, MD, said"


def _is_a_country(doc: Doc, start: int, end: int) -> bool:
    after = doc[end] if end < len(doc) else None
    shouted = start > 0 and doc[start - 1].is_alpha and doc[start - 1].text.isupper() and len(doc[start - 1]) > 1
    modifies = doc[start].dep_ in {"compound", "amod", "nmod"}
    return not (modifies or shouted or (after is not None and after.text[:1].isupper()))


def _lookup(forms: list[str], names: Index) -> Iterator[tuple[int, int, str]]:
    """Every place where one of the names stands in the tokens' forms, longest first at each token."""
    for i, form in enumerate(forms):
        for parts, value in names.get(form, ()):
            if len(parts) == 1 or tuple(forms[i : i + len(parts)]) == parts:
                yield i, i + len(parts), value
                break


@cache
def _known_names() -> Index:
    known = known_names()
    alone = [(name, kind) for name, kind in known.items() if not is_region(name)]  # "VA" is Virginia
    return _index([*alone, *((name.upper(), kind) for name, kind in alone if " " in name)])


@cache
def _region_forms() -> Index:
    return _index(
        (form, form)
        for row in rows("regions")
        for form in (row["name"], row["name"].upper(), *row["forms"].split("|"))
        if form
    )


def _index(names: Iterable[tuple[str, str]]) -> Index:
    """First token -> the token sequences that begin with it, longest first. Split as English text is."""
    from spacy.lang.en import English

    tokenizer = English().tokenizer
    index: Index = {}
    for name, value in names:
        parts = tuple(t.text for t in tokenizer(name))
        index.setdefault(parts[0], []).append((parts, value))
    for entries in index.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return index


# --- what the language model names


def _model_entities(doc: Doc, forms: list[str], shouted: frozenset[int], places: frozenset[str]) -> Iterator[Candidate]:
    """What the language model names, where nothing better is known."""
    lower = {form for form in forms if form.islower()}
    for entity in doc.ents:
        kind, rank = BY_LABEL.get(entity.label_), 5
        start, end = _trimmed(doc, entity.start, entity.end)
        if kind is ORGANIZATION and end - start == 2 and _titles(doc, end - 1):
            kind, end = PLACE, end - 1  # "*Akron* Councilwoman Ann Lee"
        if (
            kind is None
            or start >= end
            or any("\n" in t.text for t in doc[start:end])
            or (doc[start].text in {"U.S.", "US"} and end - start == 1)
            or (doc[start].tag_ == "VBG" and end - start == 1)
            or any(t.lower_ in SIDES and t.nbor().text == "-" for t in doc[start : end - 1])
            or (doc[start].text.endswith("ing") and end < len(doc) and doc[end].lower_ == "with")
        ):
            continue
        if not any(t.text[:1].isupper() for t in doc[start:end]) or (
            start in shouted and (kind is not PLACE or len(doc[start]) < 4)
        ):
            continue
        if (
            doc[start:end].text in table("titles")["parties"]
            or is_common_noun(doc, start, end)
            or SECTION.match(doc[start:end].text)
        ):
            continue  # parties are read by shape; "the Department", "the County" are nominal
        if line_numbering(doc, start) or (kind is ORGANIZATION and _common_elsewhere(doc, start, end, lower)):
            continue
        if kind is ORGANIZATION:
            if end - start == 1 and doc[start].pos_ in {"ADJ", "ADV", "VERB"} and not doc[start].text.isupper():
                continue  # "Cloudy skies", "Newest entries"
            if all(
                t.lower_ in words("nouns", "person") or is_title_word(t) or t.lower_ in words("nouns", "group")
                for t in doc[start:end]
            ):
                continue
            if is_title_word(doc[start]) and doc[start + 1 : start + 2].text == "for":
                continue  # "the Commissioner for Information"
            if of_secretary(doc, start) or (before_minister(doc, end) and doc[max(0, start - 1)].text != "of"):
                continue
            if end - start == 1 and (doc[start].text in places or _where_a_place_stands(doc, start)):
                kind = PLACE
        if kind is PLACE and end - start == 1 and (names_people(doc[start]) or _is_a_degree(doc, start)):
            continue
        kind = head_type(doc[end - 1].text) or kind
        if kind is ORGANIZATION:
            kind = AGENCY if of_government(doc[start:end].text) else kind
            whole = with_region(forms, start, end)
            rank = 3 if whole != (start, end) and end - start > 1 else 5
            start, end = whole
        yield Candidate(start, end, kind, rank)


def _titles(doc: Doc, i: int) -> bool:
    """Whether a word is the title of the person named after it."""
    return doc[i].lower_ in words("titles", "elected_members") and doc[i : i + 2][-1].ent_type_ == "PERSON"


def _where_a_place_stands(doc: Doc, i: int) -> bool:
    before = doc[i - 1].lower_ if i else ""
    return (before in {"in", "near", "outside"} and not doc[i].text.isupper()) or of_office(doc, i)


def _common_elsewhere(doc: Doc, start: int, end: int, lower: set[str]) -> bool:
    """Whether a would-be name is one word that the text elsewhere writes small: "Marijuana", "Families"."""
    return end - start == 1 and not doc[start].text.isupper() and doc[start].lower_ in lower


def _trimmed(doc: Doc, start: int, end: int) -> tuple[int, int]:
    while start < end and (doc[start].is_space or doc[start].text in {"the", "The", "a", "an", '"', "“"}):
        start += 1
    while end > start and (doc[end - 1].is_space or doc[end - 1].text in {"'s", "’s", "’", '"', "”", ",", ".", "of"}):
        end -= 1
    return start, end
