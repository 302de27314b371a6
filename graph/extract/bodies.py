"""Names of bodies, norms and places by their head word: "Department of Health and Human Services"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from graph.extract.lexicon import words
from graph.extract.mention import AGENCY, ORDER, ORGANIZATION, PLACE, POLICY, Candidate
from graph.extract.persons import is_title_word
from graph.model import EntityType

CONNECTORS = frozenset({"of", "for", "on", "&", "de", "del", "la"})
PURPOSE = frozenset(
    {"Center", "Centre", "Centers", "Institute", "Institutes", "Council", "Campaign", "Coalition", "Chamber"}
)
COURT_LEVELS = frozenset({"Circuit", "Superior", "District", "Family", "Probate", "Chancery"})
OWNERS = frozenset({"City", "County", "Town", "Village", "Borough"})
ORDINAL = re.compile(r"^\d+(?:st|nd|rd|th)$")


def head_type(word: str) -> EntityType | None:
    """What a name with this head word names."""
    word = word.title() if word.isupper() and len(word) > 3 else word
    for key, kind in (
        ("agency", AGENCY),
        ("policy", POLICY),
        ("order", ORDER),
        ("organization", ORGANIZATION),
        ("place", PLACE),
    ):
        if word in words("names", key):
            return kind
    return None


def body_candidates(doc: Doc, forms: list[str], shouted: frozenset[int]) -> Iterator[Candidate]:
    """Names that a head word types. `forms`: the tokens' texts; `shouted`: tokens in capitals or title case."""
    joined = _within_names(doc)
    i = 0
    while i < len(forms):
        if (
            not (forms[i][:1].isupper() or forms[i][:1].isdigit())
            or not _capital(doc[i], shouted)
            or is_title_word(doc[i])
        ):
            i += 1
            continue
        end = _run_end(doc, i, shouted, joined)
        yield from _classify(doc, i, end)
        i = end


def _capital(token: Token, shouted: frozenset[int]) -> bool:
    if ORDINAL.match(token.text) and token.i + 1 < len(token.doc) and token.doc[token.i + 1].text[:1].isupper():
        return token.ent_type_ not in {"DATE", "TIME"}
    if (
        token.i in shouted
        or not token.text[:1].isupper()
        or token.is_punct
        or token.pos_ == "DET"
        or token.ent_type_ in {"DATE", "TIME"}
    ):
        return False
    return not token.is_sent_start or token.pos_ == "PROPN" or token.ent_type_ in {"ORG", "GPE", "FAC", "LAW"}


def _run_end(doc: Doc, start: int, shouted: frozenset[int], joined: frozenset[int]) -> int:
    end = start + 1
    while end < len(doc):
        if _capital(doc[end], shouted) and not is_title_word(doc[end]):
            end += 1
            continue
        step = _connector(doc, end, shouted, joined)
        if not step:
            return end
        end += step
    return end


def _connector(doc: Doc, i: int, shouted: frozenset[int], joined: frozenset[int]) -> int:
    """How many tokens join a name on both sides of `i`: "of", "of the", "and" inside a body's name, "-"."""

    def capital(k: int) -> bool:
        return k < len(doc) and _capital(doc[k], shouted)

    text = doc[i].text
    if text in CONNECTORS and capital(i + 1):
        return 2
    if text in CONNECTORS and i + 2 < len(doc) and doc[i + 1].lower_ == "the" and capital(i + 2):
        return 3
    if text in {"and", "&", ","} and i in joined and capital(i + 1):
        return 2
    if text in {"-", "/"} and capital(i + 1) and not doc[i].whitespace_:
        return 2
    if text == "," and i + 2 < len(doc) and doc[i + 1].text == "and" and i in joined and capital(i + 2):
        return 3
    return 0


def _within_names(doc: Doc) -> frozenset[int]:
    """Tokens inside names of the model's, where "and" and "," join rather than part ("Health *and* Human Services")."""
    return frozenset(i for e in doc.ents if e.label_ in {"ORG", "LAW", "FAC"} for i in range(e.start + 1, e.end - 1))


def _classify(doc: Doc, start: int, end: int) -> Iterator[Candidate]:
    """The part of a run that a head word types."""
    head_end = next((i for i in range(start + 1, end) if doc[i].lower_ in CONNECTORS and doc[i].text != "&"), end)
    after = doc[head_end].lower_ if head_end < end else ""
    if doc[head_end - 1].text in {"'s", "’s"} and head_end - 1 > start:
        head_end -= 1
    head = doc[head_end - 1].text
    if head in COURT_LEVELS and doc[head_end - 2].text == "County" and head_end - start > 2:
        head_end, end, head = head_end - 1, head_end - 1, "County"  # "Baker County Circuit Judge"
    kind = head_type(head)
    if head in PURPOSE and after in {"for", "of"}:
        kind = (
            AGENCY if doc[start].text in {"National", "Centers"} or head in {"Centers", "Institutes"} else ORGANIZATION
        )
    if kind is ORDER and after == "of":
        kind = ORGANIZATION if "Fraternal" in doc[start:head_end].text else None
    if kind in (None, PLACE) and doc[start].text in OWNERS and after == "of":
        kind = AGENCY
    if kind is None or (
        end - start == 1 and (kind is not AGENCY or doc[start].is_sent_start or is_common_noun(doc, start, end))
    ):
        return  # a bare "Act", "County", "Times" names nothing
    yield Candidate(start, end, kind, 2)


def is_common_noun(doc: Doc, start: int, end: int) -> bool:
    """Whether a would-be name is one capitalised common noun: "Department", "City", "Order"."""
    word = doc[start].lower_
    return end - start == 1 and any(
        word in words("nouns", key) for key in ("agency", "organization", "place", "order", "policy", "group")
    )
