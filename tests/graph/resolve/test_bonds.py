"""What people have judged of profiles outranks the features, the newest first, and ties things together."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, permutations

from graph.model import EntityType
from graph.office import parse
from graph.resolve import Bond, Profile, Verdict, paths
from graph.resolve.seats import seat


def person(name: str, *offices: str, mark: str | None = None) -> Profile:
    block = f"person/{name.rpartition(' ')[2].lower()}"
    return Profile(EntityType.PERSON, block, name, tuple(sorted(seat(parse(office)) for office in offices)), mark=mark)


def local(name: str, document: str = "0123456789abcdef") -> Profile:
    return Profile(EntityType.PERSON, f"person/{document}-{name.lower()}", name, document=document)


def bond(verdict: Verdict, one: Profile, *others: Profile) -> Bond:
    return Bond(verdict, frozenset({one.key}), frozenset(other.key for other in others))


OREGON, BUFFALO = person("Kate Brown", "Governor of Oregon"), person("Kate Brown", "Mayor of Buffalo")
BARE, CALLED = person("Kate Brown"), person("K. Brown", "Governor of Oregon")


def test_what_is_judged_the_same_is_one_against_the_features() -> None:
    assert len(set(paths([OREGON, BUFFALO]).values())) == 2
    found = paths([OREGON, BUFFALO], [bond(Verdict.SAME, OREGON, BUFFALO)])
    assert set(found.values()) == {"person/kate-brown-governor-of-oregon"}


def test_what_is_judged_different_is_two_against_the_features() -> None:
    assert paths([OREGON, CALLED], [bond(Verdict.DIFFERENT, OREGON, CALLED)]) == {
        OREGON: "person/kate-brown-governor-of-oregon",
        CALLED: "person/k-brown-governor-of-oregon",
    }


def test_who_is_like_one_of_two_that_are_judged_the_same_is_the_same_too() -> None:
    others = [CALLED, person("Kate Brown", "former Governor of Oregon"), person("Kate Brown", "Mayor of Buffalo")]
    found = paths([OREGON, BUFFALO, *others], [bond(Verdict.SAME, OREGON, BUFFALO)])
    assert set(found.values()) == {"person/kate-brown-governor-of-oregon"}


def test_of_two_judgements_against_one_another_the_newer_holds() -> None:
    same, different = bond(Verdict.SAME, OREGON, BUFFALO), bond(Verdict.DIFFERENT, OREGON, BUFFALO)
    assert len(set(paths([OREGON, BUFFALO], [same, different]).values())) == 1
    assert len(set(paths([OREGON, BUFFALO], [different, same]).values())) == 2


def test_what_is_the_same_as_one_of_two_that_are_judged_different_is_not_the_other() -> None:
    third = person("Kate Brown", "Mayor of Salem")
    judged = [
        bond(Verdict.DIFFERENT, OREGON, BUFFALO),
        bond(Verdict.SAME, OREGON, third),
        bond(Verdict.SAME, BUFFALO, third),
    ]
    found = paths([OREGON, BUFFALO, third], judged)
    assert found[OREGON] == found[third] != found[BUFFALO]


def test_a_name_that_its_document_alone_knows_is_whom_it_is_judged_to_be() -> None:
    johnson, mayor = local("Johnson"), person("Brandon Johnson", "Mayor of Chicago")
    assert paths([johnson]) == {johnson: johnson.block}
    assert set(paths([johnson, mayor], [bond(Verdict.SAME, johnson, mayor)]).values()) == {
        "person/brandon-johnson-mayor-of-chicago"
    }
    other = local("The Mayor", "fedcba9876543210")
    assert set(paths([johnson, other], [bond(Verdict.SAME, johnson, other)]).values()) == {johnson.block}


def test_who_is_set_apart_leaves_the_path_to_the_other() -> None:
    apart = replace(BARE, mark="0123456789abcdef")
    found = paths([BARE, apart], [bond(Verdict.DIFFERENT, BARE, apart)])
    assert found[BARE] == "person/kate-brown"
    assert found[apart].startswith("person/kate-brown-")
    former = person("Kate Brown", "former Governor of Oregon")
    found = paths([OREGON, former], [bond(Verdict.DIFFERENT, former, OREGON)])
    assert found[former] == "person/kate-brown-governor-of-oregon" != found[OREGON]
    body = Profile(EntityType.ORGANIZATION, "organization/acme")
    assert paths([body, replace(body, mark="x")])[body] == "organization/acme"


def test_things_of_several_kinds_are_called_by_the_first_kind() -> None:
    agency, body = (Profile(kind, f"{kind.value.lower()}/ice") for kind in (EntityType.AGENCY, EntityType.ORGANIZATION))
    assert set(paths([body, agency], [bond(Verdict.SAME, body, agency)]).values()) == {"agency/ice"}


def test_the_order_of_the_profiles_does_not_matter() -> None:
    some = [OREGON, BUFFALO, BARE, CALLED]
    for one, other in combinations(some, 2):
        for verdict in (Verdict.SAME, Verdict.DIFFERENT):
            judged = [bond(verdict, one, other)]
            assert len({frozenset(paths(mixed, judged).items()) for mixed in permutations(some)}) == 1
