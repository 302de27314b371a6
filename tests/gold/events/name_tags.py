"""Which tokens of a case are the names of its things, as `graph/extract/learned/names.py` tags them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from typing import Any

from spacy.tokens import Doc

from graph.extract.learned.names import SORTS
from graph.extract.mention import PERSON, PLACE, Mention
from graph.extract.names.given_names import is_given
from graph.model import EntityType
from graph.parse import language_model

UNKNOWN = -1  # the rules have a name there that is none of the case's things: left out, or no name
JOINTS = frozenset(
    "of and the for de la le las los del da do dos das du des di el al von van der den ter zu to in on at a y e i et"
    " und with against without & - – / ' ’ 's ’s , .".split()
)
PLACING = frozenset({"in", "at", "on", "from", "near"})
Stretch = tuple[int, int]


def tags(case: Mapping[str, Any], doc: Doc, ruled: Sequence[Mention]) -> list[int]:
    """A tag of each token: 0 for none, 1 + 2 k where a name of type k begins, 2 + 2 k where it goes on; UNKNOWN. Of
    names one in another the longer counts. `ruled`: the names of the rules."""
    words, found = [t.text for t in doc], dict[Stretch, int]()
    kinds = {e["id"]: EntityType(e["type"]) for e in case["entities"]}
    places = {form for e in case["entities"] if kinds[e["id"]] is PLACE for form in _forms(e)}
    for entity in case["entities"]:
        if kinds[entity["id"]] in SORTS:
            for start, end in _called(doc, entity):
                name = _name(words, start, end, entity, places)
                if name is not None:
                    found[name] = SORTS.index(kinds[entity["id"]])
    result, taken = [0] * len(doc), set[int]()
    for (start, end), kind in sorted(found.items(), key=lambda item: item[0][0] - item[0][1]):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            result[start:end] = [1 + 2 * kind] + [2 + 2 * kind] * (end - start - 1)
    for mention in ruled:
        for i in range(mention.start, mention.end):
            result[i] = result[i] or UNKNOWN
    return result


def _called(doc: Doc, entity: Mapping[str, Any]) -> list[Stretch]:
    """Tokens from and to, wherever a thing is called by one of its forms."""
    found = (m.span() for f in set(entity["mentions"]) for m in re.finditer(rf"(?<!\w){re.escape(f)}(?!\w)", doc.text))
    spans = (doc.char_span(*at, alignment_mode="expand") for at in found)
    return [(s.start, s.end) for s in spans if s is not None]


def _forms(entity: Mapping[str, Any]) -> set[str]:
    """How a thing is called, without articles, its tokens apart."""
    cut = language_model().tokenizer
    forms = (re.sub(r"^(?:the|an?) ", "", f, flags=re.IGNORECASE) for f in (*entity["mentions"], entity["name"]))
    return {" ".join(t.text for t in cut(f)) for f in forms}


def _name(form: Sequence[str], start: int, end: int, entity: Mapping[str, Any], places: Set[str]) -> Stretch | None:
    """The name in a form that a case lists, in the words of the text: without article, title and description; None
    where it has none."""
    while end > start and form[end - 1] in {"'s", "’s", "'", "’", ",", "."}:
        end -= 1
    while start < end and form[start].lower() in {"the", "a", "an"}:
        start += 1
    described = [i for i in range(start, end) if not _is_capital(form[i]) and form[i].lower() not in JOINTS]
    if described:
        start = described[-1] + 1
        if " ".join(form[start:end]) not in _forms(entity):
            return None  # "a court in *Loulé*"; not so "hardware chain *Bramwells*"
    elif entity["type"] == PERSON.value:
        own = {*entity["name"].replace("’", "'").split(), *re.findall(r"\w+", entity["name"])} - JOINTS
        at = next((i for i in range(start, end) if form[i] in own), None)
        if at is None:
            return None  # "the Governor"
        start = at if at == start or not is_given(form[at - 1]) else start  # "Toni Reyes" is Antonia Reyes
    if start >= end or not _is_capital(form[start]) or not (_is_capital(form[end - 1]) or form[end - 1].endswith(".")):
        return None
    for i in range(start + 1, end - 1):
        placing = form[i] in PLACING or (form[i] == "of" and entity["type"] == PERSON.value)
        if placing and " ".join(form[i + 1 : end]).removeprefix("the ") in places:
            return start, i  # "High Court *in Lusaka*"
    return start, end


def _is_capital(form: str) -> bool:
    return any(map(str.isupper, form)) or form[:1].isdigit()
