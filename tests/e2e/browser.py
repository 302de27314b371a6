"""The pages in a real browser: Debian's Chromium, driven by Playwright, over a service with annotated cases."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import TimeoutError as TookTooLong

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
LAUNCH: dict[str, Any] = {
    "executable_path": CHROMIUM,
    # as root, without a screen, and without asking its makers for anything
    "args": [
        *("--no-sandbox", "--disable-gpu", "--disable-accelerated-2d-canvas", "--disable-background-networking"),
        *("--disable-component-update", "--disable-sync", "--no-first-run"),
    ],
}
SHOTS = os.environ.get("PAGES_SHOTS")  # a folder that a run leaves its pictures, steps and findings in
if SHOTS is not None:
    Path(SHOTS).mkdir(parents=True, exist_ok=True)
PATIENCE = 30_000  # ms: Chromium beside other work now and then stands still for ten seconds
expect.set_options(timeout=PATIENCE)
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine (apt-get install chromium)")


@dataclass
class Seen:
    """What a page did that it should not have done."""

    complaints: list[str] = field(default_factory=list)

    def complain(self, of: str, is_one: bool = True) -> None:
        """Note something, if it is to be complained of."""
        if is_one:
            self.complaints.append(of)


@dataclass(frozen=True, slots=True)
class Steps:
    """What somebody does who comes for something, told step by step with a picture each, where a run leaves any."""

    journey: str
    told: list[str] = field(default_factory=list)

    def __call__(self, page: Page, told: str) -> None:
        """What has just been done, and is seen now."""
        if SHOTS is None:
            return
        name = re.sub(r"\W+", "-", self.journey).strip("-")
        picture = f"{name}-{len(self.told) + 1}.png"
        shown = f"![{picture}]({picture})" if taken(page, picture) else "(Chromium took no picture)"
        self.told.append(f"{len(self.told) + 1}. {told}: {shown}")
        Path(SHOTS, f"{name}.md").write_text("\n".join([f"# {self.journey}", "", *self.told, ""]), encoding="utf-8")


def taken(page: Page, picture: str, **how: Any) -> bool:
    """Whether a picture of a page lies where a run leaves any: a test judges pages, not whether Chromium paints."""
    if SHOTS is None:
        return False
    try:
        page.screenshot(path=Path(SHOTS, picture), timeout=PATIENCE, **how)
    except TookTooLong as slow:
        print(f"{picture}: no picture, {slow}", file=sys.stderr)
        return False
    return True


def leave(name: str, found: Any) -> None:
    """Put what a run has found beside its pictures."""
    if SHOTS is not None:
        Path(SHOTS, f"{name}.json").write_text(json.dumps(found, indent=1), encoding="utf-8")


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
        page.set_default_timeout(PATIENCE)
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
