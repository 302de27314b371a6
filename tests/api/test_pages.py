"""The pages, as a reader without script and a screen reader meet them."""

from __future__ import annotations

from collections import deque
from itertools import pairwise
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from lxml import html
from starlette.testclient import TestClient

from api.errors import Problem
from api.examples import SEED_CLAIM, SEED_ID, SEED_ORDER
from api.pages.render import ENVIRONMENT, short, when
from graph.case import from_case

HTML = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
# data is none, and what is bundled of api/ui is ours
OURS = "@type='module' and starts-with(@src, '/static/build/') and not(text())"
SCRIPT = f"//script[not(@type='application/ld+json' or @type='application/json' or ({OURS}))]"
PAGES = [
    "/",
    "/documents",
    f"/documents/{SEED_ID}",
    "/orders",
    f"/orders/{SEED_ORDER}",
    f"/compare?orders={SEED_ORDER}&orders=Brandon+Johnson",
    "/entities/person/brandon-johnson-mayor-of-chicago",
    "/entities/office/mayor-of-chicago",
    "/entities/agency/white-house",
    "/judge?what=" + SEED_CLAIM,
    "/judge/thing?what=person/brandon-johnson-mayor-of-chicago",
    "/judge/pair?what=person/brandon-johnson-mayor-of-chicago&other=JB+Pritzker&kind=same",
    "/judgements",
    "/entities?name=Johnson",
    "/statements?speaker=JB+Pritzker",
    "/events?type=MOBILIZE",
    "/contradictions",
    f"/facts/{SEED_CLAIM}",
    "/ask",
    "/ask?q=What+does+Pritzker+say+about+Trump",
    "/ask?q=What+is+the+weather",
    "/questions",
    "/questions/2?order=Chicago",
    "/questions/13",
    "/paths?from=Brandon+Johnson&to=JB+Pritzker",
    "/explore",
    "/explore?of=JB+Pritzker&of=Nobody+At+All&predicate=ACCUSE",
    "/network",
    "/network/neighbours?of=Brandon+Johnson",
    "/network/matrix?office=mayor",
    "/network/timeline?of=Brandon+Johnson",
    "/ontology",
    "/ontology/plover",
    "/ontology/shapes",
    "/sparql",
    "/export",
    "/docs",
    "/extract",
    "/nowhere",
]


def tree(client: TestClient, address: str) -> html.HtmlElement:
    return html.document_fromstring(client.get(address, headers=HTML).text)


@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_a_language_one_heading_landmarks_and_labels(read_only: TestClient, address: str) -> None:
    page = tree(read_only, address)
    ids = page.xpath("//@id")

    assert page.get("lang") == "en"
    assert len(page.xpath("//h1")) == 1
    assert page.xpath("//title")[0].text.strip()
    assert [len(page.xpath(f"//{tag}")) for tag in ("main", "header", "nav[@aria-label='Main']", "footer")] == [1] * 4
    assert page.xpath("//a[@class='skip']/@href") == ["#main"]
    assert len(ids) == len(set(ids)), "an id stands twice"
    for control in page.xpath("//main//input[not(@type='hidden')] | //main//select | //main//textarea"):
        assert control.xpath("ancestor::label") or page.xpath(f"//label[@for='{control.get('id')}']")
    for link in page.xpath("//a[@href]"):
        assert link.text_content().strip() or link.get("aria-label"), html.tostring(link)
    headings = [int(h.tag[1]) for h in page.xpath("//h1|//h2|//h3|//h4")]
    assert all(b - a <= 1 for a, b in pairwise(headings)), headings


@pytest.mark.parametrize("address", PAGES)
def test_no_page_has_script_or_style_of_its_own_or_loads_from_elsewhere(read_only: TestClient, address: str) -> None:
    page = tree(read_only, address)

    assert page.xpath(f"{SCRIPT} | //style | //iframe | //@style | //@*[starts-with(name(), 'on')]") == []
    for source in page.xpath("//link/@href | //img/@src | //form/@action | //@formaction"):
        assert source.startswith("/"), source


@pytest.mark.parametrize(
    ("address", "group", "place"),
    [
        ("/", [], []),
        ("/orders", [], ["Orders"]),
        ("/statements", ["Browse"], ["Statements"]),
        ("/questions/5", ["Ask"], ["Ready-made questions"]),
        ("/network/centrality", ["Network"], ["Measures and paths"]),
        ("/network/matrix", ["Network"], ["Who is against whom"]),
    ],
)
def test_the_menu_says_where_one_is(read_only: TestClient, address: str, group: list[str], place: list[str]) -> None:
    (menu,) = tree(read_only, address).xpath("//nav[@aria-label='Main']")
    assert [one.text for one in menu.xpath(".//summary[@class='at']")] == group
    assert [one.text for one in menu.xpath(".//a[@aria-current='page']")] == place


def test_every_link_within_the_service_leads_somewhere(read_only: TestClient) -> None:
    seen: dict[str, set[str]] = {}
    todo = deque(["/"])
    while todo and len(seen) < 150:
        address = todo.popleft()
        answer = read_only.get(address, headers=HTML)
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        seen[address] = set()
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        page = html.document_fromstring(answer.text)
        seen[address] = set(page.xpath("//@id"))
        for link in page.xpath("//a/@href | //link/@href"):
            target, fragment = urldefrag(urljoin(str(answer.url), link))
            parts = urlsplit(target)
            if parts.hostname != "127.0.0.1" or parts.path.startswith("/export/"):
                continue
            local = parts.path + (f"?{parts.query}" if parts.query else "")
            if fragment and local in seen:
                assert fragment in seen[local], f"{address} -> {link}"
            if local not in seen and local not in todo:
                todo.append(local)
    assert len(seen) > 100


SEED = f"/documents/{SEED_ID}"


def test_a_documents_page_shows_it_word_for_word_with_its_facts(seed: TestClient) -> None:
    page = tree(seed, SEED)
    text = seed.get(f"/documents/{SEED_ID}/text").text
    article = page.xpath("//article")[0]
    for extra in article.xpath(".//a[contains(@class, 'ref')]"):
        extra.drop_tree()

    paragraphs = [
        p.text_content() for p in article.xpath("./p") if "byline" not in p.classes and "data" not in p.classes
    ]
    assert paragraphs == text.split("\n\n")
    record = seed.get(f"/documents/{SEED_ID}/record").json()
    counted = [
        len(page.xpath(f"//li[contains(@class, 'card {k}')]")) for k in ("provision", "statement", "event", "relation")
    ]
    assert counted == [len(record[k]) for k in ("provisions", "statements", "events", "relations")]


def test_each_card_leads_to_the_words_it_rests_on(seed: TestClient) -> None:
    page = tree(seed, SEED)
    text = seed.get(f"/documents/{SEED_ID}/text").text

    for link in page.xpath("//p[@class='evidence']/a"):
        target = link.get("href").removeprefix("#")
        start, end = (int(n) for n in target.removeprefix("char=").split(","))
        assert page.xpath(f"//article//*[@id='{target}']"), "the anchor that evidence IRIs name"
        assert link.xpath("./q")[0].text_content() == text[start:end]


def test_each_fact_has_a_rule_that_lights_it_up(seed: TestClient) -> None:
    css = seed.get(f"/documents/{SEED_ID}/marks.css")
    page = tree(seed, f"/documents/{SEED_ID}")

    assert css.headers["content-type"].startswith("text/css")
    for label in page.xpath("//li[contains(@class, 'card')]/@id"):
        assert f".n-{label}" in css.text
        assert page.xpath(f"//*[contains(concat(' ', @class, ' '), ' n-{label} ')]")


def test_what_may_happen_is_never_shown_as_having_happened(seed: TestClient) -> None:
    record = seed.get(f"/documents/{SEED_ID}/record").json()
    shown = tree(seed, SEED).xpath("//li[contains(@class, 'card event')]//span[starts-with(@class, 'status ')]")

    words = {"actual": "happened", "planned": "planned", "threatened": "threatened", "hypothetical": "possible"}
    assert [s.text_content() for s in shown] == [words[e["status"]] for e in record["events"]]


HOSTILE = "<script>alert(1)</script>"


def test_nothing_that_a_document_says_becomes_markup(client: TestClient) -> None:
    text = f"Mayor {HOSTILE} of \"Q\" signed <b>order & 'x'</b>."
    case = {
        "text": text,
        "title": HOSTILE,
        "url": "https://example.org/?a=<b>&c=\"'",
        "publisher": HOSTILE,
        "entities": [
            {"id": "e1", "type": "Person", "name": HOSTILE, "mentions": [HOSTILE]},
            {"id": "e2", "type": "Order", "name": "<b>order", "mentions": ["<b>order"]},
        ],
        "relations": [
            {"s": "e2", "p": "issuedBy", "o": "e1"},
            {"s": "e1", "p": "holdsOffice", "value": "<i>Mayor</i>"},
        ],
        "provisions": [{"order": "e2", "kind": "requires", "bearer": "e1", "text": "& 'x'"}],
        "statements": [{"speaker": "e1", "text": '"Q" signed <b>order', "direct": True}],
        "events": [],
    }
    document, record = from_case(case)
    client.app.state.service.workspace.put(document, record)  # type: ignore[attr-defined]
    entity = client.get("/entities", params={"type": "Person", "name": "script"}).json()["items"][0]["href"]
    order = client.get("/orders").json()["items"]
    path = entity.removeprefix("/entities/")
    facts = client.get(f"{entity}?format=json").json()["facts"]
    client.post("/judgements", json={"kind": "right", "what": facts[0]["iri"], "who": HOSTILE, "why": HOSTILE})

    for address in (
        *("/", f"/judge?what={facts[0]['href'].removeprefix('/facts/')}", f"/judge/thing?what={path}"),
        *(f"/judge/pair?what={path}&other=JB+Pritzker&kind=same", "/judgements", "/judgements/1"),
        *(f"/documents/{document.id}", "/documents", "/entities", "/orders", "/statements", "/questions/1", entity),
        *(item["href"] for item in order),
        f"/entities?name={HOSTILE}",
        f"/sparql?query={HOSTILE}",
        f"/paths?from={HOSTILE}&to=x",
        f"/explore?of={HOSTILE}",
        f"/explore?of=nobody+{HOSTILE}",
        f"/{HOSTILE}",
    ):
        page = tree(client, address)
        assert page.xpath(f"{SCRIPT} | //main//b | //main//i") == [], address


def test_a_name_is_shown_short_and_turns_no_words_beside_it_around() -> None:
    assert short("Ann \u202eeeL\u2066 Gov") == "Ann eeL Gov"
    assert short("A" * 10_000) == "A" * 160 + "…"
    assert short("<b>") == "<b>"


def test_a_week_is_told_by_its_monday_and_other_times_as_they_are() -> None:
    assert [when(time) for time in ("2026-W09", "2026-W53", "2026-03", "2026-03-02", "2026")] == [
        "the week of 2026-02-23",
        "the week of 2026-12-28",
        "2026-03",
        "2026-03-02",
        "2026",
    ]


def test_a_link_that_is_no_web_address_is_not_followed(client: TestClient) -> None:
    document, record = from_case({"text": "Nothing.", "url": "javascript:alert(1)"})
    client.app.state.service.workspace.put(document, record)  # type: ignore[attr-defined]

    links = tree(client, f"/documents/{document.id}").xpath("//@href")
    assert [link for link in links if "javascript:" in link] == []


def test_a_text_without_facts_says_so(client: TestClient) -> None:
    document, record = from_case({"text": "Nothing happened in town."})
    client.app.state.service.workspace.put(document, record)  # type: ignore[attr-defined]

    page = tree(client, f"/documents/{document.id}")
    assert page.xpath("//aside")[0].text_content().strip() == "No facts were read from this text."


def test_an_empty_graph_says_how_to_fill_it(client: TestClient) -> None:
    client.delete(f"/documents/{SEED_ID}")

    assert "policygraph ingest" in tree(client, "/").xpath("//main")[0].text_content()
    for address in ("/documents", "/orders", "/entities", "/statements", "/events", "/questions/1"):
        assert client.get(address, headers=HTML).status_code == 200


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("/orders?name=zzz", "/orders"),
        ("/statements?words=zzz", "/statements"),
        ("/search?q=zzzzzz", "/ask?q=zzzzzz"),
        ("/questions/24", "/jobs"),
    ],
)
def test_where_nothing_is_found_it_is_said_what_to_do(read_only: TestClient, address: str, leads: str) -> None:
    page = html.document_fromstring(read_only.get(address, headers=HTML).text)
    (told,) = [
        one for one in page.xpath("//main//p") if "None found" in one.text_content() or "Nothing" in one.text_content()
    ]
    assert leads in told.xpath("./a/@href")


def test_error_pages_keep_their_status(read_only: TestClient) -> None:
    answer = read_only.get("/documents/0000000000000000", headers=HTML)

    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "There is no such thing here" in answer.text


def test_a_link_that_leads_nowhere_says_why_that_may_be_and_where_to_look(read_only: TestClient) -> None:
    page = html.document_fromstring(read_only.get("/entities/person/nobody-at-all", headers=HTML).text)
    assert "may have been merged with another thing" in page.xpath("//main")[0].text_content()
    assert page.xpath("//main//form[@role='search']/@action") == ["/search"]


def test_a_page_that_cannot_be_had_now_says_when_to_ask_again() -> None:
    busy = Problem(503, "too-many-queries", "Too many queries at once", "…", {"retry-after": "5"})
    told = ENVIRONMENT.get_template("problem.html").render(problem=busy, root="", here="/", as_json=None)
    assert "Ask again in 5 s: reload this page then." in told
