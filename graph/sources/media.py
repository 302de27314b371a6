"""Media types: what kind of document comes from an address, and the bytes of its text in UTF-8."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import Message
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from graph.sources.decode import in_utf8
from graph.sources.kinds import COMPRESSED, is_feed, sniffed

KINDS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/markdown": ".md",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/json": ".json",
    "application/jsonl": ".jsonl",
    "application/jsonlines": ".jsonl",
    "application/x-ndjson": ".jsonl",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/feed+json": ".rss",
    "application/rdf+xml": ".xml",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/pdf": ".pdf",
    "application/x-pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "message/rfc822": ".eml",
    "application/zip": ".zip",
    "application/x-zip-compressed": ".zip",
    "application/x-tar": ".tar",
    "application/warc": ".warc",
}
TEXTS = frozenset(".html .htm .xhtml .txt .md .markdown .json .jsonl .ndjson .csv .tsv .rss .atom .xml".split())
_NAMES = TEXTS | {*KINDS.values(), ".tgz", ".gz"}


@dataclass(frozen=True, slots=True)
class Media:
    """What a server says of what it sends."""

    type: str
    charset: str | None
    filename: str | None

    @classmethod
    def of(cls, content_type: str, disposition: str) -> Media:
        """From the two headers; what is not there is empty."""
        said = Message()
        said["content-type"] = content_type or "application/octet-stream"
        if disposition:
            said["content-disposition"] = disposition
        return cls(said.get_content_type(), said.get_content_charset(), said.get_filename())

    def kind(self, url: str, start: bytes, otherwise: str | None) -> str:
        """The suffix that the body is read by: what the type says, else the name, else the user, else the bytes.

        `start` is how the body begins: many servers call a feed text/html, and all files text/plain.
        """
        kind = KINDS.get(self.type) or self._by_name(url) or otherwise or self._by_start(start)
        return ".xml" if kind in (".html", ".txt") and is_feed(start) else kind

    def text(self, data: bytes) -> bytes:
        """A text's bytes in UTF-8 where the charset that the server declares says how; else as they are."""
        return in_utf8(data, self.charset) if self.charset else data

    def _by_name(self, url: str) -> str | None:
        """By the suffix of the file's name; where the type is plain text, one of a text."""
        name = self.filename or unquote(urlsplit(url).path)
        suffixes = [suffix.lower() for suffix in PurePosixPath(name).suffixes[-2:]]
        known = TEXTS if self.type.startswith("text/") else _NAMES
        if len(suffixes) == 2 and suffixes[1] in COMPRESSED and suffixes[0] in known:
            return "".join(suffixes)
        return suffixes[-1] if suffixes and suffixes[-1] in known else None

    def _by_start(self, start: bytes) -> str:
        kind = sniffed(start)
        return "" if kind == ".txt" and not self.type.startswith("text/") else kind
