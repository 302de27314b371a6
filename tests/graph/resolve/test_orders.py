"""Orders are known again by who signed them, when, and what they are about; where two fit as well, neither is meant."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import EntityType
from graph.office import parse
from graph.resolve import Verdict, compare, paths
from graph.resolve.days import told
from graph.resolve.profile import Profile
from graph.resolve.seats import seat
from graph.resolve.subjects import Likeness, likeness, sentence, stems, titles, weight

TIMBER = ("cascade", "forester", "logging", "lumber", "sawmill", "timber")
BALLOTS = ("ballot", "citizenship", "election", "passport", "postmark", "voter")


def order(
    document: str,
    words: tuple[str, ...] = TIMBER,
    *,
    office: str = "President of the United States",
    issuer: str = "Donald Trump",
    signed: str | None = None,
    published: str | None = "2025-03-03",
    number: str | None = None,
    kind: str | None = "ExecutiveOrder",
    titles: tuple[str, ...] = (),
) -> Profile:
    return Profile(
        EntityType.ORDER, "order/x", "order", (seat(parse(office)),), issuer=issuer, kind=kind, number=number,
        signed=signed, published=published, document=document, titles=titles, words=words,
    )  # fmt: skip


OWN = order("own", TIMBER, signed="2025-03-01", number="14225", published="2025-03-01")


@pytest.mark.parametrize(
    ("other", "features", "verdict"),
    [
        (order("a", TIMBER, signed="2025-03-01"), {"same issuer seat", "same day", "most words"}, Verdict.SAME),
        (order("b", BALLOTS, signed="2025-03-01"), {"same issuer seat", "same day", "no words"}, Verdict.UNSURE),
        (order("c", (), number="14225"), {"same issuer seat", "same number", "near"}, Verdict.SAME),
        (order("d", TIMBER, number="14226"), {"same issuer seat", "other number", "near", "most words"},
         Verdict.DIFFERENT),
        (order("e", TIMBER, published="2025-02-20"), {"same issuer seat", "not yet signed", "most words"},
         Verdict.DIFFERENT),
        (order("f", TIMBER, signed="2025-03-02"), {"same issuer seat", "close day", "most words"}, Verdict.SAME),
        (order("g", TIMBER, signed="2025-03"), {"same issuer seat", "fitting month", "most words"}, Verdict.SAME),
        (order("h", TIMBER, signed="2024"), {"same issuer seat", "other day", "most words"}, Verdict.DIFFERENT),
        (order("own", TIMBER), {"same document", "same issuer seat", "near", "most words"}, Verdict.DIFFERENT),
        (order("i", TIMBER, kind="Proclamation"), {"same issuer seat", "other kind", "near", "most words"},
         Verdict.SAME),
        (order("j", TIMBER, office="Mayor of Yreka"), {"issuer's other seat", "near", "most words"}, Verdict.SAME),
        (order("k", TIMBER, issuer="Trump", office="Mayor of Yreka"),
         {"foreign issuer seat", "near", "most words"}, Verdict.DIFFERENT),
        (order("l", TIMBER, issuer="Mary Trump", office="Mayor of Yreka"),
         {"other issuer", "foreign issuer seat", "near", "most words"}, Verdict.DIFFERENT),
        (order("m", (), titles=("safer-forests-now",)), {"same issuer seat", "near"}, Verdict.UNSURE),
    ],
)  # fmt: skip
def test_a_pair_of_orders_is_judged_by_features_that_can_be_named(
    other: Profile, features: set[str], verdict: Verdict
) -> None:
    found = compare(OWN, other)
    assert ({name for name, _ in found.features}, found.verdict) == (features, verdict)
    assert compare(other, OWN) == found


def test_a_title_of_its_own_is_enough_and_a_governor_may_be_called_by_another_given_name() -> None:
    one = order("a", (), titles=("safer-at-home",), published="2020-03-24")
    assert compare(one, order("b", (), titles=("safer-at-home",), published="2021-06-01")).verdict is Verdict.SAME
    brown = {"office": "Governor of California", "published": "2016-01-06", "kind": "Proclamation"}
    text = order("c", issuer="Edmund G. Brown Jr.", signed="2016-01-06", **brown)
    story = order("d", issuer="Jerry Brown", signed="2016-01-06", **brown)
    assert ("issuer's other name", -0.6) in compare(text, story).features
    assert compare(text, story).verdict is Verdict.SAME


def test_of_two_orders_of_one_day_the_story_is_joined_to_the_one_that_it_is_about_or_to_none() -> None:
    other = order("other", BALLOTS, signed="2025-03-01", number="14224", published="2025-03-01")
    about = order("a", TIMBER[1:], signed="2025-03-01")
    torn = order("b", (*TIMBER[:4], *BALLOTS[:4]), signed="2025-03-01")
    found = paths([OWN, other, about, torn])
    assert found[about] == found[OWN] == "order/executive-order-14225"
    assert found[other] == "order/executive-order-14224"
    assert found[torn] == "order/donald-trump-president-of-united-states-executive-order-2025-03-01"


def test_of_two_orders_of_one_day_on_one_matter_no_other_story_tells_which_is_meant() -> None:
    one = order("one", ("contractor", "logging", "rafter", "sawyer"), signed="2025-03-01", number="1")
    two = order("two", ("contractor", "logging", "ranger", "warden"), signed="2025-03-01", number="2")
    stories = [
        order("a", ("axe", "bark", "contractor", "logging", "sawyer"), signed="2025-03-01"),
        order("b", ("axe", "bark", "contractor", "logging", "twig"), signed="2025-03-01"),
    ]
    assert compare(*stories).score > max(compare(story, own).score for story in stories for own in (one, two))
    found = paths([one, two, *stories])
    assert found[stories[0]] == found[one] != found[two]
    assert found[stories[1]] not in {found[one], found[two]}


PROFILES = st.builds(
    lambda document, words, signed, number: order(document, words, signed=signed, number=number),
    st.sampled_from("abcdef"),
    st.sampled_from([TIMBER, BALLOTS, TIMBER[:3], (*TIMBER, *BALLOTS), ()]),
    st.sampled_from([None, "2025-03-01", "2025-03", "2025-02-03"]),
    st.sampled_from([None, "14225", "14226"]),
)


@given(st.lists(PROFILES, max_size=8), st.integers())
def test_the_paths_of_orders_do_not_depend_on_their_order_and_two_numbers_never_share_one(
    profiles: list[Profile], seed: int
) -> None:
    found = paths(profiles)
    assert paths(random.Random(seed).sample(profiles, len(profiles))) == found
    numbers: dict[str, set[str]] = {}
    for profile, path in found.items():
        numbers.setdefault(path, set()).update({profile.number} if profile.number else ())
    assert all(len(some) <= 1 for some in numbers.values())


@pytest.mark.parametrize(
    ("names", "day"),
    [
        (["the order", "executive order of Feb. 11"], "2025-02-11"),
        (["Abbott's Oct. 7 order"], "2024-10-07"),
        (["order of September 12, 2022"], "2022-09-12"),
        (["Wu's 2023 executive order"], "2023"),
        (["Biden's October proclamation"], "2024-10"),
        (["orders signed in February 2025"], "2025-02"),
        (["an order that may help"], None),
        (["Executive Order 2024-01D", "Order 14225"], None),
    ],
)
def test_what_an_order_is_called_tells_its_day(names: list[str], day: str | None) -> None:
    assert told(names, "2025-06-01") == day
    assert told(["the Oct. 7 order"], None) is None


def test_words_count_the_more_the_rarer_they_are_and_without_enough_of_them_nothing_is_said() -> None:
    assert (weight("order"), weight("monday"), weight("sawmill")) == (0.0, 0.0, 1.0)
    assert 0 < weight("immigration") < 1
    assert stems("Forests’ élites, and Congress") == ("forest", "elite", "and", "congress")
    assert likeness(TIMBER, TIMBER) is Likeness.MOST
    assert likeness(TIMBER, BALLOTS) is Likeness.NONE
    assert likeness(TIMBER, ("order",)) is None


def test_titles_are_names_that_tell_by_themselves_which_order_is_meant() -> None:
    names = ["State of Emergency", "Safer at Home", "“Keeping Men Out of Women’s Sports,”", "Wu's order on oil", "DACA"]
    assert titles(names) == {"safer-at-home", "keeping-men-out-of-womens-sports"}


def test_a_sentence_does_not_end_at_an_abbreviated_title() -> None:
    text = "It rained. On Monday Gov. Kim Reynolds signed the order. It shone."
    start = text.index("the order")
    assert sentence(text, start, start + 9) == "On Monday Gov. Kim Reynolds signed the order."


def test_a_profile_with_titles_is_read_back_whole() -> None:
    profile = replace(OWN, titles=("safer-at-home",))
    assert Profile.read(profile.content) == profile


def test_numbers_are_words_of_what_an_order_is_about_but_no_years_and_amounts() -> None:
    told = stems("The 1776 Commission of 2020, $500 for 1,776 of them, 287(g), 12 laws, 450%")
    assert told == ("the", "1776", "commission", "for", "them", "287", "laws")
