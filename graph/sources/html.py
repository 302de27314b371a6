"""HTML: the article of a page without what stands around it, and what the page says of itself.

trafilatura, because on hard pages it keeps all of the text (shared figures: 1.5-2 ms a page; resiliparse is faster and
leaves more boilerplate in), and reads the metadata in the same pass. It fetches nothing: it is given the page.
"""

from __future__ import annotations

import logging
import re
from typing import Any

from graph.errors import InputError
from graph.model import Document
from graph.sources.decode import decode_page
from graph.sources.linked import Linked, linked
from graph.sources.walls import wall

_SENTENCE = re.compile(r"""(?:\S+\s+){5,}\S*[.?!…]["'”’)\]]*\s*$""")  # six words or more that end as a sentence does
_NOTICE = re.compile(r"\b(?:javascript|cookies?|captcha|log ?in|sign ?in|subscribe)\b", re.IGNORECASE)

_DATES = {"extensive_search": False, "original_date": True}
SHORT = 500  # characters of prose, below which a page may be a wall with a teaser; nearly every article has more

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what is wrong with a page is told by an InputError


def read_html(data: bytes, source: str) -> Document:
    """The article of a .html file with what the page says of it. Raises InputError without one, also for a wall."""
    import trafilatura

    page = decode_page(data, source)
    if not page.strip():
        raise InputError(source, "is empty: there is no text in it")
    tree: Any = trafilatura.load_html(page)
    said = linked(tree) if tree is not None else Linked()
    # A date is taken from the page's metadata alone: a wider search takes a footer's copyright year for one.
    found: Any = tree is not None and trafilatura.bare_extraction(
        tree, with_metadata=True, include_comments=False, date_extraction_params=_DATES
    )
    prose = _prose(found.text or "" if found else "")
    if len(prose) < SHORT and (reason := wall(page, bool(prose), said.free)):
        raise InputError(source, reason)
    if not prose:
        raise InputError(source, "holds no article: there are no sentences outside menus, forms and notices")
    return Document(
        text=found.text.strip(),
        title=found.title or said.title,
        url=found.url or said.url,
        publisher=found.sitename or said.publisher,
        author=(found.author or "").replace("; ", ", ") or said.author,
        date=found.date or said.date,
        license=said.license or found.license or None,
    )


def _prose(text: str) -> str:
    """The lines that are sentences of an article."""
    return "\n".join(line for line in text.splitlines() if _SENTENCE.match(line) and not _NOTICE.search(line))
