"""Feeds: RSS, Atom, RDF Site Summary and JSON Feed; each entry is a document, by its own text or by the page it names.

By feedparser, which reads what feeds are really like: a dozen dialects, half of them broken. It works in a process of
its own (graph.sources.feed_process) and is given a stream of bytes, never an address or a name, so that it opens and
fetches nothing; entities that a feed declares are refused before it sees them. An entry's own text is mostly a sentence
or two of HTML, in which trafilatura finds no article: it is taken as it is.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urljoin

from graph.errors import InputError
from graph.settings import Settings
from graph.sources.dates import day
from graph.sources.decode import decode_page
from graph.sources.entry import Entry
from graph.sources.json_feed import read_json_feed
from graph.sources.markup import alternates, plain
from graph.sources.piece import Intake, Origin, Piece

LONGEST = 16_000_000  # bytes; feeds of news have tens of kilobytes, those with whole articles a few megabytes
PATIENCE = 60  # seconds for feedparser, which reads a megabyte and a half in one
# possessive, or a row of comments would take for ever to not be a feed
_ROOT = re.compile(
    r"\ufeff?(?>\s+|<\?(?>.*?\?>)|<!--(?>.*?-->)|<!DOCTYPE[^<>\[]*+>)*+<([\w:.-]++)", re.DOTALL | re.IGNORECASE
)
_DECLARATIONS = re.compile(r"<!DOCTYPE[^<>]*\[|<!ENTITY", re.IGNORECASE)
_ENDS = ("</rss", "</feed", "</rdf", "</RDF", ":RDF")


def open_feed(stream: BinaryIO, name: str, settings: Settings, intake: Intake) -> Iterator[Piece | InputError]:
    """The entries of a feed; where the user wants links followed, the pages that they name. Raises InputError."""
    limit = min(LONGEST, settings.max_bytes)
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise InputError(name, f"is too long for a feed: the limit is {limit:,} bytes")
    found, whole = entries(data, name)
    for entry in found:
        if intake.passed.get(entry.source) != entry.stamp:
            yield _piece(entry, settings, intake)
    if not whole:
        yield InputError(name, "is a feed that ends early: all that came is read but the last entry, which may be cut")


def entries(data: bytes, name: str) -> tuple[list[Entry], bool]:
    """The whole entries of a feed, and whether they are all. Raises InputError for what is no feed."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return read_json_feed(data, name), True
    page = decode_page(data, name)
    root = found[1] if (found := _ROOT.match(page)) else ""
    if root.lower() == "html":
        raise InputError(name, _instead(page, name))
    if _DECLARATIONS.search(_unquoted(page)):
        raise InputError(name, "declares entities of its own, which can be a trap and which no feed needs: refused")
    if not root:
        raise InputError(name, "is no feed: it is not XML; read are RSS, Atom and JSON Feed")
    return _entries(page, root, name)


def _instead(page: str, name: str) -> str:
    """What to say of a page that should have been a feed."""
    named = next(iter(alternates(page)), None)
    if named is None:
        return "is a web page and no feed, and names none: look for RSS or Atom on the site"
    return f"is a web page and no feed: its feed is {urljoin(name, named) if Origin(name).is_address else named}"


def _entries(page: str, root: str, name: str) -> tuple[list[Entry], bool]:
    told = _parsed(page, name)
    if not told["version"] and not told["entries"]:
        raise InputError(name, f"is XML but no feed (it is <{root}>); read are RSS, Atom and JSON Feed")
    whole = not told["bozo"] or _ends(page)
    found = told["entries"] if whole else told["entries"][:-1]
    return [_entry(entry, told, name, number) for number, entry in enumerate(found, 1)], whole


def _parsed(page: str, name: str) -> dict[str, Any]:
    """What feedparser makes of a feed, within a time."""
    base = name if Origin(name).is_address else ""
    command = [sys.executable, "-P", str(Path(__file__).with_name("feed_process.py")), base]
    try:
        done = subprocess.run(  # noqa: S603 - our own program; in a session of its own, so that ^C is ours to handle
            command,
            input=page.encode("utf-8-sig"),  # the mark outweighs the encoding that the XML declares
            capture_output=True,
            timeout=PATIENCE,
            start_new_session=True,
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        raise InputError(name, f"is a feed that takes longer than {PATIENCE} s to understand: refused") from error
    except subprocess.CalledProcessError as error:
        last = error.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise InputError(name, f"is a feed that cannot be understood ({last})") from error
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _unquoted(page: str) -> str:
    """What stands outside CDATA sections: articles in them may write of XML."""
    first, *others = page.split("<![CDATA[")
    return first + "".join(other.partition("]]>")[2] for other in others)


def _ends(page: str) -> bool:
    """Whether the feed's own end comes after that of its last entry."""
    return max(map(page.rfind, _ENDS)) > max(page.rfind("</item"), page.rfind("</entry"))


def _entry(entry: Any, told: dict[str, Any], name: str, number: int) -> Entry:
    feed = told["feed"]
    source = entry.get("source") or {}  # an entry that one feed took from another
    known = {
        "title": _said(entry, "title"),
        "url": entry.get("feedburner_origlink") or entry.get("link"),
        "publisher": _said(source, "title") or _said(feed, "title"),
        "author": _authors(entry) or _authors(feed),
        "date": day(entry.get("published")) or day(entry.get("updated")),
        "format": "application/atom+xml" if told["version"].startswith("atom") else "application/rss+xml",
        "license": _license(entry) or _license(feed) or _said(entry, "rights") or _said(feed, "rights"),
    }
    bodies = [_text(body) for body in entry.get("content", []) if not str(body.get("type")).startswith("image/")]
    return Entry.of(name, number, [*bodies, _said(entry, "summary")], known)


def _said(told: Any, key: str) -> str:
    """A field's text, without the markup where it is HTML."""
    return _text(told[f"{key}_detail"]) if told.get(f"{key}_detail") else str(told.get(key) or "")


def _text(detail: Any) -> str:
    value = str(detail.get("value") or "")
    return plain(value) if "html" in str(detail.get("type")) else value.strip()


def _authors(told: Any) -> str | None:
    """Names, not addresses for mail."""
    names = [author.get("name") or "" for author in told.get("authors", [])]
    return ", ".join(dict.fromkeys(name for name in names if name and "@" not in name)) or None


def _license(told: Any) -> str | None:
    return next((link.get("href") for link in told.get("links", []) if link.get("rel") == "license"), None)


def _piece(entry: Entry, settings: Settings, intake: Intake) -> Piece | InputError:
    url = entry.known.get("url")
    if intake.follow and url:
        return _followed(entry, url, settings, intake)
    if entry.text:
        return Piece(entry.source, ".txt", entry.text.encode(), entry.known)
    advice = "give --follow to fetch the page that it links to" if url else "and links to no page that has one"
    return InputError(entry.source, f"has no text of its own: {advice}")


def _followed(entry: Entry, url: str, settings: Settings, intake: Intake) -> Piece | InputError:
    """The page that an entry links to; what the feed knows of it holds where the page says nothing."""
    from graph.sources.fetch import fetch

    try:
        with fetch(url, settings, replace(intake, kind=None)) as page:
            piece = page.piece(entry.source)
            known = {name: value for name, value in entry.known.items() if name != "format"}
            return replace(piece, known={**known, **piece.known})
    except InputError as error:
        return InputError(entry.source, error.reason)
