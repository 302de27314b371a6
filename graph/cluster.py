"""A corpus read by a Dask cluster into parts: a task for each share, few of them under way, the manifest last.

Dask, because clusters of it are there (Kubernetes, Slurm, Coiled, ssh) and it does what a lost worker had again. Each
thread of a worker has its own process of graph/pool.py to read with: as many processors are busy as there are threads,
a document that ends its process or comes to no end is found and reported as it is on one machine, and the Dask worker
lives on. Making a part twice makes the same part, so tasks may be lost and repeated at any moment.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import threading
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from itertools import chain
from multiprocessing.util import Finalize
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from graph.errors import InputError, PolicygraphError, SettingsError, StorageError
from graph.extract import extractor
from graph.fingerprint import fingerprint, fingerprint_of_sources
from graph.ingestion import stamp
from graph.ledger import Change
from graph.ledger_rows import now
from graph.location import Location, require
from graph.outcome import Attempt, Outcome, Step, batches
from graph.parts import Part, PartWriter, found, outcomes, write_manifest
from graph.pool import Pool
from graph.reader import Selection
from graph.settings import Settings
from graph.shares import MOST, Share, inputs, shares
from graph.sources import Intake

AHEAD: Final = 2  # tasks under way for each thread of the cluster: enough that none waits for us
RETRIES: Final = 2  # of a task that fails, for a network that was down
IDLE: Final = 60.0  # seconds for which a process keeps its language model when there is nothing to read
PATIENCE: Final = 60  # seconds in which the cluster must have a worker

Task = tuple[int, Share]  # the shares are counted, so that the manifest has their parts in order


@dataclass(frozen=True, slots=True)
class Job:
    """What all tasks of a run have in common; `code` tells whether a worker has the same policygraph."""

    location: str
    settings: Settings
    intake: Intake
    selection: Selection
    read_at: str
    code: str

    @property
    def made_by(self) -> dict[str, Any]:
        """What a part or a manifest says of how it was made."""
        provenance = asdict(extractor(self.settings).provenance)
        return {"provenance": provenance, "code": self.code, "base_iri": self.settings.base_iri, "at": self.read_at}

    def name(self, share: Share) -> str:
        """What the part made of a share is called: by all that it depends on but the time."""
        known = [[one.name, one.size, one.stamp] for one in share.inputs]
        asked = [stamp(self.settings, self.intake), self.selection.since, self.code, self.settings.base_iri]
        told = json.dumps([known, share.number, share.of, asked])
        return f"part-{hashlib.sha256(told.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}"


def ingest(
    where: Sequence[str],
    location: str,
    address: str,
    settings: Settings,
    intake: Intake,
    selection: Selection,
    most: int = MOST,
) -> Iterator[Outcome]:
    """Have a cluster read what was named into parts at a location; one outcome for each document, in no order.

    Parts that are there are not made again. `most` is how many files make up a part. Raises SettingsError where there
    is no cluster, InputError where something named is not there, StorageError, ModelError.
    """
    require("distributed", "fsspec", "pyarrow")
    from distributed import as_completed

    place = Location(location)
    job = Job(place.address, _public(settings), intake, selection, now(), _code())
    todo = enumerate(shares(chain.from_iterable(map(inputs, where)), most))
    made, failed, before = dict[int, Part](), 0, frozenset(place.names())
    with _connected(address) as client:
        tasks = dict[str, Task]()  # under way, by their keys
        running = as_completed(loop=client.loop)  # type: ignore[no-untyped-call]
        _submit(client, running, todo, job, tasks)
        for future in running:
            number, share = tasks.pop(future.key)
            if future.cancelled():
                raise ConnectionError("what was under way is lost")
            if (error := future.exception()) is not None:
                failed += 1
                yield _failure(error, share)
            else:
                made[number], done = future.result()
                yield from done if f"{made[number].name}.json" in before else map(_made_now, done)
            future.release()
            _submit(client, running, todo, job, tasks)
    if failed:
        reason = f"{failed} of {failed + len(made)} parts could not be made, and no manifest was written"
        yield Outcome(place.address, error=f"{place.address}: {reason}; the same command makes what is missing")
    elif made:
        with TemporaryDirectory() as folder:
            write_manifest(place, Path(folder), (made[number] for number in sorted(made)), job.made_by)


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    from distributed import Client

    try:
        client: Any = Client(address, timeout=10, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise SettingsError("cluster", f"no Dask scheduler answers at {address}: {error}") from error
    try:
        _check(client, address)
        yield client
    except OSError as error:
        reason = f"the scheduler at {address} is gone ({error}); what was made stays, and the same command goes on"
        raise SettingsError("cluster", reason) from error
    finally:
        client.close()  # which takes back what is under way


def _check(client: Any, address: str) -> None:
    """Make sure that there are workers, and that all have the same policygraph: one without ends at its first task."""

    def code() -> str:  # goes to the worker as it is, because it stands in a function
        from graph.cluster import _code
        from graph.location import require

        require("fsspec", "pyarrow")
        return _code()

    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError as error:
        raise SettingsError("cluster", f"the cluster at {address} has no worker: start some and try again") from error
    for worker, its in client.run(code, on_error="return").items():
        if its != _code():
            what = f"cannot run it ({its})" if isinstance(its, Exception) else "has another version of it"
            raise SettingsError("cluster", f"each worker needs this policygraph[cluster]; {worker} {what}")


def _submit(
    client: Any, running: Any, todo: Iterable[tuple[int, Share]], job: Job, tasks: dict[str, tuple[int, Share]]
) -> None:
    """Have as many tasks under way as there should be."""
    room = max(1, AHEAD * sum(client.nthreads().values())) - running.count()
    for _, (number, share) in zip(range(room), todo, strict=False):  # range first: it must not take one too many
        future = client.submit(make, share, job, key=f"policygraph-{uuid.uuid4().hex}", retries=RETRIES)
        tasks[future.key] = number, share
        running.add(future)


def _made_now(outcome: Outcome) -> Outcome:
    """The outcome of a document of a part that this run made, be it that its worker was lost before it could say so and
    another one found the part there."""
    return replace(outcome, change=Change.ADDED) if outcome.change is Change.UNCHANGED else outcome


def _failure(error: BaseException, share: Share) -> Outcome:
    """What is said of a share whose task failed. Raises what would befall the others too."""
    if isinstance(error, PolicygraphError) and not isinstance(error, InputError | StorageError):
        raise error
    name, source = type(error).__name__, share.inputs[0].name
    whole = source if len(share.inputs) == 1 else f"{source} and {len(share.inputs) - 1} more"
    reason = "ended every worker that tried to read it" if name == "KilledWorker" else str(error) or name
    return Outcome(source, error=f"{whole}: {reason}", documents=len(share.inputs))


def _public(settings: Settings) -> Settings:
    """The settings without what is a secret, or nobody's business on another machine."""
    return replace(settings, home=Path(), api_key=None, llm_key=None)


def _code() -> str:
    return hashlib.sha256(f"{fingerprint()} {fingerprint_of_sources()}".encode()).hexdigest()


# in a worker


def make(share: Share, job: Job) -> tuple[Part, list[Outcome]]:
    """Make the part of a share, or find that it is there; with what became of each document."""
    if job.code != _code():
        raise SettingsError("cluster", "a worker has another version of policygraph: install the same one everywhere")
    location, name = Location(job.location), job.name(share)
    with TemporaryDirectory(prefix="policygraph-", dir=_scratch()) as scratch:
        folder = Path(scratch)
        if not job.selection.again and (part := found(name, location, folder)) is not None:
            return part, _dealt_with(list(outcomes(folder / part.table)), share)
        return _made(share, job, name, location, folder)


def _made(share: Share, job: Job, name: str, location: Location, folder: Path) -> tuple[Part, list[Outcome]]:
    writer, done = PartWriter(name, folder, job.settings.base_iri, job.read_at), list[Outcome]()
    settings = replace(job.settings, llm_key=os.environ.get("POLICYGRAPH_LLM_KEY"))
    with _readers(settings, job.selection) as pool:
        for batch, results in pool.read(batches(share.steps(settings, job.intake, folder))):
            done += writer.add(_in_order(batch, results))
    made_by = job.made_by | {"inputs": [asdict(one) for one in share.inputs], "stretch": [share.number, share.of]}
    return writer.put(location, made_by), _dealt_with(done, share)


def _in_order(batch: list[Step], results: list[Attempt | Outcome]) -> Iterator[Attempt | Outcome]:
    found = iter(results)
    for step in batch:
        if step.what is not None:
            yield step.what if isinstance(step.what, Outcome) else next(found)


def _dealt_with(done: list[Outcome], share: Share) -> list[Outcome]:
    """The outcomes, the last of which tells how many bytes are done."""
    return [*done[:-1], *(replace(last, bytes=share.size) for last in done[-1:])]


def _scratch() -> str:
    from distributed import get_worker

    return str(get_worker().local_directory)  # which is taken away where the worker is lost


_free: dict[threading.Timer, tuple[Settings, Selection, Pool]] = {}  # each with what ends it when nothing comes
_lock = threading.Lock()


@contextmanager
def _readers(settings: Settings, selection: Selection) -> Iterator[Pool]:
    """A process that reads, for this thread alone as long as it takes; kept for the next task for a while."""
    pool = _taken(settings, selection)
    try:
        yield pool
    except BaseException:
        pool.end()  # there may be something under way in it
        raise
    timer = threading.Timer(IDLE, lambda: _end(timer))
    timer.daemon = True
    with _lock:
        _free[timer] = settings, selection, pool
    timer.start()


def _taken(settings: Settings, selection: Selection) -> Pool:
    with _lock:
        for timer, (its_settings, its_selection, pool) in _free.items():
            if (its_settings, its_selection) == (settings, selection):
                timer.cancel()
                del _free[timer]
                return pool
    # A nanny's worker may by default have no children, which it could leave behind; ours end with their parent, at the
    # latest, and when it ends in peace before it waits for them.
    multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]
    pool = Pool(settings, selection, 1, foresee=False)
    Finalize(None, pool.end, exitpriority=0)
    return pool


def _end(timer: threading.Timer) -> None:
    with _lock:
        kept = _free.pop(timer, None)
    if kept is not None:
        kept[2].end()
