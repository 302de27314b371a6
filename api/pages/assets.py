"""What pages are shown with: the style sheet, and scripts where hatch_build.py could bundle them.

Their addresses carry a fingerprint of what is there, so that a browser may keep it for ever.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from mimetypes import guess_type
from pathlib import Path
from typing import Any, Final

from fastapi.staticfiles import StaticFiles
from starlette.datastructures import QueryParams
from starlette.responses import Response
from starlette.types import Scope

from api.sent import header

STATIC: Final = Path(__file__).parent / "static"
MANIFEST: Final = STATIC / "build" / "manifest.json"
FOR_EVER: Final = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Island:
    """What makes a page more than its HTML: a module, its style sheet if it has one, and the modules it imports."""

    script: str
    style: str | None
    imports: tuple[str, ...]


class Assets(StaticFiles):
    """The files; what is asked for by its fingerprint is never asked for again."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """One file; what was bundled comes as it was compressed then, where that is taken."""
        is_bundled, wish = path.startswith("build/"), header(scope, b"accept-encoding") or ""
        if is_bundled and "gzip" in wish and (STATIC / f"{path}.gz").is_file():
            answer = await super().get_response(f"{path}.gz", scope)
            answer.headers["content-encoding"] = "gzip"
            answer.headers.add_vary_header("accept-encoding")
            answer.headers["content-type"] = guess_type(path)[0] or "application/octet-stream"
        else:
            answer = await super().get_response(path, scope)
        asked = QueryParams(scope["query_string"]).get("v")
        if is_bundled or (asked and asked == _fingerprint(STATIC / path)):
            answer.headers["cache-control"] = FOR_EVER
        return answer


def asset(name: str) -> str:
    """The address of a file of static/."""
    return f"/static/{name}?v={_fingerprint(STATIC / name)}"


def island(name: str) -> Island | None:
    """What was bundled for a page (api/ui/pages/NAME.js); None where nothing could be."""
    found = _manifest().get(name)
    if found is None:
        return None
    script, style, imports = (found[key] for key in ("script", "style", "imports"))
    return Island(_built(script), style and _built(style), tuple(map(_built, imports)))


def _built(name: str) -> str:
    return f"/static/build/{name}"


def _fingerprint(path: Path) -> str:
    return _digest(path, path.stat().st_mtime_ns) if path.is_file() else ""


def _manifest() -> dict[str, dict[str, Any]]:
    return _read(MANIFEST, MANIFEST.stat().st_mtime_ns) if MANIFEST.is_file() else {}


# by when they were changed, so that who works on them need not start anew
@lru_cache(maxsize=16)
def _digest(path: Path, _changed: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


@lru_cache(maxsize=1)
def _read(path: Path, _changed: int) -> dict[str, dict[str, Any]]:
    files: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["files"]
    return files
