"""The places meant by "the city", "the state": those that a text's bodies and officers govern, else the best known."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from graph.extract.coref.discourse import Table
from graph.extract.forms import is_region, place_kind, region_name
from graph.extract.lexicon import words
from graph.extract.mention import AGENCY, ORGANIZATION, PERSON, PLACE, Mention
from graph.extract.referent import Referent

Votes = Counter[tuple[str, str]]  # kind and name of a place -> how much speaks for it
MOST = 2  # votes that count beside a place's own mentions
BODY = re.compile(
    r"(?P<city>.+?) (?:(?:City|Town|Village|Municipal) (?=[A-Z])|(?:Police|Fire|Public Schools)(?: Department)?$)|"
    r"(?:City|Town|Village) of (?P<of>.+)|"
    r"(?P<county>(?:[\w.’'-]+ )+County)\b|County of (?P<seat>.+)"
)
MAYOR = re.compile(r"(?:(?P<before>[A-Z][\w.’' -]+) [Mm]ayor|[Mm]ayor of (?P<after>[A-Z][\w.’' -]+))$")
NO_TOWN = re.compile(r"\d|\b(?:District|Elementary|High|Middle|Zone|Ward|Line|CBD|Campus|Unit)\b")
NO_NAME = words("names", "no_town")
SIZES = (3, 2, 1)  # words of a region's name


def find_jurisdiction(table: Table) -> dict[str, Referent]:
    """The place meant by "the city", "the state": the best supported of its kind, early mentions first; one that has no
    mention of its own is named only in the names of its bodies."""
    votes = Counter(_votes(table))
    result = _best_known(table, votes)
    for (kind, name), _ in votes.most_common():
        best = result.get(kind)
        if best is None or not _voted(votes, kind, best):
            result[kind] = _spoken_of(table, name) or _inside_a_name(table, name)
    return result


def governed_kind(name: str) -> str:
    """What a place is that may govern itself, by its name alone; empty for schools, wards and the like."""
    kind = place_kind(name)
    return "" if kind == "city" and NO_TOWN.search(name) else kind


def may_act(referent: Referent) -> bool:
    """Whether something is no mere spot: towns and countries act, an unnamed valley or bridge does nothing."""
    if referent.type is not PLACE or referent.named or not referent.mentions:
        return True
    return any(m.noun in words("nouns", "governing") for m in referent.mentions)


def _spoken_of(table: Table, name: str) -> Referent | None:
    """The place of a name, by a longer one too: "Portland, Ore."."""
    places = (r for r in table.referents if r.type is PLACE)
    return next((r for r in places if r.name.split(",")[0] == name or any(m.name == name for m in r.mentions)), None)


def _inside_a_name(table: Table, name: str) -> Referent:
    """A place that no mention of its own tells of, with the words that name it: "*Lynn* City Council"."""
    parts, doc = name.removesuffix(" County").split(), table.doc
    starts = (t.i for t in doc if t.text == parts[0])
    span = next((s for i in starts if (s := doc[i : i + len(parts)]).text == " ".join(parts)), None)
    mentions = [] if span is None else [Mention(span, PLACE, name, True)]
    return Referent(PLACE, name, mentions, named=True)


def _best_known(table: Table, votes: Votes) -> dict[str, Referent]:
    best: dict[str, tuple[float, Referent]] = {}
    for referent in table.referents:
        kind = governed_kind(referent.name) if referent.type is PLACE else ""
        if not kind or (_is_capital(referent) and not _voted(votes, kind, referent)):
            continue
        weight = _weight(referent) + _voted(votes, kind, referent)
        if kind not in best or weight > best[kind][0]:
            best[kind] = weight, referent
    return {kind: referent for kind, (_, referent) in best.items()}


def _is_capital(place: Referent) -> bool:
    """Whether "Washington" is the city: the state is written "Wash." or "Washington state" somewhere."""
    return all(m.span.text.title() == "Washington" for m in place.mentions if m.named)


def _weight(referent: Referent) -> float:
    return len(referent.mentions) + 2.0 / (1 + referent.mentions[0].start / 50)


def _voted(votes: Votes, kind: str, place: Referent) -> int:
    called = {region_name(m.name) for m in place.mentions} | {region_name(place.name)}
    return min(MOST, sum(votes[kind, name] for name in called))


def _votes(table: Table) -> Iterator[tuple[str, str]]:
    """Every place that the name of a body or an office tells to be governed."""
    for referent in table.referents:
        if referent.named and referent.type in (AGENCY, ORGANIZATION):
            yield from _by_body(referent)
        for role in referent.roles if referent.type is PERSON else ():
            match = MAYOR.search(role.text)
            if match is not None and _plain(match["before"] or match["after"]):
                yield "city", match["before"] or match["after"]


def _by_body(body: Referent) -> Iterator[tuple[str, str]]:
    parts = body.name.split()
    for size in SIZES:
        for name in (" ".join(parts[:size]), " ".join(parts[-size:])):
            if size < len(parts) and len(name) > 3 and is_region(name) and place_kind(name) == "state":
                yield "state", region_name(name)
    match = BODY.match(body.name) if body.type is AGENCY else None
    if match is None:
        return
    city, county = match["city"] or match["of"], match["county"] or (match["seat"] and f"{match['seat']} County")
    if city and _plain(city) and not is_region(city):
        yield "city", city
    if county and _plain(county.removesuffix(" County")):
        yield "county", county


def _plain(name: str) -> bool:
    """Whether words can be a town's name alone: not "Department of", "Deputy", "State"."""
    parts = name.split()
    heads = words("names", "agency") | words("names", "office") | NO_NAME
    return 0 < len(parts) < 4 and all(p[0].isupper() for p in parts) and heads.isdisjoint(parts)
