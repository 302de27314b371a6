"""Status: whether an order is in force, blocked, revoked … on which days, by all that documents tell of it. Pure.

    Told (what one document tells) --changes--> Change (a status from a day on) --timeline--> Period --describe--> quads
    told.py                          changes.py, effects.csv, words.toml          timeline.py           describe.py

Only what documents state as their own word counts: nothing that is threatened, planned, hypothetical or negated, and
nothing that stands inside a statement, but for an order's end, which those tell whose deed it is (status-told.rq,
status-claims.rq).
"""

from __future__ import annotations

from graph.status.changes import changes
from graph.status.describe import LABELS, describe
from graph.status.timeline import timeline
from graph.status.told import Change, Period, Status, Told

__all__ = ["LABELS", "Change", "Period", "Status", "Told", "changes", "describe", "timeline"]
