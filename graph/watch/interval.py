"""Intervals as people write them: 30s, 15m, 1h, 2d."""

from __future__ import annotations

import re

from graph.errors import SettingsError

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_WRITTEN = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)\s*([smhd])", re.ASCII)


def interval(text: str) -> float:
    """The seconds of "30s", "15m", "1h" or "2d". Raises SettingsError."""
    found = _WRITTEN.fullmatch(text.strip().lower())
    if found is None or not (seconds := float(found[1]) * _SECONDS[found[2]]):
        raise SettingsError("every", f"must be a time like 30s, 15m, 1h or 2d, not {text!r}")
    return seconds


def shown(seconds: float) -> str:
    """So many seconds, in the largest unit of which there is one."""
    unit, length = next(((unit, n) for unit, n in reversed(_SECONDS.items()) if seconds >= n), ("s", 1))
    return f"{round(seconds / length, 1):g}{unit}"
