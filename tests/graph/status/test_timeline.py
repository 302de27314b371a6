"""Timelines: what documents tell, in whatever order, gives one history, and what does not fit is shown."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.status import Period, Told, changes, timeline

BLOCKS, LIFTS = "A judge blocked the order", "An appeals court reinstated the order"
Line = tuple[str, str, str | None]


def told(what: str, document: str = "a", day: str | None = None, words: str = "", published: str | None = None) -> Told:
    """One fact of a document, which a court tells of."""
    days = (date.fromisoformat(one) if one else None for one in (day, published))
    fact = f"https://x.example/{document}/{what}/{day}/{words}/{published}".replace(" ", "_")
    return Told(fact, what, document, f"{fact}#", words, *days, by=("court",) if what.isupper() else ())


def history(*facts: Told) -> list[tuple[str, str, str | None, bool]]:
    return [
        (p.status.value, p.first.isoformat(), p.last.isoformat() if p.last else None, p.exact)
        for p in timeline(changes(facts))
    ]


SIGNED = told("dateSigned", day="2025-10-01")


def test_nothing_told_is_no_history() -> None:
    assert history() == []
    assert history(told("issuedBy")) == []  # by a document without a day


def test_an_order_binds_from_its_effective_day_and_is_pending_before() -> None:
    assert history(SIGNED, told("dateEffective", day="2025-10-05"), told("dateExpiring", day="2025-10-31")) == [
        ("pending", "2025-10-01", "2025-10-04", True),
        ("inForce", "2025-10-05", "2025-10-31", True),
        ("expired", "2025-11-01", None, True),
    ]


def test_an_order_without_days_is_in_force_when_a_document_tells_who_issued_it_at_the_latest() -> None:
    assert history(told("issuedBy", published="2025-10-03")) == [("inForce", "2025-10-03", None, False)]


def test_a_block_without_a_day_is_dated_by_its_document() -> None:
    assert history(SIGNED, told("SANCTION", words=BLOCKS, published="2025-10-09")) == [
        ("inForce", "2025-10-01", "2025-10-08", True),
        ("blocked", "2025-10-09", None, False),
    ]


def test_a_later_document_that_tells_of_a_known_block_adds_its_evidence_only() -> None:
    known = told("SANCTION", "a", "2025-10-04", BLOCKS)
    again = told("SANCTION", "b", None, BLOCKS, "2025-12-01")
    lifted = told("SUPPORT", "c", "2025-10-07", LIFTS)
    found = timeline(changes([SIGNED, known, again, lifted]))
    assert [(p.status.value, len(p.grounds)) for p in found] == [("inForce", 1), ("blocked", 2), ("inForce", 1)]


def test_what_one_document_tells_of_the_past_comes_before_its_news() -> None:
    block, lift = told("SANCTION", words=BLOCKS, published="2025-10-09"), told("SUPPORT", day="2025-10-08", words=LIFTS)
    assert history(SIGNED, block, lift) == [
        ("inForce", "2025-10-01", "2025-10-06", True),
        ("blocked", "2025-10-07", "2025-10-07", False),
        ("inForce", "2025-10-08", None, True),
    ]
    upheld = told("SUPPORT", words="A judge upheld the order last week", published="2025-10-09")
    assert history(upheld, told("SANCTION", day="2025-10-08", words=BLOCKS))[-1] == (
        "blocked",
        "2025-10-08",
        None,
        True,
    )


def test_a_part_is_told_from_the_whole_and_a_weaker_block_is_no_change() -> None:
    part = told("SANCTION", "a", "2025-10-04", "A judge blocked parts of the order")
    whole, paused = told("SANCTION", "b", "2025-10-06", BLOCKS), told("SANCTION", "c", "2025-10-08", "paused the order")
    assert [line[:2] for line in history(SIGNED, paused, whole, part)] == [
        ("inForce", "2025-10-01"),
        ("blockedInPart", "2025-10-04"),
        ("blocked", "2025-10-06"),
    ]


@pytest.mark.parametrize(
    ("what", "words", "status"),
    [
        ("SANCTION", "The court struck down the order that suspended the ban", "struckDown"),
        ("SANCTION", "The court suspended the order", "stayed"),
        ("revokes", "Executive Order 1 is hereby revoked", "revoked"),
        ("revokes", "This order supersedes Executive Order 1", "superseded"),
        ("revokes", "Section 2 of Executive Order 1 is revoked", "amended"),
        ("amends", "Executive Order 1 is amended", "amended"),
        ("CONCEDE", "The mayor lifted the order", "revoked"),
        ("SUPPORT", "A judge declined to block the order", "inForce"),
    ],
)
def test_the_words_tell_what_was_done(what: str, words: str, status: str) -> None:
    assert history(SIGNED, told(what, "b", "2025-10-04", words))[-1][0] == status


def test_what_is_extended_does_not_expire_on_its_first_day() -> None:
    extension = Told("x", "amends", "b", "x#", "is extended", takes=date(2025, 10, 20), lasts=date(2025, 11, 30))
    expiring = told("dateExpiring", day="2025-10-31")
    assert history(SIGNED, expiring, extension)[-1] == ("expired", "2025-12-01", None, True)


def test_what_documents_tell_otherwise_is_shown() -> None:
    others = [told("dateSigned", name, "2025-10-02") for name in "bc"]
    (period,) = timeline(changes([SIGNED, *others]))
    assert (period.first, period.grounds, period.against) == (date(2025, 10, 2), tuple(others), (SIGNED,))
    block, lift = told("SANCTION", "a", "2025-10-09", BLOCKS), told("SUPPORT", "b", "2025-10-09", LIFTS)
    assert [p.against for p in timeline(changes([SIGNED, block, lift]))][-1] == (block,)
    revoked = told("revokes", "b", "2025-10-05", "revoked")
    assert timeline(changes([SIGNED, revoked, block]))[-1].against == (block,)


LINES = st.builds(
    told,
    st.sampled_from(
        ["dateSigned", "dateEffective", "dateExpiring", "issuedBy", "revokes", "amends", "SANCTION", "SUPPORT"]
    ),
    st.sampled_from("abc"),
    st.none() | st.dates(date(2025, 10, 1), date(2025, 10, 6)).map(date.isoformat),
    st.sampled_from(["", BLOCKS, LIFTS, "struck down parts of it", "extended it", "on Tuesday", "supersedes"]),
    st.none() | st.dates(date(2025, 10, 1), date(2025, 10, 6)).map(date.isoformat),
)


@given(st.lists(LINES, max_size=8), st.randoms())
def test_periods_follow_one_another_whatever_is_told_in_whatever_order(facts: list[Told], chance: object) -> None:
    found = timeline(changes(facts))
    mixed = list(facts)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert timeline(changes(mixed)) == found
    assert all(p.last is None or p.first <= p.last for p in found)
    assert all(p.last is not None and p.last < q.first for p, q in pairwise(found))
    assert all(p.grounds for p in found)


def test_periods_have_no_gaps() -> None:
    found: tuple[Period, ...] = timeline(changes([SIGNED, told("SANCTION", "b", "2025-10-04", BLOCKS)]))
    assert [q.first - p.last for p, q in pairwise(found) if p.last] == [timedelta(days=1)]
