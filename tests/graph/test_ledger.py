"""The ledger: what is in stays in, once, with its history; and an honest word where it cannot be kept."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from graph import ledger_database as database
from graph.errors import NotFound, StorageError, StorageFull, StorageLocked
from graph.ledger import Change, Entry, Ledger
from graph.model import Document, Entity, EntityType, Evidence, Predicate, Provenance, Record, Relation

Case = tuple[Document, Record]
PROVENANCE = Provenance("rules", "1", "model")
URL = "https://news.example/order"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "ledger.sqlite") as opened:
        yield opened


def case(text: str, version: str = "1", **metadata: str | None) -> Case:
    document = Document(text=text, **metadata)
    mention = Evidence(0, len(text.split()[0]), text.split()[0])
    entity = Entity("e1", EntityType.PERSON, mention.text, (mention,))
    return document, Record(document.id, replace(PROVENANCE, version=version), (entity,))


def actions(ledger: Ledger) -> list[tuple[int, str, str, int]]:
    return [(line.number, line.action, line.document_id, line.version) for line in ledger.log()]


def test_every_annotated_document_comes_back_exactly(ledger: Ledger, cases: list[Case]) -> None:
    changes = {ledger.put(document, record).change for document, record in cases}
    entries = list(ledger.entries())
    assert changes == {Change.ADDED}
    assert [(e.document, e.record) for e in entries] == sorted(cases, key=lambda case: case[0].id)
    assert len(ledger) == len(cases) == [line.action for line in ledger.log()].count("added")


def test_a_new_ledger_is_empty(ledger: Ledger) -> None:
    assert (len(ledger), ledger.position, list(ledger.entries()), list(ledger.log())) == (0, 0, [], [])


def test_the_same_text_twice_is_one_document(ledger: Ledger) -> None:
    document, record = case("Johnson signed it.", url=URL)
    first = ledger.put(document, record, ingested="2025-08-30T10:00:00Z")
    second = ledger.put(document, record, ingested="2025-08-31T10:00:00Z")
    assert second == replace(first, change=Change.UNCHANGED)
    assert list(ledger.entries()) == [Entry(document, record, "2025-08-30T10:00:00Z", 1)]
    assert actions(ledger) == [(1, "added", document.id, 1)]


def test_a_changed_text_at_the_same_address_is_a_new_version_of_the_same_document(ledger: Ledger) -> None:
    old, new = case("Johnson signed it.", url=URL), case("Johnson revoked it.", url=URL)
    ledger.put(*old, ingested="2025-08-30T10:00:00Z")
    commit = ledger.put(*new, ingested="2025-08-31T10:00:00Z")
    assert (commit.change, commit.document_id, commit.version, commit.superseded) == ("changed", old[0].id, 2, None)
    assert list(ledger.entries()) == [Entry(*new, "2025-08-31T10:00:00Z", 2)]
    assert list(ledger.versions(old[0].id)) == [Entry(*old, "2025-08-30T10:00:00Z", 1)]


def test_a_changed_file_without_an_address_supersedes_the_old_document(ledger: Ledger) -> None:
    old, new = case("Johnson signed it.", source="/a.txt"), case("Johnson revoked it.", source="/a.txt")
    ledger.put(*old, ingested="2025-08-30T10:00:00Z")
    commit = ledger.put(*new)
    assert (commit.change, commit.version, commit.superseded) == ("changed", 2, old[0].id)
    assert [entry.document for entry in ledger.entries()] == [new[0]]
    assert list(ledger.versions(new[0].id)) == [Entry(*old, "2025-08-30T10:00:00Z", 1)]
    assert actions(ledger)[1:] == [(2, "superseded", old[0].id, 1), (3, "changed", new[0].id, 2)]


def test_a_text_in_two_files_stays_until_both_have_changed(ledger: Ledger) -> None:
    one, two = case("Johnson signed it.", source="/a.txt"), case("Johnson signed it.", source="/b.txt")
    assert [ledger.put(*one).change, ledger.put(*two).change] == ["added", "unchanged"]
    first = ledger.put(*case("Johnson revoked it.", source="/a.txt"))
    assert (first.superseded, len(ledger)) == (None, 2)
    assert ledger.has(two[0], PROVENANCE)
    second = ledger.put(*case("Johnson revoked it.", source="/b.txt"))
    assert (second.superseded, len(ledger)) == (one[0].id, 1)


def test_a_file_that_goes_back_to_an_old_text_is_a_third_version(ledger: Ledger) -> None:
    texts = ["Johnson signed it.", "Johnson revoked it.", "Johnson signed it."]
    assert [ledger.put(*case(text, source="/a.txt")).version for text in texts] == [1, 2, 3]
    assert [entry.document.text for entry in ledger.entries()] == texts[:1]


def test_new_metadata_or_a_new_extractor_is_a_new_version(ledger: Ledger) -> None:
    given = [case("Johnson signed it.", url=URL), case("Johnson signed it.", url=URL, date="2025-08-30")]
    given.append(case("Johnson signed it.", version="2", url=URL, date="2025-08-30"))
    assert [ledger.put(*one).change for one in given] == ["added", "changed", "changed"]


def test_has_tells_without_reading_whether_putting_would_change_anything(ledger: Ledger) -> None:
    document, record = case("Johnson signed it.", url=URL)
    ledger.put(document, record)
    newer = replace(PROVENANCE, version="2")
    asked = [
        (document, PROVENANCE),
        (document, None),
        (replace(document, text="Johnson revoked it."), None),
        (replace(document, date="2025-08-30"), None),
        (replace(document, url=URL + "/2"), None),
        (document, newer),
    ]
    assert [ledger.has(*one) for one in asked] == [True, True, False, False, False, False]


def test_deleting_removes_the_document_and_all_it_said_before(ledger: Ledger, tmp_path: Path) -> None:
    kept = case("Pritzker said so.", url=URL + "/kept")
    for one in (kept, case("Johnson signed it.", source="/a.txt"), case("Johnson revoked it.", source="/a.txt")):
        ledger.put(*one)
    gone = case("Johnson revoked it.")[0].id
    ledger.delete(gone)
    assert [entry.document for entry in ledger.entries()] == [kept[0]]
    assert actions(ledger)[-1] == (5, "deleted", gone, 2)
    with sqlite3.connect(tmp_path / "ledger.sqlite") as raw:
        assert raw.execute("SELECT count(*) FROM versions").fetchall() == [(0,)]
        assert raw.execute("SELECT key FROM keys").fetchall() == [(URL + "/kept",)]
    raw.close()


@pytest.mark.parametrize("act", [Ledger.get, Ledger.delete, Ledger.versions])
def test_an_unknown_document_is_not_found(ledger: Ledger, act: object) -> None:
    assert callable(act)
    with pytest.raises(NotFound, match="no document '0123456789abcdef'"):
        act(ledger, "0123456789abcdef")


def test_a_record_of_another_document_is_refused_and_nothing_stored(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="the record is of"):
        ledger.put(Document("One text."), case("Another text.")[1])
    assert len(ledger) == 0


@pytest.mark.parametrize("sql", ["DELETE FROM log", "UPDATE log SET action = 'added'"])
def test_the_log_can_only_grow(ledger: Ledger, tmp_path: Path, sql: str) -> None:
    ledger.put(*case("Johnson signed it."))
    raw = sqlite3.connect(tmp_path / "ledger.sqlite")
    with pytest.raises(sqlite3.IntegrityError, match="the log is append-only"):
        raw.execute(sql)
    raw.close()
    assert len(list(ledger.log())) == 1


def test_entries_stream_while_others_write(ledger: Ledger, cases: list[Case]) -> None:
    for document, record in cases:
        ledger.put(document, record)
    seen = []
    for entry in ledger.entries():
        seen.append(entry.document.id)
        ledger.delete(entry.document.id)
    assert seen == sorted(document.id for document, _ in cases)


def test_opening_again_finds_the_same_ledger(tmp_path: Path) -> None:
    document, record = case("Johnson signed it.")
    with Ledger(tmp_path / "new" / "ledger.sqlite") as ledger:
        ledger.put(document, record)
        name = ledger.id
    with Ledger(tmp_path / "new" / "ledger.sqlite") as ledger:
        assert (ledger.id, ledger.get(document.id).record) == (name, record)


def test_a_file_that_is_no_ledger_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("Not a database. " * 100)
    with pytest.raises(StorageError, match="is no SQLite database"):
        Ledger(tmp_path / "notes")
    other = sqlite3.connect(tmp_path / "other")
    other.execute("CREATE TABLE song (title TEXT)")
    other.close()
    with pytest.raises(StorageError, match="a database of another program"):
        Ledger(tmp_path / "other")
    assert (tmp_path / "notes").read_text() == "Not a database. " * 100


def test_a_ledger_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    Ledger(tmp_path / "ledger").close()
    newer = sqlite3.connect(tmp_path / "ledger")
    newer.execute("PRAGMA user_version = 99")
    newer.close()
    with pytest.raises(StorageError, match="newer policygraph"):
        Ledger(tmp_path / "ledger")


def test_a_ledger_of_an_older_version_is_brought_up_and_tells_what_one_of_today_does(tmp_path: Path) -> None:
    some = [case("The governor of Utah spoke.", date="2025-08-30"), case("Cox spoke.", date="2025-09-10")]
    office = Entity("e1", EntityType.PERSON, "governor of Utah", (Evidence(4, 20, "governor of Utah"),))
    held = Relation("e1", Predicate.HOLDS_OFFICE, Evidence(0, 3, "Cox"), value="Governor of Utah")
    with Ledger(tmp_path / "ledger") as ledger:
        ledger.put(some[0][0], replace(some[0][1], entities=(office,)))
        ledger.put(some[1][0], replace(some[1][1], relations=(held,)))
    scripts = [Path(database.__file__).with_name(name).read_text(encoding="utf-8") for name in database.LEDGER.scripts]
    old = sqlite3.connect(tmp_path / "ledger")
    for table in ("attested", "incumbents"):
        old.execute(f"DROP TABLE {table}")
    before = scripts[4][scripts[4].index("CREATE TABLE incumbents") :]
    old.execute(before[: before.index(";")])
    old.execute("UPDATE scheme SET scheme = 'of the seventh version'")
    old.execute("PRAGMA user_version = 7")
    old.commit()
    old.close()
    with Ledger(tmp_path / "ledger") as ledger:
        ledger.complete()
        paths = [ledger.things.paths_of(document.id) for document, _ in some]
    assert paths == [{"e1": "person/cox-governor-of-utah"}] * 2


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StorageError, match=r"file.*cannot be used"):
        Ledger(tmp_path / "file" / "ledger")


def test_another_process_in_the_middle_of_a_transaction_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.ledger_database.WAIT", 0.1)
    hold = "import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); db.execute('BEGIN IMMEDIATE')"
    hold += "; print(flush=True); input()"
    with Ledger(tmp_path / "ledger") as ledger:
        command = [sys.executable, "-c", hold, tmp_path / "ledger"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
            assert other.stdin is not None
            assert other.stdout is not None
            other.stdout.readline()
            with pytest.raises(StorageLocked, match="another process is writing"):
                ledger.put(*case("Johnson signed it."))
            other.stdin.write(b"\n")
            other.stdin.close()
        assert ledger.put(*case("Johnson signed it.")).change == "added"


FILL = """
import resource, signal, sys
from pathlib import Path
from graph.errors import StorageFull
from graph.ledger import Ledger
from graph.model import Document, Provenance, Record
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))
with Ledger(Path(sys.argv[1])) as ledger:
    done = 0
    try:
        while True:
            document = Document("word " * 4000 + str(done))
            ledger.put(document, Record(document.id, Provenance("rules", "1", "model")))
            done += 1
    except StorageFull as error:
        print(done, error.reason, sep="|")
"""


def test_a_full_disk_is_named_and_nothing_half_written(tmp_path: Path) -> None:
    """The files may not grow beyond 600,000 bytes: to SQLite, the disk takes no more."""
    command = [sys.executable, "-c", FILL, tmp_path / "ledger"]
    done, reason = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip().split("|")
    with Ledger(tmp_path / "ledger") as ledger:
        assert (len(ledger), ledger.position, len(list(ledger.entries()))) == (int(done),) * 3
        assert int(done) > 3
    assert reason.endswith("nothing was half-written. Make room and try again")


def test_a_database_that_may_not_grow_is_full(ledger: Ledger) -> None:
    """SQLITE_FULL itself, which a full disk gives when the file is to grow."""
    pages = ledger._database._db.execute("PRAGMA page_count").fetchone()[0]
    ledger._database._db.execute(f"PRAGMA max_page_count = {pages + 1}")
    with pytest.raises(StorageFull, match="disk is full"):
        ledger.put(*case("word " * 40_000))
    assert (len(ledger), ledger.position) == (0, 0)
