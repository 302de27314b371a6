"""DOCX: the paragraphs, lists and tables of a Word document in their order, and its properties.

Read with lxml from the three or four parts that matter. python-docx loads every picture, leaves out what stands in
content controls and in accepted insertions, and counts no lists; orders are written with all of these.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any

from graph.errors import InputError
from graph.model import Document
from graph.sources.numbering import Numbering
from graph.sources.properties import plausible

LARGEST = 50_000_000  # bytes of one part, inflated; the text of a thousand pages takes ten million
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAIN = re.compile(
    rb'<Override\b(?=[^>]*ContentType="[^"]*\.document(?:\.macroEnabled)?\.main\+xml")[^>]*PartName="/([^"]+)"'
)
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}ptab": "\t"}
# Text boxes are read where they are anchored, once: "Fallback" has them again for old programs.
_UNREAD = {
    f"{W}del",
    f"{W}moveFrom",
    f"{W}instrText",
    f"{W}rPr",
    f"{W}pPr",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}


def read_docx(data: bytes, source: str) -> Document:
    """The document of a .docx file. Raises InputError for one that is encrypted, or is none."""
    from lxml import etree

    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise InputError(source, "is encrypted, or an old .doc file: save it from Word as .docx, without a password")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            main = _MAIN.search(_part(package, "[Content_Types].xml", source))
            name = main[1].decode() if main else "word/document.xml"
            body = etree.fromstring(_part(package, name, source), _parser())
            numbering = Numbering(*(_optional(package, part, source) for part in ("numbering", "styles")))
            known = _properties(_optional(package, "docProps/core.xml", source))
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, NotImplementedError, RuntimeError, EOFError) as error:
        raise InputError(source, f"is no whole Word document: {str(error)[:200]}") from error
    text = "\n\n".join(_blocks(body, numbering))
    if not text:
        raise InputError(source, "is empty: there is no text in it, or only pictures of it")
    return Document(text, **plausible(*known, text))


def _parser() -> Any:
    from lxml import etree

    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)


def _part(package: zipfile.ZipFile, name: str, source: str) -> bytes:
    """A part of the package. zipfile inflates no more than is declared, and that is looked at first."""
    if (size := package.getinfo(name).file_size) > LARGEST:
        raise InputError(source, f"is a bomb: {name} in it would take {size:,} bytes")
    return package.read(name)


def _optional(package: zipfile.ZipFile, name: str, source: str) -> Any:
    from lxml import etree

    path = name if "/" in name else f"word/{name}.xml"
    try:
        return etree.fromstring(_part(package, path, source), _parser())
    except (KeyError, etree.XMLSyntaxError):
        return None


def _properties(core: Any) -> tuple[str | None, str | None, date | None]:
    """Title, author, and the day of the last change."""
    if core is None:
        return None, None, None
    texts = {child.tag.rpartition("}")[2]: child.text for child in core if isinstance(child.tag, str)}
    try:
        made = date.fromisoformat((texts.get("modified") or texts.get("created") or "")[:10])
    except ValueError:
        made = None
    return texts.get("title"), texts.get("creator"), made


def _blocks(parent: Any, numbering: Numbering) -> Iterator[str]:
    """The text of each paragraph, and of each row of a table, whatever they are wrapped in."""
    for child in parent:
        if child.tag == f"{W}p":
            text = _text(child).strip()
            if text:
                yield numbering.label(child) + text
        elif child.tag == f"{W}tr":
            cells = (" ".join(_blocks(cell, numbering)) for cell in child.iter(f"{W}tc"))
            if row := " | ".join(filter(None, cells)):
                yield row
        elif isinstance(child.tag, str) and child.tag not in _UNREAD:
            yield from _blocks(child, numbering)


def _text(node: Any) -> str:
    if node.tag == f"{W}t":
        return node.text or ""
    if node.tag in _SIGNS:
        return _SIGNS[node.tag]
    if node.tag == f"{W}txbxContent":
        return "\n" + "\n".join(filter(None, map(_text, node))) + "\n"
    return "".join(_text(child) for child in node if isinstance(child.tag, str) and child.tag not in _UNREAD)
