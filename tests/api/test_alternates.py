"""Pages of things: where they are in other forms, and what they say in the words of schema.org."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from lxml import html
from starlette.testclient import TestClient

from api.alternates import RDF
from api.examples import SEED_ID, SEED_ORDER

BASE = "https://w3id.org/policygraph/id"
HTML = {"accept": "text/html"}
CHICAGO = {"@type": "Place", "@id": f"{BASE}/place/4887398", "name": "Chicago"}
MAYOR = "person/brandon-johnson-mayor-of-chicago"
SAID: dict[str, dict[str, Any]] = {
    f"/entities/{MAYOR}": {
        "@context": "https://schema.org",
        "@type": "Person",
        "@id": f"{BASE}/{MAYOR}",
        "name": "Brandon Johnson",
    },
    f"/orders/{SEED_ORDER}": {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "@id": f"{BASE}/order/{SEED_ORDER}",
        "name": "Johnson's order",
        "legislationPassedBy": [{"@type": "Person", "@id": f"{BASE}/{MAYOR}", "name": "Brandon Johnson"}],
        "spatialCoverage": [CHICAGO],
    },
    f"/documents/{SEED_ID}": {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": f"{BASE}/document/{SEED_ID}",
        "headline": "chicago-seed",
    },
}


@pytest.mark.parametrize("address", SAID)
def test_a_page_says_in_the_words_of_schema_org_what_it_shows(client: TestClient, address: str) -> None:
    page = html.document_fromstring(client.get(address, headers=HTML).text)
    (said,) = (json.loads(one.text) for one in page.xpath("//script[@type='application/ld+json']"))
    known = {name: value for name, value in said.items() if name not in ("alternateName", "legislationLegalForce")}
    assert {name: known.get(name) for name in SAID[address]} == SAID[address]


@pytest.mark.parametrize("address", SAID)
def test_a_page_leads_to_the_same_in_other_forms(client: TestClient, address: str) -> None:
    told = client.get(address, headers=HTML).headers["link"]
    others = re.findall(r'<([^>]+)>; rel="alternate"; type="([^"]+)"', told)
    assert [form for _, form in others] == ["application/json", *RDF.values()]
    for other, form in others:
        answer = client.get(other)
        assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, form)
    (name,) = re.findall(r'<([^>]+)>; rel="describes"', told)
    assert client.get(name, follow_redirects=False).headers["location"] == address
