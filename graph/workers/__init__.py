"""Strangers' queries, run by worker processes over read-only checkpoints of the store.

pyoxigraph cannot be stopped within a query, and some inputs end its process: so the process that owns the store never
runs, nor even parses, a query that a stranger wrote. A pool of workers does, each over a checkpoint, which is a copy
by hard links. A worker that takes too long, too much memory, or crashes, is killed, costs its own query alone, and
another one is forked in milliseconds from a process (`nursery`) that has loaded what a worker needs and nothing else.

    service:   pool -> turns (who is next), checkpoints (what is read), processes (who reads), answer (what comes back)
    beside it: nursery -> worker -> confine (what a worker may not)
    between:   task (what is asked), inbox (where it lies until it is begun), frames and line (how the answer is sent)

Stores that live in their process (`memory`) or elsewhere have no checkpoints: there queries run as the store runs them.
"""

from __future__ import annotations

from graph.workers.answer import Answer
from graph.workers.pool import Pool, pool_of
from graph.workers.run import run
from graph.workers.task import Task

__all__ = ["Answer", "Pool", "Task", "pool_of", "run"]
