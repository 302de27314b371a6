"""Traces of requests for OpenTelemetry, sent to a collector that the settings name; by the extra `telemetry`."""

from __future__ import annotations

from importlib.metadata import version

from fastapi import FastAPI

from graph.errors import SettingsError


def send_traces(app: FastAPI, address: str) -> None:
    """Have each request traced, by OTLP over HTTP; spans that callers began go on. Raises SettingsError."""
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.instrumentation.asgi import OpenTelemetryMiddleware
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as error:
        raise SettingsError("traces", f"needs `pip install 'policygraph[telemetry]'` ({error})") from error
    about = Resource.create({"service.name": "policygraph", "service.version": version("policygraph")})
    provider = TracerProvider(resource=about)
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(f"{address.rstrip('/')}/v1/traces")))
    app.state.traces = provider
    app.add_middleware(
        OpenTelemetryMiddleware,
        tracer_provider=provider,
        excluded_urls="/health/,/metrics,/static/",
        exclude_spans=["receive", "send"],
    )
