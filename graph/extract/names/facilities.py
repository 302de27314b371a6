"""Places called by a name and a common noun: "the Campbell coal plant", "Colville wharf", "the Claiborne overpass"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from graph.extract.forms import is_region
from graph.extract.lexicon import table, words
from graph.extract.mention import PLACE, Candidate
from graph.extract.names.persons import is_title_word

BETWEEN = 2  # common nouns between the name and its noun ("coal-fired power *plant*")
PEOPLES = frozenset({"NORP", "DATE", "TIME", "CARDINAL", "ORDINAL", "GPE"})


def facility_candidates(doc: Doc, forms: list[str]) -> Iterator[Candidate]:
    """Every name with the noun of a facility after it."""
    for i, form in enumerate(forms):
        if form not in words("nouns", "named_facility") or i == 0 or (i + 1 < len(forms) and forms[i + 1] == "-"):
            continue
        if doc[i].dep_ == "compound" and doc[i].head.i == i + 1 and doc[i + 1].pos_ == "NOUN":
            continue  # "the Campbell plant manager"
        start = _name_start(doc, i)
        if start is not None:
            yield Candidate(start, i + 1, PLACE, 1)


def _name_start(doc: Doc, noun: int) -> int | None:
    """Where the name before a facility's noun begins; None where there is none."""
    end = noun
    while end > 0 and noun - end < BETWEEN and doc[end - 1].pos_ == "NOUN" and doc[end - 1].text.islower():
        end -= 1
    start = end
    while start > 0 and doc[start - 1].pos_ == "PROPN" and doc[start - 1].text[:1].isupper():
        start -= 1
    start += start > 0 and doc[start - 1].text == "-"  # "the 1,420-MW Campbell coal plant"
    name = doc[start:end]
    if not len(name) or name[0].is_sent_start or is_region(name.text) or name.text in table("titles")["parties"]:
        return None
    place = all(t.ent_type_ in PEOPLES for t in name)
    return None if place or any(is_title_word(t) for t in name) or name[-1].text in {"Inc.", "Corp."} else start
