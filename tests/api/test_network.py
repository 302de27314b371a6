"""The network over HTTP and on the command line: the same answers, with evidence, in files too, and clear refusals."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from api.cli import main
from graph.export import EXPORTERS
from graph.network import project
from tests.api.conftest import DEV, fill

BASE = "https://w3id.org/policygraph/id/"
JOHNSON = f"{BASE}person/brandon-johnson-mayor-of-chicago"
PRITZKER = f"{BASE}person/jb-pritzker-governor-of-illinois"
TRUMP = f"{BASE}person/donald-trump-president-of-united-states"


def get(client: TestClient, path: str, **asked: Any) -> Any:
    answer = client.get(path, params=asked or None)
    assert answer.status_code == 200, answer.text
    return answer.json()


def triples(found: list[dict[str, Any]]) -> set[tuple[str, str, str, int]]:
    return {(one["source"], one["predicate"], one["target"], one["count"]) for one in found}


def test_neighbours_are_listed_with_counts_in_parts(seed: TestClient) -> None:
    found = get(seed, "/network/neighbours", of="JB Pritzker")
    assert [(n["iri"], n["type"], n["predicate"], n["direction"], n["count"]) for n in found["items"]] == [
        (TRUMP, "Person", "ACCUSE", "out", 1),
        (f"{BASE}office/governor-of-illinois", "Office", "holdsOffice", "out", 1),
    ]
    assert [one["iri"] for one in found["of"]] == [PRITZKER]
    first = get(seed, "/network/neighbours", of="JB Pritzker", limit=1)
    assert get(seed, first["next"])["items"] == found["items"][1:]


def test_a_neighbourhood_has_links_with_the_evidence_of_the_latest_fact(seed: TestClient) -> None:
    found = get(seed, "/network/neighbourhood", of=PRITZKER, predicate="ACCUSE", hops=2)
    assert {node["iri"]: node["hops"] for node in found["nodes"]} == {
        PRITZKER: 0,
        TRUMP: 1,
    }
    (link,) = found["links"]
    assert (link["source"], link["predicate"], link["target"], link["count"]) == (PRITZKER, "ACCUSE", TRUMP, 1)
    assert link["standings"] == {"asserted": 1}
    text = (
        "Illinois Governor JB Pritzker has criticized Trump's threats to deploy the National Guard as an abuse of power"
    )
    document, _, span = link["latest"]["evidence"].partition("#char=")
    whole = seed.get(f"/documents/{document.rpartition('/')[2]}/text", headers={"accept": "text/plain"}).text
    start, end = map(int, span.split(","))
    assert whole[start:end] == text
    assert get(seed, link["latest"]["href"])["fact"]["iri"] == link["latest"]["fact"]
    assert found["complete"]


def test_the_links_between_just_these_things_and_how_many_others_each_is_tied_to(seed: TestClient) -> None:
    found = get(seed, "/network/neighbourhood", of=["Donald Trump", "person/jb-pritzker-governor-of-illinois"], hops=0)
    assert [one["iri"] for one in found["of"]] == [TRUMP, PRITZKER]
    assert triples(found["links"]) == {(PRITZKER, "ACCUSE", TRUMP, 1)}
    counted = {one["iri"]: (one["hops"], one["facts"], one["neighbours"]) for one in found["nodes"]}
    all_ = {iri: len({n["iri"] for n in get(seed, "/network/neighbours", of=iri)["items"]}) for iri in counted}
    assert counted == {iri: (0, 1, all_[iri]) for iri in (TRUMP, PRITZKER)}


def test_a_neighbourhood_is_what_the_projection_for_networkx_has_there(read_only: TestClient) -> None:
    whole = project(read_only.app.state.service.store)  # type: ignore[attr-defined]
    found = get(read_only, "/network/neighbourhood", of=TRUMP, hops=2, limit=1000)
    near = nx.single_source_shortest_path_length(whole.to_undirected(), TRUMP, 2)
    assert {node["iri"]: node["hops"] for node in found["nodes"]} == dict(near)
    assert sum(link["count"] for link in found["links"]) == whole.subgraph(near).number_of_edges()


@pytest.mark.parametrize("name", EXPORTERS)
def test_a_neighbourhood_comes_in_every_format_of_exports(seed: TestClient, name: str) -> None:
    answer = seed.get("/network/neighbourhood", params={"of": "JB Pritzker", "format": name})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == EXPORTERS[name].media_type
    assert answer.headers["content-disposition"] == f'inline; filename="neighbourhood{EXPORTERS[name].suffix}"'


def test_a_file_of_a_neighbourhood_has_its_things_and_all_facts_between_them_and_no_others(seed: TestClient) -> None:
    asked = {"of": "Brandon Johnson", "hops": 2, "limit": 6}
    found = get(seed, "/network/neighbourhood", **asked)
    answer = seed.get("/network/neighbourhood", params={**asked, "format": "graphml"})
    network = nx.read_graphml(io.BytesIO(answer.content), force_multigraph=True)
    assert set(network.nodes) == {node["iri"] for node in found["nodes"]}
    assert network.number_of_edges() == sum(link["count"] for link in found["links"])
    assert all(data["evidence"] for *_, data in network.edges(data=True))


def test_several_paths_have_other_things_between_the_ends_and_each_step_its_evidence(read_only: TestClient) -> None:
    one = get(read_only, "/paths", **{"from": JOHNSON, "to": PRITZKER})
    found = get(read_only, "/paths", **{"from": JOHNSON, "to": PRITZKER, "k": 3})
    paths = [found["steps"], *found["others"]]
    assert (found["steps"], one["others"]) == (one["steps"], [])
    ways = [(path[0]["source"]["iri"], *(step["target"]["iri"] for step in path)) for path in paths]
    assert len(set(ways)) == 3
    assert [len(way) for way in ways] == sorted(len(way) for way in ways)
    assert all(step["fact"]["evidence"]["text"] for path in paths for step in path)
    assert {(way[0], way[-1]) for way in ways} == {(JOHNSON, PRITZKER)}


def test_a_path_is_the_same_whether_it_is_looked_for_in_the_store_or_in_the_network(client: TestClient) -> None:
    network, asked = client.app.state.service.network, {"from": JOHNSON, "to": PRITZKER}  # type: ignore[attr-defined]
    by_store = get(client, "/paths", **asked)
    assert not network.is_read
    get(client, "/network/centrality")
    assert network.is_read
    assert get(client, "/paths", **asked) == by_store


def test_paths_of_certain_facts_alone(seed: TestClient) -> None:
    found = get(seed, "/paths", **{"from": PRITZKER, "to": TRUMP, "predicate": "ACCUSE"})
    assert [step["fact"]["predicate"] for step in found["steps"]] == ["ACCUSE"]
    assert get(seed, "/paths", **{"from": PRITZKER, "to": TRUMP, "predicate": "issuedBy"})["steps"] is None


@pytest.mark.parametrize("measure", ["degree", "pagerank", "betweenness", "closeness"])
def test_the_network_is_ranked_as_networkx_ranks_it(read_only: TestClient, measure: str) -> None:
    whole = project(read_only.app.state.service.store)  # type: ignore[attr-defined]
    simple = nx.Graph(whole)
    simple.remove_edges_from(list(nx.selfloop_edges(simple)))
    expected = {
        "degree": lambda: dict(whole.degree()),
        "pagerank": lambda: nx.pagerank(whole, tol=1e-9, max_iter=1000),
        "betweenness": lambda: nx.betweenness_centrality(simple),
        "closeness": lambda: nx.closeness_centrality(simple),
    }[measure]()
    found = get(read_only, "/network/centrality", measure=measure, limit=25)
    assert (found["things"], found["pivots"]) == (len(whole), None)
    assert {one["iri"]: one["score"] for one in found["items"]} == pytest.approx(
        {one["iri"]: expected[one["iri"]] for one in found["items"]}, abs=1e-5
    )
    people = get(read_only, "/network/centrality", measure=measure, type="Person", limit=1000)["items"]
    assert {one["type"] for one in people} == {"Person"}


def test_communities_share_no_thing_and_can_be_asked_for_by_one(read_only: TestClient) -> None:
    found = get(read_only, "/network/communities", limit=1000, members=1000)
    assert (found["communities"], found["modularity"] > 0.5) == (len(found["items"]), True)
    things = [thing["iri"] for one in found["items"] for thing in one["things"]]
    assert len(things) == len(set(things)) == sum(one["size"] for one in found["items"])
    (his,) = get(read_only, "/network/communities", of=JOHNSON, members=1000)["items"]
    assert JOHNSON in {thing["iri"] for thing in his["things"]}
    assert his in found["items"]


def test_the_matrix_says_who_is_against_whom_with_topics_and_evidence(seed: TestClient) -> None:
    found = get(seed, "/network/matrix", office="governor", against="Donald Trump", by="year")
    assert [node["iri"] for node in found["rows"]] == [PRITZKER]
    assert [node["iri"] for node in found["columns"]] == [TRUMP]
    (cell,) = found["cells"]
    assert (cell["row"], cell["column"], cell["count"], cell["predicates"]) == (PRITZKER, TRUMP, 1, {"ACCUSE": 1})
    assert (cell["topics"], cell["periods"]) == ({"Defense": 1}, {})
    assert cell["latest"][0]["evidence"].endswith("#char=1653,1763")
    assert get(seed, "/network/matrix", office="governor", topic="Health")["cells"] == []


def test_the_matrix_of_governors_and_mayors_tells_what_question_23_tells(read_only: TestClient) -> None:
    rows = get(read_only, "/questions/23")["rows"]
    told = {row["values"]["fact"] for row in rows if row["values"]["by"] == "official"}
    asked = {"office": ["governor", "mayor"], "against": TRUMP, "limit": 100}
    found = get(read_only, "/network/matrix", **asked)
    assert sum(cell["count"] for cell in found["cells"]) == len(told) > 1
    assert {one["fact"] for cell in found["cells"] for one in cell["latest"]} <= told


def test_a_timeline_counts_by_period_and_gives_the_facts_the_latest_first(read_only: TestClient) -> None:
    found = get(read_only, "/network/timeline", of=TRUMP, by="year", limit=1000)
    days = [fact["time"] or fact["evidence"]["date"] for fact in found["items"]]
    dated = [day for day in days if day]
    assert dated == sorted(dated, reverse=True)
    assert sum(span["count"] for span in found["periods"]) + found["undated"] == len(found["items"])
    assert [span["period"] for span in found["periods"]] == sorted({day[:4] for day in dated})
    since = get(read_only, "/network/timeline", of=TRUMP, since="2025-01-01", until="2025-12-31", limit=1000)
    assert {(fact["time"] or fact["evidence"]["date"])[:4] for fact in since["items"]} == {"2025"}


def test_agencies_that_the_same_orders_direct_have_evidence_for_both(read_only: TestClient) -> None:
    (first, *_) = get(read_only, "/network/codirection")["items"]
    assert first["one"]["type"] == first["other"]["type"] == "Agency"
    assert first["count"] == len(first["orders"]) >= 1
    for shared in first["orders"]:
        for side in ("one", "other"):
            fact = get(read_only, shared[side]["href"])["fact"]
            assert (fact["predicate"], fact["object"]["iri"]) == ("directs", first[side]["iri"])
            assert fact["subject"]["iri"] == shared["order"]["iri"]


def test_what_is_written_is_there_at_once_and_what_is_deleted_is_gone(client: TestClient) -> None:
    before = get(client, "/network/centrality")["things"]
    service = client.app.state.service  # type: ignore[attr-defined]
    fill(service.workspace, [DEV / "rockland-measles-order.json"])
    more = get(client, "/network/centrality")["things"]
    assert more > before
    assert get(client, "/network/neighbourhood", of="Ed Day")["nodes"][0]["label"] == "Ed Day"
    (document,) = (one for one in get(client, "/documents")["items"] if "rockland" in one["title"])
    service.workspace.delete(document["id"])
    assert get(client, "/network/centrality")["things"] == before
    assert client.get("/network/neighbourhood", params={"of": "Ed Day"}).status_code == 404


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/network/neighbours", 422, "query.of: Field required"),
        ("/network/neighbours?of=", 422, "query.of: String should have at least 1 character"),
        ("/network/neighbours?of=Nobody+Atall", 404, "no entity 'Nobody Atall'"),
        ("/network/neighbourhood?of=Chicago&format=exe", 404, "no format 'exe'; there are json, html, turtle"),
        ("/network/neighbourhood?of=Chicago&predicate=loves", 404, "no predicate 'loves'; there are says"),
        ("/network/neighbourhood?of=Chicago&hops=5", 422, "query.hops"),
        ("/network/neighbourhood?of=Chicago&limit=100000", 422, "query.limit"),
        ("/network/neighbourhood?of=Chicago&since=2025-02-30", 422, "'2025-02-30' is no day"),
        ("/network/neighbourhood?of=Chicago&type=Ghost", 422, "query.type"),
        ("/network/neighbourhood?of=Chicago&confidence=2", 422, "query.confidence"),
        ("/network/centrality?measure=beauty", 422, "query.measure"),
        ("/network/matrix?topic=xyzzy", 404, "no topic 'xyzzy'"),
        ("/network/matrix?by=century", 422, "query.by"),
        ("/network/timeline?of=%00", 404, "no entity"),
        ("/paths?from=Chicago&to=Illinois&k=11", 422, "query.k"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_the_reason(seed: TestClient, path: str, status: int, said: str) -> None:
    answer = seed.get(path)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert said in answer.json()["detail"]


def test_fields_of_a_form_that_were_left_empty_ask_for_nothing(seed: TestClient) -> None:
    empty = dict.fromkeys(("predicate", "topic", "status", "since", "until", "confidence"), "")
    others = {"neighbourhood": "type", "timeline": "with", "codirection": "type"}
    for path, other in others.items():
        asked = get(seed, f"/network/{path}", of="Chicago", **empty, **{other: ""})
        assert asked == get(seed, f"/network/{path}", of="Chicago")


def run(home: Path, *arguments: str) -> Any:
    return CliRunner().invoke(main, ["network", *arguments, "--home", str(home)])


@pytest.mark.parametrize(
    ("path", "arguments"),
    [
        ("/network/neighbours?of=JB+Pritzker", ["neighbours", "of=JB Pritzker"]),
        ("/network/neighbourhood?of=Chicago&hops=2", ["neighbourhood", "of=Chicago", "hops=2"]),
        ("/paths?from=Johnson&to=Pritzker&k=2", ["paths", "from=Johnson", "to=Pritzker", "k=2"]),
        ("/network/centrality?measure=degree&type=Person", ["centrality", "measure=degree", "type=Person"]),
        ("/network/communities?members=3", ["communities", "members=3"]),
        ("/network/matrix?by=year", ["matrix", "by=year"]),
        ("/network/timeline?of=Chicago", ["timeline", "of=Chicago"]),
        ("/network/codirection?type=Group", ["codirection", "type=Group"]),
    ],
)
def test_the_command_line_answers_as_the_service_does(
    seed: TestClient, home: Path, path: str, arguments: list[str]
) -> None:
    told = run(home, *arguments, "--json")
    assert told.exit_code == 0, told.output
    assert json.loads(told.stdout) == seed.get(path).json()
    shown = run(home, *arguments)
    assert shown.exit_code == 0
    assert "────" in shown.stdout


def test_the_command_line_tells_which_way_each_fact_of_a_path_runs(home: Path) -> None:
    with_it = run(home, "paths", "from=JB Pritzker", "to=Trump", "predicate=ACCUSE")
    against = run(home, "paths", "from=Trump", "to=JB Pritzker", "predicate=ACCUSE")
    assert ("ACCUSE →" in with_it.stdout, "← ACCUSE" in against.stdout) == (True, True)


@pytest.mark.parametrize("arguments", [["neighbourhood", "of=JB Pritzker"], ["matrix", "against=Trump"]])
def test_the_command_line_shows_what_is_counted_with_the_words_and_their_source(
    home: Path, arguments: list[str]
) -> None:
    shown = run(home, *arguments).stdout
    assert ("“" in shown, "–" in shown, "http" in shown) == (True, True, False)


def test_the_command_line_writes_a_neighbourhood_as_a_file(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "chicago.gexf"
    done = run(home, "neighbourhood", "of=Chicago", "format=gexf", "--output", str(out))
    assert (done.exit_code, done.stdout) == (0, "")
    assert "Chicago" in {data["label"] for _, data in nx.read_gexf(out).nodes(data=True)}


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["beauty"], 2, "there is no beauty"),
        (["neighbours", "of"], 2, "is no NAME=VALUE"),
        (["neighbours", "off=Chicago"], 2, "did you mean 'of'?"),
        (["neighbours"], 2, "Field required"),
        (["neighbours", "of=Nobody Atall"], 1, "no entity"),
    ],
)
def test_the_command_line_says_what_is_wrong(home: Path, arguments: list[str], code: int, said: str) -> None:
    done = run(home, *arguments)
    assert (done.exit_code, said in " ".join(done.output.replace("│", " ").split())) == (code, True), done.output


def test_the_command_line_lists_what_can_be_asked(home: Path) -> None:
    names = [one["name"] for one in json.loads(run(home, "--json").stdout)]
    shown = run(home)
    assert set(names) == {
        *("neighbours", "neighbourhood", "paths", "centrality"),
        *("communities", "matrix", "timeline", "codirection"),
    }
    assert all(name in shown.stdout for name in names)


def test_the_script_that_is_documented_runs(home: Path) -> None:
    text = (Path(__file__).parents[2] / "docs" / "network.md").read_text(encoding="utf-8")
    (script,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    command = [sys.executable, "-c", script.replace("policygraph-data", str(home))]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "MultiDiGraph" in done.stdout
