"""Resolution: which thing in the world each entity of a record is. Deterministic and pure; the ledger remembers.

    Record -> portraits -> Profile, by block -> clusters of the profiles that are one thing -> paths

Named things get a path from what they are, so that documents that speak of the same thing share it; things known only
by a description ("federal agents", "a spokesperson") are scoped by their document, because the same words mean
something else in the next one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from graph.model import Document, Record, Resolution
from graph.resolve.attested import attested
from graph.resolve.bonds import Bond
from graph.resolve.candidates import candidates
from graph.resolve.compare import Comparison, Verdict, compare
from graph.resolve.listed import key_of, profiles_of
from graph.resolve.paths import paths, scoped
from graph.resolve.portraits import local, portraits
from graph.resolve.profile import Profile

__all__ = [
    "Bond",
    "Comparison",
    "Profile",
    "Verdict",
    "candidates",
    "compare",
    "key_of",
    "local",
    "paths",
    "portraits",
    "profiles_of",
    "resolve",
    "scoped",
    "together",
]


def resolve(document: Document, record: Record, known: Mapping[str, str] | None = None) -> Resolution:
    """Give each entity its path below `{base}id/`; entity ids and their order in the record do not matter.

    `known`: the paths, by entity id, of what other documents may speak of too; found from this document alone where it
    is not given.
    """
    known = together([(document, record)])[document.id] if known is None else known
    return Resolution(document.id, scoped(record.entities, document.id) | dict(known))


def together(cases: Collection[tuple[Document, Record]]) -> dict[str, dict[str, str]]:
    """The paths, by document id and entity id, of what many documents speak of, found from all of them at once."""
    drawn = {document.id: portraits(document, record) for document, record in cases}
    told = attested((document.date, profile) for document, _ in cases for profile in drawn[document.id].values())
    blocks: dict[str, set[Profile]] = {}
    for profile in (profile for some in drawn.values() for profile in some.values()):
        blocks.setdefault(told[profile][0] if profile in told else profile.block, set()).add(profile)
    keys = {profile: some for profile, (_, some) in told.items()}
    found = {
        profile: path
        for some in blocks.values()
        for profile, path in paths(some, told={p: keys[p] for p in some if p in keys}).items()
    }
    return {
        document: {entity: found[profile] for entity, profile in some.items() if profile in found}
        for document, some in drawn.items()
    }
