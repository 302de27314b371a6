"""How an order stands by what stories say of it in their own words: from the text to the answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.model import Document
from graph.pipeline import Workspace, extract
from graph.query import ask
from graph.settings import Settings

MAYOR = "Mayor Dana Whitfield of Lakewood issued an executive order on Monday that bans camping in parks. "
GOVERNOR = "Gov. Ana Reyes of Oregon signed an executive order on Monday that "
DAY = "2025-10-10"  # of the stories, a Friday
LATER = "2026-11-28"


def standing(tmp_path: Path, text: str, day: str = LATER) -> list[tuple[str, str, list[str]]]:
    """What an order is, since when and by which words, of those issued by the mayor or the governor on Monday: the same
    by the rules and with the learned reader."""
    by_rules, learned = (_standing(tmp_path / each, text, day, each) for each in ("rules", "learned"))
    assert by_rules == learned
    return learned


def _standing(home: Path, text: str, day: str, extractor: str) -> list[tuple[str, str, list[str]]]:
    settings = Settings(home=home, store="memory", extractor=extractor)
    with Workspace.open(settings) as workspace:
        for document, record in extract([Document(text, date=DAY)], settings):
            assert not isinstance(record, Exception)
            workspace.put(document, record)
        rows = ask(workspace.store, 8, date=day).rows
        told = [(str(r.values["standing"]), str(r.values["since"]), [e.text for e in r.evidence]) for r in rows]
        return [one for one, row in zip(told, rows, strict=True) if "executive order" in str(row.values["order"])]


@pytest.mark.parametrize(
    "words",
    [
        "The order was cancelled on Thursday",
        "On Thursday her executive order was annulled",
        "On Thursday the order was scrapped by the new mayor, Ann Pool",
        "The directive was withdrawn on Thursday",
        "Whitfield cancelled the order on Thursday",
        "The city council annulled the order on Thursday",
        "On Thursday the new mayor, Ann Pool, scrapped the order",
        "New Mayor Ann Pool tore up the order on Thursday",
        "Her successor, Ann Pool, withdrew the order on Thursday",
        "Mayor Ann Pool rescinded her predecessor's order on Thursday",
    ],
)
def test_an_order_that_is_taken_back_is_revoked_from_that_day(tmp_path: Path, words: str) -> None:
    assert standing(tmp_path, f"{MAYOR}{words}.") == [("revoked", "2025-10-09", [words])]


@pytest.mark.parametrize(
    "words", ["The order is cancelled", "It has since been rescinded", "Whitfield has scrapped it"]
)
def test_without_a_day_it_is_revoked_by_the_day_of_the_story(tmp_path: Path, words: str) -> None:
    assert standing(tmp_path, f"{MAYOR}{words}.") == [("revoked", DAY, [words])]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("The order was annulled, her office said.", "The order was annulled"),
        ("The order was withdrawn, said her spokesman, Al Roe.", "The order was withdrawn"),
        ("“I have rescinded the order,” Whitfield said.", "I have rescinded the order"),
        ("Mayor Ann Pool said she had rescinded the order.", "she had rescinded the order"),
    ],
)
def test_an_order_is_revoked_where_those_say_so_whose_deed_it_is(tmp_path: Path, words: str, told: str) -> None:
    assert standing(tmp_path, f"{MAYOR}{words}") == [("revoked", DAY, [told])]


def test_an_order_that_its_issuer_suspends_is_stayed(tmp_path: Path) -> None:
    assert standing(tmp_path, f"{MAYOR}She suspended the order on Thursday.")[0][:2] == ("stayed", "2025-10-09")


@pytest.mark.parametrize(
    "words",
    [
        "The order was not cancelled.",
        "The order will be cancelled next month, she said.",
        "The order has been rescinded, critics said.",
        "Al Roe, a camper, said Mayor Ann Pool had rescinded the order.",
        "Mayor Ann Pool denied that she had rescinded the order.",
        "Critics wished that Mayor Ann Pool had scrapped the order.",
        "Mayor Ann Pool would have scrapped the order.",
        "Has Mayor Ann Pool rescinded the order?",
        "Critics asked Mayor Ann Pool to tear up the order.",
        "Whitfield said that a judge had struck down the order.",
        "Mayor Ann Pool of Dayton rescinded that city's order on Thursday.",
        "Last year a judge struck down the city's vagrancy ordinance.",
        "In June, a federal judge blocked a similar law in Texas.",
        "A court blocked her previous order, which covered beaches, last year.",
        "A judge had struck down an earlier version of the order in May.",
        "Last month a judge struck down another order of hers, on rents.",
        "Courts have struck down such orders before.",
        "Last year, a court struck down a similar order in Denver.",
        "The court, which struck down a state abortion ban in May, will hear the case.",
    ],
)
def test_what_befalls_another_norm_leaves_the_order_in_force(tmp_path: Path, words: str) -> None:
    assert ("inForce", "2025-10-06", ["Monday"]) in standing(tmp_path, MAYOR + words)


@pytest.mark.parametrize(
    ("text", "since"),
    [
        (f"{GOVERNOR}closes parks through Oct. 31.", "2025-11-01"),
        (f"{GOVERNOR}bars evictions. The order runs until Dec. 4.", "2025-12-05"),
        (f"{GOVERNOR}bars evictions. It expires Monday.", "2025-10-14"),
        (f"{GOVERNOR}suspends evictions for 30 days.", "2025-11-06"),
        (f"{GOVERNOR}closes parks through Sunday night.", "2025-10-13"),
        (f"{GOVERNOR}closes parks until Sunday, aides said.", "2025-10-13"),
        (f"{GOVERNOR}bars evictions. It will remain in effect until 11:59 p.m. on Sunday, Oct. 19.", "2025-10-20"),
        (f"{GOVERNOR}bars evictions. Under the executive order, shops stay closed until Oct. 24.", "2025-10-25"),
        (f"{GOVERNOR}bars evictions. The order, which expires on Oct. 31, covers shops, too.", "2025-11-01"),
        (f"{GOVERNOR}bars evictions. The order expired on Thursday.", "2025-10-10"),
    ],
)
def test_an_order_has_expired_when_its_last_day_is_past(tmp_path: Path, text: str, since: str) -> None:
    (found,) = standing(tmp_path, text)
    assert found[:2] == ("expired", since)
    assert text.endswith(found[2][0])  # the sentence that tells it


def test_an_order_that_was_extended_expires_after_the_later_day(tmp_path: Path) -> None:
    text = f"{GOVERNOR}bars evictions. The order, which expires on Oct. 12, was extended through Nov. 15."
    assert [row[:2] for row in standing(tmp_path, text, "2025-11-15")] == [("inForce", "2025-10-06")]
    assert [row[:2] for row in standing(tmp_path, text)] == [("expired", "2025-11-16")]


@pytest.mark.parametrize(
    "words",
    [
        "requires visitors to quarantine for 14 days.",
        "gives counties until Oct. 20 to close shelters.",
        "bars evictions. The order will not take effect until Oct. 20.",
        "bars evictions. The order would have expired on Thursday.",
        "bars evictions until further notice.",
        "bars evictions. The order, which had been due to expire on Thursday, stands.",
        "bars evictions. The order asks clerks to work through Monday.",
        "bars evictions. “It runs through Friday,” a critic guessed.",
    ],
)
def test_what_tells_no_end_of_the_order_ends_it_not(tmp_path: Path, words: str) -> None:
    assert [row[:2] for row in standing(tmp_path, GOVERNOR + words)] == [("inForce", "2025-10-06")]


@pytest.mark.parametrize(
    "words",
    [
        "Gov. Ana Reyes of Oregon refused to issue an executive order closing churches.",
        "Gov. Ana Reyes of Oregon has not issued an executive order on masks.",
        "Gov. Ana Reyes of Oregon considered an executive order that would close churches, but never signed it.",
        "Residents urged Gov. Ana Reyes of Oregon to issue an executive order that bans fireworks.",
        "Gov. Ana Reyes of Oregon threatened to issue an executive order that bans fireworks.",
        "Gov. Ana Reyes of Oregon stopped short of issuing an executive order on Tuesday.",
        "Gov. Ana Reyes of Oregon rejected calls for an executive order banning fireworks.",
        "Gov. Ana Reyes of Oregon never signed the draft executive order, which would have closed churches.",
        "Gov. Ana Reyes of Oregon may sign an executive order next week that closes parks.",
    ],
)
def test_an_order_that_nobody_issued_is_not_in_force(tmp_path: Path, words: str) -> None:
    assert standing(tmp_path, words) == []
