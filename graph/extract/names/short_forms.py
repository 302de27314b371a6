"""Short forms of names: those that a text defines, "Department of Agriculture (DA)", and initials, "ASEA"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from graph.extract.forms import initials
from graph.extract.lexicon import words
from graph.extract.mention import AGENCY, BODIES, ORDER, ORGANIZATION, PERSON, PLACE, POLICY, Mention
from graph.extract.names.bodies import of_government
from graph.extract.names.office_forms import is_office_form, office_forms

STANDING = frozenset({"nsubj", "nsubjpass", "pobj", "poss", "conj", "appos", "dobj"})


def with_short_forms(doc: Doc, mentions: list[Mention], shouted: frozenset[int]) -> list[Mention]:
    """The named mentions, in order, with the short forms of bodies that are known from their full names alone.

    A short form has the type of the name that defines it. `shouted`: tokens where capitals tell nothing.
    """
    defined, offices = defined_forms(doc, mentions), office_forms(doc)
    mentions = [m for m in mentions if m.name not in offices]
    for mention in mentions:
        full = defined.get(mention.name)
        if full is not None and mention.type in (ORGANIZATION, AGENCY, PLACE, POLICY) and len(mention.span) == 1:
            mention.type = full.type
            mention.name = full.name if full.type is ORDER else mention.name
    firms = _firms(mentions)
    taken = {i for m in mentions for i in range(m.start, m.end)}
    mentions = [*mentions, *_called_short(doc, firms, taken)]
    for mention in mentions:
        if mention.name in firms and mention.type in (PERSON, PLACE):
            mention.type = ORGANIZATION
    mentions = [*mentions, *_unseen(doc, mentions, defined, shouted)]
    taken = {*shouted, *(i for m in mentions for i in range(m.start, m.end))}
    taken |= {t.i for t in doc if t.text in offices} if offices else set()
    return sorted([*mentions, *_unknown(doc, taken)], key=lambda m: m.start)


def _firms(mentions: list[Mention]) -> frozenset[str]:
    """The first words of companies' names, where nobody is called so: "Tyson" where "Tyson Foods" is spoken of."""
    first = {
        n[0]
        for m in mentions
        if m.type is ORGANIZATION and (n := m.name.split())[-1].lower() in words("names", "company")
    }
    people = {n[-1] for m in mentions if m.type is PERSON and len(n := m.name.split()) > 1}
    return frozenset(first - people)


def _called_short(doc: Doc, firms: frozenset[str], taken: set[int]) -> Iterator[Mention]:
    """Companies by the first word of their name that nothing else took for a name: "Consumers" of Consumers Energy."""
    for token in doc:
        acts = token.text in firms and token.dep_ in STANDING and token.i not in taken
        if acts and token.pos_ in {"PROPN", "NOUN"} and token.ent_type_ not in {"NORP", "GPE", "LOC"}:
            yield Mention(doc[token.i : token.i + 1], ORGANIZATION, token.text, True)


def _unseen(
    doc: Doc, mentions: list[Mention], defined: dict[str, Mention], shouted: frozenset[int]
) -> Iterator[Mention]:
    """Short forms that nothing else took for a name."""
    bodies = {short: m for m in mentions if m.type in BODIES for short in initials(m.name)}
    bodies |= {short: m for short, m in defined.items() if m.type in BODIES}
    taken = shouted.union(*(range(m.start, m.end) for m in mentions))
    for token in doc:
        full = bodies.get(token.text)
        if full is not None and token.i not in taken and not _inside_a_name(token):
            yield Mention(doc[token.i : token.i + 1], full.type, token.text, True)


def _unknown(doc: Doc, taken: set[int]) -> Iterator[Mention]:
    """Acronyms that nothing tells of: bodies where they stand as one who acts or is acted on."""
    for token in doc:
        if (
            2 < len(token) < 7
            and token.text.isupper()
            and token.text.isalpha()
            and token.i not in taken
            and (token.tag_ in {"NNP", "NNPS"} or (token.tag_ == "NN" and token.i and token.nbor(-1).lower_ == "the"))
            and not token.ent_type_
            and token.dep_ in STANDING
            and token.text not in words("names", "no_body")
            and not _inside_a_name(token)
        ):
            kind = AGENCY if of_government(token.text) else ORGANIZATION
            yield Mention(doc[token.i : token.i + 1], kind, token.text, True)


def _inside_a_name(token: Token) -> bool:
    """Whether a token is a part of something else: "No. DA-12", "the EPA-approved list"."""
    doc, i = token.doc, token.i
    return (i + 1 < len(doc) and doc[i + 1].text == "-") or (i > 0 and doc[i - 1].text == "-")


def defined_forms(doc: Doc, mentions: list[Mention]) -> dict[str, Mention]:
    """The short forms that a text defines, with the mentions that they are defined by."""
    return {short: m for m in mentions if (short := _defined(doc, m)) is not None}


def _defined(doc: Doc, mention: Mention) -> str | None:
    """The short form that a text gives a name: "Immigration and Customs Enforcement (ICE)", "…, known as CalHR"."""
    end = mention.end
    if end + 3 < len(doc) and doc[end].text == "," and doc[end + 1 : end + 3].text == "known as":
        return doc[end + 3].text if doc[end + 3].text[:1].isupper() else None
    if end + 2 >= len(doc) or doc[end].text != "(":
        return None
    inner = [t.text for t in doc[end + 1 : end + 6]]
    inner = inner[: inner.index(")")] if ")" in inner else inner
    if len(inner) == 1 and is_office_form(doc[end + 1], end):
        return None  # "the Administrator of General Services (Administrator)"
    short = " ".join(t for t in inner if t not in {"the", '"', "“", "”", ","})
    return short if short and len(short) < 25 and short[0].isupper() else None
