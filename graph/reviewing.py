"""What a person says of a part of the queue in one step: of exactly what was shown, and as it was shown.

Whatever cannot be judged so any more is left out, with the reason; what the same person has said already is said once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graph.errors import InputError, NotFound
from graph.facts import Fact
from graph.judgement import Judgement, Kind, State
from graph.judging import Judging, take_all
from graph.ledger_judgements import Taken
from graph.pipeline import Workspace
from graph.review import seen, told

ON_PAIRS: Final = (Kind.SAME, Kind.DIFFERENT)
ON_FACTS: Final = (Kind.RIGHT, Kind.WRONG)


@dataclass(frozen=True, slots=True)
class Shown:
    """What somebody had before him: a fact, as it was `seen`; or two things, by where each is mentioned; or a judgement
    that is taken back."""

    what: str
    other: str | None = None
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """What could not be judged so, and why."""

    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What came of it."""

    taken: tuple[Taken, ...]
    left: tuple[Left, ...]


def review(workspace: Workspace, judging: Judging, kind: Kind, shown: Sequence[Shown]) -> Reviewed:
    """Judge all that was shown, in one step. Raises InputError where nobody is named."""
    now = told(workspace.store, workspace.index, [judging.iri(one.what) for one in shown]) if kind in ON_FACTS else {}
    made, left = [], []
    for one in shown:
        try:
            made.append(_judgement(judging, kind, one, now))
        except (InputError, NotFound) as error:
            left.append(Left(one.what, error.reason if isinstance(error, InputError) else str(error)))
    return Reviewed(tuple(take_all(workspace, made)), tuple(left))


def _judgement(judging: Judging, kind: Kind, shown: Shown, now: Mapping[str, tuple[Fact, ...]]) -> Judgement:
    if kind in ON_PAIRS and "#" in shown.what and shown.other and "#" in shown.other:
        return judging.of_pair(kind, shown.what, shown.other)
    made = judging.make(kind, shown.what, shown.other)
    if judging.ledger.judgements.standing(made) is None:  # or else it is said once more, as after a lost answer
        if kind is Kind.UNDO and judging.ledger.judgements.find(shown.what).state is State.UNDONE:
            raise InputError(shown.what, "it was taken back meanwhile")
        if shown.seen and seen(now.get(judging.iri(shown.what), ())) != shown.seen:
            raise InputError(shown.what, _changed(judging, shown.what))
    return made


def _changed(judging: Judging, what: str) -> str:
    judged = judging.on(what)
    if not judged:
        return "it reads otherwise by now"
    newest = judged[0]
    return f"{newest.judgement.who} has judged it meanwhile: {newest.judgement.kind}, judgement {newest.number}"
