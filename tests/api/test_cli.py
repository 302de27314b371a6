"""The command line as its users meet it: what it prints, where, and with which exit code."""

from __future__ import annotations

import csv
import gc
import io
import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
import zipfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from typer.testing import CliRunner

from api.cli import COMMANDS, EXIT_CODES, exit_code, main
from api.commands.export import FORMATS
from graph import errors
from graph.access import Access, Role
from graph.case import from_case
from graph.evaluate import FAMILIES
from graph.settings import Settings
from graph.store import open_store

ROOT = Path(__file__).parent.parent.parent
SEED = ROOT / "seeds" / "chicago-protecting-order.txt"
DEV = ROOT / "tests" / "gold" / "dev"
CASES = sorted(DEV.glob("*.json"))
POLICYGRAPH = Path(sys.executable).with_name("policygraph")
PGO = "PREFIX pgo: <https://w3id.org/policygraph/ontology#> "
ORDER = """CITY OF SPRINGFIELD
OFFICE OF THE MAYOR

EXECUTIVE ORDER NO. 12

March 5, 2021

By the power vested in me as Mayor of the City of Springfield, it is hereby ordered:

Section 1. The Department of Parks shall close all parks at night.

ANN LEE
Mayor
"""
NAMES = [module.__name__.rpartition(".")[2] for modules in COMMANDS.values() for module in modules]
SPRINGFIELD = (
    "The mayor of Springfield, Ann Lee, signed an executive order on Tuesday that bars police officers from flying "
    'drones over schools.\n\n"Children deserve privacy," said Lee, a Democrat.\n'
)


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    exit_code: int
    stdout: str
    stderr: str
    output: str


def run(*arguments: str | Path, stdin: str | bytes | None = None) -> Done:
    """One command in this process; fails the test on any exception that reached the top."""
    result = CliRunner().invoke(main, [str(a) for a in arguments], input=stdin, prog_name="policygraph")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.stderr
    done = Done(result.exit_code, result.stdout, result.stderr, result.output)
    del result
    gc.collect()  # the traceback of an error holds the store, which would stay open: a process of its own just ends
    return done


def ok(*arguments: str | Path, stdin: str | bytes | None = None) -> str:
    """What a command that must succeed prints."""
    result = run(*arguments, stdin=stdin)
    assert (result.exit_code, "error" in result.stderr) == (0, False), result.stderr or result.stdout
    return result.stdout


def refused(code: int, *arguments: str | Path, stdin: str | bytes | None = None) -> str:
    """What a command that must fail says, on one line for comparing."""
    result = run(*arguments, stdin=stdin)
    assert result.exit_code == code, result.output
    return " ".join(re.sub("[│╭╮╰╯─]", " ", result.stderr).split())


def summary(printed: str) -> dict[str, int]:
    """The counts of documents in the table that `ingest` ends with."""
    names, _, numbers = [line.split() for line in printed.splitlines() if line.strip()]
    return {name: int(number) for name, number in list(zip(names, numbers, strict=True))[:4]}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the seed article in it, for reading only."""
    folder = tmp_path_factory.mktemp("cli") / "home"
    ok("ingest", SEED, "--home", folder)
    return folder


@pytest.fixture(scope="module")
def document(home: Path) -> str:
    """The id of the seed article."""
    found = ok("query", PGO + "SELECT ?d { ?d a pgo:Document }", "--format", "csv", "--home", home).split()
    return found[1].rpartition("/")[2]


class TestHelp:
    def test_the_start_page_names_every_command_and_the_exit_codes(self) -> None:
        page = ok("--help")
        assert all(re.search(rf"^│ {name} ", page, re.MULTILINE) for name in NAMES)
        assert "Exit codes" in page

    def test_without_a_command_the_help_is_shown(self) -> None:
        assert "Usage: policygraph" in run().output

    @pytest.mark.parametrize("name", NAMES)
    def test_every_command_teaches_by_example(self, name: str) -> None:
        page = ok(name, "--help")
        examples = page.partition("Examples")[2]
        assert f"policygraph {name}" in examples
        options = set(re.findall(r"\s(--[a-z-]+)", examples))
        assert {o for o in options if o not in page.partition("Examples")[0]} <= {
            "--sparql",
            "--json",
            "--install-completion",
        }

    def test_the_version_is_that_of_the_package(self) -> None:
        assert re.fullmatch(r"policygraph \d+\.\d+\.\d+\n", ok("--version"))

    def test_asking_for_help_loads_nothing_heavy(self) -> None:
        heavy = ("spacy", "numpy", "rdflib", "networkx", "pyoxigraph", "fastapi", "uvicorn", "trafilatura", "pyshacl")
        script = (
            "import sys; from api.cli import main\n"
            "try: main(['--help'])\n"
            f"except SystemExit: print([name for name in {heavy} if name in sys.modules], file=sys.stderr)"
        )
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
        assert done.stderr == "[]\n"

    def test_a_service_answers_without_what_only_reading_and_exporting_need(self, tmp_path: Path) -> None:
        heavy = ("spacy", "numpy", "rdflib", "networkx", "trafilatura", "pyshacl", "scipy")
        script = (
            "import sys; from pathlib import Path\n"
            "from fastapi.testclient import TestClient\n"
            "from api.app import create_app; from graph.settings import Settings\n"
            f"with TestClient(create_app(Settings(home=Path({str(tmp_path)!r})))) as client:\n"
            "    assert client.get('/sparql?query=ASK%7B%7D').json()['boolean']\n"
            f"print([name for name in {heavy} if name in sys.modules])"
        )
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
        assert done.stdout == "[]\n"

    def test_completion_for_a_shell_can_be_had(self) -> None:
        # the command looks which shell it runs in; "true" keeps bash from putting the command in its own place
        in_bash = ["bash", "-c", f"{POLICYGRAPH} --show-completion; true"]
        done = subprocess.run(in_bash, capture_output=True, text=True, check=False)
        assert "_POLICYGRAPH_COMPLETE" in done.stdout


class TestKeys:
    def test_a_key_is_printed_once_listed_without_its_secret_and_revoked(self, tmp_path: Path) -> None:
        secret = ok("keys", "create", "wire", "--role", "ingest", "--home", tmp_path).strip()
        access = Access(tmp_path / "access.sqlite")
        key = access.find(secret)
        assert key is not None
        assert (key.name, key.role) == ("wire", Role.INGEST)
        listed = ok("keys", "list", "--json", "--home", tmp_path)
        assert [(one["id"], one["name"], one["role"], one["revoked"]) for one in json.loads(listed)] == [
            (key.id, "wire", "ingest", None)
        ]
        assert secret not in listed
        ok("keys", "revoke", "wire", "--home", tmp_path)
        assert access.find(secret) is None
        access.close()
        acts = json.loads(ok("audit", "--json", "--home", tmp_path))
        assert [(act["method"], act["target"]) for act in acts] == [("REVOKE", "key wire"), ("CREATE", "key wire")]
        assert "wire" in refused(1, "keys", "revoke", "wire", "--home", tmp_path)


class TestErrors:
    def test_every_error_has_an_exit_code(self) -> None:
        kinds = [k for k in vars(errors).values() if isinstance(k, type) and issubclass(k, errors.PolicygraphError)]
        codes = {k.__name__: next(code for known, code in EXIT_CODES.items() if issubclass(k, known)) for k in kinds}
        assert codes["StorageLocked"] == codes["StorageFull"] == 3
        assert codes["QueryError"] == codes["SettingsError"] == 2
        assert codes["InputError"] == codes["NotFound"] == 1
        assert codes["ModelError"] == 4
        assert exit_code(RuntimeError("a fault")) == 70

    def test_an_unknown_command_is_a_usage_error_with_a_suggestion(self) -> None:
        assert "ingest" in refused(2, "ingets", "x")

    def test_a_setting_that_makes_no_sense_is_named(self, tmp_path: Path) -> None:
        said = refused(2, "ingest", SEED, "--home", tmp_path / "h", "--base-iri", "ftp://nowhere")
        assert "base_iri" in said
        assert not (tmp_path / "h").exists()

    def test_a_store_that_another_process_holds_is_a_storage_error(self, tmp_path: Path) -> None:
        home = tmp_path / "home"
        script = (
            "from pathlib import Path; from graph.pipeline import Workspace; from graph.settings import Settings\n"
            f"with Workspace.open(Settings(home=Path({str(home)!r}))): print('open', flush=True); input()"
        )
        holder = subprocess.Popen(
            [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert holder.stdout
        try:
            assert holder.stdout.readline() == "open\n"
            for command in (["ingest", SEED], ["query", "ASK {}"], ["rebuild"], ["ask", "17"]):
                said = refused(3, *command, "--home", home)
                assert str(home) in said
                assert ("curl -X POST http://127.0.0.1:8000/rebuild" in said) == (command == ["rebuild"])
        finally:
            holder.communicate("\n", timeout=30)

    def test_a_home_that_is_a_file_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        refused(2, "ingest", SEED, "--home", tmp_path / "file")

    def test_a_pipe_that_closes_early_makes_no_noise(self, home: Path) -> None:
        command = f"'{POLICYGRAPH}' query 'SELECT ?s ?p ?o {{ ?s ?p ?o }}' --format csv --home '{home}' | head -1"
        done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
        assert (done.stdout, done.stderr) == ("s,p,o\n", "")


class TestExtract:
    def test_json_is_a_case_whose_evidence_stands_in_the_text(self) -> None:
        case = json.loads(ok("extract", SEED))
        assert case["id"] == SEED.stem
        assert case["text"] == SEED.read_text(encoding="utf-8")
        facts = [fact for family in FAMILIES[1:] for fact in case[family]]
        assert len(facts) > 10
        assert all(case["text"][fact["start"] : fact["end"]] == fact["text"] for fact in facts)
        document, record = from_case(case)
        assert (document.text, len(record.events)) == (case["text"], len(case["events"]))

    def test_several_documents_come_one_a_line_in_their_order(self, tmp_path: Path) -> None:
        other = tmp_path / "springfield.txt"
        other.write_text(SPRINGFIELD, encoding="utf-8")
        lines = ok("extract", SEED, other).splitlines()
        assert [json.loads(line)["id"] for line in lines] == [SEED.stem, "springfield"]

    def test_turtle_is_the_graph_that_ingesting_would_store(self, home: Path, document: str) -> None:
        found = pyoxigraph.parse(ok("extract", SEED, "--format", "turtle"), format=pyoxigraph.RdfFormat.TURTLE)
        query = (
            f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH <https://w3id.org/policygraph/id/document/{document}> {{ ?s ?p ?o }} }}"
        )
        stored = ok("query", query, "--format", "ntriples", "--home", home)
        in_store = pyoxigraph.parse(stored, format=pyoxigraph.RdfFormat.N_TRIPLES)
        ended = "http://www.w3.org/ns/prov#endedAtTime"
        assert {q.triple for q in found} == {q.triple for q in in_store if q.predicate.value != ended}

    def test_a_table_names_things_in_the_place_of_ids(self) -> None:
        page = ok("extract", SEED, "--format", "table")
        assert re.search(r"Brandon Johnson .*holdsOffice .*Mayor of Chicago", page)
        assert "requires" in page

    def test_standard_input_is_read_as_text(self) -> None:
        case = json.loads(ok("extract", "-", stdin=SPRINGFIELD))
        assert case["text"] == SPRINGFIELD
        assert "Ann Lee" in {e["name"] for e in case["entities"]}

    def test_of_a_case_only_text_and_metadata_are_used(self, tmp_path: Path) -> None:
        case = {"text": SPRINGFIELD, "title": "Drones", "date": "2025-05-06", "entities": [{"nonsense": 1}]}
        (tmp_path / "a.json").write_text(json.dumps(case), encoding="utf-8")
        found = json.loads(ok("extract", tmp_path / "a.json"))
        assert (found["id"], found["title"], found["date"], found["text"]) == ("a", "Drones", "2025-05-06", SPRINGFIELD)
        assert found["entities"]

    def test_a_folder_gets_one_file_a_document_under_its_name(self, tmp_path: Path) -> None:
        out = tmp_path / "new" / "predictions"
        assert ok("extract", SEED, DEV / "chicago-seed.json", "--output-dir", out) == ""
        assert sorted(p.name for p in out.iterdir()) == ["chicago-protecting-order.json", "chicago-seed.json"]
        ok("extract", SEED, "--output-dir", out, "--format", "turtle")
        assert (out / "chicago-protecting-order.ttl").read_text(encoding="utf-8").startswith("@prefix")

    def test_two_documents_of_one_name_do_not_overwrite_one_another(self, tmp_path: Path) -> None:
        for folder in ("a", "b"):
            (tmp_path / folder).mkdir()
            (tmp_path / folder / "x.txt").write_text(SPRINGFIELD + folder, encoding="utf-8")
        said = refused(
            1, "extract", tmp_path / "a" / "x.txt", tmp_path / "b" / "x.txt", "--output-dir", tmp_path / "out"
        )
        assert "would overwrite" in said
        assert json.loads((tmp_path / "out" / "x.json").read_text(encoding="utf-8"))["text"].endswith("\na")

    @pytest.mark.parametrize(
        ("name", "content", "reason"),
        [
            ("empty.txt", b"", "is empty"),
            ("binary.txt", bytes(range(256)) * 20, "binary"),
            ("page.pdf", b"%PDF-1.4", "is a broken PDF"),
            (
                "french.txt",
                ("Le maire a signé un décret sur la police de la ville hier soir. " * 9).encode(),
                "not English",
            ),
            ("wide.txt", b"x" * 1_000_000, "without a space"),
            ("case.json", b"{}", "case"),
            ("case.json", b"[1", "JSON"),
        ],
    )
    def test_what_cannot_be_read_is_named_with_its_reason_and_the_rest_is_done(
        self, tmp_path: Path, name: str, content: bytes, reason: str
    ) -> None:
        (tmp_path / name).write_bytes(content)
        result = run("extract", tmp_path / name, SEED)
        assert result.exit_code == 1
        assert name in result.stderr
        assert reason in " ".join(result.stderr.split())
        assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == [SEED.stem]

    def test_a_file_that_is_not_there_is_named(self, tmp_path: Path) -> None:
        assert "nothing.txt: does not exist" in refused(1, "extract", tmp_path / "nothing.txt")


class TestIngest:
    def test_the_same_documents_twice_are_done_once(self, tmp_path: Path) -> None:
        home = tmp_path / "home"
        first = ok("ingest", SEED, "--home", home)
        assert summary(first) == {"added": 1, "changed": 0, "unchanged": 0, "failed": 0}
        again = ok("ingest", SEED, "--home", home)
        assert summary(again) == {"added": 0, "changed": 0, "unchanged": 1, "failed": 0}

    def test_one_bad_file_among_good_ones_is_named_and_the_good_ones_are_in(self, tmp_path: Path) -> None:
        folder = tmp_path / "articles"
        (folder / "deep").mkdir(parents=True)
        shutil.copy(SEED, folder)
        (folder / "bad.txt").write_bytes(b"\x00\x01\x02" * 100)
        (folder / "deep" / "springfield.md").write_text(SPRINGFIELD, encoding="utf-8")
        result = run("ingest", folder, "--home", tmp_path / "home")
        assert result.exit_code == 1
        assert "bad.txt" in result.stderr
        assert summary(result.stdout) == {"added": 2, "changed": 0, "unchanged": 0, "failed": 1}
        assert len(json.loads(ok("documents", "--json", "--home", tmp_path / "home"))) == 2

    def test_json_has_a_line_for_each_document_and_one_for_the_sum(self, tmp_path: Path) -> None:
        (tmp_path / "empty.txt").write_text("")
        result = run("ingest", SEED, tmp_path / "empty.txt", "--json", "--home", tmp_path / "home")
        *lines, last = [json.loads(line) for line in result.stdout.splitlines()]
        assert {line["source"] for line in lines} == {str(SEED), str(tmp_path / "empty.txt")}
        assert [(line["outcome"], line["reason"]) for line in lines] == [
            ("added", None),
            ("failed", "is empty: there is no text in it"),
        ]
        words = len(SEED.read_text(encoding="utf-8").split())
        summary = last["summary"]
        assert {k: summary[k] for k in ("added", "changed", "unchanged", "failed", "words")} == {
            "added": 1,
            "changed": 0,
            "unchanged": 0,
            "failed": 1,
            "words": words,
        }

    def test_a_folder_without_documents_is_no_success(self, tmp_path: Path) -> None:
        (tmp_path / "empty").mkdir()
        assert "there is no document in" in refused(1, "ingest", tmp_path / "empty", "--home", tmp_path / "home")

    def test_a_changed_text_replaces_its_earlier_version(self, tmp_path: Path) -> None:
        article, home = tmp_path / "article.txt", tmp_path / "home"
        article.write_text(SPRINGFIELD, encoding="utf-8")
        ok("ingest", article, "--home", home)
        article.write_text(SPRINGFIELD.replace("Ann Lee", "Bob Ray"), encoding="utf-8")
        assert summary(ok("ingest", article, "--home", home))["changed"] == 1
        names = ok(
            "query", PGO + "SELECT ?n { ?p a pgo:Person ; rdfs:label ?n }".replace("rdfs:label", RDFS), "--home", home
        )
        assert "Bob Ray" in names
        assert "Ann Lee" not in names

    def test_a_report_has_a_line_for_each_document_with_what_became_of_it_and_why(self, tmp_path: Path) -> None:
        (folder := tmp_path / "articles").mkdir()
        (folder / "a.txt").write_text(SPRINGFIELD, encoding="utf-8")
        (folder / "b.pdf").write_bytes(b"%PDF-1.4")
        (folder / "c.csv").write_text("headline,body\nOrder,Mayor Ann Lee signed an order on Monday.\n")
        arguments = ["ingest", folder, "--field", "text=body", "--field", "title=headline"]
        report = tmp_path / "report.jsonl"
        result = run(*arguments, "--report", report, "--home", tmp_path / "home")
        assert result.exit_code == 1
        lines = [json.loads(line) for line in report.read_text(encoding="utf-8").splitlines()]
        told = [(Path(line["source"]).name, line["outcome"], line["reason"]) for line in lines]
        assert told == [
            ("a.txt", "added", None),
            ("b.pdf", "failed", "is a broken PDF: Stream has ended unexpectedly"),
            ("c.csv!2", "added", None),
        ]
        assert [line["words"] for line in lines] == [len(SPRINGFIELD.split()), 0, 8]

    def test_a_dry_run_says_what_would_be_read_and_reads_nothing(self, tmp_path: Path) -> None:
        home = tmp_path / "home"
        told = summary(ok("ingest", SEED, "--dry-run", "--home", home))
        assert told == {"added": 1, "changed": 0, "unchanged": 0, "failed": 0}
        assert json.loads(ok("documents", "--json", "--home", home)) == []
        ok("ingest", SEED, "--home", home)
        assert summary(ok("ingest", SEED, "--dry-run", "--home", home))["unchanged"] == 1
        assert summary(ok("ingest", SEED, "--no-resume", "--home", home))["unchanged"] == 1

    def test_since_limit_and_retract_choose_what_is_in(self, tmp_path: Path) -> None:
        (folder := tmp_path / "articles").mkdir()
        for day in (1, 2, 3):
            text = f"---\ndate: 2025-09-0{day}\n---\nMayor Ann Lee signed order number {day}.\n"
            (folder / f"{day}.md").write_text(text, encoding="utf-8")
        home = tmp_path / "home"

        def days() -> list[str]:
            return sorted(line["date"] for line in json.loads(ok("documents", "--json", "--home", home)))

        assert "skipped" in ok("ingest", folder, "--since", "2025-09-02", "--limit", "1", "--home", home)
        assert days() == ["2025-09-02"]
        ok("ingest", folder, "--home", home)
        assert days() == ["2025-09-01", "2025-09-02", "2025-09-03"]
        (folder / "2.md").unlink()
        assert "skipped" in ok("ingest", folder, "--home", home)
        assert len(days()) == 3
        assert "retracted" in ok("ingest", folder, "--retract", "--home", home)
        assert days() == ["2025-09-01", "2025-09-03"]

    def test_standard_input_is_read_as_what_it_is_said_to_be(self, tmp_path: Path) -> None:
        lines = "".join(json.dumps({"text": f"Mayor Ann Lee signed order number {n}."}) + "\n" for n in range(3))
        result = run("ingest", "-", "--kind", "jsonl", "--home", tmp_path / "home", stdin=lines)
        assert summary(result.stdout) == {"added": 3, "changed": 0, "unchanged": 0, "failed": 0}

    @pytest.mark.parametrize(
        ("option", "value", "said"),
        [
            ("--field", "body", "write it like text=body"),
            ("--kind", "klingon", "'klingon' is none; there are"),
            ("--since", "yesterday", "'yesterday' is no day: write YYYY-MM-DD"),
            ("--workers", "many", "'many' is no number of processes: write auto, 0, 1, 2"),
        ],
    )
    def test_an_option_that_makes_no_sense_says_what_would(
        self, tmp_path: Path, option: str, value: str, said: str
    ) -> None:
        assert said in refused(2, "ingest", SEED, option, value, "--home", tmp_path / "home")

    @pytest.mark.slow
    def test_what_was_done_before_an_interruption_stays_and_the_next_run_goes_on(self, tmp_path: Path) -> None:
        home, some = tmp_path / "home", CASES[:12]
        command = [POLICYGRAPH, "ingest", *some, "--json", "--home", home]
        ingesting = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert ingesting.stdout
        first = json.loads(ingesting.stdout.readline())
        ingesting.send_signal(signal.SIGINT)
        _, said = ingesting.communicate(timeout=120)
        assert (ingesting.returncode, said) == (130, "interrupted\n")
        done = json.loads(ok("documents", "--json", "--home", home))
        assert first["document"] in {line["id"] for line in done}
        ok("doctor", "--home", home)
        counts = summary(ok("ingest", *some, "--home", home))
        assert counts == {"added": len(some) - len(done), "changed": 0, "unchanged": len(done), "failed": 0}


RDFS = "<http://www.w3.org/2000/01/rdf-schema#label>"
LABELS = PGO + f"SELECT ?name {{ ?person a pgo:Person ; {RDFS} ?name }} ORDER BY ?name"


class TestQuery:
    def test_rows_come_as_a_table_csv_tsv_json_or_xml(self, home: Path) -> None:
        table = ok("query", LABELS, "--home", home)
        assert "Brandon Johnson" in table
        rows = list(csv.DictReader(io.StringIO(ok("query", LABELS, "--format", "csv", "--home", home))))
        assert "Brandon Johnson" in [row["name"] for row in rows]
        bindings = json.loads(ok("query", LABELS, "--json", "--home", home))["results"]["bindings"]
        assert [row["name"]["value"] for row in bindings] == [row["name"] for row in rows]
        assert ok("query", LABELS, "--format", "tsv", "--home", home).startswith("?name\n")
        assert "<sparql" in ok("query", LABELS, "--format", "xml", "--home", home)

    def test_ask_says_true_or_false(self, home: Path) -> None:
        assert ok("query", PGO + "ASK { ?o a pgo:Order }", "--home", home) == "true\n"
        assert ok("query", PGO + "ASK { ?o a pgo:Nothing }", "--home", home) == "false\n"
        assert json.loads(ok("query", "ASK {}", "--json", "--home", home))["boolean"] is True

    @pytest.mark.parametrize("format", ["turtle", "ntriples", "rdfxml", "jsonld"])
    def test_a_graph_comes_in_any_rdf_format(self, home: Path, format: str) -> None:
        query = PGO + "CONSTRUCT { ?o a pgo:Order } { ?o a pgo:Order }"
        kinds = {"turtle": "TURTLE", "ntriples": "N_TRIPLES", "rdfxml": "RDF_XML", "jsonld": "JSON_LD"}
        written = ok("query", query, "--format", format, "--home", home)
        triples = list(pyoxigraph.parse(written, format=getattr(pyoxigraph.RdfFormat, kinds[format])))
        assert len(triples) == int(
            ok(
                "query", PGO + "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?o a pgo:Order }", "--format", "csv", "--home", home
            ).split()[1]
        )

    def test_the_query_may_stand_in_a_file_or_on_standard_input(self, home: Path, tmp_path: Path) -> None:
        (tmp_path / "labels.rq").write_text(LABELS, encoding="utf-8")
        expected = ok("query", LABELS, "--format", "csv", "--home", home)
        assert ok("query", tmp_path / "labels.rq", "--format", "csv", "--home", home) == expected
        assert ok("query", "-", "--format", "csv", "--home", home, stdin=LABELS) == expected

    def test_what_does_not_parse_is_told_with_line_and_column(self, home: Path) -> None:
        assert re.search(r"line 2.*column \d+|2:\d+", refused(2, "query", "SELECT *\nWHERE {{ ?s ?p }", "--home", home))

    @pytest.mark.parametrize("query", ["SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"])
    def test_a_query_that_would_reach_out_is_refused(self, home: Path, query: str) -> None:
        assert "SERVICE" in refused(2, "query", query, "--home", home)

    def test_a_format_of_the_other_kind_and_a_file_that_is_not_there_are_usage_errors(self, home: Path) -> None:
        assert "rows" in refused(2, "query", LABELS, "--format", "turtle", "--home", home)
        assert "a graph" in refused(2, "query", "DESCRIBE <x:y>", "--format", "csv", "--home", home)
        assert "nothing.rq" in refused(2, "query", "nothing.rq", "--home", home)


class TestSearch:
    def test_what_is_found_comes_with_where_it_stands_as_a_table_or_json(self, home: Path, document: str) -> None:
        (person,) = json.loads(ok("search", "brandon johns", "--type", "person", "--json", "--home", home))
        assert (person["kind"], person["label"], person["document"].rpartition("/")[2], person["start"]) == (
            "Person",
            "Brandon Johnson",
            document,
            0,
        )
        table = ok("search", "publicity stunt", "--home", home)
        assert "Johnson's order a publicity stunt" in table
        assert f"{document} 658–691" in table

    def test_a_mistyped_word_is_said_to_be_taken_for_another(self, home: Path) -> None:
        done = run("search", "Pritkzer", "--limit", "1", "--home", home)
        assert (done.exit_code, "looked for instead: pritzker" in done.stderr) == (0, True)

    def test_what_is_not_there_is_none_and_what_makes_no_sense_is_wrong_usage(self, home: Path) -> None:
        assert run("search", "zyxwvut", "--home", home).exit_code == 1
        assert run("search", "mayor", "--since", "2030-01-01", "--home", home).exit_code == 1
        assert "no place 'Atlantis'" in refused(1, "search", "mayor", "--place", "Atlantis", "--home", home)
        assert "there is no word in it" in refused(2, "search", "--home", home, "--", "-- *")
        assert "there are Person, Office" in refused(2, "search", "mayor", "--type", "thing", "--home", home)
        assert "is no day" in refused(2, "search", "mayor", "--since", "2025-02-30", "--home", home)


class TestAsk:
    def test_without_a_number_the_questions_are_listed(self) -> None:
        listed = json.loads(ok("ask", "--json"))
        assert {1, 2, 3, 5, 9, 11, 12, 13, 17, 20, 25} <= {q["number"] for q in listed}
        page = ok("ask")
        assert "What does an order require" in page
        assert "order=" in page

    def test_an_answer_has_its_evidence_on_every_row(self, home: Path) -> None:
        answer = json.loads(ok("ask", "2", "order=Chicago", "--json", "--home", home))
        text = SEED.read_text(encoding="utf-8")
        assert answer["rows"]
        for row in answer["rows"]:
            assert row["evidence"]
            assert all(text[e["start"] : e["end"]] == e["text"] for e in row["evidence"])
        written = list(csv.DictReader(io.StringIO(ok("ask", "2", "order=Chicago", "--format", "csv", "--home", home))))
        assert [row["text"] for row in written] == [row["evidence"][0]["text"] for row in answer["rows"]]
        table = ok("ask", "2", "order=Chicago", "--home", home)
        assert "stand down" in table
        assert "signed an order detailing how the city will… 874–943" in " ".join(table.split())
        assert "http" not in table

    @pytest.mark.slow
    def test_every_question_that_needs_no_parameter_can_be_asked(self, home: Path) -> None:
        for question in json.loads(ok("ask", "--json")):
            if not question["needs_one_of"] and not any(p["required"] for p in question["parameters"]):
                ok("ask", str(question["number"]), "--home", home)
        assert "needs provision, order or words" in refused(2, "ask", "22", "--home", home)

    def test_a_question_in_english_is_taken_for_one_of_them_and_that_is_said(self, home: Path) -> None:
        by_number = json.loads(ok("ask", "2", "order=Chicago", "--json", "--home", home))
        done = run("ask", "What", "does", "Chicago's", "order", "require?", "--json", "--home", home)
        assert json.loads(done.stdout) == by_number
        assert done.stderr.startswith("Taken as question 2, ")
        sparql = ok("ask", "What does Chicago's order require?", "--sparql", "--home", home)
        assert len(ok("query", "-", "--format", "csv", "--home", home, stdin=sparql).splitlines()) > 1

    def test_a_question_in_english_that_is_not_understood_is_not_answered(self, home: Path) -> None:
        said = refused(1, "ask", "How did the White House respond?", "--home", home)
        assert "Question 11 needs order" in said
        assert "11 How did the White House respond to the order?" in said
        assert "none of the questions" in refused(1, "ask", "What is the weather in Chicago?", "--home", home)

    def test_a_questions_sparql_runs_as_it_is_printed(self, home: Path) -> None:
        sparql = ok("ask", "17", "--sparql")
        assert ok("query", "-", "--format", "csv", "--home", home, stdin=sparql).count("\n") > 1

    def test_unknown_questions_parameters_and_names_are_said_to_be_so(self, home: Path) -> None:
        assert "no question 99" in refused(2, "ask", "99", "--home", home)
        assert "colour" in refused(1, "ask", "2", "colour=red", "--home", home)
        assert "Atlantis" in refused(1, "ask", "2", "order=Atlantis", "--home", home)
        assert "NAME=VALUE" in refused(2, "ask", "2", "Chicago", "--home", home)
        assert "needs" in refused(2, "ask", "25", "--home", home)


class TestExport:
    @pytest.mark.slow
    def test_every_format_can_be_written_to_a_file(self, home: Path, tmp_path: Path) -> None:
        from graph.export import EXPORTERS

        assert set(FORMATS) == set(EXPORTERS)
        for name in EXPORTERS:
            ok("export", name, "--output", tmp_path / name, "--home", home)
            assert (tmp_path / name).stat().st_size > 0
        with zipfile.ZipFile(tmp_path / "csv") as archive:
            assert archive.testzip() is None

    def test_the_whole_graph_a_document_an_entity_or_a_construct(self, home: Path, document: str) -> None:
        def triples(*arguments: str) -> set[Any]:
            written = ok("export", "ntriples", *arguments, "--home", home)
            return {q.triple for q in pyoxigraph.parse(written, format=pyoxigraph.RdfFormat.N_TRIPLES)}

        whole, of_document = triples(), triples("--document", document)
        assert of_document < whole
        entity = triples("--entity", "office/mayor-of-chicago")
        assert 0 < len(entity) < len(of_document)
        construct = triples("--construct", PGO + "CONSTRUCT { ?o a pgo:Order } { ?o a pgo:Order }")
        assert 0 < len(construct) < len(of_document)
        listed = triples("--list", "orders?place=Chicago&sort=-date")
        assert listed == triples("--entity", f"order/{document}-brandon-johnsons-order")

    @pytest.mark.parametrize("name", ["graph.sqlite", "graph.csv.zip", "graph.ttl"])
    def test_the_name_of_a_file_tells_the_format(self, home: Path, tmp_path: Path, name: str) -> None:
        beginnings = {"graph.sqlite": b"SQLite format 3", "graph.csv.zip": b"PK", "graph.ttl": b"@prefix"}
        assert ok("export", tmp_path / name, "--entity", "Chicago", "--home", home) == ""
        assert (tmp_path / name).read_bytes().startswith(beginnings[name])

    def test_what_is_not_there_is_said_so_and_leaves_no_file(self, home: Path, tmp_path: Path) -> None:
        out = tmp_path / "x.ttl"
        assert "ffffffffffffffff" in refused(1, "export", "turtle", "-o", out, "--document", "f" * 16, "--home", home)
        assert "place/1" in refused(1, "export", "turtle", "-o", out, "--entity", "place/1", "--home", home)
        refused(2, "export", "turtle", "-o", out, "--construct", "CONSTRUCT {", "--home", home)
        assert "turtle" in refused(2, "export", "parchment", "-o", out, "--home", home)
        assert "filter 'plaice'" in refused(
            1, "export", "turtle", "-o", out, "--list", "orders?plaice=x", "--home", home
        )
        assert "no day" in refused(2, "export", "turtle", "-o", out, "--list", "events?since=x", "--home", home)
        assert list(tmp_path.iterdir()) == []

    def test_only_one_part_can_be_chosen(self, home: Path, document: str) -> None:
        refused(2, "export", "turtle", "--document", document, "--entity", "place/1", "--home", home)


class TestLookingAfter:
    @pytest.fixture
    def own(self, home: Path, tmp_path: Path) -> Path:
        """A copy of the home that a test may change."""
        return Path(shutil.copytree(home, tmp_path / "home"))

    def test_the_doctor_finds_a_fresh_home_well(self, home: Path) -> None:
        report = json.loads(ok("doctor", "--json", "--shapes", "--home", home))
        assert report["well"] is True
        checks = {finding["check"] for finding in report["findings"]}
        assert {
            "python",
            "policygraph",
            "language model",
            "ledger file",
            "evidence",
            "ledger and store",
            "shapes",
        } <= checks

    def test_places_are_looked_up_by_name_and_by_geonames_id(self) -> None:
        assert "CC BY 4.0" in ok("places")
        assert json.loads(ok("places", "--json"))["places"] > 280_000
        springfields = json.loads(ok("places", "springfield", "--json"))
        assert springfields[0] == {
            "geonames": 4409896,
            "name": "Springfield",
            "kind": "city",
            "within": "Greene County, Missouri, United States",
            "population": springfields[0]["population"],
        }
        assert re.search(r"4887398 +Chicago +city +Cook County, Illinois, United States", ok("places", "4887398"))
        assert "no place 'Xyzzyville'" in refused(1, "places", "Xyzzyville")

    def test_the_doctor_leaves_no_trace_where_nothing_is_stored(self, tmp_path: Path) -> None:
        assert "nothing is stored" in ok("doctor", "--home", tmp_path / "none")
        assert not (tmp_path / "none").exists()

    def test_the_doctor_finds_a_store_that_disagrees_and_rebuild_cures_it(self, own: Path, document: str) -> None:
        before = ok("export", "nquads", "--home", own)
        with closing(open_store(Settings(home=own))) as store:
            store.drop(f"https://w3id.org/policygraph/id/document/{document}")
            store.settle(store.mark)
        result = run("doctor", "--home", own)
        assert result.exit_code == 1
        assert f"no graph of https://w3id.org/policygraph/id/document/{document}" in " ".join(result.stdout.split())
        ok("rebuild", "--home", own)
        ok("doctor", "--home", own)
        assert sorted(ok("export", "nquads", "--home", own).splitlines()) == sorted(before.splitlines())

    def test_the_doctor_says_so_where_the_ledger_is_no_ledger(self, own: Path) -> None:
        for file in own.glob("ledger.sqlite*"):
            file.unlink()
        (own / "ledger.sqlite").write_text("no database " * 100)
        result = run("doctor", "--home", own)
        assert result.exit_code == 1
        assert "ledger.sqlite" in result.stdout
        assert "ledger.sqlite" in refused(3, "documents", "--home", own)

    def test_a_deleted_document_is_gone_from_ledger_and_store(self, own: Path, document: str) -> None:
        ok("delete", document, "--home", own)
        assert json.loads(ok("documents", "--json", "--home", own)) == []
        assert ok("query", PGO + "ASK { ?d a pgo:Document }", "--home", own) == "false\n"
        assert document in refused(1, "delete", document, "--home", own)
        ok("doctor", "--home", own)

    def test_documents_lists_what_is_in_the_ledger(self, home: Path, document: str) -> None:
        (only,) = json.loads(ok("documents", "--json", "--home", home))
        assert (only["id"], only["source"]) == (document, str(SEED))
        assert document in ok("documents", "--home", home)

    def test_what_has_neither_title_nor_file_is_listed_by_its_first_words(self, tmp_path: Path) -> None:
        ok("ingest", "-", "--home", tmp_path / "home", stdin="The mayor of Salem signed a curfew order.")
        assert "The mayor of Salem signed" in ok("documents", "--home", tmp_path / "home")


class TestEvaluate:
    @pytest.mark.slow
    def test_the_figures_are_those_of_the_guidelines_scorer_with_others_beside_them(self, tmp_path: Path) -> None:
        cases, predictions = tmp_path / "cases", tmp_path / "predictions"
        cases.mkdir()
        for path in CASES[:3]:
            shutil.copy(path, cases)
        ok("extract", *sorted(cases.iterdir()), "--output-dir", predictions)
        command = [sys.executable, ROOT / "tests/gold/score.py", cases, predictions, "--json"]
        expected = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
        told = json.loads(ok("evaluate", cases, "--json"))
        assert told == json.loads(ok("evaluate", cases, "--predictions", predictions, "--json"))
        assert {name: told[name] for name in expected} == expected
        assert told.keys() - expected.keys() == {"coreference", "calibration", "official", "below"}
        assert (told["official"], told["below"]) == ({}, {})
        printed = ok("evaluate", cases)
        assert f"mean F1 {expected['mean_f1']:.3f}" in printed
        assert re.search(
            rf"^ all +[\d.]+ +[\d.]+ +[\d.]+ +{told['coreference']['all']['conll']:.3f}", printed, re.MULTILINE
        )
        assert re.search(rf"^ all +{told['calibration']['error']:.3f}", printed, re.MULTILINE)

    def test_a_figure_below_its_floor_is_named_and_fails(self, tmp_path: Path) -> None:
        shutil.copytree(DEV, tmp_path / "dev", ignore=lambda *_: [p.name for p in CASES[1:]])
        floors = tmp_path / "floors.json"
        floors.write_text('{"dev": {"statements": 1.0, "mean": 0.9}}')
        perfect = ("evaluate", tmp_path / "dev", "--predictions", tmp_path / "dev")
        ok(*perfect, "--floors", floors)
        floors.write_text('{"dev": {"statements": 1.0, "mean": 1.01}}')
        assert refused(1, *perfect, "--floors", floors) == "error: dev: mean is 1.000, below its floor of 1.01"
        ok(*perfect)  # floors are for what is read here, unless they are asked for

    def test_official_orders_are_held_to_the_floors_above_their_folder(self, tmp_path: Path) -> None:
        orders = tmp_path / "orders"
        orders.mkdir()
        (orders / "12.txt").write_text(ORDER)
        (orders / "orders.csv").write_text("file,number,day,surname,supersedes\n12.txt,12,2021-03-05,Lee,\n")
        assert re.search(r"^ issuer +1\.000", ok("evaluate", "--official", orders), re.MULTILINE)
        (tmp_path / "floors.json").write_text('{"orders": {"day": 0.9, "supersedes": 0.5}}')
        assert "orders: supersedes is 0.000, below its floor of 0.5" in refused(1, "evaluate", "--official", orders)

    def test_without_anything_to_measure_it_says_what_to_give(self) -> None:
        assert "give CASES, or --official, or both" in refused(2, "evaluate")
        assert "has no orders with what is known of them" in refused(1, "evaluate", "--official", DEV)

    def test_a_folder_without_cases_and_a_file_that_is_none_are_refused(self, tmp_path: Path) -> None:
        assert "no cases" in refused(1, "evaluate", tmp_path)
        (tmp_path / "x.json").write_text("{}")
        assert "is not a case" in refused(1, "evaluate", tmp_path)


class TestServe:
    @pytest.mark.slow
    def test_it_says_where_answers_there_and_ends_well_when_interrupted(self, tmp_path: Path) -> None:
        command = [POLICYGRAPH, "serve", "--port", "0", "--home", tmp_path / "home"]
        serving = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        assert serving.stderr
        try:
            (address,) = re.findall(r"http://\S+", serving.stderr.readline())
            with urllib.request.urlopen(f"{address}/health/ready", timeout=60) as answer:  # noqa: S310 - our own server
                assert json.load(answer)["status"] == "ready"
            assert "another process" in refused(3, "query", "ASK {}", "--home", tmp_path / "home")
        finally:
            serving.send_signal(signal.SIGINT)
            _, said = serving.communicate(timeout=60)
        assert (serving.returncode, "Traceback" in said) == (0, False)
        assert ok("query", "ASK {}", "--home", tmp_path / "home") == "true\n"

    def test_a_port_that_is_taken_is_named_before_anything_is_loaded(self, tmp_path: Path) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            for command in ("serve", "demo"):
                assert f"127.0.0.1:{port}" in refused(2, command, "--port", str(port), "--home", tmp_path / "home")
        assert not (tmp_path / "home").exists()
