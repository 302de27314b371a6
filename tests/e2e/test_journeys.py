"""What people come for, up to the words that it was read in, by mouse and key, with script and without."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from api.examples import SEED_ID
from graph.pipeline import Workspace
from graph.settings import Settings
from tests.api.conftest import DEV, fill
from tests.e2e.browser import Steps, needs_browser, visiting
from tests.e2e.serving import serving

pytestmark = [pytest.mark.slow, needs_browser, pytest.mark.usefixtures("scripts")]

ARTICLE = (
    "Springfield Mayor Ann Lee signed Executive Order 12 on Tuesday, May 6, 2025. The order prohibits police officers "
    'from flying drones over schools.\n\n"This order makes children no safer," Governor Max Stone said.'
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A service over the seed article."""
    settings = Settings(home=tmp_path_factory.mktemp("home"))
    with Workspace.open(settings) as workspace:
        fill(workspace, [DEV / "chicago-seed.json"])
    with serving(settings) as address:
        yield address


@pytest.fixture(params=[True, False], ids=["script", "plain"])
def page(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A tab of which nothing is to be complained of."""
    with visiting(browser, address, request.param) as (page, seen):
        yield page
        assert seen.complaints == []


def test_an_article_is_pasted_and_what_is_read_in_it_stands_beside_its_words(page: Page, step: Steps) -> None:
    page.goto("/")
    held = page.locator(".counts").inner_text()
    page.get_by_label("Text", exact=True).fill(ARTICLE)
    step(page, "An article is pasted on the start page")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator("article .n-P1").first).to_contain_text("flying drones over schools", timeout=60_000)
    expect(page.locator("#P1")).to_contain_text("Executive Order 12 prohibits, of police officers")
    expect(page.locator("#S1")).to_contain_text("Max Stone in own words")
    expect(page.locator("#S1 q")).to_have_text("This order makes children no safer")
    step(page, "What is read in it stands beside its words")
    page.goto("/")
    assert page.locator(".counts").inner_text() == held, "nothing is stored"
    step(page, "Nothing of it is stored")


def test_an_order_is_found_and_who_must_do_what(page: Page, step: Steps) -> None:
    page.goto("/")
    page.get_by_role("searchbox").first.fill("johnson's order")
    page.keyboard.press("Enter")
    step(page, "An order is looked for")
    page.get_by_role("link", name="Johnson's order").first.click()

    expect(page.locator("h1")).to_contain_text("Johnson's order")
    duty = page.get_by_role("table").first.get_by_role("row", name="federal agents")
    expect(duty).to_contain_text("must")
    step(page, "Its page says who must do what")
    duty.get_by_role("link", name="stand down from any attempts").press("Enter")
    page.wait_for_url(f"**/documents/{SEED_ID}#char*")
    step(page, "A duty leads to its words")


def test_a_path_leads_from_one_official_to_another_and_each_step_to_its_words(page: Page, step: Steps) -> None:
    page.goto("/network")
    page.get_by_label("From").fill("Brandon Johnson")
    page.get_by_label("To", exact=True).fill("JB Pritzker")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="The path (4 steps)")).to_be_visible()
    steps = page.locator(".cards > *")
    step(page, "The path from one official to another")
    expect(steps).to_have_count(4)
    expect(steps.last).to_contain_text("JB Pritzker → Donald Trump")
    steps.last.get_by_role("link", name="an abuse of power").press("Enter")
    page.wait_for_url(f"**/documents/{SEED_ID}#char*")
    step(page, "Its last step leads to the words")


def test_a_saved_query_is_run_by_its_form(page: Page, step: Steps) -> None:
    page.goto("/queries")
    form = page.get_by_role("region", name="entities", exact=True)
    form.get_by_label("type").fill("Person")
    step(page, "The form of a saved query is filled in")
    form.get_by_label("limit").press("Enter")

    found = page.get_by_role("table").first
    expect(found).to_contain_text("Brandon Johnson", timeout=60_000)  # a script draws it again
    expect(found).not_to_contain_text("Chicago", timeout=60_000)
    step(page, "Its answer")
    found.locator("a[href*='/person/brandon-johnson']").first.click()
    expect(page.locator("h1")).to_contain_text("Brandon Johnson")
    step(page, "One of those that it found")
