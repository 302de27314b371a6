"""The fuller forms of a name that the words beside it tell: "*Family and* Services Administration", "*Governor's*
Press Office", "District Court *in Missoula*", "Rivers and Harbors Act *of 1899*", "*Pointe-au-*Chien Tribe"."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Doc, Span, Token

from graph.extract.lexicon import words
from graph.extract.mention import AGENCY, BODIES, ORGANIZATION, PLACE, POLICY, Mention
from graph.extract.names.nominal_bounds import PLACING, placed_end

OWNING = frozenset({"'s", "’s", "'", "’"})
TELLING = PLACING | {"on", "for", "to"}
RULED = frozenset({"state", "county", "city", "federal", "national", "provincial"})
GOVERNING = RULED | set("nonpartisan northern southern eastern western central".split())
KINDS = words("names", "kinds")
MOST = 3  # words before a name that may belong to it
Free = Callable[[int], bool]  # whether a token belongs to no other name


def fuller_forms(mention: Mention, free: Free) -> Iterator[Span]:
    """Longer spans that name the same thing, in the words around one of its mentions."""
    adjective = mention.name.split()[-1] != mention.span[-1].text  # "Democrat" for the Democratic Party
    if not mention.named or adjective or mention.type not in (*BODIES, POLICY, PLACE):
        return
    doc, start, end = mention.span.doc, mention.start, mention.end
    before = _begins(mention, free)
    if before < start:
        yield doc[before:end]
    after = _ends(mention, free)
    if after > end:
        yield doc[start:after]


def in_full(mention: Mention) -> Span | None:
    """A name with the words beside it that say whose or what it is: "the *state Supreme Court*", "*the school's PTA*",
    "*Washington state*", "*the Casa Sagrada shelter*"."""
    if not mention.named or mention.type not in (AGENCY, ORGANIZATION, PLACE):
        return None
    doc, start, end = mention.span.doc, mention.start, mention.end
    before = doc[start - 1] if start > 0 else None
    if before is not None and before.text in GOVERNING:
        start -= 1
    elif before is not None and before.tag_ == "POS" and mention.type is not PLACE and _institution(before.head):
        start = before.head.left_edge.i
    if doc[end : end + 1].text in words("names", "introducing") | KINDS:
        end += 1
    return doc[start:end] if end - start > len(mention.span) else None


def _institution(owner: Token) -> bool:
    """Whether a body's owner is part of what it is: "the *school's* PTA", not "*Lee's* Justice Department"."""
    return owner.text.islower() or owner.text in {"Governor", "Mayor", "President", "Premier", "Sheriff"}


def _begins(mention: Mention, free: Free) -> int:
    """Where the words before a name begin that may belong to it."""
    doc, first, start = mention.span.doc, mention.start, mention.start
    joining = OWNING | ({"-"} if mention.type is PLACE else {"-", "and", "&"})
    while first > 0 and start - first < 2 * MOST and free(first - 1):
        word = doc[first - 1]
        joins = word.text in joining or word.lower_ in RULED
        if not joins and not (word.text[:1].isupper() and word.is_alpha and not word.is_stop):
            break
        first -= 1
    while first < start and not (doc[first].is_alpha and (doc[first].text[:1].isupper() or doc[first].lower_ in RULED)):
        first += 1  # no name begins with "and" or "'s"
    return first


def _ends(mention: Mention, free: Free) -> int:
    """Where the phrase after a name ends that says which one is meant."""
    doc, end = mention.span.doc, mention.end
    if mention.type is POLICY and doc[end : end + 1].text == "," and _is_year(doc, end + 1):
        return end + 2
    if mention.type is POLICY and _is_year(doc, end):
        return end + 1
    if mention.type in BODIES or mention.type is POLICY:
        return placed_end(mention.head, end, TELLING)
    return end


def _is_year(doc: Doc, i: int) -> bool:
    return i < len(doc) and doc[i].text.isdigit() and len(doc[i]) == 4
