"""Bodies that a noun brings in, whatever the model takes their names for: "the advocacy group *NYCLASS*", "*Cyclox*, a
cycling group", "the county's phone vendor, *Securlink*"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from graph.extract.forms import is_region
from graph.extract.lexicon import words
from graph.extract.mention import ORGANIZATION, Candidate
from graph.extract.names.given_names import is_given
from graph.extract.names.persons import is_title_word

LONGEST = 4  # words of such a name
APART = frozenset({"DATE", "TIME", "NORP", "GPE", "LOC", "FAC", "ORG", "EVENT", "LAW"})


def introduced_candidates(doc: Doc, shouted: frozenset[int]) -> Iterator[Candidate]:
    """Names right after such a noun, and names that such a noun explains; `shouted`: where capitals tell nothing."""
    names: set[str] = set()  # each is one wherever it stands
    for token in doc:
        if token.lemma_.lower() in words("names", "introducing") and (token.text.islower() or token.text == "NGO"):
            names.update(doc[a:b].text for a, b in (_after(doc, token, shouted), _before(doc, token, shouted)) if b > a)
    firsts = {name.split()[0] for name in names}
    for i, token in enumerate(doc if firsts else ()):
        if token.text in firsts:
            end = _run(doc, i, shouted)
            if doc[i:end].text in names:
                yield Candidate(i, end, ORGANIZATION, 0 if doc[i - 1 : i].text == "NGO" else 4)


def _after(doc: Doc, noun: Token, shouted: frozenset[int]) -> tuple[int, int]:
    start = noun.i + 1
    if doc[start : start + 1].text == ",":
        start += 1
        end = _run(doc, start, shouted)
        closed = doc[end : end + 1].text in {",", "."}
        owned = noun.dep_ == "pobj"  # "a lawyer to the group, Ann Lee,"
        return (start, end) if closed and noun.tag_ == "NN" and not owned else (start, start)
    return start, _run(doc, start, shouted) if noun.tag_ == "NN" or noun.text == "NGO" else start


def _before(doc: Doc, noun: Token, shouted: frozenset[int]) -> tuple[int, int]:
    """The name that a noun explains between commas: "Cyclox, a cycling group, has"."""
    left = noun.left_edge
    if noun.dep_ != "appos" or left.lower_ not in {"a", "an", "the"} or left.i < 2 or doc[left.i - 1].text != ",":
        return 0, 0
    end = start = left.i - 1
    while start > 0 and end - start < LONGEST and _named(doc[start - 1], shouted):
        start -= 1
    inside = doc[start - 1 : start].text[:1].isupper() or doc[start - 1 : start].text in {"for", "of", "against"}
    of_things = doc[noun.i + 1 : noun.i + 2].text == "of"  # "PFAS, a group of chemicals"
    return (0, 0) if inside or of_things or _run(doc, start, shouted) != end else (start, end)


def _run(doc: Doc, start: int, shouted: frozenset[int]) -> int:
    """Where a name that begins at a token ends; the token itself where none does."""
    end = start
    while end < len(doc) and end - start <= LONGEST and (_named(doc[end], shouted) or (end > start and _our(doc[end]))):
        end += 1
    person = end > start and (is_given(doc[start].text) or (end < len(doc) and is_title_word(doc[end])))
    return start if person or end - start > LONGEST or is_region(doc[start:end].text) else end


def _our(token: Token) -> bool:
    """A small word inside a name: "Save *Our* Parks"."""
    return (
        token.pos_ in {"DET", "PRON"}
        and token.text.istitle()
        and token.i + 1 < len(token.doc)
        and token.nbor().text.istitle()
    )


def _named(token: Token, shouted: frozenset[int]) -> bool:
    known = token.ent_type_ in APART or is_title_word(token) or is_region(token.text)
    return (
        not known
        and token.i not in shouted
        and token.is_alpha
        and token.text[:1].isupper()
        and token.pos_ not in {"DET", "PRON"}
    )
