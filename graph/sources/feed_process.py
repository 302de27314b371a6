"""What feedparser makes of a feed, in a process of its own: bytes on standard input, JSON on standard output.

Some of its expressions take a time that grows with the square of a field's length (an author's name of 200,000
letters: half an hour), and only a process can be ended. Run as a file, so that it loads feedparser and nothing else.
"""

from __future__ import annotations

import json
import sys
from io import BytesIO


def main(base: str) -> None:
    """Parse the feed; `base` is the address that relative ones in it start from, or empty."""
    import feedparser

    stream = BytesIO(sys.stdin.buffer.read())  # a stream, for it opens whatever else it is given
    headers = {"content-location": base} if base else {}
    parsed = feedparser.parse(stream, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    told = {"version": parsed.version, "bozo": bool(parsed.bozo), "feed": parsed.feed, "entries": parsed.entries}
    json.dump(told, sys.stdout, default=str)


if __name__ == "__main__":
    main(sys.argv[1])
