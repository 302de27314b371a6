"""Traces of requests for OpenTelemetry, sent to a collector that the settings name; by the extra `telemetry`."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from fastapi import FastAPI

from graph.errors import SettingsError
from graph.settings import Settings

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider


def provider_of(settings: Settings) -> TracerProvider | None:
    """What sends traces, by OTLP over HTTP; None where the settings name no collector. Raises SettingsError."""
    if not settings.traces:
        return None
    try:
        import opentelemetry.instrumentation.asgi  # noqa: F401 - that it is there, too
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as error:
        raise SettingsError("traces", f"needs `pip install 'policygraph[telemetry]'` ({error})") from error
    about = Resource.create({"service.name": "policygraph", "service.version": version("policygraph")})
    provider = TracerProvider(resource=about)
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(f"{settings.traces.rstrip('/')}/v1/traces")))
    return provider


def trace(app: FastAPI, provider: TracerProvider) -> None:
    """Have each request traced; spans that callers began go on."""
    from opentelemetry.instrumentation.asgi import OpenTelemetryMiddleware

    app.add_middleware(
        OpenTelemetryMiddleware,
        tracer_provider=provider,
        excluded_urls="/health/,/metrics,/static/",
        exclude_spans=["receive", "send"],
    )
