"""Which profiles are of one person: never two officials of one surname, and whatever order they come in."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import EntityType
from graph.office import parse
from graph.resolve import Verdict, compare, paths
from graph.resolve.clusters import clusters
from graph.resolve.profile import Profile
from graph.resolve.seats import seat

SURNAMES = "Johnson Lee Brown Garcia Nguyen Smith Walker Young Adams Harris".split()
OFFICES = ["Mayor of Chicago", "Governor of Ohio", "Sheriff of King County", "President", "Attorney General of Texas"]


def person(name: str, *offices: str, home: str | None = None, party: str | None = None) -> Profile:
    seats = tuple(sorted(seat(parse(office)) for office in offices))
    return Profile(EntityType.PERSON, "person/x", name, seats, home=home, party=party)


def things(*profiles: Profile) -> set[frozenset[Profile]]:
    return {frozenset(cluster) for cluster in clusters(profiles)}


def test_twenty_officials_who_share_ten_surnames_stay_twenty() -> None:
    for surname in SURNAMES:
        one = [
            person(f"Michael {surname}", "Mayor of Springfield"),
            person(f"Mike {surname}", "Mayor of Springfield"),
            person(surname, "Mayor of Springfield"),
            person(f"Michael {surname}", "former Mayor of Springfield"),
        ]
        other = [
            person(f"Michael {surname}", "Governor of Vermont"),
            person(f"Michael T. {surname}", "Governor of the State of Vermont"),
            person(surname, "Governor of Vermont"),
        ]
        assert things(*one, *other) == {frozenset(one), frozenset(other)}


@pytest.mark.parametrize(
    ("one", "other", "features", "verdict"),
    [
        (
            person("Joe Biden", "President"),
            person("Joseph R. Biden Jr.", "former President of the United States of America"),
            {"name familiar", "same seat"},
            Verdict.SAME,
        ),
        (person("Ryan Zinke"), person("Ryan Zinke", home="utah"), {"name equal"}, Verdict.SAME),
        (person("John Smith"), person("John Smith"), {"name equal", "name common"}, Verdict.UNSURE),
        (
            person("Roy Cooper", "Attorney General of North Carolina"),
            person("Roy Cooper", "Governor of North Carolina"),
            {"name equal", "same jurisdiction"},
            Verdict.SAME,
        ),
        (
            person("Kate Brown", "Governor of Oregon"),
            person("Kate Brown", "Mayor of Buffalo"),
            {"name equal", "foreign jurisdiction"},
            Verdict.DIFFERENT,
        ),
        (
            person("Kristi Noem", "Governor of South Dakota"),
            person("Kristi Noem", "Secretary of Homeland Security"),
            {"name equal", "nation and part"},
            Verdict.SAME,
        ),
        (
            person("Russell Vought", "budget director"),
            person("Russell Vought", "head of the Office of Management and Budget"),
            {"name equal"},
            Verdict.SAME,
        ),
        (
            person("Trump", "President"),
            person("Donald Trump", "President of the United States", "candidate for Mayor of New York"),
            {"name surname", "same seat"},
            Verdict.SAME,
        ),
        (person("Johnson", "Mayor of Chicago"), person("Johnson"), {"name surname"}, Verdict.UNSURE),
        (
            person("Ann Lee", party="democrat"),
            person("Ann Lee", party="republican"),
            {"name equal", "other party"},
            Verdict.UNSURE,
        ),
    ],
)
def test_a_pair_is_judged_by_features_that_can_be_named(
    one: Profile, other: Profile, features: set[str], verdict: Verdict
) -> None:
    found = compare(one, other)
    assert ({name for name, _ in found.features}, found.verdict) == (features, verdict)
    assert compare(other, one) == found


def test_who_fits_two_persons_equally_well_is_neither() -> None:
    one, other = person("Ann Lee", "Mayor of Lynn"), person("Ann Lee", "Mayor of Salem")
    unknown = person("Ann Lee")
    assert things(one, other, unknown) == {frozenset({one}), frozenset({other}), frozenset({unknown})}
    nearer = person("Ann Lee", "mayor", home="salem")
    assert things(one, other, nearer) == {frozenset({one}), frozenset({other}), frozenset({nearer})}


def test_two_persons_who_would_be_called_alike_are_told_apart_by_a_hash() -> None:
    found = paths([person("John Smith", home="ohio"), person("John Smith", home="iowa")])
    assert len(set(found.values())) == 2
    assert all(path.startswith("person/john-smith-") for path in found.values())


PROFILES = st.builds(
    lambda given, surname, offices, home: person(f"{given}{surname}", *offices, home=home),
    st.sampled_from(["", "J. ", "Michael ", "Mike ", "Michael T. ", "Kate "]),
    st.sampled_from(SURNAMES[:1]),
    st.lists(st.sampled_from(OFFICES + [f"former {office}" for office in OFFICES]), max_size=2, unique=True),
    st.sampled_from([None, "ohio", "chicago"]),
)


@given(st.lists(PROFILES, max_size=8), st.integers())
def test_the_order_of_profiles_changes_nothing_and_no_cluster_holds_two_that_are_different(
    profiles: list[Profile], seed: int
) -> None:
    shuffled = random.Random(seed).sample(profiles, len(profiles))
    assert clusters(shuffled) == clusters(profiles)
    assert paths(shuffled) == paths(profiles)
    for cluster in clusters(profiles):
        assert all(compare(a, b).verdict is not Verdict.DIFFERENT for a in cluster for b in cluster if a != b)


@pytest.mark.parametrize("profile", [person("Kate Brown", "Mayor of Salem"), person('Kate "K" Brown', party="green")])
@pytest.mark.parametrize("when", [None, "2025"])
def test_profiles_that_differ_only_in_when_they_were_told_say_the_same(profile: Profile, when: str | None) -> None:
    told = replace(profile, when=when)
    assert told.saying == told.said.content == profile.content
    assert Profile.read(told.content).saying == told.saying
