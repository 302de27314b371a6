"""The pages in a real browser: Debian's Chromium, driven by Playwright, over a service with annotated cases."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
LAUNCH: dict[str, Any] = {
    "executable_path": CHROMIUM,
    # as root, without a screen, and without asking its makers for anything
    "args": [
        *("--no-sandbox", "--disable-gpu", "--disable-accelerated-2d-canvas", "--disable-background-networking"),
        *("--disable-component-update", "--disable-sync", "--no-first-run"),
    ],
}
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine (apt-get install chromium)")


@dataclass
class Seen:
    """What a page did that it should not have done."""

    complaints: list[str] = field(default_factory=list)

    def complain(self, of: str, is_one: bool = True) -> None:
        """Note something, if it is to be complained of."""
        if is_one:
            self.complaints.append(of)


@contextmanager
def visiting(browser: Browser, address: str, script: bool = True, **context: Any) -> Iterator[tuple[Page, Seen]]:
    """A tab of its own, that notes complaints of the browser and requests that leave the service.

    Without `script` there is nothing in our scripts: were they off altogether, axe could not look, for it is one.
    """
    opened = browser.new_context(base_url=address, **context)
    try:
        if not script:
            opened.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
        page, seen = opened.new_page(), Seen()
        page.set_default_timeout(10_000)
        page.on("console", lambda said: seen.complain(said.text, said.type in ("error", "warning")))
        page.on("pageerror", lambda error: seen.complain(str(error)))
        page.on("request", lambda sent: seen.complain(sent.url, not sent.url.startswith((address, "blob:", "data:"))))
        yield page, seen
    finally:
        opened.close()


def build_pages() -> str:
    """Bundle the scripts of the pages, where that is not done yet. Gives why they cannot be."""
    root = str(Path(__file__).parents[2])
    sys.path.insert(0, root)
    try:
        import hatch_build

        return str(hatch_build.build())
    finally:
        sys.path.remove(root)
