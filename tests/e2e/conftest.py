"""What tests in a browser share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.e2e.browser import LAUNCH, Steps, build_pages


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, gone before other tests: Playwright has a loop run in this thread, beside which none of theirs can."""
    with sync_playwright() as playwright, playwright.chromium.launch(**LAUNCH) as browser:
        yield browser


@pytest.fixture(scope="module")
def scripts() -> None:
    """The scripts of the pages, bundled."""
    if why := build_pages():
        pytest.skip(why)


@pytest.fixture
def step(request: pytest.FixtureRequest) -> Steps:
    """What tells the steps of a journey, which is called like its test."""
    return Steps(str(request.node.name))
