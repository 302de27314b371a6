"""Kill whoever ingests, loads, deletes, judges or rebuilds, at random moments: nothing is lost and nothing half in.

    python tests/e2e/kill.py --rounds 50 --log build/kill.log [FOLDER]

Every round a process (a fork of this one, which has the language model already) does one of these things to one home,
and is killed with SIGKILL after a random time. Then the home is opened: what was acknowledged must be in, what is in
must be whole, and store and index must hold exactly what those hold that are made from a copy of the ledger in which
all things are found anew. In the end, with all judgements undone, an undisturbed run must give the same graph as it
gives in a home of its own. FOLDER is a corpus; without it, beginnings of the annotated texts are read.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import IO

sys.path.insert(0, str(Path(__file__).parents[2]))

from graph.anchors import mention_of
from graph.case import read_case
from graph.judgement import Judgement, Kind, State, Subject
from graph.judging import take
from graph.ledger_rows import now
from graph.loading import load
from graph.location import Location
from graph.model import EntityType
from graph.outcome import Attempt
from graph.parts import PartWriter, write_manifest
from graph.pipeline import Workspace
from graph.settings import Settings
from tests.indexed import held

A_PART = 8  # documents
GOLD = Path(__file__).parents[1] / "gold" / "train"
Act = Callable[[Workspace, IO[str]], None]


def corpus(folder: Path, files: int) -> None:
    """Beginnings of the annotated texts, some of them twice in nearly the same words, so that there are reprints."""
    for number, path in enumerate(sorted(GOLD.glob("*.json"))[:files]):
        text = read_case(path)[0].text[:1200].rpartition(" ")[0]
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
        if number % 6 == 0:
            (folder / f"{number:03}-again.txt").write_text(f"From the wire:\n\n{text}", encoding="utf-8")


def ingest(folder: Path, seed: int) -> Act:
    """Read the corpus."""

    def act(workspace: Workspace, told: IO[str]) -> None:
        for outcome in workspace.ingest([folder]):
            if outcome.change is not None:
                told.write(f"in {outcome.document_id}\n")

    return act


def bring(parts: Path, folder: Path, seed: int) -> Act:
    """Load the corpus from parts."""

    def act(workspace: Workspace, told: IO[str]) -> None:
        for outcome in load(workspace, str(parts)):
            if outcome.change is not None:
                told.write(f"in {outcome.document_id}\n")

    return act


def make_parts(settings: Settings, place: Path) -> None:
    """Parts of what a home holds, as a cluster makes them."""
    location, scratch, made = Location(str(place)), place.parent / "scratch", []
    scratch.mkdir()
    with Workspace.open(settings) as workspace:
        attempts = [Attempt(entry.document, entry.record) for entry in workspace.ledger.entries()]
    for number in range(0, len(attempts), A_PART):
        writer = PartWriter(f"part-{number:05}", scratch, settings.base_iri, now())
        writer.add(attempts[number : number + A_PART])
        made.append(writer.put(location, {}))
    write_manifest(location, scratch, made, {})


def delete(folder: Path, seed: int) -> Act:
    """Take out two thirds of the documents."""

    def act(workspace: Workspace, told: IO[str]) -> None:
        ids = [entry.document.id for entry in workspace.ledger.entries()]
        for document_id in random.Random(seed).sample(ids, len(ids) * 2 // 3):
            workspace.delete(document_id)
            told.write(f"out {document_id}\n")

    return act


def judge(folder: Path, seed: int) -> Act:
    """Say of some things that they are the same or different, and take some of that back."""

    def act(workspace: Workspace, told: IO[str]) -> None:
        chance = random.Random(seed)
        people = [
            mention_of(entry.document.id, entity)
            for entry in workspace.ledger.entries()
            for entity in entry.record.entities
            if entity.type is EntityType.PERSON and entity.mentions
        ]
        for number in range(40 if len(people) > 1 else 0):
            one, other = (Subject("person/x", (mention,)) for mention in chance.sample(people, 2))
            kind = chance.choice([Kind.SAME, Kind.DIFFERENT])
            made = [Judgement(kind, "kill", f"2026-11-27T12:00:{number:02}Z", str(seed), one, other)]
            if number % 3 == 2:
                made.append(Judgement(Kind.UNDO, "kill", made[0].at, str(seed), undoes=made[0].id))
            for judgement in made:
                told.write(f"judged {take(workspace, judgement).kept.judgement.id}\n")

    return act


def rebuild(folder: Path, seed: int) -> Act:
    """Make the store anew, again and again, until killed."""

    def act(workspace: Workspace, told: IO[str]) -> None:
        for _ in range(20):
            workspace.rebuild()

    return act


def victim(settings: Settings, act: Act, acknowledged: Path, seconds: float) -> bool:
    """Let a process act and kill it after so many seconds; whether it was still at it."""
    if (child := os.fork()) == 0:
        with acknowledged.open("w", buffering=1) as told, Workspace.open(settings) as workspace:
            act(workspace, told)
        os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def graph(workspace: Workspace) -> set[str]:
    """All quads of the store, and all that the index finds, as text."""
    words = {f"{table}: {row}" for table, rows in held(workspace.index).items() for row in rows}
    return words.union(map(str, workspace.store.quads()))


def anew(settings: Settings) -> set[str]:
    """The graph of a new store, made from a copy of the ledger in which all things are found anew."""
    with tempfile.TemporaryDirectory() as place:
        copy = replace(settings, home=Path(place), store="memory")
        with closing(sqlite3.connect(settings.ledger_path)) as old, closing(sqlite3.connect(copy.ledger_path)) as new:
            old.backup(new)
            new.execute("DELETE FROM scheme")
            new.commit()
        with Workspace.open(copy) as workspace:
            return graph(workspace)


def faults(settings: Settings, acknowledged: Path) -> list[str]:
    """What is wrong with a home after a kill, once it has been opened."""
    known = dict(line.split()[::-1] for line in acknowledged.read_text().splitlines() if len(line.split()) == 2)
    found = []
    with Workspace.open(settings) as workspace:
        there = {entry.document.id for entry in workspace.ledger.entries()}
        found += [f"{i} was acknowledged and is not in" for i, what in known.items() if what == "in" and i not in there]
        found += [f"{i} was deleted and is in" for i, what in known.items() if what == "out" and i in there]
        kept = {one.judgement.id for one in workspace.ledger.judgements.all()}
        found += [f"{i} was judged and is not in" for i, what in known.items() if what == "judged" and i not in kept]
        held = graph(workspace)
        found += workspace.problems
    if held != anew(settings):
        found.append("store and index do not hold what the ledger says")
    with sqlite3.connect(settings.ledger_path) as database:
        found += [row[0] for row in database.execute("PRAGMA integrity_check") if row[0] != "ok"]
        found += [f"{row[1]} of {row[0]} is an orphan" for row in database.execute("PRAGMA foreign_key_check")]
        half = "SELECT count(*) FROM documents LEFT JOIN records ON document = id WHERE record IS NULL"
        found += [f"{row[0]} documents have no record" for row in database.execute(half) if row[0]]
    database.close()
    return found


def undisturbed(settings: Settings, folder: Path) -> tuple[set[str], float]:
    """The graph that a run gives that nobody kills, and how long it took."""
    began = time.monotonic()
    with Workspace.open(settings) as workspace:
        for one in list(workspace.ledger.judgements.all()):
            if one.judgement.kind is not Kind.UNDO and one.state is not State.UNDONE:
                take(workspace, Judgement(Kind.UNDO, "kill", one.judgement.at, undoes=one.judgement.id))
        failed = [outcome.error for outcome in workspace.ingest([folder]) if outcome.error]
        assert not failed, failed
        return graph(workspace), time.monotonic() - began


def in_a_fork(work: Callable[[], object]) -> int:
    """The exit code of a process that does this: the one that forks must never have a store open."""
    if (child := os.fork()) == 0:
        try:
            work()
        except BaseException as error:
            sys.stderr.write(f"{error!r}\n")
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def run(folder: Path, rounds: int, seed: int, log: IO[str]) -> int:
    """All rounds, each a line of the log; how many went wrong."""
    from graph.pipeline import extract

    os.environ["SOURCE_DATE_EPOCH"] = "1756540800"
    list(extract([read_case(sorted(GOLD.glob("*.json"))[0])[0]], Settings()))  # the model, once for all
    chance, wrong = random.Random(seed), 0
    with tempfile.TemporaryDirectory() as place:
        home, plain = Settings(home=Path(place) / "home"), Settings(home=Path(place) / "plain")
        told, timed = Path(place) / "told", Path(place) / "timed"
        in_a_fork(lambda: timed.write_text(str(undisturbed(plain, folder)[1])))
        whole = float(timed.read_text())
        in_a_fork(lambda: make_parts(plain, Path(place) / "parts"))
        log.write(f"an undisturbed run takes {whole:.1f} s\n")
        acts = [("ingest", ingest, whole)] * 6 + [("rebuild", rebuild, 0.5)] * 2
        acts += [("load", partial(bring, Path(place) / "parts"), 0.4)] * 2
        acts += [("delete", delete, 0.5)] * 2 + [("judge", judge, 3.0)] * 3
        for number in range(1, rounds + 1):
            name, act, longest = chance.choice(acts)
            seconds = chance.uniform(0.0, longest)
            told.write_text("")
            at_it = victim(home, act(folder, number), told, seconds)
            said = len(told.read_text().splitlines())

            def check() -> None:
                if found := faults(home, told):
                    raise AssertionError("; ".join(found))

            fine = in_a_fork(check) == 0
            wrong += not fine
            state = "killed" if at_it else "had ended"
            after = f"{state} after {seconds:.3f} s, {said} acknowledged"
            log.write(f"{number:3} {name:8} {after}: {'whole' if fine else 'BROKEN'}\n")
            log.flush()

        def same() -> None:
            assert undisturbed(home, folder)[0] == undisturbed(plain, folder)[0], "the graphs differ"

        fine = in_a_fork(same) == 0
        log.write(f"in the end the graph is {'the same as' if fine else 'ANOTHER than'} that of an undisturbed run\n")
        return wrong + (not fine)


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, help="a corpus; the annotated texts where none is named")
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--log", type=argparse.FileType("w"), default=sys.stdout)
    arguments = parser.parse_args()
    made = Path(tempfile.mkdtemp())
    try:
        if arguments.folder is None:
            corpus(made, 40)
        sys.exit(1 if run(arguments.folder or made, arguments.rounds, arguments.seed, arguments.log) else 0)
    finally:
        shutil.rmtree(made)


if __name__ == "__main__":
    main()
