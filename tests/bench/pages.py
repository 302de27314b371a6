"""How long a reader waits, in Chromium (apt-get install chromium) beside a service in a process of its own: until a
cold browser has painted the start page, until a long document can be worked on, until the explorer has unfolded a
hundred things; and what the scripts of pages weigh. Used by run.py.
"""

from __future__ import annotations

import gzip
import json
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any, Final

from hostile import serving
from playwright.sync_api import Browser, Response, sync_playwright

from graph.case import from_case
from graph.model import Document, Record
from graph.pipeline import Workspace, extract
from graph.settings import Settings

Figures = dict[str, float]
TIMES: Final = 7  # of which the middle one counts
WORDS: Final = 5_000  # of the long document
MEMBERS: Final = 110  # of a board, all of which the explorer unfolds
UNFOLDED: Final = 100
REST: Final = 1_000  # ms in which a new window has loaded its own address bar, as that of who goes on reading has
PAINTED: Final = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
READY: Final = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"  # our scripts have run by then
SPANS: Final = "new Set([...document.querySelectorAll('article [id^=\"char=\"]')].map((one) => one.id)).size"
ROWS: Final = "document.querySelectorAll('#things tbody tr').length"
SCRIPTS: Final = {"home": "/", "explore": "/explore?of=Board", "review": "/review", "sparql": "/sparql"}


def pages(cases: Path) -> Figures:
    """Milliseconds, the middle of several, each in a browser that has seen nothing; kilobytes of scripts, gzipped.

    The start page is the first thing in a window; a document is opened in one that is there already.
    """
    with tempfile.TemporaryDirectory() as home:
        with Workspace.open(Settings(home=Path(home))) as workspace:
            long, record = _long(cases)
            for case in sorted(cases.glob("*.json")):
                workspace.put(*from_case(json.loads(case.read_text(encoding="utf-8"))))
            workspace.put(long, record)
            workspace.put(*_board())
        chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
        with (
            serving(Path(home)) as (port, _),
            sync_playwright() as playwright,
            playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]) as browser,
        ):
            root, document = f"http://127.0.0.1:{port}", f"/documents/{long.id}"
            _wait(browser, root)
            figures = {"home_painted_ms": _middle(browser, root, "/", PAINTED)}
            figures |= {"words": len(long.text.split()), "spans": _one(browser, root, document, SPANS)}
            figures |= {"document_ready_ms": _middle(browser, root, document, READY, REST)}
            figures |= {"unfolded_ms": statistics.median(_unfolded(browser, root) for _ in range(TIMES))}
            return figures | {f"{name}_kb": _weight(browser, root + path) for name, path in SCRIPTS.items()}


def _long(cases: Path) -> tuple[Document, Record]:
    """A document of so many words, put together from others, and what is read in it."""
    texts = [json.loads(case.read_text(encoding="utf-8"))["text"] for case in sorted(cases.glob("*.json"))]
    words = sum(len(text.split()) for text in texts)
    text = "\n\n".join(texts * (WORDS // words + 1))
    while len(text.split()) > WORDS:
        text = text.rpartition("\n\n")[0]
    return next(extract([Document(text, title="Long")], Settings()))


def _board() -> tuple[Document, Record]:
    """A document that names the members of a board."""
    names = [f"Member Nr{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(MEMBERS)]
    people = [{"id": name, "type": "Person", "name": name, "mentions": [name]} for name in names]
    board = {"id": "board", "type": "Organization", "name": "Board", "mentions": ["Board"]}
    relations = [{"s": name, "p": "memberOf", "o": "board"} for name in names]
    empty: dict[str, list[Any]] = {"provisions": [], "statements": [], "events": []}
    text = "\n".join(f"{name} sits on the Board." for name in names)
    return from_case({"text": text, "entities": [board, *people], "relations": relations, **empty})


def _wait(browser: Browser, root: str) -> None:
    """Until the service answers, and has made what it makes once."""
    page = browser.new_page()
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            page.goto(root)
            break
        except Exception:
            time.sleep(0.1)
    page.close()


def _one(browser: Browser, root: str, path: str, asked: str, rest: int = 0) -> float:
    """What a page says of itself once all of it is there, in a browser that has seen nothing."""
    context = browser.new_context(base_url=root)
    page = context.new_page()
    page.wait_for_timeout(rest)
    page.goto(path)
    page.wait_for_load_state("networkidle")
    found = float(page.evaluate(asked))
    context.close()
    return found


def _middle(browser: Browser, root: str, path: str, asked: str, rest: int = 0) -> float:
    return statistics.median(_one(browser, root, path, asked, rest) for _ in range(TIMES))


def _unfolded(browser: Browser, root: str) -> float:
    """Until a hundred things more stand on the map and in the table."""
    context = browser.new_context(base_url=root)
    page = context.new_page()
    page.goto("/explore?of=Board&limit=2")
    page.get_by_role("application").focus()
    before = int(page.evaluate(ROWS))
    began = time.perf_counter()
    page.keyboard.press("Shift+Enter")
    page.locator("#things tbody tr").nth(before + UNFOLDED).wait_for()
    spent = time.perf_counter() - began
    context.close()
    return 1000 * spent


def _weight(browser: Browser, address: str) -> float:
    """Kilobytes of a page's scripts, as they are sent."""
    sizes = dict[str, int]()

    def weigh(got: Response) -> None:
        if "javascript" in got.headers.get("content-type", ""):
            sizes[got.url] = len(gzip.compress(got.body(), 6))

    context = browser.new_context()
    page = context.new_page()
    page.on("response", weigh)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    context.close()
    return sum(sizes.values()) / 1000
