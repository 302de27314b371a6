"""Trials: what strangers send to be written, tried out in processes of its own, beside the service and the store."""

from __future__ import annotations

from typing import Final

MEMORY: Final = 4_000_000_000  # bytes that such a process may take
