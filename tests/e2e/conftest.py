"""What tests in a browser share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.e2e.browser import LAUNCH, Steps, build_pages


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test of this folder that fails runs once more ("1 rerun"): what is here waits for other processes.

    On a machine of two cores, beside the rest of the tests, a browser or a server now and then stands still for longer
    than any test waits; what is wrong with the product fails twice.
    """
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.flaky(reruns=1))


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
