"""An order's page: who must do what, for and against, what came when; whole, as a reader finds it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.examples import SEED_ORDER
from graph.pipeline import Workspace
from graph.settings import Settings
from tests.api.trees import tree, words
from tests.graph.told import PATH, blocked, restored

ORDER = f"/orders/{PATH.removeprefix('order/')}"


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A service that has read two stories: one of a block, one of its end."""
    settings = Settings(home=tmp_path_factory.mktemp("stories"), store="memory")
    with Workspace.open(settings) as workspace:
        workspace.put(*blocked("a", "2025-10-10", signed="2025-10-06"))
        workspace.put(*restored("b", "2025-10-20", "A court reinstated the order on Monday."))
        with TestClient(create_app(settings, workspace), base_url="http://127.0.0.1:8000") as client:
            yield client


def test_what_each_party_must_and_may_do_stands_in_one_table_by_party(read_only: TestClient) -> None:
    page = tree(read_only, f"/orders/{SEED_ORDER}")
    groups = [
        (
            words(group.xpath(".//th")[0]),
            [(words(row.xpath("td")[0]), words(row.xpath("td//q")[0])) for row in group.xpath("tr")],
        )
        for group in page.xpath("//table[contains(@class, 'duties')]/tbody")
    ]
    assert groups == [
        ("city agencies", [("must", "how to respond to possible immigration enforcement actions")]),
        ("federal agents", [("must", "stand down from any attempts to deploy the US Armed Forces in Chicago")]),
        ("law enforcement officers", [("reaffirms", "wear body cameras and clear identification")]),
        ("nobody named", [("reaffirms", "a ban on masked identities during operations")]),
    ]
    named = page.xpath("//table[contains(@class, 'duties')]//td[@data-of and not(normalize-space())]")
    assert named == []  # where the table is cards, what there is nothing of has no name either


def test_who_is_for_and_who_against_stand_beside_one_another_with_their_words(read_only: TestClient) -> None:
    page = tree(read_only, f"/orders/{SEED_ORDER}")
    sides = {
        words(side.xpath("h3")[0]): [words(one) for one in side.xpath(".//p[@class='evidence']")]
        for side in page.xpath("//div[@class='sides']/section")
    }
    assert sides == {
        "For (0)": [],
        "Against (2)": [
            "A White House spokesperson labeled Johnson's order a publicity stunt",
            "A White House spokesperson",
        ],
    }


def test_a_status_stands_at_the_top_with_what_made_it_so_and_what_came_when_below(stories: TestClient) -> None:
    page = tree(stories, ORDER)
    assert words(page.xpath("//p[@class='standing']")[0]) == (
        "In force since 2025-10-20: A court reinstated the order on Monday. b"
    )
    moments = [(words(one.xpath("time")[0]), words(one.xpath("div/p")[0])) for one in page.xpath("//ol/li[time]")]
    assert moments == [
        ("2025-10-06", "Signed"),
        ("2025-10-06", "In force"),
        ("2025-10-09", "Blocked"),
        ("2025-10-10", "Sanction happened Judge April Perry → Executive Order 2025-8 (reported that day)"),
        ("2025-10-20", "In force"),
        ("2025-10-20", "Support happened Judge April Perry → Executive Order 2025-8 (reported that day)"),
    ]
    told = [words(one) for one in page.xpath("//dl[@class='about']/*")]
    assert dict(zip(told[::2], told[1::2], strict=True)) == {
        "Issued by": "Brandon Johnson, Mayor of Chicago",
        "Signed on": "2025-10-06 a",
        "Told in": "2 documents, first on 2025-10-10",
    }


def test_its_data_have_the_office_of_who_issued_it_and_what_documents_state_of_its_form(stories: TestClient) -> None:
    order = stories.get(ORDER).json()
    (held,) = order["offices"]
    assert (held["holder"]["label"], held["office"]["label"]) == ("Brandon Johnson", "Mayor of Chicago")
    assert (held["standing"], held["attested"]) == ("current", ["2025-10-10", "2025-10-20"])
    assert [(one["what"], one["value"], one["ground"]["evidence"]["title"]) for one in order["details"]] == [
        ("dateSigned", "2025-10-06", "a")
    ]
