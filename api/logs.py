"""How the service's log is written: lines for people, or a JSON object a line for programs; on standard error."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final

from api.observe import request_id


def _text() -> logging.Formatter:
    return logging.Formatter("%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s")


def _json() -> logging.Formatter:
    from pythonjsonlogger.json import JsonFormatter

    names = {"asctime": "at", "levelname": "level", "name": "logger"}
    fields = ["asctime", "levelname", "name", "message", "request_id"]
    return JsonFormatter(fields, rename_fields=names, datefmt="%Y-%m-%dT%H:%M:%S%z", json_ensure_ascii=False)


FORMS: Final[dict[str, Callable[[], logging.Formatter]]] = {"failures": _text, "text": _text, "json": _json}


def configure(form: str) -> None:
    """Write what is logged from now on: failures, and unless `form` is that, a line for each request."""
    handler = logging.StreamHandler()
    handler.setFormatter(FORMS[form]())
    handler.addFilter(_with_id)
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("api").setLevel(logging.WARNING if form == "failures" else logging.INFO)


def _with_id(record: logging.LogRecord) -> bool:
    record.request_id = request_id.get() or "-"
    return True
