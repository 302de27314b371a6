"""The pages in a browser: with script and without, by day and by night, on a desk and on a phone, for everybody."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

import api.jobs
from api.examples import SEED_CLAIM, SEED_ID, SEED_ORDER
from api.openapi import PREFIXES
from graph.case import from_case
from graph.ledger_jobs import Job, Kind, Progress, State
from graph.model import Document, Record
from graph.pipeline import Workspace
from graph.settings import Settings
from tests.api.conftest import DEV, fill
from tests.e2e.browser import Steps, leave, needs_browser, taken, visiting
from tests.e2e.serving import serving

pytestmark = [pytest.mark.slow, needs_browser]

AXE = Axe()
JOB = "0123456789abcdef"
QUERY = "SELECT ?type (COUNT(*) AS ?n) { ?thing a ?type } GROUP BY ?type ORDER BY DESC(?n) LIMIT 20"
# the pages that most is done on, each looked at in all ways, and what its script makes of it
PAGES = {
    "/": ".map path",
    f"/documents/{SEED_ID}": ".desk button",
    f"/orders/{SEED_ORDER}": "",
    "/entities/person/brandon-johnson-mayor-of-chicago": "",
    f"/judge?what={SEED_CLAIM}": "",
    "/review": ".desk button",
    "/explore?of=Donald+Trump": ".ties li",
    f"/sparql?{urlencode({'query': QUERY, 'format': 'html'})}": "#shown .view td",
}
# all others, each looked at in one of the ways
OTHERS = [
    *("/documents", "/entities", "/statements", "/events", "/provisions", "/topics", "/contradictions", "/judgements"),
    *("/network", "/network/matrix", "/network/centrality", "/network/timeline?of=Chicago", "/questions", "/queries"),
    *("/paths?from=Brandon+Johnson&to=JB+Pritzker", "/export", "/docs", "/ontology", "/extract", "/graphs", "/ask"),
    *("/ask?q=What+does+Pritzker+say+about+Trump", "/compare?orders=Chicago,Trump", "/topics/9", "/orders"),
    *("/entities/place/4887398", f"/facts/{SEED_CLAIM}", "/search?q=stunt", "/questions/2?order=Chicago", "/explore"),
    *("/questions/13?speaker=JB+Pritzker&about=Trump", "/questions/17", "/questions/19", "/questions/23"),
    *("/jobs", f"/jobs/{JOB}"),
    *("/explore?of=nobody-at-all", "/judge/thing?what=person/brandon-johnson-mayor-of-chicago", "/sparql"),
]
MISSING = (
    "Failed to load resource: the server responded with a status of 404 (Not Found)"  # what is told of a page itself
)
# each of the eight ways to look shares two of its three traits with one of these
LOOKS: list[dict[str, Any]] = [
    {"script": True, "color_scheme": "light", "viewport": {"width": 1440, "height": 900}},
    {"script": True, "color_scheme": "dark", "viewport": {"width": 390, "height": 844}},
    {"script": False, "color_scheme": "dark", "viewport": {"width": 1440, "height": 900}},
    {"script": False, "color_scheme": "light", "viewport": {"width": 390, "height": 844}},
]
# what is put off until it is scrolled to, for pictures and for axe to have it
WHOLE = "for (const one of document.querySelectorAll('.reading :is(.card, p)')) one.style.contentVisibility = 'visible'"
KEYED = [{"a": "Accepted", "r": "Rejected"}[key] for key in "araraaraar"]


HOSTILE = [
    "<img src=x onerror=hacked=1>",
    "\u202eevil",
    "x" * 10_000,
    "z\u0335\u0321" * 20,
    "</script><script>hacked=1</script>",
]


def hostile() -> tuple[Document, Record]:
    """A document whose names are not meant well."""
    hall = {"id": "hall", "type": "Organization", "name": "Hostile Hall", "mentions": ["Hostile Hall"]}
    people = [{"id": f"e{n}", "type": "Person", "name": name, "mentions": [name]} for n, name in enumerate(HOSTILE)]
    relations = [{"s": one["id"], "p": "memberOf", "o": "hall"} for one in people]
    empty: dict[str, list[Any]] = {"provisions": [], "statements": [], "events": []}
    text = " and ".join(["Hostile Hall", *HOSTILE])
    return from_case({"text": text, "entities": [hall, *people], "relations": relations, **empty})


def seated(body: str, names: list[str], sure: list[float] | None = None) -> tuple[Document, Record]:
    """A document that names the members of a body, a line each, and how sure it is of each, if that matters."""
    people = [{"id": name, "type": "Person", "name": name, "mentions": [name]} for name in names]
    whole = {"id": "whole", "type": "Organization", "name": body, "mentions": [body]}
    text = "\n".join(f"{name} sits on the {body}." for name in names)
    spans = [{"text": name, "start": text.index(name), "end": text.index(name) + len(name)} for name in names]
    told = [{"s": name, "p": "memberOf", "o": "whole"} for name in names]
    if sure is not None:
        told = [one | {"confidence": n} | span for one, n, span in zip(told, sure, spans, strict=True)]
    empty: dict[str, list[Any]] = {"provisions": [], "statements": [], "events": []}
    return from_case({"text": text, "entities": [whole, *people], "relations": told, **empty})


def doubtful() -> tuple[Document, Record]:
    """A document of whose facts none is sure."""
    names = [f"Member Nr{chr(97 + n)}" for n in range(12)]
    return seated("Doubtful Board", names, [0.2 + n / 50 for n in range(12)])


def council() -> tuple[Document, Record]:
    """A document that names more members of a council than come at a time on a map."""
    return seated("Large Council", [f"Councillor Nr{chr(97 + n)}" for n in range(26)])


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A service over the seed and a dozen more."""
    settings = Settings(home=tmp_path_factory.mktemp("home"))
    with Workspace.open(settings) as workspace:
        fill(workspace, [DEV / "chicago-seed.json", *sorted(DEV.glob("*.json"))[:12]])
        workspace.put(*hostile())
        workspace.put(*doubtful())
        workspace.put(*council())
        told = Progress({"added": 2, "failed": 1}, 900, 40, 4096, 2.5, [("the request's body!two.pdf", "is broken")])
        workspace.ledger.jobs.add(Job(JOB, Kind.DOCUMENTS, 4096, ".zip", name="one.txt, two.pdf", progress=told))
        workspace.ledger.jobs.move(JOB, State.DONE)
    with serving(settings) as address:
        yield address


def named(look: dict[str, Any]) -> str:
    return f"{'script' if look['script'] else 'plain'}-{look['color_scheme']}-{look['viewport']['width']}"


@pytest.mark.usefixtures("scripts")
@pytest.mark.parametrize("look", LOOKS, ids=named)
def test_every_page_is_fit_for_all_who_read_it_and_asks_nobody_else(
    browser: Browser, address: str, look: dict[str, Any]
) -> None:
    wrong: dict[str, list[str]] = {}
    with visiting(browser, address, **look) as (page, seen):
        mine = PAGES | dict.fromkeys(OTHERS[LOOKS.index(look) :: len(LOOKS)], "")
        for number, (path, made) in enumerate(mine.items()):
            page.goto(path)
            if made and look["script"]:
                page.locator(made).first.wait_for()
            page.evaluate(WHOLE)
            taken(page, f"{number:02}-{named(look)}.png", full_page=True)
            wrong[path] = [*seen.complaints, *violations(page), *too_wide(page)]
            seen.complaints.clear()
    leave(f"findings-{named(look)}", wrong)
    assert wrong == {path: [MISSING] if "nobody" in path else [] for path in mine}


def violations(page: Page) -> list[str]:
    """What axe finds fault with, and where."""
    found = AXE.run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{one['id']}: {' '.join(node['html'].split())[:160]}" for one in found for node in one["nodes"]]


def too_wide(page: Page) -> list[str]:
    """Whether a page must be moved sideways."""
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [f"{wide} pixels too wide"] if wide > 0 else []


@pytest.mark.usefixtures("scripts")
def test_scripts_are_small_kept_for_ever_and_loaded_once(browser: Browser, address: str) -> None:
    sizes: dict[str, int] = {}
    with visiting(browser, address) as (page, _):
        page.on("response", lambda got: sizes.update(measured(got)))
        for path, most in {"/explore?of=JB+Pritzker": 200_000, "/sparql": 320_000, "/": 200_000}.items():
            sizes.clear()
            page.goto(path)
            page.wait_for_load_state("networkidle")
            leave(f"sizes-{path.strip('/').partition('?')[0] or 'home'}", sizes)
            assert sum(sizes.values()) < most, sizes


def measured(got: Any) -> dict[str, int]:
    """The size of a script on its way, which must be allowed to be kept."""
    if "javascript" not in got.headers.get("content-type", ""):
        return {}
    assert got.headers["cache-control"] == "public, max-age=31536000, immutable"
    return {got.url: len(gzip.compress(got.body(), 6))}


def things(page: Page) -> set[str]:
    """What the table of the explorer names."""
    return set(page.locator("#things tbody th").all_inner_texts())


@pytest.mark.usefixtures("scripts")
def test_the_explorer_goes_from_one_thing_outward_and_back_by_keyboard(browser: Browser, address: str) -> None:
    with visiting(browser, address) as (page, seen):
        page.goto("/explore?of=JB+Pritzker&limit=2")
        before = things(page)
        chart = page.get_by_role("application")
        chart.focus()
        expect(page.locator(".panel h2")).to_have_text("JB Pritzker")
        expect(page.locator(".ties li").first).to_contain_text("thing")

        page.keyboard.press("Enter")
        expect(page.locator("#things tbody tr")).to_have_count(len(before) + 1)
        after = things(page)
        assert after > before

        link = page.url
        page.goto(link)
        assert things(page) == after, "the link shows the same"
        page.locator(".tools").get_by_role("button", name="Pin").click()
        assert "#pins=person%2Fjb-pritzker" in page.url
        chart.focus()
        page.keyboard.press("Delete")
        expect(page.locator("#things tbody th", has_text="JB Pritzker")).to_have_count(0)
        page.keyboard.press("u")
        expect(page.locator("#things tbody th", has_text="JB Pritzker")).to_have_count(1)

        page.goto("/explore?of=Large+Council&limit=2")
        chart.focus()
        page.keyboard.press("Enter")
        expect(page.locator("#things tbody tr")).to_have_count(22)
        page.goto("/explore?of=Large+Council&limit=2")
        chart.focus()
        page.keyboard.press("Shift+Enter")
        expect(page.locator("#things tbody tr")).to_have_count(27)
        assert seen.complaints == []


@pytest.mark.usefixtures("scripts")
def test_the_explorer_finds_paths_filters_and_gives_what_it_shows_as_files(browser: Browser, address: str) -> None:
    with visiting(browser, address) as (page, seen):
        page.goto("/explore?of=JB+Pritzker&limit=2")
        page.locator(".panel form input").fill("Brandon Johnson")
        page.locator(".panel form button").click()
        expect(page.locator("#told")).to_contain_text("path")
        assert "Brandon Johnson" in things(page)

        with page.expect_download() as downloaded:
            page.get_by_role("button", name="SVG").click()
        drawing = Path(downloaded.value.path()).read_text(encoding="utf-8")
        assert all(name.replace("&", "&amp;") in drawing for name in things(page))
        shown = page.request.get(page.locator("#files a[data-format=json]").get_attribute("href") or "").json()
        assert {node["label"] for node in shown["nodes"]} == things(page)

        page.locator("#filters summary").click()
        page.locator("#filters input[value=ACCUSE]").check()
        expect(page.locator("#links tbody td:nth-child(2)").first).to_have_text("accuse")
        assert set(page.locator("#links tbody td:nth-child(2)").all_inner_texts()) == {"accuse"}
        assert "predicate=ACCUSE" in page.url
        page.goto("/explore?of=Donald+Trump&of=Chicago&hops=0")
        told = page.locator("#links tbody tr", has_text="mobilize").locator("td:nth-child(5)")
        assert told.all_inner_texts() == ["threatened"]
        expect(page.locator(".legend-map")).to_contain_text("threatened")
        assert seen.complaints == []


@pytest.mark.usefixtures("scripts")
def test_a_query_is_written_with_help_run_and_shown_in_several_ways(browser: Browser, address: str) -> None:
    with visiting(browser, address) as (page, seen):
        page.goto("/sparql")
        page.get_by_label("Query", exact=True).focus()
        page.keyboard.press("Control+End")
        page.keyboard.type("SELECT * { ?order a pgo:Executive")
        page.keyboard.press("Control+Space")
        expect(page.locator(".CodeMirror-hints")).to_contain_text("pgo:ExecutiveOrder")
        page.keyboard.press("Escape")

        page.goto(f"/sparql?{urlencode({'query': QUERY, 'format': 'html'})}")
        expect(page.get_by_role("button", name="Table")).to_have_attribute("aria-pressed", "true")
        rows = page.locator("#shown tbody tr").count()
        page.get_by_role("button", name="Chart").click()
        expect(page.locator("#shown svg.bars rect")).to_have_count(rows)

        page.get_by_role("link", name="Who says what, as a graph").click()
        expect(page.locator("#shown")).to_contain_text("row")
        assert "CONSTRUCT" in page.url
        assert seen.complaints == []

        page.goto("/sparql?query=SELECT+*+%7B&format=html")
        expect(page.get_by_role("alert")).to_contain_text("The query does not parse")
        expect(page.locator(".CodeMirror-code")).to_contain_text("SELECT * {")


@pytest.mark.usefixtures("scripts")
def test_an_answer_follows_its_form_and_so_does_the_address(browser: Browser, address: str) -> None:
    with visiting(browser, address) as (page, seen):
        page.goto("/questions/23")
        page.get_by_label("Official").fill("JB Pritzker")
        expect(page.locator("#answer tbody th")).to_have_text(["JB Pritzker"])
        assert page.url.endswith("/questions/23?official=JB+Pritzker")
        page.locator(".matrix summary").focus()
        page.keyboard.press("Enter")
        expect(page.locator(".matrix .evidence")).to_contain_text("as an abuse of power")
        assert seen.complaints == []

        page.goto("/questions/17")
        expect(page.get_by_role("link", name="Chicago: planned, threatened").locator("circle.unreal")).to_be_visible()
        page.get_by_role("combobox", name="Place").fill("Los Angeles")
        expect(page.locator("#map circle")).to_have_count(1)
        expect(page.locator("#map").get_by_role("link", name="Los Angeles: happened")).to_be_visible()
        assert seen.complaints == []

        page.goto("/questions/23")
        page.get_by_label("Official").fill("Nobody At All")
        expect(page.get_by_role("status")).to_contain_text("no actor 'Nobody At All'")
        assert page.get_by_label("Official").input_value() == "Nobody At All"

        page.context.set_offline(True)
        page.get_by_label("Official").fill("JB Pritzker")
        away = page.locator("p.notice[role=status]")
        expect(away).to_have_text("The service does not answer. What you see is kept; try again in a moment.")
        page.context.set_offline(False)
        page.get_by_role("button", name="Ask").click()
        expect(page.locator("#answer tbody th")).to_have_text(["JB Pritzker"])
        expect(away).to_have_count(0)


@pytest.mark.usefixtures("scripts")
def test_a_group_of_the_menu_opens_and_closes_by_keyboard_and_only_one_is_open(browser: Browser, address: str) -> None:
    with visiting(browser, address, viewport={"width": 390, "height": 844}) as (page, seen):
        page.goto("/statements")
        group, opened = page.locator("header summary", has_text="Browse"), page.locator("header details[open]")
        group.focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Documents")).to_be_focused()
        assert violations(page) == []
        page.keyboard.press("Escape")
        expect(opened).to_have_count(0)
        expect(group).to_be_focused()
        page.locator("header summary", has_text="Data").click()
        page.locator("header summary", has_text="Ask").click()
        expect(opened).to_have_count(1)
        page.get_by_role("link", name="SPARQL").click()
        expect(page.locator("h1")).to_have_text("SPARQL")
        assert seen.complaints == []


@pytest.mark.usefixtures("scripts")
def test_hostile_names_are_text_and_leave_the_page_as_it_is(browser: Browser, address: str) -> None:
    members = PREFIXES + "SELECT * { ?who pgo:memberOf ?body ; rdfs:label ?name }"
    with visiting(browser, address, viewport={"width": 390, "height": 844}) as (page, seen):
        page.goto("/explore?of=Hostile+Hall")
        page.locator(".ties li").first.wait_for()
        assert {"Hostile Hall", HOSTILE[0], "evil", "x" * 160 + "…", *HOSTILE[3:]} == things(page)
        assert too_wide(page) == []
        page.goto(f"/sparql?{urlencode({'query': members, 'format': 'html'})}")
        page.locator("#shown .view td").first.wait_for()
        assert {HOSTILE[0], "evil", HOSTILE[4]} < set(page.locator("#shown td").all_inner_texts())
        page.get_by_role("button", name="Graph").click()
        page.locator(".chart canvas").first.wait_for()
        assert too_wide(page) == []
        assert page.evaluate("window.hacked") is None
        assert seen.complaints == []


@pytest.mark.usefixtures("scripts")
def test_a_document_is_judged_by_single_keys_and_all_of_it_taken_back(browser: Browser, address: str) -> None:
    with visiting(browser, address) as (page, seen):
        page.goto(f"/documents/{SEED_ID}")
        for key in "jja":
            page.keyboard.press(key)
        page.keyboard.type("Ann Lee")
        page.keyboard.press("Enter")
        expect(page.locator("#P2 .checked")).to_have_text("Checked by Ann Lee")
        expect(page.locator("#P3")).to_be_focused()
        page.keyboard.press("r")
        expect(page.locator("#P3 .taken")).to_have_text("Rejected by Ann Lee")
        for fact in ("P3", "P2"):
            page.keyboard.press("u")
            expect(page.locator(f"#{fact} .sure")).to_be_visible()
        page.keyboard.press("u")
        expect(page.get_by_role("status")).to_have_text("Nothing has been judged here since the page was opened.")
        page.keyboard.press("e")
        expect(page.get_by_label("Your name").first).to_have_value("Ann Lee")
        kept = page.request.get("/judgements").json()["items"]
        assert [one["state"] for one in kept if one["who"] == "Ann Lee"] == ["in force", "in force", "undone", "undone"]
        assert seen.complaints == []


@pytest.mark.usefixtures("scripts")
def test_two_people_are_merged_after_a_look_at_what_follows_and_are_two_again(
    browser: Browser, address: str, step: Steps
) -> None:
    mayor, governor = "person/brandon-johnson-mayor-of-chicago", "person/jb-pritzker-governor-of-illinois"
    with visiting(browser, address) as (page, seen):
        page.goto(f"/entities/{mayor}")
        page.get_by_role("link", name="Rename, merge or split").click()
        page.get_by_label("The other").fill("Pritz")
        expect(page.locator("datalist option")).to_have_attribute("value", "JB Pritzker")
        page.get_by_label("The other").fill("JB Pritzker")
        page.get_by_role("button", name="Show what would follow").click()
        expect(page.locator("main")).to_contain_text("that takes part in 9 facts, and goes by")
        step(page, "What would follow if two were one")
        page.get_by_label("Your name").fill("Bo Day")
        page.get_by_role("button", name="They are one").click()
        expect(page.locator("h1")).to_have_text("One and the same")

        page.goto(f"/entities/{governor}")
        expect(page.locator("dl.about")).to_contain_text("Mayor of Chicago")
        expect(page.locator("dl.about")).to_contain_text("Governor of Illinois")
        step(page, "They are one")
        page.get_by_role("link", name="One and the same").click()
        expect(page.get_by_label("Your name")).to_have_value("Bo Day")
        page.get_by_role("button", name="Take it back").click()
        for path, office in ((mayor, "Mayor of Chicago"), (governor, "Governor of Illinois")):
            page.goto(f"/entities/{path}")
            expect(page.locator("dl.about dt", has_text="Office").locator("+ dd")).to_contain_text(office)
            step(page, "It is taken back: they are two again")
        assert seen.complaints == []


@pytest.mark.usefixtures("scripts")
def test_ten_of_the_queue_are_judged_by_keys_though_the_service_is_away_and_all_shown_at_once(
    browser: Browser, address: str, step: Steps
) -> None:
    with visiting(browser, address) as (page, seen):
        judged, said = page.locator("li.card .verdict a"), page.get_by_role("status")
        page.goto("/review?entity=Doubtful+Board")
        for key in "ja":
            page.keyboard.press(key)
        page.keyboard.type("Ann Lee")
        page.keyboard.press("Enter")
        expect(page.locator("#fact-2")).to_be_focused()
        for key in "raraara":
            page.keyboard.press(key)
        expect(judged).to_have_text([f"{one} by Ann Lee" for one in KEYED[:8]])
        step(page, "Eight facts are judged by a key each")
        assert [*seen.complaints, *violations(page)] == []

        page.context.set_offline(True)
        for key in "ar":
            page.keyboard.press(key)
        expect(said).to_contain_text("What you judged waits here (2 steps)")
        step(page, "The service is away; what is judged waits")
        page.context.set_offline(False)
        expect(judged).to_have_text([f"{one} by Ann Lee" for one in KEYED])
        step(page, "It is back, and ten are judged")
        page.keyboard.press("u")
        expect(said).to_have_text("1 taken back.")
        expect(page.locator("#fact-10")).to_be_focused()
        seen.complaints.clear()  # that it was away

        page.get_by_role("button", name="Accept all 12").click()
        expect(said).to_have_text("3 accepted. u takes it back. All of these are judged: n goes on.")
        page.keyboard.press("u")
        expect(said).to_have_text("3 taken back.")
        page.keyboard.press("n")
        expect(page.get_by_role("button", name="Accept all 3")).to_be_visible()
        expect(page.locator(".steps li").first).to_contain_text("3 taken back by Ann Lee")
        step(page, "All that is shown was accepted at once, and taken back at once")
        assert seen.complaints == []


@pytest.mark.usefixtures("scripts")
def test_any_words_have_an_address_that_shows_them_and_words_and_cards_light_one_another(
    browser: Browser, address: str
) -> None:
    with visiting(browser, address) as (page, seen):
        page.goto(f"/documents/{SEED_ID}#char=30,60")
        text = page.request.get(f"/documents/{SEED_ID}/text").text()
        shown = page.evaluate("[...CSS.highlights.get('linked')].map((range) => range.cloneContents().textContent)")
        assert [one.replace("E1", "") for one in shown] == [text[30:60]]
        page.locator("article p[data-start]").nth(1).select_text()
        page.get_by_role("button", name="Copy a link to these words").click()
        start, end = map(int, page.url.partition("#char=")[2].split(","))
        assert text[start:end] == text.split("\n\n")[1]
        page.locator("#S1").hover()
        said = page.request.get(f"/documents/{SEED_ID}/record").json()["statements"][0]["text"]
        expect(page.locator("article .lit").first).to_be_visible()
        assert "".join(page.locator("article .lit").all_text_contents()) == said
        page.locator("article .n-P1").first.hover()
        expect(page.locator(".facts .lit")).to_have_attribute("id", "P1")
        page.get_by_label("what happens or may").uncheck()
        expect(page.locator(".card.event:visible")).to_have_count(0)
        for gone, why in (("#char=9990,9999", "are not in the text"), ("#S99", "There is no S99 here")):
            page.evaluate("(gone) => (location.hash = gone)", gone)
            expect(page.get_by_role("status")).to_contain_text(why)
        assert seen.complaints == []


DROP = """(form) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File(["%PDF-1.4"], "broken.pdf"));
  dataTransfer.items.add(new File(["no text"], "cat.jpg"));
  for (const kind of ["dragover", "drop"]) {
    form.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
  }
}"""


@pytest.mark.usefixtures("scripts")
def test_files_that_are_dropped_are_sent_and_their_job_is_seen_to_end(
    browser: Browser, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    go, ingest = threading.Event(), api.jobs.Jobs._ingest
    monkeypatch.setattr(api.jobs.Jobs, "_ingest", lambda jobs, job: go.wait(60) and ingest(jobs, job))
    with visiting(browser, address) as (page, seen):
        page.goto("/jobs")
        page.locator("#upload").evaluate(DROP)
        expect(page.locator(".files li.refused")).to_contain_text("cat.jpg is of a kind that is not read")
        page.get_by_role("button", name="Put them in").click()
        expect(page.locator("h1")).to_have_text("broken.pdf")
        expect(page.locator("#job .status")).to_have_text("running")
        page.get_by_role("button", name="Cancel").focus()
        go.set()
        expect(page.locator("#job .status")).to_have_text("done", timeout=60_000)  # a process is started that reads it
        expect(page.locator(".failures li")).to_contain_text("is a broken PDF")
        expect(page.get_by_role("status")).to_have_text("broken.pdf: done")
        expect(page.get_by_role("button", name="Forget it")).to_be_focused()
        assert seen.complaints == []
