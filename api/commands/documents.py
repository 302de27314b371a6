"""`policygraph documents`: what is in the ledger."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.commands import console
from api.commands.options import Home, Json, examples, settings

if TYPE_CHECKING:
    from graph.ledger import Entry
    from graph.model import Document

EXAMPLES = examples(
    "policygraph documents",
    "policygraph documents --json | jq -r '.[] | select(.date == null) | .id'   # those without a date",
)


def command(home: Home = None, json: Json = False) -> None:
    """List the documents that were ingested, with the ids that `delete` and `export --document` take."""
    from graph.ledger import Ledger

    chosen = settings(home=home)
    lines: list[tuple[str, dict[str, Any]]] = []
    if chosen.ledger_path.exists():
        with Ledger(chosen.ledger_path) as ledger:
            lines = [(_called(entry.document), _line(entry)) for entry in ledger.entries()]
    if json:
        console.print_json([line for _, line in lines])
        return
    console.table(
        ("id", "document", "date", "facts", "ingested"),
        ((line["id"], called, line["date"], line["facts"], line["ingested"]) for called, line in lines),
        right=("facts",),
    )


def _line(entry: Entry) -> dict[str, Any]:
    document, record = entry.document, entry.record
    facts = sum(map(len, (record.relations, record.provisions, record.statements, record.events)))
    known = {name: getattr(document, name) for name in ("id", "title", "url", "date", "source")}
    return known | {"words": len(document.text.split()), "facts": facts, "ingested": entry.ingested}


def _called(document: Document) -> str:
    """What a reader knows a document by: its title, else its file, else its address, else its first words."""
    file = Path(document.source).name if document.source else None
    return document.title or file or document.url or document.label
