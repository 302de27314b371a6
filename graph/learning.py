"""Lists of people taken into a workspace, or out of it: what documents say of the people in them follows at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from graph.authority.lists import Reading
from graph.ledger_authorities import Taken
from graph.pipeline import Workspace


def learn(
    workspace: Workspace, readings: Sequence[Reading], below: Iterable[Path] = (), replace: bool = False
) -> list[Taken]:
    """Take in what was read (see Authorities.take); what came of each person."""
    with workspace.together(at_once=True):
        taken, changed = workspace.ledger.learn(readings, below, replace)
        workspace.touch(changed)
    return taken


def forget(workspace: Workspace, source: str) -> int:
    """Take out a list; how many people that were. Raises NotFound."""
    with workspace.together(at_once=True):
        count, changed = workspace.ledger.forget(source)
        workspace.touch(changed)
    return count
