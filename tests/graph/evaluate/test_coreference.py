"""The coreference measures give the figures that their papers print, and mean what they should."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.evaluate.coreference import RATES, Cluster, Rate, b_cubed, ceaf_e, coreference, muc, total


def clusters(*words: str) -> list[Cluster]:
    return [frozenset(word) for word in words]


def case(*entities: tuple[str, list[str]]) -> dict[str, Any]:
    listed = [{"id": f"e{n}", "type": t, "name": m[0], "mentions": m} for n, (t, m) in enumerate(entities)]
    return {"entities": listed}


KEY, RESPONSE = clusters("abc", "defg"), clusters("ab", "cd", "fghi")


@pytest.mark.parametrize(
    ("measure", "recall", "precision", "f1"),
    [("muc", 0.40, 0.40, 0.40), ("b_cubed", 0.42, 0.50, 0.45), ("ceaf_e", 0.65, 0.43, 0.52)],
)
def test_the_example_of_pradhan_and_others_2014(measure: str, recall: float, precision: float, f1: float) -> None:
    # the paper has 0.46 for B-cubed, from its rounded 0.42 and 0.50
    rate = RATES[measure](KEY, RESPONSE)
    assert (round(rate.recall, 2), round(rate.precision, 2), round(rate.f1, 2)) == (recall, precision, f1)


TRUTH = clusters("12345", "67", "89ABC")
NEAR, FAR = clusters("12345", "6789ABC"), clusters("1234589ABC", "67")  # the second joins two large clusters


@pytest.mark.parametrize(("response", "muc_precision", "b_cubed_precision"), [(NEAR, 0.90, 0.76), (FAR, 0.90, 0.58)])
def test_the_example_of_bagga_and_baldwin_1998(
    response: list[Cluster], muc_precision: float, b_cubed_precision: float
) -> None:
    links, items = muc(TRUTH, response), b_cubed(TRUTH, response)
    assert (round(links.precision, 2), links.recall) == (muc_precision, 1.0)
    assert (round(items.precision, 2), items.recall) == (b_cubed_precision, 1.0)


def test_ceaf_pairs_clusters_so_that_they_are_most_alike_in_all() -> None:
    # "abcd" is as like to either; only with "ab" does "ef" find its own
    assert ceaf_e(clusters("ab", "cdef"), clusters("abcde")).hit == pytest.approx(2 * 3 / (4 + 5))
    assert ceaf_e(clusters("ab", "cdef"), clusters("abcd", "ef")).hit == pytest.approx(2 * 2 / 6 + 2 * 2 / 6)


ITEMS = st.lists(st.integers(0, 4), max_size=9)


def partition(owners: list[int]) -> list[Cluster]:
    return [frozenset(str(i) for i, o in enumerate(owners) if o == owner) for owner in sorted(set(owners))]


@given(ITEMS)
def test_a_grouping_held_against_itself_is_perfect(owners: list[int]) -> None:
    groups = partition(owners)
    for name, measure in RATES.items():
        rate = measure(groups, groups)
        linked = any(len(g) > 1 for g in groups) if name == "muc" else bool(groups)
        assert (rate.precision, rate.recall) == (pytest.approx(float(linked)), pytest.approx(float(linked)))


@given(ITEMS, ITEMS)
def test_precision_one_way_is_recall_the_other_and_both_are_shares(one: list[int], other: list[int]) -> None:
    for measure in RATES.values():
        there, back = measure(partition(one), partition(other)), measure(partition(other), partition(one))
        assert (there.precision, there.recall) == (pytest.approx(back.recall), pytest.approx(back.precision))
        assert 0 <= there.precision <= 1 + 1e-9
        assert 0 <= there.recall <= 1 + 1e-9


def test_forms_are_compared_as_the_scorer_folds_them_and_names_count_as_forms() -> None:
    gold = case(("Person", ["Mayor Dana Whitfield", "the mayor"]), ("Agency", ["the City Council"]))
    told = case(("Person", ["Mayor Dana Whitfield", "mayor's"]), ("Agency", ["City Council", "city council,"]))
    assert coreference(gold, told).figures() == {
        "all": {"muc": 1.0, "b_cubed": 1.0, "ceaf_e": 1.0, "conll": 1.0},
        "Person": {"muc": 1.0, "b_cubed": 1.0, "ceaf_e": 1.0, "conll": 1.0},
        "Agency": {"muc": 0.0, "b_cubed": 1.0, "ceaf_e": 1.0, "conll": 0.667},  # no links to find
    }


def test_a_form_that_the_case_gives_to_two_entities_is_left_out_on_both_sides() -> None:
    gold = case(("Person", ["Ana Lee", "the mayor"]), ("Person", ["Bo Day", "the mayor"]))
    told = case(("Person", ["Ana Lee", "the mayor"]), ("Person", ["Bo Day"]))
    assert coreference(gold, told).rates["all", "b_cubed"] == Rate(2, 2, 2, 2)


def test_a_form_that_only_the_prediction_gives_to_two_entities_counts_as_not_found() -> None:
    gold = case(("Order", ["Order 5", "the order"]), ("Order", ["Order 6"]))
    told = case(("Order", ["Order 5", "the order"]), ("Order", ["Order 6", "the order"]))
    assert coreference(gold, told).rates["all", "b_cubed"] == Rate(2, 2, 1.5, 3)


def test_an_entity_of_another_type_counts_overall_and_not_under_either_type() -> None:
    figures = coreference(case(("Agency", ["Chicago"])), case(("Place", ["Chicago"]))).figures()
    assert {kind: f["b_cubed"] for kind, f in figures.items()} == {"all": 1.0, "Agency": 0.0, "Place": 0.0}


def test_an_empty_prediction_finds_nothing_and_documents_add_up() -> None:
    gold = case(("Person", ["Ana Lee", "the mayor"]))
    both = total([coreference(gold, {}), coreference(gold, gold)])
    assert both.rates["all", "b_cubed"] == Rate(2, 2, 2, 4)
    assert both.rates["all", "ceaf_e"] == Rate(1, 1, 1, 2)
    assert total([]).conll() == 0.0
