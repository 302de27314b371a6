"""Pages of things: where they are in other forms, and what they say in the words of schema.org."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from lxml import html
from starlette.testclient import TestClient

from api.alternates import RDF
from api.description import ABOUT
from api.examples import SEED_CLAIM, SEED_ID, SEED_ORDER
from tests.graph.test_contradictions import TEXT

FILES = {"Turtle": "text/turtle", "JSON-LD": "application/ld+json"}
BASE = "https://w3id.org/policygraph/id"
HTML = {"accept": "text/html"}


def thing(type: str, path: str, name: str, **said: Any) -> dict[str, Any]:
    return {"@type": type, "@id": f"{BASE}/{path}", "name": name, **said}


STATES = thing("Place", "place/6252001", "United States")
ILLINOIS = thing("Place", "place/4896861", "Illinois", containedInPlace=STATES)
COUNTY = thing("Place", "place/4888671", "Cook County", containedInPlace=ILLINOIS)
CHICAGO = thing("Place", "place/4887398", "Chicago")
JOHNSON = thing("Person", "person/brandon-johnson-mayor-of-chicago", "Brandon Johnson")
PARTY = thing("Organization", "organization/democratic-party", "Democratic Party")
POINT = {"@type": "GeoCoordinates", "longitude": -87.65005, "latitude": 41.85003}
TOPICS = "https://w3id.org/policygraph/topics"
FIELDS = [
    {"@type": "DefinedTerm", "@id": f"{TOPICS}#9", "name": "Immigration"},
    {"@type": "DefinedTerm", "@id": f"{TOPICS}#12", "name": "Law and Crime"},
]
STUNT = f"statement/{SEED_ID}-8a4ed1bc2800"
HERE = "http://127.0.0.1:8000"
PROGRAMME = "policy/3172838525bc482d-ban-on-masked-identities-during-operations"
SAID: dict[str, dict[str, Any]] = {
    "/entities/person/brandon-johnson-mayor-of-chicago": JOHNSON
    | {"alternateName": ["Johnson", "Mayor Brandon Johnson"], "jobTitle": ["Mayor of Chicago"], "memberOf": [PARTY]},
    "/entities/agency/white-house": thing("GovernmentOrganization", "agency/white-house", "White House")
    | {"alternateName": ["White House Office", "the White House"]},
    "/entities/organization/democratic-party": PARTY | {"alternateName": ["Democrat"]},
    f"/entities/group/{SEED_ID}-city-agencies": thing(
        "Organization", f"group/{SEED_ID}-city-agencies", "city agencies"
    ),
    "/entities/place/4887398": CHICAGO
    | {"containedInPlace": COUNTY, "geo": POINT, "sameAs": ["https://sws.geonames.org/4887398/"]},
    f"/entities/{PROGRAMME}": thing("Legislation", PROGRAMME, "ban on masked identities during operations")
    | {"legislationType": ["programme"]},
    "/entities/office/mayor-of-chicago": thing("Role", "office/mayor-of-chicago", "Mayor of Chicago")
    | {"roleName": "Mayor of Chicago"},
    f"/orders/{SEED_ORDER}": thing("Legislation", f"order/{SEED_ORDER}", "Johnson's order")
    | {
        "legislationPassedBy": [JOHNSON],
        "legislationJurisdiction": ["Chicago"],
        "spatialCoverage": [CHICAGO],
        "about": FIELDS,
    },
    f"/facts/{STUNT}": {
        "@type": "Claim",
        "@id": f"{BASE}/{STUNT}",
        "text": "Johnson's order a publicity stunt",
        "author": [thing("Person", f"person/{SEED_ID}-white-house-spokesperson", "White House spokesperson")],
        "appearance": thing("CreativeWork", f"document/{SEED_ID}", "chicago-seed"),
    },
    "/": {
        "@type": "Dataset",
        "@id": f"{HERE}/.well-known/void#dataset",
        "name": "policygraph",
        "description": ABOUT,
        "url": f"{HERE}/",
        "distribution": [
            {"@type": "DataDownload", "contentUrl": f"{HERE}/export/{name}", "encodingFormat": media_type}
            for name, media_type in RDF.items()
        ],
    },
    f"/documents/{SEED_ID}": thing("NewsArticle", f"document/{SEED_ID}", "chicago-seed")
    | {"headline": "chicago-seed", "inLanguage": "en"},
}
WORK = ("about", "author", "datePublished", "expires", "inLanguage", "isBasedOn", "publisher", "spatialCoverage")
LAW = (
    *("legislationIdentifier", "legislationType", "legislationPassedBy", "legislationJurisdiction", "legislationDate"),
    *("legislationDateOfApplicability", "legislationLegalForce", "legislationAmends", "legislationRepeals"),
)
BODY = ("memberOf",)
KNOWN = {
    "Person": ("jobTitle", *BODY),
    "Organization": BODY,
    "GovernmentOrganization": BODY,
    "Place": ("containedInPlace", "geo"),
    "GeoCoordinates": ("longitude", "latitude"),
    "Role": ("roleName",),
    "Legislation": (*WORK, *LAW),
    "LegislationObject": (*WORK, *LAW, "encodesCreativeWork"),
    "NewsArticle": (*WORK, "headline"),
    "DefinedTerm": (),
    "CreativeWork": WORK,
    "Claim": (*WORK, "text", "appearance"),
    "Dataset": (*WORK, "description", "license", "distribution"),
    "DataDownload": ("contentUrl", "encodingFormat"),
}
"""Which properties schema.org gives a type, of those that are in use here; any thing has a name, url …"""
ANY = {"@context", "@type", "@id", "name", "alternateName", "sameAs", "url"}


def told(client: TestClient, address: str) -> dict[str, Any]:
    page = html.document_fromstring(client.get(address, headers=HTML).text)
    (said,) = (json.loads(one.text) for one in page.xpath("//script[@type='application/ld+json']"))
    assert said.pop("@context") == "https://schema.org"
    return dict(said)


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """All things that are spoken of, however deep."""
    if isinstance(value, dict):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(one)


@pytest.mark.parametrize("address", SAID)
def test_a_page_says_in_the_words_of_schema_org_what_it_shows(seed: TestClient, address: str) -> None:
    assert told(seed, address) == SAID[address]


@pytest.mark.parametrize(
    "address",
    [
        *("/documents", "/orders", "/people", "/provisions", "/statements?speaker=Johnson", "/events", "/topics"),
        *("/topics/9", "/contradictions", "/judgements", "/questions", "/questions/2?order=Chicago", "/queries"),
        *("/search?q=stunt", "/ask?q=What+does+Pritzker+say+about+Trump", "/graphs", "/network/matrix"),
        *(f"/orders/{SEED_ORDER}", f"/facts/{SEED_CLAIM}"),
    ],
)
def test_a_reader_finds_the_way_from_a_page_to_the_same_as_json(seed: TestClient, address: str) -> None:
    page = html.document_fromstring(seed.get(address, headers=HTML).text, base_url=f"{HERE}{address}")
    page.make_links_absolute()
    (link,) = page.xpath("//main//a[text()='JSON' and contains(@href, 'format=json')]/@href") or page.xpath(
        "//main//a[contains(text(), 'as JSON')]/@href"
    )
    shown, asked = seed.get(link).json(), seed.get(address).json()
    for listing in (shown, asked) if isinstance(shown, dict) else ():
        listing.pop("first", None)  # has the address, and so the format that is asked for
    assert shown == asked


def test_an_order_has_its_number_kind_day_and_force_and_its_own_text_is_no_news(client: TestClient) -> None:
    client.app.state.service.workspace.put(*TEXT)  # type: ignore[attr-defined]
    order = thing("Legislation", "order/executive-order-14999", "Executive Order 14999")
    oakley = thing("Person", "person/ann-oakley-president-of-united-states", "Ann Oakley")
    assert told(client, "/orders/executive-order-14999") == order | {
        "legislationIdentifier": "14999",
        "legislationType": ["executive order"],
        "legislationPassedBy": [oakley],
        "legislationDate": "2025-03-01",
        "legislationLegalForce": "https://schema.org/InForce",
        "about": [{"@type": "DefinedTerm", "@id": f"{TOPICS}#6", "name": "Education"}],
    }
    text = told(client, f"/documents/{TEXT[0].id}")
    assert (text["@type"], text["encodesCreativeWork"]["@id"]) == ("LegislationObject", order["@id"])


def test_no_page_says_what_schema_org_does_not_know_of_a_type(read_only: TestClient) -> None:
    lists = ("people", "agencies", "organizations", "groups", "places", "offices", "policies", "orders", "documents")
    some = [one["href"] for name in lists for one in read_only.get(f"/{name}?limit=7").json()["items"]]
    some += ["/", *(one["href"] for one in read_only.get("/statements?limit=7").json()["items"])]
    found = [(address, node) for address in some for node in nodes(told(read_only, address))]
    assert [
        (address, name) for address, node in found for name in node if name not in {*ANY, *KNOWN[node["@type"]]}
    ] == []
    assert {node["@type"] for _, node in found} >= KNOWN.keys() - {"LegislationObject"}


@pytest.mark.parametrize("address", [one for one in SAID if one.startswith(("/entities", "/orders", "/documents"))])
def test_a_page_leads_to_the_same_in_other_forms(seed: TestClient, address: str) -> None:
    told = seed.get(address, headers=HTML).headers["link"]
    others = re.findall(r'<([^>]+)>; rel="alternate"; type="([^"]+)"', told)
    assert [form for _, form in others] == ["application/json", *RDF.values()]
    for other, form in others:
        answer = seed.get(other)
        assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, form)
    (name,) = re.findall(r'<([^>]+)>; rel="describes"', told)
    assert seed.get(name, follow_redirects=False).headers["location"] == address


@pytest.mark.parametrize(
    "address",
    [
        "/topics",
        "/topics/9",
        f"/facts/{SEED_CLAIM}",
        "/contradictions?order=Chicago",
        "/questions/2?order=Chicago",
        "/ask?q=Who+opposes+the+order",
        "/compare?orders=Chicago&orders=Chicago",
        "/network/matrix?by=year&format=html",
        "/search?q=mayor",
        "/events?type=ACCUSE",
    ],
)
def test_a_page_whose_address_gives_data_leads_to_them(seed: TestClient, address: str) -> None:
    told = seed.get(address, headers=HTML).headers["link"]
    (data,) = re.findall(r'<([^>]+)>; rel="alternate"; type="application/json"', told)
    answer = seed.get(data, headers=HTML)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")


@pytest.mark.parametrize("address", ["/orders", "/people?name=Johnson", "/statements?speaker=Johnson"])
def test_a_list_leads_to_what_it_shows_and_to_all_of_it_in_the_forms_that_others_read(
    seed: TestClient, address: str
) -> None:
    page = html.document_fromstring(seed.get(address, headers=HTML).text, base_url=f"{HERE}{address}")
    page.make_links_absolute()
    links = {link.text: link.get("href") for link in page.xpath("//main//p[@class='data']/a")}
    forms = {name: seed.get(links[name]).headers["content-type"].partition(";")[0] for name in ("JSON", "CSV", *FILES)}
    assert forms == {"JSON": "application/json", "CSV": "text/csv"} | FILES


def test_pages_without_data_lead_to_none(seed: TestClient) -> None:
    for address in ("/", "/docs", "/network", "/export", "/explore"):
        assert "link" not in seed.get(address, headers=HTML).headers, address
