"""Presidents, vice-presidents and members of Congress: github.com/unitedstates/congress-legislators (CC0)."""

from __future__ import annotations

from graph.authority.fields import Fields
from graph.authority.offices import nation, post, state, term
from graph.authority.people import AuthorityPerson, Term, in_time
from graph.authority.yaml_file import Plain

NAME = "congress-legislators"
URL = "https://github.com/unitedstates/congress-legislators"
LICENSE = "https://creativecommons.org/publicdomain/zero/1.0/"

_SCHEMES = tuple(
    "bioguide wikidata govtrack icpsr icpsr_prez lis thomas opensecrets votesmart cspan house_history ballotpedia "
    "wikipedia".split()
)
_IDS_LEFT = frozenset("fec google_entity_id maplight pictorial bioguide_previous".split())
_NAMES = frozenset("first middle last suffix nickname official_full".split())
_TERM = frozenset("type start end state district party".split())
# how to reach someone, and what says nothing of the office
_TERM_LEFT = frozenset(
    "url address phone fax contact_form office rss_url how class state_rank caucus end-type party_affiliations".split()
)
_NATIONAL = frozenset({"prez", "viceprez"})


def fits(value: Plain) -> bool:
    """Whether a file holds a list of such people."""
    first = value[0] if isinstance(value, list) and value else None
    return isinstance(first, dict) and {"id", "name", "terms"} <= set(first)


def person(fields: Fields) -> AuthorityPerson:
    """One person of a list. Raises InputError where what it must have is missing or of another shape."""
    fields.expect(frozenset("id name bio terms other_names leadership_roles family".split()))
    ids, name, bio = fields.part("id"), fields.part("name"), fields.part("bio")
    ids.expect(frozenset(_SCHEMES) | _IDS_LEFT)
    name.expect(_NAMES)
    bio.expect(frozenset({"birthday", "gender", "religion", "deathday"}))
    key = next((scheme for scheme in ("bioguide", "govtrack", "wikidata") if ids.text(scheme)), None)
    if key is None:
        raise fields.error("has none of the ids bioguide, govtrack, wikidata, by one of which a person is known")
    surname, main = name.text("last", required=True), _main(name)
    terms = [_term(one) for one in fields.items("terms")]
    held = tuple(sorted({term for term in terms if term}, key=in_time))
    return AuthorityPerson(
        source=NAME,
        id=ids.text(key) if key == "bioguide" else f"{key}/{ids.text(key)}",
        name=main,
        surname=surname,
        given=name.text("first") or None,
        names=tuple(one for one in dict.fromkeys(_names(name, fields)) if one != main),
        birth=bio.day("birthday"),
        death=bio.day("deathday"),
        ids=tuple((scheme, ids.text(scheme)) for scheme in _SCHEMES if ids.text(scheme)),
        parties=tuple(dict.fromkeys(term.party for term in held if term.party)),
        terms=held,
        url=URL,
        license=LICENSE,
    )


def _main(name: Fields) -> str:
    return name.text("official_full") or _joined(name, "first", "last", "suffix")


def _names(name: Fields, fields: Fields) -> list[str]:
    shapes = [("first", "last"), ("first", "middle", "last"), ("first", "middle", "last", "suffix")]
    made = [_joined(name, *shape) for shape in shapes]
    made += [_joined(name, "nickname", "last")] if name.text("nickname") else []
    for other in fields.items("other_names"):  # under which someone served before: a maiden name
        parts = {part: other.text(part) or name.text(part) for part in ("first", "last")}
        made.append(" ".join(filter(None, parts.values())))
    return made


def _joined(name: Fields, *parts: str) -> str:
    return " ".join(filter(None, (name.text(part) for part in parts)))


def _term(fields: Fields) -> Term | None:
    fields.expect(_TERM | _TERM_LEFT)
    type_, code = fields.text("type", required=True), fields.text("state")
    place = nation() if type_ in _NATIONAL else state(code)
    if place is None:  # Dakota, Orleans and other territories that are no more
        fields.note(f"a term for {code!r}, which is no state, was left out")
        return None
    held = post(NAME, type_, place)
    if held is None:
        fields.note(f"a term of the unknown type {type_!r} was left out")
        return None
    days, district = fields.span("start", "end"), fields.text("district") or None
    return term(held, place, district, days, fields.text("party") or None)
