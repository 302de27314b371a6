"""Who is against whom, who is directed by the same orders, and when: worked out by hand."""

from __future__ import annotations

import re

import pytest

from graph.network import Choice, Period, codirection, holders, matrix, timeline
from graph.network.against import HOSTILE
from graph.network.periods import Span, period
from graph.query import QUESTIONS
from tests.graph.network.made import network

MADE = network(
    "pm holdsOffice fmayor",
    "pg heldOffice fgovernor",
    "oz issuedBy pp",
    "pm ACCUSE pp 2025-10-01 #18",
    "pm REJECT oz 2025-11-05 #18 #9",
    "pg against pp 2025-11-06",
    "pg opposes oz",
    "pp THREATEN pm 2025-11-07",
    "pm CONSULT pp 2025-11-08",
    "pm says pp 2025-11-09",
    "pm PROTEST oq 2024-01-01",
    "pp ACCUSE pp 2025-01-01",
)


def test_conflicts_are_counted_by_pair_topic_and_month_and_an_order_stands_for_its_issuer() -> None:
    found = matrix(MADE)
    assert [node.label for node in found.rows] == ["Pm", "Pg", "Pp"]
    assert [node.label for node in found.columns] == ["Pp", "Oq", "Pm"]
    assert [(c.row, c.column, c.count, c.topics, c.periods, c.predicates) for c in found.cells] == [
        ("pm", "pp", 2, {"18": 2, "9": 1}, {"2025-10": 1, "2025-11": 1}, {"ACCUSE": 1, "REJECT": 1}),
        ("pm", "oq", 1, {}, {"2024-01": 1}, {"PROTEST": 1}),
        ("pg", "pp", 2, {}, {"2025-11": 1}, {"against": 1, "opposes": 1}),
        ("pp", "pm", 1, {}, {"2025-11": 1}, {"THREATEN": 1}),
    ]
    assert [tie.fact for tie in found.cells[0].latest] == ["f:5", "f:4"]
    assert found.complete


def test_a_matrix_has_the_rows_columns_topics_and_times_that_are_asked_for() -> None:
    governors = matrix(MADE, rows=holders(MADE, ["fgovernor"]), columns={"pp"}, by=Period.YEAR)
    assert [(c.row, c.column, c.count, c.periods) for c in governors.cells] == [("pg", "pp", 2, {"2025": 1})]
    november = matrix(MADE, choice=Choice(topics=frozenset({"18"}), since="2025-11-01"))
    assert [(c.row, c.column, c.count) for c in november.cells] == [("pm", "pp", 1)]
    small = matrix(MADE, limit=1)
    assert ([(c.row, c.column) for c in small.cells], small.complete) == ([("pm", "pp")], False)


def test_what_counts_as_hostile_is_what_question_23_asks_of() -> None:
    named = re.search(r"VALUES \?type \{ (plover:\w+ .*?) \}", QUESTIONS[23].sparql)
    assert named
    assert {name.removeprefix("plover:") for name in named[1].split()} == HOSTILE


def test_offices_are_found_by_the_beginning_of_a_word() -> None:
    assert holders(MADE, ["fmay", "GOVERN"]) == {"pm"}
    assert holders(MADE, ["fgovernor", "fmayor"]) == {"pm", "pg"}


def test_a_timeline_counts_each_fact_once_by_period_and_predicate_the_latest_fact_first() -> None:
    found = timeline(MADE, ["pg", "pp"], by=Period.QUARTER)
    assert found.spans == (
        Span("2025-Q1", 1, {"ACCUSE": 1}),
        Span("2025-Q4", 5, {"ACCUSE": 1, "CONSULT": 1, "THREATEN": 1, "says": 2}),
    )
    facts = ["f:10", "f:9", "f:8", "f:6", "f:4", "f:12", "f:7", "f:3", "f:2"]
    assert ([tie.fact for tie in found.ties], found.undated) == (facts, 3)


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (Period.DAY, "2025-12-29"),
        (Period.WEEK, "2026-W01"),
        (Period.MONTH, "2025-12"),
        (Period.QUARTER, "2025-Q4"),
        (Period.YEAR, "2025"),
    ],
)
def test_periods_are_written_as_iso_8601_has_them(by: Period, expected: str) -> None:
    assert period("2025-12-29", by) == expected


def test_a_day_that_is_in_no_calendar_is_in_no_week() -> None:
    assert period("2025-02-30", Period.WEEK) == "2025"


def test_agencies_are_paired_by_the_orders_that_direct_both() -> None:
    made = network(
        *("ox directs aa", "ox directs ab", "ox directs ac", "ox directs pp"),
        *("oy directs ab", "oy directs aa 2025-01-01", "oy directs aa 2025-01-02"),
        "oz directs ac",
    )
    found = codirection(made)
    assert [(c.one.iri, c.other.iri, [(s.order.iri, s.one.fact, s.other.fact) for s in c.orders]) for c in found] == [
        ("aa", "ab", [("ox", "f:1", "f:2"), ("oy", "f:7", "f:5")]),
        ("aa", "ac", [("ox", "f:1", "f:3")]),
        ("ab", "ac", [("ox", "f:2", "f:3")]),
    ]
    assert [(c.one.iri, c.other.iri) for c in codirection(made, of=["ac"], limit=1)] == [("aa", "ac")]
    assert len(codirection(made, types=["Agency", "Person"])) == 6
