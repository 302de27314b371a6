"""The pages of jobs: what the corpus is made of, and what became of the documents of a job."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import islice
from typing import Final

from api import links
from api.deps import Service
from api.report import told_so_far
from graph import listing
from graph.document_list import documents_of
from graph.lists import LISTS
from graph.sources import KINDS
from graph.sources.piece import BODY_NAME

KINDS_READ: Final = ", ".join(sorted(KINDS))
"""The suffixes of files that can be sent, as a field for files takes them."""
SHOWN: Final = 50  # documents of a job
FIRST: Final = 1_000  # lines of a report that are looked at


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one document: its name, where it is shown, and in a word what was done."""

    name: str
    href: str
    outcome: str


def sources(service: Service) -> tuple[listing.Counted, ...]:
    """Who has published the documents, those of most first."""
    index, of = service.workspace.index, LISTS["documents"].filters["source"]
    return listing.counted(index, listing.ask(service.store, index, "documents"), [of])[of.name]


def told(service: Service, job_id: str) -> list[Told]:
    """The first documents of a job that are in."""
    lines = (json.loads(line) for chunk in told_so_far(service.jobs.report(job_id)) for line in chunk.splitlines())
    found = [line for line in islice(lines, FIRST) if line["document"] and line["outcome"] != "failed"][:SHOWN]
    iris = {line["document"]: links.iri_of(service.settings.base_iri, f"document/{line['document']}") for line in found}
    titles = {one.iri: one.label for one in documents_of(service.store, list(iris.values()))}
    return [
        Told(
            titles.get(iris[line["document"]]) or line["source"].removeprefix(f"{BODY_NAME}!"),
            links.document_page(line["document"]),
            line["outcome"],
        )
        for line in found
    ]
