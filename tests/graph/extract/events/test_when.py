"""When an event happened: an ISO 8601 day, week, month or year, by the day of the story."""

from __future__ import annotations

import pytest

from graph.extract.rules import RulesExtractor
from graph.model import Document
from graph.parse import parse

FRIDAY = "2026-03-06"


def times(text: str, published: str | None = FRIDAY) -> list[str | None]:
    record = RulesExtractor().extract(Document(text, date=published), next(parse([text])))
    return [event.time for event in record.events]


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("The union sued Governor Ann Lee on Monday over the order.", "2026-03-02"),
        ("The union sued Governor Ann Lee Monday over the order.", "2026-03-02"),
        ("On Monday, the union sued Governor Ann Lee over the order.", "2026-03-02"),
        ("The union filed a lawsuit against Governor Ann Lee on Friday.", "2026-03-06"),
        ("The union sued Governor Ann Lee last Friday over the order.", "2026-02-27"),
        ("The union sued Governor Ann Lee on March 3 over the order.", "2026-03-03"),
        ("The union sued Governor Ann Lee on Monday, March 2, over the order.", "2026-03-02"),
        ("The union sued Governor Ann Lee on 2 March over the order.", "2026-03-02"),
        ("The union sued Governor Ann Lee in December over the order.", "2025-12"),
        ("The union sued Governor Ann Lee on Dec. 9 over the order.", "2025-12-09"),
        ("The union sued Governor Ann Lee on June 9, 2021, over the order.", "2021-06-09"),
        ("The union sued Governor Ann Lee in June 2021 over the order.", "2021-06"),
        ("In 2019, the union sued Governor Ann Lee over the order.", "2019"),
        ("The union sued Governor Ann Lee yesterday over the order.", "2026-03-05"),
        ("The union sued Governor Ann Lee last week over the order.", "2026-W09"),
        ("The union sued Governor Ann Lee earlier this month over the order.", "2026-03"),
        ("The union sued Governor Ann Lee two days ago over the order.", "2026-03-04"),
        ("The union sued Governor Ann Lee a year ago over the order.", "2025"),
        ("The union will sue Governor Ann Lee on Monday over the order.", "2026-03-09"),
        ("The union will sue Governor Ann Lee next Tuesday over the order.", "2026-03-10"),
        ("The union plans to sue Governor Ann Lee in April over the order.", "2026-04"),
        ("The union asked Governor Ann Lee on Monday to lift the order in June.", "2026-03-02"),
        ("The union sued Governor Ann Lee this Friday over the order.", "2026-03-06"),
        ("The union will sue Governor Ann Lee this Wednesday over the order.", "2026-03-11"),
        ("About 2000 workers marched outside City Hall.", None),
        ("The union vowed on Monday to sue Governor Ann Lee.", None),
        ("The union sued Governor Ann Lee on Monday, Feb. 9, over the order.", "2026-02-09"),
        ("The union sued Governor Ann Lee on Thursday of last week.", None),
        ("The union sued Governor Ann Lee in March of last year.", None),
        ("The union sued Governor Ann Lee last March over the order.", "2025-03"),
        ("The union sued Governor Ann Lee on March 3rd over the order.", "2026-03-03"),
        ("The union sued Governor Ann Lee on Monday night over the order.", "2026-03-02"),
        ("The union sued Governor Ann Lee over the ban on drilling in 2030.", None),
        ("The union criticized the order of March 1.", None),
        ("The union sued Governor Ann Lee at 2020 Broadway.", None),
        ("The union sued Governor Ann Lee over the order.", None),
        ("The union sued Governor Ann Lee over the order of March 1, 2026.", None),
        ("The union sued Governor Ann Lee after the storm on Monday.", None),
    ],
)
def test_a_time_is_told_by_the_clause(text: str, time: str | None) -> None:
    assert times(text) == [time]


def test_what_is_said_on_a_day_is_not_done_on_the_day_that_is_spoken_of() -> None:
    text = "Councilwoman Eva Ruiz on Thursday called the order that Mayor Ann Lee signed on March 1 a disgrace."
    assert times(text) == ["2026-03-05"]


def test_verbs_that_share_a_subject_share_its_time_but_for_those_of_another_tense_or_clause() -> None:
    assert times("On Tuesday the union sued Governor Ann Lee and urged the legislature to act.") == ["2026-03-03"] * 2
    assert times("On Tuesday the union sued Governor Ann Lee and has since urged the legislature to act.") == [
        "2026-03-03",
        None,
    ]
    assert times("After Governor Ann Lee vetoed the bill, the union sued her on Tuesday.") == [None, "2026-03-03"]


@pytest.mark.parametrize("published", ["9999-12-31", "0001-01-01", "2026-03-06T10:00:00Z", "soon"])
def test_a_day_at_the_edge_of_the_calendar_or_none_ends_nothing(published: str) -> None:
    for when_ in ("last week", "next year", "12 months ago", "last month", "yesterday", "next Friday"):
        assert len(times(f"The union sued Governor Ann Lee {when_} over the order.", published)) == 1


def test_without_a_day_of_publication_only_whole_days_are_known() -> None:
    assert times("The union sued Governor Ann Lee on Monday.", None) == [None]
    assert times("The union sued Governor Ann Lee on March 2, 2026.", None) == ["2026-03-02"]
    assert times("The union sued Governor Ann Lee in March.", None) == [None]
