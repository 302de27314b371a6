"""People of openstates.org: a YAML file a person, as github.com/openstates/people has them (CC0)."""

from __future__ import annotations

from graph.authority.fields import Fields
from graph.authority.offices import division, post, term
from graph.authority.people import AuthorityPerson, Term, in_time
from graph.authority.yaml_file import Plain

NAME = "openstates"
URL = "https://github.com/openstates/people"
LICENSE = "https://creativecommons.org/publicdomain/zero/1.0/"

# what is there and not taken: how to reach someone privately or at all, pictures, and the list's own housekeeping
_LEFT = frozenset("email image offices contact_details links sources extras gender biography memberships".split())
_TAKEN = frozenset(
    "id ids other_identifiers name given_name family_name middle_name suffix nickname other_names party roles "
    "birth_date death_date".split()
)
_SCHEMES = frozenset({"wikidata", "bioguide", "votesmart", "ballotpedia", "legacy_openstates"})
_ROLE_LEFT = frozenset({"end_reason", "contact_details", "href"})


def fits(value: Plain) -> bool:
    """Whether a file holds such a person."""
    return isinstance(value, dict) and str(value.get("id", "")).startswith("ocd-person/")


def person(fields: Fields) -> AuthorityPerson:
    """The person of one file. Raises InputError where what it must have is missing or of another shape."""
    fields.expect(_TAKEN | _LEFT)
    id_, name = fields.text("id", required=True), fields.text("name", required=True)
    parties = tuple(party.text("name", required=True) for party in fields.items("party"))
    given, surname = fields.text("given_name"), fields.text("family_name")
    terms = (_term(role, parties) for role in fields.items("roles"))
    return AuthorityPerson(
        source=NAME,
        id=id_,
        name=name,
        surname=surname or name.split()[-1],
        given=given or None,
        names=_names(fields, name, surname),
        birth=fields.day("birth_date"),
        death=fields.day("death_date"),
        ids=_ids(fields, id_),
        parties=parties,
        terms=tuple(sorted({term for term in terms if term}, key=in_time)),
        url=URL,
        license=LICENSE,
    )


def _names(fields: Fields, name: str, surname: str) -> tuple[str, ...]:
    given, middle, suffix = (fields.text(part) for part in ("given_name", "middle_name", "suffix"))
    made = [f"{given} {surname}", f"{given} {middle} {surname} {suffix}"] if given and surname else []
    nick = fields.text("nickname")
    made += [f"{nick} {surname}"] if nick and surname else []
    told = [other.text("name") for other in fields.items("other_names")]
    # "Rayfield, D." is how a bill's list of sponsors has it
    straight = (" ".join(reversed([part.strip() for part in one.split(",", 1)])) for one in (*made, *told))
    return tuple(one for one in dict.fromkeys(" ".join(one.split()) for one in straight) if one and one != name)


def _ids(fields: Fields, id_: str) -> tuple[tuple[str, str], ...]:
    told = [(one.text("scheme"), one.text("identifier")) for one in fields.items("other_identifiers")]
    ids = fields.part("ids")
    told += [(scheme, ids.text(scheme)) for scheme in sorted(_SCHEMES & ids.names)]
    return (("ocd", id_), *dict.fromkeys((scheme, value) for scheme, value in told if scheme in _SCHEMES and value))


def _term(role: Fields, parties: tuple[str, ...]) -> Term | None:
    role.expect(frozenset("type jurisdiction start_date end_date district".split()) | _ROLE_LEFT)
    type_, where = role.text("type", required=True), role.text("jurisdiction", required=True)
    place = division(where)
    if place is None:
        role.note(f"a role in {where!r}, which is no place of the United States, was left out")
        return None
    held = post(NAME, type_, place)
    if held is None:
        role.note(f"a role of the unknown type {type_!r} was left out")
        return None
    days, district = role.span("start_date", "end_date"), role.text("district") or None
    return term(held, place, district, days, parties[-1] if parties else None)
