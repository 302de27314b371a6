"""Bodies called by a place beside their own word: "Texas Hillel", "Georgia Power", "Amnesty International UK"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from graph.extract.forms import is_head, is_region
from graph.extract.lexicon import table, words
from graph.extract.mention import ORGANIZATION, Candidate
from graph.extract.names.given_names import is_given
from graph.extract.names.known import known_names
from graph.extract.names.persons import is_title_word

SIZES = (3, 2, 1)  # words of a region's name
LONGEST = 3  # words of a name after its region


def with_region(forms: list[str], start: int, end: int) -> tuple[int, int]:
    """A private body's name with the region of its chapter: "ACLU *of Texas*", "*Missouri* NAACP"."""
    for size in SIZES:
        if end < len(forms) and forms[end] == "of" and is_region(" ".join(forms[end + 1 : end + 1 + size])):
            return start, end + 1 + size
        if is_region(" ".join(forms[end : end + size])) and not _goes_on(forms, end + size):
            return start, end + size
        if start >= size and is_region(" ".join(forms[start - size : start])) and len(forms[start - 1]) > 2:
            return start - size, end
    return start, end


def _goes_on(forms: list[str], i: int) -> bool:
    """Whether a region is the beginning of another name: "told CNN *New Jersey Gov.* Lee"."""
    return i < len(forms) and (forms[i][:1].isupper() or forms[i] in {"'s", "’s"})


def chapter_candidates(doc: Doc, forms: list[str], shouted: frozenset[int]) -> Iterator[Candidate]:
    """Names that begin with a region and go on with a word of their own."""
    for i, form in enumerate(forms):
        if not form[:1].isupper() or i in shouted:
            continue
        size = next((n for n in SIZES if is_region(" ".join(forms[i : i + n]))), 0)
        if not size or (len(form) == 2 and form not in {"NJ", "NY", "BC", "NC", "SC", "DC"}):
            continue
        end = _own_words(doc, i + size)
        if end > i + size:
            yield Candidate(i, end, ORGANIZATION, 4)


def _own_words(doc: Doc, start: int) -> int:
    """Where the words after a region end that no other rule takes for something else; `start` where there are none."""
    end = start
    while end < len(doc) and end - start < LONGEST and _own(doc[end]):
        end += 1
    after = doc[end] if end < len(doc) else None
    goes_on = after is not None and ((after.text[:1].isupper() and after.pos_ == "PROPN") or after.text in {"'s", "’s"})
    person = end > start and (is_given(doc[start].text) or (doc[start].ent_type_ == "PERSON" and end - start > 1))
    return start if goes_on or person else end


def _own(token: Token) -> bool:
    """Whether a capitalised word can be a body's own word after its region."""
    if token.text[:1].islower() or not token.is_alpha or token.tag_ not in {"NNP", "NNPS"}:
        return False
    known = token.text in known_names() or token.text in table("titles")["parties"] or is_region(token.text)
    common = token.lower_ in words("nouns", "group") or token.lemma_.lower() in words("nouns", "group")
    common = (
        common or token.text in words("names", "no_chapter") or token.ent_type_ in {"DATE", "TIME", "NORP", "EVENT"}
    )
    return not (known or common or is_title_word(token) or is_head(token.text))
