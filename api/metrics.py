"""What is measured, for Prometheus: requests as they end; all else is looked up when somebody asks (GET /metrics)."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from typing import Final

from prometheus_client import CollectorRegistry, GCCollector, Histogram, PlatformCollector, ProcessCollector
from prometheus_client import Counter as Total
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from api.jobs import Jobs
from graph.pipeline import Workspace
from graph.workers import Pool

SECONDS: Final = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 120.0)


class Metrics:
    """The measures of one service. `registry` is what is shown of them."""

    def __init__(self, workspace: Workspace, jobs: Jobs, readers: Pool | None) -> None:
        self.registry = CollectorRegistry()
        for collector in (ProcessCollector, PlatformCollector, GCCollector):
            collector(registry=self.registry)
        self.registry.register(_Standing(workspace, jobs, readers))
        self._requests = Total(
            "policygraph_requests", "Requests answered", ("method", "route", "status"), registry=self.registry
        )
        self._seconds = Histogram(
            "policygraph_request_seconds",
            "From a request to the end of its answer",
            ("route",),
            buckets=SECONDS,
            registry=self.registry,
        )
        self._kinds: dict[tuple[str, str, int], tuple[Total, Histogram]] = {}

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request: `route` is the path's pattern, of which there are few, and not the path."""
        kind = (method, route, status)
        if (measures := self._kinds.get(kind)) is None:
            measures = self._kinds[kind] = self._requests.labels(*kind), self._seconds.labels(route)
        measures[0].inc()
        measures[1].observe(seconds)


class _Standing(Collector):
    """How things stand when somebody asks."""

    def __init__(self, workspace: Workspace, jobs: Jobs, readers: Pool | None) -> None:
        self._workspace, self._jobs, self._readers = workspace, jobs, readers
        self._acts, self._counted, self._counting = Counter[str](), 0, threading.Lock()

    def collect(self) -> Iterator[Metric]:
        """All of it."""
        ledger, store = self._workspace.ledger, self._workspace.store
        yield GaugeMetricFamily("policygraph_documents", "Documents in the ledger", len(ledger))
        yield GaugeMetricFamily("policygraph_quads", "Quads in the store", len(store))
        yield CounterMetricFamily("policygraph_store_writes", "Writes to the store since its start", store.generation)
        yield _counter("policygraph_ledger_acts", "What was done to documents and graphs", "action", self._done())
        unended = Counter(job.state.value for job in self._jobs.table.unended())
        yield _gauge("policygraph_jobs", "Jobs that have not ended", "state", unended)
        if self._readers is not None:
            yield _gauge("policygraph_workers", "Processes that run queries", "state", self._readers.standing)
            yield GaugeMetricFamily("policygraph_queries_waiting", "Queries that wait for one", self._readers.waiting)
            yield _counter("policygraph_queries", "Queries, by what came of them", "outcome", self._readers.outcomes)

    def _done(self) -> Counter[str]:
        """The lines of the ledger's log by their action; only those are counted that have come since the last time."""
        with self._counting:
            more, self._counted = self._workspace.ledger.acts(self._counted)
            self._acts.update(more)
            return self._acts.copy()


def _gauge(name: str, said: str, label: str, values: Counter[str]) -> Metric:
    made = GaugeMetricFamily(name, said, labels=(label,))
    for value in sorted(values):
        made.add_metric((value,), values[value])
    return made


def _counter(name: str, said: str, label: str, values: Counter[str]) -> Metric:
    made = CounterMetricFamily(name, said, labels=(label,))
    for value in sorted(values):
        made.add_metric((value,), values[value])
    return made
