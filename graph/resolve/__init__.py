"""Resolution: which thing in the world each entity of a record is. Deterministic; sees one document at a time.

Named things get a path from what they are, so that documents that name the same thing share it; things known only by
a description ("federal agents", "the order", "a spokesperson") are scoped by their document, because the same words
mean something else in the next one.
"""

from __future__ import annotations

from graph.model import Document, Record, Resolution
from graph.resolve.paths import Naming, path_of

__all__ = ["resolve"]


def resolve(document: Document, record: Record) -> Resolution:
    """Give each entity its path below `{base}id/`; entity ids and their order in the record do not matter."""
    naming = Naming.of(document, record)
    taken: dict[str, str | None] = {}
    paths: dict[str, str] = {}
    for entity in naming.entities:
        path, identity = path_of(entity, naming)
        wanted, times = path, 1
        while path in taken and (identity is None or taken[path] != identity):
            times += 1
            path = f"{wanted}-{times}" if document.id in wanted else f"{wanted}-{document.id}-{times}"
        taken[path] = identity
        paths[entity.id] = path
        naming.learn(entity, path)
    return Resolution(document.id, paths)
