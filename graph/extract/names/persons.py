"""Names of persons: full names by the model, by titles and by signatures; then every later standing of a surname."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from graph.extract.forms import is_head, is_region
from graph.extract.lexicon import table, words
from graph.extract.mention import PERSON, PLACE, Candidate
from graph.extract.names.common_words import is_common_word, is_whole_name, plain_nouns, surnames
from graph.extract.names.given_names import (
    PARTICLES,
    by_itself,
    is_given,
    is_verb_of_headline,
    may_be_called,
    of_somebody,
)
from graph.model import EntityType

SUFFIX = frozenset({"Jr.", "Jr", "JR.", "JR", "Sr.", "II", "III", "IV"})
INITIAL = re.compile(r"^(?:[A-Z]\.)+$|^[A-Z]$")
QUOTES = frozenset({"“", "”", '"', "‘", "’", "'"})
SURNAMES = frozenset({"Lake", "Hall", "Church", "Hill", "Park", "Post"})  # heads of names that are surnames as often
GIVEN_SURNAMES = frozenset({"Woods", "Forest", "Rivers", "Field", "Hills", "Beach", "Bay", "Ridge", "Banks", "Falls"})
SUFFIXED = frozenset({"era", "led", "like", "run", "area", "style"})  # "Kim Jong-un", but "a Barack Obama-era rule"
MISTAKEN = frozenset({"ORG", "WORK_OF_ART", "PRODUCT"})  # labels the model may give a person
SUBJECTS = frozenset("agriculture education health transportation commerce energy labor defense housing".split())
BREAKS = frozenset({"—", ":", "“", "”", '"', "(", ")", "/"})


def is_title_word(token: Token) -> bool:
    """Whether a token is (part of) a personal title: "Mayor", "Gov.", "General"."""
    if token.text in table("titles")["abbreviations"]:
        return True
    if token.text == "Independent" and (token.i + 1 == len(token.doc) or token.nbor().ent_type_ != "PERSON"):
        return False  # "Irving Independent School District"
    return token.text[:1].isupper() and token.lower_ in words("nouns", "person") and token.lower_ not in {"resident"}


def person_candidates(
    doc: Doc, forms: list[str], shouted: frozenset[int], signed: list[Candidate], places: frozenset[str]
) -> Iterator[Candidate]:
    """Persons' names. `shouted`: tokens of lines in capitals or title case; `signed`: signatories already found;
    `places`: words that are towns here."""
    full = list(_full_names(doc, forms, shouted, places))
    yield from (Candidate(a, b, kind, 1 if kind is PERSON else 4) for a, b, kind in full)
    spans = [(a, b) for a, b, kind in full if kind is PERSON] + [(c.start, c.end) for c in signed if c.type is PERSON]
    spans += [(i - 3, i - 1) for i, word in enumerate(forms) if word == "administration" and of_somebody(doc, i)]
    covered = {i for a, b, _ in full for i in range(a, b)}
    tails: dict[str, list[tuple[str, ...]]] = {}
    for tail in sorted({t for t in (_surname(doc, a, b) for a, b in spans) if t}, key=lambda t: (-len(t), t)):
        tails.setdefault(tail[0], []).append(tail)
    lone = {(doc[a].text,) for a, b in spans if b - a == 1} - {_surname(doc, a, b) for a, b in spans if b - a > 1}
    given = {doc[a].text for a, b in spans if b - a > 1 and may_be_called(doc[a], places)}
    for i, word in enumerate(forms):
        if word in given and i not in covered and _stands_alone(doc, i, i + 1) and by_itself(doc, i):
            yield Candidate(i, i + 1, PERSON, 4)
        for tail in tails.get(word, ()):
            end = i + len(tail)
            found = i not in covered and tuple(forms[i:end]) == tail and _stands_alone(doc, i, end)
            if found and (tail not in lone or is_whole_name(doc[i])):
                yield Candidate(i, end, PERSON, 2)
                break


def _surname(doc: Doc, start: int, end: int) -> tuple[str, ...]:
    """The tokens by which a person is called later: ("Sellers", "-", "Garcia"); none for an untitled single name."""
    names = [t.text for t in doc[start:end] if t.text not in SUFFIX and t.text != ","]
    if len(names) < 2 and not (start and is_title_word(doc[start - 1]) and doc[start].text.istitle()):
        return ()
    if len(names) > 3 and names[-2] == "-":
        return tuple(n.title() if n.isupper() else n for n in names[-3:])
    if len(names) > 2 and names[-2].lower() in PARTICLES | {"st.", "mac"}:
        return tuple(names[-2:])
    return (names[-1].title() if names[-1].isupper() and len(names[-1]) > 2 else names[-1],)


def _stands_alone(doc: Doc, start: int, end: int) -> bool:
    """Whether a surname here names the person: not "Johnson County", not the noun "Brown" that begins a sentence."""
    after = doc[end] if end < len(doc) else None
    if (
        after is not None
        and after.text[:1].isupper()
        and after.is_alpha
        and not is_title_word(after)
        and after.pos_ == "PROPN"
    ):
        return False
    if doc[start].lower_ in words("nouns", "person") and doc[start].is_sent_start:
        return False
    before = doc[start - 1] if start else None
    joined = "&" in {t.text for t in (before, after) if t is not None}  # "Johnson & Johnson"
    return not joined and not (before is not None and before.text == "-" and not before.whitespace_)


def _full_names(
    doc: Doc, forms: list[str], shouted: frozenset[int], places: frozenset[str]
) -> Iterator[tuple[int, int, EntityType]]:
    last, nouns = surnames(doc), plain_nouns(doc)
    for entity in doc.ents:
        if (
            entity.label_ in MISTAKEN
            and entity.start not in shouted
            and _given_and_surname(doc, entity.start, entity.end)
        ):
            yield entity.start, entity.end, PERSON
        if entity.label_ != "PERSON":
            continue
        start, end = _trim(doc, entity.start, entity.end)
        if end - start > 1 and end - 1 in shouted and is_verb_of_headline(doc, forms, start, end):
            end -= 1
        if (
            end <= start
            or is_body_name(doc, start, end)
            or _is_no_name(doc, start, end)
            or is_common_word(doc, start, end, last, nouns)
            or (shouted.issuperset(range(start, end)) and end - start > 3)
        ):
            continue
        if end - start == 1 and doc[start].text in places:
            yield start, end, PLACE  # the model takes unknown towns for people
        elif not line_numbering(doc, start):
            yield start, end, PERSON
    for i, form in enumerate(forms[1:-1], 1):
        if form[0].isupper() and len(form) == 2 and form[1] == "." and _around_initial(doc, i) and i not in shouted:
            yield i - 1, i + 2, PERSON
    # a title, then two to four capitalised words that the model did not take for a person
    for token in (doc[i] for i, form in enumerate(forms[:-1]) if form[:1].isupper()):
        if not is_title_word(token) or token.i in shouted:
            continue
        start = token.i + 1
        if doc[start].text == "of" and doc[start + 1 : start + 2].text.lower() in SUBJECTS:
            start += 2  # "Secretary of Agriculture Ann Lee"
        end = _run_end(doc, start)
        if end - start >= 2 and not is_body_name(doc, start, end) and not is_region(doc[start:end].text):
            yield start, end, PERSON
        elif end - start == 1 and (is_given(doc[start].text) or token.text[-1] == ".") and _called_so(doc, end):
            yield start, end + 1, PERSON  # "U.S. Rep. Teddy Marsh"


def _run_end(doc: Doc, start: int) -> int:
    """Where up to four words of a name end that begins at a token, with their hyphens: "Mary-Beth Clark-Hubbard"."""
    end = start
    while end < len(doc) and end - start < 4 + 2 * _hyphens(doc, start, end) and _name_like(doc[end]):
        end += 1 + 2 * (_joins(doc, end + 1) and _second_half(doc[end + 2]))
    return end


def _hyphens(doc: Doc, start: int, end: int) -> int:
    return sum(t.text == "-" for t in doc[start:end])


def _second_half(token: Token) -> bool:
    return token.text[:1].isupper() or (token.is_alpha and len(token) < 5 and token.lower_ not in SUFFIXED)


def _joins(doc: Doc, i: int) -> bool:
    """Whether a token is a hyphen inside a word."""
    return 0 < i < len(doc) - 1 and doc[i].text == "-" and not doc[i].whitespace_ and not doc[i - 1].whitespace_


def _called_so(doc: Doc, i: int) -> bool:
    """Whether a word that heads names of places is a surname here: after a title and a given name, ending the name."""
    after = doc[i + 1] if i + 1 < len(doc) else None
    alone = after is None or not after.text[:1].isupper()
    return i < len(doc) and doc[i].text.istitle() and doc[i].pos_ == "PROPN" and is_head(doc[i].text) and alone


def _around_initial(doc: Doc, i: int) -> bool:
    """Whether an initial is a person's middle one: "Ashton *P.* Woods", no "Robert E. Lee Park"."""
    first, last = doc[i - 1], doc[i + 1]
    after = doc[i + 2] if i + 2 < len(doc) else None
    alone = after is None or not (after.text[:1].isupper() and after.is_alpha and not is_title_word(after))
    named = all(t.is_alpha and t.text.istitle() and t.pos_ == "PROPN" and len(t) > 1 for t in (first, last))
    return named and alone and not is_title_word(first) and not is_region(first.text) and not last.is_sent_start


def _given_and_surname(doc: Doc, start: int, end: int) -> bool:
    """Whether what the model takes for a body or a place is a person by its given name: "Russell Okafor"."""
    name = doc[start:end]
    called = len(name) in (2, 3) and is_given(name[0].text) and not is_region(name[0].text)
    called = called and all(_name_like(t) or INITIAL.match(t.text) for t in name[1:-1])
    last = name[-1]
    plain = last.is_alpha and last.text.istitle() and last.pos_ == "PROPN" and not is_title_word(last)
    return called and plain and not is_head(last.text) and not is_region(last.text)


def line_numbering(doc: Doc, start: int) -> bool:
    """ "E. Schedule": a section's letter at the beginning of a line; "R. David Lee, who …" is a name."""
    if not INITIAL.match(doc[start].text) or len(doc[start]) > 2 or not (start == 0 or "\n" in doc[start - 1].text):
        return False
    return not all(t.ent_type_ == "PERSON" for t in doc[start : start + 3])


def _name_like(token: Token) -> bool:
    if token.text in SUFFIX or INITIAL.match(token.text):
        return True
    return (
        token.text[:1].isupper()
        and token.pos_ == "PROPN"
        and not is_title_word(token)
        and not is_head(token.text)
        and "\n" not in token.text
    )


def _hyphened(doc: Doc, i: int) -> bool:
    """Whether a token is the second half of a name's hyphened part: "Kim Jong-*un*"."""
    return i > 1 and doc[i - 1].text == "-" and not doc[i - 1].whitespace_ and not doc[i - 2].whitespace_


def _trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Cut titles, possessives and stray punctuation off a name; take in what the model cut off ("von der Leyen")."""
    while end - start > 1 and (
        is_title_word(doc[start]) or not doc[start].text[0].isupper() or "\n" in doc[start].text
    ):
        start += 1
    for i in range(start, end):
        if "\n" in doc[i].text or doc[i].text in BREAKS:
            end = i
            break
    while end > start and (doc[end - 1].text in {"'s", "’s", "’", "'", ",", "-", "."} or doc[end - 1].is_space):
        end -= 1
    while (
        end > start + 1
        and not doc[end - 1].text[:1].isupper()
        and doc[end - 1].lower_ not in PARTICLES
        and not _hyphened(doc, end - 1)
    ):
        end -= 1
    while (
        end > start
        and doc[end - 1].lower_ in PARTICLES
        and end < len(doc)
        and (doc[end].text[:1].isupper() or doc[end].lower_ in PARTICLES)
    ):
        end += 1
    if (
        start < end
        and end + 1 < len(doc)
        and doc[end].text == "-"
        and not doc[end].whitespace_
        and (
            doc[end + 1].text[:1].isupper()
            or (doc[end + 1].ent_type_ == "PERSON" and doc[end + 1].ent_iob_ == "I")
            or (end - start > 1 and len(doc[end + 1]) < 5 and doc[end + 1].lower_ not in SUFFIXED)
        )
        and not doc[end - 1].whitespace_
    ):
        end += 2
    if end + 3 < len(doc) and doc[end].text in QUOTES and doc[end + 2].text in QUOTES and _name_like(doc[end + 3]):
        end += 4  # 'C.L. "Butch" Otter'
    if end < len(doc) and doc[end].text in SUFFIX:
        end += 1
    if start < end and (
        doc[start].text in table("titles")["parties"] or doc[end - 1].lower_ in {"administration", "government"}
    ):
        return start, start
    return start, end


def is_body_name(doc: Doc, start: int, end: int) -> bool:
    """Whether a would-be person's name ends as a body's, place's or norm's name does."""
    last = doc[end - 1].text
    if _is_no_name(doc, start, end) or (
        end - start == 1 and (last.lower() in words("nouns", "person") or is_region(last))
    ):
        return True
    after = doc[end].text if end < len(doc) else ""
    if is_head(last) and not (
        doc[end - 1].ent_type_ == "PERSON"
        and end - start >= 2
        and (last in SURNAMES or (is_given(doc[start].text) and (last in GIVEN_SURNAMES or _titled(doc, start))))
    ):
        return True
    return bool(after[:1].isupper()) and is_head(after) and end - start == 1


def _titled(doc: Doc, start: int) -> bool:
    """Whether a name stands after a personal title: "County Attorney Sue Ellen *Marsh*"."""
    return start > 0 and is_title_word(doc[start - 1]) and doc[start + 1].text not in {"'s", "’s"}


def _is_no_name(doc: Doc, start: int, end: int) -> bool:
    """Whether a would-be person is a section ("Law§", "235(b)(1)") or several officers ("Human Capital Officers")."""
    last = doc[end - 1].lower_
    several = last.removesuffix("s") != last and last.removesuffix("s") in words("nouns", "office")
    marked = any(c.isdigit() or c == "§" for c in doc[start:end].text)
    return marked or (several and end - start > 1 and not is_given(doc[start].text))


def person_name(name: str) -> str:
    """A name in capitals written as names are: "BARACK OBAMA" -> "Barack Obama"."""
    if not name.isupper() or len(name) <= 4:
        return name
    return re.sub(r"(?<![\w’'])(\w)(\w*)", lambda m: m[1] + m[2].lower(), name)
