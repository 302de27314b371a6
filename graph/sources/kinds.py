"""What a file, a member of an archive or a stream is: told by the suffix, and where there is none by how it begins."""

from __future__ import annotations

import json
import re
from collections.abc import Container

COMPRESSED = (".gz", ".bz2", ".xz")  # one thing, compressed: what it is stands before it ("story.txt.gz")
HEAD = 4096  # bytes by which a kind is told

_MAGIC = (
    (b"%PDF-", ".pdf"),
    (b"\x1f\x8b", ".gz"),
    (b"BZh", ".bz2"),
    (b"\xfd7zXZ\x00", ".xz"),
    (b"WARC/", ".warc"),
    (b"From ", ".mbox"),
)
_PROLOG = rb"(?>\s+|<\?xml[^>]*+>|<!--(?>.*?-->))*+"  # possessive, or a row of comments would take for ever
_PAGE = re.compile(_PROLOG + rb"<(?:!doctype html|html|head|body)\b", re.I | re.S)
_FEED = re.compile(_PROLOG + rb"<(?:rss|feed|rdf:RDF)[\s>]", re.S)
_MAIL = re.compile(
    rb"(?:[A-Za-z][\w-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?:Received|Message-ID|MIME-Version|Return-Path):", re.I
)


def kind_of(name: str) -> str:
    """The suffix that tells what something of this name is, in small letters; empty where it has none."""
    last = name.rstrip("/").rpartition("/")[2]
    at = last.rfind(".")
    return last[at:].lower() if 0 < at < len(last) - 1 else ""


def stem_of(name: str) -> str:
    """The name without that suffix."""
    return name[: len(name) - len(kind_of(name))]


def legible(name: str) -> str:
    r"""The name as it is told and stored: bytes of it that are not UTF-8 are written out, as \xff."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def is_read(name: str, kinds: Container[str]) -> bool:
    """Whether something of this name can hold documents; what is compressed is judged by what stands before."""
    kind = kind_of(name)
    return is_read(stem_of(name), kinds) if kind in COMPRESSED else kind in kinds


def sniffed(head: bytes) -> str:
    """The kind of what begins so; what looks like nothing else is text."""
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head.startswith(b"PK\x03\x04"):
        return ".docx" if b"word/" in head or b"[Content_Types].xml" in head[:64] else ".zip"
    if head[257:262] == b"ustar":
        return ".tar"
    if _PAGE.match(head.removeprefix(b"\xef\xbb\xbf")):
        return ".html"
    if is_feed(head):
        return ".xml"
    if head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        return ".jsonl" if _is_lines(head) else ".json"
    return ".eml" if _MAIL.match(head) else ".txt"


def is_feed(head: bytes) -> bool:
    """Whether what begins so is a feed in XML."""
    return _FEED.match(head.removeprefix(b"\xef\xbb\xbf")) is not None


def _is_lines(head: bytes) -> bool:
    """Whether the first line is a JSON object by itself, and another follows, or is longer than what we see."""
    first, _, rest = head.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    try:
        return isinstance(json.loads(first), dict) and rest.lstrip()[:1] == b"{"
    except (ValueError, RecursionError):
        return len(head) >= HEAD and not rest and first.startswith(b"{")
